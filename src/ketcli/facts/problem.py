"""The record of a defect in a fact base, and the error of a base that has some."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.errors import KetcliError

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        """The place as text."""
        return named(self.path)

    def __str__(self) -> str:
        """``file:line: rule: message (hint)``, or the place in the data where the line is not known."""
        place = f"{self.file}:{self.line}" if self.line else ": ".join(filter(None, (self.file, self.where)))
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.rule}: {self.message}{hint}"


def named(path: Path) -> str:
    """The place *path* as text: ``facts[3].claim``; a key that nobody would read to its end is cut off."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{_brief(step)}" for step in path).lstrip(".")


def _brief(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else f"{key[:LONGEST_KEY]}…"


class InvalidFactsError(KetcliError):
    """A facts file that was read but is no valid fact base."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep every problem; the message is the first and how many more there are."""
        self.problems = tuple(problems)
        more = len(self.problems) - 1
        also = f" (and {more} more: ketcli check lists them)" if more else ""
        super().__init__(f"{self.problems[0]}{also}")
