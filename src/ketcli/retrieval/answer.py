"""What a search finds: hits with their reasons, or why there are none."""

from __future__ import annotations

from ketcli.index.tables import FIELDS, QUESTION
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.retrieval.tiers import ALIAS, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketcli.facts.nouns import Fact, Gap, Notice
    from ketcli.index.narrowing import Narrowing
    from ketcli.retrieval.query import Query


class Explanation(NamedTuple):
    """Why one concept of the query counts for a hit."""

    words: tuple[str, ...]
    """Of the query, as read; none where the fact only shares passages with one that answers."""
    term: str
    """The word or phrase of the index that met them, as stems; or the id of that other fact."""
    word: str
    """The same as it is written."""
    fields: tuple[str, ...]
    """Where in the fact it stands."""
    tier: str
    weight: float
    """How much the concept tells."""
    worth: float
    """What the tier leaves of it, from 0 to 1."""
    impact: float
    """How prominent the term is there, from 0 to 1."""

    points: float
    """What it adds to the score, before that is bounded, lent to what shares its passages, or raised for a warning."""


class Hit(NamedTuple):
    """A fact in an answer."""

    rank: int
    score: float
    """From 0 to 1."""
    fact: Fact
    conflicts: tuple[str, ...]
    """Ids of the conflicts it has a position in."""
    kind: str
    """The least sure of the tiers by which it was met."""
    fields: tuple[str, ...]
    terms: tuple[str, ...]
    """The words of the query that it meets."""
    explanation: tuple[Explanation, ...]


class Name(NamedTuple):
    """Something that has a page of its own."""

    kind: str
    """One of "topic", "source", "conflict", "fact"; or "sources", for the list of all of them."""
    id: str
    """Empty for "sources"."""


class Answer(NamedTuple):
    """The hits of a query, or none with the topics that come nearest."""

    query: Query
    within: Narrowing
    """The facts among which it was looked for."""
    total: int
    hits: tuple[Hit, ...]
    suggestions: tuple[str, ...]
    """Topics to look under when there are no hits, the nearest first; none where nothing is near."""
    gap: Gap | None = None
    """What was asked, where that is a subject on which no source says anything; then there are no hits."""
    unsaid: Gap | None = None
    """Another subject on which no source says anything, and to which the query is nearly as near as to what answers."""
    notices: tuple[Notice, ...] = ()
    """What comes before any answer, because the reader may be in danger."""
    see: tuple[Name, ...] = ()
    """What the query names besides facts: topics, sources, conflicts; all sources where it asks about the texts."""
    elsewhere: int = 0
    """How many facts answer where it is looked for among all; 0 where it was, and where there are hits."""

    @property
    def substitutions(self) -> dict[str, tuple[str, ...]]:
        """For each telling word or phrase of the query that no hit says the synonyms by which the hits were found.

        Without synonyms, the word is only what a fact is asked by or filed under.
        """
        telling = [concept for concept in self.query.concepts if not concept.grammar]
        said = {" ".join(concept.words): False for concept in telling}
        met: set[str] = set()
        synonyms: dict[str, dict[str, None]] = {}
        for reason in (reason for hit in self.hits for reason in hit.explanation):
            words = " ".join(reason.words)
            met.add(words)
            if reason.tier not in (ALIAS, RELATED):
                said[words] = True
            elif reason.word != words:
                synonyms.setdefault(words, {})[reason.word] = None
        return {words: tuple(synonyms.get(words, ())) for words in said if words in met and not said[words]}


def related(hits: Sequence[Hit]) -> dict[str, str]:
    """For each word or phrase that no hit says, but is near to one that they do say, what that is."""
    reasons = [reason for hit in hits for reason in hit.explanation]
    said = {reason.words for reason in reasons if reason.tier != RELATED and reason.fields != (FIELDS[QUESTION],)}
    return {" ".join(each.words): each.word for each in reasons if each.tier == RELATED and each.words not in said}
