"""The command line: options in, one core call, one renderer, exit status."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING, Annotated, Optional

import typer
from typer._click.exceptions import ClickException  # Typer vendors Click, and gives this no public name

from ketcli import __version__, completion, streams
from ketcli.errors import KetcliError, ReaderGoneError, UnknownNameError, UsageError
from ketcli.options import (
    FOUND,
    NOTHING,
    Color,
    ColorOption,
    DocumentsOption,
    ExportFormat,
    FactsOption,
    Format,
    FormatOption,
    JsonOption,
    Style,
    answer,
    chosen,
)

if TYPE_CHECKING:
    from typer._click.core import Command

    from ketcli.index.reader import Index
    from ketcli.views import Outcome

FAILED, INTERRUPTED, CLOSED = 2, 130, 141
"""Exit status: it could not be done, stopped by Ctrl-C, nobody reads on."""

LONGEST_MESSAGE = 5000
"""Characters of an error message; a path has up to 4096."""

app = typer.Typer(
    name="ketcli",
    help="Look up which source says what about ketamine therapy. A reference, not medical advice.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def ketcli(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.", is_eager=True)] = False,
) -> None:
    """Look up which source says what about ketamine therapy. A reference, not medical advice."""
    if version:
        streams.write(f"ketcli {__version__}\n")
        raise typer.Exit(FOUND)
    if context.invoked_subcommand is None:
        streams.write(f"{context.get_help()}\n")
        raise typer.Exit(FOUND)


@app.command()
def search(
    query: Annotated[
        list[str], typer.Argument(help="What to look for: words, a slug, a question.", show_default=False)
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many facts; 0: all.")] = 10,
    topic: Annotated[
        Optional[list[str]],
        typer.Option("--topic", "-t", help="Only facts of this topic; repeatable.", autocompletion=completion.topics),
    ] = None,
    source: Annotated[
        Optional[list[str]],
        typer.Option(
            "--source", "-s", help="Only facts of this source; repeatable.", autocompletion=completion.sources
        ),
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

    answer(question, facts, chosen(form, json=json), color)


@app.command()
def show(
    name: Annotated[
        list[str],
        typer.Argument(
            help="A topic, fact, source or conflict, by id, title or alias.",
            show_default=False,
            autocompletion=completion.names,
        ),
    ],
    documents: DocumentsOption = None,
    quote: Annotated[bool, typer.Option("--quote", help="Also what stands around each passage of a fact.")] = False,
    form: FormatOption = None,
    json: JsonOption = False,
    facts: FactsOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Show a topic's page, a fact's card, a source or a conflict."""
    if quote and documents is None:
        raise UsageError("--quote needs --documents DIR")

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.show(index, " ".join(name), documents, quote=quote)

    answer(question, facts, chosen(form, json=json), color)


@app.command()
def topics(
    form: FormatOption = None, json: JsonOption = False, facts: FactsOption = None, color: ColorOption = Color.auto
) -> None:
    """List the topics."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.topics(index)

    answer(question, facts, chosen(form, json=json), color)


@app.command()
def sources(
    form: FormatOption = None, json: JsonOption = False, facts: FactsOption = None, color: ColorOption = Color.auto
) -> None:
    """List the sources, and say what kind of text each is."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.sources(index)

    answer(question, facts, chosen(form, json=json), color)


@app.command()
def conflicts(
    name: Annotated[
        Optional[list[str]],
        typer.Argument(help="One of them, by id or question.", show_default=False, autocompletion=completion.conflicts),
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

    answer(question, facts, chosen(form, json=json), color)


@app.command()
def compare(
    topic: Annotated[
        Optional[list[str]],
        typer.Argument(
            help="Topics, by id, title or alias. Default: all.", show_default=False, autocompletion=completion.topics
        ),
    ] = None,
    minimum: Annotated[int, typer.Option("--min-sources", min=1, help="Only facts of so many sources or more.")] = 1,
    disputed: Annotated[bool, typer.Option("--conflicts", help="Only facts on which the sources differ.")] = False,
    source: Annotated[
        Optional[str],
        typer.Option("--source", "-s", help="Only facts of this source alone.", autocompletion=completion.sources),
    ] = None,
    form: FormatOption = None,
    json: JsonOption = False,
    facts: FactsOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Show which source says what; without a topic, how much each source says of each topic."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.compare(index, topic or (), minimum=minimum, disputed=disputed, source=source)

    answer(question, facts, chosen(form, json=json), color)


@app.command()
def timeline(
    form: FormatOption = None, json: JsonOption = False, facts: FactsOption = None, color: ColorOption = Color.auto
) -> None:
    """Draw the dated facts along the years."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.timeline(index)

    answer(question, facts, chosen(form, json=json), color)


@app.command()
def cite(
    name: Annotated[
        list[str],
        typer.Argument(
            help="Facts, topics, conflicts or sources, by id, title or alias.",
            show_default=False,
            autocompletion=completion.names,
        ),
    ],
    style: Annotated[Style, typer.Option("--style", help="How references are written.")] = Style.apa,
    json: JsonOption = False,
    facts: FactsOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Cite the sources of facts, with section and passage."""

    def question(index: Index) -> Outcome:
        from ketcli import views

        return views.cite(index, name, style.value)

    drawn = None if style == Style.apa else Format.plain  # what a program reads is never wrapped
    answer(question, facts, chosen(None if json else drawn, json=json), color)


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
    from ketcli import audit, places

    if (coverage or pin) and documents is None:
        raise UsageError(f"{'--coverage' if coverage else '--pin'} needs --documents DIR")
    if force and not pin:
        raise UsageError("--force goes with --pin")
    path = file or facts or places.facts_file()
    if pin and documents:
        streams.tell(f"{audit.pin(path, documents, force=force)} digests written to {path}")
    outcome = audit.audit(path, documents, coverage=coverage)
    streams.write(outcome.as_json() if json else outcome.as_text())
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

    answer(question, facts, form.value, Color.never)


def run(arguments: list[str]) -> int:
    """Run ``ketcli`` with *arguments*; returns the exit status, and never raises for bad input."""
    try:
        streams.prepare()
        status = _invoke(arguments)
    except ReaderGoneError:
        status = CLOSED
    except KetcliError as error:
        streams.tell(_line(error))
        status = NOTHING if isinstance(error, UnknownNameError) else FAILED
    except OSError as error:
        streams.tell(f"ketcli: cannot write: {error.strerror or error}")
        status = FAILED
    return status


def _invoke(arguments: list[str]) -> int:
    try:
        return _command(arguments).main(arguments, prog_name="ketcli", standalone_mode=False) or FOUND
    except typer.Abort:
        return INTERRUPTED
    except ClickException as error:
        streams.tell(_line(f"{error.format_message()}; see ketcli --help"))
        return FAILED
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # Click ends with 1, which here means "no answer"
            raise ReaderGoneError("nobody reads standard output") from error
        raise


def _line(message: object) -> str:
    """*message* as one line for people, without the middle of a value that nobody reads to its end."""
    text = f"ketcli: {message}"
    half = LONGEST_MESSAGE // 2
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:half]} […] {text[-half:]}"


def _command(arguments: list[str]) -> Command:
    """The program, with only the command that *arguments* name: declaring the others would double the start."""
    every = app.registered_commands
    named = [info for info in every if info.callback and arguments and info.callback.__name__ == arguments[0]]
    try:
        app.registered_commands = every if "_KETCLI_COMPLETE" in os.environ else named or every
        return typer.main.get_command(app)
    finally:
        app.registered_commands = every
