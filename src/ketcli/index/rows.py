"""Rows of a database by many keys at once, for a question each costs more than what it answers; and what is kept."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from ketcli.index.database import Database

_AT_ONCE = 500
"""Values in one question; SQLite takes 999 or more."""

_FORGOTTEN = object()


def of(database: Database, query: str, keys: Sequence[Any], *values: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of *query*, which takes *values* and then ends in a column, where that is one of *keys*."""
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        yield from database.execute(f"{query} IN ({', '.join('?' * len(some))})", (*values, *some))


class Memory(dict):  # type: ignore[type-arg]
    """What is kept for the next question; where it gets too much all is forgotten.  Several threads may use it."""

    def __init__(self, most: int, size: Callable[[Any], int] = lambda _: 1) -> None:
        """*most* is the *size* of all values that may be kept together."""
        super().__init__()
        self._most = most
        self._size_of = size
        self._size = 0

    def keep(self, key: object, value: object) -> None:
        """Keep *value* under *key*."""
        size = self._size_of(value)
        self._size += size
        if self._size > self._most:
            self.clear()
            self._size = size
        self[key] = value

    def of(self, keys: Sequence[Any], look_up: Callable[[list[Any]], Mapping[Any, Any]]) -> dict[Any, Any]:
        """What is kept under each of *keys*; the rest is looked up at once, and kept: None where that finds nothing."""
        known = {key: value for key in keys if (value := self.get(key, _FORGOTTEN)) is not _FORGOTTEN}
        if missing := [key for key in keys if key not in known]:
            found = look_up(missing)
            for key in missing:
                known[key] = value = found.get(key)
                self.keep(key, value)
        return known
