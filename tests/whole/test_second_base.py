"""A base on another subject, from wrapped texts and made with the commands of this program, is as good as any."""

import json
import re

import pytest
from curating import LICENCES, TEXTS
from running import run

from ketcli.documents import audit
from ketcli.facts import dataset


@pytest.fixture(autouse=True)
def _named(monkeypatch):
    monkeypatch.setenv("KETCLI_FACTS", str(LICENCES))
    monkeypatch.setenv("KETCLI_DOCUMENTS", str(TEXTS))


def found(capsys, *words):
    """The ids of the facts that a search finds, the best first."""
    return [hit["fact"]["id"] for hit in json.loads(run(capsys, "search", *words, "--json")[1])["hits"]]


def test_check_has_nothing_to_say():
    """Every passage stands where it is said to, every sentence is cited or accounted for, hardly a word is unseen."""
    outcome = audit.audit(LICENCES, TEXTS, coverage=True, strict=False)
    assert outcome.problems == ()
    assert set(outcome.report.documents.values()) == {"same"}
    coverage = outcome.report.coverage
    assert [each.left for each in coverage] == [(), (), ()]
    assert sum(each.unseen for each in coverage) < 0.03 * sum(each.words for each in coverage)


def test_it_is_as_small_as_it_should_be():
    """About twenty facts in a few topics, with conflicts, from texts that are wrapped."""
    base = dataset.load(LICENCES).dataset
    assert 15 <= len(base.facts) <= 25
    assert 3 <= len(base.topics) <= 4
    assert 1 <= len(base.conflicts) <= 2
    for source in base.sources:
        assert max(map(len, (TEXTS / source.file).read_text().splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("can i sell it", "sell"),
        ("warranty", "no-warranty"),
        ("is there a waranty", "no-warranty"),
        ("who pays for damage", "no-damages"),
        ("may i change it", "changes-allowed"),
        ("copyright notice", "keep-notice"),
        ("patents", "patents-stay"),
        ("can they take it back", "not-revoked"),
        ("moral rights", "moral-rights"),
        ("databases", "database-rights"),
    ],
)
def test_search_finds_what_it_says(capsys, words, best):
    """By words of a claim, by questions, misspelt."""
    assert found(capsys, *words.split())[0] == best


@pytest.mark.parametrize("words", ["kubernetes", "nausea", "recipe for bread"])
def test_search_is_silent_where_it_says_nothing(capsys, words):
    """And says so of the facts, not of the texts."""
    status, out, err = run(capsys, "search", words)
    assert (status, out) == (1, "")
    assert err


def test_sources_are_told_in_a_sentence(capsys, tmp_path):
    """That is not cut off within."""
    base = tmp_path / "base.yaml"
    text = re.sub(r"(?m)^    kind: .*$", "    kind: A text; version 1.0 of it. More.", LICENCES.read_text(), count=1)
    base.write_text(text)
    out = run(capsys, "sources", "-f", "table", "--facts", str(base))[1]
    assert "  A text; version 1.0 of it.\n" in out


def test_pages_and_conflicts(capsys):
    """A topic shows its facts and who says them, a fact its passages, a question its sides."""
    _, out, _ = run(capsys, "show", "risk", "--json")
    document = json.loads(out)
    agreed = {fact["id"]: fact["agreement"]["sources"] for fact in document["facts"]}
    assert agreed == {"no-warranty": 3, "no-damages": 2, "rights-of-others": 1, "own-consents": 1}
    _, out, _ = run(capsys, "show", "no-warranty", "--quote", "--json")
    quotes = json.loads(out)["quotes"]
    assert [quote["altered"] for quote in quotes] == [False] * 3
    _, out, _ = run(capsys, "conflicts", "sublicences", "--json")
    sides = [position["sources"] for position in json.loads(out)["conflicts"][0]["positions"]]
    assert sides == [["mit"], ["cc0-1-0"]]


COMMANDS = (
    (),
    ("search", "warranty"),
    ("search", "xyzzy"),
    ("show", "copying"),
    ("show", "sell"),
    ("show", "bsd"),
    ("topics",),
    ("sources",),
    ("conflicts",),
    ("conflicts", "sublicences"),
    ("gaps",),
    ("compare",),
    ("compare", "risk"),
    ("timeline",),
    ("cite", "no-warranty"),
    ("check", "--coverage"),
    ("uncovered",),
    ("diff", str(LICENCES)),
    ("export", "-f", "markdown"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_no_word_is_of_another_subject(capsys, command):
    """Whatever is asked of it, nothing is said of what the other base is about."""
    form = () if not command or "-f" in command else ("-f", "table")
    _, out, err = run(capsys, *command, *form)
    said = (out + err).lower()
    assert said
    assert not re.search(r"ketamine|medic|patient|treat(?:ment)|therap|clinic|article|side effect", said)
