"""What can stand at the end of a command line that is being typed."""

from __future__ import annotations

import os

from ketcli.cli import quick, words
from ketcli.cli.parameter import TEXTS
from ketcli.cli.table import TABLE
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ketcli.cli.completion import Offers
    from ketcli.cli.parameter import Parameter

_HERE = "\0"
"""Stands for the word that is begun: no argument of a process can hold it."""


def offers(before: list[str], incomplete: str) -> Offers:
    """The words that begin with *incomplete* and can stand behind *before*, each with what it means."""
    if not before:
        if incomplete.startswith("-"):
            return _beginning(incomplete, list(words.GLOBAL.items()))
        from ketcli.cli.commands import COMMANDS

        return _beginning(incomplete, [(each.name, each.help.partition(". ")[0]) for each in COMMANDS])
    try:
        command, *line = words.command_line(before, TABLE)
    except UsageError:
        return []
    return _of_command(TABLE[command], line, incomplete) if command in TABLE else []


def _beginning(incomplete: str, every: Offers) -> Offers:
    return [offer for offer in every if offer[0].startswith(incomplete)]


def _of_command(parameters: Sequence[Parameter], line: list[str], incomplete: str) -> Offers:
    """What can stand behind *line*, which the options and arguments of a command with these *parameters* are."""
    option, sign, value = incomplete.partition("=")
    begun = incomplete.startswith("-") and "--" not in line
    typed = quick.split(parameters, [*line, f"{option}={_HERE}" if begun and sign else _HERE])
    if typed is None:
        return []
    asked = next((each for each in parameters if typed.get(each["name"], [""])[-1] == _HERE), None)
    if begun and not sign and not (asked and asked["options"]):
        return _options(parameters, typed, incomplete)
    return _values(asked, parameters, typed, value if begun and sign else incomplete) if asked else []


def _options(parameters: Sequence[Parameter], typed: Mapping[str, list[str]], incomplete: str) -> Offers:
    """The options that begin so and can still be given."""
    left = [each for each in parameters if each["kind"] == TEXTS or each["name"] not in typed]
    named = [(option, each["says"]) for each in left for option in each["options"]]
    return _beginning(incomplete, [*named, *((option, words.GLOBAL[option]) for option in ("-h", "--help"))])


def _values(
    parameter: Parameter, parameters: Sequence[Parameter], typed: Mapping[str, list[str]], incomplete: str
) -> Offers:
    """The values that *parameter* can have and that begin so, where *typed* is what all *parameters* have."""
    limit, function = parameter["limit"], parameter["offers"]
    if isinstance(limit, tuple):
        return _beginning(incomplete, [(choice, "") for choice in limit])
    if not function:
        return []
    from ketcli.cli import completion

    known = {each["name"]: said for each in parameters if (said := os.environ.get(each["variable"]))}
    line = completion.Line(known | {name: values[-1] for name, values in typed.items()})
    found: Offers = getattr(completion, function)(line, incomplete)
    return found
