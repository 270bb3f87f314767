"""Exports of whole bases, and the same with every text exchanged for another."""

import functools
import itertools
import json

import comparing
import hostile
from hypothesis import strategies as st

from ketcli.answers import export as data
from ketcli.facts import dataset
from ketcli.facts.nouns import Dataset, Gap, Left, Notice, Related, Retired, Section, Uncited
from ketcli.index import memory

TEXT = st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), min_size=1, max_size=60).filter(
    str.strip
)
"""Any text that a base can hold."""

TEA = comparing.BASE._replace(
    sources=tuple(
        source._replace(
            uncited=(Uncited("praise", Left("Brewing", f"How {source.id}", "is.")), Uncited("terms", Left("Terms"))),
            author="Leaf, A.",
            issued="2004-01",
            publisher="Pot & Sons",
            url="https://example.org/tea",
        )
        for source in comparing.BASE.sources
    ),
    topics=tuple(
        topic._replace(
            outline=tuple(Section(f"Of {topic.id}", (fact.id, fact.id)) for fact in reversed(comparing.BASE.facts))
        )
        for topic in comparing.BASE.topics
    ),
    facts=tuple(
        fact._replace(
            topics=(*fact.topics, "brewing", "past-times"),
            aliases=(f"brew {fact.id}", "cuppa"),
            questions=(f"why {fact.id}", "what is tea"),
            warning=fact.id == "hot-water",
            notice="scald" if fact.id == "hot-water" else None,
        )
        for fact in comparing.BASE.facts
    ),
    conflicts=(comparing.BASE.conflicts[0], comparing.BASE.conflicts[1]._replace(kind="complement")),
    synonyms=(("tea", "cuppa"), ("pot", "kettle")),
    lookalikes=(("tea", "pea"),),
    related=(Related(("coffee", "cocoa"), "tea"), Related(("mug",), "cuppa")),
    gaps=(
        Gap("milk", "Milk in it", ("with milk", "cream"), ("brewing", "past-times"), "scald"),
        Gap("price", "Its price", ("?",)),
    ),
    notices=(Notice("scald", ("i burnt my hand",), "Hold it under cold water."),),
    retired=(Retired("warm-water", ("hot-water", "calming"), "0.5"),),
)
"""A small base that has something of everything; its facts name a topic twice, which is allowed."""

EMPTY = Dataset("Nothing", "0", "None.", (), (), ())
"""A base without anything."""


def exported(base):
    """The document of ``export``."""
    with memory.compiled(base) as index:
        return data.base(index)


@functools.cache
def tea():
    """The document of TEA; nobody changes it."""
    return exported(TEA)


def hostile_base():
    """The hostile base, read."""
    return dataset.parse(json.dumps(hostile.base()).encode(), "hostile.json").dataset


_TEXTS = frozenset(
    "title version disclaimer facts_version file summary aliases claim section from to says question questions text"
    " words".split()
)


def retold(document, texts):
    """*document* with each of its texts exchanged for one of *texts*, the same for the same one."""
    supply = itertools.cycle(texts)
    known = {}

    def anew(value, name):
        if isinstance(value, dict):
            return {key: anew(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [anew(item, name) for item in value]
        if name not in _TEXTS or value is None:
            return value
        return known[value] if value in known else known.setdefault(value, next(supply))

    return anew(document, "")


def named(document):
    """*document* with names of files that can be some, whatever its other texts are."""
    sources = [{**source, "file": f"{source['id']}.txt"} for source in document["sources"]]
    return {**document, "sources": sources}
