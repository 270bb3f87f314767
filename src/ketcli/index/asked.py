"""How well the inquiries of an index and the words of a query cover each other."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

from ketcli.index.lists import PostingLists, numbers
from ketcli.index.tables import FACT
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ketcli.index.database import Database
    from ketcli.index.lists import Ways

PRIOR = 20
"""How many inquiries that hold a term as often as all do are added to those that are compared."""


class Asked:
    """The inquiries of one index, one by one and by the fact, gap or notice that owns them."""

    def __init__(self, database: Database) -> None:
        """*database* holds the tables of ``build``."""
        self._database = database
        self.inquiries = PostingLists(database, "asked")
        self._held = PostingLists(database, "held")

    def best(
        self, concepts: Sequence[Ways], least: float, facts: Iterable[int] | None = None
    ) -> tuple[dict[int, float], dict[int, int]]:
        """For each owner, all kinds numbered through, the inquiry that covers a query best, if that scores *least*.

        Its cosine with *concepts*, whose weights are a vector of length 1, and its number; of equals the first.  With
        *facts* only for these, by their numbers, and for what is no fact.
        """
        starts, within = self.starts, None
        if facts is not None:
            within = [(starts[num], starts[num + 1]) for num in sorted(facts)]
            within.append((starts[self._firsts[FACT + 1]], starts[-1]))
        return self.inquiries.best(concepts, least, starts, within)

    def together(self, concepts: Sequence[Ways]) -> Mapping[int, float]:
        """What share of a query the inquiries of each owner, all kinds numbered through, hold between them all.

        The weights of *concepts* are shares of the query.
        """
        return self._held.score(concepts)

    def number(self, kind: int, number: int) -> int:
        """The number among all owners of that which has this *number* among those of its *kind*."""
        return self._firsts[kind] + number

    def of_kind(self, kind: int, found: Mapping[int, float]) -> dict[int, float]:
        """What is *found* of the owners of one *kind*, by their numbers among all owners."""
        first, beyond = self._firsts[kind : kind + 2]
        if beyond - first < len(found):
            return {owner: found[owner] for owner in range(first, beyond) if owner in found}
        return {owner: each for owner, each in found.items() if first <= owner < beyond}

    def odds(self, term: int, kind: int) -> float:
        """How much likelier *term* is in an inquiry of *kind* than in any other, as a logarithm.

        Both are taken as if so many inquiries more, PRIOR, held it as often as all do, so that rare terms say little.
        """
        held, _ = self.inquiries.of(term)
        kinds = self.kinds
        starts, total = kinds[kind], kinds[-1][-1]
        size, own = starts[-1] - starts[0], bisect_left(held, starts[-1]) - bisect_left(held, starts[0])
        prior = PRIOR * len(held) / total
        inside, outside = (own + prior) / (size + PRIOR), (len(held) - own + prior) / (total - size + PRIOR)
        return math.log(inside / outside) if held else 0.0

    def impact(self, term: int, inquiry: int) -> float:
        """How much of one *inquiry* the *term* is, from 0 to 1."""
        return self.inquiries.impact(term, inquiry)

    def have(self, terms: Iterable[int]) -> None:
        """Read what is held of all of *terms* at once."""
        self._held.have(terms)

    def held(self, term: int, owner: int) -> float:
        """How much *term* is of all that one owner, by its number among all, is asked by, from 0 to 1."""
        return self._held.impact(term, owner)

    @cached_property
    def kinds(self) -> list[array[int]]:
        """For each kind the first inquiry of each owner, and that after them all."""
        rows = self._database.execute("SELECT starts FROM owners ORDER BY kind")
        return [numbers(packed) for (packed,) in rows]

    @cached_property
    def _firsts(self) -> list[int]:
        """For each kind the number of its first owner, all being numbered through, and that after them all."""
        return [0, *accumulate(len(starts) - 1 for starts in self.kinds)]

    @cached_property
    def starts(self) -> array[int]:
        """The first inquiry of each owner, all kinds together, and that after them all."""
        together = array("I")
        for starts in self.kinds:
            together.extend(starts[:-1])
        together.append(self.kinds[-1][-1])
        return together
