"""Score facts by where the terms of a query stand in them, in SQL."""

from __future__ import annotations

from ketcli.index import rows
from ketcli.index.tables import CLAIM, FACT_BITS, IMPACT_BITS, KEPT, LONG, SCALE, TOPIC
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ketcli.index.database import Database

REMOTE = 0.4
"""Share of a concept that counts as answered where its term stands only in a section heading."""

_FACTS = (1 << FACT_BITS) - 1
_IMPACTS = (1 << IMPACT_BITS) - 1


class Alternative(NamedTuple):
    """A term that one concept of a query can be met by."""

    concept: int
    term: int
    weight: float
    """What the term is worth at full impact."""
    facts: int
    """How many facts hold it."""


class Match(NamedTuple):
    """That a fact holds a term, in which fields, how prominently."""

    num: int
    term: int
    impact: float
    fields: int


class Scores:
    """The facts that meet any of some alternatives, each with the sum over the concepts of the best weight × impact."""

    def __init__(
        self,
        database: Database,
        alternatives: Sequence[Alternative],
        topics: Iterable[str] = (),
        sources: Iterable[str] = (),
    ) -> None:
        """Score the facts of *topics* and *sources* (ids; none: all) in a temporary table of *database*."""
        self._database = database
        clause, values = rows.filtered(topics, sources, f"(id & {_FACTS})")
        near = f"CASE WHEN mark & {(CLAIM | TOPIC) << IMPACT_BITS} THEN 1 ELSE {REMOTE} END"
        fact, impact = f"id & {_FACTS}", f"(mark & {_IMPACTS}) * {near}"
        if len(alternatives) == 1 and not values:
            # One term alone needs no sums: its postings are read where they are.
            (only,) = alternatives
            term, score = only.term << FACT_BITS, f"{only.weight!r} * {impact}"
            held = f"FROM postings WHERE id BETWEEN {term} AND {term | _FACTS}"
            self._table = f"(SELECT {fact} AS fact, {score} AS score {held})"
            self._some = f"SELECT {fact}, {score} FROM postings WHERE id"
            self._first = term
            return
        self._table = "scored"
        self._some = "SELECT fact, score FROM scored WHERE fact"
        self._first = 0
        first, *others = [alternatives] if values else _by_length(alternatives)
        database.execute("PRAGMA temp_store = MEMORY")  # which changes nothing from the second time on
        database.execute("CREATE TEMP TABLE IF NOT EXISTS scored (fact INTEGER PRIMARY KEY, score REAL)")
        database.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (concept INTEGER, term INTEGER, weight REAL)")
        database.execute("DELETE FROM scored")
        low = f"term << {FACT_BITS}"
        met = f"FROM wanted CROSS JOIN postings ON id BETWEEN {low} AND {low} | {_FACTS} WHERE {clause}"
        best = f"{fact} AS fact, max(weight * {impact}) AS best"
        if len({alternative.concept for alternative in first}) == 1:
            sums = f"SELECT {best} {met} GROUP BY fact"
        else:
            sums = f"SELECT fact, sum(best) FROM (SELECT {best} {met} GROUP BY concept, fact) GROUP BY fact"
        _want(database, first)
        database.execute(f"INSERT INTO scored {sums}", values)
        for ways in others:
            more = f"SELECT max(weight * {impact}) FROM wanted CROSS JOIN postings ON id = {low} | scored.fact"
            kept = f"SELECT fact FROM scored ORDER BY score DESC, fact LIMIT {KEPT}"
            _want(database, ways)
            database.execute(f"UPDATE scored SET score = score + ifnull(({more}), 0) WHERE fact IN ({kept})")

    def best(self, limit: int) -> dict[int, float]:
        """The *limit* best facts (0: all) by number, with their scores; of equals the smaller numbers."""
        found = self._database.execute(
            f"SELECT fact, score FROM {self._table} ORDER BY score DESC, fact LIMIT ?", (min(limit, _FACTS) or -1,)
        )
        return {num: score / SCALE for num, score in found}

    def of(self, nums: Sequence[int]) -> dict[int, float]:
        """The scores of the facts with these numbers, as far as they have one."""
        wanted = [self._first | num for num in nums]
        found = dict(rows.of(self._database, self._some, wanted))
        return {num: found[num] / SCALE for num in nums if num in found}

    def count(self, least: float) -> int:
        """How many facts score at least *least*."""
        row = self._database.execute(f"SELECT count(*) FROM {self._table} WHERE score >= ?", (least * SCALE,))
        return int(row.fetchone()[0])


def _by_length(alternatives: Sequence[Alternative]) -> list[Sequence[Alternative]]:
    """The *alternatives* of all concepts that few facts meet, or of the rarest; then those of each other, in turn."""
    concepts: dict[int, list[Alternative]] = {}
    for each in alternatives:
        concepts.setdefault(each.concept, []).append(each)
    every = sorted(concepts.values(), key=_length)
    long = [ways for ways in every[1:] if _length(ways) > LONG]
    left = {each.concept for ways in long for each in ways}
    return [[each for each in alternatives if each.concept not in left], *long]


def _length(ways: Iterable[Alternative]) -> int:
    return sum(each.facts for each in ways)


def _want(database: Database, alternatives: Iterable[Alternative]) -> None:
    """Fill the table ``wanted``: there may be more of *alternatives* than a statement may have variables."""
    database.execute("DELETE FROM wanted")
    database.connection().executemany("INSERT INTO wanted VALUES (?, ?, ?)", (each[:3] for each in alternatives))


def matches(database: Database, nums: Sequence[int], terms: Iterable[int]) -> list[Match]:
    """Which of *terms* each of the facts *nums* holds."""
    wanted = [term << FACT_BITS | num for term in terms for num in sorted(nums)]
    return [
        Match(posting & _FACTS, posting >> FACT_BITS, (mark & _IMPACTS) / SCALE, mark >> IMPACT_BITS)
        for posting, mark in rows.of(database, "SELECT id, mark FROM postings WHERE id", wanted)
    ]
