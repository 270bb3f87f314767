"""The arguments of commands as JSON: their JSON Schema, made from what can be typed, and the values they stand for.

An argument that takes words is one text, as it would be typed; an option has the name of its long form, with
underscores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ketcli.answers import schemas
from ketcli.answers.schemas import pieces
from ketcli.cli.parameter import FLAG, NUMBER, TEXTS
from ketcli.cli.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ketcli.answers.objects import Object
    from ketcli.cli.parameter import Parameter

SHOWING = frozenset("form json fields header output color no_pager verbose everything batch watch".split())
"""Parameters that concern how an answer is written and read, and not what is in its JSON."""

_ASKED = ("search", "query")
"""What may be left out only where somebody can be asked for it."""


def schema(command: str) -> Object:
    """The JSON Schema of the arguments of *command*, one that answers in JSON.

    Raises UnknownNameError, with the nearest, for any other name.
    """
    schemas.of(command)
    title = f"The arguments of ketcli {command}"
    content = properties(command, [each["name"] for each in TABLE[command] if each["name"] not in SHOWING])
    return {"$schema": pieces.DRAFT, "$id": f"urn:ketcli:input:{command}", "title": title, **content}


def properties(command: str, names: Collection[str]) -> Object:
    """The schema of an object with those parameters of *command* that are called *names*."""
    chosen = [each for each in TABLE[command] if each["name"] in names]
    return {
        "type": "object",
        "properties": {called(each): _property(each) for each in chosen},
        "required": [called(each) for each in chosen if each["needed"] or (command, each["name"]) == _ASKED],
        "additionalProperties": False,
    }


def values(command: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the parameters of *command* where *given*, which holds to its schema, is given."""
    return {
        each["name"]: _value(each, given[called(each)]) if called(each) in given else each["default"]
        for each in TABLE[command]
    }


def called(parameter: Parameter) -> str:
    """The name of *parameter* in JSON."""
    long = [option for option in parameter["options"] if option.startswith("--")]
    return long[0].strip("-").replace("-", "_") if long else parameter["name"]


def _property(parameter: Parameter) -> Object:
    kind, limit = parameter["kind"], parameter["limit"]
    says = parameter["says"].partition(" Default: ")[0]
    default = {} if parameter["default"] is None else {"default": parameter["default"]}
    if kind == FLAG:
        return pieces.flag(says) | default
    if kind == NUMBER:
        return pieces.whole(says, limit) | default
    if kind == TEXTS and parameter["options"]:
        return pieces.listed({"type": "string"}, says.replace("; repeatable", ", or of any of these"))
    return (pieces.word(limit, says) if limit else pieces.text(says)) | default


def _value(parameter: Parameter, given: Any) -> Any:
    return given.split() if parameter["kind"] == TEXTS and not parameter["options"] else given
