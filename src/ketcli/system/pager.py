"""Show a long text with the program that the user reads such texts with."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess

_LESS = r"-FRX -Psspace\: on  b\: back  q\: quit$"
"""What ``less`` is told unless the user says otherwise: end when all fits, show colours, leave the text, name keys."""

_OPERATORS = frozenset("();<>|&\n")
"""What the shell parts commands by."""

_NOT_RUN = (126, 127)
"""What the shell ends with when it cannot run a program."""


def show(text: str, command: str, encoding: str) -> bool:
    """Show *text* with *command* until the reader has seen enough; False when there is no such program.

    *command* is run by the shell, as every program does that honours PAGER.
    """
    try:
        words = _words(command)
    except ValueError:  # a quotation that is not closed
        return False
    if not words or words == ["cat"] or not shutil.which(words[0]):
        return False
    environment = {"LESS": _LESS, **os.environ}
    if os.name == "posix" and not any(_OPERATORS.issuperset(word) for word in words):
        command = f"exec {command}"  # so that no shell stands between us and the pager, which shall end with us
    process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602
    try:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is the pager's
            process.communicate(text.encode(encoding, "ketcli"))
        while process.poll() is None:
            with contextlib.suppress(KeyboardInterrupt):
                process.wait()
    finally:
        if process.poll() is None:  # we are asked to end
            process.terminate()
    return process.returncode not in _NOT_RUN


def _words(command: str) -> list[str]:
    """The words of *command*, and what it is parted by; raises ValueError for a quotation that is not closed."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="".join(_OPERATORS))
    lexer.whitespace = " \t\r"
    lexer.whitespace_split = True
    lexer.commenters = ""
    return list(lexer)
