"""Which format and which fields the options of a command name."""

from __future__ import annotations

from ketcli import render
from ketcli.answers.outcome import BASE, RECORDS
from ketcli.errors import UsageError


def chosen(form: str | None, *, json: bool, fields: str | None, header: bool) -> str | None:
    """The format that the options name, None for the usual.  Raises UsageError where they contradict each other."""
    if json and form not in (None, render.JSON):
        raise UsageError(f"--json and --format {form} contradict each other; give one of them")
    name = render.JSON if json else form
    made_of = render.FORMATS[name].made_of if name else RECORDS
    if fields is not None and made_of == BASE:
        *others, last = [each for each, of in render.FORMATS.items() if of.exported and of.made_of != BASE]
        raise UsageError(f"--fields chooses among fields, and {name} has all; {', '.join(others)} and {last} do")
    if header and made_of != RECORDS:
        raise UsageError(f"--header names the columns of plain records; {name} has none")
    return name


def columns(fields: str | None) -> list[str]:
    """The names in *fields*, which are parted by commas; none where they are not chosen."""
    return [name.strip() for name in fields.split(",")] if fields is not None else []
