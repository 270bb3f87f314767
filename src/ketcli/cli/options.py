"""The options that several commands have, with their values and what is said of them."""

from __future__ import annotations

import enum
import pathlib
from typing import Annotated, Optional

import typer

from ketcli import render
from ketcli.cli import completion
from ketcli.system import streams


class Format(str, enum.Enum):
    """How an answer is written."""

    table = render.TABLE
    plain = render.PLAIN
    json = render.JSON
    jsonl = render.JSONL
    csv = render.CSV
    markdown = render.MARKDOWN


class ExportFormat(str, enum.Enum):
    """How a whole base is written."""

    json = render.JSON
    jsonl = render.JSONL
    csv = render.CSV
    markdown = render.MARKDOWN
    sqlite = render.SQLITE


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


TopicOption = Annotated[
    Optional[list[str]],
    typer.Option(
        "--topic",
        "-t",
        metavar="TOPIC",
        help="Only facts of this topic; repeatable. Default: all.",
        autocompletion=completion.topics,
    ),
]
SourceOption = Annotated[
    Optional[list[str]],
    typer.Option(
        "--source",
        "-s",
        metavar="SOURCE",
        help="Only facts of this source; repeatable. Default: all.",
        autocompletion=completion.sources,
    ),
]
DocumentsOption = Annotated[
    Optional[pathlib.Path],
    typer.Option(
        "--documents",
        envvar="KETCLI_DOCUMENTS",
        metavar="DIR",
        help="The folder with the source documents. Default: none; they are not part of ketcli.",
    ),
]
FormatOption = Annotated[
    Optional[Format],
    typer.Option("--format", "-f", help="Default: table on a terminal, else plain: one record a line, tabs between."),
]
ExportFormatOption = Annotated[Optional[ExportFormat], typer.Option("--format", "-f", help="Default: json.")]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
FieldsOption = Annotated[
    Optional[str],
    typer.Option(
        "--fields",
        metavar="NAMES",
        help="The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.",
    ),
]
OutputOption = Annotated[
    Optional[str],  # for a path would lose the slash at its end
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file, whole or not at all. Default: -, standard output.",
    ),
]
FactsOption = Annotated[
    Optional[pathlib.Path],
    typer.Option(
        "--facts",
        envvar="KETCLI_FACTS",
        metavar="FILE",
        help="A fact base, YAML or JSON. Default: the one that comes with ketcli.",
    ),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="On a terminal, say more of each.")]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colours.")]
NoPagerOption = Annotated[
    bool, typer.Option("--no-pager", help="Show an answer longer than the screen at once. Default: page it, by PAGER.")
]
