"""What the script of a page searches in: the index of its base, and all that the search counts with."""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING

from ketcli.answers import stances
from ketcli.facts import dataset
from ketcli.index import asked, memory, tables
from ketcli.retrieval import covers, danger, named, notices, order, query, rank, reading, tiers
from ketcli.words import invisible, spelling, stopwords, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ketcli.answers.objects import Object
    from ketcli.index.reader import Index

SHOWN = 10
"""Facts that an answer shows until it is asked for all."""

LENT = rank.HIT_BAR / order.SIBLING
"""A fact that shares fewer of its passages with another is not found for its sake."""

_EVERYDAY = 13
"""How many times a word of grammar, whose uses are not counted here, is taken to be used, as a power of two."""

_ENDINGS = ("s", "es", "ed", "ing", "ly")
"""By which a word that is not known is taken for another form of one that is."""


def packed(document: Object) -> str:
    """All that is needed to search in the base *document*, as text that no markup can stand in."""
    base = dataset.parse(json.dumps(document).encode(), "").dataset
    with memory.compiled(base) as index:
        portable = index.portable()
        head = {**portable.head, **_base(document, index), **_rules(portable.words)}
    packed = zlib.compress(json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    whole = packed + portable.body
    coded = base64.b85encode(whole + bytes(-len(whole) % 4)).decode()
    return f"{len(packed)} {coded.replace('<', ',')}"


def _base(document: Object, index: Index) -> dict[str, Any]:
    """What is looked up by the numbers of facts, gaps and notices."""
    facts = index.facts_of()
    numbers = {fact.id: number for number, fact in enumerate(facts)}
    siblings = {
        number: [(other, round(share, 2)) for other, share in found if share >= LENT]
        for number, found in index.siblings(range(len(facts))).items()
    }
    return {
        "ask": document["ask"],
        "example": next(iter(document["examples"]), None),
        "facts": list(numbers),
        "homes": [fact.topics[0] for fact in facts],
        "calls": [(number, fact.notice) for number, fact in enumerate(facts) if fact.notice],
        "warnings": index.warnings(),
        "cautions": [(topic, found) for topic in index.topics if (found := index.warnings(topic))],
        "siblings": [(number, found) for number, found in siblings.items() if found],
        "gaps": [{name: gap[name] for name in ("id", "near", "notice")} for gap in document["gaps"]],
        "notices": [notice["id"] for notice in document["notices"]],
        "topics": [(topic["id"], topic["title"], index.page(topic["id"])) for topic in document["topics"]],
        "sides": [
            (name, [numbers[fact] for fact in conflict.facts])
            for name, conflict in index.conflicts.items()
            if stances.opposed(index, conflict)
        ],
        "synonyms": document["synonyms"],
        "related": [(related["to"], *related["words"]) for related in document["related"]],
        "kept": sorted({word for group in document["lookalikes"] for entry in group for word in text.words(entry)}),
    }


def _rules(words: Iterable[str]) -> dict[str, Any]:
    """What the search counts with; of a stem the *words* that have it."""
    stems = {word: text.stem(word) for word in words}
    said = {
        name: sorted(word for word, stem in stems.items() if stem in meant)
        for name, meant in (("alarm", danger.ALARM), ("worry", danger.WORRY), ("kinds", danger.KINDS))
    }
    return {
        "shown": SHOWN,
        "limits": {"characters": query.MAX_CHARACTERS, "words": query.MAX_WORDS},
        "ignored": f"[{invisible.IGNORED}]".replace("\\U000e0000-\\U000e0fff", "\\u{e0000}-\\u{e0fff}"),
        "endings": [(ending, ["", "e", *(other for other in _ENDINGS if other != ending)]) for ending in _ENDINGS],
        "fillers": sorted(stopwords.FILLERS),
        "asking": sorted(stopwords.QUESTION_WORDS),
        "contractions": sorted(stopwords.CONTRACTIONS),
        "coordinators": sorted(stopwords.COORDINATORS),
        "ubiquitous": tables.UBIQUITOUS,
        "tiers": tiers.WEIGHT,
        "longest": reading.LONGEST_PHRASE,
        "grammar": query.GRAMMAR,
        "spelling": _constants(spelling, "SHORTEST MEDIUM LONG ALIKE SWAPPED UNLIKE MOST"),
        "reading": {
            "everyday": _EVERYDAY,
            **_constants(reading, "COMPANY CONTEXT USAGE SAID TELLING LIKELY SURE SHORT LEAD"),
        },
        "cover": {**_constants(covers, "FAINT BOUND SAME MEANT TOGETHER"), "prior": asked.PRIOR},
        "notice": _constants(notices, "LEAN NEEDED ALONE IN_ANY_CASE"),
        "rank": {
            **_constants(rank, "GOOD BAR WARY DOUBT BESIDE TELLING EVERYDAY NEAR LENDING SUGGESTIONS"),
            **_constants(order, "SIBLING"),
            "fields": rank.FIELDS_SHARE,
            "question": rank.QUESTION_SHARE,
            "hit": rank.HIT_BAR,
            "gap": rank.GAP_BAR,
            "sources": named.SOURCES_BAR,
        },
        "danger": {
            **_constants(danger, "WARNED LEAST UNMOVED EVERYDAY BEFORE SAID SAYS"),
            **said,
            "phrases": danger.SPOKEN,
            "treated": danger.TREATED,
        },
    }


def _constants(module: Any, names: str) -> Mapping[str, float]:
    """Those of *module* with these *names*, which JavaScript writes otherwise."""
    return {_camel(name): getattr(module, name) for name in names.split()}


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(map(str.capitalize, rest))
