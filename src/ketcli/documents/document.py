"""Read the source documents, divide them into sentences and list items, and resolve passages in them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ketcli.documents import layout, sentences
from ketcli.documents.folding import digest, end_of, fold, fold_with_offsets, words
from ketcli.errors import DocumentError
from ketcli.facts import fields
from ketcli.system import files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ketcli.facts.nouns import Passage

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
"""A document above this size is refused: an article is a few kilobytes."""

_PARAGRAPH = re.compile(fields.PARAGRAPH_FORM)
_BLANK = re.compile(r"\s+")
_ENDED = re.compile(rf"[.!?…][{sentences.CLOSING}]*\s+$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or list item of a document."""

    start: int
    """Offset of its first character in the document, list mark excluded."""
    end: int
    """Offset after its last character."""
    section: str | None
    """The nearest heading above it, or None where the document has none there."""
    paragraph: int
    """Which paragraph of its section it stands in, from 1."""
    item: bool
    """Whether it is in a list."""

    def is_beside(self, other: Unit) -> bool:
        """Whether both are of the same paragraph or list item."""
        return (self.section, self.paragraph) == (other.section, other.paragraph)


def is_under(unit: Unit, section: str) -> bool:
    """Whether *unit* stands under the heading *section*; one in brackets is ours, where there is no heading."""
    if unit.section:
        return fold(section) == fold(unit.section)
    return section.startswith("[") and section.endswith("]")


class Apart(NamedTuple):
    """What stands in no sentence: a heading, or code, rows of a table or of contents that nothing parts."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One source document with its units, ready to have passages looked up."""

    name: str
    text: str
    sha256: str
    units: tuple[Unit, ...]
    apart: tuple[Apart, ...]
    """All that is in no sentence or list item, in its order."""
    folded: str
    offsets: tuple[int, ...]
    """For each character of ``folded``, its offset in ``text``; one more at the end."""

    @property
    def headings(self) -> tuple[str, ...]:
        """All of them, in their order."""
        return tuple(self.text[each.start : each.end] for each in self.apart if each.heading)

    @property
    def unseen(self) -> int:
        """How many words are in no sentence or list item: those of headings, tables of contents and code."""
        return sum(words(self.text[each.start : each.end]) for each in self.apart)

    def find(self, passage: Passage, section: str | None = None) -> list[tuple[int, int]]:
        """Every place ``(start, end)`` in ``text`` where *passage* begins; its end is the first that fits.

        Empty when ``from`` is nowhere, or when no ``to`` follows the first.  Of several places those count that stand
        in the *section*, if any does.
        """
        places = self._places(passage)
        if len(places) > 1 and section is not None:
            inside = self.under(section)
            there = [place for place in places if any(unit.start <= place[0] < unit.end for unit in inside)]
            return there or places
        return places

    def under(self, section: str) -> list[Unit]:
        """The units under the heading *section*, or before the first heading where that is in brackets.

        There ``[Paragraph 2]`` is one of them.
        """
        paragraph = _PARAGRAPH.fullmatch(section)
        return [
            unit
            for unit in self.units
            if is_under(unit, section) and (unit.section or not paragraph or unit.paragraph == int(paragraph[1]))
        ]

    def _places(self, passage: Passage) -> list[tuple[int, int]]:
        first = fold(passage.from_)
        if not first:
            return []
        last = fold(passage.to or "")
        places: list[tuple[int, int]] = []
        at = self.folded.find(first)
        while at >= 0:
            end = at + len(first)
            close = self.folded.find(last, max(at, end - len(last)))
            if close < 0 and not places:
                return []
            end = close + len(last) if close >= 0 else end
            places.append((self.offsets[at], end_of(self.text, self.offsets[end - 1])))
            at = self.folded.find(first, at + 1)
        return places

    def in_context(self, passage: Passage, section: str | None = None) -> tuple[str, str, str] | None:
        """*passage* between what its first sentence says before it and its last one after it.

        These are without line breaks.  None unless it is in one place, or in one of the *section*.
        """
        places = self.find(passage, section)
        if len(places) != 1:
            return None
        start, end = places[0]
        units = self.units_in(start, end)
        first = min([start, *(unit.start for unit in units)])
        last = max([end, *(unit.end for unit in units)])
        return _unwrapped(self.text[first:start]), self.text[start:end], _unwrapped(self.text[end:last])

    def around(self, passage: Passage, section: str | None = None) -> tuple[str, str]:
        """What stands before *passage* and what after it, each one sentence or list item, empty where there is none.

        Both are of the section of their end of the passage; what stands before the first sentence of an item is the one
        that leads into its list.
        """
        places = self.find(passage, section)
        units = self.units_in(*places[0]) if len(places) == 1 else []
        if not units:
            return "", ""
        at, stop = self.units.index(units[0]), self.units.index(units[-1]) + 1
        if units[0].item and at and not self.units[at - 1].is_beside(units[0]):
            while at and self.units[at - 1].item:
                at -= 1
        before, after = (
            next((self.said(unit) for unit in side if unit.section == end.section), "")
            for side, end in ((self.units[:at][-1:], units[0]), (self.units[stop : stop + 1], units[-1]))
        )
        return before, after

    def is_altered(self, span: tuple[int, int], pinned: str | None, sha256: str) -> bool:
        """Whether the passage at *span* reads otherwise than when its digest was *pinned*.

        Where the document is not the one of this *sha256* any more, also whether its sentence has gained words before
        or after it.  Another sentence that has come to stand in the same unit, as when lines are joined, is no gain.
        """
        start, end = span
        if pinned is None:
            return False
        if pinned != digest(self.text[start:end]):
            return True
        return self.sha256 != sha256 and any(self._is_grown(unit, start, end) for unit in self.units_in(start, end))

    def _is_grown(self, unit: Unit, start: int, end: int) -> bool:
        before, after = self.text[unit.start : start], self.text[end : unit.end]
        if before.strip() and not _ENDED.search(before):
            return True
        return bool(after.strip()) and not (after[0].isspace() and bool(_ENDED.search(self.text[start : end + 1])))

    def said(self, unit: Unit, last: Unit | None = None) -> str:
        """The words of *unit*, or of all from it to the *last*, on one line."""
        return " ".join(self.text[unit.start : (last or unit).end].split())

    def line(self, offset: int) -> int:
        """The line on which *offset* is, from 1."""
        return self.text.count("\n", 0, offset) + 1

    def units_in(self, start: int, end: int) -> list[Unit]:
        """The units that the stretch from *start* to *end* touches."""
        return [unit for unit in self.units if unit.start < end and start < unit.end]


