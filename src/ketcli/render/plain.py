"""One record a line, tab-separated, never cut: for pipes."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from ketcli.answers.table import Table


def render(table: Table) -> str:
    """The records of *table* as lines; a tab or line break inside a value is written out."""
    return "".join("\t".join(map(visible, cells)) + "\n" for cells in table.texts())
