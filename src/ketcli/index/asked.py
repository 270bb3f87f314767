"""How well the inquiries of an index and the words of a query cover each other."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right

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
    """What it is worth of the query at full impact: both are lengths, so that a sum of products is a cosine."""


class Best(NamedTuple):
    """For each owner of one kind, by its number, the inquiry that covers a query best."""

    covers: dict[int, float]
    """How well, from 0 to 1: the cosine of the weighted words of both."""
    inquiries: dict[int, int]


class Asked:
    """The inquiries of one index."""

    def __init__(self, database: Database) -> None:
        """*database* holds the tables of ``build``."""
        self._database = database
        self._starts: list[array[int]] = []
        self._postings: dict[tuple[int, str], tuple[array[int], bytes]] = {}

    def score(self, wanted: Iterable[Wanted], least: float = 0.0) -> dict[int, float]:
        """The cosine of the query with each inquiry that any of *wanted* stands in, by number.

        Those of which it is less than *least* may be left out.
        """
        concepts: dict[int, list[Wanted]] = {}
        for each in wanted:
            concepts.setdefault(each.concept, []).append(each)
        found: dict[int, float] = {}
        lengths = {
            concept: sum(len(self.postings(each.term)[0]) for each in ways) for concept, ways in concepts.items()
        }
        kept: Sequence[int] = ()
        order = sorted(concepts, key=lambda concept: (lengths[concept], concept))
        for place, concept in enumerate(order):
            more = _most([concepts[each] for each in order[place:]]) if found else least
            if more < least:
                # What is not found yet is out of reach, and so is some of what is.
                found = {inquiry: cover for inquiry, cover in found.items() if cover + more >= least}
                met = self._among(concepts[concept], sorted(found))
            elif lengths[concept] > LONG and found:
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

    def share(self, term: int, kind: int) -> float:
        """The share of the inquiries with *term* that are of *kind*."""
        held, _ = self.postings(term)
        starts = self._kinds()[kind]
        return (bisect_left(held, starts[-1]) - bisect_left(held, starts[0])) / (len(held) or 1)

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
            unit = weight / FULL
            worths = [unit * impact for impact in impacts]
            if not met:
                met = dict(zip(inquiries, worths, strict=True))
                continue
            for inquiry, worth in zip(inquiries, worths, strict=True):
                if worth > met.get(inquiry, 0.0):
                    met[inquiry] = worth
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
        known = self._postings.get((term, table))
        if known is None:
            if len(self._postings) > _REMEMBERED:
                self._postings = {}
            query = f"SELECT inquiries, impacts FROM {table} WHERE term = ?"
            row = self._database.execute(query, (term,)).fetchone()
            if row is None and table != "asked":
                return self.postings(term)
            known = self._postings[term, table] = (_numbers(row[0]), row[1]) if row else (array("I"), b"")
        return known


def _most(concepts: Sequence[Sequence[Wanted]]) -> float:
    """The most that all *concepts* together can add to the cosine of the query with an inquiry."""
    weights = [max(each.weight for each in ways) for ways in concepts]
    terms = [each.term for ways in concepts for each in ways]
    # An inquiry is a vector of length 1, rounded; where two concepts can be met by the same term, each may have all.
    apart = len(set(terms)) == len(terms)
    return 1.02 * sum(weight**2 for weight in weights) ** 0.5 if apart else sum(weights)


def _numbers(packed: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(packed)
    return numbers
