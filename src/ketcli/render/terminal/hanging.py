"""Text that is broken into lines with care."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType


class Hanging(NamedTuple):
    """*text*, its further lines indented by *indent* columns."""

    text: Text
    indent: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        # The lead of the first line stands in the indent of the others, so that all lines are equally wide.
        lead, body = self.text[: self.indent], self.text[self.indent :]
        lines = body.wrap(console, max(options.max_width - self.indent, 1), overflow="fold")
        if not lines:
            yield lead
            return
        yield Text.assemble(lead, lines[0])
        for line in lines[1:]:
            yield Padding(line, (0, 0, 0, self.indent))


class Beside(NamedTuple):
    """*text* and, on the same line where both fit and else below it, *command*, which can be copied whole."""

    text: Text
    command: Text
    indent: int = 2

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        if self.text.cell_len + 2 + self.command.cell_len <= options.max_width:
            yield Text.assemble(self.text, "  ", self.command)
        else:
            yield Hanging(self.text, self.indent)
            yield Hanging(Text.assemble(" " * self.indent, self.command), self.indent)


class Ends(NamedTuple):
    """The first of *texts* that leaves room for *end*, which stands at the right margin.

    Where none does, the last of them, and *end* below it.
    """

    texts: Sequence[Text]
    end: Text
    indent: int = 0

    def fits(self, width: int) -> bool:
        """Whether one of the texts has room beside the end."""
        return any(text.cell_len + 2 + self.end.cell_len <= width for text in self.texts)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        room = options.max_width - self.end.cell_len
        for text in self.texts:
            if text.cell_len + 2 <= room:
                yield Text.assemble(text, " " * (room - text.cell_len), self.end)
                return
        yield Hanging(self.texts[-1], self.indent)
        yield Hanging(Text.assemble(" " * self.indent, self.end), self.indent)
