"""The objects of the JSON output: every answer as plain mappings, lists and text, always complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ketcli import __version__
from ketcli.answers import matrix as compare
from ketcli.facts import shapes

if TYPE_CHECKING:
    from ketcli.answers.references import Citation, Reference
    from ketcli.answers.timeline import Event
    from ketcli.documents.audit import Audit
    from ketcli.documents.document import Quote
    from ketcli.documents.passages import Report
    from ketcli.facts.nouns import Conflict, Evidence, Fact, Gap, Source, Topic
    from ketcli.facts.problem import Problem
    from ketcli.index.reader import Index
    from ketcli.retrieval import Answer, Hit

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
        **shapes.plain("fact", item),
        "evidence": [evidence(index, cited) for cited in item.evidence],
        "agreement": {"sources": len(item.sources), "of": len(index.sources)},
        "hedged": item.hedged,
        "conflicts": list(index.conflicts_of(item)),
    }


def evidence(index: Index, item: Evidence) -> Object:
    """A citation with its source's title and file."""
    source = index.sources[item.source]
    return {**shapes.plain("evidence", item), "title": source.title, "file": source.file}


def topic(item: Topic, facts: int) -> Object:
    """A topic with its number of facts."""
    return {**shapes.plain("topic", item), "facts": facts}


def source(item: Source, facts: int) -> Object:
    """A source with its number of facts."""
    plain = shapes.plain("source", item)
    del plain["uncited"]
    return {**plain, "facts": facts}


def conflict(index: Index, item: Conflict) -> Object:
    """A conflict with the sources of each position, those that only hedge it, and how the sources divide."""
    split = compare.split(index, item)
    positions = [
        {
            "says": position.says,
            "facts": list(position.facts),
            "sources": [name for name, stance in zip(index.sources, stances, strict=True) if stance != compare.SILENT],
            "hedged": [name for name, stance in zip(index.sources, stances, strict=True) if stance == compare.HEDGES],
        }
        for position, stances in zip(item.positions, split.stances, strict=True)
    ]
    return {
        **shapes.plain("conflict", item),
        "positions": positions,
        "several": list(split.several),
        "silent": list(split.silent),
    }


def gap(item: Gap) -> Object:
    """A subject on which no source says anything."""
    return shapes.plain("gap", item)


def line(index: Index, item: compare.Line) -> Object:
    """A row of a comparison: a fact, what each source does with it, and its side in each conflict."""
    return {
        "fact": fact(index, item.fact),
        "stances": dict(zip(index.sources, item.stances, strict=True)),
        "sides": [{"conflict": side.conflict, "position": side.position} for side in item.sides],
    }


def group(index: Index, item: compare.Group) -> Object:
    """How much each source contributes to a topic, or to what a source says."""
    return {
        "kind": item.kind,
        "id": item.id,
        "facts": item.facts,
        "shared": item.shared,
        "disputed": item.disputed,
        "sources": dict(zip(index.sources, item.by_source, strict=True)),
    }


def event(index: Index, item: Event) -> Object:
    """A dated fact with the years that its date can mean."""
    return {
        "when": item.fact.when,
        "first": item.span.first,
        "last": item.span.last,
        "precision": item.span.precision,
        "fact": fact(index, item.fact),
    }


def citation(reference: Reference, item: Citation) -> Object:
    """A citation of one fact from one source; "locator" is a heading or the number of a paragraph."""
    return {
        "fact": item.fact.id,
        "claim": item.fact.claim,
        "source": reference.source.id,
        "title": reference.source.title,
        "label": item.label,
        "locator": item.locator,
        "from": item.evidence.passage.from_,
        "to": item.evidence.passage.to,
        "hedged": item.evidence.hedged,
    }


def quote(fact_id: str, source_id: str, item: Quote) -> Object:
    """A passage with its own sentence and what stands before and after that in its document."""
    return {"fact": fact_id, "source": source_id, **item._asdict()}


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
        "left_out": list(found.query.left_out),
        "related": dict(found.query.related),
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
        gap={"id": found.gap.id, "title": found.gap.title} if found.gap else None,
        notices=[{"id": notice.id, "text": notice.text} for notice in found.notices],
        see=[name._asdict() for name in found.see],
    )


def base(index: Index) -> Object:
    """The document of ``export``: a fact base, with what is derived from it."""
    whole = index.dataset()
    counts = {table: index.counts(table) for table in ("topics", "sources")}
    return envelope(
        index,
        schema=1,
        **{
            **shapes.plain("base", whole),
            "sources": [
                {**shapes.plain("source", item), "facts": counts["sources"].get(item.id, 0)} for item in whole.sources
            ],
            "topics": [topic(item, counts["topics"].get(item.id, 0)) for item in whole.topics],
            "facts": [fact(index, item) for item in whole.facts],
            "conflicts": [conflict(index, item) for item in whole.conflicts],
        },
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


def audit(found: Audit) -> Object:
    """The document of ``check``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "meta": {"tool": f"ketcli {__version__}", "file": found.file, "facts": found.facts},
        "problems": [problem(item) for item in found.problems],
        **(_report(found.report) if found.report else _NO_REPORT),
    }


def _report(item: Report) -> Object:
    """The outcome of a verification."""
    from ketcli.documents.passages import STATES

    return {
        "documents": [{"source": name, "state": state} for name, state in item.documents.items()],
        "passages": {"total": item.passages.total(), **{state: item.passages[state] for state in STATES}},
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


_NO_REPORT: Object = {"documents": [], "passages": None, "coverage": []}
"""What stands in the place of a report where nothing was held against documents."""
