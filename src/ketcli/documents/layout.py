"""How a text is laid out: its headings, paragraphs and list items, whether its lines are wrapped or not."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ketcli.documents import lines as reading
from ketcli.documents import marks
from ketcli.documents.lines import HEADING_WORDS, NO_HEADING, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING, PARAGRAPH, ITEM, OTHER = "heading", "paragraph", "item", "other"
"""Kinds of blocks; OTHER is what holds no sentences: a table of contents, code, a row of a table, fields of a mail."""

MARKED = 2
"""A text in which so many headings are underlined, or begin with ##, has no others but those with # or a number."""

_MARKED = "marked"
"""The kind of a heading that is marked so; a single # may also begin a comment in code."""

_INDENT = 3
"""Columns by which a heading with # is indented at most, as in Markdown; further in it is a comment in code."""

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
_BEGINS = re.compile(r"(?:As|If|It|These|They|This|We|When|Where|You)\s")
"""How sentences begin, but what stands with a capital within them hardly does."""
_CODE = re.compile(r"(?:#|[^\w\s\"'“‘„«(\[¿¡]\S|.*\|)")
_WORD = re.compile(r"[^\W_]")

_FULL = 0.75
"""Of the usual width: so far a wrapped line reaches at least, with the first word of the next."""


class Block(NamedTuple):
    """A heading, paragraph or list item of a text, or what holds no sentences."""

    kind: str
    start: int
    """Offset of its first character, the mark of a list item or heading excluded."""
    end: int
    """Offset after its last character."""


def blocks(text: str) -> Iterator[Block]:
    """The blocks of *text*, in their order.

    A blank line ends a paragraph.  Where no lines are broken within sentences, each line is a paragraph.  What shows
    nothing, such as a space without width, is blank.
    """
    lines = reading.read(text)
    width = reading.width(lines)
    for block in _sorted_out(_outlined(lines, width), wrapped=width > 0):
        if not reading.HIDDEN.fullmatch(text, block.start, block.end):  # as behind a list mark
            yield block


class _Paragraph(NamedTuple):
    """Lines that belong together, with what their first begins with."""

    lines: list[Line]
    mark: int
    """Characters of the list mark."""
    number: int | None
    """What a mark with a full stop counts, as in "2."."""
    kind: str | None
    """What it is for certain."""

    @property
    def start(self) -> marks.Start:
        """How it begins."""
        return marks.Start(self.lines[0].indent, self.mark, self.number)

    @property
    def text(self) -> str:
        """Its first line."""
        return self.lines[0].text

    def block(self, kind: str, mark: int = 0) -> Block:
        """It as a block of the *kind*, without the characters of its *mark*."""
        return Block(kind, self.lines[0].start + mark, self.lines[-1].end)


def _outlined(lines: list[Line], width: int) -> list[_Paragraph]:
    """The paragraphs that *lines* form; headings with marks or underlines are told from them."""
    found: list[_Paragraph] = []
    fence = ""
    literal = -1  # columns that code after "::" is indented by more than; -1 where there is none
    typed = -1  # columns of a prompt, which what came of it is indented by at least; -1 where there is none
    open_ = False  # whether the next line may go on with the last paragraph
    fields = reading.field_names(lines)
    for line in lines:
        open_ = open_ and line.follows
        typed = typed if line.follows and line.indent >= typed else -1
        if fence or -1 < literal < line.indent or typed >= 0:
            found.append(_Paragraph([line], 0, None, OTHER))
            if line.text.startswith(fence) and not line.text.strip(fence[:1]):
                fence = ""
        elif _RULE.match(line.text) and open_ and _is_underline(line, found[-1]):
            found[-1] = found[-1]._replace(kind=_MARKED)
            open_ = False
        elif opened := _FENCE.match(line.text):
            found.append(_Paragraph([line], 0, None, OTHER))
            fence, open_ = opened[1], False
        elif _RULE.match(line.text):
            open_ = False
        elif line.indent <= _INDENT and (hashes := _HASHES.match(line.text)):
            title, start = line.text[hashes.end() :].rstrip("#").rstrip(), line.start + hashes.end()
            kind = _MARKED if line.text.startswith("##") else HEADING
            found.append(_Paragraph([Line(start, start + len(title), 0, title, line.follows)], 0, None, kind))
            open_ = False
        elif open_ and width and _goes_on(found[-1], line, width):
            found[-1].lines.append(line)
            literal = found[-1].lines[0].indent if line.text.endswith("::") else -1
        elif width and (reading.is_prompt(line) or reading.is_field(line, fields)):
            found.append(_Paragraph([line], 0, None, OTHER))
            typed = line.indent if reading.is_prompt(line) else -1
            open_ = False
        else:
            found.append(_Paragraph([line], *marks.mark(line.text), None))
            open_ = True
            literal = line.indent if line.text.endswith("::") else -1
    return found


