"""Rank the facts that a query meets, or say that there is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.index import reader
from ketcli.index.tables import ALIAS as ALIAS_FIELD
from ketcli.index.tables import FIELDS
from ketcli.retrieval.query import UBIQUITOUS, Concept, Query, parse
from ketcli.retrieval.tiers import ALIAS, EXACT, TIERS, WEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ketcli.facts.nouns import Fact, Gap, Notice
    from ketcli.index.reader import Index, Match

KNOWN_BAR = 0.55
"""Below this share of a query's weight, what the base knows of it is no answer."""

BEST_BAR = 0.3
"""The best fact must meet this share of the query's weight, or none is returned."""

HIT_BAR = 0.3
"""A fact that meets less than this share of what the best one meets is left out."""

SUGGESTIONS = 3

_TWO = 2


class Explanation(NamedTuple):
    """Why one concept of the query counts for a hit."""

    words: tuple[str, ...]
    """Of the query, as read."""
    term: str
    """The word or phrase of the index that met them, as stems."""
    word: str
    """The same as it is written."""
    fields: tuple[str, ...]
    """Where in the fact it stands."""
    tier: str
    weight: float
    """How informative the concept is."""
    worth: float
    """What the tier leaves of it, from 0 to 1."""
    impact: float
    """How prominent the term is in the fact, from 0 to 1."""

    @property
    def points(self) -> float:
        """What it adds to the score, before that is scaled to at most 1."""
        return self.weight * self.worth * self.impact


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
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    total: int
    hits: tuple[Hit, ...]
    suggestions: tuple[str, ...]
    """Topics to look under when there are no hits, the nearest first; none where nothing is near."""
    gap: Gap | None = None
    """What was asked, where that is a subject on which no source says anything; then there are no hits."""
    notices: tuple[Notice, ...] = ()
    """What comes before any answer, because the reader may be in danger."""
    see: tuple[Name, ...] = ()
    """What the query names besides facts: topics, sources, conflicts; all sources where it asks about the texts."""

    @property
    def understood(self) -> tuple[str, ...]:
        """The telling words of the query that facts hold, and not nearly all of them."""
        telling = (concept for concept in self.query.concepts if concept.telling and concept.share <= UBIQUITOUS)
        known = (concept for concept in telling if concept.alternatives)
        return tuple(dict.fromkeys(word for concept in known for word in concept.words))

    @property
    def substitutions(self) -> dict[str, tuple[str, ...]]:
        """For each word of the query that no hit says the synonyms by which the hits were found.

        Without synonyms, the word is only what a fact is filed under.
        """
        said = {" ".join(concept.words): False for concept in self.query.concepts if concept.telling}
        met: set[str] = set()
        synonyms: dict[str, dict[str, None]] = {}
        for reason in (reason for hit in self.hits for reason in hit.explanation):
            words = " ".join(reason.words)
            met.add(words)
            if reason.tier != ALIAS:
                said[words] = True
            elif reason.word != words:
                synonyms.setdefault(words, {})[reason.word] = None
        return {words: tuple(synonyms.get(words, ())) for words in said if words in met and not said[words]}


def search(  # noqa: PLR0913 - one argument an option
    index: Index,
    text: str,
    *,
    limit: int = 10,
    topics: Sequence[str] = (),
    sources: Sequence[str] = (),
    exact: bool = False,
) -> Answer:
    """The facts of *index* that answer *text*, best first, at most *limit* of them (0: all).

    *topics* and *sources* are ids that narrow it.  Raises UsageError for a query that is too long.
    """
    query = parse(index, text, exact=exact)
    asked = sum(concept.weight for concept in query.concepts if not concept.bonus)
    covered = index.score(_wanted(query.concepts), topics, sources)
    if _says_enough(query, asked) and covered >= BEST_BAR * asked:
        # For a topic's name the facts that are at home in it come first, whatever words they use; the best supported,
        # which have the smaller numbers, first among them.
        full = sum(concept.weight for concept in query.concepts)
        total, chosen = index.best(limit, least=HIT_BAR * covered, unit=full, home=query.topic)
        hits = tuple(_hits(index, query, chosen, full))
        return Answer(query, tuple(topics), tuple(sources), total, hits, ())
    return Answer(query, tuple(topics), tuple(sources), 0, (), _suggestions(index))


def _wanted(concepts: Sequence[Concept]) -> list[reader.Alternative]:
    return [
        reader.Alternative(
            place,
            alternative.num,
            concept.weight * alternative.weight,
            0.0 if concept.bonus else concept.weight * alternative.weight,
        )
        for place, concept in enumerate(concepts)
        for alternative in concept.alternatives
    ]


def _says_enough(query: Query, asked: float) -> bool:
    """Whether what the base knows of *query*, which weighs *asked*, can be an answer to it."""
    concepts = [concept for concept in query.concepts if not concept.bonus]
    # "ketamine" alone, or with one word that any question may hold, says too little to answer a longer query,
    # unless the words together are a name of something.
    little = [concept for concept in concepts if concept.share > UBIQUITOUS or concept.light]
    named = any(concept.bonus for concept in query.concepts)
    if query.longer and not named and len(little) == len(concepts) and sum(concept.light for concept in little) < _TWO:
        return False
    known = sum(
        concept.weight * max(alternative.weight for alternative in concept.alternatives)
        for concept in concepts
        if concept.alternatives
    )
    return known >= KNOWN_BAR * asked


def _hits(index: Index, query: Query, chosen: Sequence[reader.Scored], full: float) -> Iterator[Hit]:
    nums = [fact.num for fact in chosen]
    terms = {alternative.num for concept in query.concepts for alternative in concept.alternatives}
    matches: dict[int, dict[int, Match]] = {num: {} for num in nums}
    for match in index.matches(nums, sorted(terms)):
        matches[match.num][match.term] = match
    for rank, (scored, fact) in enumerate(zip(chosen, index.facts(nums), strict=True), 1):
        explanation = tuple(_explain(query.concepts, matches[scored.num]))
        fields = dict.fromkeys(field for reason in explanation for field in reason.fields)
        yield Hit(
            rank,
            1.0 if scored.heart else round(min(scored.score / full, 1.0), 4),
            fact,
            index.conflicts_of(fact),
            max((reason.tier for reason in explanation), key=TIERS.index, default=EXACT),
            tuple(fields),
            tuple(dict.fromkeys(word for reason in explanation for word in reason.words)),
            explanation,
        )


def _explain(concepts: Sequence[Concept], matches: Mapping[int, Match]) -> Iterator[Explanation]:
    """For each concept that the fact meets, the alternative that counts."""
    for concept in concepts:
        met = [(a, matches[a.num]) for a in concept.alternatives if a.num in matches]
        if met:
            best, match = max(met, key=lambda pair: (pair[0].weight * pair[1].impact, pair[0].term))
            fields = tuple(name for bit, name in FIELDS.items() if match.fields & bit)
            tier = ALIAS if best.tier == EXACT and match.fields == ALIAS_FIELD else best.tier
            yield Explanation(
                concept.words, best.term, best.word, fields, tier, concept.weight, WEIGHT[best.tier], match.impact
            )


def _suggestions(index: Index) -> tuple[str, ...]:
    """The home topics of what came nearest."""
    _, nearest = index.best(4 * SUGGESTIONS)
    homes = dict.fromkeys(fact.topics[0] for fact in index.facts([fact.num for fact in nearest]))
    return tuple(homes)[:SUGGESTIONS]
