"""``cite``: citations of facts, and the references that they lead to."""

from __future__ import annotations

from ketcli.answers import objects, references, styles
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.retrieval import names as lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ketcli.answers import documents
    from ketcli.index.reader import Index


class Citations(NamedTuple):
    """References to sources, in one style."""

    style: str
    """One of ``references.STYLES``."""
    text: str
    """The references as that style writes them."""
    references: tuple[references.Reference, ...]
    """The sources by title, each with what is cited from it."""


def cited(index: Index, found: Iterable[lookup.Found], style: str) -> Citations:
    """References to the sources of what was *found*, in *style*; raises UsageError for one that there is not."""
    if style not in references.STYLES:
        raise UsageError(f"no style is called {style!r}; styles: {', '.join(references.STYLES)}")
    facts = {fact.id: fact for named in found for thing in named.things for fact in lookup.facts_of(index, thing)}
    items = references.references(index, facts.values())
    return Citations(style, styles.render(items, style), tuple(items))


def document(index: Index, item: Citations) -> documents.Cite:
    """The document of *item*."""
    counts = index.counts("sources")
    return {
        **objects.envelope(index),
        "style": item.style,
        "text": item.text,
        "references": [objects.source(each.source, counts.get(each.source.id, 0)) for each in item.references],
        "citations": [_citation(*pair) for pairs in styles.by_fact(item.references).values() for pair in pairs],
    }


def cite(index: Index, names: Sequence[str], style: str = references.APA) -> Outcome:
    """References to the sources of what is called *names*, one after the other, in *style*."""
    found = lookup.several(index, names)
    citations = cited(index, found, style)
    answered = document(index, citations)
    return Outcome(
        answered,
        answered["citations"],
        tables.named(
            answered["citations"],
            ("fact", "claim", "source", "title", "label", "locator", "from", "to", "hedged"),
        ),
        "cite" if style == references.APA else "",  # what a program reads is never wrapped
        answered["text"],
        before=[line for named in found for line in named.notes],
        after=list(_remarks([item.work for item in citations.references])),
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
