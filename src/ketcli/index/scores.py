"""Score facts by where the terms of a query stand in them, in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.index.tables import CLAIM, FACT_BITS, IMPACT_BITS, SCALE, TOPIC

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

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
        database: sqlite3.Connection,
        alternatives: Sequence[Alternative],
        topics: Iterable[str] = (),
        sources: Iterable[str] = (),
    ) -> None:
        """Score the facts of *topics* and *sources* (ids; none: all) in a temporary table of *database*."""
        self._database = database
        database.executescript("PRAGMA temp_store = MEMORY; DROP TABLE IF EXISTS scored")
        clause, values = filtered(topics, sources, f"(id & {_FACTS})")
        near = f"CASE WHEN mark & {(CLAIM | TOPIC) << IMPACT_BITS} THEN 1 ELSE {REMOTE} END"
        fact, impact = f"id & {_FACTS}", f"(mark & {_IMPACTS}) * {near}"
        if len(alternatives) == 1 and not values:
            # One term alone needs no sums: its postings are read where they are.
            (only,) = alternatives
            self._table = (
                f"(SELECT {fact} AS fact, {only.weight!r} * {impact} AS score"
                f" FROM postings WHERE id BETWEEN {only.term << FACT_BITS:d} AND {only.term << FACT_BITS | _FACTS:d})"
            )
            return
        self._table = "scored"
        marks = ", ".join(["(?, ?, ?)"] * len(alternatives)) or "(0, NULL, 0)"
        database.execute("CREATE TEMP TABLE scored (fact INTEGER PRIMARY KEY, score REAL)")
        low = f"term << {FACT_BITS}"
        met = f"FROM wanted CROSS JOIN postings ON id BETWEEN {low} AND {low} | {_FACTS} WHERE {clause}"
        best = f"{fact} AS fact, max(weight * {impact}) AS best"
        if len({alternative.concept for alternative in alternatives}) == 1:
            sums = f"SELECT {best} {met} GROUP BY fact"
        else:
            sums = f"SELECT fact, sum(best) FROM (SELECT {best} {met} GROUP BY concept, fact) GROUP BY fact"
        database.execute(
            f"WITH wanted (concept, term, weight) AS (VALUES {marks}) INSERT INTO scored {sums}",
            [*(value for alternative in alternatives for value in alternative), *values],
        )

    def best(self, limit: int) -> dict[int, float]:
        """The *limit* best facts (0: all) by number, with their scores; of equals the smaller numbers."""
        rows = self._database.execute(
            f"SELECT fact, score FROM {self._table} ORDER BY score DESC, fact LIMIT ?", (limit or -1,)
        )
        return {num: score / SCALE for num, score in rows}

    def of(self, nums: Iterable[int]) -> dict[int, float]:
        """The scores of the facts with these numbers, as far as they have one."""
        found = {}
        for num in nums:
            row = self._database.execute(f"SELECT score FROM {self._table} WHERE fact = ?", (num,)).fetchone()
            if row:
                found[num] = row[0] / SCALE
        return found

    def count(self, least: float) -> int:
        """How many facts score at least *least*."""
        row = self._database.execute(f"SELECT count(*) FROM {self._table} WHERE score >= ?", (least * SCALE,))
        return int(row.fetchone()[0])


def matches(database: sqlite3.Connection, nums: Sequence[int], terms: Iterable[int]) -> list[Match]:
    """Which of *terms* each of the facts *nums* holds."""
    return [
        Match(num, term, (mark & _IMPACTS) / SCALE, mark >> IMPACT_BITS)
        for num in nums
        for term in terms
        for (mark,) in database.execute("SELECT mark FROM postings WHERE id = ?", (term << FACT_BITS | num,))
    ]


def filtered(topics: Iterable[str], sources: Iterable[str], column: str) -> tuple[str, list[str]]:
    """A condition on *column*, the number of a fact, and its values."""
    clauses, values = ["1"], []
    for table, one, wanted in (("fact_topics", "topic", list(topics)), ("fact_sources", "source", list(sources))):
        if wanted:
            marks = ", ".join("?" * len(wanted))
            clauses.append(f"{column} IN (SELECT num FROM {table} WHERE {one} IN ({marks}))")
            values += wanted
    return " AND ".join(clauses), values
