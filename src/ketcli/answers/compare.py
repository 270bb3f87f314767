"""``compare``: which source says what, facts × sources, and how much the sources share."""

from __future__ import annotations

from ketcli.answers import objects, stances
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome
from ketcli.index.narrowing import Narrowing
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.retrieval import names as lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ketcli.answers import documents
    from ketcli.facts.nouns import Conflict, Fact
    from ketcli.index.reader import Index


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
    """For each source of the base, in its order, one of ``stances.STATES``, HEDGES, SILENT."""
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
    """Facts that are on a side where the sources differ."""
    by_source: tuple[int, ...]
    """For each source of the base how many of the facts it states, with or without a hedge."""


def matrix(
    index: Index, topics: Sequence[str] = (), *, minimum: int = 1, disputed: bool = False, alone: str | None = None
) -> Matrix:
    """The facts of *topics* (all, when none is named) that at least *minimum* sources state.

    With *disputed* only those that have a position in a conflict; with *alone*, the id of a source, only those that
    no other source states.
    """
    facts = [
        fact
        for fact in index.facts_of(Narrowing(tuple(topics), (alone,) if alone else ()))
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


def compare(
    index: Index,
    names: Sequence[str] = (),
    *,
    minimum: int = 1,
    disputed: bool = False,
    source: str | None = None,
) -> Outcome:
    """Facts × sources for the topics *names*; without these and without a choice of facts, topics × sources."""
    topics = lookup.topics(index, names)
    alone = lookup.identify(index, source, "source") if source else None
    whole = not topics and not alone and not disputed and minimum <= 1
    found = Matrix((), ()) if whole else matrix(index, topics, minimum=minimum, disputed=disputed, alone=alone)
    by_topic, by_source = overview(index) if whole else ([], [])
    counts = index.counts("topics") if topics else {}
    document: documents.Compare = {
        **objects.envelope(index),
        "topics": [objects.topic(index.topics[name], counts.get(name, 0)) for name in topics],
        "choice": {"min_sources": minimum, "conflicts": disputed, "source": alone},
        "sources": list(index.sources),
        "returned": len(found.lines),
        "lines": [_line_object(index, line) for line in found.lines],
        "conflicts": [objects.conflict(index, item) for item in found.conflicts],
        "by_topic": [_group_object(index, item) for item in by_topic],
        "by_source": [_group_object(index, item) for item in by_source],
    }
    if whole:
        groups = [*document["by_topic"], *document["by_source"]]
        columns = _group_columns(groups, document["sources"])
        return Outcome(document, groups, columns, "overview", after=[objects.reminder(index)])
    outcome = Outcome(
        document,
        document["lines"],
        _columns(document["lines"], document["sources"]),
        "compare",
        found=bool(found.lines),
    )
    if found.lines:
        return outcome._replace(after=[objects.reminder(index)])
    return outcome._replace(before=["No fact here is stated like that: there is nothing to compare."])


def _line_object(index: Index, item: Line) -> documents.Line:
    return {
        "fact": objects.fact(index, item.fact),
        "stances": dict(zip(index.sources, item.stances, strict=True)),
        "sides": [{"conflict": side.conflict, "position": side.position} for side in item.sides],
    }


def _group_object(index: Index, item: Group) -> documents.Group:
    return {
        "kind": item.kind,
        "id": item.id,
        "facts": item.facts,
        "shared": item.shared,
        "disputed": item.disputed,
        "sources": dict(zip(index.sources, item.by_source, strict=True)),
    }


def _columns(lines: Iterable[documents.Line], sources: Sequence[str]) -> tables.Table:
    """The facts: a column for what each of *sources* does, and the sides taken in conflicts."""
    return tables.Table(
        ("id", "claim", "agreement", *sources, "conflicts"),
        [
            (
                line["fact"]["id"],
                line["fact"]["claim"],
                tables.agreement(line["fact"]),
                *line["stances"].values(),
                [f"{side['conflict']}:{side['position']}" for side in line["sides"]],
            )
            for line in lines
        ],
        paths={
            **{name: tables.IN_FACT[name] for name in ("id", "claim", "agreement")},
            **{name: f"stances.{name}" for name in sources},
            "conflicts": "sides",
        },
    )


def _group_columns(groups: Iterable[documents.Group], sources: Sequence[str]) -> tables.Table:
    """Topics or sources: a column for the number of facts from each of *sources*."""
    return tables.Table(
        ("kind", "id", "facts", "shared", "disputed", *sources),
        [
            (
                group["kind"],
                group["id"],
                group["facts"],
                group["shared"],
                group["disputed"],
                *group["sources"].values(),
            )
            for group in groups
        ],
        paths={name: f"sources.{name}" for name in sources},
    )


def _line(index: Index, fact: Fact) -> Line:
    sides = tuple(
        Side(name, number)
        for name in index.conflicts_of(fact)
        for number, position in enumerate(index.conflicts[name].positions, 1)
        if fact.id in position.facts
    )
    return Line(fact, tuple(stances.stance([fact], source) for source in index.sources), sides)


def _best_agreement_first(line: Line) -> tuple[int, bool, list[int], int]:
    """Many sources before few, then warnings, then like beside like, then plain statements before hedged ones."""
    silent = [int(state == stances.SILENT) for state in line.stances]
    return sum(silent), not line.fact.warning, silent, line.stances.count(stances.HEDGES)


def _group(index: Index, kind: str, name: str, facts: Sequence[Fact]) -> Group:
    return Group(
        kind,
        name,
        len(facts),
        sum(len(fact.sources) > 1 for fact in facts),
        sum(
            any(index.conflicts[name].kind in stances.DIFFERING for name in index.conflicts_of(fact)) for fact in facts
        ),
        tuple(sum(source in fact.sources for fact in facts) for source in index.sources),
    )
