"""Posting lists: the shortest way to a sum leads to the same sum."""

import math
import random
from bisect import bisect_right

import pytest

QUERIES = [
    "how long do the effects of ketamine last",
    "is it safe to drive after a session",
    "what is the difference between an infusion and a lozenge",
    "who should not have ketamine",
]


def _concepts(index, words):
    """Two ways for each word, as a vector of length 1."""
    terms = [index.vocabulary.terms([word]).get(word) for word in words]
    pairs = [(term, other) for term, other in zip(terms, terms[1:] + terms[:1], strict=True) if term and other]
    length = math.sqrt(sum(term.weight**2 for term, _ in pairs))
    return [
        ((term.num, term.weight / length), (other.num, 0.5 * other.weight / length))[: 1 + place % 2]
        for place, (term, other) in enumerate(pairs)
    ]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("least", [0.05, 0.2, 0.5, 0.9])
def test_the_best_inquiry_of_each_owner_is_that_of_all_sums(index, query, least):
    """However little is summed up, and whether lists were asked for places before or not."""
    lists, starts = index.asked.inquiries, index.asked.starts
    concepts = _concepts(index, query.split())
    sums = lists.score(concepts)
    expected = {}
    for place in sorted(sums, key=lambda place: (-round(sums[place], 12), place)):
        if sums[place] >= least:
            expected.setdefault(bisect_right(starts, place) - 1, place)
    for _ in range(3):
        scores, places = lists.best(concepts, least, starts)
        assert scores == pytest.approx({owner: sums[place] for owner, place in expected.items()})
        assert places.keys() == expected.keys()
        assert all(sums[places[owner]] == pytest.approx(sums[place]) for owner, place in expected.items())


@pytest.mark.parametrize("query", QUERIES)
def test_of_some_facts_the_best_inquiries_are_those_of_all(index, query):
    """Where only those of some facts are asked for; what is no fact is always looked at."""
    concepts = _concepts(index, query.split())
    every, inquiries = index.asked.best(concepts, 0.2)
    others = {owner for owner in every if owner >= index.meta.facts}
    chosen = random.Random(7).sample(range(index.meta.facts), 40)
    kept = others.union(every) & others.union(chosen)
    assert len(kept) > len(others) > 0
    scores, places = index.asked.best(concepts, 0.2, chosen)
    assert scores == pytest.approx({owner: every[owner] for owner in kept})
    assert places == {owner: inquiries[owner] for owner in kept}


def test_the_fields_of_facts_are_summed_up_by_the_best_way_of_each_concept(index):
    """Also where the search is narrowed to some facts."""
    concepts = _concepts(index, ["ketamin", "depress", "anxieti", "session"])
    said = index.said
    met = {term: dict(said.met(((term, 1.0),))) for ways in concepts for term, _ in ways}
    expected = {}
    for num in range(index.meta.facts):
        worth = sum(max(weight * met[term].get(num, 0) for term, weight in ways) for ways in concepts)
        if worth:
            expected[num] = pytest.approx(worth / 255)
    assert len(expected) > 20
    assert said.scores(concepts) == expected
    some = set(random.Random(1).sample(sorted(expected), 10))
    assert said.scores(concepts, some) == {num: expected[num] for num in some}
