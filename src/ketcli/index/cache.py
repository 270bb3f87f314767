"""Keep compiled indexes in the user's cache directory; do without when that cannot be written."""

from __future__ import annotations

import contextlib
import os
import time
import zlib

from ketcli.errors import KetcliError
from ketcli.index import store, tables
from ketcli.index.database import Database
from ketcli.index.reader import Index
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")
    from collections.abc import Callable

    from ketcli.index.build import Moved


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
        self.store = store.opened(folder)
        name = facts
        with contextlib.suppress(OSError):  # the working directory is gone
            name = os.path.realpath(facts)
        self.used = ""
        """The name of the index that was opened."""
        self.note = f"{zlib.crc32(os.fsencode(name)):08x}.note"

    def open(self) -> Index:
        """The index of the file as it is now."""
        if self.store:
            self.store.sweep()
        known = self._noted()
        index = self._connect(known) if known else None
        return index or self._renew()

    def forget(self) -> None:
        """Let the next one compile the index anew: neither the note nor the digest vouches for it any more."""
        if self.store:
            self.store.forget(self.note, self.used)

    def _noted(self) -> str | None:
        """The name of the index that the note vouches for."""
        if not self.store:
            return None
        try:
            key, index, state, read = self.store.note(self.note).split("\n")
            status = os.stat(self.facts)
            if key != _times(status) or int(read) - status.st_mtime_ns < _SETTLED:
                return None
        except (OSError, ValueError):
            return None
        found = self.store.index(index)
        return index if found and state == _state(found[1]) else None

    def _renew(self) -> Index:
        """Find the index by the file's content or compile it, and note it for the next time."""
        import pathlib
        import sqlite3

        from ketcli.facts import file as factsfile

        status = None
        read = time.time_ns()  # before compiling, in which the file can change again
        with contextlib.suppress(OSError, ValueError):
            status = os.stat(self.facts)
        data = factsfile.read_bytes(pathlib.Path(self.facts))
        name = f"{_sha256(data)[:32]}-{tables.VERSION}.sqlite3"
        self.store = store.opened(self.folder, make=True)
        if self.store:
            with contextlib.suppress(OSError, sqlite3.Error):
                if index := self._kept(self.store, name, data):
                    if status:
                        self._write_note(self.store, name, status, read)
                    return index
        return _compile_in_memory(self.facts, self.moved)

    def _kept(self, kept: store.Store, name: str, data: bytes) -> Index | None:
        """The index *name* of the facts *data*, compiled and kept unless there is a sound one."""
        index = self._connect(name) if _is_sound(kept, name) else None
        if index is None:
            self._write(kept, name, data)
            index = self._connect(name)
        return index

    def _connect(self, name: str) -> Index | None:
        found = self.store.index(name) if self.store else None
        if not found:
            return None
        # immutable: the file is never written again, so there is nothing to lock or to recover.
        database = Database(f"{_uri(found[0])}?mode=ro&immutable=1")
        with contextlib.suppress(Exception):  # what decoding raises depends on the damage
            if database.execute("PRAGMA user_version").fetchone() == (tables.VERSION,):
                index = Index(database)
                self.used = name
                return index
        database.close()
        return None

    def _write(self, kept: store.Store, name: str, data: bytes) -> None:
        import sqlite3

        from ketcli.facts import dataset
        from ketcli.index import build

        parsed = dataset.parse(data, self.facts).dataset
        with kept.replacing(name) as temporary:
            # nolock: nobody else knows the file before it has its name, and not every file system has locks.
            database = sqlite3.connect(f"{_uri(str(temporary))}?nolock=1", uri=True)
            try:
                database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
                build.build(parsed, database, self.moved)
            finally:
                database.close()
            digest = _sha256(temporary.read_bytes())
        kept.write_digest(name, digest)

    def _write_note(self, kept: store.Store, index: str, status: os.stat_result, read: int) -> None:
        with contextlib.suppress(OSError):
            if found := kept.index(index):
                kept.write(self.note, "\n".join((_times(status), index, _state(found[1]), str(read))))
            kept.prune()


def _is_sound(kept: store.Store, name: str) -> bool:
    """Whether an index that no note vouches for can be used: this reads all of it."""
    found = kept.index(name)
    try:
        return found is not None and kept.digest(name) == _sha256(_bytes(found[0]))
    except OSError:
        return False


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


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


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
