"""Rank the facts that a query meets, or say that there is no answer."""

from __future__ import annotations

import math
from functools import cached_property
from itertools import zip_longest

from ketcli.errors import UsageError
from ketcli.index.narrowing import ALL
from ketcli.index.tables import FACT, FIELDS, GAP, PASSAGE, QUESTION
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval import danger, named, notices
from ketcli.retrieval.answer import Answer, Explanation, Hit, related
from ketcli.retrieval.covers import MEANT, SAME, Covers
from ketcli.retrieval.order import HUNDREDTH, SIBLING, Loan, best_first, foremost, in_hundredths
from ketcli.retrieval.query import Alternative as Way
from ketcli.retrieval.query import Concept, Query, parse
from ketcli.retrieval.tiers import EXACT, TIERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from ketcli.facts.nouns import Gap
    from ketcli.index.narrowing import Narrowing
    from ketcli.index.reader import Index

# Found with benchmarks/relevance.py.
FIELDS_SHARE, QUESTION_SHARE = 0.3, 0.8
"""What the fields of a fact and its nearness by what it is asked count in its score."""

GOOD = 0.6
"""The share of a query's weight that the fields of a fact that says all of it commonly reach."""

BAR = 0.53
"""A best fact is no answer that scores less, taken by how much of the query the base knows at all."""

WARY = 0.8
"""Where safety is asked about, silence is the greater error, and so much of that is enough."""

DOUBT = 2.0
"""How much nearer to the query a gap is than any fact is taken from that score so many times."""

GAP_BAR = 0.68
"""A gap that is less near to the query is not what was asked."""

BESIDE = 0.9
"""A gap that is so near to the query, measured by the nearest fact or gap, is told of beside what answers."""

HIT_BAR = 0.33
"""A fact that scores less than this share of the best one is left out."""

TELLING, EVERYDAY = 0.45, 0.2
"""A word that weighs less may be left out untold; one that the base does not know weighs little anyhow."""

NEAR = 0.2
"""A fact that scores less does not even suggest a topic."""

LENDING = 0.6
"""A fact that scores this share of the best one lends its score to those drawn from its passages."""

POOL = 60
"""Facts that are looked at closely for one that is shown."""

SUGGESTIONS = 3


def search(
    index: Index,
    query: str,
    *,
    limit: int = 10,
    within: Narrowing = ALL,
    exact: bool = False,
) -> Answer:
    """The facts of *index* that answer *query*, best first, at most *limit* of them (0: all).

    *within* has the names of what narrows it.  Raises UnknownNameError for what is none, and UsageError for a query
    that is too long and for a negative limit.
    """
    if limit < 0:
        raise UsageError(f"limit is {limit}; it is a number of facts, or 0 for all")
    if any(within):
        from ketcli.retrieval import names  # which take a while to load

        within = names.identified(index, within)
    asked = _Search(index, parse(index, query, exact=exact), within, limit)
    answer = asked.answer()
    if not answer.hits:
        answer = answer._replace(elsewhere=asked.elsewhere)
    return notices.before(answer, index, asked.covers)


