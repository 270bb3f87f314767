"""Compile a Dataset into an index: every word and known phrase of a fact with its weight there."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

from ketcli import text
from ketcli.index import english
from ketcli.index.schema import ALIAS, CLAIM, PASSAGE, SCALE, SECTION, TABLES, TOPIC
from ketcli.stopwords import FILLERS, QUESTION_WORDS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from ketcli.facts import Dataset, Fact, Passage, Topic

# What a word weighs by where it stands: the claim is what a fact says, its aliases are what people
# type who mean it, its topics and sections only say where it belongs; what else its passages
# say is related to it.
WEIGHT = {CLAIM: 1.0, ALIAS: 1.0, TOPIC: 0.8, SECTION: 0.15, PASSAGE: 0.3}
SECOND_TOPIC = 0.4
ALIAS_WORD = 0.6
"""A word of an alias of several words, beside the whole alias at 1."""

SATURATION = 1.2
LENGTH = 0.3
"""The k and b of BM25: how soon more of the same word adds little, and how much a long claim dilutes."""


def key_of(phrase: str) -> tuple[str, ...]:
    """The stems by which a phrase is known, fillers left out (all of them kept when nothing else is there)."""
    return content(text.words(phrase))


def content(words: Sequence[str]) -> tuple[str, ...]:
    """The stems of *words* without fillers; of fillers alone, all of them."""
    return tuple(text.stem(word) for word in words if word not in FILLERS) or tuple(text.stem(word) for word in words)


def build(dataset: Dataset, sha256: str, database: sqlite3.Connection) -> None:
    """Fill the empty *database* with the index of *dataset*, whose file has the given *sha256*.

    The same dataset gives the same tables, row for row.
    """
    database.executescript(TABLES)
    with database:
        _Builder(dataset, database).build(sha256)


class _Builder:
    def __init__(self, dataset: Dataset, database: sqlite3.Connection) -> None:
        self.dataset = dataset
        self.database = database
        self.topics = {topic.id: topic for topic in dataset.topics}
        self.conflicts: dict[str, list[str]] = defaultdict(list)
        for conflict in dataset.conflicts:
            for fact in conflict.facts:
                self.conflicts[fact].append(conflict.id)
        # The best supported come first, so that among equals the smaller number wins.
        self.facts = sorted(dataset.facts, key=lambda fact: (-len(fact.sources), fact.id))
        self.lexicon = _Lexicon(self._phrases())
        self.terms: dict[str, int] = {}
        self.counts: list[int] = []
        self.words: dict[str, int] = defaultdict(int)
        self.claim_terms: dict[str, frozenset[str]] = {}
        self.neighbours = self._neighbours()
        self.topic_terms = {topic.id: self._topic_terms(topic) for topic in dataset.topics}

    def build(self, sha256: str) -> None:
        self._store_nouns(sha256)
        self._store_names()
        average = sum(len(text.words(fact.claim)) for fact in self.facts) / max(len(self.facts), 1)
        self.database.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", self._postings(average))
        self.database.executemany(
            "INSERT INTO terms VALUES (?, ?, ?)",
            sorted((term, num, self.counts[num]) for term, num in self.terms.items()),
        )
        self._store_vocabulary()

    def _store_nouns(self, sha256: str) -> None:
        data = self.dataset
        meta = {
            "title": data.title,
            "version": data.version,
            "disclaimer": data.disclaimer,
            "sha256": sha256,
            "facts": len(data.facts),
            "sources": [[s.id, s.title, s.kind, s.file, s.sha256] for s in data.sources],
            "topics": [[t.id, t.title, t.summary, t.aliases] for t in data.topics],
            "conflicts": [[c.id, c.kind, c.question, [[p.says, p.facts] for p in c.positions]] for c in data.conflicts],
        }
        rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in meta.items()]
        self.database.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        self.database.executemany(
            "INSERT INTO facts VALUES (?, ?, ?)",
            ((num, fact.id, _body(fact, self.conflicts[fact.id])) for num, fact in enumerate(self.facts)),
        )
        self.database.executemany(
            "INSERT OR IGNORE INTO fact_topics VALUES (?, ?, ?)",
            (
                (topic, num, int(place == 0))
                for num, fact in enumerate(self.facts)
                for place, topic in enumerate(fact.topics)
            ),
        )
        self.database.executemany(
            "INSERT INTO fact_sources VALUES (?, ?)",
            ((source, num) for num, fact in enumerate(self.facts) for source in fact.sources),
        )

    def _store_names(self) -> None:
        data = self.dataset
        names: list[tuple[str, str, str]] = []
        for topic in data.topics:
            names += [("topic", topic.id, name) for name in (topic.id, topic.title, *topic.aliases)]
        for source in data.sources:
            names += [("source", source.id, name) for name in (source.id, source.title, source.file)]
        for conflict in data.conflicts:
            names += [("conflict", conflict.id, name) for name in (conflict.id, conflict.question)]
        for fact in self.facts:
            names += [("fact", fact.id, name) for name in (fact.id, *fact.aliases)]
        rows = ((" ".join(text.words(name)), kind, owner, name) for kind, owner, name in names)
        self.database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?)", rows)

    def _phrases(self) -> Iterator[tuple[str, ...]]:
        """Every sequence of stems that is looked for as a whole."""
        for group in self.dataset.synonyms:
            yield from map(key_of, group)
        for topic in self.dataset.topics:
            yield from map(key_of, (topic.id, topic.title, *topic.aliases))
        for fact in self.dataset.facts:
            yield from map(key_of, (fact.id, *fact.aliases))

    def _topic_terms(self, topic: Topic) -> dict[str, float]:
        """What finds every fact of *topic*, and how well: its names as wholes, and the words of its title."""
        found: dict[str, float] = {}
        for name in (topic.id, topic.title, *topic.aliases):
            found[" ".join(key_of(name))] = 1.0
        for word in text.words(topic.title):
            if _tells(word):
                found.setdefault(text.stem(word), 1.0)
        for name in (topic.id, topic.title, *topic.aliases):
            for word in text.words(name):
                self.words[word] += 0
        return found

    def _postings(self, average: float) -> Iterator[tuple[int, int, int, int]]:
        """A row for every term of every fact: term, fact, impact, fields."""
        rows: list[tuple[int, int, int, int]] = []
        for num, fact in enumerate(self.facts):
            weights: dict[str, float] = defaultdict(float)
            fields: dict[str, int] = defaultdict(int)
            for term, field, weight in self._occurrences(fact, average):
                weights[term] += weight
                fields[term] |= field
            for term, weight in self._nearby(fact):
                if not fields[term] & (CLAIM | ALIAS):
                    weights[term] += weight
                    fields[term] |= PASSAGE
            for term, weight in weights.items():
                term_num = self._term(term)
                self.counts[term_num] += 1
                rows.append((term_num, num, max(1, round(SCALE * weight / (weight + SATURATION))), fields[term]))
        rows.sort()
        return iter(rows)

    def _term(self, term: str) -> int:
        if term not in self.terms:
            self.terms[term] = len(self.counts)
            self.counts.append(0)
        return self.terms[term]

    def _occurrences(self, fact: Fact, average: float) -> Iterator[tuple[str, int, float]]:
        """Each occurrence of a term in *fact* with its field and its weight."""
        claim = text.words(fact.claim)
        dilution = 1 - LENGTH + LENGTH * len(claim) / (average or 1)
        for term in self._terms_of(claim):
            yield term, CLAIM, WEIGHT[CLAIM] / dilution
        seen: set[str] = set()
        for alias in (fact.id, *fact.aliases):
            words = text.words(alias)
            whole = " ".join(content(words))
            for term in self._terms_of(words):
                if term not in seen or term == whole:
                    seen.add(term)
                    yield term, ALIAS, WEIGHT[ALIAS] * (1.0 if term == whole else ALIAS_WORD)
        for place, topic in enumerate(fact.topics):
            for term, weight in self.topic_terms[topic].items():
                yield term, TOPIC, WEIGHT[TOPIC] * weight * (1.0 if place == 0 else SECOND_TOPIC)
        for section in dict.fromkeys(item.section for item in fact.evidence):
            for term in self._terms_of(text.words(section)):
                yield term, SECTION, WEIGHT[SECTION]

    def _neighbours(self) -> dict[Passage, list[Fact]]:
        """For each passage the facts that cite it, where those are several."""
        citing: dict[Passage, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            for item in fact.evidence:
                citing[item.passage].append(fact)
        return {passage: facts for passage, facts in citing.items() if len(facts) > 1}

    def _nearby(self, fact: Fact) -> Iterator[tuple[str, float]]:
        """The terms of the claims that share a passage with *fact*; the more of its passages, the weightier."""
        shares: dict[str, float] = defaultdict(float)
        for item in fact.evidence:
            terms = {
                term
                for other in self.neighbours.get(item.passage, ())
                if other is not fact
                for term in self._claim_terms(other)
            }
            for term in terms:
                shares[term] += 1 / len(fact.evidence)
        for term, share in sorted(shares.items()):
            yield term, WEIGHT[PASSAGE] * share

    def _claim_terms(self, fact: Fact) -> frozenset[str]:
        if fact.id not in self.claim_terms:
            self.claim_terms[fact.id] = frozenset(self._terms_of(text.words(fact.claim)))
        return self.claim_terms[fact.id]

    def _terms_of(self, words: list[str]) -> Iterator[str]:
        """The telling words of a text as stems, and the known phrases in it."""
        for word in words:
            self.words[word] += 1
            if _tells(word):
                yield text.stem(word)
        stems = content(words)
        for start, length in self.lexicon.find(stems):
            if length > 1 or not _tells(stems[start]):
                yield " ".join(stems[start : start + length])

    def _store_vocabulary(self) -> None:
        groups = [
            (" ".join(key_of(word)), number, word)
            for number, group in enumerate(self.dataset.synonyms)
            for word in group
        ]
        self.database.executemany("INSERT OR IGNORE INTO synonyms VALUES (?, ?, ?)", groups)
        self.database.executemany(
            "INSERT OR IGNORE INTO phrases VALUES (?)",
            sorted((" ".join(key),) for key in self.lexicon.keys if len(key) > 1),
        )
        kept = {word for group in self.dataset.lookalikes for entry in group for word in text.words(entry)}
        self.database.executemany("INSERT INTO kept VALUES (?)", sorted((word,) for word in kept))
        for group in self.dataset.synonyms:
            for phrase in group:
                for word in text.words(phrase):
                    self.words[word] += 0
        rows = sorted((word, text.stem(word), count) for word, count in self.words.items())
        self.database.executemany("INSERT INTO words VALUES (?, ?, ?)", rows)
        spellings = _by_length(word for word in sorted(self.words) if not word.isdigit())
        self.database.executemany("INSERT INTO spellings VALUES (?, ?)", spellings)
        packed = [(length, zlib.compress(words.encode(), 9)) for length, words in _by_length(english.words())]
        self.database.executemany("INSERT INTO english VALUES (?, ?)", packed)


def _by_length(words: Iterable[str]) -> list[tuple[int, str]]:
    """*words* joined by line breaks, those of each length together."""
    groups: dict[int, list[str]] = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return [(length, "\n".join(group)) for length, group in sorted(groups.items())]


def _tells(word: str) -> bool:
    return word not in FILLERS and word not in QUESTION_WORDS


def _body(fact: Fact, conflicts: list[str]) -> str:
    evidence = [
        [item.source, item.section, item.passage.from_, item.passage.to, item.passage.digest, item.hedged]
        for item in fact.evidence
    ]
    body = [fact.id, fact.topics, fact.claim, evidence, fact.aliases, fact.when, conflicts]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


class _Lexicon:
    """Finds known phrases in a sequence of stems."""

    def __init__(self, keys: Iterable[tuple[str, ...]]) -> None:
        self.keys = frozenset(key for key in keys if key)
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in self.keys:
            lengths[key[0]].add(len(key))
        self.lengths = {first: sorted(found) for first, found in lengths.items()}

    def find(self, stems: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Start and length of every known phrase in *stems*."""
        for start, first in enumerate(stems):
            for length in self.lengths.get(first, ()):
                if stems[start : start + length] in self.keys:
                    yield start, length
