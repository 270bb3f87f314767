"""A bar on standard error while something takes long."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn


class Bar:
    """Appears with its first move, and is wiped away when it stops."""

    def __init__(self, what: str) -> None:
        columns = (TextColumn(what), BarColumn(), TaskProgressColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("")

    def move(self, done: int, total: int) -> None:
        """Show that *done* of *total* are done."""
        self._progress.start()
        self._progress.update(self._task, completed=done, total=total)

    def stop(self) -> None:
        """Leave the terminal as it was."""
        self._progress.stop()
