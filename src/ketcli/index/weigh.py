"""What finds a fact: every word and known phrase of it, with how prominently it stands there."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ketcli.index.tables import CLAIM, SECTION, TOPIC
from ketcli.words import text
from ketcli.words.stopwords import FILLERS, QUESTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ketcli.facts.nouns import Dataset, Fact, Topic

# What a word weighs by where it stands: the claim is what a fact says, its topics and sections only say where it
# belongs.
WEIGHT = {CLAIM: 1.0, TOPIC: 0.8, SECTION: 0.15}
SECOND_TOPIC = 0.4

LENGTH = 0.3
"""The b of BM25: how much a long claim dilutes its words."""


def key_of(phrase: str) -> tuple[str, ...]:
    """The stems by which a phrase is known, fillers left out."""
    return content(text.words(phrase))


def content(words: Sequence[str]) -> tuple[str, ...]:
    """The stems of *words* without fillers; of fillers alone, all of them."""
    return tuple(text.stem(word) for word in words if word not in FILLERS) or tuple(text.stem(word) for word in words)


class Weigher:
    """Weighs the terms (stems, and known phrases as stems joined by blanks) of the facts of one dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.words: Counter[str] = Counter()
        """Every word as it is written, with how many texts use it."""
        self._phrases = frozenset(_phrases(dataset))
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for key in self._phrases:
            self._lengths[key[0]].add(len(key))
        self._claims = {fact.id: tuple(self._terms(fact.claim)) for fact in dataset.facts}
        self._topics = {topic.id: self._topic(topic) for topic in dataset.topics}
        sections = {item.section for fact in dataset.facts for item in fact.evidence}
        self._sections = {section: tuple(self._terms(section)) for section in sections}
        lengths = [len(text.words(fact.claim)) for fact in dataset.facts]
        self._average = sum(lengths) / len(lengths) if lengths else 1.0
        for phrase in (word for group in dataset.synonyms for word in group):
            self.words.update(dict.fromkeys(text.words(phrase), 0))
        for related in dataset.related:
            self.words.update(dict.fromkeys((word for name in related.words for word in text.words(name)), 0))

    def claims(self) -> Iterator[tuple[str, ...]]:
        """The terms of each claim."""
        return iter(self._claims.values())

    def weigh(self, fact: Fact) -> dict[str, tuple[float, int]]:
        """The terms that find *fact*: for each its weight, above 0 and without bound, and its fields."""
        weights: dict[str, float] = defaultdict(float)
        fields: dict[str, int] = defaultdict(int)
        for term, field, weight in self._occurrences(fact):
            weights[term] += weight
            fields[term] |= field
        return {term: (weight, fields[term]) for term, weight in weights.items()}

    def _occurrences(self, fact: Fact) -> Iterator[tuple[str, int, float]]:
        """Each occurrence of a term in *fact* with its field and its weight."""
        dilution = 1 - LENGTH + LENGTH * len(text.words(fact.claim)) / (self._average or 1)
        for term in self._claims[fact.id]:
            yield term, CLAIM, WEIGHT[CLAIM] / dilution
        for place, topic in enumerate(fact.topics):
            for term in self._topics[topic]:
                yield term, TOPIC, WEIGHT[TOPIC] * (1.0 if place == 0 else SECOND_TOPIC)
        for section in dict.fromkeys(item.section for item in fact.evidence):
            for term in self._sections[section]:
                yield term, SECTION, WEIGHT[SECTION]

    def _terms(self, prose: str) -> Iterator[str]:
        """The telling words of a text as stems, and the known phrases in it."""
        words = text.words(prose)
        self.words.update(words)
        for word in words:
            if tells(word):
                yield text.stem(word)
        stems = content(words)
        yield from (phrase for phrase in self._known(stems) if " " in phrase or not tells(phrase))

    def phrases(self, words: Sequence[str]) -> Iterator[str]:
        """The known phrases in the *words* of a question, as stems joined by blanks; notes its words as known."""
        for word in words:
            self.words.setdefault(word, 0)
        return (phrase for phrase in self._known(content(words)) if " " in phrase)

    def _known(self, stems: Sequence[str]) -> Iterator[str]:
        if self._lengths.keys().isdisjoint(stems):
            return
        for start, first in enumerate(stems):
            for length in self._lengths.get(first, ()):
                phrase = stems[start : start + length]
                # A slice beyond the end is a shorter phrase, which its own length has found already.
                if len(phrase) == length and phrase in self._phrases:
                    yield " ".join(phrase)

    def _topic(self, topic: Topic) -> frozenset[str]:
        """What finds every fact of *topic*: its names as wholes, and the telling words of its title."""
        names = (topic.id, topic.title, *topic.aliases)
        self.words.update(dict.fromkeys((word for name in names for word in text.words(name)), 0))
        title = (text.stem(word) for word in text.words(topic.title) if tells(word))
        return frozenset((*(" ".join(key_of(name)) for name in names), *title))


def tells(word: str) -> bool:
    """Whether *word* says anything by itself."""
    return word not in FILLERS and word not in QUESTION_WORDS


def _phrases(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    """The key of every phrase that is looked for as a whole."""
    names: Iterable[str] = (
        *(phrase for group in dataset.synonyms for phrase in group),
        *(phrase for related in dataset.related for phrase in (related.to, *related.words)),
        *(name for topic in dataset.topics for name in (topic.id, topic.title, *topic.aliases)),
    )
    return (key for key in map(key_of, names) if key)
