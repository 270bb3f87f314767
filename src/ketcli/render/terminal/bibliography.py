"""References and citations as people read them on a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ketcli.answers import styles
from ketcli.answers.references import passage, suffixes, untitled
from ketcli.render.terminal import marks, who
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ketcli.answers import documents
    from ketcli.render.screen import Screen


def cite(document: documents.Cite, _: Screen) -> Iterable[RenderableType]:
    """The list of references in APA style, then for each fact how it is cited in a text."""
    sources = document["references"]
    marked = dict(
        zip((source["id"] for source in sources), suffixes([source["title"] for source in sources]), strict=True)
    )
    yield Text("References", style=marks.TITLE)
    for source in sources:
        # Italics where APA has them: a title, not a description in its place.
        title = Text(visible(source["title"]), style="" if untitled(source["title"]) else "italic")
        rest = styles.apa_reference(source["title"], marked[source["id"]])[len(title) :]
        yield Hanging(Text.assemble(title, rest), 4)
    yield Text("")
    yield Text("In the text", style=marks.TITLE)
    for _fact, citations in groupby(document["citations"], key=lambda cited: cited["fact"]):
        for number, cited in enumerate(citations):
            if not number:
                claim = Text.assemble(visible(cited["claim"]), (f"  {visible(cited['fact'])}", marks.SIDE))
                yield Hanging(claim, 0)
            text = Text(styles.apa_citation(cited["title"], marked[cited["source"]], cited["label"], cited["locator"]))
            text.append(f" “{visible(passage(cited['from'], cited['to']))}”", style=marks.SIDE)
            if cited["hedged"]:
                text.append(f" ({who.MAY})")
            yield Padding(Hanging(text, 2), (0, 0, 0, 2))
    yield Text("")
