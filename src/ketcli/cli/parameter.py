"""What a row of the table of parameters says of one of them."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypedDict

    class Parameter(TypedDict):
        """An option or argument of a command."""

        name: str
        options: tuple[str, ...]
        """What it is called on the command line; nothing: it is an argument."""
        kind: str
        needed: bool
        default: Any
        limit: Any
        """Of a number the least; of a text what it can be, None: anything."""
        variable: str
        """The one in the environment that says it as well."""
        offers: str
        """The function in ``completion`` that offers values for it."""
        says: str


FLAG, NUMBER, TEXT, TEXTS = "flag", "number", "text", "texts"
"""Kinds: given or not, a whole number, one text, any number of them."""
