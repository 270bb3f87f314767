"""Comma-separated values, with a line of column names, for spreadsheets."""

from __future__ import annotations

import csv
import io
import re

from ketcli.lean import TYPE_CHECKING
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from ketcli.answers.table import Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would run."""


_PARTED = re.compile(r""";(?=["'\s]*[-=+@＝＋－＠])""")


def render(table: Table) -> str:
    """*table* below the names of its columns."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([_harmless(cell) for cell in cells] for cells in (table.columns, *table.texts()))
    return buffer.getvalue()


def _harmless(value: str) -> str:
    """*value* as text also to a spreadsheet: what looks like a formula gets an apostrophe before it.

    So does what would, where a spreadsheet parts cells by semicolons.
    """
    parted = _PARTED.sub(r"\g<0>'", value)
    return visible(f"'{parted}" if parted.startswith(_FORMULA) else parted)
