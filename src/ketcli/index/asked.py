"""How well the inquiries of an index and the words of a query cover each other."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from ketcli.index.tables import FULL, KEPT, LONG

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

PRIOR = 20
"""How many inquiries that hold a term as often as all do are added to those that are compared."""


class Wanted(NamedTuple):
    """A term that one concept of a query can be met by."""

    concept: int
    term: int
    weight: float
    """What it is worth of the query at full impact: both are lengths, so that a sum of products is a cosine."""


class Best(NamedTuple):
    """For each owner of one kind, by its number, the inquiry that covers a query best."""

    covers: dict[int, float]
    """How well, from 0 to 1: the cosine of the weighted words of both."""
    inquiries: dict[int, int]


class Asked:
    """The inquiries of one index."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """*database* holds the tables of ``build``."""
        self._database = database
        self._starts: list[array[int]] = []
        self._postings: dict[tuple[int, str], tuple[array[int], bytes]] = {}

    def score(self, wanted: Iterable[Wanted]) -> dict[int, float]:
        """The cosine of the query with each inquiry that any of *wanted* stands in, by number."""
        concepts: dict[int, list[Wanted]] = {}
        for each in wanted:
            concepts.setdefault(each.concept, []).append(each)
        found: dict[int, float] = {}
        lengths = {
            concept: sum(len(self.postings(each.term)[0]) for each in ways) for concept, ways in concepts.items()
        }
        kept: Sequence[int] = ()
        for concept in sorted(concepts, key=lambda concept: (lengths[concept], concept)):
            if lengths[concept] > LONG and found:
                # The longest come last, so that what they add to is the same for all of them.
                kept = kept or sorted(sorted(found, key=found.__getitem__)[-KEPT:])
                met = self._among(concepts[concept], kept)
            else:
                met = self._met(concepts[concept], "foremost" if lengths[concept] > LONG else "asked")
            if found:
                for inquiry, worth in met.items():
                    found[inquiry] = found.get(inquiry, 0.0) + worth
            else:
                found = met
        return found

    def best(self, found: Mapping[int, float], least: float) -> tuple[Best, ...]:
        """For each kind the best of the inquiries *found* that score *least* or more; of equals the first."""
        kinds = self._kinds()
        firsts = [starts[0] for starts in kinds]
        best = tuple(Best({}, {}) for _ in kinds)
        for inquiry, cover in found.items():
            if cover >= least:
                kind = bisect_right(firsts, inquiry) - 1
                owner = bisect_right(kinds[kind], inquiry) - 1
                covers, inquiries = best[kind]
                known = covers.get(owner, 0.0)
                if cover > known or (cover == known and inquiry < inquiries[owner]):
                    covers[owner] = cover
                    inquiries[owner] = inquiry
        return best

    def odds(self, term: int, kind: int) -> float:
        """How much likelier *term* is in an inquiry of *kind* than in any other, as a logarithm.

        Both are taken as if so many inquiries more, PRIOR, held it as often as all do, so that rare terms say little.
        """
        held, _ = self.postings(term)
        kinds = self._kinds()
        starts, total = kinds[kind], kinds[-1][-1]
        size, own = starts[-1] - starts[0], bisect_left(held, starts[-1]) - bisect_left(held, starts[0])
        prior = PRIOR * len(held) / total
        inside, outside = (own + prior) / (size + PRIOR), (len(held) - own + prior) / (total - size + PRIOR)
        return math.log(inside / outside) if held else 0.0

    def impact(self, term: int, inquiry: int) -> float:
        """How much of one *inquiry* the *term* is, from 0 to 1."""
        held, impacts = self.postings(term)
        at = bisect_left(held, inquiry)
        return impacts[at] / FULL if at < len(held) and held[at] == inquiry else 0.0

    def _kinds(self) -> list[array[int]]:
        """For each kind the first inquiry of each owner, and that after them all."""
        if not self._starts:
            rows = self._database.execute("SELECT starts FROM owners ORDER BY kind")
            self._starts = [_numbers(packed) for (packed,) in rows]
        return self._starts

    def _met(self, ways: Sequence[Wanted], table: str = "asked") -> dict[int, float]:
        """For each inquiry that one concept is met in, what the best of its *ways* is worth there."""
        met: dict[int, float] = {}
        for _, term, weight in ways:
            inquiries, impacts = self.postings(term, table)
            worths = [weight / FULL * impact for impact in range(FULL + 1)]
            if not met:
                met = dict(zip(inquiries, map(worths.__getitem__, impacts), strict=True))
                continue
            for inquiry, impact in zip(inquiries, impacts, strict=True):
                if worths[impact] > met.get(inquiry, 0.0):
                    met[inquiry] = worths[impact]
        return met

    def _among(self, ways: Sequence[Wanted], inquiries: Iterable[int]) -> dict[int, float]:
        """The same only for some *inquiries*."""
        met: dict[int, float] = {}
        for _, term, weight in ways:
            held, impacts = self.postings(term)
            length = len(held)
            at = 0
            for inquiry in inquiries:
                at = bisect_left(held, inquiry, at)
                if at == length:
                    break
                if held[at] == inquiry:
                    met[inquiry] = max(met.get(inquiry, 0.0), weight / FULL * impacts[at])
        return met

    def postings(self, term: int, table: str = "asked") -> tuple[array[int], bytes]:
        """The inquiries that *term* stands in, ascending, and its impact in each, from 0 to FULL.

        From the table "foremost" only those in which it stands foremost, where they are many.
        """
        if (term, table) not in self._postings:
            query = f"SELECT inquiries, impacts FROM {table} WHERE term = ?"
            row = self._database.execute(query, (term,)).fetchone()
            if row is None and table != "asked":
                return self.postings(term)
            self._postings[term, table] = (_numbers(row[0]), row[1]) if row else (array("I"), b"")
        return self._postings[term, table]


def _numbers(packed: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers
