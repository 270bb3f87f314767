"""How well what the base is asked covers a query: the best question of each fact, gap and notice, and all of them."""

from __future__ import annotations

from functools import cached_property

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ketcli.index.lists import Ways
    from ketcli.index.reader import Index
    from ketcli.retrieval.query import Alternative, Concept, Query

FAINT = 0.2
"""An inquiry that covers less of the query says nothing."""

BOUND = 2.5
"""The most that one word leans towards a kind of inquiry, or away from it."""

SAME = 0.985
"""An inquiry that covers so much of the query is what was typed."""

MEANT = 0.9
"""Where no word of the query tells, an inquiry that covers so much of it is what was meant; others say nothing."""

TOGETHER = 0.4
"""What all inquiries of one owner hold between them counts so much beside the best of them."""


class Covers:
    """The inquiries of *index* that cover *query*, by what they lead to."""

    def __init__(self, index: Index, query: Query, facts: Iterable[int] | None = None) -> None:
        """Compare *query* with every inquiry that shares a word with it; of those of facts, with those of *facts*."""
        self._index = index
        self._asked = index.asked
        self._query = query
        self._all = facts is None
        self._length = query.length or 1.0
        self._weight = query.weight or 1.0
        self._best, self._inquiries = self._asked.best(self._concepts(self._length), FAINT, facts)
        """For each owner, all being numbered through, how well its best inquiry covers the query, and which that is."""

    @cached_property
    def _together(self) -> Mapping[int, float]:
        """What the inquiries of each owner hold of the query; no page of a topic needs to know."""
        return self._asked.together(self._concepts(self._weight))

    def _concepts(self, whole: float) -> list[Ways]:
        """What can meet each concept of the query, in parts of *whole*."""
        return [
            tuple([(way.num, concept.weight * way.worth / whole) for way in concept.alternatives])
            for concept in self._query.concepts
            if concept.alternatives
        ]

    def whole(self) -> Covers:
        """The same with the inquiries of all facts."""
        return self if self._all else Covers(self._index, self._query)

    def of(self, kind: int) -> Mapping[int, float]:
        """How well the best inquiry of each fact, gap or notice, as *kind* says, covers the query, by its number."""
        first = self._asked.number(kind, 0)
        return {owner - first: cover for owner, cover in self._asked.of_kind(kind, self._best).items()}

    def cover(self, kind: int, number: int) -> float:
        """How well the best inquiry of one owner covers the query."""
        return self._best.get(self._asked.number(kind, number), 0.0)

    def most(self, kind: int) -> float:
        """How well the best inquiry of all owners of *kind* covers the query."""
        return max(self._asked.of_kind(kind, self._best).values(), default=0.0)

    def nearness(self, kind: int) -> dict[int, float]:
        """How near each owner of *kind* is to the query by its best inquiry and by all of them together."""
        first, cover = self._asked.number(kind, 0), self._best.get
        together = self._asked.of_kind(kind, self._together)
        return {owner - first: cover(owner, 0.0) + TOGETHER * held for owner, held in together.items()}

    def reason(self, kind: int, number: int, concept: Concept) -> tuple[Alternative | None, float, float]:
        """The way by which one owner is asked about *concept*, its impact there, and what that adds to its nearness."""
        owner = self._asked.number(kind, number)
        inquiry = self._inquiries.get(owner, -1)
        impact, held_by = self._asked.impact, self._asked.held
        # What an inquiry of the owner has, the owner has too.
        met = [
            (impact(way.num, inquiry), held, way) for way in concept.alternatives if (held := held_by(way.num, owner))
        ]
        if not met:
            return None, 0.0, 0.0
        best, held, way = met[0]
        most = way.worth * held
        if len(met) > 1:
            best, held, way = max(
                met, key=lambda each: (each[2].worth * each[0], each[2].worth * each[1], each[2].term)
            )
            most = max(other.worth * share for _, share, other in met)
        adds = way.worth * best / self._length + TOGETHER * most / self._weight
        return (way if held else None), best, concept.weight * adds

    def impact(self, kind: int, number: int, term: int) -> float:
        """How much of the best inquiry of one owner *term* is, from 0 to 1."""
        return self._asked.impact(term, self._inquiries.get(self._asked.number(kind, number), -1))

    def leaning(self, kind: int) -> float:
        """How much likelier the words of the query are in inquiries of *kind* than in others.

        It is the sum of the logarithms of these odds, each of them bounded, so that no word decides alone.
        """
        ways = (max(each.alternatives, key=lambda way: way.worth) for each in self._query.concepts if each.alternatives)
        return sum(max(-BOUND, min(BOUND, self._asked.odds(way.num, kind))) for way in ways)
