"""The options that several commands have, with their values and what is said of them.  Read where Typer is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Optional, TypeAlias

import typer

from ketcli import render
from ketcli.cli import completion

if TYPE_CHECKING:
    Format: TypeAlias = str
    ExportFormat: TypeAlias = str
else:
    Format = Literal[render.OF_ANSWERS]
    ExportFormat = Literal[render.OF_BASES]

Style = Literal["apa", "bibtex", "ris", "csl-json", "markdown"]
"""How references are written."""

Color = Literal["auto", "always", "never"]
"""When colours are used."""

TopicsArgument = Annotated[
    Optional[list[str]],
    typer.Argument(
        help="Topics, by id, title or alias. Default: all.", show_default=False, autocompletion=completion.topics
    ),
]
LimitOption = Annotated[
    Optional[int],
    typer.Option(
        "--limit", "-n", min=0, help="At most so many facts; 0: all. Default: 10, on a terminal what the screen holds."
    ),
]
BatchOption = Annotated[
    Optional[str],
    typer.Option(
        "--batch",
        metavar="FILE",
        help="Answer each line of this file, -: of standard input, in order: a line of JSON each, or plain records "
        "behind the query. Default: none.",
    ),
]
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
    Optional[str],
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
        help="The columns, such as id,claim; of JSON the same fields of each record. A wrong name lists those there "
        "are. Default: the usual ones; of JSON all.",
    ),
]
HeaderOption = Annotated[
    bool,
    typer.Option("--header", help="Plain records below a line with the names of their columns, as in csv."),
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
    Optional[str],
    typer.Option(
        "--facts",
        envvar="KETCLI_FACTS",
        metavar="FILE",
        help="A fact base, YAML or JSON. Default: the one that comes with ketcli.",
    ),
]
CoverageOption = Annotated[
    bool, typer.Option("--coverage", help="Also list the sentences that no fact cites, and what is in no sentence.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Also tell what is no defect but could be better.")]
PinOption = Annotated[
    bool, typer.Option("--pin", help="Write missing digests into the file, of passages and documents.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="With --pin: also replace all that differ.")]
RenewOption = Annotated[
    Optional[list[str]],
    typer.Option(
        "--renew",
        metavar="NAME",
        help="With --pin: also replace those of this fact or source that differ; repeatable. Default: none.",
    ),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="On a terminal, say more of each.")]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colours.")]
NoPagerOption = Annotated[
    bool, typer.Option("--no-pager", help="Show an answer longer than the screen at once. Default: page it, by PAGER.")
]
