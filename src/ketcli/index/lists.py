"""Where the terms of a query stand: packed posting lists, one row a term, and the places that a query meets best."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from ketcli.index.tables import FULL, KEPT, LONG

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence


class Wanted(NamedTuple):
    """A term that one concept of a query can be met by."""

    concept: int
    term: int
    weight: float
    """What it is worth of the query at full impact."""


class PostingLists:
    """The posting lists of one table: for each term where it stands, by numbers, and how much of each place it is."""

    def __init__(self, database: sqlite3.Connection, table: str) -> None:
        """*database* holds the tables of ``build``: *table*, and the same with what stands foremost in long lists."""
        self._database = database
        self._table = table
        self._read: dict[tuple[int, str], tuple[array[int], bytes]] = {}

    def of(self, term: int) -> tuple[array[int], bytes]:
        """The places where *term* stands, ascending, and its impact in each, from 0 to FULL."""
        return self._list(term, self._table) or (array("I"), b"")

    def impact(self, term: int, place: int) -> float:
        """How much of one *place* the *term* is, from 0 to 1."""
        held, impacts = self.of(term)
        at = bisect_left(held, place)
        return impacts[at] / FULL if at < len(held) and held[at] == place else 0.0

    def score(self, wanted: Iterable[Wanted]) -> Mapping[int, float]:
        """For each place that any of *wanted* stands in, the sum over the concepts of the best weight × impact."""
        concepts: dict[int, list[Wanted]] = {}
        for each in wanted:
            concepts.setdefault(each.concept, []).append(each)
        found: dict[int, float] = {}
        lengths = {concept: sum(len(self.of(each.term)[0]) for each in ways) for concept, ways in concepts.items()}
        kept: Sequence[int] = ()
        for concept in sorted(concepts, key=lambda concept: (lengths[concept], concept)):
            if lengths[concept] > LONG and found:
                # The longest come last, so that what they add to is the same for all of them.
                kept = kept or sorted(sorted(found, key=found.__getitem__)[-KEPT:])
                met = self._among(concepts[concept], kept)
            else:
                met = self._met(concepts[concept], foremost=lengths[concept] > LONG)
            if found:
                for place, worth in met.items():
                    found[place] = found.get(place, 0.0) + worth
            else:
                found = met
        return found

    def _met(self, ways: Sequence[Wanted], *, foremost: bool) -> dict[int, float]:
        """For each place that one concept is met in, what the best of its *ways* is worth there."""
        met: dict[int, float] = {}
        for _, term, weight in ways:
            places, impacts = (foremost and self._list(term, f"{self._table}_foremost")) or self.of(term)
            worths = [weight / FULL * impact for impact in range(FULL + 1)]
            if not met:
                met = dict(zip(places, map(worths.__getitem__, impacts), strict=True))
                continue
            for place, impact in zip(places, impacts, strict=True):
                if worths[impact] > met.get(place, 0.0):
                    met[place] = worths[impact]
        return met

    def _among(self, ways: Sequence[Wanted], places: Iterable[int]) -> dict[int, float]:
        """The same only for some *places*, ascending."""
        met: dict[int, float] = {}
        for _, term, weight in ways:
            held, impacts = self.of(term)
            length = len(held)
            at = 0
            for place in places:
                at = bisect_left(held, place, at)
                if at == length:
                    break
                if held[at] == place:
                    met[place] = max(met.get(place, 0.0), weight / FULL * impacts[at])
        return met

    def _list(self, term: int, table: str) -> tuple[array[int], bytes] | None:
        if (term, table) not in self._read:
            row = self._database.execute(f"SELECT places, impacts FROM {table} WHERE term = ?", (term,)).fetchone()
            if row is None:
                return None
            self._read[term, table] = (numbers(row[0]), row[1])
        return self._read[term, table]


def numbers(packed: bytes) -> array[int]:
    """The numbers that are *packed* as they are in an array."""
    unpacked = array("I")
    unpacked.frombytes(packed)
    return unpacked
