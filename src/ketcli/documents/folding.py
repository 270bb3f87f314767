"""Texts as they are compared: what two copies may differ in without saying anything else is made alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING
from unicodedata import category

from ketcli.words import invisible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def fold(text: str) -> str:
    """*text* as passages are compared: white space, quotes, dashes, ligatures and accents made alike, nothing hidden.

    Case, digits, signs and words are kept, so that two texts that fold alike say the same.  Idempotent.
    """
    return " ".join(unicodedata.normalize("NFC", _IGNORED.sub("", text).translate(_FOLDED)).split())


def words(text: str) -> int:
    """How many words *text* has: whatever stands between white space and has a letter or digit in it."""
    return sum(1 for piece in text.split() if any(map(str.isalnum, piece)))


def digest(passage: str) -> str:
    """The first 12 hexadecimal digits of the sha256 of the folded *passage*."""
    return hashlib.sha256(fold(passage).encode()).hexdigest()[:DIGEST_LENGTH]


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """``fold(text)`` with, for each of its characters, the offset it came from."""
    out: list[str] = []
    offsets: list[int] = []
    for offset, character in _composed(text):
        piece = " " if character.isspace() else character
        if piece != " " or out[-1:] not in ([], [" "]):
            out.append(piece)
            offsets.append(offset)
    if out[-1:] == [" "]:
        del out[-1], offsets[-1]
    return "".join(out), [*offsets, len(text)]


def end_of(text: str, offset: int) -> int:
    """Where the character at *offset* of *text* ends, with the accents that are written behind it."""
    end = at = offset + 1
    while at < len(text):
        if _may_join(text[end - 1], text[at]):
            end = at + 1
        elif not _IGNORED.match(text[at]):
            break
        at += 1
    return end


def _composed(text: str) -> Iterator[tuple[int, str]]:
    """The characters of *text* that show, made alike and accents composed, each with the offset it came from.

    What is composed of several characters came from the first of them.
    """
    cluster = ""
    places: list[int] = []
    for offset, character in enumerate(text):
        if character > "\x7f" and _IGNORED.match(character):
            continue
        if cluster and not _may_join(cluster[-1], character):
            yield from _normal(cluster, places)
            cluster, places = "", []
        piece = character.translate(_FOLDED)
        cluster += piece
        places += [offset] * len(piece)
    yield from _normal(cluster, places)


def _normal(cluster: str, places: Sequence[int]) -> Iterable[tuple[int, str]]:
    normal = unicodedata.normalize("NFC", cluster)
    return zip(places, cluster, strict=True) if normal == cluster else ((places[0], each) for each in normal)


def _may_join(last: str, character: str) -> bool:
    """Whether *character* may be composed with *last* before it: a mark, or the vowel or end of a Korean syllable."""
    if "\u1160" <= character < "\u1200":
        return "\u1100" <= last < "\u1200" or "\uac00" <= last < "\ud7a4"
    return character > "\u02ff" and category(character)[0] == "M"
