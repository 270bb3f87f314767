"""``export``: the whole base, or a part of it, itself a fact base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers import objects
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome
from ketcli.facts import packed
from ketcli.index.narrowing import ALL
from ketcli.retrieval import names

if TYPE_CHECKING:
    from ketcli.index.narrowing import Narrowing
    from ketcli.index.reader import Index


def export(index: Index, within: Narrowing = ALL) -> Outcome:
    """The whole base, or what of it is *within* what is named."""
    if not any(within):
        return _exported(index)
    from ketcli.facts.part import part
    from ketcli.index import memory

    smaller, torn = part(index.dataset(), index.facts_of(names.identified(index, within)))
    with memory.compiled(smaller, searched=False) as of_part:
        outcome = _exported(of_part)
    if not smaller.facts:
        return outcome._replace(found=False, before=["No fact belongs to all of that."])
    if torn:
        left = ", ".join(conflict.id for conflict in torn)
        they, are = (
            ("it also concerns", "is the question") if len(torn) == 1 else ("they also concern", "are the questions")
        )
        return outcome._replace(before=[f"Left out, because {they} other facts, {are} {left}"])
    return outcome


def _exported(index: Index) -> Outcome:
    document = base(index)
    facts = document["facts"]
    return Outcome(document, facts, tables.facts(facts)._replace(usual=None), "base", whole=True)


def base(index: Index) -> objects.Object:
    """A fact base, by its shape, with what is derived from it."""
    whole = index.dataset()
    counts = {table: index.counts(table) for table in ("topics", "sources")}
    return {
        **objects.envelope(index),
        "schema": 1,
        **packed.plain("base", whole),
        "sources": [
            {**packed.plain("source", item), "facts": counts["sources"].get(item.id, 0)} for item in whole.sources
        ],
        "topics": [objects.topic(item, counts["topics"].get(item.id, 0)) for item in whole.topics],
        "facts": [objects.fact(index, item) for item in whole.facts],
        "conflicts": [objects.conflict(index, item) for item in whole.conflicts],
    }
