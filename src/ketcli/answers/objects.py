"""What several answers have in their documents: the nouns as plain mappings, lists and text, always complete."""

from __future__ import annotations

import re

from ketcli import __version__
from ketcli.answers import stances
from ketcli.facts import packed
from ketcli.lean import TYPE_CHECKING
from ketcli.words.text import counted

if TYPE_CHECKING:
    from typing import Any

    Object = dict[str, Any]

    from ketcli.answers import records
    from ketcli.facts import nouns
    from ketcli.index.reader import Index

SCHEMA_VERSION = "1"


def envelope(index: Index) -> records.Envelope:
    """What every document begins with."""
    return {
        "schema_version": SCHEMA_VERSION,
        "meta": {
            "tool": f"ketcli {__version__}",
            "title": index.meta.title,
            "facts_version": index.meta.version,
            "facts_sha256": index.meta.sha256,
            "sources": len(index.sources),
            "facts": index.meta.facts,
            "disclaimer": index.meta.disclaimer,
        },
    }


def fact(index: Index, item: nouns.Fact) -> records.Fact:
    """A fact with what is derived from it."""
    found: records.Fact = packed.plain("fact", item) | {
        "evidence": [evidence(index, cited) for cited in item.evidence],
        "agreement": {"sources": len(item.sources), "of": len(index.sources)},
        "sources": list(item.sources),
        "hedging": list(item.hedging),
        "hedged": item.hedged,
        "conflicts": list(index.conflicts_of(item)),
    }
    return found


def evidence(index: Index, item: nouns.Evidence) -> records.Evidence:
    """A citation with its source's title and file."""
    source = index.sources[item.source]
    found: records.Evidence = packed.plain("evidence", item) | {"title": source.title, "file": source.file}
    return found


def topic(item: nouns.Topic, facts: int) -> records.Topic:
    """A topic with its number of facts."""
    found: records.Topic = packed.plain("topic", item) | {"facts": facts}
    return found


def source(item: nouns.Source, facts: int) -> records.Source:
    """A source with its number of facts, without what is left uncited of it."""
    plain = packed.plain("source", item)
    del plain["uncited"]
    found: records.Source = plain | {"facts": facts}
    return found


def conflict(index: Index, item: nouns.Conflict) -> records.Conflict:
    """A conflict with the sources of each position, those that only hedge it, and how the sources divide."""
    split = stances.split(index, item)
    homes = dict.fromkeys(held.topics[0] for name in item.facts if (held := index.fact(name)))
    found: records.Conflict = packed.plain("conflict", item) | {
        "positions": [
            packed.plain("position", position)
            | {
                "sources": [name for name, does in zip(index.sources, row, strict=True) if does != stances.SILENT],
                "hedged": [name for name, does in zip(index.sources, row, strict=True) if does == stances.HEDGES],
            }
            for position, row in zip(item.positions, split.stances, strict=True)
        ],
        "silent": list(split.silent),
        "several": list(split.several),
        "topics": list(homes),
    }
    return found


def gap(item: nouns.Gap) -> records.Gap:
    """A subject on which no source says anything."""
    found: records.Gap = packed.plain("gap", item)
    return found


def in_short(kind: str) -> str:
    """How what is said of the *kind* of a source begins."""
    return re.split(r"(?<=[.;]) ", kind, maxsplit=1)[0].removesuffix(";")


def reminder(index: Index) -> str:
    """The line below an answer that says what kind of texts it comes from, and where to read about them."""
    sources = len(index.sources)
    return f"{origin(index.meta.reminder, sources)} Who wrote {'it' if sources == 1 else 'them'}: ketcli sources"


def origin(reminder: str | None, sources: int) -> str:
    """What kind of texts answers come from: the *reminder* of the base or, where it has none, how many *sources*."""
    return reminder or f"From {counted(sources, 'source')}."
