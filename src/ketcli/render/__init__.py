"""How answers look: on a terminal, in a pipe, as JSON and in files.

An Outcome and a Screen come in, text or bytes go out; nothing is looked up here.  One module a format; ``terminal``
draws.
"""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING
from ketcli.render.screen import USUAL, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketcli.answers.outcome import Outcome
    from ketcli.answers.table import Table

TABLE, PLAIN, JSON, JSONL, CSV, MARKDOWN = "table", "plain", "json", "jsonl", "csv", "markdown"
SQLITE, HTML = "sqlite", "html"

_BASE = "base"
"""What is drawn of a whole base: it has Markdown, a page and a database of its own."""


def is_page(outcome: Outcome, form: str, fields: Sequence[str] = ()) -> bool:
    """Whether ``render`` makes a page of *outcome*, which has its notes and its reminder on it."""
    return form == TABLE and outcome.drawing not in ("", _BASE) and not fields


def render(
    outcome: Outcome, form: str, screen: Screen = USUAL, fields: Sequence[str] = (), *, header: bool = False
) -> str | bytes:
    """*outcome* in the format *form*, drawings as *screen* needs them; with *fields* only these columns of its table.

    With *header* plain records stand below the names of their columns.  Raises UsageError for a field that it does
    not have.
    """
    broken = outcome.prose and form == TABLE and not fields and not header
    if broken or is_page(outcome, form, fields):
        from ketcli.render import terminal

        return terminal.broken(outcome.text or "", screen) if broken else terminal.page(outcome, screen)
    if fields:
        outcome = outcome.only(fields)
        if form == TABLE:
            from ketcli.render import terminal

            return terminal.columns(outcome.table, screen)
    if form in (JSON, JSONL):
        return _json(outcome, form, screen)
    if outcome.drawing == _BASE and form in (SQLITE, MARKDOWN, HTML) and not fields:
        return _base(outcome, form)
    if outcome.text is not None and form in (TABLE, PLAIN) and not header:
        return outcome.text
    return _records(outcome.table if fields else outcome.table.only(()), form, header=header)


def _json(outcome: Outcome, form: str, screen: Screen) -> str:
    from ketcli.render import json

    if form == JSON:
        return json.render(outcome.document, ascii=_is_foreign(screen))
    return json.render_lines(outcome.objects, ascii=_is_foreign(screen))


def _is_foreign(screen: Screen) -> bool:
    """Whether what is written is not written in UTF-8, which JSON has to be."""
    return screen.encoding.lower().replace("-", "").replace("_", "") != "utf8"


def _base(outcome: Outcome, form: str) -> str | bytes:
    if form == SQLITE:
        from ketcli.render import sqlite

        return sqlite.render(dict(outcome.document))
    if form == HTML:
        from ketcli.render import page

        return page.render(dict(outcome.document))
    from ketcli.render import book

    return book.render(dict(outcome.document))


def _records(table: Table, form: str, *, header: bool) -> str:
    if form == CSV:
        from ketcli.render import csv

        return csv.render(table)
    if form == MARKDOWN:
        from ketcli.render import markdown

        return markdown.render(table)
    from ketcli.render import plain

    return plain.render(table, header=header)
