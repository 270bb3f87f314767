"""What readers ask and no source answers: all of it by topic, or one subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from ketcli.render.terminal import marks
from ketcli.render.terminal.hanging import Beside, Ends, Hanging
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ketcli.answers import documents, records
    from ketcli.render.screen import Screen

_SOME = 6
"""Questions that show what a subject is about."""


def gaps(document: documents.Gaps, _: Screen) -> Iterable[RenderableType]:
    """The subjects under the topics that come nearest to them, most subjects first; those near to none at the end."""
    items, sources = document["gaps"], counted(document["meta"]["sources"], "source")
    says = f"None of the {sources} says anything" if document["meta"]["sources"] > 1 else "The one source says nothing"
    ask = f": questions for {visible(document['ask'])}" if document["ask"] else ""
    yield Hanging(Text(f"{says} on these{ask}."), 0)
    titles = {topic["id"]: topic["title"] for topic in document["topics"]}
    groups: dict[str | None, list[records.Gap]] = {}
    for item in items:
        groups.setdefault(next(iter(item["near"]), None), []).append(item)
    for near, under in sorted(groups.items(), key=lambda group: (group[0] is None, -len(group[1]))):
        yield Text(visible(titles[near]) if near else "Other subjects", style=marks.TITLE)
        for item in under:
            yield Ends([Text(f"  {visible(item['title'])}")], Text(visible(item["id"]), style=marks.SIDE), 4)
    yield Text("")
    yield Text("What readers type: ketcli show NAME", style=marks.SIDE)


def gap(document: documents.Show, screen: Screen) -> Iterable[RenderableType]:
    """One subject, what is asked about it, and where something near to it is said."""
    (item,) = document["found"]
    yield Ends(
        [Text(visible(f"{item['title'][:1].upper()}{item['title'][1:]}"), style=marks.TITLE)],
        Text(visible(item["id"]), style=marks.SIDE),
    )
    yield Text("No source says anything on this.")
    asked = "; ".join(item["questions"][: None if screen.detail else _SOME])
    yield Hanging(Text.assemble("Readers ask: ", (visible(asked), marks.SIDE)), 2)
    for topic in document["near"]:
        title = Text(f"Near to it: {visible(topic['title'])}")
        yield Beside(title, Text(f"ketcli show {visible(topic['id'])}", style=marks.SIDE))
    yield Text("")
