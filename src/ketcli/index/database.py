"""The database of an index: each thread reads it by a connection of its own, which SQLite demands."""

from __future__ import annotations

from _thread import get_ident

from ketcli.errors import KetcliError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from typing import Any


class Database:
    """A database that any thread may ask."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """*connect* opens a connection that any thread may close."""
        self._connect = connect
        self._connections: dict[int, sqlite3.Connection] = {}
        """Each by the number of its thread; a number is given again when its thread has ended."""
        self._closed = False

    def execute(self, query: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """The rows of *query*; raises as ``connection``, and whatever SQLite raises."""
        return self.connection().execute(query, values)

    def connection(self) -> sqlite3.Connection:
        """That of this thread.  Raises KetcliError when all are closed, and sqlite3.Error."""
        thread = get_ident()
        if thread not in self._connections:
            if self._closed:
                raise KetcliError("this index is closed; load it anew")
            self._connections[thread] = self._connect()
        return self._connections[thread]

    def close(self) -> None:
        """Give the file back."""
        self._closed = True
        while self._connections:
            self._connections.popitem()[1].close()
