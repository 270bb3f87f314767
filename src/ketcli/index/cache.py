"""Keep compiled indexes in the user's cache directory; do without when that cannot be written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import zlib
from typing import TYPE_CHECKING, TypeVar

from ketcli.errors import KetcliError
from ketcli.index import tables
from ketcli.index.reader import Index

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable

    from ketcli.index.build import Moved

T = TypeVar("T")

KEPT = 8
"""How many indexes are kept; the oldest go."""

_PRIVATE = 0o600

_SETTLED = 2 * 10**9
"""Nanoseconds after which a file's times are trusted to tell any later change."""


def ask(
    facts: pathlib.Path, folder: pathlib.Path | None, question: Callable[[Index], T], moved: Moved | None = None
) -> T:
    """What *question* answers from the index of the fact base at *facts*.

    The index is taken from *folder* when it is there, else compiled, and kept there if that is possible; without a
    *folder* nothing is kept.  A damaged one is compiled anew.  *moved* is told how far compiling is.
    Raises UnreadableFactsError and InvalidFactsError, and whatever *question* raises.
    """
    if folder:
        cache = _Cache(facts, folder, moved)
        try:
            with cache.open() as index:
                return question(index)
        except KetcliError:
            raise
        except Exception:  # noqa: BLE001 - what decoding raises depends on the damage; a defect of ours is raised again
            cache.forget()
    with _compile_in_memory(facts, moved) as index:
        return question(index)


def load(facts: pathlib.Path, folder: pathlib.Path | None, moved: Moved | None = None) -> Index:
    """The index of the fact base at *facts*, as ``ask`` takes it; raises as that does."""
    return _Cache(facts, folder, moved).open() if folder else _compile_in_memory(facts, moved)


def _compile_in_memory(facts: pathlib.Path, moved: Moved | None) -> Index:
    from ketcli.facts import dataset
    from ketcli.index import memory

    return memory.compiled(dataset.load(facts).dataset, moved)


class _Cache:
    """One facts file's part of the cache.

    A note beside the index remembers by the file's number, size and times which content it has, so that a warm start
    neither reads nor hashes a large file; and by the index's own size and time that nobody has changed that.
    """

    def __init__(self, facts: pathlib.Path, folder: pathlib.Path, moved: Moved | None) -> None:
        self.moved = moved
        self.facts = facts
        self.folder = folder
        name = str(facts)
        with contextlib.suppress(OSError):  # the working directory is gone
            name = os.path.realpath(facts)
        self.used = ""
        """The name of the index that was opened."""
        self.note = folder / f"{zlib.crc32(os.fsencode(name)):08x}.note"

    def open(self) -> Index:
        """The index of the file as it is now."""
        known = self._noted()
        index = self._connect(known) if known else None
        return index or self._renew()

    def forget(self) -> None:
        """Let the next one compile the index anew: neither the note nor the digest vouches for it any more."""
        for path in (self.note, *((self.folder / f"{self.used}.sha256",) if self.used else ())):
            with contextlib.suppress(OSError):
                path.unlink()

    def _noted(self) -> str | None:
        """The name of the index that the note vouches for."""
        try:
            key, index, state, read = self.note.read_text(encoding="ascii").split("\n")
            status = os.stat(self.facts)
            if key != _times(status) or int(read) - status.st_mtime_ns < _SETTLED:
                return None
            found = os.stat(self.folder / index)
        except (OSError, ValueError):
            return None
        return index if state == _state(found) and _is_ours(found) else None

    def _renew(self) -> Index:
        """Find the index by the file's content or compile it, and note it for the next time."""
        from ketcli.facts import file as factsfile

        status = None
        read = time.time_ns()  # before compiling, in which the file can change again
        with contextlib.suppress(OSError, ValueError):
            status = os.stat(self.facts)
        data = factsfile.read_bytes(self.facts)
        sha256 = _sha256(data)
        name = f"{sha256[:32]}-{tables.VERSION}.sqlite3"
        try:
            index = self._connect(name) if self._is_sound(name) else None
            if index is None:
                self._write(name, data)
                index = self._connect(name)
            if index and status:
                self._write_note(name, status, read)
                self._prune()
        except (OSError, sqlite3.Error):
            index = None
        if index:
            return index
        return _compile_in_memory(self.facts, self.moved)

    def _connect(self, name: str) -> Index | None:
        path = self.folder / name
        try:
            # immutable: the file is never written again, so there is nothing to lock or to recover.
            database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error:
            return None
        with contextlib.suppress(Exception):  # what decoding raises depends on the damage
            if database.execute("PRAGMA user_version").fetchone() == (tables.VERSION,):
                index = Index(database)
                self.used = name
                return index
        database.close()
        return None

    def _is_sound(self, name: str) -> bool:
        """Whether an index that no note vouches for can be used: this reads all of it."""
        path = self.folder / name
        try:
            stated = (self.folder / f"{name}.sha256").read_text(encoding="ascii")
            return _is_ours(os.stat(path)) and stated == _sha256(path.read_bytes())
        except (OSError, ValueError):
            return False

    def _write(self, name: str, data: bytes) -> None:
        from ketcli.facts import dataset
        from ketcli.index import build

        parsed = dataset.parse(data, str(self.facts)).dataset
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._replacing(name) as temporary:
            database = sqlite3.connect(temporary)
            try:
                database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
                build.build(parsed, database, self.moved)
            finally:
                database.close()
            digest = _sha256(temporary.read_bytes())
        with self._replacing(f"{name}.sha256") as temporary:
            temporary.write_text(digest, encoding="ascii")

    def _write_note(self, index: str, status: os.stat_result, read: int) -> None:
        state = _state(os.stat(self.folder / index))
        lines = (_times(status), index, state, str(read))
        with self._replacing(self.note.name) as temporary:
            temporary.write_text("\n".join(lines), encoding="ascii")

    def _replacing(self, name: str) -> contextlib.AbstractContextManager[pathlib.Path]:
        """A new private file that takes the place of *name* when all went well."""
        from ketcli.system import files

        return files.replacing(self.folder / name, _PRIVATE)

    def _prune(self) -> None:
        """Keep the newest indexes, and of notes and of what was left half written only the recent."""
        by_age = sorted(self.folder.glob("*.sqlite3"), key=lambda path: -path.stat().st_mtime)
        for path in by_age[KEPT:]:
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}.sha256").unlink(missing_ok=True)
        notes = sorted(self.folder.glob("*.note"), key=lambda path: -path.stat().st_mtime)
        hour_ago = time.time() - 3600
        left = [path for path in self.folder.glob(".*") if path.stat().st_mtime < hour_ago]
        for path in [*notes[4 * KEPT :], *left]:
            path.unlink(missing_ok=True)


def _times(status: os.stat_result) -> str:
    return f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _state(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns}"


def _is_ours(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
