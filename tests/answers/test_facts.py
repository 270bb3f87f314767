"""``facts``: all there is, one a line."""

import json

import pytest
from holding import DATA, LEAFLET
from running import run

BASE = ("--facts", str(DATA / LEAFLET))


def test_it_lists_all_facts(capsys, shipped):
    """Each of the base once, whole, for programs that look through all of them."""
    status, output, errors = run(capsys, "facts")
    records = [line.split("\t") for line in output.splitlines()]
    assert (status, errors) == (0, "")
    assert {record[0]: record[1] for record in records} == {fact.id: fact.claim for fact in shipped.facts}
    assert len(records) == len(shipped.facts)


def test_it_is_narrowed_by_names(capsys):
    """To topics and sources by whatever they are called; the JSON says to what."""
    status, output, _ = run(capsys, "facts", "-t", "Effects", "-s", "letters", "--json", *BASE)
    document = json.loads(output)
    assert (status, document["choice"]) == (0, {"topics": ["effects"], "sources": ["letters"]})
    assert document["returned"] == len(document["facts"]) > 0
    assert all("effects" in fact["topics"] and "letters" in fact["sources"] for fact in document["facts"])


def test_nothing_and_wrong_names(capsys):
    """Where no fact is, that is said; a name of nothing is told, with the nearest."""
    status, output, errors = run(capsys, "facts", "-t", "origin", "-s", "letters", *BASE)
    assert (status, output, errors) == (1, "", "No fact belongs to all of that.\n")
    status, output, errors = run(capsys, "facts", "-t", "efects", *BASE)
    assert (status, output) == (1, "")
    assert "nearest: effects" in errors


@pytest.mark.parametrize("width", [40, 80])
def test_a_screen_has_claim_sources_and_id(capsys, monkeypatch, width):
    """Two lines a fact, as a search has them."""
    monkeypatch.setenv("COLUMNS", str(width))
    _, output, _ = run(capsys, "facts", "-f", "table", *BASE)
    facts = json.loads(run(capsys, "facts", "--json", *BASE)[1])["facts"]
    flowing = " ".join(output.split())
    assert [fact["id"] for fact in facts if fact["claim"] not in flowing or fact["id"] not in flowing] == []
    assert max(map(len, output.splitlines())) <= width
