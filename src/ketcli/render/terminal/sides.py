"""Questions to which the sources give several answers: who is on which side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from ketcli.answers.stances import DIFFERING
from ketcli.render.terminal import grid, marks, who
from ketcli.render.terminal.hanging import Ends, Hanging
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from ketcli.answers import documents, records
    from ketcli.render.screen import Screen

_KINDS = {
    "contradiction": "They differ, and cannot all be right.",
    "tension": "They differ, though all may be true.",
    "complement": "They add up: each tells another part.",
}
_ONE = "One source alone says all of this."

_SHARE = 0.42
"""The share of the width that names may take."""

_FEW = 3
"""So many questions are listed with their sides."""

_NARROW = 40
"""Columns that sides at the least need to have names beside them."""


def conflict(document: documents.Conflicts, screen: Screen) -> Iterable[RenderableType]:
    """The one question that was asked for."""
    return _page(document["conflicts"][0], document["facts"], document["sources"], screen)


def question(document: documents.Show, screen: Screen) -> Iterable[RenderableType]:
    """The question that is shown."""
    return _page(document["found"][0], document["facts"], document["sources"], screen)


def _page(
    item: records.Conflict, held: Iterable[records.Fact], sources: Sequence[str], screen: Screen
) -> Iterable[RenderableType]:
    """One question: its sides, and the facts that are on each."""
    facts = {fact["id"]: fact for fact in held}
    yield Ends([Text(visible(item["question"]), style=marks.TITLE)], _side(item["id"]))
    alone = item["kind"] in DIFFERING and not who.opposed(item)
    style = marks.OPPOSED if who.opposed(item) else marks.SIDE
    yield Text(_ONE if alone else _KINDS[item["kind"]], style=style)
    yield _Sides(item, tuple(sources), plain=screen.plain, numbered=True)
    yield Text("")
    yield grid.heading("The facts on each side")
    for number, position in enumerate(item["positions"], 1):
        for name in position["facts"]:
            if fact := facts.get(name):
                lead = f"{number} ".ljust(3)
                yield Hanging(Text(f"{lead}{visible(fact['claim'])}"), len(lead))
                yield Ends(who.lines(fact, sources, " " * len(lead)), _side(name), len(lead))
    yield Text("")


def conflicts(document: documents.Conflicts, screen: Screen) -> Iterable[RenderableType]:
    """Each question, by topic, with its sides if there are few; those on which the sources only add up last."""
    opposed = [item for item in document["conflicts"] if item["kind"] in DIFFERING]
    adding = [item for item in document["conflicts"] if item["kind"] not in DIFFERING]
    detail = screen.detail or len(document["conflicts"]) <= _FEW
    if opposed:
        few = "" if detail else " (-v for what they say)"
        yield Text(f"Where they differ: {counted(len(opposed), 'question')}{few}", style=marks.TITLE)
    order = [topic["id"] for topic in document["topics"]]
    for item in sorted(opposed, key=lambda each: order.index(each["topics"][0]) if each["topics"] else 0):
        yield from _listed(item, document["sources"], screen, detail=detail)
    if adding:
        yield Text("")
        yield Text(f"Where what they say adds up: {counted(len(adding), 'question')}", style=marks.TITLE)
        for item in adding:
            yield from _listed(item, document["sources"], screen, detail=detail)
    yield Text("")
    yield Text("Who says what: ketcli conflicts NAME, or any words", style=marks.SIDE)


def brief(
    item: records.Conflict, sources: Sequence[str], screen: Screen, fact: str | None = None
) -> Iterable[RenderableType]:
    """A question with its sides; that of *fact* is pointed out."""
    opposed = who.opposed(item)
    label = "They differ: " if opposed else "It adds up: " if item["kind"] not in DIFFERING else "Said by one: "
    text = Text.assemble((label, marks.OPPOSED if opposed else marks.SIDE), visible(item["question"]))
    yield Ends([text], _side(item["id"]), 2)
    yield _Sides(item, tuple(sources), fact, screen.plain)


def _listed(
    item: records.Conflict, sources: Sequence[str], screen: Screen, *, detail: bool
) -> Iterable[RenderableType]:
    """A question with its sides in *detail*; else how many there are, and who speaks."""
    name, said = _side(item["id"]), {source for side in item["positions"] for source in side["sources"]}
    yield Ends([Text(visible(item["question"]))], name, 2)
    if detail:
        yield _Sides(item, tuple(sources), plain=screen.plain)
        return
    names = who.short(sources)
    by = ", ".join(names[source] for source in sources if source in said)
    yield Hanging(_side(f"  {counted(len(item['positions']), 'answer')}: {by}"), 2)


class _Sides(NamedTuple):
    """One line a side: what it says, and who says it."""

    item: records.Conflict
    sources: tuple[str, ...]
    fact: str | None = None
    plain: bool = False
    indent: int = 2
    numbered: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        width = min(options.max_width, marks.WIDEST_PROSE)
        indent, hang = (0, 3) if self.numbered else (self.indent, 2)
        rows = list(self._rows(None))
        if max((len(names) for _, names in rows), default=0) > width * _SHARE:
            rows = list(self._rows(who.short(self.sources)))
        column = min(max((len(names) for _, names in rows), default=0), int(width * _SHARE))
        if self.plain or width - column - indent - 2 < _NARROW // 2:
            for says, names in rows:
                yield Hanging(Text.assemble(" " * indent, says, f" ({visible(names)})"), indent + hang)
            return
        for says, names in rows:
            table = Table.grid(padding=0)
            table.add_column(width=width - column - 2)
            table.add_column(width=2)
            table.add_column(width=column, overflow="fold")
            text = Hanging(Text.assemble(" " * indent, says), indent + hang)
            table.add_row(text, "", Text(visible(names), style=marks.SIDE))
            yield table

    def _rows(self, names: Mapping[str, str] | None) -> Iterable[tuple[Text, str]]:
        for number, side in enumerate(self.item["positions"], 1):
            says = Text(f"{number}  " if self.numbered else "").append(visible(side["says"]))
            if self.fact in side["facts"]:
                says.append(" ← this fact", style=marks.SIDE)
            yield says, who.listed({name: name in side["hedged"] for name in side["sources"]}, names)
        if self.item["silent"]:
            yield (
                Text("   silent" if self.numbered else "silent", style=marks.SIDE),
                who.listed(dict.fromkeys(self.item["silent"], False), names),
            )


def _side(text: str) -> Text:
    return Text(visible(text), style=marks.SIDE)
