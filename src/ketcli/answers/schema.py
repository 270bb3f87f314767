"""``schema``: the JSON Schema of what a command answers."""

from __future__ import annotations

from ketcli.answers import schemas
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from ketcli.answers.objects import Object


def schema(command: str | None) -> Outcome:
    """The JSON Schema of what *command* answers; without one, of a fact base."""
    return printed(schemas.of(command))


def printed(document: Object) -> Outcome:
    """A schema as an answer."""
    return Outcome(document, [document], tables.Table((), []), whole=True)
