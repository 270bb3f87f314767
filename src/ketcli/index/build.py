"""Compile a Dataset into the tables of an index."""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import zip_longest
from typing import TYPE_CHECKING

from ketcli.facts import packed
from ketcli.index import inquiries
from ketcli.index.tables import FULL, IMPACT_BITS, KEPT, LONG, SCALE, TABLES, VERSION
from ketcli.index.weigh import Weigher, key_of
from ketcli.words import about, english, spelling, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from ketcli.facts.nouns import Conflict, Dataset, Fact, Source
    from ketcli.index.inquiries import Postings

SATURATION = 1.2
"""The k of BM25: how soon more of the same word adds little."""

CROWDED = 50
"""A passage that more facts cite than this relates no two of them."""

_MARK_BITS = 16
_MARK = (1 << _MARK_BITS) - 1


Moved = Callable[[int, int], None]
"""Is told, now and then, how many of how many facts are compiled."""

_PAIR = 2

_STEP = 1000
"""Facts between two reports of progress."""


def build(dataset: Dataset, database: sqlite3.Connection, moved: Moved | None = None, *, searched: bool = True) -> None:
    """Fill the empty *database* with the index of *dataset*; without what searching takes where it is not *searched*.

    The same dataset gives the same tables, row for row.
    """
    database.executescript(f"PRAGMA user_version = {VERSION}; {TABLES}")
    # The best supported come first, so that among equals the smaller number wins.
    facts = sorted(dataset.facts, key=lambda fact: (-len(fact.sources), fact.id))
    with database:
        _store_nouns(dataset, facts, database)
        _store_names(dataset, facts, database)
        _store_shared(facts, database)
        if searched:
            weigher = Weigher(dataset)
            _store_terms(dataset, weigher, facts, database, moved)
            _store_vocabulary(dataset, weigher, database)


def fingerprint(dataset: Dataset, facts: list[Fact]) -> str:
    """The sha256 of what the base says, however it is written and whatever else its fields could hold.

    *facts* in the order of the index.
    """
    known = {fact.id: fact for fact in facts}
    conflicts = tuple(
        conflict._replace(silent=silent(conflict, dataset.sources, known)) for conflict in dataset.conflicts
    )
    digest = hashlib.sha256()
    for part in ("base", dataset._replace(facts=(), conflicts=conflicts)), *(("fact", fact) for fact in facts):
        digest.update(json.dumps(packed.written(*part), separators=(",", ":")).encode())
    return digest.hexdigest()


