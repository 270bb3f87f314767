"""A drawing of how much each source says of each topic, and how much the sources share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from ketcli.render.terminal import marks
from ketcli.render.terminal.matrix import flow, title
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from ketcli.answers import matrix as compare
    from ketcli.index.reader import Index

_SHARES = ("of the facts of the line: some", "a quarter or more", "half or more", "three quarters or more")


def overview(
    index: Index, topics: Sequence[compare.Group], sources: Sequence[compare.Group]
) -> Iterable[RenderableType]:
    """How much each source says of each topic, and how much the sources share."""
    yield title("What each source says of each topic", f"{index.meta.facts} facts")
    yield _Heat(tuple(index.sources), tuple(topics))
    yield Text("")
    yield title("What the sources share", "how many facts of one each other states too")
    yield _Heat(tuple(index.sources), tuple(sources))
    yield Text("")
    yield _Flow(tuple(zip(marks.SHADES[1:], _SHARES, strict=True)))
    yield Text("shared: stated by more than one source; differing: on which they differ.", style=marks.SIDE)
    yield Text("ketcli compare TOPIC shows the facts.", style=marks.SIDE)


class _Flow(NamedTuple):
    """Signs with their meanings."""

    items: tuple[tuple[str, str], ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        yield flow(self.items, options.max_width)


_LABEL = {"disputed": "differing"}
"""How a count is headed where its own name would say too much: what differs need not be denied."""


class _Heat(NamedTuple):
    """Groups × sources: numbers, and shades for their share of the line."""

    sources: tuple[str, ...]
    groups: tuple[compare.Group, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        label = max((len(group.id) for group in self.groups), default=0) + 3
        headings = [name.split("-") for name in self.sources]
        cells = [max(6, *map(len, heading)) + 2 for heading in headings]
        counts: tuple[str, ...] = ("facts", "shared", "disputed")
        shades = 2
        numbered = label + sum(map(len, counts)) + 2 * len(counts) + sum(cells) > options.max_width
        if numbered:
            headings = [[str(number)] for number in range(1, len(self.sources) + 1)]
            cells, shades = [7] * len(headings), 1
            if any(group.kind == "topic" for group in self.groups):
                legend = [(str(number), name) for number, name in enumerate(self.sources, 1)]
                yield flow(legend, options.max_width)
            if label + sum(map(len, counts)) + 2 * len(counts) + sum(cells) > options.max_width:
                counts = counts[:1]
            if label + len(counts[0]) + 2 + sum(cells) > options.max_width:
                yield from self._stacked()
                return
        grid = Table.grid(padding=0)
        grid.add_column(width=label, no_wrap=True)
        for name in counts:
            grid.add_column(width=len(name) + 2, justify="right", no_wrap=True)
        for cell in cells:
            grid.add_column(width=cell, justify="right", no_wrap=True)
        depth = max(map(len, headings), default=0)
        for line in range(depth):
            texts = [([""] * (depth - len(heading)) + heading)[line] for heading in headings]
            named = [_LABEL.get(name, name) for name in counts] if line == depth - 1 else [""] * len(counts)
            grid.add_row("", *(Text(text, style=marks.SIDE) for text in [*named, *texts]))
        for group in self.groups:
            numbers = [str(getattr(group, name)) for name in counts]
            grid.add_row(
                self._label(group, numbered=numbered),
                *numbers,
                *(self._cell(group, column, shades) for column in range(len(self.sources))),
            )
        yield grid

    def _stacked(self) -> Iterable[RenderableType]:
        """Each label on a line of its own, for where not all columns have room."""
        for group in self.groups:
            yield self._label(group, numbered=True)
            cells = [self._cell(group, column, 1) for column in range(len(self.sources))]
            yield Text("  ").join([Text(f"  {group.facts} facts"), *cells])

    def _label(self, group: compare.Group, *, numbered: bool) -> Text:
        own = numbered and group.kind == "source"
        number = f"{self.sources.index(group.id) + 1} " if own else ""
        return Text.assemble((number, marks.SIDE), visible(group.id))

    def _cell(self, group: compare.Group, column: int, shades: int) -> Text:
        count = group.by_source[column]
        if group.kind == "source" and self.sources[column] == group.id:
            return Text(f"{marks.ITSELF}{' ' * (shades + 1)}", style=marks.SIDE)
        sign = marks.shade(count, group.facts)
        return Text.assemble(f"{count or marks.SILENT} ", (sign * shades, marks.AGREEMENT))
