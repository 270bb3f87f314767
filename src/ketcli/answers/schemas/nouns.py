"""The schema of each noun of a fact base, from its shape: what people write of it, and what is derived from that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers.schemas.pieces import flag, listed, mapping, nullable, record, ref, text, whole, word
from ketcli.facts import fields
from ketcli.facts.shapes import SHAPES

if TYPE_CHECKING:
    from ketcli.answers.objects import Object
    from ketcli.facts.fields import Field

_DATE = r"(?:[0-9]{4}|[0-9]{3}0s)"
_FORMS: dict[str, Object] = {
    fields.ID: {"pattern": f"^{fields.ID_FORM}$", "maxLength": fields.ID_LIMIT},
    fields.DATE: {"pattern": f"^{_DATE}(?:-{_DATE})?$"},
    fields.FILE: {"pattern": r"^(?!\.{1,2}$)[^/\\]*[^/\\\s][^/\\]*$", "maxLength": fields.TEXT_LIMIT},
    fields.SHA256: {"pattern": f"^{fields.SHA256_FORM}$"},
    fields.DIGEST: {"pattern": f"^{fields.DIGEST_FORM}$"},
    fields.ISSUED: {"pattern": f"^{fields.ISSUED_FORM}$"},
    fields.URL: {"pattern": f"^{fields.URL_FORM}$", "maxLength": fields.TEXT_LIMIT},
    fields.TEXT: {"pattern": r"\S", "maxLength": fields.TEXT_LIMIT},
}

DERIVED: dict[str, dict[str, Object]] = {
    "source": {"facts": whole("How many facts cite the source.")},
    "topic": {"facts": whole("How many facts belong to the topic.")},
    "fact": {
        "agreement": record(
            "How many of the sources state the fact.",
            {
                "sources": whole("Sources that state it, with or without a hedge.", least=1),
                "of": whole("Sources that there are.", least=1),
            },
        ),
        "sources": listed(text("Id of a source."), "The sources that state it, with or without a hedge."),
        "hedging": listed(text("Id of a source."), "Those of them that nowhere state it without a hedge."),
        "hedged": flag("Whether no source states it without a hedge."),
        "conflicts": listed(text("Id of a conflict."), "The conflicts in which the fact has a position."),
    },
    "evidence": {"title": text("Title of the source."), "file": text("File name of the source's document.")},
    "conflict": {
        "several": listed(text("Id of a source."), "The sources that take more than one position."),
        "topics": listed(text("Id of a topic."), "The first topics of its facts, in their order."),
    },
    "position": {
        "sources": listed(text("Id of a source."), "The sources that take the position, with or without a hedge."),
        "hedged": listed(text("Id of a source."), "Those of them that only hedge it."),
    },
}
"""What answers and exports add to each noun."""


def written(name: str) -> Object:
    """The properties that people write of the noun *name*, one of SHAPES."""
    return {each.name: field(each) for each in SHAPES[name].fields}


def optional(name: str) -> tuple[str, ...]:
    """Those of them that may be left out of a fact base."""
    return tuple(field.name for field in SHAPES[name].fields if field.optional)


def answered(name: str) -> Object:
    """The noun *name* as it is answered, with what is derived from it."""
    return record(SHAPES[name].says, {**written(name), **DERIVED.get(name, {})})


def field(field: Field) -> Object:
    """The schema of one *field*."""
    several = {
        fields.LIST: lambda: listed(ref(field.of), field.says, 0 if field.optional else field.least),
        fields.TEXTS: lambda: listed(_prose(field.of), field.says, field.least),
        fields.GROUPS: lambda: listed(listed(_prose(field.of), "A group of two or more."), field.says),
        fields.REASONS: lambda: mapping(listed(ref(field.of), "What is left out for one reason."), field.says),
        fields.FLAG: lambda: flag(field.says),
        fields.WORD: lambda: word(fields.KINDS, field.says),
    }
    if field.kind in several:
        return several[field.kind]()
    value = text(field.says, **_FORMS[field.kind])
    return nullable(value) if field.optional else value


def _prose(says: str) -> Object:
    """Text that a person writes: never blank."""
    return text(says, **_FORMS[fields.TEXT])
