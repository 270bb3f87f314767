"""All topics, all sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ketcli.answers import objects
from ketcli.render.terminal import marks, who
from ketcli.render.terminal.hanging import Ends
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ketcli.answers import documents
    from ketcli.render.screen import Screen


def topics(document: documents.Topics, screen: Screen) -> Iterable[RenderableType]:
    """One line each; in detail with what its facts say."""
    longest = max((len(item["id"]) for item in document["topics"]), default=0)
    for item in document["topics"]:
        name = f"{visible(item['id']):{longest}}"
        text = Text.assemble((name, marks.TITLE), f"  {visible(item['title'])}")
        yield Ends([text], Text(who.count(item["facts"], "fact"), style=marks.SIDE), 2)
        if screen.detail:
            yield Padding(Text(visible(item["summary"])), (0, 0, 0, 2))
    yield Text("")
    yield Text("A topic's page: ketcli show NAME", style=marks.SIDE)


def sources(document: documents.Sources, screen: Screen) -> Iterable[RenderableType]:
    """Each with how what kind of text it is begins; on its own page and in detail with all of that."""
    for item in document["sources"]:
        title = Text.assemble((visible(item["id"]), marks.TITLE), f"  {visible(item['title'])}")
        yield Ends([title], Text(who.count(item["facts"], "fact"), style=marks.SIDE), 2)
        kind = item["kind"] if screen.detail else objects.in_short(item["kind"])
        yield Padding(Text(visible(kind)), (0, 0, 0, 2))
    yield Text("")
    yield Text("All that a source says: ketcli show NAME", style=marks.SIDE)
