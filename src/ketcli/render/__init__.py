"""Records in, text out: how answers look on a terminal, in a pipe and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ketcli.render.data import Object
    from ketcli.render.rows import Row
    from ketcli.render.terminal import RenderableType

TABLE, PLAIN, JSON, JSONL, CSV, MARKDOWN = "table", "plain", "json", "jsonl", "csv", "markdown"


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
    text: str | None = None
    """What a pipe gets in the place of rows, where the answer is a text of its own."""


def render(view: View, form: str, *, width: int, color: bool, encoding: str = "utf-8") -> str:
    """*view* in the format *form*.

    *width*, *color* and the *encoding* that the drawing has to fit into matter on a terminal only.
    """
    if form == TABLE:
        from ketcli.render import terminal

        return terminal.draw(view.drawing(), width=width, color=color, encoding=encoding)
    if form == PLAIN:
        from ketcli.render import plain

        return plain.render(view.rows) if view.text is None else view.text
    if form == CSV:
        from ketcli.render import csv

        return csv.render(view.rows)
    if form == MARKDOWN:
        from ketcli.render import markdown

        return markdown.render(view.rows)
    from ketcli.render import json

    return json.render(view.document) if form == JSON else json.render_lines(view.objects)
