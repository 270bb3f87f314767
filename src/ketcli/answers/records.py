"""The records of a fact base as answers have them, for the type checker; no start of the program reads this file."""

from __future__ import annotations

from typing import TypedDict


class Meta(TypedDict):
    """What answered, and from which fact base."""

    tool: str
    title: str
    facts_version: str
    facts_sha256: str
    sources: int
    facts: int
    disclaimer: str


class Envelope(TypedDict):
    """What every document begins with."""

    schema_version: str
    meta: Meta


Evidence = TypedDict(
    "Evidence",
    {
        "source": str,
        "section": str,
        "from": str,
        "to": str | None,
        "digest": str | None,
        "hedged": bool,
        "title": str,
        "file": str,
    },
)


class Agreement(TypedDict):
    """So many sources of so many."""

    sources: int
    of: int


class Fact(TypedDict):
    """A fact with what is derived from it."""

    id: str
    topics: list[str]
    claim: str
    evidence: list[Evidence]
    aliases: list[str]
    when: str | None
    warning: bool
    questions: list[str]
    notice: str | None
    agreement: Agreement
    sources: list[str]
    hedging: list[str]
    hedged: bool
    conflicts: list[str]


class Section(TypedDict):
    """A heading of a topic's page."""

    title: str
    facts: list[str]


class Topic(TypedDict):
    """A topic with its number of facts."""

    id: str
    title: str
    summary: str
    aliases: list[str]
    outline: list[Section]
    facts: int


class Source(TypedDict):
    """A source with its number of facts."""

    id: str
    title: str
    kind: str
    file: str
    sha256: str
    author: str | None
    issued: str | None
    publisher: str | None
    url: str | None
    facts: int


class Position(TypedDict):
    """One side of a question."""

    says: str
    facts: list[str]
    sources: list[str]
    hedged: list[str]


class Conflict(TypedDict):
    """A question with the sides of it."""

    id: str
    kind: str
    question: str
    positions: list[Position]
    silent: list[str]
    several: list[str]
    topics: list[str]


class GapName(TypedDict):
    """A gap by its name."""

    id: str
    title: str


class Gap(TypedDict):
    """A subject on which no source says anything."""

    id: str
    title: str
    questions: list[str]
    near: list[str]
    notice: str | None


class Notice(TypedDict):
    """A notice."""

    id: str
    text: str


class Name(TypedDict):
    """Something that has a page of its own."""

    kind: str
    id: str


class Quote(TypedDict):
    """A passage among its neighbours."""

    fact: str
    source: str
    citation: int
    uri: str
    before: str
    opening: str
    passage: str
    closing: str
    after: str
    altered: bool


class Unread(TypedDict):
    """A document that cannot be read."""

    source: str
    file: str
    reason: str
