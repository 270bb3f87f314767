"""Read the words of a query as the base knows them: whole, in parts, joined, unfinished or misspelt."""

from __future__ import annotations

import math

from ketcli.index.tables import FULL
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.retrieval.tiers import CLOSE, EXACT, PREFIX
from ketcli.words import text
from ketcli.words.stopwords import CONTRACTIONS, COORDINATORS, FILLERS, QUESTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ketcli.index.reader import Index
    from ketcli.words.spelling import Candidate

LONGEST_PHRASE = 7
"""Words of the longest phrase that is looked for as a whole."""

COMPANY = 0.5
"""How well a question of the base covers a query in which a word of English is taken for another, and so must be."""

CONTEXT = 0.6
"""What the best such cover counts beside the likeness of two words."""

USAGE = 0.015
"""What each doubling of how often the base uses a word counts beside them."""

SAID = 20
"""How often a word counts as used that a fact says, beside one that somebody may type."""

TELLING = 0.25
"""A word that weighs less is no company for another."""

LIKELY = 0.72
"""Below this likeness nothing but company makes a correction."""

SURE = 0.8
"""A correction less alike than this gives way to a word of English that is one letter away."""

_SHORTEST_PREFIX = 4
_COMPLETIONS = 40
_SHORTEST_PART = 2
SHORT, LEAD = 4, 0.05
"""Of the candidates for words of so many letters the best has to be so much better where there is no company."""


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
        self.known = index.vocabulary
        self.exact = exact
        self.corrections: dict[str, str] = {}
        """For each misspelt word, as typed, what it was read as."""

    def read(self, typed: Sequence[str]) -> list[Word]:
        """Each of the words *typed* as the base knows it; what is left of "I'm" is passed over, unless it is all."""
        words = list(self._plain(_without_contractions(typed)))
        # What is surest is read first, so that the rest can lean on it; then once more, each beside all others.
        unread = {
            place: candidates
            for place, word in enumerate(words)
            if word.tier is None and not self.exact and (candidates := self._candidates(word.word))
        }
        chosen: dict[int, str] = {}
        order = sorted(unread, key=lambda place: (-unread[place][0].likeness, place))
        for place in [*order, *(order if len(order) > 1 else ())]:
            chosen.pop(place, None)
            best = self._best(words, chosen, place, unread[place])
            if best:
                chosen[place] = best
        read: list[Word] = []
        for place, word in enumerate(words):
            if place not in chosen:
                read.append(word if word.tier or not self._inflects(word.word) else word._replace(tier=EXACT))
                continue
            parts = [chosen[place]] if self._knows(chosen[place]) else self._parted(chosen[place])
            self.corrections[word.typed] = " ".join(parts)
            read += [Word(word.typed, part, CLOSE) for part in parts]
        return read

    def _plain(self, typed: Sequence[str]) -> Iterator[Word]:
        """The words as far as they can be read without correcting them."""
        words = [text.words(each)[0] for each in typed]
        self.known.words(words)  # all at once, for below each is asked for by itself
        place = 0
        while place < len(typed):
            word, follower = words[place], words[place + 1] if place + 1 < len(typed) else ""
            if follower and not (self._knows(word) and self._knows(follower)) and self._says(word + follower):
                yield Word(f"{typed[place]} {typed[place + 1]}", word + follower, EXACT)
                place += 2
                continue
            yield from self._read_word(typed[place], word)
            place += 1

    def _read_word(self, typed: str, word: str) -> Iterator[Word]:
        if self._knows(word):
            yield Word(typed, word, EXACT)
            return
        parts = [text.words(part)[0] for part in text.camel_parts(typed)]
        if len(parts) == 1:
            parts = self._parted(word)
        if parts:
            for part in parts:
                yield from self._read_word(part, part)
            return
        completions = self._completions(word)
        if completions:
            yield Word(typed, word, PREFIX, completions)
            return
        yield Word(typed, word, None)

    def _knows(self, word: str) -> bool:
        """Whether *word* needs no reading."""
        return word in FILLERS or word in QUESTION_WORDS or self._says(word)

    def _says(self, word: str) -> bool:
        """Whether the base says *word*, or people who ask it do; another form of it only where that is English too."""
        return bool(self.known.words([word])) or (self._inflects(word) and self.known.telling(word) is not None)

    def _inflects(self, word: str) -> bool:
        """Whether the base says a word of the same stem."""
        stem = text.stem(word)
        return bool(self.known.terms([stem]) or self.known.synonyms(stem) or self.known.related(stem))

    def _parted(self, word: str) -> list[str]:
        """Two words that were run together and that the base says beside each other, or nothing."""
        if not self.known.keeps(word):
            for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
                parts = [word[:cut], word[cut:]]
                if self.known.phrases([" ".join(map(text.stem, parts))]):
                    return parts
        return []

    def _completions(self, word: str) -> tuple[str, ...]:
        """Stems of the words that *word* begins."""
        whole = len(word) < _SHORTEST_PREFIX or self.known.keeps(word) or self.known.telling(word) is not None
        begun = [] if whole else self.known.beginning(word, _COMPLETIONS)
        return tuple(dict.fromkeys(stem for _, stem in begun))

    def _candidates(self, word: str) -> list[Candidate]:
        """What *word* may stand for, the likeliest first: words, and what was run together that can be parted again."""
        from ketcli.words import spelling

        edits = spelling.edits_allowed(len(word))
        if not edits or not word.isalpha() or self.known.keeps(word):
            return []
        near = self.known.spellings(len(word) - edits, len(word) + edits)
        found = spelling.candidates(word, near, self.known.sounding(spelling.sound(word)))
        if self.known.telling(word) is not None:  # a word of English is at most one slip or the same sound away
            found = [each for each in found if each.edits <= 1 or each.sounds]
        self.known.words([each.word for each in found])  # all at once, for below each is asked for by itself
        return [each for each in found if self._knows(each.word) or self._parted(each.word)]

    def _best(
        self, words: Sequence[Word], chosen: dict[int, str], place: int, candidates: list[Candidate]
    ) -> str | None:
        """The candidate for the word at *place* that is most alike and makes most sense beside the others."""
        others = [chosen.get(at, word.word) for at, word in enumerate(words) if at != place]
        stems = [text.stem(other) for other in others if other not in FILLERS]
        known = self.known.terms(stems)
        beside = [known[stem] for stem in stems if stem in known]
        english = self.known.telling(words[place].word) is not None
        terms = self.known.terms(text.stem(each.word) for each in candidates)
        own = max((term.weight for term in terms.values()), default=1.0)
        unknown = TELLING**2 * (len(stems) - len(beside))
        length = math.sqrt(sum(term.weight**2 for term in beside) + unknown + own**2)
        found = self.index.asked.inquiries.score([((term.num, term.weight / length),) for term in beside])
        company = any(term.weight >= TELLING for term in beside)
        rated = []
        for each in candidates:
            term = terms.get(text.stem(each.word))
            cover = self._cover(term.num, term.weight / length, found) if term and found else 0.0
            if english and not (company and cover >= COMPANY):
                continue
            used = math.log2(1 + SAID * term.facts + term.asked) if term else 0.0
            rated.append((each.likeness + CONTEXT * cover + USAGE * used, each.word, each.likeness, cover))
        if not rated:
            return None
        (rating, best, likeness, cover), *rest = sorted(rated, reverse=True)
        if cover < COMPANY and (likeness < LIKELY or (likeness < SURE and self._is_nearer_english(words[place].word))):
            return None
        # Many short words are near to one another: without company the best has to stand out.
        doubtful = len(words[place].word) <= SHORT and cover < COMPANY and rest
        return None if doubtful and rating - rest[0][0] < LEAD else best

    def _is_nearer_english(self, word: str) -> bool:
        """Whether *word* is one slip away from a word of English, which the base does not say."""
        from ketcli.words import spelling

        lengths = (len(word) - 1, len(word), len(word) + 1)
        return spelling.is_near(word, [other for length in lengths for other in self.known.english(length)])

    def _cover(self, term: int, weight: float, found: Mapping[int, float]) -> float:
        """How well the best inquiry that holds *term* covers a query of which *found* says what the rest is worth."""
        inquiries, impacts = self.index.asked.inquiries.of(term)
        return max(
            (
                found[inquiry] + weight * impact / FULL
                for inquiry, impact in zip(inquiries, impacts, strict=True)
                if inquiry in found
            ),
            default=0.0,
        )


def _without_contractions(typed: Sequence[str]) -> list[str]:
    """The words *typed* but what is left of "I'm"; beside "or", "vs" and their like it is something else."""
    return [
        word
        for place, word in enumerate(typed)
        if word not in CONTRACTIONS
        or len(typed) == 1
        or any(
            near.lower() in COORDINATORS for near in (*typed[max(place - 1, 0) : place], *typed[place + 1 : place + 2])
        )
    ]
