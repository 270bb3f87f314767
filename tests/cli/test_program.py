"""The program as people and scripts run it."""

import json
import os
import subprocess
import sys

import pytest
from paths import DATA
from running import run

from ketcli.cli import program as cli
from ketcli.facts.shapes import SHAPES

KETCLI = [sys.executable, "-m", "ketcli"]


def spawn(*arguments, **options):
    """Ketcli in a process of its own."""
    options = {"capture_output": True, "text": True, "timeout": 60, **options}
    return subprocess.run([*KETCLI, *arguments], check=False, **options)


def test_search_side_effects(capsys):
    """The first command of README answers from at least four documents."""
    status, output, _ = run(capsys, "search", "side-effects", "--json")
    document = json.loads(output)
    assert status == 0
    assert len({item["file"] for hit in document["hits"] for item in hit["fact"]["evidence"]}) >= 4


def test_json_is_complete(capsys):
    """A search without an answer gives the same keys as one with."""
    _, found, _ = run(capsys, "search", "bladder", "--json")
    status, empty, errors = run(capsys, "search", "xyzzy", "--json")
    assert status == 1
    assert json.loads(found).keys() == json.loads(empty).keys()
    assert json.loads(empty)["hits"] == []
    assert errors.startswith('No fact here mentions "xyzzy".\n')


def test_json_follows_the_design(capsys):
    """The envelope, a hit and a fact have exactly the documented keys."""
    _, output, _ = run(capsys, "search", "euforia", "--json")
    document = json.loads(output)
    beside = {"sources", "differ", "suggestions", "gap", "unsaid", "notices", "see"}
    assert set(document) == {"schema_version", "meta", "query", "total", "returned", "hits", *beside}
    assert document["schema_version"] == "1"
    assert set(document["meta"]) == {"tool", "title", "facts_version", "facts_sha256", "sources", "facts", "disclaimer"}
    assert document["query"]["corrections"] == {"euforia": "euphoria"}
    hit = document["hits"][0]
    assert set(hit) == {"rank", "score", "match", "fact"}
    assert set(hit["match"]) == {"kind", "fields", "terms", "words"}
    for found, shape in ((hit["fact"], SHAPES["fact"]), (hit["fact"]["evidence"][0], SHAPES["evidence"])):
        assert list(found)[: len(shape.fields)] == [field.name for field in shape.fields]
        assert set(found) == {*(field.name for field in shape.fields), *shape.derived}


def test_plain_is_one_record_a_line(capsys):
    """Into a pipe goes a line for each hit, tab-separated and never cut."""
    _, output, _ = run(capsys, "search", "depression", "-n", "0", "-f", "plain")
    _, whole, _ = run(capsys, "search", "depression", "-n", "0", "--json")
    lines = output.splitlines()
    claims = [hit["fact"]["claim"] for hit in json.loads(whole)["hits"]]
    assert [line.split("\t")[1] for line in lines] == claims
    assert {len(line.split("\t")) for line in lines} == {7}


def test_jsonl_is_one_object_a_line(capsys):
    """JSON lines carry the hits one by one."""
    _, output, _ = run(capsys, "search", "depression", "-n", "3", "-f", "jsonl")
    assert [json.loads(line)["rank"] for line in output.splitlines()] == [1, 2, 3]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_table_fits_the_terminal(capsys, monkeypatch, width):
    """A drawing is no wider than the terminal and loses no word of a claim."""
    monkeypatch.setenv("COLUMNS", str(width))
    _, output, _ = run(capsys, "search", "nausea", "-n", "3", "-f", "table")
    assert max(map(len, output.splitlines())) <= width
    assert "Ketamine treatment can cause nausea." in " ".join(output.split())


def test_show_topic(capsys):
    """A topic's page has its summary, its outline, the sources by name, and what they differ on."""
    status, output, _ = run(capsys, "show", "mechanism", "-f", "table")
    assert status == 0
    for part in ("NMDA", "≠ they differ", "quick", "ketcli conflicts ", "ketcli show mechanism --all"):
        assert part in output


@pytest.mark.parametrize("name", ["side-effects", "Side Effects", "side effects", "adverse reactions"])
def test_show_by_any_name(capsys, name):
    """A topic is found by id, title and alias, with or without quotes."""
    _, output, _ = run(capsys, "show", *name.split(), "--json")
    document = json.loads(output)
    assert (document["kind"], document["found"][0]["id"]) == ("topic", "side-effects")


def test_show_suggests(capsys):
    """What can only mean one thing is opened, and it is said; where there are several they are suggested."""
    status, output, errors = run(capsys, "show", "blader")
    assert (status, output.split("\t")[0]) == (0, "bladder")
    assert errors == '"blader" read as the fact bladder\n'
    status, output, errors = run(capsys, "show", "safe")
    assert (status, output) == (1, "")
    assert "generally-safe, " in errors


def test_conflict(capsys):
    """A conflict is shown with its positions and their sources."""
    status, output, _ = run(capsys, "conflicts", "addiction-risk", "--json")
    positions = json.loads(output)["conflicts"][0]["positions"]
    assert status == 0
    assert all(position["sources"] for position in positions)


@pytest.mark.parametrize("command", ["topics", "sources", "conflicts", "gaps", "export"])
def test_lists(capsys, command):
    """Each listing command gives valid JSON and something in it."""
    form = ("--json",) if command != "export" else ()
    status, output, _ = run(capsys, command, *form)
    assert status == 0
    assert len(json.loads(output)) > 2


