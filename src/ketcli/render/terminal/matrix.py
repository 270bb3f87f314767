"""Drawings of which source says what: facts × sources, topics × sources, the sides of a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from ketcli.answers import matrix as compare
from ketcli.render.terminal import marks
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from ketcli.facts.nouns import Conflict, Topic
    from ketcli.index.reader import Index

_SIGNS = {
    compare.STATES: (marks.STATES, marks.AGREEMENT),
    compare.HEDGES: (marks.HEDGES, marks.HEDGED),
    compare.SILENT: (marks.SILENT, marks.SIDE),
}

_WIDEST_CLAIM = 90
_GOOD_CLAIM = 48
"""A claim as narrow as this reads well; for more the sources are named in full, for less by number."""

_LEAST_CLAIM = 24
"""Below this the marks go under the claim."""

_ROOMY_CLAIM = 64
"""A claim at least this wide may have the fact's id beside it."""

_TAGS = 9
"""Columns for the sides that one fact takes."""


class _Entry(NamedTuple):
    """A line of a matrix; one without cells is a heading."""

    text: Text
    cells: tuple[Text, ...] = ()
    tags: str = ""
    id: str = ""
    indent: int = 2

    def named(self) -> Text:
        """The text with the id behind it, for where ids have no column."""
        return Text.assemble(self.text, (f" · {self.id}", marks.SIDE)) if self.id else self.text


