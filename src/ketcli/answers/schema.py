"""``schema``: the JSON Schema of what a command answers."""

from __future__ import annotations

from ketcli.answers import schemas
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome


def schema(command: str | None) -> Outcome:
    """The JSON Schema of what *command* answers; without one, of a fact base."""
    document = schemas.of(command)
    return Outcome(document, [document], tables.Table((), []), whole=True)
