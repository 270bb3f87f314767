"""The arguments of commands as JSON Schema are those of the command line."""

import json

import pytest
from jsonschema import Draft202012Validator
from running import run

from ketcli.answers import schemas
from ketcli.cli import inputs, quick
from ketcli.cli.table import TABLE


@pytest.mark.parametrize("command", schemas.COMMANDS)
def test_each_command_has_one(capsys, command):
    """It keeps the rules of its draft, has a name of its own and says of each argument what it means."""
    status, output, _ = run(capsys, "schema", command, "--input")
    schema = json.loads(output)
    assert status == 0
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:ketcli:input:{command}"
    assert [name for name, value in schema["properties"].items() if not value["description"].endswith(".")] == []
    named = {inputs.called(each) for each in TABLE[command] if each["name"] not in inputs.SHOWING}
    assert set(schema["properties"]) == named
    assert all(each["name"] in named for each in TABLE[command] if each["needed"])


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("search blood pressure -n 3", {"query": "blood pressure", "limit": 3}),
        (
            "search nausea -t effects -t session --exact",
            {"query": "nausea", "topic": ["effects", "session"], "exact": True},
        ),
        ("compare effects --min-sources 2 --conflicts", {"topic": "effects", "min_sources": 2, "conflicts": True}),
        ("cite origin letters --style ris", {"name": "origin letters", "style": "ris"}),
        ("gaps", {}),
    ],
)
def test_they_stand_for_a_command_line(line, given):
    """What the schema allows has the values that the command line has."""
    command, *rest = line.split()
    assert Draft202012Validator(inputs.schema(command)).is_valid(given)
    assert inputs.values(command, given) == quick.read([command, *rest])


def test_what_has_none(capsys):
    """A command that does not answer in JSON, and no command."""
    status, output, errors = run(capsys, "schema", "serch", "--input")
    assert (status, output) == (1, "")
    assert "nearest: search" in errors
    status, output, errors = run(capsys, "schema", "--input")
    assert (status, output, errors.count("\n")) == (2, "", 1)
