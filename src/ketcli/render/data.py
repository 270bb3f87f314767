"""The objects of the JSON output: every answer as plain mappings, lists and text, always complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ketcli import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ketcli.errors import Problem
    from ketcli.facts import Conflict, Evidence, Fact, Source, Topic
    from ketcli.index.reader import Index
    from ketcli.search import Answer, Hit
    from ketcli.verify import Report

SCHEMA_VERSION = "1"

Object = dict[str, Any]


def envelope(index: Index, **content: Any) -> Object:
    """*content* with what every document begins with."""
    meta = {
        "tool": f"ketcli {__version__}",
        "title": index.meta.title,
        "facts_version": index.meta.version,
        "facts_sha256": index.meta.sha256,
        "sources": len(index.sources),
        "facts": index.meta.facts,
        "disclaimer": index.meta.disclaimer,
    }
    return {"schema_version": SCHEMA_VERSION, "meta": meta, **content}


def fact(index: Index, item: Fact) -> Object:
    """A fact with what is derived from it."""
    return {
        "id": item.id,
        "topics": list(item.topics),
        "claim": item.claim,
        "aliases": list(item.aliases),
        "when": item.when,
        "agreement": {"sources": len(item.sources), "of": len(index.sources)},
        "hedged": item.hedged,
        "conflicts": list(index.conflicts_of(item)),
        "evidence": [evidence(index, cited) for cited in item.evidence],
    }


def evidence(index: Index, item: Evidence) -> Object:
    """A citation with its source's title and file."""
    source = index.sources[item.source]
    return {
        "source": item.source,
        "title": source.title,
        "file": source.file,
        "section": item.section,
        "from": item.passage.from_,
        "to": item.passage.to,
        "digest": item.passage.digest,
        "hedged": item.hedged,
    }


def topic(item: Topic, facts: int) -> Object:
    """A topic with its number of facts."""
    return {
        "id": item.id,
        "title": item.title,
        "summary": item.summary,
        "aliases": list(item.aliases),
        "facts": facts,
    }


def source(item: Source, facts: int) -> Object:
    """A source with its number of facts."""
    return {
        "id": item.id,
        "title": item.title,
        "kind": item.kind,
        "file": item.file,
        "sha256": item.sha256,
        "facts": facts,
    }


def conflict(index: Index, item: Conflict) -> Object:
    """A conflict with the sources of each position."""
    positions = [
        {"says": position.says, "facts": list(position.facts), "sources": position_sources(index, position.facts)}
        for position in item.positions
    ]
    return {"id": item.id, "kind": item.kind, "question": item.question, "positions": positions}


def position_sources(index: Index, facts: Iterable[str]) -> list[str]:
    """The ids of the sources that state one of *facts*, in the order of the base."""
    stating = {name for fact_id in facts if (found := index.fact(fact_id)) for name in found.sources}
    return [name for name in index.sources if name in stating]


def hit(index: Index, item: Hit, *, explain: bool) -> Object:
    """A hit; with *explain* also why it scored what it did."""
    result: Object = {
        "rank": item.rank,
        "score": item.score,
        "match": {"kind": item.kind, "fields": list(item.fields), "terms": list(item.terms)},
        "fact": fact(index, item.fact),
    }
    if explain:
        result["explanation"] = [
            {
                "words": list(reason.words),
                "term": reason.term,
                "fields": list(reason.fields),
                "tier": reason.tier,
                "weight": round(reason.weight, 3),
                "worth": reason.worth,
                "impact": round(reason.impact, 3),
                "points": round(reason.points, 3),
            }
            for reason in item.explanation
        ]
    return result


def answer(index: Index, found: Answer, *, explain: bool = False) -> Object:
    """The document of ``search``."""
    query = {
        "text": found.query.text,
        "terms": list(found.query.terms),
        "corrections": dict(found.query.corrections),
        "substitutions": {word: list(synonyms) for word, synonyms in found.substitutions.items()},
        "unmatched": list(found.query.unmatched),
        "topics": list(found.topics),
        "sources": list(found.sources),
    }
    return envelope(
        index,
        query=query,
        total=found.total,
        returned=len(found.hits),
        hits=[hit(index, item, explain=explain) for item in found.hits],
        suggestions=list(found.suggestions),
    )


def problem(item: Problem) -> Object:
    """A defect of a fact base."""
    return {
        "rule": item.rule,
        "file": item.file,
        "line": item.line,
        "where": item.where,
        "message": item.message,
        "hint": item.hint or None,
    }


def report(item: Report, states: Sequence[str]) -> Object:
    """The outcome of a verification."""
    return {
        "documents": [{"source": name, "state": state} for name, state in item.documents.items()],
        "passages": {"total": item.passages.total(), **{state: item.passages[state] for state in states}},
        "coverage": [
            {
                "source": covered.source,
                "units": covered.units,
                "cited": covered.cited,
                "accounted": covered.accounted,
                "left": [{"section": section, "text": text} for section, text in covered.left],
            }
            for covered in item.coverage
        ],
    }


NO_REPORT: Object = {"documents": [], "passages": None, "coverage": []}
"""What stands in the place of a report where nothing was held against documents."""
