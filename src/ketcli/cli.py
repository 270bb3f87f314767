"""The command line: options in, one core call, one renderer, exit status."""

from __future__ import annotations

import enum
import os
import pathlib
import sys
from typing import TYPE_CHECKING, Annotated, Optional

import typer
from typer._click.exceptions import ClickException  # Typer vendors Click, and gives this no public name

from ketcli import __version__
from ketcli.errors import KetcliError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer._click.core import Command

    from ketcli.index.reader import Index
    from ketcli.views import Outcome

FOUND, NOTHING, FAILED, INTERRUPTED, CLOSED = 0, 1, 2, 130, 141
"""Exit status: there is an answer, there is none, it could not be done, stopped by Ctrl-C, nobody reads on."""

app = typer.Typer(
    name="ketcli",
    help="Look up which source says what about ketamine therapy. A reference, not medical advice.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(str, enum.Enum):
    """How an answer is written."""

    table = "table"
    plain = "plain"
    json = "json"
    jsonl = "jsonl"


class ExportFormat(str, enum.Enum):
    """How the whole base is written."""

    json = "json"
    jsonl = "jsonl"


class Color(str, enum.Enum):
    """When colours are used."""

    auto = "auto"
    always = "always"
    never = "never"


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


@app.callback(invoke_without_command=True)
def ketcli(
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.", is_eager=True)] = False,
) -> None:
    """Look up which source says what about ketamine therapy. A reference, not medical advice."""
    if version:
        _write(f"ketcli {__version__}\n")
        raise typer.Exit(FOUND)


@app.command()
def search(
    query: Annotated[
        list[str], typer.Argument(help="What to look for: words, a slug, a question.", show_default=False)
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many facts; 0: all.")] = 10,
    topic: Annotated[
        Optional[list[str]], typer.Option("--topic", "-t", help="Only facts of this topic; repeatable.")
    ] = None,
    source: Annotated[
        Optional[list[str]], typer.Option("--source", "-s", help="Only facts of this source; repeatable.")
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Do not correct spelling.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each fact scored what it did.")] = False,
    form: FormatOption = None,
    json: JsonOption = False,
    facts: FactsOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Find facts by what people type: words, typos, lay words, questions."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.search(
            index,
            " ".join(query),
            limit=limit,
            topics=topic or (),
            sources=source or (),
            exact=exact,
            explain=explain,
        )

    _answer(question, facts, _chosen(form, json=json), color)


@app.command()
def show(
    name: Annotated[
        list[str], typer.Argument(help="A topic, fact, source or conflict, by id, title or alias.", show_default=False)
    ],
    documents: DocumentsOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    facts: FactsOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Show a topic's page, a fact's card, a source or a conflict."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.show(index, " ".join(name), documents)

    _answer(question, facts, _chosen(form, json=json), color)


@app.command()
def topics(
    form: FormatOption = None, json: JsonOption = False, facts: FactsOption = None, color: ColorOption = Color.auto
) -> None:
    """List the topics."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.topics(index)

    _answer(question, facts, _chosen(form, json=json), color)


@app.command()
def sources(
    form: FormatOption = None, json: JsonOption = False, facts: FactsOption = None, color: ColorOption = Color.auto
) -> None:
    """List the sources, and say what kind of text each is."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.sources(index)

    _answer(question, facts, _chosen(form, json=json), color)


@app.command()
def conflicts(
    name: Annotated[
        Optional[list[str]], typer.Argument(help="One of them, by id or question.", show_default=False)
    ] = None,
    form: FormatOption = None,
    json: JsonOption = False,
    facts: FactsOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """List the questions on which the sources differ, or show one with its positions."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.conflicts(index, " ".join(name or ()))

    _answer(question, facts, _chosen(form, json=json), color)


@app.command()
def check(
    file: Annotated[
        Optional[pathlib.Path], typer.Argument(help="The fact base. Default: as --facts.", show_default=False)
    ] = None,
    documents: DocumentsOption = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Also list the sentences that no fact cites.")] = False,
    pin: Annotated[bool, typer.Option("--pin", help="Write missing digests into the file.")] = False,
    force: Annotated[bool, typer.Option("--force", help="With --pin: also replace those that differ.")] = False,
    json: JsonOption = False,
    facts: FactsOption = None,
) -> None:
    """Report every defect of a fact base; with --documents, hold each passage against its document."""
    from ketcli import audit, shipped

    if (coverage or pin) and documents is None:
        raise UsageError(f"{'--coverage' if coverage else '--pin'} needs --documents DIR")
    if force and not pin:
        raise UsageError("--force goes with --pin")
    path = file or facts or shipped.facts_file()
    if pin and documents:
        _tell(f"{audit.pin(path, documents, force=force)} digests written to {path}")
    outcome = audit.audit(path, documents, coverage=coverage)
    _write(outcome.as_json() if json else outcome.as_text())
    raise typer.Exit(NOTHING if outcome.problems else FOUND)


@app.command()
def export(
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")] = ExportFormat.json,
    facts: FactsOption = None,
) -> None:
    """Write the whole fact base."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.export(index)

    _answer(question, facts, form.value, Color.never)


def _chosen(form: Format | None, *, json: bool) -> str:
    if json:
        if form not in (None, Format.json):
            raise UsageError(f"--json and --format {form.value} contradict each other; give one of them")
        return Format.json.value
    return form.value if form else (Format.table.value if _is_terminal(sys.stdout) else Format.plain.value)


def _answer(question: Callable[[Index], Outcome], facts: pathlib.Path | None, form: str, color: Color) -> None:
    """Ask *question* of the fact base, write what it answers, and exit."""
    from ketcli import shipped
    from ketcli.index import cache
    from ketcli.render import render

    def rendered(index: Index) -> tuple[Outcome, str]:
        outcome = question(index)
        return outcome, render(outcome.view, form, width=_width(), color=_colored(color))

    outcome, text = cache.ask(facts or shipped.facts_file(), _cache_folder(), rendered)
    for line in outcome.before:
        _tell(line)
    _write(text)
    if form == Format.table.value:
        for line in outcome.after:
            _tell(line)
    raise typer.Exit(outcome.status)


def _cache_folder() -> pathlib.Path | None:
    import platformdirs

    try:
        return pathlib.Path(platformdirs.user_cache_dir("ketcli", appauthor=False))
    except (OSError, RuntimeError):  # no home, unknown user
        return None


def _is_terminal(stream: object) -> bool:
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError, OSError):  # closed, or none at all
        return False


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def _colored(color: Color) -> bool:
    """Whether to use colours: the option, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if color is not Color.auto:
        return color is Color.always
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return _is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def _write(text: str) -> None:
    """*text* to standard output, whole."""
    if sys.stdout is None:
        raise UsageError("standard output is closed; nothing can be written")
    sys.stdout.write(text)


def _tell(line: str) -> None:
    """A line for people, to standard error; that it cannot be told harms nothing."""
    from ketcli.render.safe import visible

    if sys.stderr is not None:
        sys.stderr.write(f"{visible(line)}\n")


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""What the output's encoding lacks as ``\uXXXX``, which is right in text and in JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2)), error.end


def run(arguments: list[str]) -> int:
    """Run ``ketcli`` with *arguments*; returns the exit status, and never raises for bad input."""
    import codecs

    codecs.register_error("ketcli", _escape)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="ketcli")
    try:
        status = _invoke(arguments)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except KetcliError as error:
        _tell(f"ketcli: {error}")
        status = NOTHING if isinstance(error, UnknownNameError) else FAILED
    except BrokenPipeError:  # nobody reads on: say no more
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        status = CLOSED
    except OSError as error:
        _tell(f"ketcli: cannot write: {error.strerror or error}")
        status = FAILED
    return status


def _invoke(arguments: list[str]) -> int:
    try:
        return _command(arguments).main(arguments, prog_name="ketcli", standalone_mode=False) or FOUND
    except typer.Abort:
        return INTERRUPTED
    except ClickException as error:
        _tell(f"ketcli: {error.format_message()}; see ketcli --help")
        return FAILED


def _command(arguments: list[str]) -> Command:
    """The program, with only the command that *arguments* name: declaring the others would double the start."""
    every = app.registered_commands
    named = [info for info in every if info.callback and arguments and info.callback.__name__ == arguments[0]]
    try:
        app.registered_commands = every if "_KETCLI_COMPLETE" in os.environ else named or every
        return typer.main.get_command(app)
    finally:
        app.registered_commands = every