class _Grid(NamedTuple):
    """Entries × sources, drawn for the width there is."""

    sources: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    """Signs and what they mean."""
    entries: tuple[_Entry, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        tags = min(max((len(entry.tags) for entry in self.entries), default=0), _TAGS)
        beside = tags + 2 if tags else 0
        headings = [name.split("-") for name in self.sources]
        widths = [max(map(len, heading)) + 2 for heading in headings]
        if options.max_width - sum(widths) - beside < _GOOD_CLAIM:
            headings = [[str(number)] for number in range(1, len(self.sources) + 1)]
            widths = [len(heading[0]) + 2 for heading in headings]
            yield flow([(str(number), name) for number, name in enumerate(self.sources, 1)], options.max_width)
        yield flow(self.legend, options.max_width)
        ids = max((len(entry.id) for entry in self.entries), default=0) + 2
        room = options.max_width - sum(widths) - beside
        if room < _LEAST_CLAIM:
            yield from self._stacked()
            return
        ids = ids if room - ids >= _ROOMY_CLAIM else 0
        layout = (min(room - ids, _WIDEST_CLAIM), widths, tags, ids)
        yield Text("")
        for line in range(depth := max(map(len, headings), default=0)):
            texts = [([""] * (depth - len(heading)) + heading)[line] for heading in headings]
            cells = tuple(Text(text, style=marks.SIDE) for text in texts)
            yield self._columns(_Entry(Text(""), cells), layout)
        for entry in self.entries:
            yield self._columns(entry, layout) if entry.cells else Hanging(entry.text, entry.indent)

    def _columns(self, entry: _Entry, layout: tuple[int, Sequence[int], int, int]) -> RenderableType:
        claim, widths, tags, ids = layout
        grid = Table.grid(padding=0)
        grid.add_column(width=claim)
        for width in widths:
            grid.add_column(width=width, justify="right", no_wrap=True, overflow="crop")
        row: list[RenderableType] = [Hanging(entry.text if ids else entry.named(), entry.indent), *entry.cells]
        for width, text, style in ((tags, entry.tags, marks.DISPUTED), (ids, entry.id, marks.SIDE)):
            if width:
                grid.add_column(width=2)
                grid.add_column(width=width, overflow="fold")
                row += [Text(""), Text(text, style=style)]
        grid.add_row(*row)
        return grid

    def _stacked(self) -> Iterable[RenderableType]:
        for entry in self.entries:
            yield Hanging(entry.named(), entry.indent)
            if entry.cells:
                yield Text(" ").join([Text(" "), *entry.cells, Text(entry.tags, style=marks.DISPUTED)])


def matrix(index: Index, topics: Sequence[Topic], found: compare.Matrix, alone: str | None) -> Iterable[RenderableType]:
    """Facts × sources, the best agreement first, then the questions on which they differ."""
    named = " + ".join(topic.title for topic in topics) or "All topics"
    only = f" · what {alone} alone says" if alone else ""
    yield title(named, f"{_count(len(found.lines), 'fact')}{only}")
    letters = {conflict.id: _letters(number) for number, conflict in enumerate(found.conflicts)}
    entries: list[_Entry] = []
    agreement = None
    for line in found.lines:
        if agreement != len(line.fact.sources):
            agreement = len(line.fact.sources)
            same = sum(len(other.fact.sources) == agreement for other in found.lines)
            entries.append(_Entry(Text("")))
            entries.append(_heading(_agreement(agreement, len(index.sources)), _count(same, "fact")))
        tags = " ".join(f"{letters[side.conflict]}{side.position}" for side in line.sides)
        entries.append(_Entry(_item(line.fact.claim), _cells(line.stances), tags, line.fact.id))
    if found.conflicts:
        entries += [_Entry(Text("")), _heading("Where the sources differ", "ketcli conflicts NAME shows who")]
        for conflict in found.conflicts:
            entries += _sides(index, conflict, letters[conflict.id])
    yield _Grid(tuple(index.sources), _legend(tagged=bool(found.conflicts)), tuple(entries))


def conflict(index: Index, item: Conflict) -> Iterable[RenderableType]:
    """A question, who takes which position on it, and the facts that give each."""
    split = compare.split(index, item)
    yield title(item.question, item.id)
    yield Text(_KINDS[item.kind], style=marks.DISPUTED)
    entries: list[_Entry] = []
    for number, (position, stances) in enumerate(zip(item.positions, split.stances, strict=True), 1):
        entries += [_Entry(Text("")), _Entry(_numbered(number, position.says), _cells(stances))]
        for name in position.facts:
            if held := index.fact(name):
                cells = _cells(compare.stance([held], source) for source in index.sources)
                text = Text(f"    {visible(held.claim)}").append(f" {visible(name)}", style=marks.SIDE)
                entries.append(_Entry(text, cells, indent=4))
    yield _Grid(tuple(index.sources), _legend(tagged=False), tuple(entries))
    yield Text("")
    one = [name for name in index.sources if name not in (*split.several, *split.silent)]
    for names, what in (
        (one, "On one side each"),
        (split.several, "On more than one side"),
        (split.silent, "Silent"),
    ):
        if names:
            taken = [_taken(split, column) for column, name in enumerate(index.sources) if name in names]
            named = ", ".join(f"{name}{positions}" for name, positions in zip(names, taken, strict=True))
            yield Text.assemble(
                (f"{what} ({len(names)} of {len(index.sources)} sources): ", marks.SIDE), visible(named)
            )


_KINDS = {
    "contradiction": "Contradiction: they cannot all be true.",
    "tension": "Tension: they pull apart, though all may be true.",
    "complement": "Complement: they add up.",
}


def _sides(index: Index, item: Conflict, letter: str) -> Iterable[_Entry]:
    question = Text.assemble((f"{letter} {visible(item.question)}", marks.DISPUTED), (f" · {item.id}", marks.SIDE))
    yield _Entry(question, indent=len(letter) + 1)
    split = compare.split(index, item)
    for number, (position, stances) in enumerate(zip(item.positions, split.stances, strict=True), 1):
        yield _Entry(_item(position.says), _cells(stances), f"{letter}{number}")


def _taken(split: compare.Split, column: int) -> str:
    positions = [str(number) for number, row in enumerate(split.stances, 1) if row[column] != compare.SILENT]
    return f" (position{'s' if len(positions) > 1 else ''} {', '.join(positions)})" if positions else ""


def _cells(stances: Iterable[str]) -> tuple[Text, ...]:
    return tuple(Text(*_SIGNS[stance]) for stance in stances)


def _legend(*, tagged: bool) -> tuple[tuple[str, str], ...]:
    signs = [(marks.STATES, "states it"), (marks.HEDGES, "hedges it"), (marks.SILENT, "is silent")]
    return (*signs, *([("A1", "takes position 1 on question A")] if tagged else ()))


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


def title(words: str, aside: str) -> Text:
    """The first line of a drawing."""
    return Text.assemble((visible(words), f"{marks.TITLE} underline"), (f"  {visible(aside)}", marks.SIDE))


def _heading(title: str, aside: str) -> _Entry:
    return _Entry(Text.assemble((title, marks.TITLE), (f" · {aside}", marks.SIDE)))


def _item(text: str) -> Text:
    return Text(f"  {visible(text)}")


def _numbered(number: int, text: str) -> Text:
    return Text(f"{number} {visible(text)}", style=marks.TITLE)


def _agreement(count: int, of: int) -> str:
    return f"All {of} sources" if count == of > 1 else f"{count} of {of} sources"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)  # noqa: PLR2004
