"""Open a fact base: the one that comes with ketcli or one's own, compiled at the first time and kept for the next."""

from __future__ import annotations

import os

from ketcli.index import cache
from ketcli.lean import TYPE_CHECKING
from ketcli.system import places

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")
    from collections.abc import Callable

    from ketcli.index.build import Moved
    from ketcli.index.reader import Index


def load(facts: str | os.PathLike[str] | None = None, *, moved: Moved | None = None) -> Index:
    """The fact base in the file *facts*, YAML or JSON, ready to be asked; without a name the one that is shipped.

    It is a context manager that closes itself.  While it compiles, *moved* is told how much of how much is done.
    Raises UnreadableFactsError and InvalidFactsError, both KetcliError, with file and line.
    """
    return cache.load(_file(facts), places.cache_folder(), moved)


def ask(
    question: Callable[[Index], T],
    facts: str | os.PathLike[str] | None = None,
    *,
    moved: Moved | None = None,
) -> T:
    """What *question* answers from the fact base that ``load`` opens, also when its compiled form turns out damaged."""
    return cache.ask(_file(facts), places.cache_folder(), question, moved)


def _file(facts: str | os.PathLike[str] | None) -> str:
    return os.fspath(facts) if facts is not None else places.facts_file()
