"""What a drawing has to fit."""

from __future__ import annotations

from ketcli.lean import NamedTuple


class Screen(NamedTuple):
    """What a drawing has to fit."""

    width: int = 80
    """In columns."""
    color: bool = False
    links: bool = False
    """Whether it shows hyperlinks."""
    encoding: str = "utf-8"
    rows: int = 0
    """Lines that an answer which may be cut shall take at the most; 0: any number."""
    detail: bool = False
    """Whether it shows also what is left out for brevity."""
    plain: bool = False
    """Whether it is read out, or cannot place signs: sentences in the place of pictures."""


USUAL = Screen()
