"""How well the inquiries of an index and the words of a query cover each other."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

FULL = 255
"""An impact of 1 as it is stored."""

LONG = 20_000
"""A longer list of postings only adds to what shorter ones have found, unless nothing else is asked."""

KEPT = 5_000
"""How many of these it adds to, the best."""


class Wanted(NamedTuple):
    """A term that one concept of a query can be met by."""

    concept: int
    term: int
    weight: float
    """What it is worth of the query at full impact: both are lengths, so that a sum of products is a cosine."""


class Asked:
    """The inquiries of one index."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """*database* holds the tables of ``build``."""
        self._database = database
        self._owners: tuple[bytes, array[int]] | None = None
        self._postings: dict[int, tuple[array[int], bytes]] = {}

    def owner(self, inquiry: int) -> tuple[int, int]:
        """What the *inquiry* of that number leads to: its kind (see ``inquiries``), and which of these."""
        if self._owners is None:
            packed = dict(self._database.execute("SELECT name, packed FROM inquiries"))
            owners = array("I")
            owners.frombytes(packed["owner"])
            self._owners = packed["kind"], owners
        kinds, owners = self._owners
        return kinds[inquiry], owners[inquiry]

    def score(self, wanted: Iterable[Wanted]) -> dict[int, float]:
        """The cosine of the query with each inquiry that any of *wanted* stands in, by number."""
        concepts: dict[int, list[Wanted]] = {}
        for each in wanted:
            concepts.setdefault(each.concept, []).append(each)
        found: dict[int, float] = {}
        lengths = {
            concept: sum(len(self.postings(each.term)[0]) for each in ways) for concept, ways in concepts.items()
        }
        for concept in sorted(concepts, key=lambda concept: (lengths[concept], concept)):
            if lengths[concept] > LONG and found:
                met = self._among(concepts[concept], sorted(found, key=found.__getitem__)[-KEPT:])
            else:
                met = self._met(concepts[concept])
            for inquiry, worth in met.items():
                found[inquiry] = found.get(inquiry, 0.0) + worth
        return found

    def _met(self, ways: Sequence[Wanted]) -> dict[int, float]:
        """For each inquiry that one concept is met in, what the best of its *ways* is worth there."""
        met: dict[int, float] = {}
        for _, term, weight in ways:
            inquiries, impacts = self.postings(term)
            unit = weight / FULL
            if len(ways) == 1:
                return {inquiry: unit * impact for inquiry, impact in zip(inquiries, impacts, strict=True)}
            for inquiry, impact in zip(inquiries, impacts, strict=True):
                worth = unit * impact
                if worth > met.get(inquiry, 0.0):
                    met[inquiry] = worth
        return met

    def _among(self, ways: Sequence[Wanted], inquiries: Iterable[int]) -> Mapping[int, float]:
        """The same only for some *inquiries*."""
        met: dict[int, float] = {}
        for inquiry in inquiries:
            for _, term, weight in ways:
                held, impacts = self.postings(term)
                at = bisect_left(held, inquiry)
                if at < len(held) and held[at] == inquiry:
                    met[inquiry] = max(met.get(inquiry, 0.0), weight / FULL * impacts[at])
        return met

    def postings(self, term: int) -> tuple[array[int], bytes]:
        """The inquiries that *term* stands in, ascending, and its impact in each, from 0 to FULL."""
        if term not in self._postings:
            row = self._database.execute("SELECT inquiries, impacts FROM asked WHERE term = ?", (term,)).fetchone()
            inquiries = array("I")
            inquiries.frombytes(row[0] if row else b"")
            self._postings[term] = inquiries, row[1] if row else b""
        return self._postings[term]
