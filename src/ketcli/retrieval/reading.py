"""Read the words of a query as the base knows them: whole, in parts, joined, unfinished or misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.retrieval.tiers import CLOSE, EXACT, PREFIX
from ketcli.words import text
from ketcli.words.stopwords import COMMON, CONTRACTIONS, FILLERS, QUESTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ketcli.index.reader import Index

LONGEST_PHRASE = 7
"""Words of the longest phrase that is looked for as a whole."""

_SHORTEST_PREFIX = 4
_COMPLETIONS = 40
_SHORTEST_PART = 3


class Word(NamedTuple):
    """One word of a query, as typed and as read."""

    typed: str
    word: str
    tier: str | None
    """None when nothing knows it."""
    completions: tuple[str, ...] = ()
    """Stems that an unfinished word may become."""


class WordReader:
    """Reads the words of one query by what *index* knows; with *exact*, without correcting their spelling."""

    def __init__(self, index: Index, *, exact: bool) -> None:
        self.index = index
        self.exact = exact
        self.corrections: dict[str, str] = {}
        """For each misspelt word, as typed, what it was read as."""

    def read(self, typed: Sequence[str]) -> Iterator[Word]:
        """Each of the words *typed* as the base knows it; what is left of "I'm" is passed over, unless it is all."""
        typed = [word for word in typed if word not in CONTRACTIONS or len(typed) == 1]
        place = 0
        while place < len(typed):
            word = text.words(typed[place])[0]
            follower = text.words(typed[place + 1])[0] if place + 1 < len(typed) else ""
            if (
                follower
                and not (self._knows(word) and self._knows(follower))
                and self._knows(word + follower, new=True)
            ):
                yield Word(f"{typed[place]} {typed[place + 1]}", word + follower, EXACT)
                place += 2
                continue
            around = (typed[max(0, place - LONGEST_PHRASE) : place], typed[place + 1 : place + LONGEST_PHRASE])
            yield from self._read_word(typed[place], word, around)
            place += 1

    def _read_word(
        self, typed: str, word: str, around: tuple[Sequence[str], Sequence[str]] = ((), ())
    ) -> Iterator[Word]:
        """What *word* is read as, given the words *around* it, before and after."""
        if self._knows(word):
            yield Word(typed, word, EXACT)
            return
        parts = [text.words(part)[0] for part in text.camel_parts(typed)]
        if len(parts) == 1:
            parts = self._parted(word)
        if len(parts) > 1:
            for part in parts:
                yield from self._read_word(part, part)
            return
        completions = self._completions(word)
        if completions:
            yield Word(typed, word, PREFIX, completions)
            return
        correction = self._correction(word)
        if correction and (not self.index.is_english(word) or self._fits(correction, around)):
            parts = [correction] if self._knows(correction) else self._parted(correction)
            self.corrections[typed] = " ".join(parts)
            for part in parts:
                yield Word(typed, part, CLOSE)
            return
        yield Word(typed, word, None)

    def _knows(self, word: str, *, new: bool = False) -> bool:
        """Whether *word* needs no reading; with *new*, frequent English words do not count as known."""
        if not new and (word in FILLERS or word in QUESTION_WORDS or word in COMMON):
            return True
        stem = text.stem(word)
        return bool(self.index.words([word]) or self.index.terms([stem]) or self.index.synonyms(stem))

    def _parted(self, word: str) -> list[str]:
        """Two words of a known phrase that were run together, or nothing."""
        if not self.index.keeps(word):
            for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
                parts = [word[:cut], word[cut:]]
                if self.index.phrases([" ".join(map(text.stem, parts))]):
                    return parts
        return []

    def _completions(self, word: str) -> tuple[str, ...]:
        """Stems of the words that *word* begins."""
        if len(word) < _SHORTEST_PREFIX or self.index.keeps(word):
            return ()
        stems = tuple(dict.fromkeys(stem for _, stem in self.index.beginning(word, _COMPLETIONS)))
        return () if stems and self.index.is_english(word) else stems

    def _correction(self, word: str) -> str | None:
        from ketcli.words import spelling

        if self.exact or not word.isalpha() or self.index.keeps(word):
            return None
        edits = spelling.edits_allowed(len(word))
        return spelling.correct(word, self.index.spellings(len(word) - edits, len(word) + edits)) if edits else None

    def _fits(self, word: str, around: tuple[Sequence[str], Sequence[str]]) -> bool:
        """Whether *word* makes a known phrase with the words *around* it; only so is a word of English corrected."""
        before, after = ([text.stem(text.words(other)[0]) for other in side] for side in around)
        stem = text.stem(word)
        windows = (
            [*before[len(before) - left :], stem, *after[:right]]
            for left in range(len(before) + 1)
            for right in range(len(after) + 1)
            if left + right
        )
        return bool(self.index.phrases(" ".join(window) for window in windows))
