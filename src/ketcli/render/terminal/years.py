"""A drawing of dated facts along the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ketcli.facts.dates import Span
from ketcli.render.terminal import marks, who
from ketcli.render.terminal.hanging import Ends, Hanging
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from ketcli.answers import documents, records
    from ketcli.render.screen import Screen

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
"""Years from one tick to the next, of which the first is taken whose labels have room."""

_LABEL = 6
"""Columns that the label of a tick needs."""

_WIDE = 110
"""From this width on a fact stands beside its years, below it under them."""

_LONGEST_AXIS = 90


class _Axis(NamedTuple):
    """Years first to last on so many columns."""

    first: int
    last: int
    step: int
    width: int

    def column(self, year: int) -> int:
        """Where *year* begins."""
        return (year - self.first) * (self.width - 1) // (self.last - self.first)

    @property
    def ticks(self) -> range:
        """The years that are marked."""
        return range(self.first, self.last + 1, self.step)


def axis(spans: Sequence[Span], width: int) -> _Axis:
    """Round years around *spans*, with ticks whose labels have room in *width* columns."""
    first, last = min(span.first for span in spans), max(span.last for span in spans) + 1
    width = max(width - _LABEL, _LABEL)  # the last label runs on
    step = next((step for step in _STEPS if ((last - first) // step + 1) * _LABEL <= width), _STEPS[-1])
    start = first // step * step
    steps = max(-(-(last - start) // step), 1)
    return _Axis(start, start + steps * step, step, max((width - 1) // steps, 1) * steps + 1)


def timeline(document: documents.Timeline, screen: Screen) -> Iterable[RenderableType]:
    """Each dated fact under the line of years, with its sources."""
    if screen.plain:
        for event in document["events"]:
            said = who.lines(event["fact"], list(who.hedging(event["fact"])))[0].plain
            yield Hanging(Text(visible(f"{event['when']}: {event['fact']['claim']} ({said})")), 2)
    else:
        yield _Picture(tuple(document["events"]))
    yield Text("")


def _span(event: documents.Event) -> Span:
    return Span(event["first"], event["last"])


class _Picture(NamedTuple):
    events: tuple[documents.Event, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        dates = max(len(event["when"]) for event in self.events) + 2
        wide = options.max_width >= _WIDE
        room = min(options.max_width * 2 // 5 if wide else options.max_width - dates, _LONGEST_AXIS)
        years = axis([_span(event) for event in self.events], room)
        yield _legend(self.events)
        yield Text("")
        grid = _columns(dates, room, wide=wide)
        beside = ("", "") if wide else ()
        grid.add_row("", _labels(years), *beside)
        grid.add_row("", _line(years), *beside)
        yield grid
        for event in self.events:
            told = Group(Text(visible(event["fact"]["claim"])), _sources(event["fact"]))
            date = Text(visible(event["when"]), style=marks.TITLE)
            grid = _columns(dates, room, wide=wide)
            if wide:
                grid.add_row(date, _bar(years, _span(event)), "", told)
                yield grid
            else:
                grid.add_row(date, _bar(years, _span(event)))
                yield grid
                yield Padding(told, (0, 0, 0, dates))


def _legend(events: Sequence[documents.Event]) -> Text:
    text = Text()
    if any(event["precision"] == "year" for event in events):
        text.append(marks.POINT, style=marks.MANY).append(" in that year   ", style=marks.SIDE)
    if any(event["precision"] != "year" for event in events):
        text.append(marks.SOMETIME * 3, style=marks.MANY)
        text.append(" some time in these years", style=marks.SIDE)
    return text


def _labels(years: _Axis) -> Text:
    line = [" "] * (years.width + _LABEL)
    for year in years.ticks:
        at = years.column(year)
        line[at : at + len(str(year))] = str(year)
    return Text("".join(line).rstrip(), style=marks.SIDE)


def _line(years: _Axis) -> Text:
    at = {years.column(year) for year in years.ticks}
    return Text("".join(marks.TICK if column in at else marks.AXIS for column in range(years.width)), style=marks.SIDE)


def _bar(years: _Axis, span: Span) -> Text:
    begin = years.column(span.first)
    end = max(years.column(span.last + 1), begin + 1) if span.precision != "year" else begin + 1
    sign = marks.POINT if span.precision == "year" else marks.SOMETIME
    ticks = {years.column(year) for year in years.ticks}
    text = Text()
    for column in range(years.width):
        if begin <= column < end:
            text.append(sign, style=marks.MANY)
        else:
            text.append(marks.SILENT if column in ticks else " ", style=marks.SIDE)
    return text


def _sources(fact: records.Fact) -> RenderableType:
    full, *_ = who.lines(fact, list(who.hedging(fact)))
    return Ends([full], Text(visible(fact["id"]), style=marks.SIDE))


def _columns(dates: int, room: int, *, wide: bool) -> Table:
    """An empty grid of dates and the axis, and on a wide terminal of what is told of each date."""
    grid = Table.grid(padding=0)
    grid.add_column(width=dates, no_wrap=True)
    grid.add_column(width=room, no_wrap=True)
    if wide:
        grid.add_column(width=2)
        grid.add_column(overflow="fold", max_width=marks.WIDEST_PROSE)
    return grid
