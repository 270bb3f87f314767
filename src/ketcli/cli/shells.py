"""How bash, zsh, fish and PowerShell ask for completion, and how they are answered.

Typer's scripts ask, and all answers are ours: what Typer prints for a shell goes through Rich, which takes [words] out
of a description, fails at [/] and breaks a long one into lines, each of which fish offers as if it were a name; and in
zsh a description with a backslash before $(…) would run a command.  And loading Typer takes longer than answering.
"""

from __future__ import annotations

import os

from ketcli.cli import offers
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING
from ketcli.system import streams

if TYPE_CHECKING:
    from ketcli.cli.completion import Offers

FOUND, NONE = 0, 1
"""Exit status for fish, which asks first whether there is anything but files."""


def complete(shell: str) -> int:
    """Answer *shell*, which says in its variables what is typed so far; returns the exit status.

    Raises UsageError for an unknown shell.
    """
    if shell == "bash":
        found = offers.offers(*_of_bash())
        written = "\n".join(name for name, _ in found)
    elif shell == "zsh":
        found = _whole(*_typed())
        every = " ".join(map(_quoted, found))
        written = f"local -a offers; offers=({every}); _describe offer offers" if found else "_files"
    elif shell == "fish":
        found = _whole(*_typed())
        if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            return FOUND if found else NONE
        written = "\n".join(f"{name}\t{meaning}" if meaning else name for name, meaning in found)
    elif shell in ("powershell", "pwsh"):
        words, incomplete = _words("_TYPER_COMPLETE_ARGS"), os.environ.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
        found = _whole(words[1:-1] if incomplete else words[1:], incomplete)
        written = "\n".join(f"{name}:::{meaning or ' '}" for name, meaning in found)
    else:
        raise UsageError(f"no shell is called {shell!r}; bash, zsh, fish and powershell can complete")
    streams.write(f"{written}\n")
    return FOUND


def _of_bash() -> tuple[list[str], str]:
    """The words before the cursor and the one that is begun; --topic=side reaches us as three words."""
    words, at = _words("COMP_WORDS"), int(os.environ.get("COMP_CWORD") or 0)
    before, incomplete = words[1:at], words[at] if at < len(words) else ""
    if incomplete == "=":
        return before, ""
    return (before[:-1] if before[-1:] == ["="] else before), incomplete


def _typed() -> tuple[list[str], str]:
    """The words before the cursor and the one that is begun, as zsh and fish give them."""
    words = _words("_TYPER_COMPLETE_ARGS")[1:]
    whole = os.environ.get("_TYPER_COMPLETE_ARGS", "").endswith(" ") or not words
    return (words, "") if whole else (words[:-1], words[-1])


def _words(variable: str) -> list[str]:
    """The words of a command line that is not complete, as a shell reads them."""
    line = os.environ.get(variable, "")
    if not any(sign in line for sign in "'\"\\"):
        return line.split()
    import shlex

    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:  # a quotation that is not closed: what it holds is the word that is begun
        words.append(lexer.token)
    return words


def _whole(words: list[str], incomplete: str) -> Offers:
    """The offers as whole words: these shells go on with all of --topic=side, not with what stands after the sign."""
    option, sign, _ = incomplete.partition("=")
    before = f"{option}=" if sign and option.startswith("--") else ""
    return [(f"{before}{name}", " ".join(meaning.split())) for name, meaning in offers.offers(words, incomplete)]


def _quoted(offer: tuple[str, str]) -> str:
    """An offer as ``_describe`` takes it, which parts the name from its meaning at the first bare colon.

    zsh evaluates it: it stands between single quotes, in which nothing has a meaning.
    """
    name, meaning = (text.replace("\\", "\\\\") for text in offer)
    text = name.replace(":", "\\:") + (f":{meaning}" if meaning else "")
    return "'" + text.replace("'", r"'\''") + "'"
