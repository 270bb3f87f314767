"""Show a long text with the program that the user reads such texts with."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import tempfile

_LESS = r"-FRX -Psspace\: on  b\: back  q\: quit$"
"""What ``less`` is told unless the user says otherwise: end when all fits, show colours, leave the text, name keys."""

_OPERATORS = frozenset("();<>|&\n")
"""What the shell parts commands by."""


def show(text: str, command: str, encoding: str) -> bool:
    """Show *text* with *command* until the reader has seen enough; False when that program has not looked at it.

    *command* is run by the shell, as every program does that honours PAGER.  It reads from a file, not from a pipe,
    for how far it has come in that tells whether it has read any of it.
    """
    try:
        words = _words(command)
    except ValueError:  # a quotation that is not closed
        return False
    if not words or words == ["cat"] or not shutil.which(words[0]):
        return False
    if os.name == "posix" and not any(_OPERATORS.issuperset(word) for word in words):
        command = f"exec {command}"  # so that no shell stands between us and the pager, which shall end with us
    with contextlib.ExitStack() as stack:
        try:
            page = stack.enter_context(tempfile.TemporaryFile(prefix="ketcli-", buffering=0))
            page.write(text.encode(encoding, "ketcli"))
            page.seek(0)
        except OSError:  # there is no room for it
            return False
        return _run(command, page.fileno())


def _run(command: str, page: int) -> bool:
    """Run *command* on the open file *page* until it ends; whether it has read anything of that."""
    environment = {"LESS": _LESS, **os.environ}
    process = subprocess.Popen(command, shell=True, stdin=page, env=environment)  # noqa: S602
    try:
        while process.poll() is None:
            with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is the pager's
                process.wait()
    finally:
        if process.poll() is None:  # we are asked to end
            process.terminate()
    return os.lseek(page, 0, os.SEEK_CUR) > 0


def _words(command: str) -> list[str]:
    """The words of *command*, and what it is parted by; raises ValueError for a quotation that is not closed."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="".join(_OPERATORS))
    lexer.whitespace = " \t\r"
    lexer.whitespace_split = True
    lexer.commenters = ""
    return list(lexer)
