"""How well what the base is asked covers a query: the best question of each fact, gap and notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.index.asked import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketcli.index.reader import Index
    from ketcli.retrieval.query import Query

FAINT = 0.2
"""An inquiry that covers less of the query says nothing."""

BOUND = 2.5
"""The most that one word leans towards a kind of inquiry, or away from it."""


class Covers:
    """The inquiries of *index* that cover *query*, by what they lead to."""

    def __init__(self, index: Index, query: Query) -> None:
        """Compare *query* with every inquiry that shares a word with it."""
        self._asked = index.asked
        self._query = query
        length = query.length or 1.0
        wanted = [
            Wanted(place, way.num, concept.weight * way.worth / length)
            for place, concept in enumerate(query.concepts)
            for way in concept.alternatives
        ]
        self._best = self._asked.best(self._asked.score(wanted), FAINT)

    def of(self, kind: int) -> Mapping[int, float]:
        """How well the best inquiry of each fact, gap or notice, as *kind* says, covers the query, by its number."""
        return self._best[kind].covers

    def cover(self, kind: int, number: int) -> float:
        """How well the best inquiry of one owner covers the query."""
        return self._best[kind].covers.get(number, 0.0)

    def most(self, kind: int) -> float:
        """How well the best inquiry of all owners of *kind* covers the query."""
        return max(self._best[kind].covers.values(), default=0.0)

    def impact(self, kind: int, number: int, term: int) -> float:
        """How much of the best inquiry of one owner *term* is, from 0 to 1."""
        inquiry = self._best[kind].inquiries.get(number)
        return 0.0 if inquiry is None else self._asked.impact(term, inquiry)

    def leaning(self, kind: int) -> float:
        """How much likelier the words of the query are in inquiries of *kind* than in others.

        It is the sum of the logarithms of these odds, each of them bounded, so that no word decides alone.
        """
        ways = (max(each.alternatives, key=lambda way: way.worth) for each in self._query.concepts if each.alternatives)
        return sum(max(-BOUND, min(BOUND, self._asked.odds(way.num, kind))) for way in ways)
