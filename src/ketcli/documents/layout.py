"""How a text is laid out: its headings, paragraphs and list items, whether its lines are wrapped or not."""

from __future__ import annotations

import itertools
import re
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ketcli.words import invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING, PARAGRAPH, ITEM, OTHER = "heading", "paragraph", "item", "other"
"""Kinds of blocks; OTHER is what holds no sentences: a table of contents, code between fences, a row of a table."""

HEADING_WORDS = 12
"""A line of more words is no heading."""

_BULLET = re.compile(r"[-–—*+•·‣⁃▪▫●○◦■□◆➢✔✓☑](?:\s+|$)")
_BRACKETED = re.compile(r"(?:\((?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,6})\)|(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,6})\))\s+")
_NUMBER = re.compile(r"(\d{1,3})\.\s+")
_LETTER = re.compile(r"(?:[a-z]|[ivxlc]{1,6})\.\s+(?![a-z]\.)")
_DEEP = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s")
_CONTENTS = re.compile(r"[\W\d]*table of contents\W*", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.[ \t]?){4,}\s*[\divxlc]*$")
_TAIL = 60  # characters in which the leaders to a page number end
_HASHES = re.compile(r"#{1,6}\s+(?=[^\s#])")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}$")
_UNDERLINES = "=-~^\"'`#*+:._"
_ENDED = re.compile(r"[.!?…。！？।][\"'”’»)\]]*$")
_OPEN = re.compile(r"(?:[:;,–—]|\b(?:and|or|und|oder|et|ou))$")
_HANGING = re.compile(
    r"\b(?:a|an|and|are|as|at|be|but|by|can|for|from|if|in|is|may|must|not|of|on|or|shall|should|that|the|to|will|with)$"
)
"""How no heading ends, but the words before a list may."""
_NO_HEADING = re.compile(r"[.!:;,…。！][\"'”’)]*$")
_CODE = re.compile(r"(?:[^\w\s\"'“‘„«(\[¿¡]\S|.*\|)")
_WORD = re.compile(r"[^\W_]")
_HIDDEN = re.compile(rf"[\s{invisible.IGNORED}]*")

_FULL = 0.75
"""Of the usual width: so far a wrapped line reaches at least, with the first word of the next."""


class Block(NamedTuple):
    """A heading, paragraph or list item of a text, or what holds no sentences."""

    kind: str
    start: int
    """Offset of its first character, the mark of a list item or heading excluded."""
    end: int
    """Offset after its last character."""


class _Line(NamedTuple):
    """One line that shows something."""

    start: int
    end: int
    indent: int
    text: str
    follows: bool
    """Whether the line before it is not blank."""


def blocks(text: str) -> Iterator[Block]:
    """The blocks of *text*, in their order.

    A blank line ends a paragraph.  Where no lines are broken within sentences, each line is a paragraph.  What shows
    nothing, such as a space without width, is blank.
    """
    lines = _lines(text)
    width = _width(lines)
    paragraphs = _outlined(lines, width)
    for block in _sorted_out(paragraphs, wrapped=width > 0):
        if not _HIDDEN.fullmatch(text, block.start, block.end):  # as behind a list mark
            yield block


def _lines(text: str) -> list[_Line]:
    lines, offset, follows = [], 0, False
    for raw in text.splitlines(keepends=True):
        content = "" if _HIDDEN.fullmatch(raw) else raw.strip()
        if content:
            before = raw[: len(raw) - len(raw.lstrip())]
            start = offset + len(before)
            lines.append(_Line(start, start + len(content), len(before.expandtabs()), content, follows))
        follows = bool(content)
        offset += len(raw)
    return lines


def _width(lines: list[_Line]) -> int:
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
            if 2 * reach > longest and first.isalpha() and not first.isupper() and not _NO_HEADING.search(line.text):
                reaches.append(reach)
    return round(median(reaches)) if 10 * len(reaches) > pairs else 0


