"""``cite``: citations of facts, and the references that they lead to."""

from __future__ import annotations

from ketcli.answers import objects, references, styles
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval import names as lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ketcli.answers import documents
    from ketcli.index.reader import Index


def cite(index: Index, names: Sequence[str], style: str = references.APA) -> Outcome:
    """References to the sources of what is called *names*, one after the other, in *style*."""
    found = lookup.several(index, names)
    facts = {fact.id: fact for named in found for thing in named.things for fact in lookup.facts_of(index, thing)}
    items = references.references(index, facts.values())
    counts = index.counts("sources")
    document: documents.Cite = {
        **objects.envelope(index),
        "style": style,
        "text": styles.render(items, style),
        "references": [objects.source(item.source, counts.get(item.source.id, 0)) for item in items],
        "citations": [_citation(item, cited) for pairs in styles.by_fact(items).values() for item, cited in pairs],
    }
    return Outcome(
        document,
        document["citations"],
        tables.named(
            document["citations"],
            ("fact", "claim", "source", "title", "label", "locator", "from", "to", "hedged"),
        ),
        "cite" if style == references.APA else "",  # what a program reads is never wrapped
        document["text"],
        before=[line for named in found for line in named.notes],
        after=list(_remarks([item.work for item in items])),
    )


def _remarks(works: Sequence[references.Work]) -> Iterator[str]:
    """What is not on record for *works*."""
    lacks = {what: any(getattr(work, field) is None for work in works) for what, field in _LACKS.items()}
    missing = [f"no {what}" for what, lacking in lacks.items() if lacking]
    whose = "the sources" if not any(work.author or work.issued for work in works) else "some sources"
    bracketed = "titles in brackets are descriptions of untitled ones"
    if missing:
        untitled = f"; {bracketed}" if any(work.untitled for work in works) else ""
        yield f"{' and '.join(missing).capitalize()} is on record for {whose}{untitled}."
    elif any(work.untitled for work in works):
        yield f"{bracketed.capitalize()}."


_LACKS = {"author": "author", "date": "issued"}


def _citation(reference: references.Reference, item: references.Citation) -> documents.Citation:
    return {
        "fact": item.fact.id,
        "claim": item.fact.claim,
        "source": reference.source.id,
        "title": reference.source.title,
        "label": item.label,
        "locator": item.locator,
        "from": item.evidence.from_,
        "to": item.evidence.to,
        "hedged": item.evidence.hedged,
    }
