"""What has changed from one fact base to another."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from ketcli.render.terminal import marks
from ketcli.render.terminal.hanging import Hanging
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from ketcli.answers import authored
    from ketcli.render.screen import Screen

_COUNTED = ("questions", "aliases", "uncited", "digest", "synonyms", "lookalikes", "related")
"""Fields of which only is said how many of their values are new or gone."""

_LABELS = {"hedged": ("no longer hedged", "now hedged")}
"""What is said in the place of the name of a field: of what only the old base has, and of what only the new one."""


def diff(document: authored.Diff, _: Screen) -> Iterable[RenderableType]:
    """The two bases, what has happened in numbers, and then each change."""
    old, new = document["meta"]["old"], document["meta"]["new"]
    for label, base in (("old", old), ("new", new)):
        said = f"{label}  {base['title']}, version {base['version']}, {counted(base['facts'], 'fact')}: {base['file']}"
        yield Hanging(Text(visible(said), style=marks.SIDE), 5)
    yield Text("")
    if not document["changes"]:
        yield Text("Nothing has changed.")
    for kind, changes in groupby(document["changes"], key=lambda each: each["kind"]):
        counts = [each for each in document["counts"] if each["kind"] == kind and kind != "base"]
        numbers = ", ".join(f"{each['count']} {each['change']}" for each in counts)
        title = f"{kind.capitalize()}{'' if kind == 'base' else 's'}"
        yield Text.assemble((title, marks.TITLE), (f"  {numbers}" if numbers else "", marks.SIDE))
        for item in changes:
            yield from _change(item)
        yield Text("")


def _change(item: authored.Change) -> Iterable[RenderableType]:
    name = f"{item['id']}: " if item["id"] else ""
    now = f" (now {', '.join(item['now'])})" if item["now"] else ""
    yield Hanging(Text(f"  {item['change']}  {visible(name)}{visible(item['title'])}{visible(now)}"), 4)
    for each in item["fields"]:
        yield from _field(each["field"], each["removed"], each["added"])


def _field(name: str, removed: Sequence[str], added: Sequence[str]) -> Iterable[RenderableType]:
    """What is different in a field: how many values, or which."""
    if name in _COUNTED:
        numbers = [f"{len(values)} {word}" for values, word in ((added, "new"), (removed, "gone")) if values]
        yield Hanging(Text(f"    {name}: {', '.join(numbers)}", style=marks.SIDE), 6)
        return
    for sign, label, values in zip("-+", _LABELS.get(name, ("", "")), (removed, added), strict=True):
        if values and (label or sign == "-" or not removed):
            yield Hanging(Text(f"    {label or name}", style=marks.SIDE), 6)
        for value in values:
            yield Hanging(Text(f"      {sign} {visible(value)}"), 8)
