"""Records in, text out: how answers look on a terminal, in a pipe and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ketcli.answers.objects import Object
    from ketcli.answers.rows import Table
    from ketcli.render.terminal.cards import RenderableType

TABLE, PLAIN, JSON, JSONL, CSV, MARKDOWN, SQLITE = "table", "plain", "json", "jsonl", "csv", "markdown", "sqlite"


class View(NamedTuple):
    """One answer, ready for any format; each renderer takes the form that it needs."""

    document: Object
    """The whole JSON document."""
    objects: Sequence[Object]
    """What a line of JSON each is made of."""
    table: Table
    """What a line of text each is made of."""
    drawing: Callable[[], Iterable[RenderableType]] | None = None
    """What a terminal shows, called only for that; None: what a pipe gets."""
    own: Mapping[str, Callable[[], str | bytes]] = {}
    """Formats that it has a text of its own for."""
    usual: str | None = None
    """The format unless another is chosen; None: a drawing on a terminal, records elsewhere."""


class Screen(NamedTuple):
    """What a drawing has to fit."""

    width: int = 80
    """In columns."""
    color: bool = False
    links: bool = False
    """Whether it shows hyperlinks."""
    encoding: str = "utf-8"


USUAL = Screen()


def render(view: View, form: str, screen: Screen = USUAL, fields: Sequence[str] = ()) -> str | bytes:
    """*view* in the format *form*, drawings as *screen* needs them; with *fields* only these columns of its table.

    Raises UsageError for a field that it does not have.
    """
    if fields:
        table = view.table.only(fields)
        view = View(view.document, table.objects(), table, lambda: _columns(table))
    if form == TABLE and view.drawing:
        from ketcli.render.terminal import cards as terminal

        return terminal.draw(view.drawing(), screen)
    if form == TABLE:
        form = PLAIN
    if form in view.own:
        return view.own[form]()
    if form == JSON:
        from ketcli.render import json

        return json.render(view.document)
    if form == JSONL:
        from ketcli.render import json

        return json.render_lines(view.objects)
    return _records(view.table.only(()), form)


def _records(table: Table, form: str) -> str:
    if form == CSV:
        from ketcli.render import csv

        return csv.render(table)
    if form == MARKDOWN:
        from ketcli.render import markdown

        return markdown.render(table)
    from ketcli.render import plain

    return plain.render(table)


def _columns(table: Table) -> Iterable[RenderableType]:
    from ketcli.render.terminal import cards as terminal

    return terminal.columns(table)
