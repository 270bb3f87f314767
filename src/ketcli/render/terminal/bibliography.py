"""References and citations as people read them on a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ketcli.answers import styles
from ketcli.answers.references import passage, suffixes, work
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
    works = {source["id"]: work(source) for source in document["references"]}
    marked = dict(zip(works, suffixes(list(works.values())), strict=True))
    yield Text("References", style=marks.TITLE)
    for name, item in works.items():
        before, title, after = styles.apa_reference(item, marked[name])
        # Italics where APA has them: a title, not a description in its place.
        yield Hanging(Text.assemble(before, (title, "" if item.untitled else "italic"), after), 4)
    yield Text("")
    yield Text("In the text", style=marks.TITLE)
    for _fact, citations in groupby(document["citations"], key=lambda cited: cited["fact"]):
        for number, cited in enumerate(citations):
            if not number:
                claim = Text.assemble(visible(cited["claim"]), (f"  {visible(cited['fact'])}", marks.SIDE))
                yield Hanging(claim, 0)
            source = cited["source"]
            text = Text(styles.apa_citation(works[source], marked[source], cited["label"], cited["locator"]))
            text.append(f" “{visible(passage(cited['from'], cited['to']))}”", style=marks.SIDE)
            if cited["hedged"]:
                text.append(f" ({who.MAY})")
            yield Padding(Hanging(text, 2), (0, 0, 0, 2))
    yield Text("")
