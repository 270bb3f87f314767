"""What was typed, read as a command line: words that begin with no command are something to search for."""

from __future__ import annotations

from ketcli.cli.parameter import FLAG
from ketcli.cli.table import TABLE
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

SEARCH = "search"

GLOBAL = {
    "--version": "Say the version of ketcli and of its facts, and stop.",
    "--help": "Show this message and exit.",
    "-h": "Show this message and exit.",
    "--install-completion": "Install completion for the current shell.",
    "--show-completion": "Show completion for the current shell, to copy it or customize the installation.",
}
"""What stands before any command, with what it does."""

VALUED = frozenset(
    option
    for parameters in TABLE.values()
    for parameter in parameters
    for option in parameter["options"]
    if parameter["kind"] != FLAG
)
"""The options that are followed by a value."""

_MEANT = 4
"""Letters of the shortest word that is taken for a mistyped command."""


def command_line(arguments: Sequence[str], commands: Collection[str]) -> list[str]:
    """*arguments* with one of *commands* first, unless they ask for the program itself.

    Raises UsageError for a first word that is a command but for one letter.
    """
    if not arguments or arguments[0] in commands or arguments[0].split("=")[0] in GLOBAL:
        return list(arguments)
    place = _first_word(arguments)
    if place is None:
        return [SEARCH, *arguments]
    word = arguments[place]
    if word in commands and "--" not in arguments[:place]:
        return [word, *arguments[:place], *arguments[place + 1 :]]
    meant = [command for command in commands if _one_off(word, command)]
    if meant and "--" not in arguments[:place]:
        raise UsageError(f"no command is called {word!r}; did you mean {meant[0]}? To look it up: ketcli search {word}")
    return [SEARCH, *arguments]


def _first_word(arguments: Sequence[str]) -> int | None:
    """The place of the first argument that is no option and no option's value."""
    value = False
    for place, argument in enumerate(arguments):
        if value:
            value = False
        elif argument == "--":
            return place + 1 if place + 1 < len(arguments) else None
        elif not argument.startswith("-") or argument == "-":
            return place
        else:
            value = argument in VALUED
    return None


def _one_off(word: str, command: str) -> bool:
    """Whether *word* is *command* with one letter wrong, missing, too many, or two neighbours swapped."""
    if word == command or min(len(word), len(command)) < _MEANT or abs(len(word) - len(command)) > 1:
        return False
    return command in _edits(word) or word in _edits(command) or _wrong(word, command) == 1


def _edits(word: str) -> Iterator[str]:
    """*word* without one letter, and with two neighbours swapped."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _wrong(word: str, other: str) -> int:
    return sum(a != b for a, b in zip(word, other, strict=True)) if len(word) == len(other) else 2
