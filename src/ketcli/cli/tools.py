"""What language models call: some commands with few arguments, and of their answers as much as a model needs.

Arguments as JSON come in, a line of JSON goes out, made of the same documents as the JSON of the command line; what is
empty is left out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from ketcli.answers import chosen
from ketcli.cli import commands, inputs
from ketcli.errors import UsageError
from ketcli.index import base
from ketcli.lean import NamedTuple
from ketcli.render import json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ketcli.answers.objects import Object
    from ketcli.answers.outcome import Outcome
    from ketcli.index.reader import Index

FEW = 5
"""Facts that a search answers where no number is chosen."""

EVIDENCE = "evidence"
"""The argument by which more is asked for."""


class Tool(NamedTuple):
    """A command that a model may call."""

    arguments: tuple[str, ...]
    """Those of the command's parameters that it has."""
    fields: tuple[str, ...]
    """What of the answer's document is told."""
    more: tuple[str, ...]
    """What is told as well where it is asked for."""
    says: str
    """What that is."""
    needed: tuple[str, ...] = ()
    """Arguments that it needs though the command does not."""


def _in(place: str, names: str) -> tuple[str, ...]:
    return tuple(f"{place}.{name}" for name in names.split())


_FACT = "id claim sources hedging warning"
_PLACES = "source section from to hedged"
_CONFLICT = "id question positions.says positions.sources positions.hedged silent"
_SAYS = "Also where each passage stands: section, first and last words."

TOOLS = {
    "search": Tool(
        ("query", "limit", "topic", "source", "exact"),
        (*_in("hits.fact", _FACT), "total", "differ.id", "differ.question", "gap", "unsaid", "suggestions"),
        _in("hits.fact.evidence", _PLACES),
        _SAYS,
    ),
    "show": Tool(
        ("name",),
        (
            "kind",
            *_in("found", "id title summary question kind"),
            *_in("found", "positions.says positions.sources positions.hedged silent"),
            *_in("facts", _FACT),
            *_in("conflicts", "id question"),
            "near",
        ),
        _in("facts.evidence", _PLACES),
        _SAYS,
    ),
    "conflicts": Tool(
        ("name",),
        _in("conflicts", "id question"),
        _in("conflicts", "positions.says positions.sources positions.hedged silent"),
        "Also who is on which side of each, where all are listed.",
    ),
    "gaps": Tool(
        ("topic",), _in("gaps", "id title"), ("gaps.questions", "gaps.near"), "Also what readers type.", ("topic",)
    ),
    "cite": Tool(("name", "style"), ("text",), _in("citations", "fact source locator from to hedged"), _SAYS),
}
"""By the name of the command."""


def description(name: str) -> str:
    """What the tool *name* does."""
    return commands.named(name).help


def schema(name: str) -> Object:
    """The JSON Schema of the arguments of the tool *name*."""
    tool = TOOLS[name]
    content = inputs.properties(name, tool.arguments)
    content["required"] += tool.needed
    if "limit" in content["properties"]:
        content["properties"]["limit"]["default"] = FEW
    content["properties"][EVIDENCE] = {"type": "boolean", "description": tool.says, "default": False}
    return content


def call(name: str, arguments: Mapping[str, Any], facts: str | None) -> str:
    """What the tool *name* answers when it is called with *arguments*, from the fact base in the file *facts*.

    Raises UsageError for what is no tool or no argument of it, and whatever the command raises.
    """
    if name not in TOOLS:
        raise UsageError(f"no tool is called {name!r}; tools: {', '.join(TOOLS)}")
    for error in Draft202012Validator(schema(name)).iter_errors(arguments):
        raise UsageError(f"{'.'.join(map(str, error.path)) or 'arguments'}: {error.message}; {_arguments(name)}")
    command = commands.named(name)
    values = inputs.values(name, arguments)
    if "limit" in values and values["limit"] is None:
        values["limit"] = FEW
    detailed = bool(arguments.get(EVIDENCE)) or (name == "conflicts" and bool(values["name"]))
    return base.ask(
        lambda index: told(index, name, command.act(index, **command.own(values)), detailed=detailed), facts
    )


def told(index: Index, name: str, outcome: Outcome, *, detailed: bool = False) -> str:
    """What of *outcome*, an answer of the command *name*, is told, with all that has to be said beside it."""
    tool = TOOLS[name]
    document = chosen.only(dict(outcome.document), [*tool.fields, *(tool.more if detailed else ())])
    return json.compact(
        {
            "answered": outcome.found,
            **_filled({"notices": list(outcome.urgent), "notes": list(_notes(outcome.before))}),
            **_filled(document),
            "of_sources": len(index.sources),
            "disclaimer": index.meta.disclaimer,
        }
    )


def _notes(lines: Iterable[str]) -> Iterable[str]:
    """Those of *lines* that say something; what to type next is for people at a terminal."""
    return (line for line in lines if "ketcli " not in line)


def _filled(node: Any) -> Any:
    """*node* without what is empty, null or false."""
    if isinstance(node, list):
        return [_filled(item) for item in node]
    if isinstance(node, dict):
        return {key: _filled(value) for key, value in node.items() if value not in (None, False, "", [], {})}
    return node


def _arguments(name: str) -> str:
    return f"{name} takes {', '.join(schema(name)['properties'])}"
