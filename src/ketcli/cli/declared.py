"""What Typer is told of the commands: the parameters of each, as ``commands`` declares them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from ketcli.cli import completion, options
from ketcli.cli.command import INDEX, deliver

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketcli.cli.command import Command

_NAMES = {
    **vars(options),
    "Annotated": Annotated,
    "Optional": Optional,
    "typer": typer,
    "completion": completion,
    **dict.fromkeys(("Act", "Any", "Index", "Outcome"), Any),
}
"""What the annotations of the commands, which answering does not need, are made of."""


def parameters(command: Command) -> list[inspect.Parameter]:
    """The parameters of *command*: its own, and then those that all commands share."""
    own = [each for each in _parameters(command.act) if each.name != INDEX]
    names = {each.name for each in own}
    formats = vars(options)[command.formats]
    return own + [
        each.replace(annotation=formats) if each.name == "form" else each
        for each in _parameters(deliver)
        if each.kind is each.KEYWORD_ONLY
        and each.name not in names
        and (not command.shared or each.name in command.shared)
    ]


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(function, globals=_NAMES, eval_str=True).parameters.values())


def declare(command: Command, app: typer.Typer, **more: Any) -> None:
    """Let *app* know *command*; *more* is for Typer alone."""

    def run(**values: Any) -> int:
        return command.run(values)

    run.__signature__ = inspect.Signature(parameters(command))  # type: ignore[attr-defined]
    run.__annotations__ = {}
    app.command(command.name, help=command.help, **more)(run)
