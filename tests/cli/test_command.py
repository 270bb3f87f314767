"""What every command shares: columns, files, the pager, examples that work."""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from paths import DATA
from running import run

from ketcli.cli.commands import COMMANDS
from ketcli.facts import dataset
from ketcli.system import places


def test_fields_choose_columns_and_their_order(capsys):
    """The same columns come in every format that has records, in the order in which they were named."""
    chosen = ("search", "bladder", "-n", "2", "--fields", " claim,id ")
    _, plain, _ = run(capsys, *chosen)
    claims = [line.split("\t") for line in plain.splitlines()]
    assert [len(cells) for cells in claims] == [2, 2]
    assert claims[0][1] == "bladder"
    assert run(capsys, *chosen, "-f", "csv")[1].splitlines()[0] == "claim,id"
    assert run(capsys, *chosen, "-f", "markdown")[1].splitlines()[0] == "| claim | id |"
    lines = [json.loads(line) for line in run(capsys, *chosen, "-f", "jsonl")[1].splitlines()]
    assert [list(line.items()) for line in lines] == [[("claim", claim), ("id", name)] for claim, name in claims]
    table = run(capsys, *chosen, "-f", "table")[1]
    assert table.split()[:2] == ["claim", "id"]
    assert "2 of 5" not in table


def test_fields_keep_their_type_in_json_lines(capsys):
    """A number stays one, a list stays one, nothing is null."""
    _, out, _ = run(capsys, "search", "bladder", "-n", "1", "-f", "jsonl", "--fields", "rank,topics,hedged,when")
    assert json.loads(out) == {
        "rank": 1,
        "topics": ["long-term-risks", "side-effects", "evidence"],
        "hedged": True,
        "when": None,
    }
    assert run(capsys, "search", "bladder", "-n", "1", "--fields", "rank,topics,hedged,when")[1] == (
        "1\tlong-term-risks,side-effects,evidence\ttrue\t\n"
    )


@pytest.mark.parametrize("name", ["clam", "", "id,,claim", "ID"])
@pytest.mark.parametrize("query", ["bladder", "asdkjfh"])
def test_a_wrong_field_lists_the_right_ones(capsys, name, query):
    """Whether there are records or not, an unknown column is an error that says which there are."""
    status, out, err = run(capsys, "search", query, "--fields", name)
    assert (status, out) == (2, "")
    assert re.search(
        r"no field is called '(clam|ID|)'; fields: id, claim, agreement, topics, sources, conflicts, ", err
    )
    assert err.count("\n") == 1


def test_fields_and_json_contradict_each_other(capsys):
    """JSON is always complete; the error says what has columns."""
    for asked in (["--json"], ["-f", "json"]):
        status, out, err = run(capsys, "topics", "--fields", "id", *asked)
        assert (status, out) == (2, "")
        assert "jsonl" in err


OWN = {"add": {"KETCLI_FACTS": "my-facts.yaml", "KETCLI_DOCUMENTS": "DIR"}}
"""What those who type the examples of a command have said before: where their base is."""


@pytest.fixture
def folder(tmp_path):
    """A folder with the files that the examples name."""
    shutil.copy(DATA / "good" / "short.yaml", tmp_path / "my-facts.yaml")
    (tmp_path / "questions.txt").write_text("is it safe\nbladder\n")
    shutil.copytree(DATA / "documents", tmp_path / "DIR")
    for source in dataset.load(pathlib.Path(places.facts_file())).dataset.sources:
        (tmp_path / "DIR" / source.file).write_text("An article.\n")
    return tmp_path


@pytest.mark.parametrize("command", [command for command in COMMANDS if not command.shared], ids=lambda c: c.name)
def test_every_command_has_fields(capsys, monkeypatch, folder, command):
    """Every listing names its columns when asked for a wrong one, and gives each of them."""
    monkeypatch.chdir(folder)
    for name, value in OWN.get(command.name, {}).items():
        monkeypatch.setenv(name, value)
    (line, *_) = command.examples
    arguments = [word for word in shlex.split(line)[1:] if word not in ("-o", "facts.json")]
    status, _, err = run(capsys, *arguments, "--fields", "?")
    assert status == 2
    for name in err.strip().partition("; fields: ")[2].split(", "):
        assert run(capsys, *arguments, "--fields", name, "-f", "csv")[1].splitlines()[0] == name


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.usefixtures("shared_cache")
def test_the_examples_of_the_help_work(command, folder):
    """Each example is a command line that answers."""
    scripts = str(pathlib.Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}", **OWN.get(command.name, {})}
    assert command.examples
    for example in command.examples:
        assert example.startswith(f"ketcli {command.name}")
        outcome = subprocess.run(["sh", "-c", example], cwd=folder, env=environment, capture_output=True, check=False)
        assert outcome.returncode == 0, outcome.stderr
        assert outcome.stdout or "-o" in example


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("flags", [[], ["-OO"]], ids=["plain", "optimised"])
def test_help_says_everything(command, flags):
    """The help of a command, also where Python drops docstrings, says what it does, every default and examples."""
    outcome = subprocess.run(
        [sys.executable, *flags, "-m", "ketcli", command.name, "--help"],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
        check=False,
    )
    assert outcome.returncode == 0
    assert command.help in " ".join(outcome.stdout.split())
    assert all(f"\n  {example}\n" in outcome.stdout for example in command.examples)
    options = re.split(r"^  (?=-)", outcome.stdout.partition("Options:\n")[2].partition("\n\n")[0], flags=re.MULTILINE)
    for option in filter(lambda option: re.match(r"(?:-\w, )?--[\w-]+ [A-Z<]", option), options):  # those with a value
        assert re.search(r"default:\s|\[required\]", option, re.IGNORECASE), option
