"""Compile a fact base into memory."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ketcli.index import build
from ketcli.index.reader import Index

if TYPE_CHECKING:
    from ketcli.facts.nouns import Dataset


def compiled(dataset: Dataset, moved: build.Moved | None = None) -> Index:
    """An index of *dataset* that no file holds; *moved* is told how far compiling is."""
    database = sqlite3.connect(":memory:")
    build.build(dataset, database, moved)
    return Index(database)
