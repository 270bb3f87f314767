"""The order in which facts come: by their scores, own or lent, in hundredths; of equals, the better supported first."""

from __future__ import annotations

from operator import itemgetter

from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

HUNDREDTH = 0.01

SIBLING = 0.7
"""How much of the score of a fact those get that are drawn from its passages, where they have all of these."""


class Loan(NamedTuple):
    """What a fact scores because another that answers is drawn from the same passages."""

    lender: int
    """The number of that other fact."""
    score: float
    """What it scores itself."""
    share: float
    """How many of its passages they share, of all that it has."""
    points: float
    """What is lent."""


def in_hundredths(score: float) -> float:
    """*score* as far as it says anything: facts that differ by less answer equally well."""
    return round(score, 2)


def best_first(scored: Mapping[int, float]) -> list[tuple[int, float]]:
    """The numbers of facts with their scores, the best first; the numbers begin with the best supported facts."""
    return sorted(sorted(scored.items()), key=itemgetter(1), reverse=True)  # twice is quicker than by a key of both


def foremost(scored: Mapping[int, float], most: int) -> Mapping[int, float]:
    """The *most* (0: all) of *scored* that are best."""
    if not 0 < most < len(scored):
        return scored
    least = sorted(scored.values())[-most]  # of very many facts few are worth ordering
    return dict(best_first({num: score for num, score in scored.items() if score >= least})[:most])
