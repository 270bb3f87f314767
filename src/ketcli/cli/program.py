"""The command line as a whole: how what is typed is read, and how it ends."""

from __future__ import annotations

import os

from ketcli.cli import quick
from ketcli.cli.table import TABLE
from ketcli.errors import AmbiguousNameError, KetcliError, UnknownNameError
from ketcli.system import streams

NOTHING, FAILED, CLOSED = 1, 2, 141
"""Exit status: there is no answer, it could not be done, nobody reads on."""

LONGEST_MESSAGE = 5000
"""Characters of an error message; a path has up to 4096."""

_COMPLETE = "_KETCLI_COMPLETE"
"""The variable in which a shell says how it wants to complete."""


def run(arguments: list[str]) -> int:
    """Run ``ketcli`` with *arguments*; returns the exit status, and never raises for bad input."""
    try:
        streams.prepare()
        return _run(arguments)
    except KetcliError as error:
        streams.tell(_line(error))
        return NOTHING if isinstance(error, UnknownNameError | AmbiguousNameError) else FAILED
    except BrokenPipeError:
        return CLOSED
    except OSError as error:
        streams.tell(f"ketcli: cannot write: {error.strerror or error}")
        return FAILED


def _run(arguments: list[str]) -> int:
    wanted = os.environ.get(_COMPLETE, "")
    if wanted.startswith("complete_"):
        from ketcli.cli import shells

        return shells.complete(wanted.removeprefix("complete_"))
    line = arguments
    if arguments and arguments[0] not in TABLE:
        from ketcli.cli import words

        line = words.command_line(arguments, TABLE)
    values = None if wanted else quick.read(line)
    if values is None:
        from ketcli.cli import app

        return app.run(line)
    from ketcli.cli import commands

    return commands.named(line[0]).run(values)


def _line(message: object) -> str:
    """*message* as one line for people, without the middle of a value that nobody reads to its end."""
    text = f"ketcli: {message}"
    half = LONGEST_MESSAGE // 2
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:half]} […] {text[-half:]}"
