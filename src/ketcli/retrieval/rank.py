"""Rank the facts that a query meets, or say that there is no answer."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from ketcli.index import inquiries
from ketcli.index.asked import FULL, Wanted
from ketcli.index.scores import Alternative
from ketcli.index.tables import FIELDS, QUESTION
from ketcli.retrieval.query import Alternative as Way
from ketcli.retrieval.query import Concept, Query, parse
from ketcli.retrieval.tiers import ALIAS, EXACT, RELATED, TIERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ketcli.facts.nouns import Fact, Gap, Notice
    from ketcli.index.reader import Index
    from ketcli.index.scores import Match

# Found with benchmarks/relevance.py on one half of each labelled set.
FIELDS_SHARE, QUESTION_SHARE = 0.5, 0.8
"""What the fields of a fact and its best question count in its score."""

GOOD = 0.6
"""The share of a query's weight that the fields of a fact that says all of it commonly reach."""

BAR = 0.4
"""A best fact that scores less is no answer."""

GAP_BAR = 0.45
"""A gap of which no question covers the query better than this is not what was asked."""

GAP_LEAD = 0.0
"""By how much the best question of a gap must cover the query better than the best one of a fact."""

NOTICE_BAR = 0.62
"""How well one of its phrases covers a query that needs a notice."""

SOURCES_BAR = 0.7
"""How well a phrase about the texts themselves covers a query that is about them."""

HIT_BAR = 0.25
"""A fact that scores less than this share of the best one is left out."""

FAINT = 0.2
"""An inquiry that covers less of the query says nothing."""

TELLING = 0.35
"""A word that weighs less may be left out untold."""

NEAR = 0.2
"""A fact that scores less does not even suggest a topic."""

LENDING = 0.6
"""A fact that scores this share of the best one speaks for those drawn from its passages."""

SIBLING = 0.7
"""How much of its score these get, where they have all of its passages."""

POOL = 60
"""Facts that are looked at closely for one that is shown."""

SUGGESTIONS = 3


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
    """How much the concept tells."""
    worth: float
    """What the tier leaves of it, from 0 to 1."""
    impact: float
    """How prominent the term is there, from 0 to 1."""

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


class _Best(NamedTuple):
    """The inquiry of one owner that covers the query best."""

    cover: float
    inquiry: int


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
    return _Search(index, parse(index, text, exact=exact), topics, sources).answer(limit)


