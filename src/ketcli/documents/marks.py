"""What list items and numbered headings begin with, and which numbers go on from which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_BULLET = re.compile(r"[-–—*+•·‣⁃▪▫●○◦■□◆➢✔✓☑](?:\s+|$)")
_BRACKETED = re.compile(r"(?:\((?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,6})\)|(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,6})\))\s+")
_NUMBER = re.compile(r"(\d{1,3})\.\s+")
_LETTER = re.compile(r"(?:[a-z]|[ivxlc]{1,6})\.\s+(?!\s|[a-z]\.)")


def mark(line: str) -> tuple[int, int | None]:
    """How many characters the list mark takes at the beginning of *line*, and which number it counts, if any."""
    if number := _NUMBER.match(line):
        return number.end(), int(number[1])
    found = _BULLET.match(line) or _BRACKETED.match(line) or _LETTER.match(line)
    return (found.end(), None) if found and found.end() < len(line) else (0, None)


class Start(NamedTuple):
    """How a paragraph begins."""

    indent: int
    mark: int
    """Characters of its mark."""
    number: int | None
    """What a mark with a full stop counts."""


def sequences(starts: Iterable[Start]) -> list[list[int]]:
    """Which of the paragraphs with these *starts* count on from one another, by their places.

    Each has the next number at the same indentation, of its number or of the text after it; nothing between them begins
    further out, and no other list where they do.
    """
    found: list[list[int]] = []
    running: list[tuple[Start, list[int]]] = []  # the last of each list that may go on, outer ones first
    for place, start in enumerate(starts):
        while running and _ends(running[-1][0], start):
            running.pop()
        if start.number is None:
            continue
        if running and _goes_on(running[-1][0], start):
            places = running.pop()[1]
        else:
            places = []
            found.append(places)
        places.append(place)
        running.append((start, places))
    return found


def _ends(last: Start, start: Start) -> bool:
    """Whether the list of *last* is over where what has this *start* begins."""
    if _goes_on(last, start):
        return False
    return start.indent < last.indent or (start.number is not None and start.indent == last.indent)


def _goes_on(last: Start, start: Start) -> bool:
    """Whether *start* counts on from the *last*."""
    level = start.indent == last.indent or start.indent + start.mark == last.indent + last.mark
    return level and last.number is not None and start.number == last.number + 1


def unwrapped(passage: str) -> list[str]:
    """The lines of *passage* as it is read: one for all that goes on over line ends, and one for each list item."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, passage.splitlines())):
        if lines and not mark(line)[0]:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines
