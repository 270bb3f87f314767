"""Which known word a misspelt one was meant to be.  The only user of RapidFuzz."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST = 4
"""Words of fewer letters are not corrected."""

MEDIUM, LONG, LONGEST = 5, 7, 12
ALIKE = 0.9
"""A word of medium length may be two edits off when it is as similar as this (Jaro-Winkler)."""


def edits_allowed(length: int) -> int:
    """How many letters may be wrong, too many, missing or swapped in a word of *length* letters."""
    return 0 if length < SHORTEST else 1 if length < MEDIUM else 2 if length < LONGEST else 3


def correct(word: str, known: Sequence[str]) -> str | None:
    """The one of *known* that *word* most likely stands for, or None when nothing is near enough.

    A swap of neighbours is one edit.  A wrong first letter is rare, so it costs one more.  Words of four letters
    are corrected only where a single candidate is near.
    """
    from rapidfuzz.distance import OSA, JaroWinkler
    from rapidfuzz.process import extract

    allowed = edits_allowed(len(word))
    near = extract(word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    candidates = []
    for candidate, distance, _ in near:
        same_start = candidate[0] == word[0] or candidate[:2] == word[1::-1]
        cost = int(distance) + (not same_start)
        similarity = JaroWinkler.similarity(word, candidate)
        if cost <= allowed and (len(word) >= LONG or cost <= 1 or similarity >= ALIKE):
            candidates.append((cost, -similarity, candidate))
    if not candidates:
        return None
    if len(word) <= SHORTEST and len(candidates) > 1:
        return None
    return min(candidates)[2]


def nearest(name: str, names: Sequence[str], limit: int) -> list[str]:
    """Up to *limit* of *names* that resemble *name*, the most similar first."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import extract

    return [found for found, _, _ in extract(name, names, scorer=fuzz.WRatio, score_cutoff=75, limit=limit)]
