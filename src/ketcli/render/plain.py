"""One record a line, tab-separated, never cut: for pipes."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from ketcli.answers.table import Table


def render(table: Table, *, header: bool = False) -> str:
    """The records of *table* as lines, with *header* below the names of the columns.

    A tab or line break inside a value is written out.
    """
    lines = [*([table.columns] if header else ()), *table.texts()]
    return "".join("\t".join(map(visible, cells)) + "\n" for cells in lines)
