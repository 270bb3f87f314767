"""The words of English, so that none of them is taken for a misspelling.  The only user of pyspellchecker."""

from __future__ import annotations

_RARE = 100
"""A word that its corpus of film subtitles has less often may itself be a misspelling."""


def words() -> list[str]:
    """Some 47,000 English words, sorted."""
    from spellchecker import SpellChecker

    frequencies = SpellChecker(language="en").word_frequency
    return sorted(word for word, count in frequencies.items() if count >= _RARE and word.isalpha())
