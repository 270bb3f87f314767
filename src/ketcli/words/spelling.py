"""Which known words a misspelt one may stand for.  The only user of RapidFuzz (letters) and of jellyfish (sound)."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST = 3
"""Words of fewer letters are not corrected."""

MEDIUM, LONG, LONGEST = 5, 7, 12

ALIKE = 0.84
"""Two words that differ in more than one letter are near where they are as similar as this (Jaro-Winkler)."""

HEARD, SWAPPED, UNLIKE = 0.08, 0.08, 0.5
"""What the same sound and two letters in each other's place add to the likeness of words, and what a poor one costs."""

_SAME_SOUND, _TELLING_SOUND = 0.72, 4
"""The least likeness of two words that sound the same, in so many consonants or more."""

MOST = 12
"""Candidates for one word, the nearest."""


class Candidate(NamedTuple):
    """A known word that a misspelt one may stand for."""

    word: str
    likeness: float
    """How near it is in letters and in sound, from 0 to 1."""
    edits: int
    sounds: bool
    """Whether both sound alike."""


def edits_allowed(length: int) -> int:
    """How many letters may be wrong, too many, missing or swapped in a word of *length* letters."""
    return 0 if length < SHORTEST else 1 if length < MEDIUM else 2 if length < LONG else 3


def sound(word: str) -> str:
    """How *word* sounds, by Metaphone; empty where it has no letters of English."""
    from jellyfish import metaphone

    return metaphone(word) if word.isascii() and word.isalpha() else ""


def candidates(word: str, known: Sequence[str], sounding: Sequence[str]) -> list[Candidate]:
    """Those of *known* that *word* may stand for, the likeliest first; those of *sounding* sound like it.

    A swap of neighbours is one edit.  A wrong first letter is rare where the sound differs too, so it costs one more.
    """
    from rapidfuzz.distance import OSA, JaroWinkler
    from rapidfuzz.process import extract

    allowed = edits_allowed(len(word))
    near = {
        other: int(edits)
        for other, edits, _ in extract(word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    }
    near |= {other: OSA.distance(word, other) for other in sounding if other not in near}
    alike = frozenset(sounding)
    found = []
    for other, edits in near.items():
        heard = other in alike
        same_start = other[0] == word[0] or other[:2] == word[1::-1]
        cost = edits + (0 if same_start or heard else 1)
        similarity = JaroWinkler.similarity(word, other)
        if (cost <= allowed and (cost <= 1 or similarity >= ALIKE)) or (heard and edits <= allowed + 1):
            likeness = 1 - cost / (max(len(word), len(other)) + 1) - UNLIKE * (1 - similarity)
            if heard and len(sound(word)) >= _TELLING_SOUND:
                likeness = max(likeness, _SAME_SOUND)
            likeness += HEARD * heard + SWAPPED * (edits == 1 and sorted(word) == sorted(other))
            found.append(Candidate(other, min(likeness, 1.0), edits, heard))
    return sorted(found, key=lambda each: (-each.likeness, each.word))[:MOST]


def is_near(word: str, known: Sequence[str]) -> bool:
    """Whether one of *known* is one slip away from *word*."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    return extractOne(word, known, scorer=OSA.distance, score_cutoff=1) is not None


def nearest(name: str, names: Sequence[str], limit: int) -> list[str]:
    """Up to *limit* of *names* that resemble *name*, the most similar first."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import extract

    return [found for found, _, _ in extract(name, names, scorer=fuzz.WRatio, score_cutoff=75, limit=limit)]


def meant(name: str, names: Sequence[str]) -> str | None:
    """The one of *names* that *name* is misspelt from, None where several or none can be meant."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    allowed = 1 if len(name) < LONG else 2
    near = extract(name, names, scorer=OSA.distance, score_cutoff=allowed, limit=2)
    return near[0][0] if len(near) == 1 or (near and near[0][1] < near[1][1]) else None
