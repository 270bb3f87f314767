"""Where the terms of a query stand: packed posting lists, one row a term, and the places that a query meets best."""

from __future__ import annotations

from array import array
from bisect import bisect_left

from ketcli.index.tables import FULL, KEPT, LONG
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ketcli.index.database import Database

_REMEMBERED = 300
"""Terms whose postings are kept for the next question."""


class Wanted(NamedTuple):
    """A term that one concept of a query can be met by."""

    concept: int
    term: int
    weight: float
    """What it is worth of the query at full impact."""


class PostingLists:
    """The posting lists of one table: for each term where it stands, by numbers, and how much of each place it is."""

    def __init__(self, database: Database, table: str) -> None:
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

    def score(self, wanted: Iterable[Wanted], least: float = 0.0) -> Mapping[int, float]:
        """For each place that any of *wanted* stands in, the sum over the concepts of the best weight × impact.

        Places where it is less than *least* may be left out; then the impacts of a place are a vector of length 1.
        """
        concepts: dict[int, list[Wanted]] = {}
        for each in wanted:
            concepts.setdefault(each.concept, []).append(each)
        found: dict[int, float] = {}
        lengths = {concept: sum(len(self.of(each.term)[0]) for each in ways) for concept, ways in concepts.items()}
        kept: Sequence[int] = ()
        order = sorted(concepts, key=lambda concept: (lengths[concept], concept))
        for place, concept in enumerate(order):
            more = _most([concepts[each] for each in order[place:]]) if found else least
            if more < least:
                # What is not found yet is out of reach, and so is some of what is.
                found = {number: worth for number, worth in found.items() if worth + more >= least}
                met = self._among(concepts[concept], sorted(found))
            elif lengths[concept] > LONG and found:
                # The longest come last, so that what they add to is the same for all of them.
                kept = kept or sorted(sorted(found, key=found.__getitem__)[-KEPT:])
                met = self._among(concepts[concept], kept)
            else:
                met = self._met(concepts[concept], foremost=lengths[concept] > LONG)
            if found:
                for number, worth in met.items():
                    found[number] = found.get(number, 0.0) + worth
            else:
                found = met
        return found

    def _met(self, ways: Sequence[Wanted], *, foremost: bool) -> dict[int, float]:
        """For each place that one concept is met in, what the best of its *ways* is worth there."""
        met: dict[int, float] = {}
        for _, term, weight in ways:
            places, impacts = (foremost and self._list(term, f"{self._table}_foremost")) or self.of(term)
            unit = weight / FULL
            worths = [unit * impact for impact in impacts]
            if not met:
                met = dict(zip(places, worths, strict=True))
                continue
            for place, worth in zip(places, worths, strict=True):
                if worth > met.get(place, 0.0):
                    met[place] = worth
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
        known = self._read.get((term, table))
        if known is None:
            if len(self._read) > _REMEMBERED:
                self._read = {}
            row = self._database.execute(f"SELECT places, impacts FROM {table} WHERE term = ?", (term,)).fetchone()
            if row is None:
                return None
            known = self._read[term, table] = (numbers(row[0]), row[1])
        return known


def _most(concepts: Sequence[Sequence[Wanted]]) -> float:
    """The most that all *concepts* together can add in one place whose impacts are a vector of length 1."""
    weights = [max(each.weight for each in ways) for ways in concepts]
    terms = [each.term for ways in concepts for each in ways]
    # The vector is rounded; where two concepts can be met by the same term, each may have all.
    apart = len(set(terms)) == len(terms)
    return 1.02 * sum(weight**2 for weight in weights) ** 0.5 if apart else sum(weights)


def numbers(packed: bytes) -> array[int]:
    """The numbers that are *packed* as they are in an array."""
    unpacked = array("I")
    unpacked.frombytes(packed)
    return unpacked
