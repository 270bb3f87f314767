"""Facts × sources: the best agreement first, then the questions on which they differ."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from ketcli.answers import stances
from ketcli.render.terminal import grid, marks, who
from ketcli.render.terminal.grid import Grid, Row
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from ketcli.answers import documents, records
    from ketcli.render.screen import Screen


def compare(document: documents.Compare, screen: Screen) -> Iterable[RenderableType]:
    """The facts by how many sources state them."""
    named = " + ".join(topic["title"] for topic in document["topics"]) or "All topics"
    alone = document["choice"]["source"]
    only = f" · what {alone} alone says" if alone else ""
    yield grid.heading(named, f"{counted(document['returned'], 'fact')}{only}")
    questions = [item for item in document["conflicts"] if who.opposed(item)]
    opposed = {item["id"] for item in questions}
    sources = document["sources"]
    rows: list[Row] = []
    for agreement, held in groupby(document["lines"], key=lambda line: line["fact"]["agreement"]["sources"]):
        lines = list(held)
        rows.append(Row(grid.heading(_agreement(agreement, len(sources)), counted(len(lines), "fact"))))
        rows += [_row(line, opposed) for line in lines]
    if questions:
        rows += [Row(Text("")), Row(grid.heading("Where they differ", "more: ketcli conflicts NAME"))]
        for item in questions:
            rows += _sides(item, sources)
    yield Grid(tuple(sources), tuple(rows), (*grid.LEGEND, *([grid.OPPOSED] if questions else [])), screen.plain)
    yield Text("")


def _row(line: documents.Line, opposed: set[str]) -> Row:
    differs = any(side["conflict"] in opposed for side in line["sides"])
    fact = line["fact"]
    text = Text.assemble(
        (f"{marks.DIFFER} " if differs else "  ", marks.SIDE),
        visible(fact["claim"]),
        (f" {visible(fact['id'])}", marks.SIDE),
    )
    return Row(text, line["stances"])


def _sides(item: records.Conflict, sources: Sequence[str]) -> Iterable[Row]:
    yield Row(Text.assemble(f"{marks.DIFFER} {visible(item['question'])}", (f" {visible(item['id'])}", marks.SIDE)))
    for side in item["positions"]:
        does = {
            source: stances.SILENT
            if source not in side["sources"]
            else stances.HEDGES
            if source in side["hedged"]
            else stances.STATES
            for source in sources
        }
        yield Row(Text(f"    {visible(side['says'])}"), does, 4)


def _agreement(count: int, of: int) -> str:
    return f"All {of} sources" if count == of > 1 else f"{count} of {counted(of, 'source')}"
