"""What stands in the JSON of each answer, for the type checker; no start of the program reads this file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from ketcli.answers.records import (
    Conflict,
    Envelope,
    Fact,
    Gap,
    GapName,
    Name,
    Notice,
    Quote,
    Source,
    Topic,
    Unread,
)

if TYPE_CHECKING:
    from ketcli.index.narrowing import Narrowed
else:

    class Narrowed(TypedDict):
        """There for type checkers only."""


class Query(Narrowed):
    """A query as understood."""

    text: str
    terms: list[str]
    corrections: dict[str, str]
    substitutions: dict[str, list[str]]
    unmatched: list[str]
    left_out: list[str]
    related: dict[str, str]


class Match(TypedDict):
    """How a query met a fact."""

    kind: str
    fields: list[str]
    terms: list[str]
    words: list[str]


class Reason(TypedDict):
    """Why one concept counts."""

    words: list[str]
    term: str
    fields: list[str]
    tier: str
    weight: float
    worth: float
    impact: float
    points: float


class Hit(TypedDict):
    """A fact in an answer."""

    rank: int
    score: float
    match: Match
    fact: Fact
    explanation: NotRequired[list[Reason]]


class Differing(TypedDict):
    """A question on which the sources differ, and those of the hits that are on a side of it."""

    id: str
    question: str
    facts: list[str]


class Gaps(Envelope):
    """The document of ``gaps``."""

    ask: str | None
    gaps: list[Gap]
    topics: list[GapName]


class Search(Envelope):
    """The document of ``search``."""

    query: Query
    total: int
    returned: int
    hits: list[Hit]
    sources: list[str]
    differ: list[Differing]
    suggestions: list[str]
    gap: GapName | None
    unsaid: GapName | None
    notices: list[Notice]
    see: list[Name]


class Refused(Search):
    """What stands in its place for a query that could not be read."""

    error: str


class Show(Envelope):
    """The document of ``show``."""

    name: str
    kind: str
    found: list[Any]
    facts: list[Fact]
    conflicts: list[Conflict]
    sources: list[str]
    near: list[GapName]
    looked_up: bool
    around: bool
    quotes: list[Quote]
    unread: list[Unread]


class Facts(Envelope):
    """The document of ``facts``."""

    choice: Narrowed
    sources: list[str]
    returned: int
    facts: list[Fact]


class Topics(Envelope):
    """The document of ``topics``."""

    topics: list[Topic]


class Sources(Envelope):
    """The document of ``sources``."""

    sources: list[Source]


class Conflicts(Envelope):
    """The document of ``conflicts``."""

    asked: str | None
    sources: list[str]
    topics: list[GapName]
    conflicts: list[Conflict]
    facts: list[Fact]


class Side(TypedDict):
    """A place in a conflict."""

    conflict: str
    position: int


class Line(TypedDict):
    """A fact and what each source does with it."""

    fact: Fact
    stances: dict[str, str]
    sides: list[Side]


class Group(TypedDict):
    """How much each source says of something."""

    kind: str
    id: str
    facts: int
    shared: int
    disputed: int
    sources: dict[str, int]


class Choice(TypedDict):
    """Which facts were asked for."""

    min_sources: int
    conflicts: bool
    source: str | None


class Compare(Envelope):
    """The document of ``compare``."""

    topics: list[Topic]
    choice: Choice
    sources: list[str]
    returned: int
    lines: list[Line]
    conflicts: list[Conflict]
    by_topic: list[Group]
    by_source: list[Group]


class Event(TypedDict):
    """A dated fact."""

    when: str
    first: int
    last: int
    precision: str
    fact: Fact


class Timeline(Envelope):
    """The document of ``timeline``."""

    returned: int
    events: list[Event]


Citation = TypedDict(
    "Citation",
    {
        "fact": str,
        "claim": str,
        "source": str,
        "title": str,
        "label": str,
        "locator": str,
        "from": str,
        "to": str | None,
        "hedged": bool,
    },
)


class Cite(Envelope):
    """The document of ``cite``."""

    style: str
    text: str
    references: list[Source]
    citations: list[Citation]
