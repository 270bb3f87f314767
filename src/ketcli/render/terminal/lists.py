"""All facts, all topics, all sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ketcli.render.terminal import marks, who
from ketcli.render.terminal.hanging import Ends, Hanging
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ketcli.answers import documents, records
    from ketcli.render.screen import Screen


_SENTENCE = re.compile(r"(?<=[.!?]) (?=[^\W\d_a-z])")
"""What stands between two sentences."""


def facts(document: documents.Facts, _: Screen) -> Iterable[RenderableType]:
    """Two lines each, as a search has them."""
    for item in document["facts"]:
        yield Hanging(Text(visible(item["claim"]), style=marks.TITLE), 0)
        yield Ends(who.lines(item, document["sources"]), Text(visible(item["id"]), style=marks.SIDE), 2)
    yield Text("")


def topics(document: documents.Topics, screen: Screen) -> Iterable[RenderableType]:
    """One line each; in detail with what its facts say."""
    longest = max((len(item["id"]) for item in document["topics"]), default=0)
    for item in document["topics"]:
        name = f"{visible(item['id']):{longest}}"
        text = Text.assemble((name, marks.TITLE), f"  {visible(item['title'])}")
        yield Ends([text], Text(counted(item["facts"], "fact"), style=marks.SIDE), 2)
        if screen.detail:
            yield Padding(Text(visible(item["summary"])), (0, 0, 0, 2))
    yield Text("")
    yield Text("A topic's page: ketcli show NAME", style=marks.SIDE)


def sources(document: documents.Sources, screen: Screen) -> Iterable[RenderableType]:
    """Each with the first sentence on what kind of text it is; on its own page and in detail with all of that."""
    for item in document["sources"]:
        title = Text.assemble((visible(item["id"]), marks.TITLE), f"  {visible(item['title'])}")
        yield Ends([title], Text(counted(item["facts"], "fact"), style=marks.SIDE), 2)
        kind = item["kind"] if screen.detail else _SENTENCE.split(item["kind"], maxsplit=1)[0]
        yield Padding(Text(visible(kind)), (0, 0, 0, 2))
        if known := published(item):
            yield Padding(Text(known, style=marks.SIDE), (0, 0, 0, 2))
    yield Text("")
    yield Text("All that a source says: ketcli show NAME", style=marks.SIDE)


def published(item: records.Source) -> str:
    """By whom, when and where a source was published, as far as that is known."""
    known = (item["author"], item["issued"], item["publisher"], item["url"])
    return " · ".join(visible(each) for each in known if each)