def read(path: Path, abbreviations: Iterable[str] = ()) -> Document:
    """Open the document at *path*; *abbreviations* as for ``parse``.

    Raises DocumentError when it is missing, no regular file, too large, unreadable or not UTF-8.
    """
    try:
        if not path.is_file():
            raise DocumentError(path, "no such file" if not path.exists() else "not a regular file")
        data = files.read(path, MAX_DOCUMENT_BYTES)
        if len(data) > MAX_DOCUMENT_BYTES:
            raise DocumentError(path, f"larger than {MAX_DOCUMENT_BYTES // 2**20} MiB")
    except OSError as error:
        raise DocumentError(path, error.strerror or str(error)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(path, f"not UTF-8 (byte {error.start})") from error
    return parse(path.name, text, hashlib.sha256(data).hexdigest(), abbreviations)


def parse(name: str, text: str, sha256: str = "", abbreviations: Iterable[str] = ()) -> Document:
    """Divide *text* into units and prepare it for look-ups; *abbreviations* end no sentence, nor do the usual ones."""
    folded, offsets = fold_with_offsets(text)
    units, apart = _units(text, sentences.Ends(abbreviations))
    return Document(name, text, sha256, tuple(units), tuple(apart), folded, tuple(offsets))


def _unwrapped(text: str) -> str:
    """*text* with blanks for its line breaks; those at its ends are kept."""
    return _BLANK.sub(" ", text)


def _units(text: str, ends: sentences.Ends) -> tuple[list[Unit], list[Apart]]:
    """The sentences and list items of *text*, and what of it is in none."""
    units: list[Unit] = []
    apart: list[Apart] = []
    section: str | None = None
    paragraph = 0
    together = False  # whether the last block was apart, and no heading
    for kind, start, end in layout.blocks(text):
        if kind in {layout.PARAGRAPH, layout.ITEM}:
            paragraph += 1
            units.extend(
                Unit(first, last, section, paragraph, kind == layout.ITEM)
                for first, last in ends.split(text, start, end)
            )
        elif kind == layout.HEADING:
            section, paragraph = text[start:end], 0
            apart.append(Apart(start, end, heading=True))
        elif together:
            apart[-1] = apart[-1]._replace(end=end)
        else:
            apart.append(Apart(start, end))
        together = kind == layout.OTHER
    return units, apart
