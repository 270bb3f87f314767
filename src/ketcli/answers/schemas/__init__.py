"""JSON Schemas (draft 2020-12) of the fact base that people write, and of what each command answers in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers.schemas import answers, base
from ketcli.errors import UnknownNameError

if TYPE_CHECKING:
    from ketcli.answers.objects import Object

COMMANDS = tuple(answers.ANSWERS)
"""The commands that answer in JSON."""


def of(command: str | None = None) -> Object:
    """The schema of the JSON that *command* writes; without one, of a fact base.

    Raises UnknownNameError, with the nearest of COMMANDS, for any other name.
    """
    if command is None:
        return base.schema()
    if command in COMMANDS:
        return answers.schema(command)
    raise UnknownNameError.among("command that answers in JSON", command, COMMANDS)
