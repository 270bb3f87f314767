"""Where the terms of a query stand: packed posting lists, one row a term, and the places that a query meets best."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import partial

from ketcli.index import rows
from ketcli.index.tables import FULL, KEPT, LONG
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from ketcli.index.database import Database

    Ways = tuple[tuple[int, float], ...]
    """The terms that one concept of a query can be met by: their numbers, and what each is worth at full impact."""

    Span = tuple[int, int]
    """The first of some places that follow each other, and that after them."""

_READ, _BY_PLACE, _ONCE = 1 << 20, 1 << 17, 1 << 12
"""Places in the lists that are kept for the next question, packed and as mappings; one takes 5 bytes or some 100."""

_ROUNDED = 1.000001
"""What a bound is more than it has to be, for sums are rounded."""


class PostingLists:
    """The posting lists of one table: for each term where it stands, by numbers, and how much of each place it is."""

    def __init__(self, database: Database, table: str, full: int = FULL) -> None:
        """*database* holds the tables of ``build``: *table*, where the impact of what is all of a place is *full*.

        For each table but ``said`` there is one more, with what stands foremost in long lists.
        """
        self._database = database
        self._table = table
        self._full = full
        self._read = rows.Memory(_READ, _size)
        self._foremost = rows.Memory(_READ, _size)
        self._by_place = rows.Memory(_BY_PLACE, len)
        self._once = rows.Memory(_ONCE)
        """Terms that were looked for in single places once."""
        self._nowhere = self.unpacked(b"", b"")
        """The lists of a term that stands nowhere."""

    def of(self, term: int) -> tuple[Any, ...]:
        """The places where *term* stands, ascending, and its impact in each."""
        known: tuple[Any, ...] = self._read.get(term) or self._have([term], self._table, self._read)[term]
        return known

    def have(self, terms: Iterable[int]) -> None:
        """Read the lists of all of *terms* at once."""
        self._have(terms, self._table, self._read)

    def length(self, ways: Ways) -> int:
        """How many places hold the terms of a concept; those that hold two count twice."""
        return sum([len(self.of(term)[0]) for term, _ in ways])

    def at(self, term: int, place: int) -> int | None:
        """Where in the lists of *term* a *place* is; None where it does not stand there."""
        held = self.of(term)[0]
        at = bisect_left(held, place)
        return at if at < len(held) and held[at] == place else None

    def impact(self, term: int, place: int) -> float:
        """How much of one *place* the *term* is, from 0 to 1."""
        return self._impact(term, place) / self._full

    def score(self, concepts: Sequence[Ways]) -> dict[int, float]:
        """For each place that any of *concepts* is met in, the sum over them of the best weight × impact."""
        return self._sum(concepts, 0.0)[0]

    def best(
        self, concepts: Sequence[Ways], least: float, starts: Sequence[int], within: Sequence[Span] | None = None
    ) -> tuple[dict[int, float], dict[int, int]]:
        """Of the places of each owner that which scores most, if it does *least* or more.

        *starts* has the first place of each owner, and that after them all.  For each owner, by its number, that score,
        and the place; of equals the first.  The impacts of a place are a vector of length 1.  Where *within* is given,
        ascending, no other places are looked at.
        """
        found, left = self._sum(concepts, least) if within is None else (self._sum_within(concepts, within), ())
        more = _ROUNDED * _most(left)
        rest = [[(weight / self._full, self._impacts(term)) for term, weight in ways] for ways in left]
        scores: dict[int, float] = {}
        places: dict[int, int] = {}
        owner, beyond, known = -1, 0, least
        for place in sorted([place for place, worth in found.items() if worth + more >= least]):
            if place >= beyond:
                owner = bisect_right(starts, place, owner + 1) - 1
                beyond, known = starts[owner + 1], least
            score = found[place]
            if score + more < known:
                continue
            for ways in rest:
                best = 0.0
                for unit, impact in ways:
                    if (part := unit * impact(place, 0)) > best:
                        best = part
                score += best
            if score > known or (score == least and owner not in scores):
                scores[owner] = known = score
                places[owner] = place
        return scores, places

    def _sum(self, concepts: Sequence[Ways], least: float) -> tuple[dict[int, float], Sequence[Ways]]:
        """What *concepts* are worth in each place, rare ones first; and those which are left.

        They are left where all of them together are worth less than *least* in a place that is not found yet.
        """
        self.have(term for ways in concepts for term, _ in ways)
        lengths = [self.length(ways) for ways in concepts]
        order = sorted(range(len(concepts)), key=lengths.__getitem__)
        found: dict[int, float] = {}
        kept: Sequence[int] = ()
        for turn, number in enumerate(order):
            ways = concepts[number]
            if found and least and _most(left := [concepts[each] for each in order[turn:]]) < least:
                return found, left
            if lengths[number] > LONG and found:
                # The longest come last, so that what they add to is the same for all of them.
                kept = kept or sorted(sorted(found, key=found.__getitem__)[-KEPT:])
                for place, worth in zip(kept, self.worths(ways, kept), strict=True):
                    found[place] += worth
                continue
            self.add(found, self.met(ways, foremost=lengths[number] > LONG))
        return found, ()

    def _sum_within(self, concepts: Sequence[Ways], within: Sequence[Span]) -> dict[int, float]:
        """What *concepts* are worth in each place *within*."""
        self.have(term for ways in concepts for term, _ in ways)
        found: dict[int, float] = {}
        for ways in concepts:
            self.add(found, self.met(ways, within=within))
        return found

    @staticmethod
    def add(found: dict[int, float], met: Iterable[tuple[int, float]]) -> None:
        """Add what is *met* in each place to what is *found* there."""
        if not found:
            found.update(met)
            return
        known = found.get
        for place, worth in met:
            found[place] = known(place, 0.0) + worth

    def met(
        self, ways: Ways, *, foremost: bool = False, within: Sequence[Span] | None = None
    ) -> Iterable[tuple[int, float]]:
        """The places that a concept is met in, each with what the best of its *ways* is worth there."""
        best: dict[int, float] = {}
        for term, weight in ways:
            places, impacts = self._ahead(term) if foremost else self.of(term)
            if within is not None:
                places, impacts = _cut(places, impacts, within)
            met = zip(places, self.weighed(impacts, weight / self._full), strict=True)
            if len(ways) == 1:
                return met
            if not best:
                best = dict(met)
                continue
            for place, worth in met:
                if worth > best.get(place, 0.0):
                    best[place] = worth
        return best.items()

    def worths(self, ways: Ways, places: Sequence[int]) -> list[float]:
        """What the best of *ways* is worth in each of *places*, which are ascending."""
        best = [0.0] * len(places)
        for term, weight in ways:
            held, impacts = self.of(term)
            at, beyond = 0, len(held)
            known, met = [], []
            for number, place in enumerate(places):
                at = bisect_left(held, place, at)
                if at == beyond:
                    break
                if held[at] == place:
                    known.append(number)
                    met.append(impacts[at])
            for number, worth in zip(known, self.weighed(met, weight / self._full), strict=True):
                best[number] = max(best[number], worth)
        return best

    def _impact(self, term: int, place: int, none: int = 0) -> int:
        """The impact of *term* in one *place*, *none* where it does not stand there."""
        if (ready := self._by_place.get(term)) is not None:
            impact: int = ready.get(place, none)
            return impact
        lists = self._read.get(term) or self.of(term)
        held = lists[0]
        at = bisect_left(held, place)
        return lists[1][at] if at < len(held) and held[at] == place else none

    def _impacts(self, term: int) -> Callable[[int, int], int]:
        """What tells the impact of *term* in a place, or else what it is told; made ready from the second time on."""
        if (known := self._by_place.get(term)) is None:
            places, impacts = self.of(term)
            if term not in self._once:
                self._once.keep(term, None)
                return partial(self._impact, term)
            known = dict(zip(places, impacts, strict=True))
            self._by_place.keep(term, known)
        return known.get

    def _ahead(self, term: int) -> tuple[Any, ...]:
        """What ``of`` has; where the list of *term* is long, only where it stands foremost."""
        known = self._have([term], f"{self._table}_foremost", self._foremost)[term]
        return known if len(known[0]) else self.of(term)

    def _have(self, terms: Iterable[int], table: str, memory: rows.Memory) -> dict[int, tuple[Any, ...]]:
        """The lists that *terms* have in *table*, from *memory* or read at once and kept there."""

        def read(missing: list[int]) -> dict[int, tuple[Any, ...]]:
            found = dict.fromkeys(missing, self._nowhere)
            query = f"SELECT term, places, impacts FROM {table} WHERE term"
            for term, places, impacts in rows.of(self._database, query, missing):
                found[term] = self.unpacked(places, impacts)
            return found

        return memory.of(list(terms), read)

    def weighed(self, impacts: Sequence[int], unit: float) -> list[float]:
        """What each of *impacts*, as they are unpacked, is worth where one of 1 is worth *unit*."""
        return [unit * impact for impact in impacts]

    def unpacked(self, places: bytes, impacts: bytes) -> tuple[Any, ...]:
        """The lists of a term from what the table has of them."""
        return numbers(places), impacts


def _size(lists: tuple[Any, ...]) -> int:
    """How much the *lists* of a term take: something where they are empty, too."""
    return len(lists[0]) + 1


def _cut(places: Sequence[int], impacts: Sequence[int], within: Sequence[Span]) -> tuple[list[int], list[int]]:
    """What stands *within* of the lists of a term."""
    some: list[int] = []
    theirs: list[int] = []
    end = 0
    for first, beyond in within:
        start = bisect_left(places, first, end)
        end = bisect_left(places, beyond, start)
        some.extend(places[start:end])
        theirs.extend(impacts[start:end])
    return some, theirs


def _most(concepts: Sequence[Ways]) -> float:
    """The most that all *concepts* together can add in one place whose impacts are a vector of length 1."""
    weights = [max([weight for _, weight in ways]) for ways in concepts]
    terms = [term for ways in concepts for term, _ in ways]
    # The vector is rounded; where two concepts can be met by the same term, each may have all.
    apart = len(set(terms)) == len(terms)
    return 1.02 * sum([weight**2 for weight in weights]) ** 0.5 if apart else sum(weights)


def numbers(packed: bytes) -> array[int]:
    """The numbers that are *packed* as they are in an array."""
    unpacked = array("I")
    unpacked.frombytes(packed)
    return unpacked