def _is_underline(rule: Line, paragraph: _Paragraph) -> bool:
    """Whether *rule* underlines the one line of *paragraph*."""
    return (
        len(paragraph.lines) == 1
        and rule.text[0] in _UNDERLINES
        and 2 * len(rule.text) >= len(paragraph.text)
        and len(paragraph.text.split()) <= HEADING_WORDS
        and _WORD.search(paragraph.text) is not None
    )


def _goes_on(paragraph: _Paragraph, line: Line, width: int) -> bool:
    """Whether *line*, in a text that is wrapped at *width*, goes on with *paragraph*."""
    last, first = paragraph.lines[-1], line.text[0]
    if any(_CONTENTS.fullmatch(each.text) or each.text[0] == "|" for each in (last, line)):
        return False
    over = bool(_ENDED.search(last.text) or _OPEN.search(last.text))
    reach = last.indent + len(last.text) + 1 + len(line.text.split(maxsplit=1)[0])
    if marks.mark(line.text)[0] or _DEEP.match(line.text):  # which a line may also begin with by chance
        return reach > width and not over and not paragraph.mark
    small = first.isalpha() and not first.isupper()
    if len(paragraph.lines) > 1:
        level, full = abs(line.indent - last.indent) <= 1, reach > _FULL * width
    else:
        hangs = line.indent == last.indent + len(last.text) - len(last.text.partition(" ")[2].lstrip())
        level = line.indent == last.indent or hangs or (paragraph.mark > 0 and line.indent > last.indent)
        full = reach > (_FULL * width if small else width)
        level = level or (full and not last.text.endswith(":"))
        full = full and not (paragraph.mark and _BEGINS.match(line.text))  # below what heads the item
    return level and (full or over or small)


def _sorted_out(paragraphs: list[_Paragraph], *, wrapped: bool) -> Iterator[Block]:
    """Each of *paragraphs* as what it is."""
    contents = set(_contents(paragraphs))
    titles = _titles(paragraphs, wrapped=wrapped)
    if sum(paragraph.kind == _MARKED for paragraph in paragraphs) >= MARKED:
        titles = {place for place in titles if paragraphs[place].mark or _DEEP.match(paragraphs[place].text)}
    item: _Paragraph | None = None  # the list item that the paragraph before is or belongs to
    for place, paragraph in enumerate(paragraphs):
        if item and not _is_below(paragraph, item):
            item = None
        if place in contents:
            yield paragraph.block(OTHER)
        elif place in titles or paragraph.kind == _MARKED:
            yield paragraph.block(HEADING)
        elif paragraph.kind:
            yield paragraph.block(paragraph.kind)
        elif paragraph.mark:
            item = paragraph
            yield paragraph.block(ITEM, paragraph.mark)
        elif wrapped and _is_code(paragraph):
            yield paragraph.block(OTHER)
        else:
            yield paragraph.block(ITEM if item else PARAGRAPH)


def _is_below(paragraph: _Paragraph, item: _Paragraph) -> bool:
    """Whether *paragraph* is of the list *item*: further in than its mark, with no blank line between."""
    return paragraph.lines[0].follows and paragraph.lines[0].indent > item.lines[0].indent


def _contents(paragraphs: list[_Paragraph]) -> Iterator[int]:
    """The places of those of *paragraphs* that are in a table of contents."""
    entry: _Paragraph | None = None  # the last one of a table of contents, or its title
    for place, paragraph in enumerate(paragraphs):
        if _CONTENTS.fullmatch(paragraph.text) or (entry and _is_entry(paragraph, entry)):
            entry = paragraph
            yield place
        elif _LEADERS.search(paragraph.text[-_TAIL:]):
            yield place
        else:
            entry = None


