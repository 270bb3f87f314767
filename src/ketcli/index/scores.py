"""How much facts say of a query in their fields: claim, topics, section headings."""

from __future__ import annotations

from array import array
from functools import cache

from ketcli.index.lists import PostingLists, numbers
from ketcli.index.tables import CLAIM, FIELDS, IMPACT_BITS, KEPT, LONG, SCALE, TOPIC
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from ketcli.index.database import Database
    from ketcli.index.lists import Ways

REMOTE = 0.4
"""Share of a concept that counts as answered where its term stands only in a section heading."""

_NEAR = (CLAIM | TOPIC) << IMPACT_BITS
_IMPACTS = (1 << IMPACT_BITS) - 1


class Said(PostingLists):
    """The facts of one index by the terms in their fields; impacts are up to SCALE."""

    def __init__(self, database: Database) -> None:
        """*database* holds the tables of ``build``."""
        super().__init__(database, "said", 1)

    def scores(self, concepts: Sequence[Ways], chosen: Collection[int] | None = None) -> dict[int, float]:
        """For each fact that meets any of *concepts* the sum over them of the best weight × impact.

        With *chosen* only for these.  What very many facts meet only adds to the best of those that others find.
        """
        self.have(term for ways in concepts for term, _ in ways)
        lengths = [self.length(ways) for ways in concepts]
        order = sorted(range(len(concepts)), key=lengths.__getitem__)
        long = [place for place in order[1:] if lengths[place] > LONG] if chosen is None else []
        found: dict[int, float] = {}
        for place, ways in enumerate(concepts):
            if place not in long:
                self.add(found, self.met(ways))
        if chosen is not None:
            found = {num: score for num, score in found.items() if num in chosen}
        for place in long:
            kept = sorted(sorted(found, key=lambda num: (-found[num], num))[:KEPT])
            for num, worth in zip(kept, self.worths(concepts[place], kept), strict=True):
                found[num] += worth
        return {num: score / SCALE for num, score in found.items()}

    def holds(self, term: int, num: int) -> tuple[float, tuple[str, ...]] | None:
        """How prominent *term* is in the fact *num*, from 0 to 1, and in which fields it stands, if it does."""
        at = self.at(term, num)
        if at is None:
            return None
        mark = self.of(term)[1][at]
        return (mark & _IMPACTS) / SCALE, _fields(mark >> IMPACT_BITS)

    def weighed(self, impacts: Sequence[int], unit: float) -> list[float]:
        """Less, where a term stands only far from what the fact says."""
        worth = {mark: unit * ((mark & _IMPACTS) * (1 if mark & _NEAR else REMOTE)) for mark in set(impacts)}
        return [worth[mark] for mark in impacts]

    def unpacked(self, places: bytes, impacts: bytes) -> tuple[Any, ...]:
        """Where a term stands, and its impacts there with the fields."""
        return numbers(places), array("H", impacts)


@cache
def _fields(bits: int) -> tuple[str, ...]:
    """The names of the fields that *bits* stand for."""
    return tuple([name for bit, name in FIELDS.items() if bits & bit])
