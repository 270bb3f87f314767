"""What no fact cites yet, as lines of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from ketcli.render.terminal import marks
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ketcli.answers import authored
    from ketcli.render.screen import Screen


def uncovered(document: authored.Uncovered, _: Screen) -> Iterable[RenderableType]:
    """Each with its place, its text and the line that cites it, which may be broken and still be pasted."""
    for item in document["sentences"]:
        yield Text.assemble((visible(item["place"]), marks.TITLE), (f"  {visible(item['section'])}", marks.SIDE))
        yield Hanging(Text(f"  {visible(item['text'])}"), 2)
        yield Hanging(Text(visible(item["evidence"]), style=marks.SIDE), 2)
        yield Text("")
    left, returned = document["total"], document["returned"]
    shown = f" ({returned} shown)" if returned < left else ""
    yield Text(f"{counted(left, 'sentence')} left{shown}", style=marks.SIDE)
