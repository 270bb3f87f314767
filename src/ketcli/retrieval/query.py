"""Read a query: split it into words, find out which of them the base knows, and what each can be met by."""

from __future__ import annotations

import math
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ketcli.errors import UsageError
from ketcli.retrieval.reading import LONGEST_PHRASE, Word, WordReader
from ketcli.retrieval.tiers import ALIAS, CLOSE, EXACT, PREFIX, TIERS, WEIGHT
from ketcli.words import text
from ketcli.words.stopwords import COMMON, FILLERS, QUESTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ketcli.index.reader import Index

MAX_CHARACTERS = 1000
MAX_WORDS = 64
"""A longer query is refused: nobody types it, and matching it would take seconds."""

LIGHT = 0.2
"""What a frequent word of English weighs beside a telling one, when the base knows it."""

UBIQUITOUS = 0.3
"""A word in more than this share of the facts ("ketamine") answers nothing by itself."""


class Alternative(NamedTuple):
    """One term of the index that meets a concept."""

    term: str
    """The word or phrase, as stems."""
    word: str
    """The same as it is written."""
    num: int
    tier: str

    @property
    def weight(self) -> float:
        """How much of the concept it is worth."""
        return WEIGHT[self.tier]


class Concept(NamedTuple):
    """One thing that the query is about: a word or a known phrase, with all that can meet it."""

    words: tuple[str, ...]
    """As read: normalised and, where needed, corrected."""
    weight: float
    """How informative it is: the logarithm of how few facts hold it."""
    alternatives: tuple[Alternative, ...]
    share: float
    """The share of the facts that hold it, from 0 to 1."""
    light: bool = False
    """Whether it is one frequent word of English."""
    bonus: bool = False
    """Whether its words also stand as concepts of their own; it then only adds to the score."""

    @property
    def telling(self) -> bool:
        """Whether any of its words is more than one that every question may hold."""
        return not self.bonus and any(word not in COMMON and word not in QUESTION_WORDS for word in self.words)


class Query(NamedTuple):
    """A query as understood."""

    text: str
    terms: tuple[str, ...] = ()
    """Its telling words, as read."""
    corrections: Mapping[str, str] = MappingProxyType({})
    """For each misspelt word what it was read as."""
    unmatched: tuple[str, ...] = ()
    """Telling words that nothing in the base knows."""
    concepts: tuple[Concept, ...] = ()
    longer: bool = False
    """Whether it holds frequent words of English, known to the base or not, beside others."""
    topic: str | None = None
    """The topic that the whole query is the id or title of."""
    left_out: tuple[str, ...] = ()
    """Telling words, as typed, that the answer does without, though there is one."""
    related: Mapping[str, str] = MappingProxyType({})
    """For each word that no source says what near to it was looked for in its place."""


def parse(index: Index, query: str, *, exact: bool = False) -> Query:
    """Understand *query* by what *index* knows; with *exact*, without correcting its spelling.

    Raises UsageError when it is too long.
    """
    plain = unicodedata.normalize("NFKC", query)  # one character may stand for eighteen
    if len(plain) > MAX_CHARACTERS:
        raise UsageError(f"the query has {len(plain)} characters; at most {MAX_CHARACTERS} are read")
    typed = [plain[start:end] for start, end, _ in text.spans(plain)]  # with their case
    if len(typed) > MAX_WORDS:
        raise UsageError(f"the query has {len(typed)} words; at most {MAX_WORDS} are read")
    return _Parser(index, exact=exact).parse(query, typed)


