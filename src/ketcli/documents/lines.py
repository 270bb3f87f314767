"""The lines of a text: where each stands, how far wrapped ones reach, and which of them are code and no prose."""

from __future__ import annotations

import itertools
import re
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ketcli.words import invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING_WORDS = 12
"""A line of more words is no heading, unless it stands out."""

NO_HEADING = re.compile(r"[.!:;,…。！][\"'”’)]*$")

HIDDEN = re.compile(rf"[\s{invisible.IGNORED}]*")
"""What shows nothing, such as a space without width."""

_FIELD = re.compile(r"([A-Za-z][\w-]*):\s+(\S+)(\s.*)?$")
_PROMPT = re.compile(r"[$%](?:\s+[^\s\dA-Z]|$)|>>>(?:\s|$)")


class Line(NamedTuple):
    """One line that shows something."""

    start: int
    end: int
    indent: int
    text: str
    follows: bool
    """Whether the line before it is not blank."""


def read(text: str) -> list[Line]:
    """The lines of *text* that show something."""
    lines, offset, follows = [], 0, False
    for raw in text.splitlines(keepends=True):
        content = "" if HIDDEN.fullmatch(raw) else raw.strip()
        if content:
            before = raw[: len(raw) - len(raw.lstrip())]
            start = offset + len(before)
            lines.append(Line(start, start + len(content), len(before.expandtabs()), content, follows))
        follows = bool(content)
        offset += len(raw)
    return lines


def width(lines: list[Line]) -> int:
    """Columns that wrapped lines usually fill; 0 where no lines are wrapped.

    They are where more than a tenth of the lines that follow another go on within its sentence, with a small letter or
    one of a script that has no others, and the line before is not much shorter than the longest of its paragraph.
    """
    reaches, pairs = [], 0
    for block in _runs(lines):
        longest = max(line.indent + len(line.text) for line in block)
        for line, after in itertools.pairwise(block):
            pairs += 1
            reach = line.indent + len(line.text)
            first = after.text[0]
            if 2 * reach > longest and first.isalpha() and not first.isupper() and not NO_HEADING.search(line.text):
                reaches.append(reach)
    return round(median(reaches)) if 10 * len(reaches) > pairs else 0


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines without a blank one between them."""
    run: list[Line] = []
    for line in lines:
        if run and not line.follows:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def is_short(line: str) -> bool:
    """Whether *line* may be a heading: short, and not ended as a sentence is (a question may head a section)."""
    return len(line.split()) <= HEADING_WORDS and not NO_HEADING.search(line)


def is_prompt(line: Line) -> bool:
    """Whether *line* is what was typed at a prompt, below which stands what came of it."""
    return _PROMPT.match(line.text) is not None


def field_names(lines: list[Line]) -> frozenset[str]:
    """The names of fields, as in the head of a mail: each has its value on its line, and stands beside another."""
    names: set[str] = set()
    for line, after in itertools.pairwise(lines):
        first, second = (_FIELD.match(each.text) if is_short(each.text) else None for each in (line, after))
        if first and second and after.follows and after.indent == line.indent:
            names |= {first[1], second[1]}
    return frozenset(names)


def is_field(line: Line, names: frozenset[str]) -> bool:
    """Whether *line* is a field with its value: one of these *names*, or a name with one word."""
    field = _FIELD.match(line.text) if is_short(line.text) else None
    return field is not None and (field[1] in names or not field[3])
