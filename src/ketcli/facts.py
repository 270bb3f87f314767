"""The nouns of a fact base, all immutable: Fact, Evidence, Source, Topic, Conflict, Dataset.

Named tuples, because a frozen dataclass takes ten times as long to define, at every start.
"""

from __future__ import annotations

from typing import NamedTuple


class Passage(NamedTuple):
    """One sentence or list item of a document, pinned by its first and last words."""

    from_: str
    """Its first words, copied exactly; they occur once in the document."""
    to: str | None = None
    """Its last words, or None when ``from_`` is the whole passage."""
    digest: str | None = None
    """The start of the sha256 of its folded text (see ``documents.digest``), or None when not yet pinned."""


class Evidence(NamedTuple):
    """A citation: where one source makes the claim, and how sure it sounds there."""

    source: str
    """Id of the source."""
    section: str
    """The heading it stands under; in brackets where the document has none."""
    passage: Passage
    hedged: bool = False
    """Whether the source presents it as possible, believed, promising or under study."""


class Fact(NamedTuple):
    """One atomic claim with everything that supports it."""

    id: str
    topics: tuple[str, ...]
    """Ids of its topics; the first is its home."""
    claim: str
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...] = ()
    """What people type who mean this."""
    when: str | None = None
    """The year ("1962"), decade ("1960s") or span ("1980s-1990s") that the claim names, for dated facts."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that state it, each once, in the order of its evidence."""
        return tuple(dict.fromkeys(item.source for item in self.evidence))

    @property
    def hedged(self) -> bool:
        """Whether no source states it without a hedge."""
        return all(item.hedged for item in self.evidence)


class Uncited(NamedTuple):
    """A passage that states nothing to look up, accounted for so that coverage can be complete."""

    reason: str
    passage: Passage


class Source(NamedTuple):
    """One document, and what kind of text it is."""

    id: str
    title: str
    """In brackets when the document has none."""
    kind: str
    file: str
    """Its file name in the folder of documents."""
    sha256: str
    uncited: tuple[Uncited, ...] = ()


class Topic(NamedTuple):
    """A heading that people look under."""

    id: str
    title: str
    summary: str
    aliases: tuple[str, ...] = ()


class Position(NamedTuple):
    """One answer to the question of a conflict, and the facts that give it."""

    says: str
    facts: tuple[str, ...]


class Conflict(NamedTuple):
    """A question on which facts contradict each other ("contradiction") or pull apart ("tension")."""

    id: str
    kind: str
    question: str
    positions: tuple[Position, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of all its facts, each once."""
        return tuple(dict.fromkeys(fact for position in self.positions for fact in position.facts))


class Dataset(NamedTuple):
    """A whole fact base."""

    title: str
    version: str
    """Release of the facts."""
    disclaimer: str
    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words and phrases that mean the same to a reader."""
    lookalikes: tuple[tuple[str, ...], ...] = ()
    """Groups of words of which none is a misspelling of another."""
