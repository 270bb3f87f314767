"""Read the source documents, divide them into sentences and list items, and resolve passages in them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from ketcli.documents import layout, sentences
from ketcli.errors import DocumentError
from ketcli.words import invisible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ketcli.facts.nouns import Passage

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
"""A document above this size is refused: an article is a few kilobytes."""

DIGEST_LENGTH = 12
"""Hexadecimal digits of the sha256 that pin a passage's text."""

# What two copies of one text may differ in without saying anything else: quotation marks, dashes,
# and ligatures.  Digits, signs (the minus U+2212 among them), case and words stay.
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("‐‑‒–—―", "-"),
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
    }
)
_IGNORED = re.compile(f"[{invisible.IGNORED}]")

_ENDED = re.compile(rf"[.!?…][{sentences.CLOSING}]*\s+$")


def fold(text: str) -> str:
    """*text* as passages are compared: white space, quotes, dashes, ligatures and accents made alike, nothing hidden.

    Case, digits, signs and words are kept, so that two texts that fold alike say the same.  Idempotent.
    """
    return " ".join(unicodedata.normalize("NFC", _IGNORED.sub("", text)).translate(_FOLDED).split())


def words(text: str) -> int:
    """How many words *text* has: whatever stands between white space and has a letter or digit in it."""
    return sum(1 for piece in text.split() if any(map(str.isalnum, piece)))


def digest(passage: str) -> str:
    """The first 12 hexadecimal digits of the sha256 of the folded *passage*."""
    return hashlib.sha256(fold(passage).encode()).hexdigest()[:DIGEST_LENGTH]


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


class Quote(NamedTuple):
    """A passage as it stands in its document."""

    before: str
    """The sentence or list item before it, or nothing."""
    opening: str
    """What its first sentence says before it: nothing, when that is whole."""
    passage: str
    """One to three sentences or list items, with the line breaks and list marks between them."""
    closing: str
    """What its last sentence says after it."""
    after: str
    """The sentence or list item after it, or nothing."""
    altered: bool
    """Whether it reads otherwise than when it was pinned."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source document with its units, ready to have passages looked up."""

    name: str
    text: str
    sha256: str
    units: tuple[Unit, ...]
    headings: tuple[str, ...]
    """All of them, in their order."""
    unseen: int
    """How many words are in no sentence or list item: those of headings, tables of contents and code."""
    folded: str
    offsets: tuple[int, ...]
    """For each character of ``folded``, its offset in ``text``; one more at the end."""

    def find(self, passage: Passage) -> list[tuple[int, int]]:
        """Every place ``(start, end)`` in ``text`` where *passage* begins; its end is the first that fits.

        Empty when ``from`` is nowhere, or when no ``to`` follows the first.
        """
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
            places.append((self.offsets[at], self.offsets[end - 1] + 1))
            at = self.folded.find(first, at + 1)
        return places

    def in_context(self, passage: Passage) -> tuple[str, str, str] | None:
        """*passage* between what its first sentence says before it and its last one after it.

        None unless it is in one place.
        """
        places = self.find(passage)
        if len(places) != 1:
            return None
        start, end = places[0]
        units = self.units_in(start, end)
        first = min([start, *(unit.start for unit in units)])
        last = max([end, *(unit.end for unit in units)])
        return self.text[first:start], self.text[start:end], self.text[end:last]

    def around(self, passage: Passage) -> tuple[str, str]:
        """What stands before *passage* and what after it, each one sentence or list item, empty where there is none.

        Both are of the section of their end of the passage; what stands before an item is the sentence that leads into
        its list.
        """
        places = self.find(passage)
        units = self.units_in(*places[0]) if len(places) == 1 else []
        if not units:
            return "", ""
        at, stop = self.units.index(units[0]), self.units.index(units[-1]) + 1
        while units[0].item and at and self.units[at - 1].item:
            at -= 1
        before, after = (
            next((self.text[unit.start : unit.end] for unit in side if unit.section == end.section), "")
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
        if path.stat().st_size > MAX_DOCUMENT_BYTES:
            raise DocumentError(path, f"larger than {MAX_DOCUMENT_BYTES // 2**20} MiB")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(path, error.strerror or str(error)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(path, f"not UTF-8 (byte {error.start})") from error
    return parse(path.name, text, hashlib.sha256(data).hexdigest(), abbreviations)


def parse(name: str, text: str, sha256: str = "", abbreviations: Iterable[str] = ()) -> Document:
    """Divide *text* into units and prepare it for look-ups; *abbreviations* end no sentence, nor do the usual ones."""
    folded, offsets = _fold_with_offsets(text)
    units, headings, unseen = _units(text, sentences.Ends(abbreviations))
    return Document(name, text, sha256, tuple(units), tuple(headings), unseen, folded, tuple(offsets))


def _fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """``fold(text)`` with, for each of its characters, the offset it came from."""
    out: list[str] = []
    offsets: list[int] = []
    for offset, character in _composed(text):
        piece = " " if character.isspace() else character.translate(_FOLDED)
        if piece != " " or out[-1:] not in ([], [" "]):
            out.extend(piece)
            offsets.extend([offset] * len(piece))
    if out[-1:] == [" "]:
        del out[-1], offsets[-1]
    return "".join(out), [*offsets, len(text)]


def _composed(text: str) -> Iterator[tuple[int, str]]:
    """The characters of *text* that show, accents composed with their letters, each with the offset it came from.

    What can be composed with what stands before it is a mark, or a vowel or end of a Korean syllable.
    """
    begun, cluster = 0, ""
    for offset, character in enumerate(text):
        if character > "\x7f" and _IGNORED.match(character):
            continue
        if cluster and not (
            character > "\u02ff" and (category(character)[0] == "M" or "\u1160" <= character < "\u1200")
        ):
            yield from ((begun, each) for each in unicodedata.normalize("NFC", cluster))
            cluster = ""
        if not cluster:
            begun = offset
        cluster += character
    yield from ((begun, each) for each in unicodedata.normalize("NFC", cluster))


def _units(text: str, ends: sentences.Ends) -> tuple[list[Unit], list[str], int]:
    """The sentences and list items of *text*, its headings, and how many of its words are in no sentence."""
    units: list[Unit] = []
    headings: list[str] = []
    unseen = 0
    section: str | None = None
    paragraph = 0
    for block in layout.blocks(text):
        if block.kind in {layout.PARAGRAPH, layout.ITEM}:
            paragraph += 1
            units.extend(
                Unit(first, last, section, paragraph, block.kind == layout.ITEM)
                for first, last in ends.split(text, block.start, block.end)
            )
            continue
        unseen += words(text[block.start : block.end])
        if block.kind == layout.HEADING:
            section, paragraph = text[block.start : block.end], 0
            headings.append(section)
    return units, headings, unseen
