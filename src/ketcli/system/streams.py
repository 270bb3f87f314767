"""Standard output and standard error: whether they are a terminal, how wide, in colour or not, and writing to them."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import sys

from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from ketcli.system.progress import Bar

AUTO, ALWAYS, NEVER = "auto", "always", "never"
"""When colours are used."""

_COLOR = r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\\\"

WIDEST = 1000
"""Columns of the widest drawing."""

_LINKING_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "contour")
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio")
_LINKING_VTE = 5000
"""What terminals say of themselves that show hyperlinks; none answers a question about it."""


def prepare() -> None:
    """Let standard output write what its encoding lacks as escapes instead of failing, as standard error always does.

    Raises UsageError when it is closed.
    """
    codecs.register_error("ketcli", _escape)
    if sys.stdout is None:
        raise UsageError("standard output is closed; nothing can be written")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="ketcli")


def write(content: str | bytes) -> None:
    """*content* to standard output, whole.  Raises OSError."""
    if isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)
    sys.stdout.flush()  # here, so that a full disk or a closed pipe is noticed while it can be told


def page(text: str) -> None:
    """*text* to standard output, through the user's pager on a terminal with fewer lines; raises as ``write``.

    PAGER names it, else it is ``less``; empty or ``cat``, and on a terminal that cannot move its cursor, there is none.
    """
    moves = is_terminal() and _leads_to_terminal(sys.stdin) and os.environ.get("TERM", "dumb") != "dumb"
    if moves and _overflows(text):
        from ketcli.system import pager

        if pager.show(text, os.environ.get("PAGER", "less"), encoding()):
            return
    write(text)


def links() -> bool:
    """Whether standard output is a terminal that is known to show hyperlinks; FORCE_HYPERLINK, if set, decides."""
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    vte = os.environ.get("VTE_VERSION", "")
    return is_terminal() and (
        os.environ.get("TERM") in _LINKING_TERMS
        or os.environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or (vte.isdecimal() and int(vte) >= _LINKING_VTE)
        or any(os.environ.get(name) for name in ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM"))
    )


def tell(line: str) -> None:
    """A line for people, to standard error; that it cannot be told harms nothing."""
    from ketcli.system.safe import visible

    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{visible(line)}\n")


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return _leads_to_terminal(sys.stdout)


def _leads_to_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function that shows how much of how much of *what* is done; None where standard error is no terminal."""
    bars: list[Bar] = []

    def moved(done: int, total: int) -> None:
        if not bars:
            from ketcli.system.progress import Bar

            bars.append(Bar(what))
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


def rows() -> int:
    """Lines of the terminal that are free above the prompt of the shell; 0 where that is not known."""
    import shutil

    return max(shutil.get_terminal_size((0, 0)).lines - 1, 0) if is_terminal() else 0


def _overflows(text: str) -> bool:
    """Whether *text*, with the prompt of the shell below it, takes more lines than the screen has."""
    free = rows()
    return 0 < free < sum(_lines(line, width()) for line in text.splitlines())


def _lines(line: str, columns: int) -> int:
    """The lines of a screen that a *line* takes which nobody has broken."""
    if len(line) <= columns:
        return 1
    from unicodedata import east_asian_width

    text = re.sub(_COLOR, "", line)
    wide = sum(east_asian_width(character) in "WF" for character in text)
    return max(-(-(len(text) + wide) // columns), 1)


def places_signs() -> bool:
    """Whether the terminal can place signs where they belong; what reads screens out says that it cannot."""
    return os.environ.get("TERM", "dumb") != "dumb"


def ask(question: str) -> str:
    """What is typed in answer to *question* on a terminal; empty where nobody can be asked, or says nothing."""
    if not is_terminal() or not _leads_to_terminal(sys.stdin):
        return ""
    write(question)
    return sys.stdin.readline().strip()


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
    from ketcli.system import safe

    return safe.escaped(error.object[error.start : error.end]), error.end
