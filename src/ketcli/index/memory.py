"""Compile a fact base into memory."""

from __future__ import annotations

import itertools
import sqlite3
from typing import TYPE_CHECKING

from ketcli.index import build
from ketcli.index.database import Database
from ketcli.index.reader import Index

if TYPE_CHECKING:
    from ketcli.facts.nouns import Dataset

_NUMBERS = itertools.count()
"""By which the databases of this process are told apart."""


def compiled(dataset: Dataset, moved: build.Moved | None = None, *, searched: bool = True) -> Index:
    """An index of *dataset* that no file holds; *moved* is told how far compiling is.

    Where it is not *searched*, but looked up and listed only, it takes a fraction of the time.
    """
    name = f"file:ketcli-{next(_NUMBERS)}?mode=memory&cache=shared"
    database = Database(lambda: sqlite3.connect(name, uri=True, check_same_thread=False))
    build.build(dataset, database.connection(), moved, searched=searched)
    return Index(database)