USAGE = [
    ["search"],
    ["search", "x", "--limit", "-1"],
    ["search", "x", "--limit", "many"],
    ["search", "x", "--format", "tabel"],
    ["search", "x", "--json", "--format", "plain"],
    ["search", "x" * 120_000],
    ["search", *["word"] * 10_000],
    ["serch", "x"],
    ["search", "x", "--facts", "none/facts.yaml"],
    ["check", "--coverage"],
    ["check", "--pin"],
    ["check", "--force"],
    ["check", "--documents", "none"],
]


@pytest.mark.parametrize("arguments", USAGE, ids=lambda arguments: " ".join(arguments)[:40])
def test_bad_usage(capsys, monkeypatch, tmp_path, arguments):
    """What cannot be done ends with status 2 and one line."""
    monkeypatch.chdir(tmp_path)
    status, output, errors = run(capsys, *arguments)
    assert (status, output) == (2, "")
    assert errors.startswith("ketcli: ")
    assert errors.count("\n") == 1
    assert not any(strange in errors for strange in ("Value error", "Input should"))  # pydantic's words


@pytest.mark.parametrize(("option", "value"), [("--topic", "sideeffects"), ("--source", "clinic")])
def test_unknown_filter(capsys, option, value):
    """An unknown topic or source is named with what comes nearest, and is no answer."""
    status, output, errors = run(capsys, "search", "nausea", option, value)
    assert (status, output) == (1, "")
    assert value in errors


def test_facts_of_the_environment(capsys, monkeypatch, tmp_path):
    """KETCLI_FACTS names a base, the option wins, and a bad one is an error."""
    monkeypatch.setenv("KETCLI_FACTS", str(tmp_path / "none.yaml"))
    assert run(capsys, "topics")[0] == 2
    from ketcli.system import places

    assert run(capsys, "topics", "--facts", places.facts_file())[0] == 0


def test_no_escape_leaves_the_program(capsys, tmp_path):
    """Control and direction characters in a query are written out, on both streams."""
    hostile = "\x1b[31mred\x07 \u202eevil \x9b2J"
    for arguments in (
        ["search", hostile],
        ["show", hostile],
        ["search", hostile, "--json"],
        ["search", "x", "-t", hostile],
    ):
        _, output, errors = run(capsys, *arguments)
        assert not set("\x1b\x07\u202e\x9b") & set(output + errors)


def test_closed_pipe():
    """A reader that leaves early ends ketcli silently, and not as "no answer"."""
    with subprocess.Popen([*KETCLI, "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait(60) == cli.CLOSED
        assert process.stderr.read() == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a full device")
def test_full_disk():
    """Output that cannot be written is one line and status 2."""
    with open("/dev/full", "w") as full:
        result = spawn("export", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 2
    assert result.stderr == "ketcli: cannot write: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_closed_output():
    """A closed standard output is an error, not silent success."""
    command = f'"{sys.executable}" -m ketcli topics >&-'
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "closed" in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_narrow_encodings(encoding):
    """What an encoding lacks is written as escapes: nothing fails, and JSON says the same."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    narrow = spawn("export", env=environment, text=False)
    assert narrow.returncode == 0
    assert json.loads(narrow.stdout.decode(encoding)) == json.loads(spawn("export").stdout)
    assert spawn("show", "known-as-ket", "-f", "table", env=environment, text=False).returncode == 0


FENCE = """
import sys
from ketcli.cli import program as cli
status = cli.run(sys.argv[1:])
heavy = [name for name in ("yaml", "rich", "pydantic", "rapidfuzz", "spellchecker", "difflib") if name in sys.modules]
print(heavy, file=sys.stderr)
"""


def heavy(*arguments):
    """The libraries that a warm run loads although it may not need them."""
    for _ in range(2):
        result = subprocess.run([sys.executable, "-c", FENCE, *arguments], capture_output=True, text=True, check=False)
    return [name for name in eval(result.stderr.splitlines()[-1]) if name != "difflib"]  # noqa: S307


def test_a_warm_start_loads_only_what_it_needs():
    """JSON needs neither YAML nor Rich, and RapidFuzz only where a word has to be corrected."""
    assert heavy("search", "side-effects", "--json") == []
    assert heavy("search", "side-effects", "-f", "plain") == []
    assert heavy("search", "euforia", "--json") == ["rapidfuzz"]
    assert heavy("show", "mechanism", "-f", "table") == ["rich"]


def test_version(capsys, index, monkeypatch, tmp_path):
    """The version of the program and that of the facts are said, also of a base of one's own or a bad one."""
    from ketcli import __version__

    meta = index.meta
    facts = f"facts {meta.version}, {meta.facts} of them: {meta.title}\nsha256 {meta.sha256}\n"
    assert run(capsys, "--version") == (0, f"ketcli {__version__}\n{facts}", "")
    monkeypatch.setenv("KETCLI_FACTS", str(DATA / "good" / "short.yaml"))
    status, out, _ = run(capsys, "--version")
    assert (status, out.count("\n")) == (0, 3)
    assert meta.sha256 not in out
    monkeypatch.setenv("KETCLI_FACTS", str(tmp_path / "none.yaml"))
    status, out, err = run(capsys, "--version")
    assert (status, out) == (2, f"ketcli {__version__}\n")
    assert "none.yaml" in err
