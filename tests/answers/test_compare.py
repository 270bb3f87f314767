"""Which source says what."""

import csv
import io
import json

import pytest
from comparing import BASE, compiled, golden
from rich.cells import cell_len
from running import run

from ketcli.answers import compare, conflicts, show, stances
from ketcli.cli import program as cli
from ketcli.errors import UnknownNameError
from ketcli.facts import fields
from ketcli.render import Screen, render
from ketcli.retrieval import names as lookup

INDEX = compiled(searched=False)


def drawn(outcome, width, **options):
    """The drawing of an answer."""
    return render(outcome, "table", Screen(width, **options))


def whole(index=INDEX, names=(), **choice):
    """The comparison with a choice of its options."""
    return compare.compare(index, names, **{"minimum": 1, "disputed": False, "source": None, **choice})


def test_a_stance_is_plain_when_one_citation_is():
    """A source that hedges a claim once and states it once states it."""
    lines = {line.fact.id: line.stances for line in compare.matrix(INDEX).lines}
    assert lines["calming"] == ("silent", "states", "silent")
    assert lines["three-minutes"] == ("silent", "hedges", "states")


def test_best_agreement_comes_first():
    """Facts of more sources stand before facts of fewer, and those of the same sources together."""
    lines = compare.matrix(INDEX).lines
    counts = [len(line.fact.sources) for line in lines]
    assert counts == sorted(counts, reverse=True)
    alone = [line.fact.sources for line in lines if len(line.fact.sources) == 1]
    assert alone == sorted(alone, key=[("leaf-book",), ("tin",), ("quiet-note",)].index)


def test_choices_narrow_the_facts():
    """Each option leaves out facts, and together they leave what meets all of them."""
    assert {line.fact.id for line in compare.matrix(INDEX, minimum=2).lines} == {
        "hot-water",
        "three-minutes",
        "grown-1840",
    }
    assert {line.fact.id for line in compare.matrix(INDEX, disputed=True, alone="tin").lines} == {"calming"}
    assert {line.fact.id for line in compare.matrix(INDEX, ["past-times"], alone="leaf-book").lines} == {"spread"}


def test_a_fact_tells_its_side_of_each_conflict():
    """The side names the conflict and counts its positions from one."""
    sides = {line.fact.id: line.sides for line in compare.matrix(INDEX).lines}
    assert sides["five-minutes"] == (("how-long", 2),)
    assert sides["spread"] == ()


def test_the_overview_adds_up():
    """A source's own column of its own line is all it says, and the overlap is the same both ways."""
    topics, sources = compare.overview(INDEX)
    assert [group.facts for group in topics] == [4, 3]
    for row, group in enumerate(sources):
        assert group.by_source[row] == group.facts
        for column, other in enumerate(sources):
            assert group.by_source[column] == other.by_source[row]


def test_a_split_names_each_source_once():
    """Every source takes one position, several, or none."""
    split = stances.split(INDEX, BASE.conflicts[1])
    assert split.stances == (("states", "states", "silent"), ("silent", "states", "silent"))
    assert split.several == ("tin",)
    assert split.silent == ("quiet-note",)


def test_topics_are_named_without_quotation_marks():
    """Words are read as the longest names that they can be."""
    found = lookup.several(INDEX, ["making", "tea", "past", "times"], ("topic",))
    assert [item.things[0].id for item in found] == ["brewing", "past-times"]


@pytest.mark.parametrize(
    ("words", "named"), [(["brewing", "tea"], "'tea'"), (["cold", "coffee"], "'cold coffee'"), (["x"] * 5000, "'x x")]
)
def test_an_unknown_name_is_told(words, named):
    """What is no topic is named; where nothing is understood, all of it."""
    with pytest.raises(UnknownNameError, match=named):
        lookup.several(INDEX, words, ("topic",))


@pytest.mark.parametrize("width", [120])
@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("compare-topic", whole(names=["brewing"])),
        ("compare", whole()),
        ("compare-alone", whole(source="tin")),
        ("conflicts-name", conflicts.conflicts(INDEX, "how-long")),
        ("conflicts", conflicts.conflicts(INDEX, "")),
    ],
)
def test_drawings(name, outcome, width):
    """The drawings are these."""
    assert golden(f"{name}-{width}.txt", drawn(outcome, width))


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_the_shipped_base_fits_any_width(index, width):
    """No line is wider than the terminal, and all facts are there."""
    for outcome in (whole(index), whole(index, ["side-effects"]), conflicts.conflicts(index, "how-harmful")):
        text = drawn(outcome, width)
        if width >= 60:
            assert max(map(cell_len, text.split("\n"))) <= width
    text = drawn(whole(index, ["addiction"]), width)
    assert all(line.fact.claim.split()[0] in text for line in compare.matrix(index, ["addiction"]).lines)


