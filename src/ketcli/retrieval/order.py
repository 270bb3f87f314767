"""The order in which facts come: by their scores, in hundredths; of equals, the better supported first."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def in_hundredths(score: float) -> float:
    """*score* as far as it says anything: facts that differ by less answer equally well."""
    return round(score, 2)


def best_first(scored: Mapping[int, float]) -> list[tuple[int, float]]:
    """The numbers of facts with their scores, the best first; the numbers begin with the best supported facts."""
    return sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))
