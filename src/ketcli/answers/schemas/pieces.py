"""What schemas are made of: text, numbers, lists, mappings and records, each with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ketcli.answers.objects import Object

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def text(says: str, **limits: Any) -> Object:
    """Text, whose meaning *says* tells."""
    return {"description": says, "type": "string", **limits}


def word(values: Iterable[str], says: str) -> Object:
    """One of the *values*."""
    return text(says, enum=list(values))


def whole(says: str, least: int = 0) -> Object:
    """A whole number from *least*."""
    return {"description": says, "type": "integer", "minimum": least}


def number(says: str, most: float | None = None) -> Object:
    """A number from 0 to *most*."""
    return {"description": says, "type": "number", "minimum": 0, **({"maximum": most} if most is not None else {})}


def flag(says: str) -> Object:
    """True or false."""
    return {"description": says, "type": "boolean"}


def listed(item: Object, says: str, least: int = 0) -> Object:
    """A list of *least* or more, each of which is an *item*."""
    return {"description": says, "type": "array", "items": item, **({"minItems": least} if least else {})}


def mapping(value: Object, says: str) -> Object:
    """A mapping of names, which are data, to what *value* describes."""
    return {"description": says, "type": "object", "additionalProperties": value}


def record(says: str, properties: Mapping[str, Object], optional: Iterable[str] = ()) -> Object:
    """An object of known *properties*, all but the *optional* always there."""
    required = [name for name in properties if name not in frozenset(optional)]
    return {"description": says, "type": "object", "required": required, "properties": dict(properties)}


def nullable(schema: Object) -> Object:
    """What *schema*, which has a type and no values of its own, describes, or null."""
    kinds = schema["type"]
    return schema if "null" in kinds else {**schema, "type": [kinds, "null"]}


def ref(name: str) -> Object:
    """What stands under *name* in ``$defs``."""
    return {"$ref": f"#/$defs/{name}"}


def document(name: str, version: str, title: str, content: Object, definitions: Mapping[str, Object]) -> Object:
    """*content* as a whole schema, with those of *definitions* that it refers to, itself or through others."""
    wanted = list(_referred(content))
    used: set[str] = set()
    while wanted:
        if (definition := wanted.pop()) not in used:
            used.add(definition)
            wanted += _referred(definitions[definition])
    return {
        "$schema": DRAFT,
        "$id": f"urn:ketcli:schema:{name}:{version}",
        "title": title,
        **content,
        "$defs": {known: definitions[known] for known in definitions if known in used},
    }


def _referred(node: Any) -> Iterator[str]:
    """The names in ``$defs`` that *node* refers to."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
        node = list(node.values())
    for value in node if isinstance(node, list) else ():
        yield from _referred(value)
