"""Markdown: a table, and text that means only itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.answers.rows import Table

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$!^:]")
_OPENING = re.compile(r"^([-+=]|\d+[.)])")


def render(table: Table) -> str:
    """*table* as a table of Markdown."""
    head, *body = ([escape(cell) for cell in cells] for cells in (table.columns, *table.texts()))
    return "".join(map(_line, (head, ["---"] * len(head), *body)))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def escape(text: str) -> str:
    """*text* so that Markdown shows it as it is, also at the beginning of a line."""
    marked = _SPECIAL.sub(r"\\\g<0>", visible(text))
    return _OPENING.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", marked)
