"""The folder of compiled indexes in the user's cache: whose it may be, what of it is read, what of it may go.

Nothing else touches that folder.  What another user could have put or changed there is never read, no link in it is
followed, and only what ketcli itself makes, by its full name and by its content, is ever removed.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat

from ketcli.lean import TYPE_CHECKING
from ketcli.system import files

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

KEPT = 8
"""How many indexes are kept, and four times as many notes; the oldest go."""

_INDEX = r"[0-9a-f]{32}-([0-9]{1,10})\.sqlite3"
_NOTE = r"[0-9a-f]{8}\.note"
_DIGEST = ".sha256"

_LONGEST = 1000
"""Bytes of the longest note or digest."""

_HEADER, _MAGIC, _VERSION = 64, b"SQLite format 3\0", 60
"""Bytes of the beginning of a database, what it begins with, and where its user_version stands, the last of them."""

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
_OTHERS_WRITE, _OTHERS_ENTER = 0o022, 0o011


def opened(folder: str, *, make: bool = False) -> Store | None:
    """The store in *folder*, None where there is none or somebody else could change it.

    With *make* it is made, and the folder of caches that it stands in, never a home.
    """
    home, name = os.path.split(folder)
    path = os.path.join(os.path.realpath(home), name)
    if make:
        with contextlib.suppress(OSError):
            _make(path)
    with contextlib.suppress(OSError):  # there is none, or nobody may look
        if _is_private(path) and _is_safe(os.path.abspath(home)):
            return Store(path)
    return None


class Store:
    """A folder that only the user can change, with indexes, their digests and notes."""

    def __init__(self, folder: str) -> None:
        """*folder* is one that ``opened`` has found to be private."""
        self.folder = folder

    def index(self, name: str) -> tuple[str, os.stat_result] | None:
        """Where the index *name* is and its state, None where that is no name of an index or no file of ours."""
        path = os.path.join(self.folder, name)
        if not re.fullmatch(_INDEX, name):
            return None
        try:
            status = os.lstat(path)
        except OSError:
            return None
        return (path, status) if files.is_own(status) else None

    def note(self, name: str) -> str:
        """What the note *name* says; nothing where there is none of ours."""
        return self._start(name, _LONGEST).decode("ascii", "replace")

    def digest(self, index: str) -> str:
        """The digest that is kept of the index of this name; nothing where there is none of ours."""
        return self.note(f"{index}{_DIGEST}")

    def replacing(self, name: str) -> contextlib.AbstractContextManager[pathlib.Path]:
        """A new private file that takes the place of *name* when all went well.  Raises OSError."""
        import pathlib

        return files.replacing(pathlib.Path(self.folder, name), _PRIVATE_FILE)

    def write(self, name: str, content: str) -> None:
        """Keep *content* under *name*, whole or not at all.  Raises OSError."""
        with self.replacing(name) as temporary:
            temporary.write_text(content, encoding="ascii")

    def write_digest(self, index: str, digest: str) -> None:
        """Keep the *digest* of the index of this name.  Raises OSError."""
        self.write(f"{index}{_DIGEST}", digest)

    def forget(self, note: str, index: str) -> None:
        """Let neither the note nor the digest of *index*, if one is named, vouch for it any more."""
        self._remove([note, *([f"{index}{_DIGEST}"] if index else [])])

    def sweep(self) -> None:
        """Remove what killed processes have left half written."""
        files.sweep(self.folder)

    def prune(self) -> None:
        """Keep the newest indexes and notes, and no digest without its index."""
        with contextlib.suppress(OSError):
            names = os.listdir(self.folder)
            surplus = self._by_age(name for name in names if self._is_index(name))[KEPT:]
            self._remove(surplus)
            kept = set(names).difference(surplus)
            self._remove(name for name in names if name.removesuffix(_DIGEST) not in kept and self._is_digest(name))
            self._remove(self._by_age(name for name in names if self._is_note(name))[4 * KEPT :])

    def _is_index(self, name: str) -> bool:
        """Whether *name* and content are those of an index, of whatever version."""
        named = re.fullmatch(_INDEX, name)
        if not named:
            return False
        start = self._start(name, _HEADER)
        return start.startswith(_MAGIC) and str(int.from_bytes(start[_VERSION:], "big")) == named[1]

    def _is_note(self, name: str) -> bool:
        lines = self.note(name).split("\n") if re.fullmatch(_NOTE, name) else []
        return len(lines) == 4 and bool(re.fullmatch(_INDEX, lines[1]))  # noqa: PLR2004 - as cache writes them

    def _is_digest(self, name: str) -> bool:
        return bool(re.fullmatch(_INDEX + re.escape(_DIGEST), name) and re.fullmatch("[0-9a-f]{64}", self.note(name)))

    def _start(self, name: str, length: int) -> bytes:
        """The first *length* bytes of the file *name*; none where it is no file of ours.  It never waits for a pipe."""
        try:
            descriptor = files.opened(os.path.join(self.folder, name))
            try:
                return os.read(descriptor, length) if files.is_own(os.fstat(descriptor)) else b""
            finally:
                os.close(descriptor)
        except OSError:
            return b""

    def _by_age(self, names: Iterable[str]) -> list[str]:
        """*names*, the newest first; without those that are gone meanwhile."""
        ages = {}
        for name in names:
            with contextlib.suppress(OSError):
                ages[name] = os.lstat(os.path.join(self.folder, name)).st_mtime_ns
        return sorted(ages, key=lambda name: (-ages[name], name))

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(self.folder, name))


def _make(path: str) -> None:
    """Make the folder *path* and the one that it stands in, both private, below what only the user can change."""
    for folder in (os.path.dirname(path), path):
        if not os.path.exists(folder) and _is_safe(os.path.dirname(folder)):
            os.mkdir(folder, _PRIVATE_FOLDER)


def _is_private(path: str) -> bool:
    """Whether *path* is a folder of the user, no link to one, in which nobody else can write.  Raises OSError."""
    if not hasattr(os, "geteuid"):  # Windows, where a user's folders are his own
        return os.path.isdir(path)
    status = os.lstat(path)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and _is_safe(path, sticky=False)


def _is_safe(path: str, *, sticky: bool = True) -> bool:
    """Whether nobody but the user and root can change what *path*, or any name on the way to it, leads to.

    A folder in which others write is no harm where each can only remove what is his, as long as *path* is not that
    folder itself (*sticky*: even then), nor is one that nobody else can reach.  Raises OSError.
    """
    if not hasattr(os, "geteuid"):
        return True
    user, safe = os.geteuid(), True
    while True:
        status = os.lstat(path)
        if status.st_uid not in (0, user):
            return False
        if not stat.S_ISLNK(status.st_mode):  # the mode of a link means nothing
            if status.st_mode & _OTHERS_WRITE and not (sticky and status.st_mode & stat.S_ISVTX):
                safe = False
            if not status.st_mode & _OTHERS_ENTER:
                safe = True
        if os.path.dirname(path) == path:
            return safe
        path, sticky = os.path.dirname(path), True
