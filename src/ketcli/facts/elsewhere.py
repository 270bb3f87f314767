"""Where a key belongs that stands in a record of another shape."""

from __future__ import annotations

from ketcli.facts.shapes import SHAPES


def belongs(name: str, key: object) -> str:
    """Where the *key* belongs that the shape *name* does not have: to what is listed in it, or to what lists it."""
    inside = (field.name for field in SHAPES[name].fields if field.of in SHAPES and _has(field.of, key))
    around = (other for other in SHAPES if other != "base" and name in _listed(other) and _has(other, key))
    if field := next(inside, ""):
        return f"it belongs to each of {field!r}"
    return f"it belongs to the {other}" if (other := next(around, "")) else ""


def _listed(name: str) -> set[str]:
    """The shapes of what is listed in the shape *name*."""
    return {field.of for field in SHAPES[name].fields}


def _has(name: str, key: object) -> bool:
    return any(field.name == key for field in SHAPES[name].fields)
