"""The command line as a whole: its help, its versions, and how it ends."""

import os
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.exceptions import ClickException, MissingParameter  # Typer vendors Click and makes these not public

from ketcli import __version__
from ketcli.cli import help as helping
from ketcli.cli import words
from ketcli.cli.command import FOUND, NOTHING
from ketcli.cli.commands import COMMANDS
from ketcli.errors import AmbiguousNameError, KetcliError, UnknownNameError
from ketcli.system import streams

if TYPE_CHECKING:
    from typer._click import core

FAILED, CLOSED = 2, 141
"""Exit status: it could not be done, nobody reads on."""

LONGEST_MESSAGE = 5000
"""Characters of an error message; a path has up to 4096."""

_COMPLETE = "_KETCLI_COMPLETE"
"""The variable in which a shell says how it wants to complete."""

SUMMARY = "look up which source says what about ketamine therapy"
HELP = (
    "Look up which source says what about ketamine therapy. A reference, not medical advice. "
    "Words that begin with no command are looked up."
)
EXAMPLES = (
    "ketcli side effects",
    'ketcli "who should not get it?"',
    "ketcli show bladder",
    "ketcli compare addiction",
    'ketcli search ptsd --json | jq -r ".hits[].fact.claim"',
)
NOTES = {
    "Exit status": (
        ("0", "there is an answer"),
        ("1", "there is none: no match, an unknown name, problems found"),
        ("2", "it could not be done: usage, unreadable facts, output error"),
        ("130, 143", "stopped by Ctrl-C, by TERM; 129, 131: by HUP, by QUIT"),
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
}
"""What stands below the help and in the manual page: sections of terms with their meanings."""


def run(arguments: list[str]) -> int:
    """Run ``ketcli`` with *arguments*; returns the exit status, and never raises for bad input."""
    try:
        streams.prepare()
        status = _invoke(words.command_line(arguments, [each.name for each in COMMANDS]))
    except KetcliError as error:
        streams.tell(_line(error))
        status = NOTHING if isinstance(error, UnknownNameError | AmbiguousNameError) else FAILED
    except OSError as error:
        streams.tell(f"ketcli: cannot write: {error.strerror or error}")
        status = FAILED
    return status


def _invoke(arguments: list[str]) -> int:
    try:
        return program(arguments).main(arguments, prog_name="ketcli", standalone_mode=False) or FOUND
    except MissingParameter as error:
        streams.tell(_line(_missing(error, arguments)))
        return FAILED
    except ClickException as error:
        message = error.format_message().rstrip(".")
        named = f" {arguments[0]}" if arguments[0] in [each.name for each in COMMANDS] else ""
        streams.tell(_line(f"{message[:1].lower()}{message[1:]}; see ketcli{named} --help"))
        return FAILED
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # Click ends with 1, which here means "no answer"
            return CLOSED
        raise


def _missing(error: MissingParameter, arguments: list[str]) -> str:
    """What has to be typed, with an example."""
    example = next((each.examples[0] for each in COMMANDS if each.name == arguments[0]), "ketcli --help")
    what = error.param.human_readable_name if error.param else "something"
    return f"{arguments[0]} needs a {what.lower()}; for example: {example}"


def _line(message: object) -> str:
    """*message* as one line for people, without the middle of a value that nobody reads to its end."""
    text = f"ketcli: {message}"
    half = LONGEST_MESSAGE // 2
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:half]} […] {text[-half:]}"


def program(arguments: list[str]) -> "core.Command":
    """All of ``ketcli``, or only the command that *arguments* name: declaring the others would double the start."""
    first = arguments[0] if arguments else ""
    completing = _COMPLETE in os.environ
    named = [each for each in COMMANDS if each.name == first and not completing]
    app = typer.Typer(
        name="ketcli",
        cls=helping.group(EXAMPLES, NOTES),
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": helping.width()},
    )
    app.callback(invoke_without_command=True)(_without_command)
    for each in named or COMMANDS:
        each.declare(app)
    command = typer.main.get_command(app)
    if completing or first.endswith("-completion"):
        from ketcli.cli import shells

        shells.register()
    return command


def _without_command(
    context: typer.Context,
    version: Annotated[  # noqa: FBT002 - an option that is a flag
        bool, typer.Option("--version", help="Say the version of ketcli and of its facts, and stop.", is_eager=True)
    ] = False,
) -> None:
    if version:
        streams.write(f"ketcli {__version__}\n")
        from ketcli.index import base
        from ketcli.system.safe import visible

        meta = base.ask(lambda index: index.meta, os.environ.get("KETCLI_FACTS") or None)
        streams.write(f"facts {visible(meta.version)}, {meta.facts} of them: {visible(meta.title)}\n")
        streams.write(f"sha256 {meta.sha256}\n")
        raise typer.Exit(FOUND)
    if context.invoked_subcommand is None:
        from ketcli.cli import start
        from ketcli.index import base

        streams.write(base.ask(start.screen, os.environ.get("KETCLI_FACTS") or None))
        raise typer.Exit(FOUND)
