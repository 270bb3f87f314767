"""Read a query: split it into words, find out which of them the base knows, and what each can be met by."""

from __future__ import annotations

import math
from types import MappingProxyType

from ketcli.errors import UsageError
from ketcli.index.tables import UBIQUITOUS
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.retrieval.reading import LONGEST_PHRASE, Word, WordReader
from ketcli.retrieval.tiers import ALIAS, CLOSE, EXACT, RELATED, TIERS, WEIGHT
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
    worth: float
    """How much of the concept it is worth, from 0 to 1."""


class Concept(NamedTuple):
    """One word of the query with all that can meet it."""

    words: tuple[str, ...]
    """The word as read, normalised and, where needed, corrected; in a known phrase all the words of that."""
    word: str
    typed: str
    weight: float
    """How much it tells, from 0 to 1."""
    alternatives: tuple[Alternative, ...]
    grammar: bool = False
    """Whether a question may hold it whatever it is about; it counts in questions only."""


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
    def weight(self) -> float:
        """What its concepts weigh together."""
        return sum(concept.weight for concept in self.concepts)

    @property
    def known(self) -> float:
        """The share of its weight that the base knows, words of grammar left out."""
        return sum(each.weight for each in self.concepts if each.alternatives and not each.grammar) / (
            self.asked or 1.0
        )

    @property
    def asked(self) -> float:
        """What its concepts weigh together, those of grammar left out."""
        return sum(concept.weight for concept in self.concepts if not concept.grammar)


def parse(index: Index, query: str, *, exact: bool = False) -> Query:
    """Understand *query* by what *index* knows; with *exact*, without correcting its spelling.

    Raises UsageError when it is too long.
    """
    plain = query if query.isascii() else _composed(query)  # of which one character may stand for eighteen
    if len(plain) > MAX_CHARACTERS:
        raise UsageError(f"the query has {len(plain)} characters; at most {MAX_CHARACTERS} are read")
    typed = [plain[start:end] for start, end, _ in text.spans(plain)]  # with their case
    if len(typed) > MAX_WORDS:
        raise UsageError(f"the query has {len(typed)} words; at most {MAX_WORDS} are read")
    return _Parser(index, exact=exact).parse(query, typed)


def _composed(query: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", query)


class _Parser:
    def __init__(self, index: Index, *, exact: bool) -> None:
        self.index = index
        self.known = index.vocabulary
        self.reader = WordReader(index, exact=exact)

    def parse(self, query: str, typed: Sequence[str]) -> Query:
        read = self.reader.read(typed)
        self.known.terms([text.stem(word.word) for word in read])  # all at once, for below each is asked for by itself
        words = [word for word in read if word.word not in FILLERS]
        concepts = [
            concept
            for start, end in self._divide(words)
            if end - start > 1 or words[start].word not in QUESTION_WORDS
            for concept in self._concepts(words[start:end])
        ]
        told = {word for concept in concepts for word in concept.words}
        little = dict.fromkeys(word.word for word in read if word.word not in told)
        telling = tuple(concepts)
        if concepts or len(little) > 1:
            concepts += [self._grammar(word) for word in little]
        return Query(
            query,
            tuple(dict.fromkeys(word for concept in telling for word in concept.words)),
            self.reader.corrections,
            tuple(dict.fromkeys(each.typed for each in telling if not each.alternatives)),
            tuple(concepts),
            self._topic([word.word for word in read]),
        )

    def _topic(self, words: list[str]) -> str | None:
        """The topic whose id or title *words* are, but for what any query of this base may hold.

        An alias may be narrower than its topic.
        """
        known = self.known.terms(map(text.stem, words))
        facts = self.index.meta.facts
        telling = [
            word
            for word in words
            if word not in FILLERS and not ((term := known.get(text.stem(word))) and term.facts >= UBIQUITOUS * facts)
        ]
        for name in (words, telling):
            for kind, owner in self.index.named(" ".join(name)):
                if kind == "topic" and name in (text.words(owner), text.words(self.index.topics[owner].title)):
                    return owner
        return None

    def _divide(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Where the query falls into concepts: the longest phrases that something else may stand for, and words."""
        stems = [text.stem(word.word) for word in words]
        phrases = {
            (start, end): " ".join(stems[start:end])
            for start in range(len(stems))
            for end in range(start + 2, min(len(stems), start + LONGEST_PHRASE) + 1)
        }
        replaced = self.known.replaced(phrases.values())
        start = 0
        while start < len(words):
            ends = range(min(len(stems), start + LONGEST_PHRASE), start + 1, -1)
            end = next((end for end in ends if phrases[start, end] in replaced), start + 1)
            yield start, end
            start = end

    def _concepts(self, words: Sequence[Word]) -> Iterator[Concept]:
        """The concept of each of *words*, which are one word or a phrase that something else may stand for.

        What stands for a phrase meets each of its words by the part that this is of the whole.
        """
        said = tuple(word.word for word in words)
        standing = self._standing(words)
        weights = [self._weight(word) for word in words]
        length = math.sqrt(sum(weight**2 for weight in weights))
        for word, weight in zip(words, weights, strict=True):
            tier = word.tier or EXACT
            ways = dict.fromkeys(word.completions or (text.stem(word.word),), (word.word, tier, WEIGHT[tier]))
            for term, (written, other, worth) in standing.items():
                part = worth * (weight / length if len(words) > 1 else 1.0)
                if term not in ways or ways[term][2] < part:
                    ways[term] = (written, other, part)
            found = self.known.terms(ways)
            alternatives = (
                Alternative(term, written, found[term].num, how, found[term].facts, worth)
                for term, (written, how, worth) in ways.items()
                if term in found
            )
            yield Concept(said, word.word, word.typed, weight, tuple(alternatives))

    def _standing(self, words: Sequence[Word]) -> dict[str, tuple[str, str, float]]:
        """What may stand for *words* together: for each term how it is written, its tier, and what it is worth."""
        phrase = " ".join(text.stem(word.word) for word in words)
        tier = CLOSE if any(word.tier == CLOSE for word in words) else EXACT
        terms = {phrase: (" ".join(word.word for word in words), tier, WEIGHT[tier])} if len(words) > 1 else {}
        for other, written in self.known.synonyms(phrase):
            if other != phrase:
                terms[other] = (written, max(ALIAS, tier, key=TIERS.index), WEIGHT[ALIAS])
        if near := self.known.related(phrase):
            terms.setdefault(near[0], (near[1], RELATED, WEIGHT[RELATED]))
        return terms

    def _grammar(self, word: str) -> Concept:
        """A word that counts only where a question has it too."""
        stem = text.stem(word)
        found = self.known.terms([stem]).get(stem)
        ways = (Alternative(stem, word, found.num, EXACT, found.facts, 1.0),) if found else ()
        return Concept((word,), word, word, found.weight if found else GRAMMAR, ways, grammar=True)

    def _weight(self, word: Word) -> float:
        """How much *word* tells to the base, or where that does not say it in English; what neither knows tells all."""
        stems = word.completions or (text.stem(word.word),)
        found = self.known.terms(stems)
        if found:
            return max(term.weight for term in found.values())
        telling = self.known.telling(word.word)
        return 1.0 if telling is None else max(GRAMMAR, telling)