class _Search:
    """One query that is being answered."""

    def __init__(self, index: Index, query: Query, within: Narrowing, limit: int) -> None:
        self.index = index
        self.query = query
        self.within = within
        self.limit = limit
        held = self._chosen(index.page(query.topic) if query.topic else named.facts(index, query))
        self.held = held
        """The facts that the whole query names, or that stand under the topic that it names: no others answer."""
        self.covers = Covers(index, query, held[: limit or None] or None)
        self.same = SAME if query.asked else MEANT
        """How well an inquiry covers the query that is what was typed."""
        self.danger = danger.asked(query)
        """Whether safety is what is asked about."""
        self.general = self.danger and danger.is_general(query, index.vocabulary, index.meta.facts)
        """Whether nothing in particular is asked about it: then all warnings answer."""
        self.lent: dict[int, Loan] = {}
        """What facts score for a better one that is drawn from the same passages."""

    @cached_property
    def narrow(self) -> set[int] | None:
        """The facts to which the search is narrowed; None where it is not."""
        return self.index.numbers_of(self.within) if any(self.within) else None

    @cached_property
    def near(self) -> dict[int, float]:
        """How near each fact is to the query by what it is asked."""
        return self.covers.nearness(FACT)

    @cached_property
    def elsewhere(self) -> int:
        """How many facts answer where the search is not narrowed; 0 where it is not anyhow."""
        return _Search(self.index, self.query, ALL, 1).answer().total if any(self.within) else 0

    def answer(self) -> Answer:
        query, index = self.query, self.index
        answer = Answer(query, self.within, 0, (), (), see=named.see(index, query, self.covers))
        if query.topic or self.held:
            return self._with_hits(answer, [(num, 1.0) for num in self.held])
        scored, total = self._scored()
        top = scored[0][1] if scored else 0.0
        nearest, asked = max(self.near.values(), default=0.0), self.covers.most(FACT) >= self.same
        first, second, *_ = (*best_first(self.covers.nearness(GAP)), (0, 0.0), (0, 0.0))
        typed = not asked and self.covers.cover(GAP, first[0]) >= self.same
        known = 1.0 if asked else query.known  # "what is it" is a question of a fact
        sure = top * math.sqrt(known) - DOUBT * max(0.0, first[1] - nearest)
        if not scored or typed or (sure < BAR * (WARY if self.danger else 1.0) and not self.general):
            gap = None if self.elsewhere else self._gap(first, 0.0)  # where other facts answer no source is silent
            if gap is None:
                return answer._replace(suggestions=self._suggestions(scored))
            return answer._replace(gap=gap, unsaid=self._gap(second, first[1]), suggestions=gap.near[:SUGGESTIONS])
        ranked = [(num, score) for num, score in scored if score >= HIT_BAR * top]
        return self._with_hits(answer._replace(total=total, unsaid=self._gap(first, nearest)), ranked)

    def _gap(self, found: tuple[int, float], beside: float) -> Gap | None:
        """The gap *found*, by its number and nearness, if it is near, also where something *beside* it is so near."""
        number, near = found
        told = self.query.asked or self.covers.cover(GAP, number) >= self.same
        return self.index.gap(number) if told and near >= max(GAP_BAR, BESIDE * beside) else None

    def _scored(self) -> tuple[list[tuple[int, float]], int]:
        """The facts that are near the query with their scores, best first, and how many answer it if there are more."""
        concepts = [
            tuple([(way.num, concept.weight * way.worth) for way in concept.alternatives if way.facts])
            for concept in self.query.concepts
            if not concept.grammar
        ]
        said = self.index.said.scores([ways for ways in concepts if ways], self.narrow)
        pool = POOL * min(self.limit, self.index.meta.facts)  # a limit may be any number
        fields = foremost(said, pool)
        asked = self._chosen(foremost(self.near, pool))
        unit = GOOD * (self.query.asked or 1.0)
        raw = {
            num: FIELDS_SHARE * min(1.0, said.get(num, 0.0) / unit) + QUESTION_SHARE * self.near.get(num, 0.0)
            for num in {*fields, *asked}
        }
        # What scores less is neither shown nor suggested, unless warnings come first.
        bar = 0.0 if self.danger else min(NEAR, HIT_BAR * max(raw.values(), default=0.0)) - HUNDREDTH
        scored = {num: in_hundredths(score) for num, score in raw.items() if score >= bar}
        # Of two that would lend as much, that does which says more, or is nearer where it says nothing.
        ordered = self._with_siblings(
            scored, lambda num: (0, -said[num], num) if num in fields else (1, -self.near[num], num)
        )
        if self.danger:
            ordered = self._warnings_first(ordered)
        top = ordered[0][1] if ordered else 0.0
        least = HIT_BAR * top * unit / FIELDS_SHARE
        more = sum(map(least.__le__, said.values())) if len(said) >= pool > 0 else 0
        return ordered, more

    def _with_siblings(self, scored: Mapping[int, float], order: Callable[[int], Any]) -> list[tuple[int, float]]:
        """*scored*, best first, with what is drawn from the same passages as the best.

        Of two that would lend as much the first in *order* does.
        """
        least = LENDING * max(scored.values(), default=0.0)
        lenders = sorted([num for num, score in scored.items() if score >= least], key=order)
        siblings = self.index.siblings(lenders)
        for num in lenders:
            score = scored[num]
            for other, share in siblings[num]:
                points = in_hundredths(SIBLING * score * share)
                if points > (self.lent[other].points if other in self.lent else scored.get(other, 0.0)):
                    self.lent[other] = Loan(num, score, share, points)
        return best_first({**scored, **{num: self.lent[num].points for num in self._chosen(self.lent)}})

    def _warnings_first(self, scored: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        """*scored* with the warnings first; all that there are where nothing in particular is asked about.

        Of these come first those that are asked for in so many words, and the nearest; then, in turns, those of the
        pages on which they are at home and, where it is danger that is spoken of, of all pages.
        """
        warnings = dict.fromkeys(self._chosen(self.index.warnings()))
        met = danger.met(self.query, self.covers, FACT, [num for num, _ in scored])
        more: list[int] = []
        if self.general:
            covers = self.covers.of(FACT)
            found = [num for num, _ in scored if num in warnings]
            near = [num for num in found if num == found[0] or covers.get(num, 0.0) >= danger.SAYS]
            homes = dict.fromkeys(fact.topics[0] for fact in self.index.facts(near))
            pages = [[num for num in self.index.warnings(home) if num in warnings] for home in homes]
            if danger.alarmed(self.query):
                pages.append(list(warnings))
            turns = (num for turn in zip_longest(*pages) for num in turn if num is not None)
            more = list(dict.fromkeys((*near, *turns, *warnings)))
            says = met.difference(warnings)
            said = [num for num, _ in scored if num in says and covers.get(num, 0.0) >= danger.SAYS]
            more[danger.BEFORE : danger.BEFORE] = said[: danger.SAID]
        return danger.warnings_first(scored, warnings, met, more)

    def _chosen(self, nums: Iterable[int]) -> list[int]:
        """Those of *nums* to which the search is narrowed."""
        return list(nums) if self.narrow is None else [num for num in nums if num in self.narrow]

    def _with_hits(self, answer: Answer, ranked: Sequence[tuple[int, float]]) -> Answer:
        hits = tuple(self._hits(ranked[: self.limit or None]))
        query = self.query._replace(left_out=self._left_out(hits), related=related(hits))
        return answer._replace(query=query, hits=hits, total=max(answer.total, len(ranked)))

    def _left_out(self, hits: Sequence[Hit]) -> tuple[str, ...]:
        """Telling words, as typed, that all of *hits* do without."""
        if not hits or self.query.topic:
            return ()
        met = {word for hit in hits for word in hit.terms}
        return tuple(
            dict.fromkeys(
                concept.typed
                for concept in self.query.concepts
                if not concept.grammar
                and concept.weight >= (TELLING if concept.alternatives else EVERYDAY)
                and met.isdisjoint(concept.words)
            )
        )

    def _hits(self, chosen: Sequence[tuple[int, float]]) -> Iterator[Hit]:
        nums = [num for num, _ in chosen]
        terms = {way.num for concept in self.query.concepts for way in concept.alternatives}
        self.index.said.have(terms)
        self.index.asked.have(terms)
        for rank, ((num, score), fact) in enumerate(zip(chosen, self.index.facts(nums), strict=True), 1):
            explanation = tuple(self._explain(num))
            telling = [reason for reason in explanation if reason.weight >= EVERYDAY] or explanation
            fields = dict.fromkeys(field for reason in telling for field in reason.fields)
            yield Hit(
                rank,
                min(score, 1.0),
                fact,
                self.index.conflicts_of(fact),
                max((reason.tier for reason in explanation), key=TIERS.index, default=EXACT),
                tuple(fields),
                tuple(dict.fromkeys(word for reason in telling for word in reason.words)),
                explanation,
            )

    def _explain(self, num: int) -> Iterator[Explanation]:
        """For each concept that the fact meets, in its fields or in its best question, the way that counts there."""
        unit = GOOD * (self.query.asked or 1.0)
        holds = self.index.said.holds
        for concept in self.query.concepts:
            ways = () if concept.grammar else concept.alternatives
            if met := [(way, held) for way in ways if (held := holds(way.num, num))]:
                best, (impact, fields) = max(met, key=lambda pair: (pair[0].worth * pair[1][0], pair[0].term))
                points = concept.weight * best.worth * impact * FIELDS_SHARE / unit
                yield _reason(concept, best, fields, impact, points)
            way, impact, nearness = self.covers.reason(FACT, num, concept)
            if way:
                yield _reason(concept, way, (FIELDS[QUESTION],), impact, QUESTION_SHARE * nearness)
        if loan := self.lent.get(num):
            (lender,) = self.index.facts([loan.lender])
            yield Explanation(
                (), lender.id, lender.id, (FIELDS[PASSAGE],), EXACT, loan.score, SIBLING, loan.share, loan.points
            )

    def _suggestions(self, scored: Sequence[tuple[int, float]]) -> tuple[str, ...]:
        """The home topics of what came nearest."""
        near = [num for num, score in scored[: 4 * SUGGESTIONS] if score >= NEAR]
        homes = dict.fromkeys(fact.topics[0] for fact in self.index.facts(near))
        return tuple(homes)[:SUGGESTIONS]


def _reason(concept: Concept, way: Way, fields: tuple[str, ...], impact: float, points: float) -> Explanation:
    return Explanation(concept.words, way.term, way.word, fields, way.tier, concept.weight, way.worth, impact, points)