class _Parser:
    def __init__(self, index: Index, *, exact: bool) -> None:
        self.index = index
        self.reader = WordReader(index, exact=exact)
        self.total = max(index.meta.facts, 1)

    def parse(self, query: str, typed: Sequence[str]) -> Query:
        read = list(self.reader.read(typed))
        words = [word for word in read if word.word not in FILLERS]
        concepts: list[Concept] = []
        unmatched: list[str] = []
        common = 0
        for start, end in self._divide(words):
            part = words[start:end]
            if len(part) == 1 and (part[0].word in QUESTION_WORDS):
                continue
            concept = self._concept(part)
            if concept.alternatives:
                concepts.append(concept)
            elif part[0].word not in COMMON:
                concepts.append(concept)
                unmatched.append(part[0].typed)
            common += len(part) == 1 and part[0].word in COMMON
        concepts += self._bonuses(words)
        terms = tuple(dict.fromkeys(word for concept in concepts if not concept.bonus for word in concept.words))
        topic = self._topic([word.word for word in read])
        return Query(
            query,
            terms,
            self.reader.corrections,
            tuple(dict.fromkeys(unmatched)),
            tuple(concepts),
            common > 0 and len(read) > 1,
            topic,
        )

    def _topic(self, words: list[str]) -> str | None:
        """The topic whose id or title *words* are; an alias may be narrower than its topic."""
        for kind, owner in self.index.named(" ".join(words)):
            if kind == "topic" and words in (text.words(owner), text.words(self.index.topics[owner].title)):
                return owner
        return None

    def _divide(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Where the query falls into concepts: the longest phrases that have synonyms, and single words."""
        stems = [text.stem(word.word) for word in words]
        place = 0
        while place < len(words):
            length = max(
                (end - place for end in self._phrases(stems, place) if self.index.synonyms(" ".join(stems[place:end]))),
                default=1,
            )
            yield place, place + length
            place += length

    def _phrases(self, stems: Sequence[str], start: int) -> Iterator[int]:
        """The ends of the known phrases that begin at *start*."""
        ends = range(start + 2, min(len(stems), start + LONGEST_PHRASE) + 1)
        known = self.index.phrases(" ".join(stems[start:end]) for end in ends)
        return (end for end in ends if " ".join(stems[start:end]) in known)

    def _bonuses(self, words: Sequence[Word]) -> Iterator[Concept]:
        """Known phrases without synonyms, such as a fact's alias: found as a whole, they count beside their words."""
        stems = [text.stem(word.word) for word in words]
        for start in range(len(words)):
            for end in self._phrases(stems, start):
                phrase = " ".join(stems[start:end])
                if not self.index.synonyms(phrase):
                    concept = self._weighed(
                        tuple(word.word for word in words[start:end]), {phrase: (phrase, EXACT)}, bonus=True
                    )
                    if concept.alternatives:
                        yield concept

    def _concept(self, words: Sequence[Word]) -> Concept:
        """The concept of one word, or of a phrase that has synonyms."""
        first = words[0]
        said = tuple(word.word for word in words)
        if first.tier == PREFIX:
            return self._weighed(said, {stem: (stem, PREFIX) for stem in first.completions})
        phrase = " ".join(text.stem(word) for word in said)
        tier = CLOSE if any(word.tier == CLOSE for word in words) else EXACT
        terms = {phrase: (" ".join(said), tier)}
        for other, word in self.index.synonyms(phrase):
            terms.setdefault(other, (word, max(ALIAS, tier, key=TIERS.index)))
        return self._weighed(said, terms, light=len(said) == 1 and said[0] in COMMON)

    def _weighed(
        self, words: tuple[str, ...], terms: Mapping[str, tuple[str, str]], *, light: bool = False, bonus: bool = False
    ) -> Concept:
        """A concept with those of *terms* that facts hold, weighed by how few those are.

        *terms* gives for each, as stems, how it is written and the tier by which it meets the words.
        """
        found = self.index.terms(terms)
        held = max((facts for _, facts in found.values()), default=0)
        weight = math.log(1 + (self.total - held + 0.5) / (held + 0.5)) * (LIGHT if light else 1.0)
        alternatives = tuple(Alternative(term, terms[term][0], num, terms[term][1]) for term, (num, _) in found.items())
        return Concept(words, weight, alternatives, held / self.total, light, bonus)
