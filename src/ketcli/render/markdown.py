"""Markdown: a table."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING
from ketcli.system.safe import markdown_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.answers.table import Table


def render(table: Table) -> str:
    """*table* as a table of Markdown."""
    head, *body = ([markdown_safe(cell) for cell in cells] for cells in (table.columns, *table.texts()))
    return "".join(map(_line, (head, ["---"] * len(head), *body)))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