def _runs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines without a blank one between them."""
    run: list[_Line] = []
    for line in lines:
        if run and not line.follows:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


class _Paragraph(NamedTuple):
    """Lines that belong together, with what their first begins with."""

    lines: list[_Line]
    mark: int
    """Characters of the list mark."""
    number: int | None
    """What a mark with a full stop counts, as in "2."."""
    kind: str | None
    """What it is for certain."""

    @property
    def text(self) -> str:
        """Its first line."""
        return self.lines[0].text

    def block(self, kind: str, mark: int = 0) -> Block:
        """It as a block of the *kind*, without the characters of its *mark*."""
        return Block(kind, self.lines[0].start + mark, self.lines[-1].end)


def _outlined(lines: list[_Line], width: int) -> list[_Paragraph]:
    """The paragraphs that *lines* form; headings with marks or underlines are told from them."""
    found: list[_Paragraph] = []
    fence = ""
    literal = -1  # columns that code after "::" is indented by more than; -1 where there is none
    open_ = False  # whether the next line may go on with the last paragraph
    for line in lines:
        open_ = open_ and line.follows
        if fence or -1 < literal < line.indent:
            found.append(_Paragraph([line], 0, None, OTHER))
            if line.text.startswith(fence) and not line.text.strip(fence[:1]):
                fence = ""
        elif _RULE.match(line.text) and open_ and _is_underline(line, found[-1]):
            found[-1] = found[-1]._replace(kind=HEADING)
            open_ = False
        elif opened := _FENCE.match(line.text):
            found.append(_Paragraph([line], 0, None, OTHER))
            fence, open_ = opened[1], False
        elif _RULE.match(line.text):
            open_ = False
        elif hashes := _HASHES.match(line.text):
            title, start = line.text[hashes.end() :].rstrip("#").rstrip(), line.start + hashes.end()
            found.append(_Paragraph([_Line(start, start + len(title), 0, title, line.follows)], 0, None, HEADING))
            open_ = False
        else:
            if open_ and width and _goes_on(found[-1], line, width):
                found[-1].lines.append(line)
            else:
                found.append(_Paragraph([line], *_mark(line.text), None))
            open_ = True
            literal = found[-1].lines[0].indent if line.text.endswith("::") else -1
    return found


def _mark(line: str) -> tuple[int, int | None]:
    """How many characters the list mark takes at the beginning of *line*, and which number it counts, if any."""
    if number := _NUMBER.match(line):
        return number.end(), int(number[1])
    mark = _BULLET.match(line) or _BRACKETED.match(line) or _LETTER.match(line)
    return (mark.end(), None) if mark and mark.end() < len(line) else (0, None)


def _is_underline(rule: _Line, paragraph: _Paragraph) -> bool:
    """Whether *rule* underlines the one line of *paragraph*."""
    return (
        len(paragraph.lines) == 1
        and rule.text[0] in _UNDERLINES
        and 2 * len(rule.text) >= len(paragraph.text)
        and len(paragraph.text.split()) <= HEADING_WORDS
        and _WORD.search(paragraph.text) is not None
    )


def _goes_on(paragraph: _Paragraph, line: _Line, width: int) -> bool:
    """Whether *line*, in a text that is wrapped at *width*, goes on with *paragraph*."""
    last, first = paragraph.lines[-1], line.text[0]
    if any(_CONTENTS.fullmatch(each.text) or each.text[0] == "|" for each in (last, line)):
        return False
    over = bool(_ENDED.search(last.text) or _OPEN.search(last.text))
    reach = last.indent + len(last.text) + 1 + len(line.text.split(maxsplit=1)[0])
    if _mark(line.text)[0] or _DEEP.match(line.text):  # which a line may also begin with by chance
        return reach > width and not over and not paragraph.mark
    small = first.isalpha() and not first.isupper()
    if len(paragraph.lines) > 1:
        level, full = abs(line.indent - last.indent) <= 1, reach > _FULL * width
    else:
        hangs = line.indent == last.indent + len(last.text) - len(last.text.partition(" ")[2].lstrip())
        level = line.indent == last.indent or hangs or (paragraph.mark > 0 and line.indent > last.indent)
        full = reach > (_FULL * width if small else width)
        level = level or full
    return level and (full or over or small)


def _sorted_out(paragraphs: list[_Paragraph], *, wrapped: bool) -> Iterator[Block]:
    """Each of *paragraphs* as what it is."""
    entry: _Paragraph | None = None  # the last one of a table of contents, or its title
    for place, paragraph in enumerate(paragraphs):
        if _CONTENTS.fullmatch(paragraph.text) or (entry and _is_entry(paragraph, entry)):
            entry = paragraph
            yield paragraph.block(OTHER)
        elif _LEADERS.search(paragraph.text[-_TAIL:]):
            yield paragraph.block(OTHER)
        else:
            entry = None
            yield _told(paragraphs, place, wrapped=wrapped)


def _is_entry(paragraph: _Paragraph, last: _Paragraph) -> bool:
    """Whether *paragraph* is in the table of contents that had *last* before it: marked alike, or counted on."""
    if _DEEP.match(paragraph.text):
        return last.number is not None or not last.mark
    if not paragraph.mark:
        return False
    if not last.mark or (paragraph.number is None) != (last.number is None):
        return not last.mark
    return paragraph.number is None or last.number is None or paragraph.number > last.number


def _told(paragraphs: list[_Paragraph], place: int, *, wrapped: bool) -> Block:
    """The paragraph at *place*, as a heading, an item of a list, a paragraph or none of them."""
    paragraph = paragraphs[place]
    if paragraph.kind:
        return paragraph.block(paragraph.kind)
    short = len(paragraph.lines) == 1 and _is_short(paragraph.text)
    if paragraph.mark:
        numbered_title = paragraph.number is not None and short and not _counted(paragraphs, place)
        return paragraph.block(HEADING) if numbered_title else paragraph.block(ITEM, paragraph.mark)
    if wrapped and short and (not _WORD.search(paragraph.text) or _CODE.match(paragraph.text)):
        return paragraph.block(OTHER)
    prose = wrapped and (paragraph.text[0].islower() or _HANGING.search(paragraph.text))
    return paragraph.block(HEADING if short and not prose else PARAGRAPH)


def _is_short(line: str) -> bool:
    """Whether *line* may be a heading: short, and not ended as a sentence is (a question may head a section)."""
    return len(line.split()) <= HEADING_WORDS and not _NO_HEADING.search(line)


def _counted(paragraphs: list[_Paragraph], place: int) -> bool:
    """Whether the numbered paragraph at *place* stands in a list: right before or after the number next to its own."""
    number = paragraphs[place].number
    before = paragraphs[place - 1].number if place else None
    after = paragraphs[place + 1].number if place + 1 < len(paragraphs) else None
    return number is not None and (before == number - 1 or after == number + 1)
