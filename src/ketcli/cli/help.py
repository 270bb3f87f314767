"""What ``--help`` says: examples first, as wide as the terminal, and paged where it is longer."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from ketcli.system import streams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typer import Context

_WIDEST = 100
"""Columns beyond which the explanations of options tire."""


class _Said:
    """A command whose help has examples before its options."""

    examples: Sequence[str] = ()
    notes: Mapping[str, Sequence[tuple[str, str]]] = {}

    def format_help_text(self, context: Context, formatter: Any) -> None:
        super().format_help_text(context, formatter)  # type: ignore[misc]
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{' ' * formatter.current_indent}{example}\n")

    def format_epilog(self, _: Context, formatter: Any) -> None:
        for title, entries in self.notes.items():
            with formatter.section(title):
                formatter.write_dl(list(entries))

    def get_help_option(self, context: Context) -> Any:
        option = super().get_help_option(context)  # type: ignore[misc]
        if option is not None:
            option.callback = _shown
        return option


def _shown(context: Context, _: object, wanted: bool) -> None:  # noqa: FBT001 - Click gives the value so
    if wanted and not context.resilient_parsing:
        streams.page(f"{context.get_help()}\n")
        context.exit()


def command(examples: Sequence[str]) -> type[TyperCommand]:
    """The class of a command with these *examples*."""
    return type("Command", (_Said, TyperCommand), {"examples": examples})


def group(examples: Sequence[str], notes: Mapping[str, Sequence[tuple[str, str]]]) -> type[TyperGroup]:
    """The class of the whole program, with *notes* below its options and commands."""
    return type("Group", (_Said, TyperGroup), {"examples": examples, "notes": notes})


def width() -> int:
    """Columns of the help."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
