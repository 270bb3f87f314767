"""Records in, text out: how answers look on a terminal, in a pipe and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ketcli.render.data import Object
    from ketcli.render.rows import Row
    from ketcli.render.terminal import RenderableType

TABLE, PLAIN, JSON, JSONL = "table", "plain", "json", "jsonl"


class View(NamedTuple):
    """One answer, ready for any format; each renderer takes the form that it needs."""

    document: Object
    """The whole JSON document."""
    objects: Sequence[Object]
    """What a line of JSON each is made of."""
    rows: Sequence[Row]
    """What a line of text each is made of."""
    drawing: Callable[[], Iterable[RenderableType]]
    """What a terminal shows; called only for that."""


def render(view: View, form: str, *, width: int, color: bool) -> str:
    """*view* in the format *form*; *width* and *color* matter on a terminal only."""
    if form == TABLE:
        from ketcli.render import terminal

        return terminal.draw(view.drawing(), width=width, color=color)
    if form == PLAIN:
        from ketcli.render import plain

        return plain.render(view.rows)
    from ketcli.render import json

    return json.render(view.document) if form == JSON else json.render_lines(view.objects)
