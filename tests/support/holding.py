"""Answers held to their schemas, strictly: what a schema does not describe is a fault."""

import contextlib
import functools
import io

from jsonschema import Draft202012Validator
from paths import DATA

from ketcli.answers import schemas
from ketcli.cli import program as cli

LEAFLET = "good/leaflet.yaml"


@functools.cache
def answered(line, facts=None, form="json"):
    """Exit status and output of the command *line*, asked of *facts*, in this process and the tests' folder of data."""
    arguments = line.split()
    arguments += ["--facts", facts] if facts else []
    arguments += ["--json"] if form == "json" and arguments[0] != "export" else ["--format", form]
    output = io.StringIO()
    with contextlib.chdir(DATA), contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
        status = cli.run(arguments)
    return status, output.getvalue()


def closed(schema):
    """*schema*, but with every key forbidden that it does not describe."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(value) for name, value in schema.items()}
    return {"additionalProperties": False, **inner} if "properties" in schema and "type" in schema else inner


@functools.cache
def _validator(command):
    return Draft202012Validator(closed(schemas.of(command)))


def faults(command, document):
    """Where and how *document* is not what the schema of *command*, strictly read, says."""
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator(command).iter_errors(document)]


def promised(command):
    """Every place that the schema of *command* describes, with each type and each value of an enumeration there."""
    schema = schemas.of(command)
    todo = [(command, schema), *schema["$defs"].items()]
    while todo:
        place, node = todo.pop()
        yield from ((place, kind) for kind in _kinds(node))
        yield from ((place, repr(value)) for value in node.get("enum", ()))
        todo += [(f"{place}{step}", inner) for step, inner in _inner(node) if "$ref" not in inner]


def kept(command, document):
    """The same of what *document* has."""
    schema = schemas.of(command)
    todo = [(command, schema, document)]
    while todo:
        place, node, value = todo.pop()
        if "anyOf" in node:
            node = next(each for each in node["anyOf"] if _holds({**each, "$defs": schema["$defs"]}, value))
        if "$ref" in node:
            place = node["$ref"].rpartition("/")[2]
            node = schema["$defs"][place]
        yield from ((place, kind) for kind in _kinds(node) if _holds({"type": kind}, value))
        if "enum" in node:
            yield place, repr(value)
        inner = dict(_inner(node))
        if isinstance(value, list):
            todo += [(f"{place}[]", inner["[]"], item) for item in value]
        if isinstance(value, dict):
            steps = {key: f".{key}" if f".{key}" in inner else ".*" for key in value}
            todo += [(f"{place}{steps[key]}", inner[steps[key]], item) for key, item in value.items()]


def _holds(schema, value):
    return Draft202012Validator(closed(schema)).is_valid(value)


def _kinds(schema):
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _inner(schema):
    for name, value in schema.get("properties", {}).items():
        yield f".{name}", value
    if isinstance(schema.get("additionalProperties"), dict):
        yield ".*", schema["additionalProperties"]
    if "items" in schema:
        yield "[]", schema["items"]
