"""The page of a topic: its outline, and which source says what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from ketcli.render.terminal import grid, marks, who
from ketcli.render.terminal.grid import Grid, Row
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType

    from ketcli.answers import documents, records
    from ketcli.render.screen import Screen

ESSENTIAL = 15
"""Facts on the page of a topic that has more, unless all are asked for: about two screens."""

_QUESTIONS = 4
"""Of the questions that the sources differ on, the most on such a page."""

_MOST = 8
"""Of these, the most of one section."""


def topic(document: documents.Show, screen: Screen) -> Iterable[RenderableType]:
    """Title, summary, and by sections the claims with what each source does."""
    (item,) = document["found"]
    facts = {fact["id"]: fact for fact in document["facts"]}
    yield grid.heading(item["title"], f"{item['id']} · {counted(len(facts), 'fact')}")
    yield Hanging(Text(visible(item["summary"])), 0)
    yield Text("")
    questions = [each for each in document["conflicts"] if _divides(each, facts)]
    sections = list(_sections(item, facts))
    whole = screen.detail or len(facts) <= ESSENTIAL
    sizes = [len(held) for _, held in sections]
    rows: list[Row] = []
    told: set[str] = set()
    for (title, held), most in zip(sections, sizes if whole else _shares(sizes), strict=True):
        left = len(held) - len(held[:most])
        if title:
            rows.append(Row(grid.heading(title, f"{most} of {len(held)}" if left else "")))
        rows += [_row(fact, document["sources"], questions, detail=screen.detail) for fact in held[:most]]
        for question in questions:
            if question["id"] in told or (not whole and len(told) == _QUESTIONS):
                continue
            if any(question["id"] in fact["conflicts"] for fact in held[:most]):
                told.add(question["id"])
                rows.append(_asked(question))
    legend = (*grid.LEGEND, grid.OPPOSED) if told else grid.LEGEND
    yield Grid(tuple(document["sources"]), tuple(rows), legend, screen.plain)
    yield Text("")
    if not whole:
        yield Text(f"All {len(facts)} facts, with their names: ketcli show {item['id']} --all", style=marks.SIDE)


def _sections(item: records.Topic, facts: Mapping[str, records.Fact]) -> Iterable[tuple[str, list[records.Fact]]]:
    """The outline of the topic; without one, warnings before all else."""
    placed: set[str] = set()
    for section in item["outline"]:
        held = [facts[name] for name in section["facts"] if name in facts]
        placed.update(section["facts"])
        if held:
            yield section["title"], held
    rest = [fact for name, fact in facts.items() if name not in placed]
    if item["outline"]:
        if rest:
            yield "Also", rest
        return
    warnings = [fact for fact in rest if fact["warning"]]
    if warnings:
        yield "Warnings and limits", warnings
        rest = [fact for fact in rest if not fact["warning"]]
    if rest:
        yield "What else they say" if warnings else "", rest


def _shares(sizes: Sequence[int]) -> list[int]:
    """So many facts of each section that all of them are about as many as are essential: more of the first ones."""
    shares = [min(size, 1) for size in sizes]
    for at, size in enumerate(sizes):
        shares[at] += max(min(size - shares[at], _MOST - shares[at], ESSENTIAL - sum(shares)), 0)
    return shares


def _divides(conflict: records.Conflict, facts: Mapping[str, object]) -> bool:
    """Whether the sources differ on it and the page has more than one side."""
    sides = sum(any(name in facts for name in position["facts"]) for position in conflict["positions"])
    return who.opposed(conflict) and sides > 1


def _row(fact: records.Fact, sources: Sequence[str], questions: Iterable[records.Conflict], *, detail: bool) -> Row:
    opposed = any(question["id"] in fact["conflicts"] for question in questions)
    text = Text.assemble((f"{marks.DIFFER} " if opposed else "  ", marks.SIDE), visible(fact["claim"]))
    if detail:
        text.append(f" {visible(fact['id'])}", style=marks.SIDE)
    return Row(text, grid.stances_of(fact, sources))


def _asked(question: records.Conflict) -> Row:
    return Row(
        Text.assemble(
            (f"{marks.DIFFER} {visible(question['question'])}", ""),
            (f"  ketcli conflicts {visible(question['id'])}", marks.SIDE),
        ),
    )
