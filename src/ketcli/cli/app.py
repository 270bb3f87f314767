"""What Typer does: help, errors, the installing of completion, and whatever ``quick`` does not read."""

from __future__ import annotations

import os
from typing import Annotated

import typer
import typer.core

from ketcli import __version__
from ketcli.cli import declared, words
from ketcli.cli import help as helping
from ketcli.cli.command import FOUND, INDEX
from ketcli.cli.commands import COMMANDS
from ketcli.errors import UsageError
from ketcli.system import streams

SUMMARY = "look up which source says what, about ketamine therapy or in a fact base of your own"
HELP = (
    "Look up which source says what: about ketamine therapy, or with --facts in a fact base of your own. "
    "A reference, not medical advice. Words that begin with no command are looked up."
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


_PLAINLY = {
    "Value error, ": "",
    "Input should be a valid integer, unable to parse string as an integer": "it is no whole number",
    "Input should be greater than or equal to": "it has to be at least",
}
"""What Typer, which leaves values to pydantic, writes of them, and what people read."""


def run(line: list[str]) -> int:
    """Do what *line*, a command with its options and arguments, asks; returns the exit status.

    Raises UsageError for what Typer refuses, and whatever the command raises.
    """
    try:
        status: int | None = program(line).main(line, prog_name="ketcli", standalone_mode=False)
    except typer.TyperException as error:
        raise UsageError(_refused(error, line)) from error
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # Typer ends with 1, which here means "no answer"
            raise error.__context__ from None
        raise
    return status or FOUND


def _refused(error: typer.TyperException, line: list[str]) -> str:
    """Why *line* cannot be done, or what has to be typed, with an example."""
    command = next((each for each in COMMANDS if line[:1] == [each.name]), None)
    if command and isinstance(error, typer.BadParameter) and error.param and not error.message:  # nothing is given
        other = INDEX in command.act.__annotations__ and ("KETCLI_FACTS" in os.environ or "--facts" in " ".join(line))
        example = "ketcli topics lists some" if other else f"for example: {command.examples[0]}"
        return f"{command.name} needs a {error.param.name}; {example}"
    message = error.format_message().rstrip(".")
    for written, read in _PLAINLY.items():
        message = message.replace(written, read)
    named = f" {command.name}" if command else ""
    return f"{message[:1].lower()}{message[1:]}; see ketcli{named} --help"


def program(line: list[str]) -> typer.core.TyperGroup:
    """All of ``ketcli``, or only the command that *line* names: declaring the others would double the start."""
    named = [each for each in COMMANDS if line[:1] == [each.name]]
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
        declared.declare(each, app, cls=helping.command(each.examples))
    if not named:
        from ketcli.cli import vendored

        vendored.tell_zsh()
    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)  # noqa: S101 - for type checkers; there is always a callback
    return command


def _without_command(
    context: typer.Context,
    version: Annotated[  # noqa: FBT002 - an option that is a flag
        bool, typer.Option("--version", help=words.GLOBAL["--version"], is_eager=True)
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
