"""References and citations as people read them on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ketcli.render import references as styles
from ketcli.render.terminal import marks
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from ketcli.answers.references import Reference


def references(items: Sequence[Reference]) -> Iterable[RenderableType]:
    """The list of references in APA style, then for each fact how it is cited in a text."""
    yield Text("References", style=f"{marks.TITLE} underline")
    for item in items:
        # Italics where APA has them: a title, not a description in its place.
        title = Text(visible(item.source.title), style="" if item.untitled else "italic")
        rest = styles.apa_reference(item)[len(title) :]
        yield Hanging(Text.assemble(title, rest), 4)
    yield Text("")
    yield Text("In the text", style=f"{marks.TITLE} underline")
    for pairs in styles.by_fact(items).values():
        fact = pairs[0][1].fact
        yield Text.assemble(visible(fact.claim), (f"  {visible(fact.id)}", marks.SIDE))
        for item, cited in pairs:
            text = Text.assemble(styles.apa_citation(item, cited), (f" “{visible(cited.passage)}”", marks.SIDE))
            if cited.evidence.hedged:
                text.append(" · hedged", style=marks.HEDGED)
            yield Padding(Hanging(text, 2), (0, 0, 0, 2))
        yield Text("")
