"""The command line: what each command and its options are called, and which function answers."""

import os
import pathlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer
from typer._click.exceptions import ClickException  # Typer vendors Click, and gives this no public name

from ketcli import __version__, completion, streams
from ketcli.command import FOUND, NOTHING, Act, Command
from ketcli.errors import KetcliError, UnknownNameError, UsageError
from ketcli.options import (
    DocumentsOption,
    ExportFormatOption,
    FactsOption,
    SourceOption,
    Style,
    TopicOption,
)

if TYPE_CHECKING:
    from typer._click import core

    from ketcli.index.reader import Index
    from ketcli.views import Outcome

FAILED, CLOSED = 2, 141
"""Exit status: it could not be done, nobody reads on."""

LONGEST_MESSAGE = 5000
"""Characters of an error message; a path has up to 4096."""

SUMMARY = "look up which source says what about ketamine therapy"
HELP = "Look up which source says what about ketamine therapy. A reference, not medical advice."
NOTES = {
    "Exit status": (
        ("0", "there is an answer"),
        ("1", "there is none: no match, an unknown name, problems found"),
        ("2", "it could not be done: usage, unreadable facts, output error"),
        ("130", "stopped by Ctrl-C"),
        ("141", "nobody reads on"),
    ),
    "Environment": (
        ("KETCLI_FACTS", "a fact base of one's own, as --facts"),
        ("KETCLI_DOCUMENTS", "the folder with the documents, as --documents"),
        ("PAGER", "what long answers are read with; default: less, none: cat"),
        ("NO_COLOR", "never colours; FORCE_COLOR, CLICOLOR_FORCE: always"),
        ("FORCE_HYPERLINK", "1: hyperlinks, 0: none; default: where known to work"),
        ("COLUMNS, LINES", "size of the terminal, where it is not what that says"),
        ("XDG_CACHE_HOME", "where compiled facts are kept on Linux; default: ~/.cache"),
    ),
    "Examples": (
        ("ketcli search side-effects", ""),
        ('ketcli search "who should not get it"', ""),
        ("ketcli show bladder", ""),
        ("ketcli compare addiction", ""),
        ('ketcli search ptsd --json | jq -r ".hits[].fact.claim"', ""),
    ),
}
"""What stands below the help and in the manual page: sections of terms with their meanings."""

COMMANDS: list[Command] = []
"""All commands, in the order in which they are listed."""


def command(help: str, *examples: str, **more: Any) -> Callable[[Act], Act]:
    """Make the decorated function a command: of the index, if it takes that, and of its options."""

    def declared(act: Act) -> Act:
        COMMANDS.append(Command(act, help, examples, **more))
        return act

    return declared


