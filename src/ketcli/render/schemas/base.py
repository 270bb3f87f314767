"""The schema of a fact base: what people write, and what an export adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli import dataset
from ketcli.render.schemas.nouns import CONFLICT, EVIDENCE, FACT, NOUNS, POSITION, SOURCE, TOPIC, Noun, prose
from ketcli.render.schemas.pieces import document, listed, nullable, record, ref

if TYPE_CHECKING:
    from ketcli.render.data import Object

_SAYS = (
    "What ketcli reads with --facts, YAML or JSON. In YAML every plain value is text, whatever it looks like; quote"
    " what other readers would take for a number. What only the whole shows, such as an id that nothing has or a"
    " passage that is not in its document, ketcli check tells."
)

_DERIVED: Object = {"description": "Derived by ketcli: in an export only, and not read."}

_BASE = Noun(
    _SAYS,
    {
        "schema": {
            "description": "Version of the data format.",
            "enum": [int(dataset.SCHEMA), dataset.SCHEMA],
        },
        "title": prose("What the fact base is about."),
        "version": prose("Release of the facts."),
        "disclaimer": prose("What readers must know before they rely on it."),
        "sources": listed(ref("source"), "The documents that the facts come from."),
        "topics": listed(ref("topic"), "The headings that people look under."),
        "facts": listed(ref("fact"), "What the sources say."),
        "conflicts": listed(ref("conflict"), "The questions on which they differ."),
        "synonyms": listed(
            listed(prose("A word or phrase."), "A group of two or more."),
            "Groups of words and phrases that mean the same to a reader.",
        ),
        "lookalikes": listed(
            listed(prose("A word."), "A group of two or more."),
            "Groups of words of which none is a misspelling of another.",
        ),
    },
    ("conflicts", "synonyms", "lookalikes"),
    {"schema_version": _DERIVED, "meta": _DERIVED},
)


def schema() -> Object:
    """The schema of a fact base, which refuses what ``dataset`` refuses, unknown keys too."""
    definitions = {name: _written(noun) for name, noun in NOUNS.items()}
    # In YAML, where every value is text, a flag is a word.
    definitions["evidence"]["properties"]["hedged"] = {
        "description": f"{EVIDENCE.written['hedged']['description']} False when left out or null.",
        "enum": [True, False, "true", "false", None],
    }
    content = _written(_BASE) | {"if": {"required": ["schema_version"]}, "else": _nothing_derived()}
    return document("facts", dataset.SCHEMA, "A fact base of ketcli", content, definitions)


def _written(noun: Noun) -> Object:
    """*noun* as it is read: what is optional may be null, what is derived may be anything, and no more is known."""
    properties = {
        **{name: nullable(value) if name in noun.optional else value for name, value in noun.written.items()},
        **dict.fromkeys(noun.derived, _DERIVED),
    }
    return {**record(noun.says, properties, (*noun.optional, *noun.derived)), "additionalProperties": False}


def _nothing_derived() -> Object:
    """That a base which is no export has nothing of what is derived."""
    return _without(
        _BASE,
        sources=_without(SOURCE),
        topics=_without(TOPIC),
        facts=_without(FACT, evidence=_without(EVIDENCE)),
        conflicts=_without(CONFLICT, positions=_without(POSITION)),
    )


def _without(noun: Noun, **lists: Object) -> Object:
    """That *noun* has nothing derived, nor have the items of its *lists*."""
    return {
        "properties": {**dict.fromkeys(noun.derived, False), **{name: {"items": item} for name, item in lists.items()}}
    }
