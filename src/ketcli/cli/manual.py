"""The manual page, written from the texts that ``--help`` shows: ``python -m ketcli.cli.manual > man/ketcli.1``."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from ketcli import __version__
from ketcli.cli import app as cli
from ketcli.cli.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ketcli.cli.command import Command

PLAIN = r" <(?:str|list\[str\])>"
"""How some versions of Typer mark what can be any text."""


def page() -> str:
    """The page as roff, in the macros of man(7)."""
    program = cli.program([])
    context = program.make_context("ketcli", [], resilient_parsing=True)
    lines = [
        f'.TH KETCLI 1 "" "ketcli {_text(__version__)}" "User Commands"',
        *_section("NAME", [f"ketcli \\- {_text(cli.SUMMARY)}"]),
        *_section("SYNOPSIS", [".B ketcli", _text(program.collect_usage_pieces(context)[0] + " COMMAND [ARGS]...")]),
        *_section("DESCRIPTION", [_text(cli.HELP)]),
        *_section(
            "EXAMPLES", [line for example in cli.EXAMPLES for line in (".RS", ".nf", _text(example), ".fi", ".RE")]
        ),
        *_section("OPTIONS", _parameters(program, context)),
        *_section("COMMANDS", [line for each in COMMANDS for line in _command(each, program, context)]),
    ]
    for title, entries in cli.NOTES.items():
        lines += _section(title.upper(), [line for entry in entries for line in _entry(*entry)])
    return "".join(f"{line}\n" for line in lines)


def _section(title: str, body: Iterable[str]) -> list[str]:
    return [f'.SH "{title}"', *body]


def _command(each: Command, program: Any, parent: Any) -> Iterator[str]:
    command = program.commands[each.name]
    context = command.make_context(each.name, [], parent=parent, resilient_parsing=True)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f'.SS "ketcli {_text(each.name)} {_text(usage)}"'
    yield _text(each.help)
    yield from _parameters(command, context)
    yield from (".PP", "Examples:")
    for example in each.examples:
        yield from (".RS", ".nf", _text(example), ".fi", ".RE")


def _parameters(command: Any, context: Any) -> Iterator[str]:
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    for names, meaning in filter(None, records):
        yield from _entry(re.sub(PLAIN, "", names), meaning)


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield from (".TP", f".B {_text(term)}", _text(meaning)) if meaning else (".PP", _text(term))


def _text(text: str) -> str:
    """*text* on one line, as it is: nothing in it is taken for a request, an escape or a hyphen."""
    plain = re.sub(r"\s+", " ", text).replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


if __name__ == "__main__":
    sys.stdout.write(page())
