"""What people read on a terminal.  The only user of Rich; only Text, never markup, so that data stays as it is.

Each drawing is a function of the document of an answer and of the screen, found by the name that the answer gives.
"""

from __future__ import annotations

import io
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.segment import Segment, Segments
from rich.text import Text

from ketcli.render.terminal import marks
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.console import RenderableType

    from ketcli.answers.outcome import Outcome
    from ketcli.answers.table import Table
    from ketcli.render.screen import Screen

    Drawing = Callable[[Mapping[str, Any], Screen], Iterable[RenderableType]]

DRAWINGS = {
    "search": "hits",
    "topic": "topic",
    "source": "source",
    "fact": "card",
    "question": "sides",
    "conflict": "sides",
    "conflicts": "sides",
    "gap": "gaps",
    "gaps": "gaps",
    "compare": "matrix",
    "overview": "heat",
    "timeline": "years",
    "cite": "bibliography",
    "uncovered": "left",
    "diff": "changes",
}
"""The module of each drawing, in which a function has its name, if that is not ``lists``."""

_NARROWEST = 20
_PADDING = re.compile(r" +((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)  # blanks that fill a line, colours aside


def page(outcome: Outcome, screen: Screen) -> str:
    """All that a terminal shows of *outcome*: notices, notes, the drawing, the reminder."""
    top = draw(_top(outcome, screen), screen)
    bottom = draw([Hanging(Text(visible(line), style=marks.SIDE), 0) for line in outcome.after], screen)
    screen = screen._replace(detail=outcome.detail)
    if outcome.fits and screen.rows:
        screen = screen._replace(rows=max(screen.rows - top.count("\n") - bottom.count("\n"), 1))
    else:
        screen = screen._replace(rows=0)
    drawing = _drawing(outcome.drawing)
    pages = _pages(outcome.document, outcome.drawing) if outcome.found else ()
    drawn = "".join(draw(drawing(each, screen), screen) for each in pages)
    return f"{top}{drawn}{bottom}"


def _pages(document: Mapping[str, Any], drawing: str) -> Iterable[Mapping[str, Any]]:
    """The document of each of several things that have a page of their own; else *document* itself."""
    if drawing not in _PAGES or len(document["found"]) == 1:
        yield document
        return
    for item in document["found"]:
        facts = [fact for fact in document["facts"] if _PAGES[drawing](item, fact)]
        near = [topic for topic in document["near"] if topic["id"] in item.get("near", ())]
        yield {**document, "found": [item], "facts": facts, "near": near}


_PAGES: dict[str, Callable[[Any, Any], bool]] = {
    "topic": lambda item, fact: item["id"] in fact["topics"],
    "source": lambda item, fact: item["id"] in fact["sources"],
    "question": lambda item, fact: item["id"] in fact["conflicts"],
    "gap": lambda _, __: False,
}
"""The drawings of a thing with a page of its own, and which facts belong to it."""


def draw(content: Iterable[RenderableType], screen: Screen) -> str:
    """*content* as text that fits *screen*; signs that its encoding lacks are drawn with plainer ones."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=max(screen.width, _NARROWEST),
        force_terminal=screen.color,
        color_system="256" if screen.color else None,
        no_color=not screen.color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for item in content:
        console.print(item if screen.links else Segments(Segment.strip_links(console.render(item))))
    encoding = "ascii" if screen.plain else screen.encoding
    return marks.fitting(_PADDING.sub(r"\1", buffer.getvalue()), encoding)


def columns(table: Table, screen: Screen) -> str:
    """*table* below the names of its columns; what does not fit a cell goes on in its next line."""
    from rich.table import Table as RichTable  # which takes long to load

    grid = RichTable(box=None, pad_edge=False, header_style=marks.TITLE)
    for name in table.columns:
        grid.add_column(visible(name), overflow="fold")
    for cells in table.texts():
        grid.add_row(*(Text(visible(cell)) for cell in cells))
    return draw([grid], screen)


def _drawing(name: str) -> Drawing:
    drawing: Drawing = getattr(import_module(f"ketcli.render.terminal.{DRAWINGS.get(name, 'lists')}"), name)
    return drawing


def _top(outcome: Outcome, screen: Screen) -> Iterable[RenderableType]:
    for line in outcome.urgent:
        yield Hanging(Text(visible(line), style=marks.TITLE), 0)
    if outcome.urgent:
        yield Text("")
    if outcome.found:
        yield from (Text(line, style=marks.SIDE) for line in _flowing(outcome.before, screen.width))
    else:
        yield from (Text(visible(line)) for line in outcome.before)


def _flowing(notes: Sequence[str], width: int) -> Iterable[str]:
    """*notes* side by side, as many on a line as fit."""
    line = ""
    for note in map(visible, notes):
        if line and len(line) + 2 + len(note) <= width:
            line = f"{line}; {note}"
        else:
            yield from [line] if line else []
            line = note
    yield from [line] if line else []
