"""Markdown: a table, and text that means only itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ketcli.render.safe import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketcli.render.rows import Row

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$!^:]")
_OPENING = re.compile(r"^([-+=]|\d+[.)])")


def render(rows: Sequence[Row]) -> str:
    """*rows* as a table; nothing when there are none."""
    if not rows:
        return ""
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(list(row.values()) for row in rows)]
    cells = [[value if number == 1 else escape(value) for value in line] for number, line in enumerate(lines)]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def escape(text: str) -> str:
    """*text* so that Markdown shows it as it is, also at the beginning of a line."""
    marked = _SPECIAL.sub(r"\\\g<0>", visible(text))
    return _OPENING.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", marked)