def test_many_sources_are_drawn_below_the_claims():
    """Where a mark for each source leaves no room for claims, the marks stand under them."""
    sources = tuple(BASE.sources[0]._replace(id=f"s-{number}", title=f"S {number}") for number in range(40))
    facts = (BASE.facts[0]._replace(evidence=tuple(BASE.facts[0].evidence[0]._replace(source=s.id) for s in sources)),)
    text = drawn(whole(compiled(BASE._replace(sources=sources, facts=facts, conflicts=())), ["brewing"]), 80)
    assert "● ● ●" in text
    assert "All 40 sources" in text


def test_plain_terminals_get_plain_signs():
    """An encoding without the signs gets others, each its own, and nothing is lost."""
    text = drawn(whole(names=["brewing"]), 80, encoding="ascii")
    assert text.isascii()
    assert "# says it" in text
    assert "o says it may be so" in text
    assert drawn(whole(names=["brewing"]), 80, encoding="latin-1").count("·") > 0


def test_marks_differ_without_colour():
    """With colours the signs are the same."""
    colored = render(whole(names=["brewing"]), "table", Screen(80, color=True))
    assert "\x1b[" in colored
    for sign in "●○·":
        assert colored.count(sign) == drawn(whole(names=["brewing"]), 80).count(sign)


def test_every_format_has_the_same_facts():
    """Table, lines, JSON, CSV and Markdown are of the same facts."""
    outcome = whole(names=["brewing"])
    ids = [item["fact"]["id"] for item in json.loads(render(outcome, "json"))["lines"]]
    assert [row["id"] for row in csv.DictReader(io.StringIO(render(outcome, "csv")))] == ids
    assert [line.split("\t")[0] for line in render(outcome, "plain").splitlines()] == ids
    assert [json.loads(line)["fact"]["id"] for line in render(outcome, "jsonl").splitlines()] == ids
    assert [line.split(" | ")[0][2:] for line in render(outcome, "markdown").splitlines()][2:] == ids


def test_the_json_is_complete():
    """Both kinds of comparison have the same keys, found or not."""
    documents = [whole(), whole(names=["brewing"]), whole(minimum=9)]
    assert len({tuple(outcome.document) for outcome in documents}) == 1
    assert [outcome.found for outcome in documents] == [True, True, False]


@pytest.mark.parametrize("kind", fields.KINDS)
def test_every_kind_of_conflict_is_drawn(kind):
    """By itself and below a fact, with a word for its kind."""
    index = compiled(BASE._replace(conflicts=tuple(conflict._replace(kind=kind) for conflict in BASE.conflicts)))
    word = {"contradiction": "cannot all be right", "tension": "all may be true", "complement": "add up"}[kind]
    assert word in render(conflicts.conflicts(index, "how-long"), "table")
    told = "It adds up: " if kind == "complement" else "They differ: "
    assert told in render(show.show(index, "three-minutes"), "table")


def test_a_conflict_says_who_hedges_and_who_is_silent():
    """The object of a conflict divides the sources."""
    found = conflicts.conflicts(INDEX, "how-long").document["conflicts"][0]
    assert found["positions"][0]["sources"] == ["tin", "quiet-note"]
    assert found["positions"][0]["hedged"] == ["tin"]
    assert (found["several"], found["silent"]) == ([], [])


def test_commands(capsys):
    """The commands answer, and say when they cannot."""
    assert cli.run(["compare", "side", "effects", "addiction", "--json"]) == 0
    assert [topic["id"] for topic in json.loads(capsys.readouterr().out)["topics"]] == ["side-effects", "addiction"]
    assert cli.run(["compare", "--min-sources", "6"]) == 1
    assert cli.run(["compare", "no-such-topic"]) == 1
    assert cli.run(["compare", "--source", "nobody"]) == 1
    assert cli.run(["compare", "--min-sources", "0"]) == 2
    assert cli.run(["show", "bladder", "--quote"]) == 2


def test_what_is_no_topic_is_told_by_its_kind(capsys):
    """Who names a fact learns how it is opened."""
    status, output, errors = run(capsys, "compare", "bladder")
    assert (status, output) == (1, "")
    assert "'bladder'; it is a fact: ketcli show bladder" in errors
