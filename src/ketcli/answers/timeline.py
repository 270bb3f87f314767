"""``timeline``: dated facts in the order of their years."""

from __future__ import annotations

from ketcli.answers import objects
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome
from ketcli.facts import dates
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.answers import documents
    from ketcli.facts.nouns import Fact
    from ketcli.index.reader import Index


class Event(NamedTuple):
    """A dated fact."""

    span: dates.Span
    fact: Fact


def events(index: Index) -> list[Event]:
    """The dated facts by year; of two that begin together, the one that is known more exactly first."""
    dated = [Event(dates.span(fact.when), fact) for fact in index.facts_of() if fact.when]
    return sorted(dated, key=lambda event: (event.span, event.fact.id))


def timeline(index: Index) -> Outcome:
    """The dated facts along the years."""
    items = [_event(index, item) for item in events(index)]
    document: documents.Timeline = {**objects.envelope(index), "returned": len(items), "events": items}
    outcome = Outcome(document, items, _columns(items), "timeline", found=bool(items))
    if items:
        return outcome._replace(after=[objects.reminder(index)])
    return outcome._replace(before=["No fact of this base is dated."])


def _event(index: Index, item: Event) -> documents.Event:
    """A dated fact with the years that its date can mean."""
    return {
        "when": item.fact.when or "",
        "first": item.span.first,
        "last": item.span.last,
        "precision": item.span.precision,
        "fact": objects.fact(index, item.fact),
    }


def _columns(items: Iterable[documents.Event]) -> tables.Table:
    """When, first and last year, precision, and the columns of a fact."""
    named = ("when", "first", "last", "precision")
    more = tuple(name for name in tables.FACT_MORE if name not in named)
    return tables.Table(
        (*named, *tables.FACT, *more),
        [
            (
                item["when"],
                item["first"],
                item["last"],
                item["precision"],
                *tables.fact(item["fact"], (*tables.FACT, *more)),
            )
            for item in items
        ],
        len(named) + len(tables.FACT),
        {name: tables.IN_FACT[name] for name in (*tables.FACT, *more)},
    )
