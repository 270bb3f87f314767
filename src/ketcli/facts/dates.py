"""The dates of facts: years, decades and spans."""

from __future__ import annotations

import re

from ketcli.lean import NamedTuple

_DATE = re.compile(r"(?P<first>[0-9]{4})(?P<decade>s?)(?:-(?P<last>[0-9]{4})(?P<last_decade>s?))?")


class Span(NamedTuple):
    """The years that a date can mean."""

    first: int
    last: int
    """The same as ``first`` for a year."""

    @property
    def precision(self) -> str:
        """One of "year", "decade" and "span", which is any other stretch."""
        if self.first == self.last:
            return "year"
        return "decade" if self.first % 10 == 0 and self.last == self.first + 9 else "span"


def span(when: str) -> Span:
    """The years of a date such as "1962", "1960s" or "1980s-1990s".

    A decade runs from its first year to its last.  Raises ValueError for anything else, also when it ends before it
    begins.
    """
    match = _DATE.fullmatch(when)
    if not match:
        raise ValueError(f"{when!r} is no year (1962), decade (1960s) or span (1980s-1990s)")
    first = int(match["first"])
    last = int(match["last"] or first)
    if (match["last_decade"] if match["last"] else match["decade"]) == "s":
        last += 9
    if last < first or (match["decade"] and first % 10) or (match["last_decade"] and int(match["last"]) % 10):
        raise ValueError(f"{when!r} is no stretch of years")
    return Span(first, last)
