"""What every command shares: columns, files, the pager, examples that work."""

import csv
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from hostile import inside, ketcli
from paths import DATA
from running import run

from ketcli.cli.commands import COMMANDS


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
    assert lines == [{"fact": {"id": name, "claim": claim}} for claim, name in claims]
    table = run(capsys, *chosen, "-f", "table")[1]
    assert table.split()[:2] == ["claim", "id"]
    assert "2 of 5" not in table


LISTS = [
    *("search bladder", "show mechanism", "show driving", "facts", "topics", "sources", "conflicts", "gaps"),
    *("compare", "compare addiction", "timeline", "cite bladder ptsd", "conflicts addiction-risk"),
    "export --facts good/leaflet.yaml",
    "check bad/unknown-topic.yaml",
]
"""Command lines that list records of every kind."""


def _part(node, whole):
    """Whether *node* is *whole* with keys left out, and nothing else."""
    if isinstance(node, list):
        return len(node) == len(whole) and all(map(_part, node, whole))
    if isinstance(node, dict):
        return node.keys() <= whole.keys() and all(_part(value, whole[key]) for key, value in node.items())
    return node == whole


@pytest.mark.parametrize("line", LISTS)
def test_a_line_is_one_thing_in_every_format(capsys, monkeypatch, line):
    """There are as many plain records as rows of CSV and lines of JSON; fields leave the shape of these as it is."""
    monkeypatch.chdir(DATA)
    arguments = line.split()
    is_whole = line.startswith("export")
    written = ("csv", "jsonl", "json") if is_whole else ("plain", "csv", "jsonl", "json")
    told = {run(capsys, *arguments, "-f", form, "--fields", "?")[2].strip() for form in written}
    (names,) = {each.partition("; fields: ")[2] for each in told}
    header, *rows = csv.reader(run(capsys, *arguments, "-f", "csv", "--fields", names)[1].splitlines())
    assert header == names.split(", ")
    if "plain" in written:
        _, plain, _ = run(capsys, *arguments, "--fields", names, "--header")
        assert [len(each.split("\t")) for each in plain.splitlines()] == [len(header)] * (len(rows) + 1)
        assert plain.splitlines()[0].split("\t") == header
    whole = [json.loads(each) for each in run(capsys, *arguments, "-f", "jsonl")[1].splitlines()]
    assert len(rows) == len(whole) > 0
    document = json.loads(run(capsys, *arguments, *([] if is_whole else ["--json"]))[1])
    for name in header:
        parts = [json.loads(each) for each in run(capsys, *arguments, "-f", "jsonl", "--fields", name)[1].splitlines()]
        assert all(parts)
        assert _part(parts, whole), name
        chosen = json.loads(run(capsys, *arguments, "--json", "--fields", name)[1])
        assert chosen.keys() == document.keys()
        assert _part(chosen, document), name
        assert len(json.dumps(chosen)) < len(json.dumps(document))


def test_fields_keep_their_type_in_json_lines(capsys):
    """A number stays one, a list stays one, nothing is null, and each is where it is without a choice."""
    names = "rank,topics,hedged,when,sources,hedging,agreement,match"
    _, out, _ = run(capsys, "search", "bladder", "-n", "1", "-f", "jsonl", "--fields", names)
    assert json.loads(out) == {
        "rank": 1,
        "match": {"kind": "exact"},
        "fact": {
            "topics": ["long-term-risks", "side-effects", "evidence"],
            "hedged": True,
            "when": None,
            "sources": ["revive-clinic"],
            "hedging": ["revive-clinic"],
            "agreement": {"sources": 1, "of": 5},
        },
    }
    assert run(capsys, "search", "bladder", "-n", "1", "--fields", names)[1] == (
        "1\tlong-term-risks,side-effects,evidence\ttrue\t\trevive-clinic\trevive-clinic\t1/5\texact\n"
    )


def test_a_column_of_ids_holds_ids(capsys):
    """Each name among the sources of a record is one that --source takes, and so are those that hedge."""
    known = set(run(capsys, "sources", "--fields", "id")[1].split())
    for line in (("facts",), ("conflicts",), ("show", "mechanism"), ("search", "nausea")):
        for name in ("sources", "hedging"):
            cells = run(capsys, *line, "--fields", name)[1].splitlines()
            assert {each for cell in cells for each in re.split(r",| \| ", cell) if each} <= known
            assert any(cells)


def test_header(capsys):
    """The names of the columns stand above plain records, also of an answer that has none or is text; not in JSON."""
    assert run(capsys, "topics", "--header")[1].splitlines()[0] == "id\ttitle\tfacts\tsummary"
    assert run(capsys, "search", "xyzzy", "--header", "--fields", "id")[1] == "id\n"
    assert run(capsys, "cite", "bladder", "--header")[1].startswith("fact\tclaim\t")
    assert run(capsys, "topics", "--header", "-f", "csv")[1] == run(capsys, "topics", "-f", "csv")[1]
    for form in ("json", "jsonl", "table"):
        status, out, err = run(capsys, "topics", "--header", "-f", form)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert f"{form} has none" in err


@pytest.mark.parametrize("name", ["clam", "", "id,,claim", "ID"])
@pytest.mark.parametrize("query", ["bladder", "asdkjfh"])
def test_a_wrong_field_lists_the_right_ones(capsys, name, query):
    """Whether there are records or not, an unknown column is an error that says which there are."""
    status, out, err = run(capsys, "search", query, "--fields", name)
    assert (status, out) == (2, "")
    assert re.search(
        r"no field is called '(clam|ID|)'; fields: id, claim, agreement, topics, sources, hedging, conflicts, ", err
    )
    assert err.count("\n") == 1


OWN = {
    "add": {"KETCLI_FACTS": "my-facts.yaml", "KETCLI_DOCUMENTS": "DIR"},
    "check": {"KETCLI_FACTS": "my-facts.yaml"},
}
"""What those who type the examples of a command have said before: where their base is."""


@pytest.fixture
def folder(tmp_path, shipped):
    """A folder with the files that the examples name."""
    shutil.copy(DATA / "good" / "short.yaml", tmp_path / "my-facts.yaml")
    (tmp_path / "questions.txt").write_text("is it safe\nbladder\n")
    shutil.copytree(DATA / "documents", tmp_path / "DIR")
    for source in shipped.sources:
        (tmp_path / "DIR" / source.file).write_text("An article.\n")
    return tmp_path


@pytest.mark.parametrize("command", [command for command in COMMANDS if not command.shared], ids=lambda c: c.name)
def test_every_command_has_fields(capsys, monkeypatch, folder, command):
    """Every listing names its columns when asked for a wrong one, gives each of them, and is drawn on a terminal."""
    monkeypatch.chdir(folder)
    for name, value in OWN.get(command.name, {}).items():
        monkeypatch.setenv(name, value)
    (line, *_) = command.examples
    arguments = [word for word in shlex.split(line)[1:] if word not in ("-o", "facts.json")]
    status, _, err = run(capsys, *arguments, "--fields", "?")
    assert status == 2
    names = err.strip().partition("; fields: ")[2].replace(", ", ",")
    assert run(capsys, *arguments, "--fields", names, "-f", "csv")[1].splitlines()[0] == names
    if command.name != "export":  # which is written in files
        assert run(capsys, *arguments, "-f", "table")[1]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_examples_of_the_help_work(command, folder):
    """Each example is a command line that answers, in a shell where it needs one."""
    environment = OWN.get(command.name, {})
    assert command.examples
    if command.name == "mcp":
        pytest.importorskip("mcp", reason="its SDK is not installed")
    for example in command.examples:
        assert example.startswith(f"ketcli {command.name}")
        if command.name == "mcp" or set(example) & set("*|"):
            path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
            outcome = ketcli(
                command=["sh", "-c", example], cwd=folder, environment={"PATH": path, **environment}, input=b""
            )
        else:
            outcome = inside(*shlex.split(example)[1:], cwd=folder, environment=environment)
        assert outcome.returncode == 0, outcome.stderr
        assert outcome.stdout or "-o" in example or command.name == "mcp"


@pytest.fixture(scope="module")
def helped():
    """The help of each command, as it is and where Python drops docstrings, by its name."""
    code = "import sys; from ketcli.cli import program\n"
    code += "for name in sys.argv[1:]: program.run([name, '--help']); print('\\f')"
    names = [command.name for command in COMMANDS]
    optimised = subprocess.run(
        [sys.executable, "-OO", "-c", code, *names],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
        check=True,
    )
    plain = [inside(name, "--help", environment={"COLUMNS": "200"}).stdout.decode() for name in names]
    return dict(zip(names, zip(plain, optimised.stdout.split("\f\n"), strict=False), strict=True))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_says_everything(command, helped):
    """The help of a command, also where Python drops docstrings, says what it does, every default and examples."""
    plain, optimised = helped[command.name]
    assert plain == optimised
    assert command.help in " ".join(plain.split())
    assert all(f"\n  {example}\n" in plain for example in command.examples)
    options = re.split(r"^  (?=-)", plain.partition("Options:\n")[2].partition("\n\n")[0], flags=re.MULTILINE)
    for option in filter(lambda option: re.match(r"(?:-\w, )?--[\w-]+ [A-Z<]", option), options):  # those with a value
        assert re.search(r"default:\s|\[required\]", option, re.IGNORECASE), option