def silent(conflict: Conflict, sources: Iterable[Source], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Ids of the *sources* that take no side in *conflict*."""
    speaking = {source for name in conflict.facts if name in facts for source in facts[name].sources}
    return tuple(source.id for source in sources if source.id not in speaking)


def _store_nouns(dataset: Dataset, facts: list[Fact], database: sqlite3.Connection) -> None:
    # What only an export needs is stored apart, so that no other answer reads it.
    lean = dataset._replace(facts=(), sources=tuple(source._replace(uncited=()) for source in dataset.sources))
    meta: dict[str, object] = lean._asdict() | {
        "sha256": fingerprint(dataset, facts),
        "facts": len(facts),
        "gap_titles": [gap._replace(questions=()) for gap in dataset.gaps],
        "uncited": {source.id: source.uncited for source in dataset.sources if source.uncited},
    }
    rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in meta.items()]
    database.executemany("INSERT INTO meta VALUES (?, ?)", rows)
    conflicts: dict[str, list[str]] = defaultdict(list)
    for conflict in dataset.conflicts:
        for name in conflict.facts:
            conflicts[name].append(conflict.id)
    database.executemany(
        "INSERT INTO facts VALUES (?, ?, ?)",
        ((num, fact.id, _body(fact, conflicts.get(fact.id, []))) for num, fact in enumerate(facts)),
    )
    homes = (
        (topic, num, int(topic == fact.topics[0]))
        for num, fact in enumerate(facts)
        for topic in dict.fromkeys(fact.topics)
    )
    database.executemany("INSERT INTO fact_topics VALUES (?, ?, ?)", homes)
    database.executemany("INSERT INTO warnings VALUES (?, ?, ?)", _warnings(dataset, facts))
    stating = ((source, num) for num, fact in enumerate(facts) for source in fact.sources)
    database.executemany("INSERT INTO fact_sources VALUES (?, ?)", stating)


def _warnings(dataset: Dataset, facts: list[Fact]) -> Iterator[tuple[str, int, int]]:
    """For each topic the places and numbers of the warnings among *facts*; and of all of them, for no topic.

    Those of a topic are one of each section of its outline, in turns; all begin with those of the topic that has most.
    """
    numbers = {fact.id: num for num, fact in enumerate(facts) if fact.warning}
    pages: dict[str, list[int]] = {}
    for topic in dataset.topics:
        sections = [[name for name in section.facts if name in numbers] for section in topic.outline]
        pages[topic.id] = [numbers[name] for turn in zip_longest(*sections) for name in turn if name]
    fullest = max(pages.values(), key=len, default=[])
    pages[""] = list(dict.fromkeys((*fullest, *numbers.values())))
    return ((topic, place, num) for topic, page in pages.items() for place, num in enumerate(page))


def _body(fact: Fact, conflicts: list[str]) -> bytes:
    """All that an answer says of *fact*, packed."""
    return zlib.compress(json.dumps([fact, conflicts], ensure_ascii=False, separators=(",", ":")).encode())


def _store_shared(facts: list[Fact], database: sqlite3.Connection) -> None:
    """For each fact those drawn from the same passages, with the share of its passages that they have in common.

    Passages are the same that begin or end alike: one may hold a sentence more than the other.
    """
    citing: dict[tuple[str, str], set[int]] = defaultdict(set)
    for num, fact in enumerate(facts):
        for item in fact.evidence:
            citing[item.source, item.from_].add(num)
            citing[item.source, item.to or item.from_].add(num)
    for num, fact in enumerate(facts):
        shares: Counter[int] = Counter()
        for item in fact.evidence:
            others = citing[item.source, item.from_] | citing[item.source, item.to or item.from_]
            if len(others) <= CROWDED:
                shares.update(others)
        del shares[num]
        database.executemany(
            "INSERT INTO shared VALUES (?, ?, ?)",
            ((num, other, count / len(fact.evidence)) for other, count in shares.items()),
        )


def _store_names(dataset: Dataset, facts: list[Fact], database: sqlite3.Connection) -> None:
    names: list[tuple[str, str, str]] = []
    for topic in dataset.topics:
        names += [(name, "topic", topic.id) for name in (topic.id, topic.title, *topic.aliases)]
    for source in dataset.sources:
        names += [(name, "source", source.id) for name in (source.id, source.title, source.file)]
    for conflict in dataset.conflicts:
        names += [(name, "conflict", conflict.id) for name in (conflict.id, conflict.question)]
    for gap in dataset.gaps:
        names += [(name, "gap", gap.id) for name in (gap.id, gap.title)]
    for fact in facts:
        names += [(name, "fact", fact.id) for name in (fact.id, *fact.aliases)]
    names += [(retired.id, "retired", retired.id) for retired in dataset.retired]
    rows = ((text.name(name), kind, owner) for name, kind, owner in names)
    database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", rows)


def _store_terms(
    dataset: Dataset, weigher: Weigher, facts: list[Fact], database: sqlite3.Connection, moved: Moved | None
) -> None:
    """The terms, and for each the facts and the inquiries in which it stands."""
    postings: dict[str, array[int]] = defaultdict(lambda: array("Q"))
    for num, fact in enumerate(facts):
        if moved and num and num % _STEP == 0:
            moved(num, len(facts))
        for term, (weight, fields) in weigher.weigh(fact).items():
            impact = max(1, round(SCALE * weight / (weight + SATURATION)))
            postings[term].append(num << _MARK_BITS | fields << IMPACT_BITS | impact)
    asked = inquiries.Inquiries(dataset, facts, about.PHRASES, weigher.phrases)
    held = asked.held()
    weights = inquiries.Weights(held, len(asked), inquiries.count(weigher.claims()), len(facts))
    terms = sorted({*postings, *held})
    worth = {term: weights.of(term) for term in terms}
    database.executemany(
        "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
        (
            (term, num, len(postings.get(term, ())), held.get(term, 0), round(FULL * worth[term]))
            for num, term in enumerate(terms)
        ),
    )
    numbers = {term: num for num, term in enumerate(terms)}
    database.executemany(
        "INSERT INTO said VALUES (?, ?, ?)",
        (
            (
                numbers[term],
                array("I", [each >> _MARK_BITS for each in packed]),
                array("H", [each & _MARK for each in packed]),
            )
            for term, packed in sorted(postings.items())
        ),
    )
    postings.clear()
    _store_lists("asked", asked.post(worth), numbers, database)
    _store_lists("held", asked.owners(), numbers, database)
    starts = ((kind, each.tobytes()) for kind, each in enumerate(asked.starts))
    database.executemany("INSERT INTO owners VALUES (?, ?)", starts)


def _store_lists(
    table: str, lists: Mapping[str, Postings], numbers: Mapping[str, int], database: sqlite3.Connection
) -> None:
    """Fill *table* with the posting *lists* of the terms, and its companion with what stands foremost in long ones."""
    every = sorted((numbers[term], postings) for term, postings in lists.items())
    long = ((num, each.foremost(KEPT)) for num, each in every if len(each.places) > LONG)
    for name, rows in ((table, every), (f"{table}_foremost", long)):
        database.executemany(
            f"INSERT INTO {name} VALUES (?, ?, ?)",
            ((num, each.places.tobytes(), each.impacts.tobytes()) for num, each in rows),
        )


def _store_vocabulary(dataset: Dataset, weigher: Weigher, database: sqlite3.Connection) -> None:
    groups = ((" ".join(key_of(word)), number, word) for number, group in enumerate(dataset.synonyms) for word in group)
    database.executemany("INSERT OR IGNORE INTO synonyms VALUES (?, ?, ?)", groups)
    related = (
        (" ".join(key_of(word)), " ".join(key_of(item.to)), item.to) for item in dataset.related for word in item.words
    )
    database.executemany("INSERT OR IGNORE INTO related VALUES (?, ?, ?)", related)
    kept = sorted({word for group in dataset.lookalikes for entry in group for word in text.words(entry)})
    database.executemany("INSERT INTO kept VALUES (?)", ((word,) for word in kept))
    words = sorted(weigher.words.items())
    database.executemany(
        "INSERT INTO words VALUES (?, ?, ?)", ((word, text.stem(word), count) for word, count in words)
    )
    # What is run together ("nasalspray") can be misspelt like a word.
    names = (name for topic in dataset.topics for name in (topic.title, *topic.aliases))
    joined = {
        "".join(pair)
        for pair in map(text.words, (*names, *(w for g in dataset.synonyms for w in g)))
        if len(pair) == _PAIR
    }
    spellings = _by_length(sorted({word for word, _ in words if not word.isdigit()} | joined))
    database.executemany("INSERT INTO spellings VALUES (?, ?)", spellings)
    sounds: dict[str, list[str]] = defaultdict(list)
    for word, _ in words:
        if sound := spelling.sound(word):
            sounds[sound].append(word)
    database.executemany(
        "INSERT INTO sounds VALUES (?, ?)", ((sound, "\n".join(each)) for sound, each in sounds.items())
    )
    counts = english.counts()
    total = sum(counts.values())
    graded = (f"{word}{round(9 * english.telling(count, total))}" for word, count in sorted(counts.items()))
    packed = ((length, zlib.compress(joined.encode(), 9)) for length, joined in _by_length(graded))
    database.executemany("INSERT INTO english VALUES (?, ?)", packed)


def _by_length(words: Iterable[str]) -> list[tuple[int, str]]:
    """*words* joined by line breaks, those of each length together."""
    groups: dict[int, list[str]] = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return [(length, "\n".join(group)) for length, group in sorted(groups.items())]
