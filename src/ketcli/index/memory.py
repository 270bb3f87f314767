"""Compile a fact base into memory."""

from __future__ import annotations

import itertools
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
    database = Database(f"file:ketcli-{next(_NUMBERS)}?mode=memory&cache=shared")
    build.build(dataset, database.connection(), moved, searched=searched)
    return Index(database)