def _is_entry(paragraph: _Paragraph, last: _Paragraph) -> bool:
    """Whether *paragraph* is in the table of contents that had *last* before it: marked alike, or counted on."""
    if _DEEP.match(paragraph.text):
        return last.number is not None or not last.mark
    if not paragraph.mark:
        return False
    if not last.mark or (paragraph.number is None) != (last.number is None):
        return not last.mark
    return paragraph.number is None or last.number is None or paragraph.number > last.number


def _titles(paragraphs: list[_Paragraph], *, wrapped: bool) -> set[int]:
    """The places of those of *paragraphs* that head sections, as far as no mark or underline tells."""
    inset = _inset(paragraphs) if wrapped else 0
    found = {
        place
        for place, paragraph in enumerate(paragraphs)
        if not (paragraph.kind or paragraph.mark or (wrapped and _is_code(paragraph)))
        and (_stands_out(paragraphs, place, inset) or _is_title(paragraph, inset, wrapped=wrapped))
    }
    for places in marks.sequences(paragraph.start for paragraph in paragraphs):
        heads = {place for place in places if _heads(paragraphs, place, wrapped=wrapped)}
        found |= heads if 2 * len(heads) > len(places) else set()
    return found


def _inset(paragraphs: list[_Paragraph]) -> int:
    """Columns by which most paragraphs of several lines are indented more than others are; 0 where they are not."""
    texts = [paragraph for paragraph in paragraphs if not paragraph.kind and not paragraph.mark]
    usual = Counter(paragraph.lines[-1].indent for paragraph in texts if len(paragraph.lines) > 1).most_common(1)
    return usual[0][0] if usual and usual[0][0] > min(paragraph.lines[0].indent for paragraph in texts) else 0


def _is_title(paragraph: _Paragraph, inset: int, *, wrapped: bool) -> bool:
    """Whether *paragraph* is short and does not begin or end as text does, nor stand where text does that is inset."""
    if len(paragraph.lines) > 1 or not reading.is_short(paragraph.text):
        return False
    prose = paragraph.text[0].islower() or _HANGING.search(paragraph.text)
    level = paragraph.lines[0].indent == inset > 0 and not _DEEP.match(paragraph.text)
    return not (wrapped and (prose or level))


def _stands_out(paragraphs: list[_Paragraph], place: int, inset: int) -> bool:
    """Whether the paragraph at *place* is a line by itself, further out than the text, that is open at no end."""
    line, *more = paragraphs[place].lines
    alone = not (more or line.follows or (place + 1 < len(paragraphs) and paragraphs[place + 1].lines[0].follows))
    open_ = NO_HEADING.search(line.text) or _HANGING.search(line.text)
    return alone and line.indent < inset and line.text[0].isupper() and not open_


def _heads(paragraphs: list[_Paragraph], place: int, *, wrapped: bool) -> bool:
    """Whether the numbered paragraph at *place* is short, and set off by a blank line and from the numbers by it."""
    paragraph = paragraphs[place]
    short = len(paragraph.lines) == 1 and reading.is_short(paragraph.text)
    return short and not (wrapped and paragraph.lines[0].follows) and not _counted(paragraphs, place)


def _counted(paragraphs: list[_Paragraph], place: int) -> bool:
    """Whether the numbered paragraph at *place* stands right before or after the number next to its own."""
    number = paragraphs[place].number
    before = paragraphs[place - 1].number if place else None
    after = paragraphs[place + 1].number if place + 1 < len(paragraphs) else None
    return number is not None and (before == number - 1 or after == number + 1)


def _is_code(paragraph: _Paragraph) -> bool:
    """Whether *paragraph*, in a text that is wrapped, is a line of code or a table, or has no words."""
    if len(paragraph.lines) > 1 or paragraph.mark or not reading.is_short(paragraph.text):
        return False
    return not _WORD.search(paragraph.text) or _CODE.match(paragraph.text) is not None
