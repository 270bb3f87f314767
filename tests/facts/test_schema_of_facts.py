"""The schema of a fact base says what the loader says, as far as a schema can."""

import copy
import json
import pathlib
import re

import pytest
from holding import DATA, answered, faults
from hostile import base as hostile_base
from jsonschema import Draft202012Validator

from ketcli.answers import schemas
from ketcli.facts import dataset, dates, fields, shapes
from ketcli.facts import file as factsfile
from ketcli.facts.problem import InvalidFactsError
from ketcli.system import places

SCHEMA = schemas.of()
HELD = Draft202012Validator(SCHEMA)
BASES = [path for kind in ("good", "bad") for path in sorted((DATA / kind).iterdir()) if path.suffix != ".expect"]

TOLD = {"wrong-type", "wrong-form", "empty-field", "unknown-key", "schema", "too-long", "one-sided"}
"""The rules of the loader that each value shows by itself, so that a schema can tell them."""

ODD = [None, "", " ", "A b", "x" * 4001, "x" * 101, "0" * 12, 0, 1, 1.5, True, [], [None], ["x"], {}, {"x": []}, ...]
"""What is put in the place of every value; last, nothing."""


def refused(data, name="x.json"):
    """The rules that the loader finds broken in *data*."""
    try:
        dataset.parse(data, name)
    except InvalidFactsError as error:
        return {problem.rule for problem in error.problems}
    return set()


def places_in(node, path=()):
    """The path of every value in *node*, of the items of a list only the first's."""
    if path:
        yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node[:1]) if isinstance(node, list) else ():
        yield from places_in(value, (*path, key))


def changed(base, path, value):
    """A copy of *base* with *value* at *path*, or with nothing there."""
    result = at = copy.deepcopy(base)
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return result


def whole():
    """A small base in which every key stands that people write."""
    base = json.loads((DATA / "good" / "short.json").read_text(encoding="utf-8"))
    base["facts"].insert(0, {**base["facts"][0], "id": "dated", "when": "1962"})
    base["facts"][0]["evidence"][0]["hedged"] = True
    return base


def at_place(schema, place):
    """What *schema* says of *place*; nothing where it says nothing."""
    for step in place:
        named = schema.get("properties", {}).get(step, schema.get("additionalProperties"))
        schema = (schema.get("items") if step == "[]" else named) or {}
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return schema


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.name)
def test_what_the_loader_refuses_the_schema_refuses(path):
    """A file is valid, its values as the loader reads them, unless it breaks a rule that a schema can tell."""
    data = path.read_bytes()
    tree, _ = factsfile.parse(data, path.name)
    assert HELD.is_valid(tree) == (not refused(data, path.name) & TOLD)


def test_the_shipped_facts_are_valid():
    """The base that comes with ketcli holds to the schema."""
    path = pathlib.Path(places.facts_file())
    assert faults(None, factsfile.parse(path.read_bytes(), path.name)[0]) == []


def test_whatever_a_value_is_both_judge_alike():
    """No value, in the place of whichever, is refused by the loader and not by the schema, or the other way round."""
    base = whole()
    assert HELD.is_valid(base)
    judged = []
    for path in places_in(base):
        for value in ODD:
            spoilt = changed(base, path, value)
            valid = HELD.is_valid(spoilt)
            judged.append(valid)
            assert valid == (not refused(json.dumps(spoilt).encode()) & TOLD), (path, value)
    assert judged.count(True) > 50
    assert judged.count(False) > 500


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_a_shape_has_the_fields_of_its_noun(name):
    """In the same order, those that may be left out with their defaults."""
    shape = shapes.SHAPES[name]
    names = {field.name: noun for field, noun in zip(shape.fields, shape.noun._fields, strict=True)}
    assert all(noun.removesuffix("_") == name for name, noun in names.items())
    optional = {names[field.name]: fields.default(field) for field in shape.fields if field.optional}
    assert shape.noun._field_defaults == optional


@pytest.mark.parametrize("first", ["1960", "1965", "1970", "1960s", "1965s", "1970s", "62", "c. 1960", "１９６０"])
@pytest.mark.parametrize("last", ["", "-1960", "-1965", "-1970", "-1960s", "-1965s", "-1970s", "-", "-99", " "])
def test_dates_have_the_form_of_dates(first, last):
    """What the schema takes for a date is one, unless it ends before it begins."""
    pattern = SCHEMA["$defs"]["fact"]["properties"]["when"]["pattern"]
    try:
        dates.span(first + last)
    except ValueError:
        assert not re.search(pattern, first + last) or first[:4] > last[1:5]
    else:
        assert re.search(pattern, first + last)


@pytest.mark.parametrize("facts", ["good/leaflet.yaml", "good/short.yaml", "good/smallest.yaml"])
def test_an_export_is_a_fact_base(facts):
    """What is exported holds to the schema of the command and to that of what can be loaded."""
    export = json.loads(answered("export", facts)[1])
    assert faults("export", export) == []
    assert faults(None, export) == []
    del export["schema_version"]
    assert faults(None, export) != []  # it is no export any more, and what is derived is unknown


def test_a_hostile_base_is_valid():
    """The schema minds the form of texts, not what is in them."""
    assert faults(None, hostile_base()) == []
