"""What a valid fact base becomes, and how its defects are told."""

import json
import pathlib
import time

import pytest

from ketcli import dataset
from ketcli.errors import InvalidFactsError, Problem
from ketcli.facts import Evidence, Passage, Position, Uncited

GOOD = pathlib.Path(__file__).parent / "data" / "good"
BAD = pathlib.Path(__file__).parent / "data" / "bad"


def tree():
    """The data of a good base, to be spoilt."""
    return json.loads((GOOD / "short.json").read_text(encoding="utf-8"))


def problems(base):
    """The rule and place of every defect of *base*."""
    with pytest.raises(InvalidFactsError) as caught:
        dataset.parse(json.dumps(base).encode(), "x.json")
    return [(problem.rule, problem.where) for problem in caught.value.problems]


def test_a_base_becomes_its_nouns():
    """Every field arrives, and what is left out has its default."""
    base = dataset.load(GOOD / "leaflet.yaml").dataset
    assert (base.title, base.version, base.disclaimer) == ("A leaflet and a letter", "2026.1", "For the tests.")
    assert [source.id for source in base.sources] == ["leaflet", "letters"]
    assert base.sources[0].uncited[1] == Uncited("question", Passage("Is it habit-forming?", None, "fbfc10fb4218"))
    assert base.sources[1].uncited == ()
    assert [topic.aliases for topic in base.topics] == [("history",), (), ("outcome", "side effects")]
    fact = base.facts[1]
    assert (fact.id, fact.topics, fact.aliases, fact.when) == ("surgery-in-the-1970s", ("origin",), (), "1970s")
    assert fact.evidence[0] == Evidence(
        "leaflet", "Where it comes from", Passage("Chemists first", "by the 1970s.", "6afbe862f1d4")
    )
    assert [item.hedged for item in base.facts[8].evidence] == [False, True, False]
    assert base.facts[4].evidence[0].passage.from_ == "A nurse checks your"
    assert base.conflicts[0].positions[1] == Position("It did not.", ("no-effect",))
    assert base.synonyms == (("sessions", "visits"),)
    assert base.lookalikes == ()


def test_all_defects_are_told_at_once():
    """One reading names every defect, each with its line; the error's own text is the first and their number."""
    text = (GOOD / "short.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("title: The visit", "titel: The visit"),
        ("kind: tension", "kind: tenson"),
        ("[effects]", "[efects]"),
    ):
        text = text.replace(old, new)
    with pytest.raises(InvalidFactsError) as caught:
        dataset.parse(text.encode(), "x.yaml")
    assert [str(problem) for problem in caught.value.problems] == [
        "x.yaml:16: empty-field: 'title' is missing",
        "x.yaml:17: unknown-key: the key 'titel' is not known (did you mean 'title'?)",
        "x.yaml:36: unknown-topic: no topic has the id 'efects' (did you mean 'effects'?)",
        "x.yaml:41: unknown-topic: no topic has the id 'efects' (did you mean 'effects'?)",
        "x.yaml:47: wrong-form: 'tenson' is not one of tension, contradiction (did you mean 'tension'?)",
    ]
    assert str(caught.value) == "x.yaml:16: empty-field: 'title' is missing (and 4 more: ketcli check lists them)"


@pytest.mark.parametrize("field", ["schema", "title", "version", "disclaimer", "sources", "topics", "facts"])
@pytest.mark.parametrize("value", [..., None])
def test_what_every_base_needs_may_not_be_missing(field, value):
    """Each of these fields has to be there and to hold something; the others may be left out."""
    base = tree()
    del base[field]
    if value is None:
        base[field] = None
    assert ("empty-field", field) in problems(base)
    for optional in ("conflicts", "synonyms", "lookalikes"):
        whole = tree()
        del whole[optional]
        dataset.parse(json.dumps(whole).encode(), "x.json")


@pytest.mark.parametrize("value", [5, True, 1.5, "text", [], [5], [[]], ["x"], {}, {"x": {}}, "", "\0", "9" * 5000])
def test_a_value_of_the_wrong_kind_anywhere_is_a_defect_and_no_crash(value):
    """Whatever stands in whatever place, it is read or told, in text of bounded length."""

    def places(node, path=()):
        yield path
        items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for step, child in items:
            yield from places(child, (*path, step))

    for path in list(places(tree()))[1:]:
        base = tree()
        node = base
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value
        try:
            dataset.parse(json.dumps(base).encode(), "x.json")
        except InvalidFactsError as error:
            told = [str(problem) for problem in error.problems]
        else:
            told = ["nothing"]
        assert told
        assert max(map(len, told)) < 500


