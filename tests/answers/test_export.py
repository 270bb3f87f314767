"""A whole base or a part of one, written to be read by other programs and by ketcli itself."""

import contextlib
import csv
import io
import json
import sqlite3

import pytest
from holding import DATA, LEAFLET
from running import run

from ketcli import load
from ketcli.index.narrowing import Narrowing

PARTS = [
    ["--topic", "adverse effects", "-t", "long-term-risks"],
    ["--source", "ket-guide"],
    ["--topic", "depression", "--source", "promise-article"],
]


def test_an_export_is_a_fact_base(capsys, tmp_path):
    """What export writes has no defects, exported again it is the same, and it answers so, to the letter."""
    facts = tmp_path / "facts.json"
    assert run(capsys, "export", "-o", str(facts))[0] == 0
    assert run(capsys, "export", "--facts", str(facts)) == (0, facts.read_text(encoding="utf-8"), "")
    assert run(capsys, "check", str(facts))[0] == 0
    query = ("search", "throwing up", "--json")
    assert run(capsys, *query, "--facts", str(facts)) == run(capsys, *query)


@pytest.mark.parametrize("part", PARTS, ids=" ".join)
def test_a_part_is_just_the_facts_asked_for(capsys, index, part):
    """A topic's facts and a source's, both where both are named; as the whole base has them, evidence and all."""
    status, out, err = run(capsys, "export", *part)
    document = json.loads(out)
    named = dict(zip(part[1::2], part[::2], strict=True))
    topics = ["side-effects" if name == "adverse effects" else name for name, kind in named.items() if "t" in kind[:3]]
    sources = [name for name, kind in named.items() if kind == "--source"]
    wanted = index.facts_of(Narrowing(tuple(topics), tuple(sources)))
    assert status == 0
    assert [fact["id"] for fact in document["facts"]] == [fact.id for fact in wanted]
    assert [len(fact["evidence"]) for fact in document["facts"]] == [len(fact.evidence) for fact in wanted]
    assert [source["id"] for source in document["sources"]] == list(index.sources)
    assert {topic["id"] for topic in document["topics"]} == {name for fact in wanted for name in fact.topics}
    held = {fact.id for fact in wanted}
    kept = {conflict["id"] for conflict in document["conflicts"]}
    assert kept == {name for name, conflict in index.conflicts.items() if set(conflict.facts) <= held}
    torn = [name for name, conflict in index.conflicts.items() if set(conflict.facts) & held and name not in kept]
    told = f"Left out, because they also concern other facts, are the questions {', '.join(torn)}\n"
    assert err == (told if torn else "")


def test_a_part_is_cut_to_what_is_there(capsys, tmp_path):
    """Outlines, retired ids and what gaps are near to name only what is in the part; gaps and related words stay."""
    whole = ("--facts", str(DATA / LEAFLET))
    first = run(capsys, "export", "-t", "session", *whole)[1]
    part, base = json.loads(first), json.loads(run(capsys, "export", *whole)[1])
    assert [topic["outline"] for topic in part["topics"]] == [
        [],
        [{"title": "Who should not have it", "facts": ["pressure"]}],
    ]
    assert [gap["id"] for gap in part["gaps"]] == [gap["id"] for gap in base["gaps"]]
    assert (part["related"], part["notices"], part["retired"]) == (base["related"], base["notices"], [])
    found = json.loads(run(capsys, "export", "-s", "letters", *whole)[1])
    assert found["gaps"][0]["near"] == ["effects", "session"]
    assert found["retired"] == [base["retired"][1]]
    assert json.loads(run(capsys, "export", "-t", "origin", *whole)[1])["gaps"][0]["near"] == []
    (tmp_path / "part.json").write_text(first, encoding="utf-8")
    assert run(capsys, "check", str(tmp_path / "part.json"))[0] == 0
    assert run(capsys, "export", "--facts", str(tmp_path / "part.json")) == (0, first, "")


def test_a_part_without_facts(capsys):
    """Where topic and source have nothing in common there is no answer, and still a complete document."""
    status, out, err = run(capsys, "export", "-t", "addiction", "-s", "promise-article")
    assert (status, err) == (1, "No fact belongs to all of that.\n")
    assert json.loads(out)["facts"] == []


def test_an_unknown_part(capsys):
    """A name that nothing bears is an error that offers the nearest."""
    status, out, err = run(capsys, "export", "--topic", "addictoin")
    assert (status, out) == (1, "")
    assert "nearest: addiction" in err


def test_every_format_has_every_fact(capsys, index, tmp_path):
    """JSON lines, CSV, Markdown and SQLite hold the same facts."""
    ids = [fact.id for fact in index.facts_of()]
    assert [json.loads(line)["id"] for line in run(capsys, "export", "-f", "jsonl")[1].splitlines()] == ids
    rows = list(csv.DictReader(io.StringIO(run(capsys, "export", "-f", "csv")[1])))
    assert [row["id"] for row in rows] == ids
    assert {"hedged", "when", "aliases", "warning", "questions"} <= set(rows[0])
    book = run(capsys, "export", "-f", "markdown")[1]
    assert all(f"· `{name}`\n" in book for name in ids)
    file = tmp_path / "k.db"
    assert run(capsys, "export", "-f", "sqlite", "-o", str(file)) == (0, "", "")
    with contextlib.closing(sqlite3.connect(file)) as database:
        assert [name for (name,) in database.execute("SELECT id FROM facts ORDER BY rowid")] == ids


def test_a_part_answers_like_the_whole(capsys, tmp_path):
    """A part is searched like any base."""
    facts = tmp_path / "part.json"
    assert run(capsys, "export", "-t", "addiction", "-o", str(facts))[0] == 0
    with load(facts) as index:
        assert index.meta.facts == len(index.facts_of())
    status, out, _ = run(capsys, "search", "misuse", "--facts", str(facts))
    assert (status, out.split("\t")[0]) == (0, "addiction-potential")
