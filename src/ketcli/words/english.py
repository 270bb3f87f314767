"""The words of English: which there are, and how much each tells.  The only user of pyspellchecker."""

from __future__ import annotations

import functools
import math

_RARE = 100
"""A word that its corpus of film subtitles has less often may itself be a misspelling."""

_PLAIN, _RANGE = 4.5, 9.0
"""Minus the logarithm of a word's share of all words: at the first it says nothing ("know"), this much above all."""

UNHEARD = 20
"""How often a word that the corpus lacks is taken to occur."""


@functools.cache
def counts() -> dict[str, int]:
    """Some 47,000 English words with how often a corpus of film subtitles has each."""
    from spellchecker import SpellChecker

    frequencies = SpellChecker(language="en").word_frequency
    return {word: count for word, count in frequencies.items() if count >= _RARE and word.isalpha()}


def telling(count: int, total: int) -> float:
    """How much a word tells that is *count* of *total* words: from 0, for one that stands everywhere, to 1."""
    share = (count + UNHEARD) / total
    return min(1.0, max(0.0, (-math.log(share) - _PLAIN) / _RANGE))


@functools.cache
def by_stem() -> dict[str, int]:
    """How often the words of each stem occur together."""
    from ketcli.words import text

    stems: dict[str, int] = {}
    for word, count in counts().items():
        stem = text.stem(word)
        stems[stem] = stems.get(stem, 0) + count
    return stems