@pytest.mark.parametrize("value", ["yes", "True", "on", "1", 1, 0, 1.0, [], {}])
def test_a_hedge_is_true_or_false(value):
    """Nothing else is taken for either."""
    base = tree()
    base["facts"][2]["evidence"][0]["hedged"] = value
    assert problems(base) == [("wrong-type", "facts[2].evidence[0].hedged")]


@pytest.mark.parametrize("value", ["1962", "1960s", "1980s-1990s", "1962-1970"])
def test_a_date_is_a_year_a_decade_or_a_span(value):
    """These are read as they are."""
    base = tree()
    base["facts"][0]["when"] = value
    assert dataset.parse(json.dumps(base).encode(), "x.json").dataset.facts[0].when == value


@pytest.mark.parametrize("value", ["62", "about 1962", "1962 ", "1960's", "١٩٦٢", "1962-", "1962–1970", "19620"])
def test_no_other_date_is_understood(value):
    """Not words, other digits, other dashes or half a span."""
    base = tree()
    base["facts"][0]["when"] = value
    assert problems(base) == [("wrong-form", "facts[0].when")]


@pytest.mark.parametrize("value", ["a/b", "../a", "..", ".", "/etc/passwd", "a\\b"])
def test_a_document_is_named_without_a_path(value):
    """A fact base cannot point outside the folder of documents."""
    base = tree()
    base["sources"][0]["file"] = value
    assert problems(base) == [("wrong-form", "sources[0].file")]


@pytest.mark.parametrize("value", ["A", "a b", "a_b", "-a", "a-", "a--b", "é", "a\n", "a.b"])
def test_an_id_is_lower_case_words_joined_by_hyphens(value):
    """So that it can be typed, and stands in a command without quotes."""
    base = tree()
    base["conflicts"][0]["id"] = value
    assert problems(base) == [("wrong-form", "conflicts[0].id")]


@pytest.mark.parametrize(("length", "rules"), [(4000, []), (4001, [("too-long", "topics[0].summary")])])
def test_a_text_has_at_most_4000_characters(length, rules):
    """One that is longer is refused, and never cut."""
    base = tree()
    base["topics"][0]["summary"] = "é" * length
    if rules:
        assert problems(base) == rules
    else:
        assert len(dataset.parse(json.dumps(base).encode(), "x.json").dataset.topics[0].summary) == length


def test_what_an_export_derives_is_passed_over():
    """Its counts and titles are no unknown keys, but only beside its schema_version."""
    base = tree()
    base["meta"] = {"facts": 4}
    base["sources"][0]["facts"] = base["topics"][0]["facts"] = 2
    base["facts"][0].update(agreement={"sources": 1, "of": 1}, hedged=False, conflicts=[])
    base["facts"][0]["evidence"][0].update(title="x", file="y")
    base["conflicts"][0].update(several=[], silent=["short"])
    base["conflicts"][0]["positions"][0].update(sources=["short"], hedged=[])
    assert {rule for rule, _ in problems(base)} == {"unknown-key"}
    base["schema_version"] = "1"
    assert dataset.parse(json.dumps(base).encode(), "x.json").dataset == dataset.load(GOOD / "short.json").dataset


def test_thousands_of_defects_are_told_in_no_time():
    """Suggestions are made for the first of them only."""
    base = tree()
    base["facts"] += [{**base["facts"][0], "id": f"fact-number-{number}"} for number in range(3000)]
    base["conflicts"][0]["positions"][0]["facts"] = [f"fact-numbers-{number}" for number in range(3000)]
    begun = time.process_time()
    found = problems(base)
    assert len(found) == 3000
    assert time.process_time() - begun < 5


def test_a_problem_without_a_line_is_shown_by_its_place():
    """As file, then the place in the data."""
    problem = Problem("too-long", ("facts", 3, "evidence", 0, "from"), "is too long", "", "x.json")
    assert str(problem) == "x.json: facts[3].evidence[0].from: too-long: is too long"
