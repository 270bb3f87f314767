"""Rows × sources: what each source does with each claim, drawn for the width there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from ketcli.answers import stances
from ketcli.render.terminal import marks, who
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from ketcli.answers import records

SIGNS = {
    stances.STATES: (marks.STATES, ""),
    stances.HEDGES: (marks.HEDGES, ""),
    stances.SILENT: (marks.SILENT, marks.SIDE),
}

LEGEND = ((marks.STATES, "says it"), (marks.HEDGES, "says it may be so"), (marks.SILENT, "does not say"))
OPPOSED = (marks.DIFFER, "they differ")

_WIDEST, _ROOMY, _LEAST = 90, 60, 24
"""Columns for claims: the most that read well, enough for names side by side, too few for signs beside them."""

_MANY = 12
"""From so many sources on, names above columns cannot be followed down."""


class Row(NamedTuple):
    """A line of the grid; one without stances runs across it."""

    text: Text
    stances: Mapping[str, str] | None = None
    indent: int = 2
    id: str = ""


class Grid(NamedTuple):
    """Rows below the names of the sources."""

    sources: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str], ...] = LEGEND
    plain: bool = False
    """Whether it is read out: sentences."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        if self.plain:
            yield from (_spoken(row) for row in self.rows)
            return
        names = list(who.short(self.sources).values())
        widths = [len(name) + 2 for name in names]
        slanted = options.max_width - sum(widths) < _ROOMY
        if slanted:
            widths = [2] * len(names)
            # The last names run on beyond their columns.
            over = max((2 * at + len(name) for at, name in enumerate(names)), default=0) - 2 * len(names)
        room = min(options.max_width - sum(widths) - (max(over, 0) if slanted else 0) - 1, _WIDEST)
        if room < _LEAST or len(names) > _MANY:
            yield from self._stacked(options.max_width)
            return
        yield from self._slanted(names, room) if slanted else self._level(names, widths, room, options.max_width)
        for row in self.rows:
            yield self._drawn(row, widths, room) if row.stances else Hanging(row.text, row.indent)

    def _slanted(self, names: Sequence[str], room: int) -> Iterable[RenderableType]:
        """The names one below the other, each above its column, with the legend beside them."""
        beside = [Text.assemble(sign, (f" {meaning}", marks.SIDE)) for sign, meaning in self.legend]
        for at in range(max(len(names), len(beside))):
            text = beside[at] if at < len(beside) else Text("")
            text.pad_right(max(room + 1 - text.cell_len, 0))
            lead = f"{marks.DOWN} " * min(at, len(names))
            yield text.append(lead + (names[at] if at < len(names) else ""), style=marks.SIDE)

    def _level(self, names: Sequence[str], widths: Sequence[int], room: int, width: int) -> Iterable[RenderableType]:
        yield flow(self.legend, width)
        line = "".join(name.rjust(column) for name, column in zip(names, widths, strict=True))
        yield Text(" " * (room + 1) + line, style=marks.SIDE)

    def _drawn(self, row: Row, widths: Sequence[int], room: int) -> RenderableType:
        grid = Table.grid(padding=0)
        grid.add_column(width=room)
        grid.add_column(width=1)
        level = widths[0] > len(marks.STATES) + 1
        for width in widths:
            grid.add_column(width=width, justify="right" if level else "left", no_wrap=True, overflow="crop")
        cells = [Text(*SIGNS[(row.stances or {}).get(source, stances.SILENT)]) for source in self.sources]
        grid.add_row(Hanging(row.text, row.indent), "", *cells)
        return grid

    def _stacked(self, width: int) -> Iterable[RenderableType]:
        """The signs below each claim."""
        names = who.short(self.sources)
        yield Hanging(Text(f"In this order: {visible(', '.join(names.values()))}", style=marks.SIDE), 2)
        yield flow(self.legend, width)
        for row in self.rows:
            yield Hanging(row.text, row.indent)
            if row.stances:
                yield Text("  ").append_text(
                    Text(" ").join(Text(*SIGNS[row.stances.get(source, stances.SILENT)]) for source in self.sources)
                )


def _spoken(row: Row) -> RenderableType:
    if row.text.plain.startswith(f"{marks.DIFFER} "):  # the question says it, and stands below its facts
        row = row._replace(text=Text.assemble("  " if row.stances else "  They differ: ", row.text[2:]))
    if not row.stances:
        return Hanging(row.text, row.indent)
    return Hanging(Text.assemble(row.text, f" ({visible(who.sentence(row.stances))})"), row.indent)


def flow(items: Iterable[tuple[str, str]], width: int) -> Text:
    """Signs with their meanings, side by side, as many on a line as fit."""
    text = Text()
    line = 0
    for sign, meaning in items:
        length = len(sign) + 1 + len(meaning)
        if line:
            text.append("\n" if line + 3 + length > width else "   ")
            line = 0 if line + 3 + length > width else line + 3
        text.append(sign).append(f" {visible(meaning)}", style=marks.SIDE)
        line += length
    return text


def heading(title: str, aside: str = "") -> Text:
    """The first line of a page or of a part of it."""
    return Text.assemble((visible(title), marks.TITLE), (f"  {visible(aside)}" if aside else "", marks.SIDE))


def stances_of(fact: records.Fact, sources: Iterable[str]) -> dict[str, str]:
    """What each of *sources* does with *fact*."""
    held = who.hedging(fact)
    return {
        source: stances.SILENT if source not in held else stances.HEDGES if held[source] else stances.STATES
        for source in sources
    }
