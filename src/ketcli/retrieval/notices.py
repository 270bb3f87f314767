"""Whether a query is like what people in danger type, so that a notice has to come before its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.index.tables import FACT, GAP, NOTICE

if TYPE_CHECKING:
    from ketcli.index.reader import Index
    from ketcli.retrieval.answer import Answer
    from ketcli.retrieval.covers import Covers

LIKE = 0.5
"""A phrase of a notice that covers the query so well, and better than any question, is meant."""

LIKE_ENOUGH, BEHIND, TELLTALE = 0.4, 0.15, 0.3
"""So is one that covers it so well, hardly worse than the best question, by a word that such phrases hold so often."""

WORDS, ALIKE = 2, 0.95
"""It shares so many words with the query, or is nearly the same."""

LEAST = 0.2
"""A word that weighs less is none of these."""

AS_WELL = 0.85
"""A second notice is needed whose phrases cover the query nearly as well as those of the first."""


def before(answer: Answer, index: Index, covers: Covers) -> Answer:
    """*answer* with the notices of *index* that come before it: those that its query, compared in *covers*, calls for.

    So does the gap or the first fact that it leads to, where that names one.
    """
    found = answer.gap or (answer.hits[0].fact if answer.hits else None)
    called = {*_needed(index, covers), *([found.notice] if found and found.notice else ())}
    return (
        answer._replace(notices=tuple(index.notices[name] for name in index.notices if name in called))
        if called
        else answer
    )


def _needed(index: Index, covers: Covers) -> tuple[str, ...]:
    """Ids of the notices that the query of *covers* calls for; nearly always none."""
    best = covers.of(NOTICE)
    asked = max(covers.most(FACT), covers.most(GAP))
    least = AS_WELL * covers.most(NOTICE)
    found = {number for number, cover in best.items() if cover >= least and _is_meant(covers, number, asked)}
    return tuple(name for number, name in enumerate(index.notices) if number in found) if found else ()


def _is_meant(covers: Covers, number: int, asked: float) -> bool:
    """Whether the notice *number* is, where the best question of a fact or gap covers *asked* of the query."""
    cover = covers.cover(NOTICE, number)
    if cover < ALIKE and len(covers.met(NOTICE, number, LEAST)) < WORDS:
        return False
    if cover >= LIKE and cover >= asked:
        return True
    return (
        cover >= LIKE_ENOUGH
        and cover >= asked - BEHIND
        and any(covers.share(term, NOTICE) >= TELLTALE for term in covers.met(NOTICE, number, LEAST))
    )
