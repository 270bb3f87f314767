"""Replace a file as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import pathlib
import stat
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW = 0o666
"""Permissions of a file that is new, before the user's mask takes some away."""


@contextlib.contextmanager
def replacing(path: pathlib.Path, mode: int | None = None) -> Iterator[pathlib.Path]:
    """A new file beside *path* that takes its place when all went well, and is gone when it did not.

    Its permissions are *mode*; without one, those of the file that it replaces.  Raises OSError.
    """
    temporary = path.with_name(f".ketcli.{os.getpid()}.{time.monotonic_ns()}")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _NEW if mode is None else mode))
        if mode is None:
            with contextlib.suppress(FileNotFoundError):
                os.chmod(temporary, stat.S_IMODE(os.stat(path).st_mode))
        yield temporary
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def write(path: pathlib.Path, content: bytes) -> None:
    """*content* into the file *path*, whole or not at all; a link stays one, a device or pipe is written to.

    Raises OSError.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    with replacing(pathlib.Path(os.path.realpath(path))) as temporary:
        temporary.write_bytes(content)
