"""The table of what can be typed, from what Typer is told; ``python -m ketcli.cli.tabulate`` writes it anew.

It is kept, so that a plain command line is read without loading Typer; a test holds it to the declarations.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from ketcli.cli import declared
from ketcli.cli.commands import COMMANDS
from ketcli.cli.parameter import FLAG, NUMBER, TEXT, TEXTS

if TYPE_CHECKING:
    import inspect

    from ketcli.cli.parameter import Parameter

_HEAD = '''"""What can be typed: the parameters of each command.  Written by ``tabulate``, never by hand."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ketcli.cli.parameter import Parameter

TABLE: Mapping[str, Sequence[Parameter]] = {
'''


def text() -> str:
    """The module ``table``."""
    lines = []
    for command in COMMANDS:
        rows = "".join(f"        {row(each)},\n" for each in declared.parameters(command))
        lines.append(f"    {command.name!r}: [\n{rows}    ],\n")
    return f"{_HEAD}{''.join(lines)}}}\n"


def row(parameter: inspect.Parameter) -> Parameter:
    """What the table says of *parameter*."""
    kind, said = get_args(parameter.annotation)
    optional = type(None) in get_args(kind)
    (plain,) = (each for each in (get_args(kind) if optional else [kind]) if each is not type(None))
    choices = get_args(plain) if get_origin(plain) is Literal else None
    named = said.default if isinstance(said.default, str) else None
    return {
        "name": parameter.name,
        "options": tuple(each for each in (named, *(said.param_decls or ())) if each),
        "kind": _kind(plain),
        "needed": parameter.default is parameter.empty,
        "default": None if parameter.default is parameter.empty else parameter.default,
        "limit": said.min if plain is int else choices,
        "variable": said.envvar or "",
        "offers": said.autocompletion.__name__ if said.autocompletion else "",
        "says": said.help,
    }


def _kind(annotation: Any) -> str:
    if get_origin(annotation) is list:
        return TEXTS
    return {bool: FLAG, int: NUMBER}.get(annotation, TEXT)


if __name__ == "__main__":
    Path(__file__).with_name("table.py").write_text(text(), encoding="utf-8")
