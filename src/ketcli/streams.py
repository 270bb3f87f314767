"""Standard output and standard error: whether they are a terminal, how wide, in colour or not, and writing to them."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

from ketcli.errors import ReaderGoneError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketcli.render.progress import Bar

AUTO, ALWAYS, NEVER = "auto", "always", "never"
"""When colours are used."""


WIDEST = 1000
"""Columns of the widest drawing."""


def prepare() -> None:
    """Let both streams write what their encoding lacks as escapes instead of failing.

    Raises UsageError when standard output is closed.
    """
    codecs.register_error("ketcli", _escape)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="ketcli")
    if sys.stdout is None:
        raise UsageError("standard output is closed; nothing can be written")


def write(text: str) -> None:
    """*text* to standard output, whole.

    Raises ReaderGoneError at the end of a pipe that nobody reads, OSError when it cannot be written otherwise.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()  # here, so that a full disk or a closed pipe is noticed while it can be told
    except BrokenPipeError as error:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        raise ReaderGoneError("nobody reads standard output") from error


def tell(line: str) -> None:
    """A line for people, to standard error; that it cannot be told harms nothing."""
    from ketcli.render.safe import visible

    if sys.stderr is not None:
        try:
            sys.stderr.write(f"{visible(line)}\n")
        except OSError:
            sys.stderr = None


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return _leads_to_terminal(sys.stdout)


def _leads_to_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except (ValueError, OSError):  # closed
        return False


@contextlib.contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """A function that shows how much of how much is done; None where standard error is no terminal."""
    bars: list[Bar] = []

    def moved(done: int, total: int) -> None:
        if not bars:
            from ketcli.render.progress import Bar

            bars.append(Bar())
        bars[0].move(done, total)

    try:
        yield moved if _leads_to_terminal(sys.stderr) else None
    finally:
        for bar in bars:
            bar.stop()


def encoding() -> str:
    """The encoding of standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def width() -> int:
    """Columns of the terminal, as COLUMNS or the terminal itself says; 80 where neither does."""
    import shutil

    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST)


def colored(when: str) -> bool:
    """Whether to use colours: by *when*, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if when != AUTO:
        return when == ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_terminal() and os.environ.get("TERM") != "dumb"


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""What the encoding lacks as ``\uXXXX``, which is right in text and in JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2)), error.end