@command(
    "Find facts by what people type. Words, slugs, typos, lay words, questions.",
    "ketcli search side-effects",
    'ketcli search "who should not get it" -n 3',
    "ketcli search nausea --source ket-guide --explain",
    "ketcli search bladder -f csv --fields id,claim,sources -o bladder.csv",
)
def search(
    index: "Index",
    query: Annotated[
        list[str], typer.Argument(help="What to look for: words, a slug, a question.", show_default=False)
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many facts; 0: all.")] = 10,
    topic: TopicOption = None,
    source: SourceOption = None,
    exact: Annotated[bool, typer.Option("--exact", help="Do not correct spelling. Default: correct it.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why each fact scored what it did. Default: do not.")
    ] = False,
) -> "Outcome":
    from ketcli import views

    text = " ".join(query)
    return views.search(
        index, text, limit=limit, topics=topic or (), sources=source or (), exact=exact, explain=explain
    )


@command(
    "Show a topic's page, a fact's card, a source or a conflict.",
    "ketcli show mechanism",
    "ketcli show bladder --documents DIR --quote",
)
def show(
    index: "Index",
    name: Annotated[
        list[str],
        typer.Argument(
            help="A topic, fact, source or conflict, by id, title or alias.",
            show_default=False,
            autocompletion=completion.names,
        ),
    ],
    documents: DocumentsOption = None,
    quote: Annotated[
        bool,
        typer.Option(
            "--quote", help="Also what stands around each passage of a fact; needs --documents. Default: do not."
        ),
    ] = False,
) -> "Outcome":
    from ketcli import views

    if quote and documents is None:
        raise UsageError("--quote needs --documents DIR")
    return views.show(index, " ".join(name), documents, quote=quote)


@command("List the topics.", "ketcli topics", "ketcli topics | cut -f 1")
def topics(index: "Index") -> "Outcome":
    from ketcli import views

    return views.topics(index)


@command("List the sources, and say what kind of text each is.", "ketcli sources", "ketcli sources --fields id,kind")
def sources(index: "Index") -> "Outcome":
    from ketcli import views

    return views.sources(index)


@command(
    "List where the sources differ. With a name, one question and its positions.",
    "ketcli conflicts",
    "ketcli conflicts addiction-risk",
)
def conflicts(
    index: "Index",
    name: Annotated[
        Optional[list[str]],
        typer.Argument(
            help="One of them, by id or question. Default: all.",
            show_default=False,
            autocompletion=completion.conflicts,
        ),
    ] = None,
) -> "Outcome":
    from ketcli import views

    return views.conflicts(index, " ".join(name or ()))


@command(
    "Show which source says what. Without a topic, how much each says of every topic.",
    "ketcli compare",
    "ketcli compare addiction --min-sources 2",
    "ketcli compare --source ket-guide",
)
def compare(
    index: "Index",
    topic: Annotated[
        Optional[list[str]],
        typer.Argument(
            help="Topics, by id, title or alias. Default: all.", show_default=False, autocompletion=completion.topics
        ),
    ] = None,
    minimum: Annotated[int, typer.Option("--min-sources", min=1, help="Only facts of so many sources or more.")] = 1,
    disputed: Annotated[
        bool, typer.Option("--conflicts", help="Only facts on which the sources differ. Default: all.")
    ] = False,
    source: Annotated[
        Optional[str],
        typer.Option(
            "--source",
            "-s",
            metavar="SOURCE",
            help="Only facts of this source alone. Default: of any.",
            autocompletion=completion.sources,
        ),
    ] = None,
) -> "Outcome":
    from ketcli import views

    return views.compare(index, topic or (), minimum=minimum, disputed=disputed, source=source)


@command("Draw the dated facts along the years.", "ketcli timeline", "ketcli timeline --fields when,claim")
def timeline(index: "Index") -> "Outcome":
    from ketcli import views

    return views.timeline(index)


@command(
    "Cite the sources of facts, with section and passage.",
    "ketcli cite bladder",
    "ketcli cite addiction --style bibtex -o addiction.bib",
)
def cite(
    index: "Index",
    name: Annotated[
        list[str],
        typer.Argument(
            help="Facts, topics, conflicts or sources, by id, title or alias.",
            show_default=False,
            autocompletion=completion.names,
        ),
    ],
    style: Annotated[Style, typer.Option("--style", help="How references are written.")] = Style.apa,
) -> "Outcome":
    from ketcli import views

    return views.cite(index, name, style.value)


@command(
    "Report every defect of a fact base. With --documents, hold each passage against its document.",
    "ketcli check",
    "ketcli check my-facts.yaml --documents DIR --coverage",
)
def check(
    file: Annotated[
        Optional[pathlib.Path], typer.Argument(help="The fact base. Default: as --facts.", show_default=False)
    ] = None,
    documents: DocumentsOption = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Also list the sentences that no fact cites. Default: do not.")
    ] = False,
    pin: Annotated[
        bool, typer.Option("--pin", help="Write missing digests into the file. Default: leave it as it is.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="With --pin: also replace those that differ. Default: keep them.")
    ] = False,
    facts: FactsOption = None,
) -> "Outcome":
    from ketcli import places, views

    if (coverage or pin) and documents is None:
        raise UsageError(f"{'--coverage' if coverage else '--pin'} needs --documents DIR")
    if force and not pin:
        raise UsageError("--force goes with --pin")
    return views.check(file or facts or places.facts_file(), documents, coverage=coverage, pin=pin, force=force)


@command(
    "Write the fact base. All of it, or the facts of a topic or source.",
    "ketcli export -o facts.json",
    "ketcli export --format sqlite -o facts.db",
    "ketcli export --topic addiction --format markdown",
    formats=ExportFormatOption,
)
def export(index: "Index", topic: TopicOption = None, source: SourceOption = None) -> "Outcome":
    from ketcli import views

    return views.export(index, topics=topic or (), sources=source or ())


def _answering(incomplete: str) -> list[tuple[str, str]]:
    """The commands whose names begin so and that answer in JSON, with what they do."""
    return [(each.name, each.help) for each in COMMANDS if each.name != "schema" and each.name.startswith(incomplete)]


@command(
    "Print a JSON Schema. Of the fact base that people write, or of a command's JSON.",
    "ketcli schema",
    "ketcli schema search",
    shared=("json", "output"),
)
def schema(
    name: Annotated[
        Optional[str],
        typer.Argument(
            metavar="[COMMAND]",
            help="A command that answers in JSON. Default: none, the schema of a fact base.",
            show_default=False,
            autocompletion=_answering,
        ),
    ] = None,
) -> "Outcome":
    from ketcli import views

    return views.schema(name)


def run(arguments: list[str]) -> int:
    """Run ``ketcli`` with *arguments*; returns the exit status, and never raises for bad input."""
    try:
        streams.prepare()
        status = _invoke(arguments)
    except KetcliError as error:
        streams.tell(_line(error))
        status = NOTHING if isinstance(error, UnknownNameError) else FAILED
    except OSError as error:
        streams.tell(f"ketcli: cannot write: {error.strerror or error}")
        status = FAILED
    return status


def _invoke(arguments: list[str]) -> int:
    try:
        return program(arguments).main(arguments, prog_name="ketcli", standalone_mode=False) or FOUND
    except ClickException as error:
        streams.tell(_line(f"{error.format_message()}; see ketcli --help"))
        return FAILED
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # Click ends with 1, which here means "no answer"
            return CLOSED
        raise


def _line(message: object) -> str:
    """*message* as one line for people, without the middle of a value that nobody reads to its end."""
    text = f"ketcli: {message}"
    half = LONGEST_MESSAGE // 2
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:half]} […] {text[-half:]}"


