"""Compile a fact base, or part of one, into memory."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ketcli.index import build
from ketcli.index.reader import Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketcli.facts import Conflict, Dataset


def compiled(dataset: Dataset, moved: build.Moved | None = None) -> Index:
    """An index of *dataset* that no file holds; *moved* is told how far compiling is."""
    database = sqlite3.connect(":memory:")
    build.build(dataset, database, moved)
    return Index(database)


def part(index: Index, topics: Sequence[str], sources: Sequence[str]) -> tuple[Index, list[Conflict]]:
    """A base of only the facts of *topics* and *sources* (ids; none: all), and the conflicts that it cannot hold.

    It has the topics of these facts, all sources, for agreement is among all of them, and those conflicts of which
    it has every fact.
    """
    whole = index.dataset()
    facts = tuple(index.facts_of(topics, sources))
    held = {fact.id for fact in facts}
    headings = {name for fact in facts for name in fact.topics}
    smaller = whole._replace(
        topics=tuple(topic for topic in whole.topics if topic.id in headings),
        facts=facts,
        conflicts=tuple(conflict for conflict in whole.conflicts if held.issuperset(conflict.facts)),
    )
    torn = [
        conflict
        for conflict in whole.conflicts
        if not held.issuperset(conflict.facts) and not held.isdisjoint(conflict.facts)
    ]
    return compiled(smaller), torn
