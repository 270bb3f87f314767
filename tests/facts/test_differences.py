"""What has changed from one base to another is told whole, and only that."""

import pytest
from comparing import BASE
from hypothesis import given
from hypothesis import strategies as st

from ketcli.facts.differences import ADDED, CHANGED, KINDS, REMOVED, RETIRED, Difference, differences
from ketcli.facts.differences import BASE as WHOLE
from ketcli.facts.nouns import Gap, Notice, Retired, Section

FACT = BASE.facts[1]


def changed(**fields):
    """The tea base with these fields of one fact changed."""
    return BASE._replace(facts=tuple(fact._replace(**fields) if fact is FACT else fact for fact in BASE.facts))


def only(new, old=BASE):
    """The one change from *old* to *new*."""
    (change,) = differences(old, new)
    return change


def test_nothing_has_changed_in_the_same_base():
    """Also where what has no order stands in another."""
    assert differences(BASE, BASE) == []
    assert differences(BASE, BASE._replace(facts=BASE.facts[::-1], topics=BASE.topics[::-1])) == []
    assert differences(changed(aliases=("a", "b")), changed(aliases=("b", "a"))) == []


def test_a_fact_comes_and_goes():
    """One that leads on to others is retired, any other is removed."""
    less = BASE._replace(facts=BASE.facts[1:])
    assert only(BASE, less)[:4] == (ADDED, "fact", "hot-water", "Tea is made with hot water.")
    assert only(less)[:4] == (REMOVED, "fact", "hot-water", "Tea is made with hot water.")
    retired = less._replace(retired=(Retired("hot-water", ("three-minutes",), "2"),))
    assert (only(retired).change, only(retired).now) == (RETIRED, ("three-minutes",))


@pytest.mark.parametrize(
    ("field", "value", "removed", "added"),
    [
        ("claim", "Wait.", (FACT.claim,), ("Wait.",)),
        ("topics", ("past-times", "brewing"), (), ("past-times",)),
        ("warning", True, (), ("true",)),
        ("when", "1840", (), ("1840",)),
        ("questions", ("how long", "when"), (), ("how long", "when")),
        ("notice", "x", (), ("x",)),
        (
            "evidence",
            (*FACT.evidence[:1], FACT.evidence[1]._replace(section="Else")),
            ("quiet-note, [Paragraph 2]: Wait {three} … 100% @minutes.",),
            ("quiet-note, Else: Wait {three} … 100% @minutes.",),
        ),
    ],
)
def test_each_field_of_a_fact(field, value, removed, added):
    """What was there and what is there now, one value each."""
    change = only(changed(**{field: value}))
    assert change[:4] == (CHANGED, "fact", FACT.id, value if field == "claim" else FACT.claim)
    assert change.differences == (Difference(field, removed, added),)
    (back,) = differences(changed(**{field: value}), BASE)[0].differences
    assert (back.removed, back.added) == (added, removed)


def test_the_order_of_topics_counts():
    """The first is the home of a fact."""
    old, new = changed(topics=("brewing", "past-times")), changed(topics=("past-times", "brewing"))
    assert only(new, old).differences == (Difference("topics", ("brewing", "past-times"), ("past-times", "brewing")),)


def test_hedges_and_digests_are_told_of_what_both_cite():
    """A citation that sounds surer, one that sounds less sure, one that is pinned otherwise."""
    first, second = FACT.evidence
    new = changed(evidence=(first._replace(hedged=False), second._replace(hedged=True, digest="f" * 12)))
    one, other = "tin, Brewing: Some words", "quiet-note, [Paragraph 2]: Wait {three} … 100% @minutes."
    assert only(new).differences == (
        Difference("hedged", (one,), (other,)),
        Difference("digest", (f"{other}: {'0' * 12}",), (f"{other}: {'f' * 12}",)),
    )


def test_everything_else_of_a_base():
    """Titles, synonyms, conflicts, gaps, notices, topics, sources; kind by kind."""
    conflict = BASE.conflicts[0]
    position = conflict.positions[0]._replace(says="Four.")
    new = BASE._replace(
        title="Coffee",
        synonyms=(("tea", "brew"),),
        conflicts=(conflict._replace(positions=(position, *conflict.positions[1:])),),
        gaps=(Gap("milk", "Milk", ("does milk go in",)),),
        notices=(Notice("scald", ("i burnt my hand",), "Cool it."),),
        topics=(BASE.topics[0]._replace(outline=(Section("All", ("hot-water",)),)), *BASE.topics[1:]),
        sources=(BASE.sources[0]._replace(kind="Another."), *BASE.sources[1:]),
    )
    found = differences(BASE, new)
    assert [(change.change, change.kind, change.id) for change in found] == [
        (CHANGED, WHOLE, ""),
        (REMOVED, "conflict", "what-for"),
        (CHANGED, "conflict", "how-long"),
        (CHANGED, "topic", "brewing"),
        (ADDED, "gap", "milk"),
        (CHANGED, "source", "leaf-book"),
        (ADDED, "notice", "scald"),
    ]
    assert found[0].differences == (
        Difference("title", ("Tea",), ("Coffee",)),
        Difference("synonyms", (), ("tea, brew",)),
    )
    assert found[2].differences == (
        Difference("positions", ("Three minutes.: three-minutes",), ("Four.: three-minutes",)),
    )
    assert found[3].differences == (Difference("outline", (), ("All: hot-water",)),)


@given(st.data())
def test_both_ways_tell_the_same(data):
    """What one way adds the other removes; as many facts come and go as the bases differ by."""
    chosen = [tuple(data.draw(st.sets(st.sampled_from(BASE.facts)))) for _ in range(2)]
    old, new = (BASE._replace(facts=facts, conflicts=()) for facts in chosen)
    there, back = differences(old, new), differences(new, old)
    swap = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}
    assert {(swap[change.change], change.id) for change in there} == {(change.change, change.id) for change in back}
    assert {change.id for change in there} == {fact.id for fact in old.facts} ^ {fact.id for fact in new.facts}
    assert {change.kind for change in there} <= set(KINDS)
