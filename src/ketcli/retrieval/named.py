"""What the whole of a query is the name of."""

from __future__ import annotations

from ketcli.index.tables import GAP, SOURCES
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval.answer import Name
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.index.reader import Index
    from ketcli.retrieval.covers import Covers
    from ketcli.retrieval.query import Query

SOURCES_BAR = 0.7
"""How well a phrase about the texts themselves covers a query that is about them, if no gap covers it better."""


def see(index: Index, query: Query, covers: Covers) -> tuple[Name, ...]:
    """What *query*, compared in *covers*, names besides facts."""
    cover = covers.cover(SOURCES, 0)
    about = (Name("sources", ""),) if cover >= max(SOURCES_BAR, covers.most(GAP)) else ()
    return (*about, *(Name(kind, each) for kind, each in _named(index, query) if kind in ("source", "conflict")))


def facts(index: Index, query: Query) -> Iterable[int]:
    """The numbers of the facts that *query* names by words of which none tells; others are found by their words."""
    if query.terms:
        return ()
    return index.numbers([each for kind, each in _named(index, query) if kind == "fact"]).values()


def _named(index: Index, query: Query) -> list[tuple[str, str]]:
    return index.named(" ".join(text.words(query.text)))
