"""What readers ask and no source answers: all of it by topic, or one subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ketcli.render.terminal.hanging import Beside
from ketcli.render.terminal.marks import SIDE, TITLE
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from ketcli.facts.nouns import Gap
    from ketcli.index.reader import Index


def gaps(index: Index, items: Sequence[Gap]) -> Iterable[RenderableType]:
    """The subjects under the topics that come nearest to them, in the order of these; those near to none at the end."""
    for topic in (*index.topics, None):
        under = [item for item in items if next(iter(item.near), None) == topic]
        if under:
            yield Text(visible(index.topics[topic].title) if topic else "Near to no topic", style=f"{TITLE} underline")
        for item in under:
            yield Padding(Beside(Text(visible(item.title)), Text(visible(item.id), style=SIDE)), (0, 0, 0, 2))


def gap(index: Index, item: Gap) -> Iterable[RenderableType]:
    """One subject, what is asked about it, and where something near to it is said."""
    yield Text.assemble((visible(item.title), f"{TITLE} underline"), (f"  {visible(item.id)}", SIDE))
    yield Text("No source says anything on this. Readers ask:")
    for question in item.questions:
        yield Padding(Text(visible(question), style=SIDE), (0, 0, 0, 2))
    for topic in item.near:
        title = Text(f"near to it: {visible(index.topics[topic].title)}", style=SIDE)
        yield Beside(title, Text(f"→ ketcli show {visible(topic)}", style=SIDE))
