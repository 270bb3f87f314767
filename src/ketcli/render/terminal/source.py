"""The page of a source: what kind of text it is, what only it says, what others say too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from ketcli.render.terminal import grid, marks, who
from ketcli.render.terminal.hanging import Ends, Hanging
from ketcli.render.terminal.lists import published
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ketcli.answers import documents, records
    from ketcli.render.screen import Screen

_FIRST = 12
"""Facts of each part of the page, unless all are asked for."""


def source(document: documents.Show, screen: Screen) -> Iterable[RenderableType]:
    """Title, kind, facts."""
    (item,) = document["found"]
    yield grid.heading(item["title"], f"{item['id']} · {counted(item['facts'], 'fact')}")
    yield Hanging(Text(visible(item["kind"])), 0)
    if known := published(item):
        yield Hanging(Text(known, style=marks.SIDE), 0)
    if screen.detail:
        yield Text(f"file {visible(item['file'])}", style=marks.SIDE)
        yield Text(f"sha256 {visible(item['sha256'])}", style=marks.SIDE, overflow="fold")
    facts = sorted(document["facts"], key=lambda fact: not fact["warning"])
    alone = [fact for fact in facts if fact["agreement"]["sources"] == 1]
    shared = [fact for fact in facts if fact["agreement"]["sources"] > 1]
    cut = False
    for title, held in (("What only it says", alone), ("What others say too", shared)):
        if not held:
            continue
        shown = held if screen.detail else held[:_FIRST]
        cut = cut or len(shown) < len(held)
        yield Text("")
        yield grid.heading(title, counted(len(held), "fact"))
        for fact in shown:
            yield from _fact(fact, document, alone=held is alone)
        if len(shown) < len(held):
            yield Text(f"  and {len(held) - len(shown)} more", style=marks.SIDE)
    yield Text("")
    if cut:
        yield Text(f"All of it: ketcli show {visible(item['id'])} --all", style=marks.SIDE)


def _fact(fact: records.Fact, document: documents.Show, *, alone: bool) -> Iterable[RenderableType]:
    claim, name = Text(f"  {visible(fact['claim'])}"), Text(visible(fact["id"]), style=marks.SIDE)
    if alone:
        yield Hanging(claim.append(f" {visible(fact['id'])}", style=marks.SIDE), 2)
    else:
        yield Hanging(claim, 2)
        yield Ends(who.lines(fact, document["sources"], "  "), name, 2)
