"""How well the inquiries of an index and the words of a query cover each other."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate

from ketcli.index.lists import PostingLists, Wanted, numbers
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Mapping

    from ketcli.index.database import Database

PRIOR = 20
"""How many inquiries that hold a term as often as all do are added to those that are compared."""


class Best(NamedTuple):
    """For each owner of one kind, by its number, the inquiry that covers a query best."""

    covers: dict[int, float]
    """How well, from 0 to 1: the cosine of the weighted words of both."""
    inquiries: dict[int, int]


class Asked:
    """The inquiries of one index, one by one and by the fact, gap or notice that owns them."""

    def __init__(self, database: Database) -> None:
        """*database* holds the tables of ``build``."""
        self._database = database
        self.inquiries = PostingLists(database, "asked")
        self._held = PostingLists(database, "held")

    def score(self, wanted: Iterable[Wanted], least: float = 0.0) -> Mapping[int, float]:
        """The cosine of the query with each inquiry that any of *wanted* stands in, by number.

        The weights of *wanted* are a vector of length 1.  Those of which it is less than *least* may be left out.
        """
        return self.inquiries.score(wanted, least)

    def best(self, found: Mapping[int, float], least: float) -> tuple[Best, ...]:
        """For each kind the best of the inquiries *found* that score *least* or more; of equals the first."""
        kinds = self._kinds
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
        held, _ = self.inquiries.of(term)
        kinds = self._kinds
        starts, total = kinds[kind], kinds[-1][-1]
        size, own = starts[-1] - starts[0], bisect_left(held, starts[-1]) - bisect_left(held, starts[0])
        prior = PRIOR * len(held) / total
        inside, outside = (own + prior) / (size + PRIOR), (len(held) - own + prior) / (total - size + PRIOR)
        return math.log(inside / outside) if held else 0.0

    def together(self, wanted: Iterable[Wanted]) -> tuple[dict[int, float], ...]:
        """For each kind what share of the query the inquiries of each owner hold between them all, by its number.

        The weights of *wanted* are shares of the query.
        """
        firsts = self._firsts
        shares: tuple[dict[int, float], ...] = tuple({} for _ in firsts)
        for owner, share in self._held.score(wanted).items():
            kind = bisect_right(firsts, owner) - 1
            shares[kind][owner - firsts[kind]] = share
        return shares

    def impact(self, term: int, inquiry: int) -> float:
        """How much of one *inquiry* the *term* is, from 0 to 1."""
        return self.inquiries.impact(term, inquiry)

    def held(self, term: int, kind: int, number: int) -> float:
        """How much *term* is of all that one owner is asked by, from 0 to 1."""
        return self._held.impact(term, self._firsts[kind] + number)

    @cached_property
    def _kinds(self) -> list[array[int]]:
        """For each kind the first inquiry of each owner, and that after them all."""
        rows = self._database.execute("SELECT starts FROM owners ORDER BY kind")
        return [numbers(packed) for (packed,) in rows]

    @cached_property
    def _firsts(self) -> list[int]:
        """For each kind the number of its first owner, all being numbered through."""
        return [0, *accumulate(len(starts) - 1 for starts in self._kinds[:-1])]
