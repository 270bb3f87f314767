"""Text that is broken into lines with care."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """*text* and, on the same line where both fit and else on one of its own, *command*, which can be copied whole."""

    text: Text
    command: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        """Draw it for the width there is."""
        if self.text.cell_len + 2 + self.command.cell_len <= options.max_width:
            yield Text.assemble(self.text, "  ", self.command)
        else:
            yield self.text
            yield self.command
