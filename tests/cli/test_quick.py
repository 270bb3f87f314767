"""Plain command lines are read without Typer, and as Typer reads them."""

import os
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from paths import ROOT

from ketcli.cli import app, quick, tabulate
from ketcli.cli.command import Command
from ketcli.cli.commands import COMMANDS
from ketcli.cli.parameter import FLAG, NUMBER
from ketcli.cli.table import TABLE
from ketcli.errors import KetcliError


def test_the_table_is_up_to_date():
    """What is kept is what Typer is told; KETCLI_GOLDEN=write writes it anew."""
    kept = ROOT / "src" / "ketcli" / "cli" / "table.py"
    if os.environ.get("KETCLI_GOLDEN") == "write":
        kept.write_text(tabulate.text(), encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == tabulate.text()
    assert list(TABLE) == [command.name for command in COMMANDS]


def read_by_typer(line):
    """The values that Typer gives the command of *line*; None where it refuses it or does something else."""
    read = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Command, "run", lambda _, values: read.append(values))
        patched.setattr("ketcli.system.streams.page", lambda _: None)
        try:
            app.run(line)
        except KetcliError:
            return None
    return read[0] if read else None


TEXTS = [
    "",
    "-",
    "nausea",
    "side effects",
    "a=b",
    "=",
    "-n",
    "--",
    "--json",
    "json",
    "3",
    "-1",
    "0",
    "x" * 9,
    "é",
    "٣",
    "1_0",
]


@st.composite
def command_lines(draw):
    """A command with options in every form, arguments and whatever else, most of it well-formed."""
    name = draw(st.sampled_from(list(TABLE)))
    line = []
    for _ in range(draw(st.integers(0, 5))):
        parameter = draw(st.sampled_from(TABLE[name]))
        limit = parameter["limit"]
        likely = st.sampled_from(
            ["3", "0", "25"] if parameter["kind"] == NUMBER else limit or ["nausea", "side-effects"]
        )
        value = draw(likely | likely | likely | st.sampled_from(TEXTS))
        if not parameter["options"]:
            line.append(value)
            continue
        option = draw(st.sampled_from(parameter["options"]))
        forms = [[option, value], [f"{option}={value}"], [option], [f"-v{option[1:]}{value}"], [f"{option}{value}"]]
        line += draw(st.sampled_from(forms[2:3] if parameter["kind"] == FLAG else forms[:2]) | st.sampled_from(forms))
        line += draw(st.sampled_from([[], [], [], ["--"], ["word"], ["--unknown"], ["-h"]]))
    return [name, *line]


@settings(max_examples=200)
@given(command_lines())
@example(["search", "-vn3", "--topic=side-effects", "-tx", "--", "-n", "--json"])
@example(["search", "--limit", "٣", "x"])
@example(["search", "--limit=1_0", "x"])
@example(["show", "--", "--all"])
@example(["check", "one.yaml", "two.yaml"])
@example(["search", "x", "--facts"])
@example(["search", "x", "--", "--facts"])
def test_both_readers_agree(line):
    """What is read without Typer has the values that Typer gives; and the plainest forms are."""
    quickly = quick.read(line)
    if quickly is not None:
        assert quickly == read_by_typer(line)


@pytest.mark.parametrize(
    "line",
    [
        ["search", "side-effects", "--json"],
        ["search", "side", "effects", "-n", "3", "-t", "side-effects", "--topic", "mechanism"],
        ["search", "-n3", "--format=csv", "--", "-n"],
        ["search", "-vn3", "x", "-o", "-"],
        ["search", "-", ""],
        ["show", "mechanism", "--all"],
        ["topics"],
        ["export", "--format", "sqlite", "-o", "k.db"],
        ["schema", "search"],
        ["check", "a.yaml", "--documents", "DIR", "--coverage"],
    ],
    ids=" ".join,
)
def test_plain_lines_are_read_quickly(line):
    """A command with its options in every form and its arguments is read by both, alike."""
    assert quick.read(line) == read_by_typer(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["--version"],
        ["search", "--help"],
        ["search", "x", "-h"],
        ["search", "x", "--limit"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--json=1"],
        ["search", "x", "--unknown"],
        ["search", "x", "-f", "tabel"],
        ["show"],
        ["check", "a", "b"],
        ["topics", "more"],
        ["tpoics"],
    ],
    ids=" ".join,
)
def test_the_rest_is_left_to_typer(line):
    """Help, what is unknown, lacks something or has too much is for Typer."""
    assert quick.read(line) is None


def test_a_variable_says_it_as_well(monkeypatch):
    """A variable is read as Typer reads it: an option wins, an empty one says nothing."""
    for value in ("facts.yaml", ""):
        monkeypatch.setenv("KETCLI_FACTS", value)
        for line in (["topics"], ["topics", "--facts", "own.yaml"], ["topics", "--facts="]):
            assert quick.read(line) == read_by_typer(line)
    monkeypatch.setenv("KETCLI_FACTS", "facts.yaml")
    assert quick.read(["topics"])["facts"] == "facts.yaml"


LOADED = """
import sys
from ketcli.cli import program
program.run(sys.argv[1:])
print([name for name in ("typer", "inspect", "rich", "yaml") if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("line", "environment"),
    [
        (["search", "side-effects", "--json"], {}),
        (["side", "effects", "-n", "3"], {}),
        (["show", "mechanism"], {}),
        (["conflicts"], {}),
        ([], {"_KETCLI_COMPLETE": "complete_bash", "COMP_WORDS": "ketcli show side", "COMP_CWORD": "2"}),
        ([], {"_KETCLI_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "ketcli search --fo"}),
    ],
)
def test_typer_is_not_loaded(line, environment):
    """Neither for an answer nor for a completion."""
    run = [sys.executable, "-c", LOADED, *line]
    outcome = subprocess.run(run, env=os.environ | environment, capture_output=True, text=True, check=True)
    assert outcome.stdout
    assert outcome.stderr.splitlines()[-1] == "[]"
