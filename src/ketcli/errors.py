"""Everything that ketcli raises on purpose, and the record of a defect in a fact base."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from ketcli.dataset import Loaded


Path = tuple[str | int, ...]
"""A place in the data: keys and positions from the root, such as ``("facts", 3, "claim")``."""

LONGEST_KEY = 100
"""Characters of a key in a message; ids have no more."""


class Problem(NamedTuple):
    """A defect in a fact base: which rule, where, what, and how to mend it."""

    rule: str
    """Permanent name of the rule, in kebab-case."""
    path: Path
    """The place in the data."""
    message: str
    """What is wrong, naming the value."""
    hint: str = ""
    """What to do about it."""
    file: str = ""
    line: int | None = None
    """Line in ``file``, from 1, where it is known."""

    @property
    def where(self) -> str:
        """The place as text: ``facts[3].claim``; a key that nobody would read to its end is cut off."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{_brief(step)}" for step in self.path).lstrip(".")

    def __str__(self) -> str:
        """``file:line: rule: message (hint)``, or the place in the data where the line is not known."""
        place = f"{self.file}:{self.line}" if self.line else ": ".join(filter(None, (self.file, self.where)))
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.rule}: {self.message}{hint}"


def _brief(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else f"{key[:LONGEST_KEY]}…"


class KetcliError(Exception):
    """The root: its text is one line that says what is wrong, where, and what to do."""


class UnreadableFactsError(KetcliError):
    """A facts file that cannot be opened, decoded or parsed at all."""


class InvalidFactsError(KetcliError):
    """A facts file that was read but is no valid fact base."""

    def __init__(self, problems: Sequence[Problem], read: Loaded | None = None) -> None:
        """Keep every problem, and what could be *read* all the same; the message is the first and how many more."""
        self.problems = tuple(problems)
        self.read = read
        more = len(self.problems) - 1
        also = f" (and {more} more: ketcli check lists them)" if more else ""
        super().__init__(f"{self.problems[0]}{also}")


class DocumentError(KetcliError):
    """A source document that cannot be read."""

    def __init__(self, path: pathlib.Path, reason: str) -> None:
        """Say which document and why."""
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class UnknownNameError(KetcliError):
    """A name of no topic, fact, source or conflict, with the nearest that there are."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = ()) -> None:
        """Say what was looked for, and suggest."""
        self.nearest = tuple(nearest)
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"no {kind} is called {name!r}{hint}")


class OutputError(KetcliError):
    """A file that an answer cannot be written to."""


class UsageError(KetcliError):
    """An option or argument whose value cannot be used."""
