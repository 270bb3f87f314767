"""Whether a query is like what people in danger type, so that a notice has to come before its answer, or instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.index.tables import FACT, GAP, NOTICE

if TYPE_CHECKING:
    from ketcli.index.reader import Index
    from ketcli.retrieval.answer import Answer
    from ketcli.retrieval.covers import Covers

# Found on one half of danger.txt and ordinary.txt (tests/retrieval), measured on the other.
LEAN = 0.1
"""What the leaning of the words of a query towards notices counts beside how well a phrase covers it."""

NEEDED = 0.4
"""A notice is needed whose best phrase covers the query by so much better than any question, the leaning added."""

ALIKE = 0.95
"""A phrase that covers the query so well is meant in any case."""

ALONE = 0.9
"""By so much, nothing but the danger is spoken of, and facts and gaps are beside the point."""

AS_WELL = 0.85
"""A second notice is needed whose phrases cover the query nearly as well as those of the first."""


def before(answer: Answer, index: Index, covers: Covers) -> Answer:
    """*answer* with the notices of *index* that come before it; without all else where they are all there is to say.

    They are those that its query, compared in *covers*, calls for, and that of the gap or first fact it leads to.
    """
    best = covers.of(NOTICE)
    most = covers.most(NOTICE)
    danger = most - max(covers.most(FACT), covers.most(GAP)) + LEAN * covers.leaning(NOTICE) if best else 0.0
    found = answer.gap or (answer.hits[0].fact if answer.hits else None)
    called = {found.notice} if found and found.notice else set()
    if best and (danger >= NEEDED or most >= ALIKE):
        called |= {name for number, name in enumerate(index.notices) if best.get(number, 0.0) >= AS_WELL * most}
    if not called:
        return answer
    if danger >= ALONE:
        answer = answer._replace(total=0, hits=(), suggestions=(), gap=None)
    return answer._replace(notices=tuple(notice for name, notice in index.notices.items() if name in called))
