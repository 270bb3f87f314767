"""Dated facts in the order of their years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.facts import dates

if TYPE_CHECKING:
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
