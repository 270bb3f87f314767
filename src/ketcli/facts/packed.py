"""Nouns as lists and mappings, by their shapes: packed in an index, plain in JSON, written in a file."""

from __future__ import annotations

from ketcli.facts import nouns
from ketcli.facts.fields import GROUPS, LIST, REASONS, TEXTS, Field, default
from ketcli.facts.shapes import SHAPES
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_SEVERAL = {
    name: [(place, field) for place, field in enumerate(shape.fields) if field.kind in (TEXTS, GROUPS, LIST, REASONS)]
    for name, shape in SHAPES.items()
}
"""The fields of each shape that JSON packs as lists, with their places."""


def unpack(name: str, values: list[Any]) -> Any:
    """The noun of the shape *name* from *values*, which are its fields as JSON packs them: with lists for tuples."""
    values = list(values)
    for place, field in _SEVERAL[name]:
        values[place] = _unpacked(field, values[place])
    return SHAPES[name].noun(*values)


def _unpacked(field: Field, value: Any) -> Any:
    if field.kind == LIST:
        return tuple([unpack(field.of, item) for item in value])
    if field.kind == TEXTS:
        return tuple(value)
    if field.kind == GROUPS:
        return tuple(map(tuple, value))
    if field.kind == REASONS:
        return tuple([nouns.Uncited(reason, nouns.Left(*left)) for reason, left in value])
    return value


def plain(name: str, noun: Any) -> Any:
    """*noun*, of the shape *name*, as it is written in JSON: mappings, lists and text."""
    return {
        field: value if made is None else made(value) for (field, made), value in zip(_PLAIN[name], noun, strict=True)
    }


def _plainly(field: Field) -> Callable[[Any], Any] | None:
    """What makes of a value of *field* what JSON has; None where that is the value itself."""
    if field.kind == LIST:
        return lambda value: [plain(field.of, item) for item in value]
    if field.kind == TEXTS:
        return list
    if field.kind == GROUPS:
        return lambda value: [list(group) for group in value]
    return _by_reason if field.kind == REASONS else None


def _by_reason(value: Any) -> dict[str, list[Any]]:
    reasons: dict[str, list[Any]] = {}
    for reason, left in value:
        reasons.setdefault(reason, []).append(plain("uncited", left))
    return reasons


_PLAIN = {name: [(field.name, _plainly(field)) for field in shape.fields] for name, shape in SHAPES.items()}
"""The fields of each shape, with what makes what JSON has of their values."""


def written(name: str, noun: Any) -> list[Any]:
    """The fields of *noun*, of the shape *name*, that a file has to say: names and values, defaults left out."""
    return [
        [field.name, _written(field, value)]
        for field, value in zip(SHAPES[name].fields, noun, strict=True)
        if not (field.optional and value == default(field))
    ]


def _written(field: Field, value: Any) -> Any:
    if field.kind == LIST:
        return [written(field.of, item) for item in value]
    return [[reason, written(field.of, left)] for reason, left in value] if field.kind == REASONS else value
