"""``facts``, ``topics``, ``sources`` and ``gaps``: what there is, and what there is not."""

from __future__ import annotations

from ketcli.answers import objects
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome
from ketcli.index.narrowing import ALL
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketcli.answers import documents
    from ketcli.index.narrowing import Narrowing
    from ketcli.index.reader import Index


def facts(index: Index, within: Narrowing = ALL) -> Outcome:
    """All facts, or those *within* what is named, the best supported first."""
    chosen = names.identified(index, within)
    items = [objects.fact(index, item) for item in index.facts_of(chosen)]
    document: documents.Facts = {
        **objects.envelope(index),
        "choice": chosen.told(),
        "sources": list(index.sources),
        "returned": len(items),
        "facts": items,
    }
    before = [] if items else ["No fact belongs to all of that."]
    after = [objects.reminder(index)] if items else []
    return Outcome(document, items, tables.facts(items), "facts", found=bool(items), before=before, after=after)


def topics(index: Index, *, detail: bool = False) -> Outcome:
    """All topics with their numbers of facts."""
    counts = index.counts("topics")
    items = [objects.topic(item, counts.get(item.id, 0)) for item in index.topics.values()]
    document: documents.Topics = {**objects.envelope(index), "topics": items}
    table = tables.named(items, ("id", "title", "facts", "summary"), ("aliases",))
    return Outcome(document, items, table, "topics", after=[objects.reminder(index)], detail=detail)


def sources(index: Index, *, detail: bool = False) -> Outcome:
    """All sources with what kind of text each is."""
    counts = index.counts("sources")
    items = [objects.source(item, counts.get(item.id, 0)) for item in index.sources.values()]
    document: documents.Sources = {**objects.envelope(index), "sources": items}
    table = tables.named(items, ("id", "title", "facts", "file", "kind"), _MORE)
    return Outcome(document, items, table, "sources", after=[index.meta.disclaimer], detail=detail)


def gaps(index: Index, topics: Sequence[str] = ()) -> Outcome:
    """What readers ask and no source answers; with *topics*, by id, title or alias, what comes near to one of them."""
    chosen = names.topics(index, topics)
    near = [item for item in index.gaps.values() if not chosen or not set(chosen).isdisjoint(item.near)]
    items = [objects.gap(item) for item in near]
    document: documents.Gaps = {
        **objects.envelope(index),
        "gaps": items,
        "topics": [{"id": item.id, "title": item.title} for item in index.topics.values()],
    }
    table = tables.named(items, GAP)
    none = [] if items or not chosen else [f"No gap comes near to {', '.join(chosen)}."]
    return Outcome(document, items, table, "gaps", found=not none, before=none, after=[objects.reminder(index)])


_MORE = ("sha256", "author", "issued", "publisher", "url")
"""The columns of a source that are shown on request."""

GAP = ("id", "title", "near", "questions")
"""The columns of a gap."""
