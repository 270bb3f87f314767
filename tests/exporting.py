"""Exports of whole bases, and the same with every text exchanged for another."""

import functools
import itertools
import json

import comparing
import hostile
from hypothesis import strategies as st

from ketcli.answers import export as data
from ketcli.facts import dataset
from ketcli.facts.nouns import Dataset, Passage, Uncited
from ketcli.index import memory

TEXT = st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), min_size=1, max_size=60).filter(
    str.strip
)
"""Any text that a base can hold."""

TEA = comparing.BASE._replace(
    sources=tuple(
        source._replace(uncited=(Uncited("praise", Passage(f"How {source.id}", "is.", None)),))
        for source in comparing.BASE.sources
    ),
    facts=tuple(
        fact._replace(topics=(*fact.topics, "brewing", "past-times"), aliases=(f"brew {fact.id}", "cuppa"))
        for fact in comparing.BASE.facts
    ),
    synonyms=(("tea", "cuppa"), ("pot", "kettle")),
    lookalikes=(("tea", "pea"),),
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
    "title version disclaimer facts_version file summary aliases claim section from to says question".split()
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
