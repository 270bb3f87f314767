"""What the commands share: their options, and how an answer reaches the terminal or the pipe."""

from __future__ import annotations

import enum
import pathlib
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from ketcli import streams
from ketcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketcli.index.reader import Index
    from ketcli.views import Outcome

FOUND, NOTHING = 0, 1
"""Exit status: there is an answer, there is none."""


class Format(str, enum.Enum):
    """How an answer is written."""

    table = "table"
    plain = "plain"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    markdown = "markdown"


class ExportFormat(str, enum.Enum):
    """How the whole base is written."""

    json = "json"
    jsonl = "jsonl"


class Style(str, enum.Enum):
    """How references are written."""

    apa = "apa"
    bibtex = "bibtex"
    ris = "ris"
    csl_json = "csl-json"
    markdown = "markdown"


class Color(str, enum.Enum):
    """When colours are used."""

    auto = streams.AUTO
    always = streams.ALWAYS
    never = streams.NEVER


FactsOption = Annotated[
    Optional[pathlib.Path],
    typer.Option(
        "--facts",
        envvar="KETCLI_FACTS",
        metavar="FILE",
        help="A fact base, YAML or JSON. Default: the one that comes with ketcli.",
    ),
]
DocumentsOption = Annotated[
    Optional[pathlib.Path],
    typer.Option("--documents", envvar="KETCLI_DOCUMENTS", metavar="DIR", help="The folder with the source documents."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
FormatOption = Annotated[
    Optional[Format],
    typer.Option(
        "--format", "-f", help="Default: table on a terminal, plain (one record a line) elsewhere.", show_default=False
    ),
]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colours.")]


def chosen(form: Format | None, *, json: bool) -> str:
    """The format that the options name, else the one for where standard output leads.  Raises UsageError."""
    if json:
        if form not in (None, Format.json):
            raise UsageError(f"--json and --format {form.value} contradict each other; give one of them")
        return Format.json.value
    return form.value if form else (Format.table.value if streams.is_terminal() else Format.plain.value)


def answer(question: Callable[[Index], Outcome], facts: pathlib.Path | None, form: str, color: Color) -> None:
    """Ask *question* of the fact base, write what it answers, and exit."""
    from ketcli import base
    from ketcli.render import render

    def rendered(index: Index) -> tuple[Outcome, str]:
        outcome = question(index)
        text = render(
            outcome.view,
            form,
            width=streams.width(),
            color=streams.colored(color.value),
            encoding=streams.encoding(),
        )
        return outcome, text

    with streams.progress() as moved:
        outcome, text = base.ask(rendered, facts, moved=moved)
    for line in outcome.before:
        streams.tell(line)
    streams.write(text)
    if form == Format.table.value:
        for line in outcome.after:
            streams.tell(line)
    raise typer.Exit(outcome.status)
