"""Answer from a compiled index, reading only the rows that the question needs."""

from __future__ import annotations

import json
import zlib
from functools import cached_property

from ketcli.facts import fields, packed, shapes
from ketcli.facts.nouns import Left, Uncited
from ketcli.index import rows
from ketcli.index.narrowing import ALL
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Self

    from ketcli.facts.nouns import Conflict, Dataset, Fact, Gap, Notice, Retired, Source, Topic
    from ketcli.index.asked import Asked
    from ketcli.index.database import Database
    from ketcli.index.narrowing import Narrowing
    from ketcli.index.portable import Portable
    from ketcli.index.scores import Said
    from ketcli.index.vocabulary import Vocabulary


_LISTS = {field.name: field.of for field in shapes.SHAPES["base"].fields if field.kind == fields.LIST}

_REMEMBERED = 1000
"""Facts that are kept for the next question."""


class Meta(NamedTuple):
    """What every answer says of its fact base."""

    title: str
    version: str
    disclaimer: str
    sha256: str
    facts: int
    reminder: str | None
    ask: str | None


class Index:
    """A compiled fact base.  What its methods raise when the file is damaged depends on the damage."""

    def __init__(self, database: Database) -> None:
        """Read what every answer needs; *database* holds the tables of ``build``."""
        self._database = database
        self.meta = Meta(*(self.stored(name) for name in Meta._fields))
        self.sources: dict[str, Source] = self._nouns("sources")
        self._packed_topics = self.stored("topics")  # read here, so that damage to it shows
        self._facts = rows.Memory(_REMEMBERED)
        self._numbers = rows.Memory(_REMEMBERED)
        self._siblings = rows.Memory(_REMEMBERED)
        self._conflicts_of: dict[str, tuple[str, ...]] = {}

    def stored(self, name: str) -> Any:
        """What is stored under *name*, a field of the base or of ``Meta``, as JSON packs it."""
        (value,) = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(value)

    def _nouns(self, name: str) -> dict[str, Any]:
        """The nouns of one list of the base, each by its id."""
        shape = _LISTS[name]
        return {values[0]: packed.unpack(shape, values) for values in self.stored(name)}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that it knows."""
        from ketcli.index.vocabulary import Vocabulary

        return Vocabulary(self._database)

    @cached_property
    def asked(self) -> Asked:
        """All that people type who are answered by it."""
        from ketcli.index.asked import Asked

        return Asked(self._database)

    @cached_property
    def said(self) -> Said:
        """What its facts say in their fields."""
        from ketcli.index.scores import Said

        return Said(self._database)

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """The headings that people look under, by id."""
        return {values[0]: packed.unpack("topic", values) for values in self._packed_topics}

    @cached_property
    def conflicts(self) -> dict[str, Conflict]:
        """The questions on which the sources differ, by id."""
        return self._nouns("conflicts")

    def gap(self, number: int) -> Gap:
        """The gap of this number, without what people type who ask about it."""
        gap: Gap = packed.unpack("gap", self.stored("gap_titles")[number])
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
        base: Dataset = packed.unpack(
            "base", [[] if field.name == "facts" else self.stored(field.name) for field in shapes.SHAPES["base"].fields]
        )
        uncited = {
            source: tuple(Uncited(reason, Left(*left)) for reason, left in items)
            for source, items in self.stored("uncited").items()
        }
        sources = tuple(source._replace(uncited=uncited.get(source.id, ())) for source in base.sources)
        return base._replace(sources=sources, facts=tuple(self.facts_of()))

    def portable(self) -> Portable:
        """The index without its texts, in few bytes."""
        from ketcli.index.portable import portable

        return portable(self._database)

    def close(self) -> None:
        """Give the file back."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fact(self, fact_id: str) -> Fact | None:
        """The fact with this id."""
        number = self._numbers.of([fact_id], self.numbers)[fact_id]
        return None if number is None else self.facts([number])[0]

    def facts(self, nums: Sequence[int]) -> list[Fact]:
        """The facts with these numbers, in their order."""

        def read(missing: list[int]) -> dict[int, Fact]:
            found: dict[int, Fact] = {}
            for num, body in rows.of(self._database, "SELECT num, body FROM facts WHERE num", missing):
                found[num] = self._fact(body)  # in a loop, which gives the rows back where one is damaged
            return found

        found = self._facts.of(nums, read)
        return [found[num] for num in nums]

    def facts_beginning(self, prefix: str, limit: int) -> list[tuple[str, str]]:
        """Id and claim of up to *limit* facts whose id begins with *prefix*, in the order of their ids."""
        found = self._database.execute(
            "SELECT body FROM facts WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        )
        return [(fact.id, fact.claim) for fact in (self._fact(body) for (body,) in found)]

    def facts_of(self, within: Narrowing = ALL) -> list[Fact]:
        """The facts *within* what is wanted, the best supported first."""
        clause, values = within.clause()
        found = self._database.execute(f"SELECT body FROM facts WHERE {clause} ORDER BY num", values)
        return [self._fact(body) for (body,) in found]

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

    def numbers_of(self, within: Narrowing) -> set[int]:
        """The numbers of the facts *within* what is wanted."""
        clause, values = within.clause()
        return {num for (num,) in self._database.execute(f"SELECT num FROM facts WHERE {clause}", values)}

    def warnings(self, topic: str = "") -> list[int]:
        """The numbers of the warnings of *topic*, or of all, as they are read by who wants an overview of them."""
        found = self._database.execute("SELECT num FROM warnings WHERE topic = ? ORDER BY place", (topic,))
        return [num for (num,) in found]

    def siblings(self, nums: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
        """The facts drawn from passages of each of the facts *nums*, each with the share of its passages."""

        def read(missing: list[int]) -> dict[int, list[tuple[int, float]]]:
            found: dict[int, list[tuple[int, float]]] = {num: [] for num in missing}
            query = "SELECT fact, other, share FROM shared WHERE fact"
            for num, other, share in rows.of(self._database, query, missing):
                found[num].append((other, share))
            return found

        return self._siblings.of(nums, read)

    def numbers(self, ids: Sequence[str]) -> dict[str, int]:
        """The number of each of the facts that have one of *ids*."""
        return dict(rows.of(self._database, "SELECT id, num FROM facts WHERE id", ids))

    def page(self, topic: str) -> list[int]:
        """The numbers of the facts of *topic* as its outline has them; then those at home in it, then the others."""
        listed = [name for part in self.topics[topic].outline for name in part.facts]
        numbers = self.numbers(listed)
        order = {numbers[name]: place for place, name in enumerate(listed) if name in numbers}
        homes = self._database.execute("SELECT num, home FROM fact_topics WHERE topic = ?", (topic,)).fetchall()
        homes.sort(key=lambda row: (order.get(row[0], len(listed)), not row[1], row[0]))
        return [num for num, _ in homes]

    def _fact(self, body: bytes) -> Fact:
        values, conflicts = json.loads(zlib.decompress(body))
        fact: Fact = packed.unpack("fact", values)
        self._conflicts_of[fact.id] = tuple(conflicts)
        return fact
