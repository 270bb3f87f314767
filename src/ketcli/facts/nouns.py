"""The nouns of a fact base, all immutable: Fact, Evidence, Source, Topic, Conflict, Gap and what else a Dataset holds.

Named tuples, because a frozen dataclass takes ten times as long to define, at every start.  What each field means and
what may stand in it is said once, in ``shapes``.
"""

from __future__ import annotations

from ketcli.lean import NamedTuple


class Passage(NamedTuple):
    """One to three sentences or list items of a section, pinned by their first and last words."""

    from_: str
    to: str | None = None
    digest: str | None = None


class Evidence(NamedTuple):
    """A citation: where one source makes the claim, and how sure it sounds there."""

    source: str
    section: str
    from_: str
    to: str | None = None
    digest: str | None = None
    hedged: bool = False

    @property
    def passage(self) -> Passage:
        """Where in the document of the source it stands."""
        return Passage(self.from_, self.to, self.digest)


class Fact(NamedTuple):
    """One atomic claim with everything that supports it."""

    id: str
    topics: tuple[str, ...]
    claim: str
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...] = ()
    when: str | None = None
    warning: bool = False
    questions: tuple[str, ...] = ()
    notice: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that state it, each once, in the order of its evidence."""
        return tuple(dict.fromkeys(item.source for item in self.evidence))

    @property
    def hedging(self) -> tuple[str, ...]:
        """Ids of those of its sources that nowhere state it without a hedge."""
        plain = {item.source for item in self.evidence if not item.hedged}
        return tuple(source for source in self.sources if source not in plain)

    @property
    def hedged(self) -> bool:
        """Whether no source states it without a hedge."""
        return all(item.hedged for item in self.evidence)


class Left(NamedTuple):
    """A passage, or a whole section, that no fact needs to cite."""

    section: str | None = None
    from_: str | None = None
    to: str | None = None
    digest: str | None = None


class Uncited(NamedTuple):
    """What states nothing to look up, accounted for so that coverage can be complete."""

    reason: str
    left: Left

    @property
    def section(self) -> str | None:
        """The heading that it stands under, if that is said; without a passage, all that stands there."""
        return self.left.section

    @property
    def passage(self) -> Passage | None:
        """Where it stands; None for a whole section."""
        return Passage(self.left.from_, self.left.to, self.left.digest) if self.left.from_ else None


class Source(NamedTuple):
    """One document, and what kind of text it is."""

    id: str
    title: str
    kind: str
    file: str
    sha256: str
    uncited: tuple[Uncited, ...] = ()
    author: str | None = None
    issued: str | None = None
    publisher: str | None = None
    url: str | None = None


class Section(NamedTuple):
    """One heading of a topic's page, with the facts that stand under it."""

    title: str
    facts: tuple[str, ...]


class Topic(NamedTuple):
    """A heading that people look under."""

    id: str
    title: str
    summary: str
    aliases: tuple[str, ...] = ()
    outline: tuple[Section, ...] = ()


class Position(NamedTuple):
    """One answer to the question of a conflict, and the facts that give it."""

    says: str
    facts: tuple[str, ...]


class Conflict(NamedTuple):
    """A question to which the sources give different answers."""

    id: str
    kind: str
    question: str
    positions: tuple[Position, ...]
    silent: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of all its facts, each once."""
        return tuple(dict.fromkeys(fact for position in self.positions for fact in position.facts))


class Related(NamedTuple):
    """Words that no source says, and what it does say of something near them."""

    words: tuple[str, ...]
    to: str


class Gap(NamedTuple):
    """A subject that readers ask about and on which no source says anything."""

    id: str
    title: str
    questions: tuple[str, ...]
    near: tuple[str, ...] = ()
    notice: str | None = None


class Notice(NamedTuple):
    """What ketcli itself says before an answer, because the reader may be in danger."""

    id: str
    questions: tuple[str, ...]
    text: str


class Retired(NamedTuple):
    """The id of a fact that was merged or withdrawn, and the facts that it leads on to."""

    id: str
    now: tuple[str, ...]
    version: str


class Dataset(NamedTuple):
    """A whole fact base."""

    title: str
    version: str
    disclaimer: str
    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    lookalikes: tuple[tuple[str, ...], ...] = ()
    related: tuple[Related, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notices: tuple[Notice, ...] = ()
    retired: tuple[Retired, ...] = ()
    reminder: str | None = None
    ask: str | None = None
    examples: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
