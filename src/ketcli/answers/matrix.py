"""Which source says what: facts × sources, and how much the sources share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ketcli.facts.nouns import Conflict, Fact
    from ketcli.index.reader import Index

STATES, HEDGES, SILENT = "states", "hedges", "silent"
"""What a source does with a claim; it hedges one that it nowhere states plainly."""


class Side(NamedTuple):
    """A place that a fact has in a conflict."""

    conflict: str
    """Id of the conflict."""
    position: int
    """Which of its positions, from 1."""


class Line(NamedTuple):
    """One fact and what each source does with it."""

    fact: Fact
    stances: tuple[str, ...]
    """For each source of the base, in its order, one of STATES, HEDGES, SILENT."""
    sides: tuple[Side, ...]


class Matrix(NamedTuple):
    """Facts × sources."""

    lines: tuple[Line, ...]
    """The claim with most sources first; within these, the same sources together."""
    conflicts: tuple[Conflict, ...]
    """Those that the facts have a position in, in the order in which they occur."""


class Group(NamedTuple):
    """How much each source contributes to the facts of a topic or of a source."""

    kind: str
    """Either "topic" or "source"."""
    id: str
    facts: int
    shared: int
    """Facts that more than one source states."""
    disputed: int
    """Facts that have a position in a conflict."""
    by_source: tuple[int, ...]
    """For each source of the base how many of the facts it states, with or without a hedge."""


class Split(NamedTuple):
    """How the sources divide on the question of a conflict."""

    stances: tuple[tuple[str, ...], ...]
    """For each position what each source does with it, as in ``Line.stances``."""
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


def matrix(
    index: Index, topics: Sequence[str] = (), *, minimum: int = 1, disputed: bool = False, alone: str | None = None
) -> Matrix:
    """The facts of *topics* (all, when none is named) that at least *minimum* sources state.

    With *disputed* only those that have a position in a conflict; with *alone*, the id of a source, only those that
    no other source states.
    """
    facts = [
        fact
        for fact in index.facts_of(topics=topics, sources=[alone] if alone else ())
        if len(fact.sources) >= minimum
        and (not disputed or index.conflicts_of(fact))
        and (not alone or fact.sources == (alone,))
    ]
    lines = sorted((_line(index, fact) for fact in facts), key=_best_agreement_first)
    names = dict.fromkeys(side.conflict for line in lines for side in line.sides)
    return Matrix(tuple(lines), tuple(index.conflicts[name] for name in names))


def overview(index: Index) -> tuple[list[Group], list[Group]]:
    """For each topic, and for each source, how many of its facts each source states."""
    facts = index.facts_of()
    topics = [_group(index, "topic", topic, [fact for fact in facts if topic in fact.topics]) for topic in index.topics]
    sources = [
        _group(index, "source", source, [fact for fact in facts if source in fact.sources]) for source in index.sources
    ]
    return topics, sources


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


def _line(index: Index, fact: Fact) -> Line:
    sides = tuple(
        Side(name, number)
        for name in index.conflicts_of(fact)
        for number, position in enumerate(index.conflicts[name].positions, 1)
        if fact.id in position.facts
    )
    return Line(fact, tuple(stance([fact], source) for source in index.sources), sides)


def _best_agreement_first(line: Line) -> tuple[int, list[int], int]:
    """Many sources before few, then like beside like, then plain statements before hedged ones."""
    silent = [int(state == SILENT) for state in line.stances]
    return sum(silent), silent, line.stances.count(HEDGES)


def _group(index: Index, kind: str, name: str, facts: Sequence[Fact]) -> Group:
    return Group(
        kind,
        name,
        len(facts),
        sum(len(fact.sources) > 1 for fact in facts),
        sum(bool(index.conflicts_of(fact)) for fact in facts),
        tuple(sum(source in fact.sources for fact in facts) for source in index.sources),
    )
