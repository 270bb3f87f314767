"""Who seems to be in danger is told where help is, before any answer or instead of one; others are not."""

import math

import comparing
import pytest
from comparing import compiled
from paths import DATA

from ketcli.facts.nouns import Gap, Notice
from ketcli.index.tables import FACT, NOTICE
from ketcli.retrieval import search
from ketcli.retrieval.covers import BOUND, Covers
from ketcli.retrieval.query import parse


def sentences(name):
    """What somebody might type, a line each; none of it stands in the base."""
    return (DATA / "danger" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def shown(index, query):
    """Ids of the notices that come before the answer."""
    return [notice.id for notice in search(index, query).notices]


KETTLE = comparing.BASE._replace(
    gaps=(
        Gap("burns", "burns from tea", ("tea burns", "is hot tea dangerous to the skin"), (), "scald"),
        Gap("milk", "milk in tea", ("milk or lemon in my tea", "hot milk")),
    ),
    notices=(
        Notice("scald", ("i burnt my hand", "hot water on my arm", "my skin is coming off"), "Cool it under the tap."),
        Notice("choke", ("he is choking on a biscuit",), "Call for help."),
    ),
)
"""A small base on something else, with notices of its own."""


@pytest.fixture(scope="module")
def kettle():
    """KETTLE, compiled."""
    return compiled(KETTLE)


@pytest.mark.parametrize(
    ("query", "notices"),
    [
        ("i want to kill myself", ["crisis"]),
        ("everyone would be better off without me", ["crisis"]),
        ("he took ketamine and wont wake up", ["emergency"]),
        ("does it help with suicidal thoughts", ["crisis"]),
        ("the hamster chewed my lozenge", ["pet"]),
        ("bladder", []),
    ],
)
def test_who_may_be_in_danger_is_told_where_help_is(index, query, notices):
    """Before any answer, also when they only seem to be curious; and nobody else is."""
    assert shown(index, query) == notices


def test_most_who_are_in_danger_are_told_in_whatever_words(index):
    """At least seven of ten, of sentences that neither the base has nor the constants were found on."""
    calls = sentences("danger")[1::2]
    assert sum(bool(shown(index, call)) for call in calls) / len(calls) >= 0.7


def test_few_who_ask_something_ordinary_are_told(index):
    """Six in a hundred at the most, though they use the same words: what comes before all answers is passed over."""
    questions = sentences("ordinary")[1::2]
    assert sum(bool(shown(index, question)) for question in questions) / len(questions) <= 0.06


@pytest.mark.parametrize("query", sentences("both"))
def test_who_asks_about_treatment_as_well_gets_an_answer_too(index, query):
    """The notice comes before it, not in its place."""
    answer = search(index, query)
    assert answer.notices
    assert answer.hits or answer.gap


@pytest.mark.parametrize(
    "query", ["i hurt myself again and can't stop", "my tongue is so big i can't swallow", "she says goodbye to us all"]
)
def test_where_only_the_danger_is_spoken_of_the_notice_is_the_answer(index, query):
    """Nobody who wants to die reads that no article says anything on something else."""
    answer = search(index, query)
    assert answer.notices
    assert (answer.hits, answer.total, answer.gap, answer.suggestions) == ((), 0, None, ())


def test_every_phrase_of_a_notice_brings_it_and_nothing_else(shipped, index):
    """Whatever facts and gaps share words with it; every seventh is tried."""
    phrases = [(notice.id, phrase) for notice in shipped.notices for phrase in notice.questions][::7]
    answers = [(name, search(index, phrase)) for name, phrase in phrases]
    assert all(name in [notice.id for notice in answer.notices] for name, answer in answers)
    assert [answer.query.text for _, answer in answers if answer.hits or answer.gap] == []


@pytest.mark.parametrize("query", ["i want to end my treatment", "took my lozenge this morning can i eat"])
def test_a_question_of_the_base_needs_no_notice_for_its_words(index, query):
    """Who keeps the base has said that it is an ordinary one."""
    assert shown(index, query) == []


def test_the_name_of_a_topic_needs_no_notice_for_its_words(shipped, index):
    """Its words are compared with the questions of all facts, also of those that are not shown with it."""
    for topic in shipped.topics:
        answer = search(index, topic.title, limit=1)
        assert answer.query.topic == topic.id
        assert [notice.id for notice in answer.notices] == [*filter(None, [answer.hits[0].fact.notice])]


def test_a_gap_may_call_for_a_notice_whatever_was_asked(index, kettle):
    """It comes before the answer that no article says anything."""
    assert shown(index, "ket overdose treatment at the hospital") == ["emergency"]
    answer = search(kettle, "is hot tea dangerous to the skin")
    assert answer.gap.id == "burns"
    assert [notice.id for notice in answer.notices] == ["scald"]
    assert search(kettle, "milk or lemon in my tea").notices == ()


def test_the_first_fact_may_call_for_a_notice_whatever_was_asked(index):
    """One that names none does not, whatever comes after it."""
    answer = search(index, "why is quick onset called invaluable")
    assert answer.hits[0].fact.notice == "crisis"
    assert [each.id for each in answer.notices] == ["crisis"]
    assert search(index, "chemist who first made it").notices == ()


@pytest.mark.parametrize(
    ("query", "notices"),
    [("i burnt my hand", ["scald"]), ("burnt arm", ["scald"]), ("choking on a biscuit", ["choke"]), ("hot milk", [])],
)
def test_a_base_on_anything_has_its_own_dangers(kettle, query, notices):
    """Nothing of them is known to the program."""
    assert shown(kettle, query) == notices


def test_a_base_without_notices_has_none():
    """Whatever is typed."""
    assert search(compiled(comparing.BASE), "i burnt my hand").notices == ()


def test_what_words_lean_to_adds_up_and_is_bounded(index):
    """A word that only notices hold leans to them, one that none holds away, and neither further than the bound."""
    noose, dose, both = (Covers(index, parse(index, query)) for query in ("noose", "mg", "noose mg"))
    assert noose.leaning(NOTICE) == BOUND == -noose.leaning(FACT)
    assert -BOUND <= dose.leaning(NOTICE) < 0
    assert math.isclose(both.leaning(NOTICE), noose.leaning(NOTICE) + dose.leaning(NOTICE))
    assert Covers(index, parse(index, "xyzzyx")).leaning(NOTICE) == 0.0


def test_nobody_is_told_to_stay_in_danger(shipped):
    """Who watches over somebody else has to be safe first."""
    texts = {notice.id: notice.text for notice in shipped.notices}
    assert "unless that puts you in danger" in texts["emergency"]
    assert "as long as you are safe yourself" in texts["crisis"]
    assert "a vet" in texts["pet"]


def test_a_reflexive_word_alone_is_no_call_for_help(index):
    """It stands in many of them, and in as many ordinary questions."""
    assert search(index, "is he himself again after it").notices == ()
    assert [notice.id for notice in search(index, "he hurt himself").notices] == ["crisis"]
