"""One record a line, tab-separated, never cut: for pipes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.render.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.render.rows import Row


def render(rows: Iterable[Row]) -> str:
    """*rows* as lines; a tab or line break inside a value is written out."""
    return "".join("\t".join(visible(value) for value in row.values()) + "\n" for row in rows)
