"""What one fact base has that another has not: facts, sources, topics, conflicts, gaps and notices, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ketcli.facts import fields
from ketcli.facts.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ketcli.facts.nouns import Dataset, Evidence

ADDED, RETIRED, REMOVED, CHANGED = CHANGES = "added", "retired", "removed", "changed"
"""What can become of something; RETIRED: of a fact that leads on to others."""

BASE = "base"
"""The kind of what belongs to the whole base."""

KINDS = {"fact": "facts", "conflict": "conflicts", "topic": "topics", "gap": "gaps", "source": "sources"}
KINDS |= {"notice": "notices"}
"""Kinds of what is compared by id, each with the list of the base that it stands in."""

_TITLES = {"fact": "claim", "conflict": "question", "notice": "text"}
"""The field that says what something is, where it is not its title."""

_ORDERED = ("topics", "outline", "positions")
"""Fields whose order says something too."""


class Difference(NamedTuple):
    """What is different in one field."""

    field: str
    """Of evidence also "hedged" and "digest", for what is cited before and after."""
    removed: tuple[str, ...]
    """What only the old base has: the value, or those of its values that are gone."""
    added: tuple[str, ...]
    """What only the new one has."""


class Change(NamedTuple):
    """What has become of one thing."""

    change: str
    """One of CHANGES."""
    kind: str
    """One of KINDS, or BASE."""
    id: str
    """Empty for BASE."""
    title: str
    """What it says: its claim, its heading, its question; that of the new base where it is in both."""
    now: tuple[str, ...] = ()
    """Where a retired fact leads on to."""
    differences: tuple[Difference, ...] = ()
    """Of what has changed."""


def differences(old: Dataset, new: Dataset) -> list[Change]:
    """All that has changed from *old* to *new*: the whole base, then kind by kind what was added, went or changed."""
    own = [field.name for field in SHAPES[BASE].fields if field.name not in (*KINDS.values(), "retired")]
    whole = _differences(BASE, old, new, own)
    found = [Change(CHANGED, BASE, "", new.title, (), whole)] if whole else []
    retired = {each.id: each.now for each in new.retired}
    for kind, name in KINDS.items():
        found += _of_kind(kind, getattr(old, name), getattr(new, name), retired if kind == "fact" else {})
    return found


def _of_kind(
    kind: str, old: tuple[Any, ...], new: tuple[Any, ...], retired: Mapping[str, tuple[str, ...]]
) -> Iterator[Change]:
    before, after = ({item.id: item for item in items} for items in (old, new))
    for name in (name for name in after if name not in before):
        yield Change(ADDED, kind, name, _title(kind, after[name]))
    for name in (name for name in before if name not in after):
        change = RETIRED if name in retired else REMOVED
        yield Change(change, kind, name, _title(kind, before[name]), retired.get(name, ()))
    names = [field.name for field in SHAPES[kind].fields if field.name != "id"]
    for name in (name for name in after if name in before):
        if found := _differences(kind, before[name], after[name], names):
            yield Change(CHANGED, kind, name, _title(kind, after[name]), (), found)


def _title(kind: str, noun: Any) -> str:
    title: str = getattr(noun, _TITLES.get(kind, "title"))
    return title


def _differences(kind: str, old: Any, new: Any, names: list[str]) -> tuple[Difference, ...]:
    """What is different in the fields *names* of a thing of that *kind*."""
    found: list[Difference] = []
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if name == "evidence":
            found += _of_evidence(before, after)
            continue
        was, now = _texts(kind, name, before), _texts(kind, name, after)
        removed, added = [each for each in was if each not in now], [each for each in now if each not in was]
        if not (removed or added) and name in _ORDERED:
            removed, added = was, now
        if removed or added:
            found.append(Difference(name, tuple(removed), tuple(added)))
    return tuple(found)


def _of_evidence(old: tuple[Evidence, ...], new: tuple[Evidence, ...]) -> Iterator[Difference]:
    """Which citations are gone or new; of those in both, which sound surer or less sure, or are pinned otherwise."""
    before, after = ({_cited(item): item for item in items} for items in (old, new))
    gone, more = [name for name in before if name not in after], [name for name in after if name not in before]
    if gone or more:
        yield Difference("evidence", tuple(gone), tuple(more))
    both = [(name, before[name], after[name]) for name in after if name in before]
    plain = [name for name, was, now in both if was.hedged and not now.hedged]
    hedged = [name for name, was, now in both if now.hedged and not was.hedged]
    if plain or hedged:
        yield Difference("hedged", tuple(plain), tuple(hedged))
    pins = [(name, was.digest, now.digest) for name, was, now in both if was.digest != now.digest]
    if pins:
        was_pinned = tuple(f"{name}: {pin}" for name, pin, _ in pins if pin)
        yield Difference("digest", was_pinned, tuple(f"{name}: {pin}" for name, _, pin in pins if pin))


def _cited(item: Evidence) -> str:
    """A citation in a line of text."""
    return f"{item.source}, {item.section}: {item.from_}{f' … {item.to}' if item.to else ''}"


def _texts(kind: str, name: str, value: Any) -> list[str]:
    """The *value* of a field as lines of text; none where it says nothing."""
    (field,) = (each for each in SHAPES[kind].fields if each.name == name)
    if field.kind == fields.FLAG:
        return ["true"] if value else []
    if field.kind == fields.GROUPS:
        return [", ".join(group) for group in value]
    if field.kind in (fields.LIST, fields.REASONS):
        return [": ".join(_pieces(item)) for item in value]
    return list(value) if isinstance(value, tuple) else [value] if value is not None else []


def _pieces(noun: Any) -> Iterator[str]:
    """What a small record says, field by field."""
    for value in noun:
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            yield from _pieces(value)
        elif isinstance(value, tuple):
            yield ", ".join(value)
        elif value is not None:
            yield str(value)
