"""Read a query: split it into words, find out which of them the base knows, and what each can be met by."""

from __future__ import annotations

import math
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ketcli.errors import UsageError
from ketcli.retrieval.reading import LONGEST_PHRASE, Word, WordReader
from ketcli.retrieval.tiers import ALIAS, CLOSE, EXACT, PREFIX, RELATED, TIERS, WEIGHT
from ketcli.words import text
from ketcli.words.stopwords import FILLERS, QUESTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ketcli.index.reader import Index

MAX_CHARACTERS = 1000
MAX_WORDS = 64
"""A longer query is refused: nobody types it, and matching it would take seconds."""

GRAMMAR = 0.04
"""What a word of grammar weighs that no question of the base has."""


class Alternative(NamedTuple):
    """One term of the index that meets a concept."""

    term: str
    """The word or phrase, as stems."""
    word: str
    """The same as it is written."""
    num: int
    tier: str
    facts: int
    """How many facts hold it."""

    @property
    def worth(self) -> float:
        """How much of the concept it is worth."""
        return WEIGHT[self.tier]


class Concept(NamedTuple):
    """One thing that the query is about: a word or a known phrase, with all that can meet it."""

    words: tuple[str, ...]
    """As read: normalised and, where needed, corrected."""
    typed: tuple[str, ...]
    weight: float
    """How much it tells, from 0 to 1; more for a phrase."""
    alternatives: tuple[Alternative, ...]
    grammar: bool = False
    """Whether it is one word that a question may hold whatever it is about; it counts in questions only."""


class Query(NamedTuple):
    """A query as understood."""

    text: str
    terms: tuple[str, ...] = ()
    """Its telling words, as read."""
    corrections: Mapping[str, str] = MappingProxyType({})
    """For each misspelt word what it was read as."""
    unmatched: tuple[str, ...] = ()
    """Telling words that nothing in the base knows, as typed."""
    concepts: tuple[Concept, ...] = ()
    topic: str | None = None
    """The topic that the whole query is the id or title of."""
    left_out: tuple[str, ...] = ()
    """Telling words, as typed, that the answer does without, though there is one."""
    related: Mapping[str, str] = MappingProxyType({})
    """For each word that no source says what near to it was looked for in its place."""

    @property
    def length(self) -> float:
        """The length of the query as a vector of the weights of its concepts."""
        return math.sqrt(sum(concept.weight**2 for concept in self.concepts))

    @property
    def asked(self) -> float:
        """What its concepts weigh together, those of grammar left out."""
        return sum(concept.weight for concept in self.concepts if not concept.grammar)


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
        self.known = index.vocabulary
        self.reader = WordReader(index, exact=exact)

    def parse(self, query: str, typed: Sequence[str]) -> Query:
        read = self.reader.read(typed)
        words = [word for word in read if word.word not in FILLERS]
        concepts = [
            self._concept(words[start:end])
            for start, end in self._divide(words)
            if end - start > 1 or words[start].word not in QUESTION_WORDS
        ]
        plain = {word for concept in concepts for word in concept.words}
        little = dict.fromkeys(word.word for word in read if word.word not in plain)
        if concepts or len(little) > 1:
            concepts += [self._grammar(word) for word in little]
        telling = [concept for concept in concepts if not concept.grammar]
        return Query(
            query,
            tuple(dict.fromkeys(word for concept in telling for word in concept.words)),
            self.reader.corrections,
            tuple(dict.fromkeys(word for each in telling if not each.alternatives for word in each.typed)),
            tuple(concepts),
            self._topic([word.word for word in read]),
        )

    def _topic(self, words: list[str]) -> str | None:
        """The topic whose id or title *words* are; an alias may be narrower than its topic."""
        for kind, owner in self.index.named(" ".join(words)):
            if kind == "topic" and words in (text.words(owner), text.words(self.index.topics[owner].title)):
                return owner
        return None

    def _divide(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Where the query falls into concepts: the longest phrases that something else may stand for, and words."""
        stems = [text.stem(word.word) for word in words]
        place = 0
        while place < len(words):
            ends = range(min(len(stems), place + LONGEST_PHRASE), place + 1, -1)
            end = next((end for end in ends if self._stands_for(" ".join(stems[place:end]))), place + 1)
            yield place, end
            place = end

    def _stands_for(self, phrase: str) -> bool:
        return bool(self.known.synonyms(phrase)) or self.known.related(phrase) is not None

    def _concept(self, words: Sequence[Word]) -> Concept:
        """The concept of one word, or of a phrase that something else may stand for."""
        first = words[0]
        said = tuple(word.word for word in words)
        typed = tuple(dict.fromkeys(word.typed for word in words))
        if first.tier == PREFIX:
            return self._weighed(said, typed, {stem: (stem, PREFIX) for stem in first.completions})
        phrase = " ".join(text.stem(word) for word in said)
        tier = CLOSE if any(word.tier == CLOSE for word in words) else EXACT
        terms = {phrase: (" ".join(said), tier)}
        for other, word in self.known.synonyms(phrase):
            terms.setdefault(other, (word, max(ALIAS, tier, key=TIERS.index)))
        if near := self.known.related(phrase):
            terms.setdefault(near[0], (near[1], RELATED))
        return self._weighed(said, typed, terms)

    def _grammar(self, word: str) -> Concept:
        """A word that counts only where a question has it too."""
        stem = text.stem(word)
        found = self.known.terms([stem]).get(stem)
        ways = (Alternative(stem, word, found.num, EXACT, found.facts),) if found else ()
        return Concept((word,), (word,), found.weight if found else GRAMMAR, ways, grammar=True)

    def _weighed(self, words: tuple[str, ...], typed: tuple[str, ...], terms: Mapping[str, tuple[str, str]]) -> Concept:
        """The concept of *words* with those of *terms* that the base has.

        *terms* gives for each, as stems, how it is written and the tier by which it meets the words.
        """
        found = self.known.terms(terms)
        own = found.get(" ".join(map(text.stem, words)))
        if own:
            weight = own.weight
        elif found and terms and next(iter(terms.values()))[1] == PREFIX:
            weight = max(term.weight for term in found.values())
        else:
            weight = math.sqrt(sum(self._unknown(word, found=bool(found)) ** 2 for word in words))
        alternatives = tuple(
            Alternative(term, terms[term][0], each.num, terms[term][1], each.facts) for term, each in found.items()
        )
        return Concept(words, typed, weight, alternatives)

    def _unknown(self, word: str, *, found: bool) -> float:
        """What *word* weighs that the base does not say: an everyday one little, unless something stands for it."""
        telling = self.known.telling(word)
        if telling is None:
            return 1.0
        return max(GRAMMAR, telling if found else telling**2)