def program(arguments: list[str]) -> "core.Command":
    """All of ``ketcli``, or only the command that *arguments* name: declaring the others would double the start."""
    named = [each for each in COMMANDS if arguments and each.name == arguments[0]]
    if "_KETCLI_COMPLETE" in os.environ:
        named = []
    app = typer.Typer(
        name="ketcli",
        help=HELP,
        epilog=_notes(),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_without_command)
    for each in named or COMMANDS:
        each.declare(app)
    return typer.main.get_command(app)


def _notes() -> str:
    """NOTES as the text below the help; Click keeps the lines of a paragraph that is marked so."""
    paragraphs = []
    for title, entries in NOTES.items():
        width = max(len(term) for term, _ in entries)
        lines = [f"  {term:{width}}  {meaning}".rstrip() for term, meaning in entries]
        paragraphs.append("\n".join(["\b", f"{title}:", *lines]))
    return "\n\n".join(paragraphs)


def _without_command(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Say the version of ketcli and of its facts, and stop.", is_eager=True)
    ] = False,
) -> None:
    if version:
        streams.write(f"ketcli {__version__}\n")
        from ketcli import base

        meta = base.ask(lambda index: index.meta, os.environ.get("KETCLI_FACTS") or None)
        streams.write(f"facts {meta.version}, {meta.facts} of them: {meta.title}\nsha256 {meta.sha256}\n")
        raise typer.Exit(FOUND)
    if context.invoked_subcommand is None:
        streams.write(f"{context.get_help()}\n")
        raise typer.Exit(FOUND)
