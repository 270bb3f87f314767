"""Answer from a compiled index, reading only the rows that the question needs."""

from __future__ import annotations

import json
import zlib

from ketcli.facts import shapes
from ketcli.facts.nouns import Passage, Uncited
from ketcli.index.asked import Asked
from ketcli.index.scores import Alternative, Match, Scores, filtered, matches
from ketcli.index.vocabulary import Vocabulary
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from typing import Any, Self

    from ketcli.facts.nouns import Conflict, Dataset, Fact, Gap, Notice, Retired, Source, Topic


_LISTS = {field.name: field.of for field in shapes.SHAPES["base"].fields if field.kind == shapes.LIST}


class Meta(NamedTuple):
    """What every answer says of its fact base."""

    title: str
    version: str
    disclaimer: str
    sha256: str
    facts: int
    reminder: str | None


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
        self.vocabulary = Vocabulary(database)
        self.asked = Asked(database)

    def stored(self, name: str) -> Any:
        """What is stored under *name*, a field of the base or of ``Meta``, as JSON packs it."""
        (value,) = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(value)

    def _nouns(self, name: str) -> dict[str, Any]:
        """The nouns of one list of the base, each by its id."""
        shape = _LISTS[name]
        return {values[0]: shapes.unpack(shape, values) for values in self.stored(name)}

    def gap(self, number: int) -> Gap:
        """The gap of this number, without what people type who ask about it."""
        gap: Gap = shapes.unpack("gap", self.stored("gap_titles")[number])
        return gap

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
        clause, values = filtered(topics, sources, "num")
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

    def score(
        self, alternatives: Sequence[Alternative], topics: Iterable[str] = (), sources: Iterable[str] = ()
    ) -> Scores:
        """The facts of *topics* and *sources* that meet any of *alternatives*, scored."""
        return Scores(self._database, alternatives, topics, sources)

    def matches(self, nums: Sequence[int], terms: Iterable[int]) -> list[Match]:
        """Which of *terms* each of the facts *nums* holds."""
        return matches(self._database, nums, terms)

    def among(self, nums: Iterable[int], topics: Iterable[str], sources: Iterable[str]) -> set[int]:
        """Those of the facts *nums* that belong to one of *topics* and have evidence of one of *sources*."""
        clause, values = filtered(topics, sources, "num")
        query = f"SELECT num FROM facts WHERE num = ? AND {clause}"
        return {num for num in nums if self._database.execute(query, [num, *values]).fetchone()}

    def warnings(self) -> list[int]:
        """The numbers of the facts that are warnings, the best supported first."""
        return [num for (num,) in self._database.execute("SELECT num FROM warnings ORDER BY num")]

    def siblings(self, num: int) -> list[tuple[int, float]]:
        """The facts drawn from passages of the fact *num*, each with the share of its passages that they have."""
        return list(self._database.execute("SELECT other, share FROM shared WHERE fact = ?", (num,)))

    def page(self, topic: str) -> list[int]:
        """The numbers of the facts of *topic* as its outline has them; then those at home in it, then the others."""
        listed = (name for part in self.topics[topic].outline for name in part.facts)
        found = (self._database.execute("SELECT num FROM facts WHERE id = ?", (name,)).fetchone() for name in listed)
        order = {row[0]: place for place, row in enumerate(found) if row}
        rows = self._database.execute("SELECT num, home FROM fact_topics WHERE topic = ?", (topic,)).fetchall()
        rows.sort(key=lambda row: (order.get(row[0], len(order)), not row[1], row[0]))
        return [num for num, _ in rows]

    def _fact(self, body: bytes) -> Fact:
        values, conflicts = json.loads(zlib.decompress(body))
        fact: Fact = shapes.unpack("fact", values)
        self._conflicts_of[fact.id] = tuple(conflicts)
        return fact
