"""How well what the base is asked covers a query: the best question of each fact, gap and notice."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from ketcli.index.asked import FULL, Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketcli.index.reader import Index
    from ketcli.retrieval.query import Query

FAINT = 0.2
"""An inquiry that covers less of the query says nothing."""


class Best(NamedTuple):
    """The inquiry of one owner that covers a query best."""

    cover: float
    """How well, from 0 to 1: the cosine of the weighted words of both."""
    inquiry: int


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
        self._best: tuple[dict[int, Best], ...] = ({}, {}, {}, {})
        for inquiry, cover in self._asked.score(wanted).items():
            if cover >= FAINT:
                kind, number = self._asked.owner(inquiry)
                known = self._best[kind].get(number)
                if known is None or (cover, -inquiry) > (known.cover, -known.inquiry):
                    self._best[kind][number] = Best(cover, inquiry)

    def of(self, kind: int) -> Mapping[int, Best]:
        """The best inquiry of each fact, gap or notice, as *kind* says, by its number."""
        return self._best[kind]

    def cover(self, kind: int, number: int) -> float:
        """How well the best inquiry of one owner covers the query."""
        best = self._best[kind].get(number)
        return best.cover if best else 0.0

    def impact(self, kind: int, number: int, term: int) -> float:
        """How much of the best inquiry of one owner *term* is, from 0 to 1."""
        best = self._best[kind].get(number)
        if best is None:
            return 0.0
        held, impacts = self._asked.postings(term)
        at = bisect_left(held, best.inquiry)
        return impacts[at] / FULL if at < len(held) and held[at] == best.inquiry else 0.0

    def met(self, kind: int, number: int, least: float) -> list[int]:
        """The terms by which words of the query that weigh *least* or more stand in the best inquiry of one owner."""
        return [
            next(way.num for way in concept.alternatives if self.impact(kind, number, way.num))
            for concept in self._query.concepts
            if concept.weight >= least and any(self.impact(kind, number, way.num) for way in concept.alternatives)
        ]

    def share(self, term: int, kind: int) -> float:
        """The share of the inquiries with *term* that are of *kind*."""
        held, _ = self._asked.postings(term)
        return sum(self._asked.owner(inquiry)[0] == kind for inquiry in held) / (len(held) or 1)
