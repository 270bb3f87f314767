"""Whether a query is like what people in danger type, so that a notice has to come before its answer, or instead."""

from __future__ import annotations

from ketcli.index.tables import FACT, GAP, NOTICE, UBIQUITOUS
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval.covers import SAME

if TYPE_CHECKING:
    from ketcli.index.reader import Index
    from ketcli.retrieval.answer import Answer
    from ketcli.retrieval.covers import Covers
    from ketcli.retrieval.query import Query

# Found on every other sentence of tests/data/danger, measured on the rest.
LEAN = 0.11
"""What the leaning of the words of a query towards notices counts beside how well a phrase covers it."""

NEEDED = 0.3
"""A notice is needed whose best phrase covers the query by so much better than any question, the leaning added."""

ALONE, IN_ANY_CASE = 0.7, 1.2
"""By so much, facts and gaps are beside the point: where nothing is said of what the base is about, and in any case."""


def before(answer: Answer, index: Index, covers: Covers) -> Answer:
    """*answer* with the notices of *index* that come before it; without all else where they are all there is to say.

    They are those that its query, compared in *covers*, calls for, and that of the gap or first fact it leads to.
    """
    best, most = covers.of(NOTICE), covers.most(NOTICE)
    asked, danger, meant = _weighed(covers, most)
    if meant or danger >= NEEDED:
        asked, danger, meant = _weighed(covers.whole(), most)
    found = answer.gap or (answer.hits[0].fact if answer.hits else None)
    called = {found.notice} if found and found.notice else set()
    if meant or (danger >= NEEDED and asked < SAME):
        called = {name for number, name in enumerate(index.notices) if best.get(number, 0.0) == most}
    if not called:
        return answer
    if meant or danger >= (IN_ANY_CASE if most <= asked or _on_the_subject(answer.query, index.meta.facts) else ALONE):
        answer = answer._replace(total=0, hits=(), suggestions=(), gap=None, unsaid=None)
    return answer._replace(notices=tuple(notice for name, notice in index.notices.items() if name in called))


def _weighed(covers: Covers, most: float) -> tuple[float, float, bool]:
    """How well a question covers the query, how much better a phrase does that covers *most*, and whether it is it."""
    asked = max(covers.most(FACT), covers.most(GAP))
    return asked, most - asked + LEAN * covers.leaning(NOTICE) if most else 0.0, most >= SAME and most > asked


def _on_the_subject(query: Query, facts: int) -> bool:
    """Whether *query* has a word of what a base of so many *facts* is about."""
    return any(way.facts >= UBIQUITOUS * facts for concept in query.concepts for way in concept.alternatives)
