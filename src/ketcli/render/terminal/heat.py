"""A drawing of how much each source says of each topic, and how much the sources share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from ketcli.render.terminal import grid, marks, who
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from ketcli.answers import documents
    from ketcli.render.screen import Screen

_SHARES = ("of the facts of the line: some", "a quarter or more", "half or more", "three quarters or more")

_COUNTS = {"facts": "facts", "shared": "shared", "disputed": "differ"}
"""How each count is headed."""


def overview(document: documents.Compare, screen: Screen) -> Iterable[RenderableType]:
    """How much each source says of each topic, and how much the sources share."""
    sources = tuple(document["sources"])
    yield grid.heading("What each source says of each topic", counted(document["meta"]["facts"], "fact"))
    if not screen.plain:
        yield _Flow(tuple(zip(marks.SHADES[1:], _SHARES, strict=True)))
    yield _Heat(sources, tuple(document["by_topic"]), screen.plain)
    yield Text("")
    yield grid.heading("What the sources share", "how many facts of one each other states too")
    yield _Heat(sources, tuple(document["by_source"]), screen.plain)
    yield Text("")
    yield Hanging(Text("shared: stated by more than one source; differ: on which they differ.", style=marks.SIDE), 0)
    yield Text("The facts: ketcli compare TOPIC", style=marks.SIDE)


class _Flow(NamedTuple):
    """Signs with their meanings."""

    items: tuple[tuple[str, str], ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        yield grid.flow(self.items, options.max_width)


class _Heat(NamedTuple):
    """Groups × sources: numbers, and shades for their share of the line."""

    sources: tuple[str, ...]
    groups: tuple[documents.Group, ...]
    plain: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        if self.plain:
            yield from map(self._spoken, self.groups)
            return
        label = max((len(group["id"]) for group in self.groups), default=0) + 1
        names = list(who.short(self.sources).values())
        for counts, cells, shades in self._layouts(names):
            if label + sum(len(_COUNTS[name]) + 2 for name in counts) + sum(cells) <= options.max_width:
                yield self._table(label, counts, names, cells, shades)
                return
        yield Hanging(Text(f"In this order: {visible(', '.join(names))}", style=marks.SIDE), 2)
        yield from self._stacked()

    def _layouts(self, names: Sequence[str]) -> Iterable[tuple[tuple[str, ...], list[int], int]]:
        """From the fullest to the sparest: counts, widths of columns, shades in each."""
        roomy = [max(6, len(name)) + 2 for name in names]
        snug = [max(4, len(name)) + 1 for name in names]
        yield tuple(_COUNTS), roomy, 2
        yield tuple(_COUNTS), snug, 1
        yield ("facts",), snug, 1
        yield ("facts",), [6] * len(names), 1
        yield (), [6] * len(names), 1

    def _table(
        self, label: int, counts: Sequence[str], names: Sequence[str], cells: Sequence[int], shades: int
    ) -> RenderableType:
        table = Table.grid(padding=0)
        table.add_column(width=label, no_wrap=True)
        for name in counts:
            table.add_column(width=len(_COUNTS[name]) + 2, justify="right", no_wrap=True)
        for cell in cells:
            table.add_column(width=cell, justify="right", no_wrap=True, overflow="crop")
        heads = [
            *(_COUNTS[name] for name in counts),
            *(name[: cell - 1] for name, cell in zip(names, cells, strict=True)),
        ]
        table.add_row("", *(Text(head, style=marks.SIDE) for head in heads))
        for group in self.groups:
            numbers = [str({**group}[name]) for name in counts]
            table.add_row(visible(group["id"]), *numbers, *(self._cell(group, name, shades) for name in self.sources))
        return table

    def _stacked(self) -> Iterable[RenderableType]:
        """Each label on a line of its own, for where not all columns have room."""
        for group in self.groups:
            yield Text(visible(group["id"]), overflow="fold")
            cells = [self._cell(group, name, 1) for name in self.sources]
            yield Text("  ").join([Text(f"  {counted(group['facts'], 'fact')}"), *cells])

    def _spoken(self, group: documents.Group) -> RenderableType:
        each = ", ".join(f"{name} {count}" for name, count in group["sources"].items() if name != group["id"])
        return Hanging(Text(visible(f"{group['id']}: {counted(group['facts'], 'fact')}; {each}")), 2)

    def _cell(self, group: documents.Group, source: str, shades: int) -> Text:
        count = group["sources"][source]
        if group["kind"] == "source" and source == group["id"]:
            return Text(f"{marks.ITSELF}{' ' * (shades + 1)}", style=marks.SIDE)
        sign = marks.shade(count, group["facts"])
        return Text.assemble(f"{count or marks.SILENT} ", (sign * shades, marks.MANY))
