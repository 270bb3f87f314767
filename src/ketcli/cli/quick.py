"""Read plain, well-formed command lines by the table of what can be typed, without loading Typer.

Typer takes five times the start of Python to load.  What is asked for help, is no command, lacks something or has too
much, is for Typer to read, and to refuse in its words; so is what is not sure to be read as Typer would.
"""

from __future__ import annotations

import os

from ketcli.cli.parameter import FLAG, NUMBER, TEXTS
from ketcli.cli.table import TABLE
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ketcli.cli.parameter import Parameter

LEFT = ""
"""The name of what has none."""


def read(line: Sequence[str]) -> dict[str, Any] | None:
    """The values of all parameters of the command that *line* begins with; None when it is for Typer to read."""
    if not line or line[0] not in TABLE:
        return None
    parameters = TABLE[line[0]]
    typed = split(parameters, line[1:])
    if typed is None or LEFT in typed:
        return None
    try:
        return {each["name"]: _value(each, typed.get(each["name"], [])) for each in parameters}
    except ValueError:
        return None


def split(parameters: Sequence[Parameter], line: Sequence[str]) -> dict[str, list[str]] | None:
    """What is typed in *line* for each of *parameters*, by name; None when it has an option that is none of theirs.

    Arguments that are too many are LEFT.
    """
    options = {option: parameter for parameter in parameters for option in parameter["options"]}
    typed: dict[str, list[str]] = {}
    words: list[str] = []
    rest = iter(line)
    for argument in rest:
        if argument == "--":
            words += rest
        elif len(argument) == 1 or not argument.startswith("-"):
            words.append(argument)
        elif not _option(argument, rest, options, typed):
            return None
    for parameter in parameters:
        if words and not parameter["options"]:
            most = len(words) if parameter["kind"] == TEXTS else 1
            typed[parameter["name"]], words = words[:most], words[most:]
    if words:
        typed[LEFT] = words
    return typed


def _option(argument: str, rest: Iterator[str], options: dict[str, Parameter], typed: dict[str, list[str]]) -> bool:
    """Whether *argument*, if need be with the first of the *rest*, is one of *options*, or several of one letter.

    What they are given is added to *typed*.
    """
    pieces: list[tuple[str, str | None]] = []
    if argument.startswith("--"):
        option, sign, joined = argument.partition("=")
        pieces.append((option, joined if sign else None))
    else:
        for place, letter in enumerate(argument[1:], 2):
            option = f"-{letter}"
            if option in options and options[option]["kind"] != FLAG:
                pieces.append((option, argument[place:] or None))
                break
            pieces.append((option, None))
    for option, value in pieces:
        if option not in options:
            return False
        if options[option]["kind"] == FLAG:
            given = "" if value is None else None
        else:
            given = next(rest, None) if value is None else value
        if given is None:
            return False
        typed.setdefault(options[option]["name"], []).append(given)
    return True


def _value(parameter: Parameter, typed: list[str]) -> Any:
    """The value of *parameter* when *typed* is given for it; raises ValueError for what it cannot be."""
    kind, limit = parameter["kind"], parameter["limit"]
    if not typed and (said := os.environ.get(parameter["variable"])):
        typed = [said]
    if not typed:
        if parameter["needed"]:
            raise ValueError
        return parameter["default"]
    if kind == TEXTS:
        return typed
    if kind == FLAG:
        return True
    if kind == NUMBER:
        if not (typed[-1].isascii() and typed[-1].isdecimal() and int(typed[-1]) >= limit):
            raise ValueError
        return int(typed[-1])
    if limit is not None and typed[-1] not in limit:
        raise ValueError
    return typed[-1]
