"""What several answers have in their documents: the nouns as plain mappings, lists and text, always complete."""

from __future__ import annotations

import re

from ketcli import __version__
from ketcli.answers import stances
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
    return {
        "id": item.id,
        "topics": list(item.topics),
        "claim": item.claim,
        "evidence": [evidence(index, cited) for cited in item.evidence],
        "aliases": list(item.aliases),
        "when": item.when,
        "warning": item.warning,
        "questions": list(item.questions),
        "notice": item.notice,
        "agreement": {"sources": len(item.sources), "of": len(index.sources)},
        "sources": list(item.sources),
        "hedging": list(item.hedging),
        "hedged": item.hedged,
        "conflicts": list(index.conflicts_of(item)),
    }


def evidence(index: Index, item: nouns.Evidence) -> records.Evidence:
    """A citation with its source's title and file."""
    source = index.sources[item.source]
    return {
        "source": item.source,
        "section": item.section,
        "from": item.from_,
        "to": item.to,
        "digest": item.digest,
        "hedged": item.hedged,
        "title": source.title,
        "file": source.file,
    }


def topic(item: nouns.Topic, facts: int) -> records.Topic:
    """A topic with its number of facts."""
    return {
        "id": item.id,
        "title": item.title,
        "summary": item.summary,
        "aliases": list(item.aliases),
        "outline": [{"title": section.title, "facts": list(section.facts)} for section in item.outline],
        "facts": facts,
    }


def source(item: nouns.Source, facts: int) -> records.Source:
    """A source with its number of facts."""
    return {
        "id": item.id,
        "title": item.title,
        "kind": item.kind,
        "file": item.file,
        "sha256": item.sha256,
        "author": item.author,
        "issued": item.issued,
        "publisher": item.publisher,
        "url": item.url,
        "facts": facts,
    }


def conflict(index: Index, item: nouns.Conflict) -> records.Conflict:
    """A conflict with the sources of each position, those that only hedge it, and how the sources divide."""
    split = stances.split(index, item)
    homes = dict.fromkeys(held.topics[0] for name in item.facts if (held := index.fact(name)))
    return {
        "id": item.id,
        "kind": item.kind,
        "question": item.question,
        "positions": [
            {
                "says": position.says,
                "facts": list(position.facts),
                "sources": [name for name, does in zip(index.sources, row, strict=True) if does != stances.SILENT],
                "hedged": [name for name, does in zip(index.sources, row, strict=True) if does == stances.HEDGES],
            }
            for position, row in zip(item.positions, split.stances, strict=True)
        ],
        "silent": list(split.silent),
        "several": list(split.several),
        "topics": list(homes),
    }


def gap(item: nouns.Gap) -> records.Gap:
    """A subject on which no source says anything."""
    return {
        "id": item.id,
        "title": item.title,
        "questions": list(item.questions),
        "near": list(item.near),
        "notice": item.notice,
    }


def in_short(kind: str) -> str:
    """How what is said of the *kind* of a source begins."""
    return re.split(r"(?<=[.;]) ", kind, maxsplit=1)[0].removesuffix(";")


def reminder(index: Index) -> str:
    """The line below an answer that says what kind of texts it comes from, and where to read about them."""
    sources = len(index.sources)
    own = index.meta.reminder or f"From {counted(sources, 'source')}."
    return f"{own} Who wrote {'it' if sources == 1 else 'them'}: ketcli sources"