class _Search:
    """One query that is being answered."""

    def __init__(self, index: Index, query: Query, topics: Sequence[str], sources: Sequence[str]) -> None:
        self.index = index
        self.query = query
        self.topics = tuple(topics)
        self.sources = tuple(sources)
        self.best = self._asked()
        """By kind of inquiry and owner."""

    def answer(self, limit: int) -> Answer:
        query, index = self.query, self.index
        notices = (
            tuple(
                notice
                for number, notice in enumerate(index.notices.values())
                if self._cover(inquiries.NOTICE, number) >= NOTICE_BAR
            )
            if self.best[inquiries.NOTICE]
            else ()
        )
        answer = Answer(query, self.topics, self.sources, 0, (), (), None, notices, self._see())
        if query.topic:
            page = index.page(query.topic)
            held = index.among(page, self.topics, self.sources) if self.topics or self.sources else set(page)
            ranked = [(num, 1.0) for num in page if num in held]
            return self._with_hits(answer, ranked, limit)
        scored, total = self._scored(limit)
        top = scored[0][1] if scored else 0.0
        gap, cover = self._gap()
        facts = max((best.cover for best in self.best[inquiries.FACT].values()), default=0.0)
        if gap is not None and cover >= GAP_BAR and cover > facts + GAP_LEAD:
            found = index.gap(gap)
            return answer._replace(gap=found, suggestions=found.near[:SUGGESTIONS])
        if top < BAR:
            return answer._replace(suggestions=self._suggestions(scored))
        ranked = [(num, score) for num, score in scored if score >= HIT_BAR * top]
        return self._with_hits(answer._replace(total=max(total, len(ranked))), ranked, limit)

    def _asked(self) -> tuple[dict[int, _Best], ...]:
        """For each kind of inquiry the best one of each owner."""
        length = self.query.length or 1.0
        wanted = [
            Wanted(place, way.num, concept.weight * way.worth / length)
            for place, concept in enumerate(self.query.concepts)
            for way in concept.alternatives
        ]
        found: tuple[dict[int, _Best], ...] = ({}, {}, {}, {})
        owner = self.index.asked.owner
        for inquiry, cover in self.index.asked.score(wanted).items():
            if cover >= FAINT:
                kind, number = owner(inquiry)
                known = found[kind].get(number)
                if known is None or (cover, -inquiry) > (known.cover, -known.inquiry):
                    found[kind][number] = _Best(cover, inquiry)
        return found

    def _cover(self, kind: int, number: int) -> float:
        best = self.best[kind].get(number)
        return best.cover if best else 0.0

    def _gap(self) -> tuple[int | None, float]:
        """The gap that is asked about most nearly, and how well one of its questions covers the query."""
        gaps = self.best[inquiries.GAP]
        if not gaps:
            return None, 0.0
        number = min(gaps, key=lambda number: (-gaps[number].cover, number))
        return number, gaps[number].cover

    def _scored(self, limit: int) -> tuple[list[tuple[int, float]], int]:
        """The facts that are near the query with their scores, best first, and how many more there are."""
        query, index = self.query, self.index
        ways = [
            Alternative(place, way.num, concept.weight * way.worth)
            for place, concept in enumerate(query.concepts)
            if not concept.grammar
            for way in concept.alternatives
            if way.facts
        ]
        scores = index.score(ways, self.topics, self.sources)
        best = self.best[inquiries.FACT]
        pool = sorted(best, key=lambda num: (-best[num].cover, num))[: POOL * limit or None]
        if self.topics or self.sources:
            held = index.among(pool, self.topics, self.sources)
            pool = [num for num in pool if num in held]
        fields = scores.best(POOL * limit)
        fields |= scores.of(num for num in pool if num not in fields)
        unit = GOOD * (query.asked or 1.0)
        nums = dict.fromkeys([*fields, *pool])
        scored = [
            (
                num,
                FIELDS_SHARE * min(1.0, fields.get(num, 0.0) / unit)
                + QUESTION_SHARE * self._cover(inquiries.FACT, num),
            )
            for num in nums
        ]
        scored = self._with_siblings(scored)
        top = scored[0][1] if scored else 0.0
        total = scores.count(HIT_BAR * top * unit / FIELDS_SHARE) if len(fields) >= POOL * limit > 0 else 0
        return scored, total

    def _with_siblings(self, scored: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        """*scored*, best first, with what is drawn from the same passages as the best."""
        found = dict(scored)
        top = max(found.values(), default=0.0)
        lent: dict[int, float] = {}
        for num, score in scored:
            if score >= LENDING * top:
                for other, share in self.index.siblings(num):
                    lent[other] = max(lent.get(other, 0.0), SIBLING * share * score)
        if self.topics or self.sources:
            held = self.index.among(lent, self.topics, self.sources)
            lent = {num: score for num, score in lent.items() if num in held}
        for num, score in lent.items():
            found[num] = max(found.get(num, 0.0), score)
        return sorted(found.items(), key=lambda pair: (-round(pair[1], 2), pair[0]))

    def _score(self, fields: float, question: float) -> float:
        """The score of a fact whose *fields* and whose best *question* cover so much of the query."""
        return FIELDS_SHARE * min(1.0, fields) + QUESTION_SHARE * question

    def _see(self) -> tuple[Name, ...]:
        """What the query names besides facts."""
        return (Name("sources", ""),) if self._cover(inquiries.SOURCES, 0) >= SOURCES_BAR else ()

    def _with_hits(self, answer: Answer, ranked: Sequence[tuple[int, float]], limit: int) -> Answer:
        hits = tuple(self._hits(ranked[: limit or None]))
        return answer._replace(hits=hits, total=max(answer.total, len(ranked)))

    def _hits(self, chosen: Sequence[tuple[int, float]]) -> Iterator[Hit]:
        nums = [num for num, _ in chosen]
        terms = {way.num for concept in self.query.concepts for way in concept.alternatives if not concept.grammar}
        matches: dict[int, dict[int, Match]] = {num: {} for num in nums}
        for match in self.index.matches(nums, sorted(terms)):
            matches[match.num][match.term] = match
        for rank, ((num, score), fact) in enumerate(zip(chosen, self.index.facts(nums), strict=True), 1):
            explanation = tuple(self._explain(num, matches[num]))
            fields = dict.fromkeys(field for reason in explanation for field in reason.fields)
            yield Hit(
                rank,
                round(min(score, 1.0), 4),
                fact,
                self.index.conflicts_of(fact),
                max((reason.tier for reason in explanation), key=TIERS.index, default=EXACT),
                tuple(fields),
                tuple(dict.fromkeys(word for reason in explanation for word in reason.words)),
                explanation,
            )

    def _explain(self, num: int, matches: Mapping[int, Match]) -> Iterator[Explanation]:
        """For each concept that the fact meets, in its fields or in its best question, the way that counts there."""
        for concept in self.query.concepts:
            met = [(way, matches[way.num]) for way in concept.alternatives if way.num in matches]
            if met and not concept.grammar:
                best, match = max(met, key=lambda pair: (pair[0].worth * pair[1].impact, pair[0].term))
                fields = tuple(name for bit, name in FIELDS.items() if match.fields & bit)
                yield self._reason(concept, best, fields, match.impact)
            asked = [(way, impact) for way in concept.alternatives if (impact := self._in_question(num, way.num))]
            if asked and not concept.grammar:
                way, impact = max(asked, key=lambda pair: (pair[0].worth * pair[1], pair[0].term))
                yield self._reason(concept, way, (FIELDS[QUESTION],), impact)

    def _reason(self, concept: Concept, way: Way, fields: tuple[str, ...], impact: float) -> Explanation:
        return Explanation(concept.words, way.term, way.word, fields, way.tier, concept.weight, way.worth, impact)

    def _in_question(self, num: int, term: int) -> float:
        """The impact of *term* in the question of the fact *num* that covers the query best."""
        best = self.best[inquiries.FACT].get(num)
        if best is None:
            return 0.0
        held, impacts = self.index.asked.postings(term)
        at = bisect_left(held, best.inquiry)
        return impacts[at] / FULL if at < len(held) and held[at] == best.inquiry else 0.0

    def _suggestions(self, scored: Sequence[tuple[int, float]]) -> tuple[str, ...]:
        """The home topics of what came nearest."""
        near = [num for num, score in scored[: 4 * SUGGESTIONS] if score >= NEAR]
        homes = dict.fromkeys(fact.topics[0] for fact in self.index.facts(near))
        return tuple(homes)[:SUGGESTIONS]
