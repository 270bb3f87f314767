"""Write files: whole or not at all, never in the place of a device or of what has changed meanwhile, and sweep up.

Half-written files are named ``.ketcli.PROCESS.TIME`` and are locked as long as somebody writes them, so that what a
killed process has left can be told from what another one is about to finish.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time

from ketcli.errors import OutputError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

_NEW = 0o666
"""Permissions of a file that is new, before the user's mask takes some away."""

_UNFINISHED = r"\.ketcli\.\d+\.\d+"

_ABANDONED = 3600
"""Seconds after which a half-written file is taken for left where the file system has no locks to tell by."""

_DESCRIPTOR = r"/(?:dev|proc/(?:self|thread-self|[0-9]+))/fd/([0-9]+)"
_LINKS = 40
"""Links that lead on to one another, of which systems follow no more either."""


@contextlib.contextmanager
def replacing(path: pathlib.Path, mode: int | None = None) -> Iterator[pathlib.Path]:
    """A new file beside *path* that takes its place when all went well, and is gone when it did not.

    Its permissions are *mode*; without one, those and the owner of the file that it replaces.  Raises OSError.
    """
    temporary, descriptor = _begun(path, _NEW if mode is None else mode)
    try:
        if mode is None:
            with contextlib.suppress(FileNotFoundError):
                _become(temporary, os.stat(path))
        yield temporary
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if descriptor is not None:
            os.close(descriptor)


def write(name: str, content: bytes, *, instead_of: bytes | None = None, anew: bool = False) -> None:
    """*content* into the file *name*, whole or not at all; a link stays one, a device or pipe is written to.

    A name of an open descriptor, such as /dev/stdout, is that descriptor, whatever it leads to.  With *instead_of*
    the file is replaced only where it still holds just that, *anew* only where there is none.  Raises OSError, and
    OutputError where that is not so, or the name leads where another user wants it to.
    """
    if (descriptor := _descriptor(name)) is not None:
        _pour(os.dup(descriptor), content)
        return
    if os.path.basename(name) in ("", ".", ".."):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    import pathlib

    path = pathlib.Path(os.path.realpath(name))
    if planted := _planted(name):
        raise OutputError(f"{planted}: another user has put this link or pipe where everybody may write; name a file")
    if path.exists() and not path.is_file():
        _pour(os.open(path, os.O_WRONLY), content)  # which makes no file, should it be gone meanwhile
        return
    sweep(path.parent)
    with replacing(path) as temporary:
        _pour(os.open(temporary, os.O_WRONLY), content, settle=True)
        if anew and path.exists():
            raise OutputError(f"{name}: is there already; name another file, or remove it")
        if instead_of is not None and path.read_bytes() != instead_of:
            raise OutputError(f"{name}: has changed meanwhile; nothing was written, run it again")


def sweep(folder: str | os.PathLike[str]) -> None:
    """Remove from *folder* what processes of this user that were killed have left half written there."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if re.fullmatch(_UNFINISHED, name):
                _sweep(os.path.join(folder, name))


def is_own(status: os.stat_result) -> bool:
    """Whether a file is a regular one that belongs to the user, and that nobody else can write."""
    if not hasattr(os, "geteuid"):  # Windows, where a user's folders are his own
        return stat.S_ISREG(status.st_mode)
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o022


def read(path: str | os.PathLike[str], most: int) -> bytes:
    """What a file holds, so many bytes *most* and one more; a pipe in its place is not waited for.  Raises OSError."""
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as stream:
        return stream.read(min(most, os.fstat(stream.fileno()).st_size) + 1) or b""


def opened(path: str) -> int:
    """A descriptor to read *path*, which is no link; a pipe is not waited for.  Raises OSError."""
    return os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _sweep(path: str) -> None:
    """Remove the half-written file *path* unless somebody writes it."""
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        if not is_own(status):
            return
        descriptor = opened(path)
        try:
            locked = _lock(descriptor, wait=False)
            if locked or (locked is None and time.time() - status.st_mtime > _ABANDONED):
                os.unlink(path)
        finally:
            os.close(descriptor)


def _begun(path: pathlib.Path, mode: int) -> tuple[pathlib.Path, int | None]:
    """A new file beside *path*, and the descriptor by which it is locked, where there are locks."""
    while True:
        temporary = path.with_name(f".ketcli.{os.getpid()}.{time.monotonic_ns()}")
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        if _lock(descriptor) is None:
            os.close(descriptor)  # also because on Windows what is open cannot be renamed
            return temporary, None
        if os.fstat(descriptor).st_nlink:
            return temporary, descriptor
        os.close(descriptor)  # it was swept up before it was locked


def _lock(descriptor: int, *, wait: bool = True) -> bool | None:
    """Lock an open file until it is closed; whether that could be done, None where there are no locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _become(temporary: pathlib.Path, status: os.stat_result) -> None:
    """Give *temporary* the owner, as far as one may, and the permissions of the file with this *status*."""
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    os.chmod(temporary, stat.S_IMODE(status.st_mode) & 0o777)


def _descriptor(name: str) -> int | None:
    """The number of the open descriptor that *name*, or what it links to, is another name of."""
    for _ in range(_LINKS):
        name = os.path.abspath(name)
        if found := re.fullmatch(_DESCRIPTOR, name):
            return int(found[1])
        try:
            name = os.path.join(os.path.dirname(name), os.readlink(name))
        except OSError:
            return None
    return None


def _planted(name: str) -> str | None:
    """What leads *name* elsewhere and was put by another user into a folder that everybody may write, if anything does.

    It is a link on the way, or a pipe at its end; the owner of the folder may put them.  So Linux decides too, unless
    it is told not to.
    """
    if not hasattr(os, "geteuid"):
        return None
    seen, ahead = {os.sep}, [os.path.abspath(name)]
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        seen.add(path)
        folder = os.path.dirname(path)
        ahead.append(folder)
        with contextlib.suppress(OSError):  # there is none
            status, around = os.lstat(path), os.stat(folder)
            if stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode):
                continue
            if around.st_mode & stat.S_IWOTH and status.st_uid not in (os.geteuid(), around.st_uid):
                return path
            ahead.append(os.path.abspath(os.path.join(folder, os.readlink(path))))
    return None


def _pour(descriptor: int, content: bytes, *, settle: bool = False) -> None:
    """Write all of *content* to *descriptor* and close that; *settle*: until it is on the disk."""
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        if settle:
            os.fsync(stream.fileno())
