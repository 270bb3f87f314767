"""The database of an index: each thread reads it by a connection of its own, which SQLite demands."""

from __future__ import annotations

from _thread import get_ident

from ketcli.errors import KetcliError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection, Cursor, connect
    from typing import Any
else:
    try:  # as in ``sqlite3``, which loads datetime before it: a twentieth of a start
        from _sqlite3 import connect
    except ImportError:
        from sqlite3 import connect


class Database:
    """A database that any thread may ask."""

    def __init__(self, uri: str) -> None:
        """*uri* names it, with settings behind it."""
        self._uri = uri
        self._connections: dict[int, Connection] = {}
        """Each by the number of its thread; a number is given again when its thread has ended."""
        self._closed = False

    def execute(self, query: str, values: Sequence[Any] = ()) -> Cursor:
        """The rows of *query*; raises as ``connection``, and whatever SQLite raises."""
        return self.connection().execute(query, values)

    def connection(self) -> Connection:
        """That of this thread.  Raises KetcliError when all are closed, and sqlite3.Error."""
        thread = get_ident()
        if thread not in self._connections:
            if self._closed:
                raise KetcliError("this index is closed; load it anew")
            self._connections[thread] = connect(self._uri, uri=True, check_same_thread=False)  # any may close it
        return self._connections[thread]

    def close(self) -> None:
        """Give the file back."""
        self._closed = True
        while self._connections:
            self._connections.popitem()[1].close()
