"""``check --watch``: the same again, whenever the fact base or a document has been saved."""

from __future__ import annotations

import os
import time

from ketcli.errors import KetcliError
from ketcli.lean import TYPE_CHECKING
from ketcli.system import places, streams
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    State = dict[str, tuple[int, int, int]]

_NONE = (0, 0, 0)
"""The state of a file that is not there."""

_PAUSE = 0.3
"""Seconds between two looks: nobody notices them, and they cost nothing."""


def run(check: Callable[[dict[str, Any]], int], values: dict[str, Any]) -> int:
    """Let *check* run with *values*, and again after each change, until Ctrl-C.

    Raises KetcliError when there is nothing that could be watched from the beginning, and OSError.
    """
    facts = values["file"] or values["facts"] or places.facts_file()
    once = {**values, "watch": False, "no_pager": True}
    files = _files(facts, values["documents"], [])
    seen = _state(files)
    check(once)
    streams.tell(f"Watching {facts}{_also(len(files) - 1)}; Ctrl-C ends it.")
    while True:
        before = seen
        while (state := _state(files)) == seen or state != before:  # until it has changed, and does so no more
            before = state
            time.sleep(_PAUSE)
        streams.write("\n")
        files = _files(facts, values["documents"], files)
        seen = state if state.keys() == set(files) else _state(files)
        try:
            check(once)
        except KetcliError as error:  # such as a file that is half typed
            streams.tell(f"ketcli: {error}")


def _also(documents: int) -> str:
    return f" and {counted(documents, 'document')}" if documents else ""


def _files(facts: str, documents: str | None, before: list[str]) -> list[str]:
    """What is watched: the fact base and its documents, if they are looked into; as *before* where it is no base."""
    import pathlib

    from ketcli.facts import dataset, file

    path = pathlib.Path(facts)
    try:
        base = dataset.read(file.read_bytes(path), facts).loaded.dataset
    except KetcliError:
        return before or [facts]
    return [facts, *(os.path.join(documents, each.file) for each in base.sources if documents is not None)]


def _state(files: list[str]) -> State:
    """Of each of *files* which one it is, how large and from when."""
    state = {}
    for path in files:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            state[path] = _NONE
            continue
        state[path] = status.st_ino, status.st_size, status.st_mtime_ns
    return state
