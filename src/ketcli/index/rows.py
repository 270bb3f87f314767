"""Rows of a database by many keys at once, for a question each would cost more than all that they answer."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ketcli.index.database import Database

_AT_ONCE = 500
"""Values in one question; SQLite takes 999 or more."""


def of(database: Database, query: str, keys: Sequence[Any], *values: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of *query*, which takes *values* and then ends in a column, where that is one of *keys*."""
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        yield from database.execute(f"{query} IN ({', '.join('?' * len(some))})", (*values, *some))
