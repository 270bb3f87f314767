"""A query as it is understood: its limits, what it is the name of, how it falls into concepts."""

import math

import pytest
from comparing import BASE, compiled

from ketcli.errors import UsageError
from ketcli.facts.nouns import Fact, Related
from ketcli.retrieval.query import MAX_CHARACTERS, MAX_WORDS, parse
from ketcli.retrieval.tiers import ALIAS, CLOSE, EXACT, PREFIX, RELATED, WEIGHT

SPOKEN = BASE._replace(
    synonyms=(("hot water", "kettle"), ("calming", "soothing"), ("how old", "age"), ("minutes", "minutiae")),
    related=(Related(("biscuits",), "garden"),),
)


@pytest.fixture(scope="module")
def tea():
    """A small base with synonyms and a related word."""
    return compiled(SPOKEN)


def test_the_longest_that_is_read(tea):
    """Just so many characters and words, and not one more; the message says how many there are."""
    assert parse(tea, "tea".ljust(MAX_CHARACTERS, ".")).terms == ("tea",)
    assert len(parse(tea, "tea " * MAX_WORDS).concepts) == MAX_WORDS
    for query, said in (
        ("tea".ljust(MAX_CHARACTERS + 1, "."), f"has {MAX_CHARACTERS + 1} characters; at most {MAX_CHARACTERS}"),
        ("tea " * (MAX_WORDS + 1), f"has {MAX_WORDS + 1} words; at most {MAX_WORDS}"),
    ):
        with pytest.raises(UsageError, match=said):
            parse(tea, query)


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("addiction", "addiction"),
        ("side-effects", "side-effects"),
        ("Side effects and safety", "side-effects"),
        ("the addiction", "addiction"),
        ("ketamine addiction", "addiction"),  # which is what every question of this base may be about
        ("adverse effects", None),  # an alias may be narrower
        ("addiction insurance", None),
        ("ketamine", None),
        ("bladder", None),
    ],
)
def test_what_is_the_name_of_a_topic(index, query, topic):
    """Its id or title, but for words of grammar and those that most facts hold."""
    assert parse(index, query).topic == topic


@pytest.mark.parametrize(("facts", "topic"), [(7, "past-times"), (8, "past-times"), (9, None)])
def test_a_word_of_a_quarter_of_the_facts_is_what_a_base_is_about(facts, topic):
    """So that it says nothing beside the name of a topic."""
    claims = ["Two minutes.", "Ten minutes.", *(f"More is {each}." for each in range(facts - 3))]
    brewing = [Fact(f"fact-{at}", ("brewing",), claim, BASE.facts[0].evidence) for at, claim in enumerate(claims)]
    base = compiled(BASE._replace(facts=(*brewing, BASE.facts[5]), conflicts=()))
    assert parse(base, "minutes past times").topic == topic


def test_a_phrase_is_met_as_a_whole_too(tea):
    """Each of its words is met by the part that it is of the whole, and the parts make up the whole."""
    query = parse(tea, "hot water")
    assert [concept.words for concept in query.concepts] == [("hot", "water")] * 2
    parts = [way.worth for concept in query.concepts for way in concept.alternatives if way.word == "hot water"]
    weights = [concept.weight for concept in query.concepts]
    assert parts == pytest.approx([WEIGHT[EXACT] * weight / math.hypot(*weights) for weight in weights])


def test_a_longer_phrase_is_no_phrase(tea):
    """Words that nothing stands for are concepts of their own, beside the phrase that something does."""
    assert [concept.words for concept in parse(tea, "garden hot water calming").concepts] == [
        ("garden",),
        ("hot", "water"),
        ("hot", "water"),
        ("calming",),
    ]


@pytest.mark.parametrize(
    ("typed", "tiers"),
    [
        ("calming", {"calming": EXACT}),
        ("soothing", {"calming": ALIAS}),
        ("calmign", {"calming": CLOSE}),
        ("biscuits", {"garden": RELATED}),
    ],
)
def test_how_a_word_is_met(tea, typed, tiers):
    """By itself, by another form of it, or by what means the same; each is worth what its tier is."""
    (concept,) = parse(tea, typed).concepts
    met = {way.word: way.tier for way in concept.alternatives}
    assert met == tiers
    assert all(way.worth == WEIGHT[way.tier] for way in concept.alternatives)


def test_the_longest_phrase():
    """Seven words are looked for as a whole, eight are not."""
    seven = "pour kettle water leaves wait minutes drink"
    base = compiled(SPOKEN._replace(synonyms=((seven, "steep"), (f"{seven} cup", "brew"))))
    assert [len(concept.words) for concept in parse(base, f"{seven} cup").concepts] == [7] * 7 + [1]


def test_a_phrase_may_begin_with_a_word_of_grammar(tea):
    """Which by itself tells nothing."""
    assert parse(tea, "how old").terms == ("how", "old")
    assert parse(tea, "how tea").terms == ("tea",)


def test_an_unfinished_word_is_what_it_may_become(tea):
    """It tells as much, and is met by each; by what means the same as its finished form more than by its beginning."""
    assert parse(tea, "calmi").concepts[0].weight == parse(tea, "calming").concepts[0].weight < 1
    small = Fact("small", ("brewing",), "Minutiae matter.", BASE.facts[0].evidence)
    (concept,) = parse(compiled(SPOKEN._replace(facts=(*BASE.facts, small))), "minut").concepts
    assert {way.term: way.tier for way in concept.alternatives} == {"minut": PREFIX, "minutia": ALIAS}


def test_words_of_grammar_count_little_and_only_beside_others(tea):
    """A query of nothing else has no terms; alone, one of them is no concept either."""
    query = parse(tea, "how is tea for me")
    assert [concept.grammar for concept in query.concepts] == [False, True, True, True, True]
    assert query.terms == ("tea",)
    assert query.asked == query.concepts[0].weight < query.weight
    assert [way.worth for concept in query.concepts for way in concept.alternatives if concept.grammar] == [1.0] * 3
    assert query.concepts[-1].weight == 0.04
    assert [concept.grammar for concept in parse(tea, "how is").concepts] == [True, True]
    assert parse(tea, "how").concepts == ()


def test_spelling_is_corrected_unless_each_word_is_taken_as_it_is_typed(tea):
    """What nothing knows is told, and what share of the query is known."""
    assert parse(tea, "calmign").corrections == {"calmign": "calming"}
    exact = parse(tea, "calmign", exact=True)
    assert (dict(exact.corrections), exact.unmatched, exact.known) == ({}, ("calmign",), 0.0)
    half = parse(tea, "how is tea xyzzy")
    assert half.known == pytest.approx(half.concepts[0].weight / (half.concepts[0].weight + 1))
