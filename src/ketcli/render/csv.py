"""Comma-separated values, with a line of column names, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ketcli.render.safe import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketcli.render.rows import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would run."""


def render(rows: Sequence[Row]) -> str:
    """*rows* below the names of their columns; nothing when there are none."""
    if not rows:
        return ""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_harmless(name) for name in rows[0]])
    writer.writerows([_harmless(value) for value in row.values()] for row in rows)
    return buffer.getvalue()


def _harmless(value: str) -> str:
    """*value* as text also to a spreadsheet: one that looks like a formula gets an apostrophe before it."""
    return visible(f"'{value}" if value.startswith(_FORMULA) else value)
