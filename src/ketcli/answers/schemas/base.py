"""The schema of a fact base: what people write, and what an export adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers.schemas import nouns
from ketcli.answers.schemas.pieces import document, nullable, record
from ketcli.facts import dataset, fields
from ketcli.facts.shapes import SHAPES

if TYPE_CHECKING:
    from ketcli.answers.objects import Object

_SAYS = (
    "What ketcli reads with --facts, YAML or JSON. In YAML every plain value is text, whatever it looks like; quote"
    " what other readers would take for a number. What only the whole shows, such as an id that nothing has or a"
    " passage that is not in its document, ketcli check tells."
)

_DERIVED: Object = {"description": "Derived by ketcli: in an export only, and not read."}

_PASSAGE: Object = {"required": ["from"], "properties": {"from": {"type": "string"}}}
_WHOLE_SECTION: Object = {
    "required": ["section"],
    "properties": {"section": {"type": "string"}, **{name: {"type": "null"} for name in ("from", "to", "digest")}},
}

_VERSION: Object = {"description": "Version of the data format.", "enum": [int(dataset.SCHEMA), dataset.SCHEMA]}


def schema() -> Object:
    """The schema of a fact base, which refuses what ``dataset`` refuses, unknown keys too."""
    definitions = {name: _written(name) for name in SHAPES if name != "base"}
    content = _written("base")
    content["description"] = _SAYS
    content["properties"] = {"schema": _VERSION, **content["properties"]}
    content["required"] = ["schema", *content["required"]]
    content |= {"if": {"required": ["schema_version"]}, "else": _nothing_derived("base")}
    return document("facts", dataset.SCHEMA, "A fact base of ketcli", content, definitions)


def _written(name: str) -> Object:
    """The noun *name* as it is read: what is optional may be null, what is derived anything, and no more is known."""
    shape, optional = SHAPES[name], nouns.optional(name)
    properties = {
        **{key: nullable(value) if key in optional else value for key, value in nouns.written(name).items()},
        **dict.fromkeys(shape.derived, _DERIVED),
    }
    for field in shape.fields:
        if field.kind == fields.FLAG:  # in YAML, where every value is text, a flag is a word
            properties[field.name] = {
                "description": f"{field.says} False when left out or null.",
                "enum": [True, False, "true", "false", None],
            }
    choices = {"anyOf": [_PASSAGE, _WHOLE_SECTION]} if name == "uncited" else {}
    return {**record(shape.says, properties, (*optional, *shape.derived)), "additionalProperties": False, **choices}


def _nothing_derived(name: str) -> Object:
    """That the noun *name* has nothing derived, nor have the records in its lists."""
    shape = SHAPES[name]
    inner = {
        field.name: {"items": below}
        for field in shape.fields
        if field.kind == fields.LIST and (below := _nothing_derived(field.of))["properties"]
    }
    return {"properties": {**dict.fromkeys(shape.derived, False), **inner}}
