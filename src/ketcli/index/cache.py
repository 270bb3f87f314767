"""Keep compiled indexes in the user's cache directory; do without when that cannot be written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import zlib

from ketcli.errors import KetcliError
from ketcli.index import tables
from ketcli.index.database import Database
from ketcli.index.reader import Index
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")
    import pathlib
    from collections.abc import Callable

    from ketcli.index.build import Moved


KEPT = 8
"""How many indexes are kept; the oldest go."""

_PRIVATE = 0o600

_PLAIN = frozenset("/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""What stands for itself in the name of a file within a URI."""

_SETTLED = 2 * 10**9
"""Nanoseconds after which a file's times are trusted to tell any later change."""


def ask(facts: str, folder: str | None, question: Callable[[Index], T], moved: Moved | None = None) -> T:
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


def load(facts: str, folder: str | None, moved: Moved | None = None) -> Index:
    """The index of the fact base at *facts*, as ``ask`` takes it; raises as that does."""
    return _Cache(facts, folder, moved).open() if folder else _compile_in_memory(facts, moved)


def _compile_in_memory(facts: str, moved: Moved | None) -> Index:
    import pathlib

    from ketcli.facts import dataset
    from ketcli.index import memory

    return memory.compiled(dataset.load(pathlib.Path(facts)).dataset, moved)


class _Cache:
    """One facts file's part of the cache.

    A note beside the index remembers by the file's number, size and times which content it has, so that a warm start
    neither reads nor hashes a large file; and by the index's own size and time that nobody has changed that.
    """

    def __init__(self, facts: str, folder: str, moved: Moved | None) -> None:
        self.moved = moved
        self.facts = facts
        self.folder = folder
        name = facts
        with contextlib.suppress(OSError):  # the working directory is gone
            name = os.path.realpath(facts)
        self.used = ""
        """The name of the index that was opened."""
        self.note = os.path.join(folder, f"{zlib.crc32(os.fsencode(name)):08x}.note")

    def open(self) -> Index:
        """The index of the file as it is now."""
        known = self._noted()
        index = self._connect(known) if known else None
        return index or self._renew()

    def forget(self) -> None:
        """Let the next one compile the index anew: neither the note nor the digest vouches for it any more."""
        for path in (self.note, *((os.path.join(self.folder, f"{self.used}.sha256"),) if self.used else ())):
            with contextlib.suppress(OSError):
                os.unlink(path)

    def _noted(self) -> str | None:
        """The name of the index that the note vouches for."""
        try:
            key, index, state, read = _text(self.note).split("\n")
            status = os.stat(self.facts)
            if key != _times(status) or int(read) - status.st_mtime_ns < _SETTLED:
                return None
            found = os.stat(os.path.join(self.folder, index))
        except (OSError, ValueError):
            return None
        return index if state == _state(found) and _is_ours(found) else None

    def _renew(self) -> Index:
        """Find the index by the file's content or compile it, and note it for the next time."""
        import pathlib

        from ketcli.facts import file as factsfile

        status = None
        read = time.time_ns()  # before compiling, in which the file can change again
        with contextlib.suppress(OSError, ValueError):
            status = os.stat(self.facts)
        data = factsfile.read_bytes(pathlib.Path(self.facts))
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
        # immutable: the file is never written again, so there is nothing to lock or to recover.
        uri = f"{_uri(os.path.join(self.folder, name))}?mode=ro&immutable=1"
        database = Database(lambda: sqlite3.connect(uri, uri=True, check_same_thread=False))
        with contextlib.suppress(Exception):  # what decoding raises depends on the damage
            if database.execute("PRAGMA user_version").fetchone() == (tables.VERSION,):
                index = Index(database)
                self.used = name
                return index
        database.close()
        return None

    def _is_sound(self, name: str) -> bool:
        """Whether an index that no note vouches for can be used: this reads all of it."""
        path = os.path.join(self.folder, name)
        try:
            with open(path, "rb") as index:
                return _is_ours(os.fstat(index.fileno())) and _text(f"{path}.sha256") == _sha256(index.read())
        except (OSError, ValueError):
            return False

    def _write(self, name: str, data: bytes) -> None:
        import pathlib

        from ketcli.facts import dataset
        from ketcli.index import build

        parsed = dataset.parse(data, self.facts).dataset
        pathlib.Path(self.folder).mkdir(mode=0o700, parents=True, exist_ok=True)
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
        state = _state(os.stat(os.path.join(self.folder, index)))
        lines = (_times(status), index, state, str(read))
        with self._replacing(os.path.basename(self.note)) as temporary:
            temporary.write_text("\n".join(lines), encoding="ascii")

    def _replacing(self, name: str) -> contextlib.AbstractContextManager[pathlib.Path]:
        """A new private file that takes the place of *name* when all went well."""
        import pathlib

        from ketcli.system import files

        return files.replacing(pathlib.Path(self.folder, name), _PRIVATE)

    def _prune(self) -> None:
        """Keep the newest indexes, and of notes and of what was left half written only the recent."""
        import pathlib

        folder = pathlib.Path(self.folder)
        by_age = sorted(folder.glob("*.sqlite3"), key=lambda path: -path.stat().st_mtime)
        for path in by_age[KEPT:]:
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}.sha256").unlink(missing_ok=True)
        notes = sorted(folder.glob("*.note"), key=lambda path: -path.stat().st_mtime)
        hour_ago = time.time() - 3600
        left = [path for path in folder.glob(".*") if path.stat().st_mtime < hour_ago]
        for path in [*notes[4 * KEPT :], *left]:
            path.unlink(missing_ok=True)


def _text(path: str) -> str:
    """What an ASCII file holds; raises OSError and ValueError."""
    with open(path, "rb") as file:
        return str(file.read(), "ascii")


def _uri(path: str) -> str:
    """The name of a file as SQLite takes it with settings behind it, as ``pathlib`` makes it."""
    if os.name == "nt":
        import pathlib

        return pathlib.Path(path).absolute().as_uri()
    return "file://" + "".join(
        chr(byte) if chr(byte) in _PLAIN else f"%{byte:02X}" for byte in os.fsencode(os.path.abspath(path))
    )


def _times(status: os.stat_result) -> str:
    return f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _state(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns}"


def _is_ours(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
