"""What a source does with a claim or with a side of a question."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.facts.nouns import Conflict, Fact
    from ketcli.index.reader import Index

STATES, HEDGES, SILENT = "states", "hedges", "silent"
"""What a source does with a claim; it hedges one that it nowhere states plainly."""

DIFFERING = ("tension", "contradiction")
"""The kinds of conflict in which the sources differ; in the others what they say adds up."""


class Split(NamedTuple):
    """How the sources divide on the question of a conflict."""

    stances: tuple[tuple[str, ...], ...]
    """For each position what each source of the base, in its order, does with it."""
    several: tuple[str, ...]
    """Ids of the sources that take more than one position."""
    silent: tuple[str, ...]
    """Ids of the sources that take none."""


def stance(facts: Iterable[Fact], source: str) -> str:
    """What *source* does with a claim or with a position that *facts* give."""
    hedges = [cited.hedged for fact in facts for cited in fact.evidence if cited.source == source]
    if not hedges:
        return SILENT
    return HEDGES if all(hedges) else STATES


def split(index: Index, conflict: Conflict) -> Split:
    """How the sources divide on *conflict*."""
    sides = [[fact for name in position.facts if (fact := index.fact(name))] for position in conflict.positions]
    stances = tuple(tuple(stance(facts, source) for source in index.sources) for facts in sides)
    taken = {source: sum(row[column] != SILENT for row in stances) for column, source in enumerate(index.sources)}
    return Split(
        stances,
        tuple(source for source, count in taken.items() if count > 1),
        tuple(source for source, count in taken.items() if not count),
    )


def opposed(index: Index, conflict: Conflict) -> bool:
    """Whether two or more sources differ on *conflict*, which else is no matter between them."""
    if conflict.kind not in DIFFERING:
        return False
    silent = conflict.silent or split(index, conflict).silent
    return len(index.sources) - len(silent) > 1
