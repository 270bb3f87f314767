"""Answer from a compiled index, reading only the rows that the question needs."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from ketcli.facts import shapes
from ketcli.facts.nouns import Passage, Uncited
from ketcli.index.tables import ALIAS, CLAIM, FACT_BITS, IMPACT_BITS, SCALE, TOPIC

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from ketcli.facts.nouns import Conflict, Dataset, Fact, Gap, Notice, Retired, Source, Topic


REMOTE = 0.4
"""How much of a concept a fact answers in which it stands only near the claim: in a section or a passage."""


_LISTS = {field.name: field.of for field in shapes.SHAPES["base"].fields if field.kind == shapes.LIST}
_FACTS = (1 << FACT_BITS) - 1
_IMPACTS = (1 << IMPACT_BITS) - 1


class Alternative(NamedTuple):
    """A term that one concept of a query can be met by."""

    concept: int
    term: int
    weight: float
    """What the term is worth at full impact."""
    cover: float
    """How much of the query it answers."""


class Scored(NamedTuple):
    """A fact with what the concepts of a query weigh in it."""

    num: int
    score: float
    """Sum over the concepts of the best weight × impact, impacts from 0 to 1."""
    heart: bool
    """Whether it is at home in the topic that was asked for."""


class Match(NamedTuple):
    """That a fact holds a term, in which fields, how prominently."""

    num: int
    term: int
    impact: float
    fields: int


class Meta(NamedTuple):
    """What every answer says of its fact base."""

    title: str
    version: str
    disclaimer: str
    sha256: str
    facts: int


class Index:
    """A compiled fact base.  What its methods raise when the file is damaged depends on the damage."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Read what every answer needs; *database* holds the tables of ``build``."""
        self._database = database
        self.meta = Meta(*(self.stored(name) for name in Meta._fields))
        self.sources: dict[str, Source] = self._nouns("sources")
        self.topics: dict[str, Topic] = self._nouns("topics")
        self.conflicts: dict[str, Conflict] = self._nouns("conflicts")
        self._conflicts_of: dict[str, tuple[str, ...]] = {}
        self._scored = ""
        """What ``score`` left for ``best``: a table, or a query in its place."""

    def stored(self, name: str) -> Any:
        """What is stored under *name*, a field of the base or of ``Meta``, as JSON packs it."""
        (value,) = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(value)

    def _nouns(self, name: str) -> dict[str, Any]:
        """The nouns of one list of the base, each by its id."""
        shape = _LISTS[name]
        return {values[0]: shapes.unpack(shape, values) for values in self.stored(name)}

    @property
    def gaps(self) -> dict[str, Gap]:
        """What readers ask and no source answers, by id."""
        return self._nouns("gaps")

    @property
    def notices(self) -> dict[str, Notice]:
        """What is said before an answer to somebody in danger, by id."""
        return self._nouns("notices")

    @property
    def retired(self) -> dict[str, Retired]:
        """What the ids that are no longer in use lead on to, by id."""
        return self._nouns("retired")

    def dataset(self) -> Dataset:
        """The whole base as it was compiled; the facts best supported first."""
        base: Dataset = shapes.unpack(
            "base", [[] if field.name == "facts" else self.stored(field.name) for field in shapes.SHAPES["base"].fields]
        )
        uncited = {
            source: tuple(Uncited(reason, Passage(*passage)) for reason, passage in items)
            for source, items in self.stored("uncited").items()
        }
        sources = tuple(source._replace(uncited=uncited.get(source.id, ())) for source in base.sources)
        return base._replace(sources=sources, facts=tuple(self.facts_of()))

    def close(self) -> None:
        """Give the file back."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fact(self, fact_id: str) -> Fact | None:
        """The fact with this id."""
        row = self._database.execute("SELECT body FROM facts WHERE id = ?", (fact_id,)).fetchone()
        return self._fact(row[0]) if row else None

    def facts(self, nums: Sequence[int]) -> list[Fact]:
        """The facts with these numbers, in their order."""
        rows = [self._database.execute("SELECT body FROM facts WHERE num = ?", (num,)).fetchone() for num in nums]
        return [self._fact(row[0]) for row in rows]

    def facts_beginning(self, prefix: str, limit: int) -> list[tuple[str, str]]:
        """Id and claim of up to *limit* facts whose id begins with *prefix*, in the order of their ids."""
        rows = self._database.execute(
            "SELECT body FROM facts WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        )
        return [(fact.id, fact.claim) for fact in (self._fact(body) for (body,) in rows)]

    def facts_of(self, topics: Iterable[str] = (), sources: Iterable[str] = ()) -> list[Fact]:
        """The facts that belong to one of *topics* (all, when none is named) and have evidence of one of *sources*.

        The best supported come first.
        """
        clause, values = _filter(topics, sources, "num")
        rows = self._database.execute(f"SELECT body FROM facts WHERE {clause} ORDER BY num", values)
        return [self._fact(row[0]) for row in rows]

    def conflicts_of(self, fact: Fact) -> tuple[str, ...]:
        """Ids of the conflicts that *fact*, read from this index, has a position in."""
        return self._conflicts_of[fact.id]

    def counts(self, table: str) -> dict[str, int]:
        """How many facts each topic ("topics") or source ("sources") has."""
        one = {"topics": "topic", "sources": "source"}[table]
        return dict(self._database.execute(f"SELECT {one}, count(*) FROM fact_{table} GROUP BY {one}"))

    def named(self, key: str) -> list[tuple[str, str]]:
        """Kind and id of all that is called by the words *key* (joined by blanks)."""
        return list(self._database.execute("SELECT kind, id FROM names WHERE key = ? ORDER BY kind, id", (key,)))

    def names(self) -> list[tuple[str, str, str]]:
        """Key, kind and id of every name there is."""
        return list(self._database.execute("SELECT key, kind, id FROM names"))

    def terms(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Of each of *terms* that facts hold, its number and how many facts hold it."""
        return self._each("SELECT term, num, facts FROM terms WHERE term = ?", terms)

    def words(self, words: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Of each of *words* that the base knows, its stem and how often the facts use it."""
        return self._each("SELECT word, stem, facts FROM words WHERE word = ?", words)

    def keeps(self, word: str) -> bool:
        """Whether *word* is one that is never taken for a misspelling."""
        return self._database.execute("SELECT 1 FROM kept WHERE word = ?", (word,)).fetchone() is not None

    def is_english(self, word: str) -> bool:
        """Whether *word* is a word of English, known to the base or not."""
        row = self._database.execute("SELECT words FROM english WHERE length = ?", (len(word),)).fetchone()
        return row is not None and word in zlib.decompress(row[0]).decode().split("\n")

    def phrases(self, phrases: Iterable[str]) -> set[str]:
        """Those of *phrases* (stems joined by blanks) that are looked for as wholes."""
        wanted = set(phrases)
        known = set(self._each("SELECT term, num FROM terms WHERE term = ?", wanted))
        return known | set(self._each("SELECT phrase, grp FROM synonyms WHERE phrase = ?", wanted - known))

    def synonyms(self, phrase: str) -> list[tuple[str, str]]:
        """Key and spelling of each member of the group that *phrase* (stems joined by blanks) belongs to."""
        return list(
            self._database.execute(
                "SELECT other.phrase, other.word FROM synonyms AS own JOIN synonyms AS other USING (grp)"
                " WHERE own.phrase = ?",
                (phrase,),
            )
        )

    def beginning(self, prefix: str, limit: int) -> list[tuple[str, str]]:
        """The words that begin with *prefix*, with their stems, the most used first."""
        return list(
            self._database.execute(
                "SELECT word, stem FROM words WHERE word > ? AND word < ? ORDER BY facts DESC, word LIMIT ?",
                (prefix, prefix + "\U0010ffff", limit),
            )
        )

    def spellings(self, shortest: int, longest: int) -> list[str]:
        """Every word of a length between these two."""
        rows = self._database.execute(
            "SELECT words FROM spellings WHERE length BETWEEN ? AND ? ORDER BY length", (shortest, longest)
        )
        return [word for (words,) in rows for word in words.split("\n")]

    def score(self, alternatives: Sequence[Alternative], topics: Iterable[str], sources: Iterable[str]) -> float:
        """Score every fact that meets a concept, for ``best`` to choose from; returns the most that one covers."""
        self._database.executescript("PRAGMA temp_store = MEMORY; DROP TABLE IF EXISTS scored")
        clause, values = _filter(topics, sources, f"(id & {_FACTS})")
        near = f"CASE WHEN mark & {(CLAIM | ALIAS | TOPIC) << IMPACT_BITS} THEN 1 ELSE {REMOTE} END"
        fact, impact = f"id & {_FACTS}", f"(mark & {_IMPACTS})"
        if len(alternatives) == 1 and not values:
            # One term alone needs no sums: its postings are read where they are.
            (only,) = alternatives
            self._scored = (
                f"(SELECT {fact} AS fact, {only.weight!r} * {impact} AS score, {only.cover!r} * {near} AS covered"
                f" FROM postings WHERE id BETWEEN {only.term << FACT_BITS:d} AND {only.term << FACT_BITS | _FACTS:d})"
            )
        else:
            self._scored = "scored"
            marks = ", ".join(["(?, ?, ?, ?)"] * len(alternatives)) or "(0, NULL, 0, 0)"
            self._database.execute("CREATE TEMP TABLE scored (fact INTEGER PRIMARY KEY, score REAL, covered REAL)")
            low = f"term << {FACT_BITS}"
            met = f"FROM wanted CROSS JOIN postings ON id BETWEEN {low} AND {low} | {_FACTS} WHERE {clause}"
            best = f"{fact} AS fact, max(weight * {impact}) AS best, max(cover * {near}) AS cover"
            if len({alternative.concept for alternative in alternatives}) == 1:
                sums = f"SELECT {best} {met} GROUP BY fact"
            else:
                each = f"SELECT {best} {met} GROUP BY concept, fact"
                sums = f"SELECT fact, sum(best), sum(cover) FROM ({each}) GROUP BY fact"
            self._database.execute(
                f"WITH wanted (concept, term, weight, cover) AS (VALUES {marks}) INSERT INTO scored {sums}",
                [*(value for alternative in alternatives for value in alternative), *values],
            )
        (covered,) = self._database.execute(f"SELECT ifnull(max(covered), 0) FROM {self._scored}").fetchone()
        return float(covered)

    def best(
        self, limit: int, *, least: float = 0.0, unit: float = 1.0, home: str | None = None
    ) -> tuple[int, list[Scored]]:
        """How many scored facts cover at least *least*, and the best *limit* of them (0: all).

        Those at *home* in that topic come first; then the score counts, in hundredths of *unit*; then the number.
        """
        (total,) = self._database.execute(
            f"SELECT count(*) FROM {self._scored} WHERE covered >= ?", (least,)
        ).fetchone()
        at_home = "fact IN (SELECT num FROM fact_topics WHERE topic = ? AND home)" if home else "? NOT NULL"
        rows = self._database.execute(
            f"""
            SELECT fact, score, {at_home} AS heart FROM {self._scored} WHERE covered >= ?
            ORDER BY heart DESC, CASE WHEN heart THEN 0 ELSE -round(score / ?, 2) END, fact LIMIT ?
            """,
            (home, least, unit * SCALE, min(limit, total) or -1),
        )
        return total, [Scored(num, score / SCALE, bool(heart)) for num, score, heart in rows]

    def matches(self, nums: Sequence[int], terms: Iterable[int]) -> list[Match]:
        """Which of *terms* each of the facts *nums* holds."""
        return [
            Match(num, term, (mark & _IMPACTS) / SCALE, mark >> IMPACT_BITS)
            for num in nums
            for term in terms
            for (mark,) in self._database.execute("SELECT mark FROM postings WHERE id = ?", (term << FACT_BITS | num,))
        ]

    def _each(self, query: str, keys: Iterable[str]) -> dict[str, Any]:
        found = {}
        for key in dict.fromkeys(keys):
            row = self._database.execute(query, (key,)).fetchone()
            if row:
                found[row[0]] = row[1:]
        return found

    def _fact(self, body: bytes) -> Fact:
        values, conflicts = json.loads(zlib.decompress(body))
        fact: Fact = shapes.unpack("fact", values)
        self._conflicts_of[fact.id] = tuple(conflicts)
        return fact


def _filter(topics: Iterable[str], sources: Iterable[str], column: str) -> tuple[str, list[str]]:
    """A condition on *column*, the number of a fact, and its values."""
    clauses, values = ["1"], []
    for table, one, wanted in (("fact_topics", "topic", list(topics)), ("fact_sources", "source", list(sources))):
        if wanted:
            marks = ", ".join("?" * len(wanted))
            clauses.append(f"{column} IN (SELECT num FROM {table} WHERE {one} IN ({marks}))")
            values += wanted
    return " AND ".join(clauses), values
