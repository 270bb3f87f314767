"""What a fact base, a name or a terminal does to the output: nothing steers, nothing is lost, nothing ends in chaos."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys

import pytest
from hostile import (
    MARKUP,
    MODULE,
    SCRIPTS,
    STEERING,
    answered,
    base,
    inside,
    ketcli,
    many,
    shell,
    steering,
    uncoloured,
    written,
)
from rich.cells import cell_len

from ketcli import render
from ketcli.answers.outcome import DOCUMENT, LINES

pytestmark = pytest.mark.usefixtures("little_english")

FORMATS = render.OF_ANSWERS
COMMANDS = (
    ["search", "bladder1", "--explain"],
    ["show", "alpha"],
    ["show", "fact-1"],
    ["show", "one"],
    ["show", "quarrel"],
    ["topics"],
    ["sources", "--verbose"],
    ["conflicts"],
    ["conflicts", "quarrel"],
    ["compare", "alpha"],
    ["timeline"],
)
STYLES = ("apa", "bibtex", "ris", "csl-json", "markdown")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The hostile base, in a file whose name is hostile too."""
    return str(written(tmp_path_factory.mktemp("hostile") / f"facts{STEERING.replace('/', '')}[sic].json"))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_hostile_facts_are_made_visible(hostile, arguments, form):
    """Of any fact base, in any format, no control or direction character leaves; all the rest stays as it is."""
    output, _ = answered(inside(*arguments, "--facts", hostile, "-f", form))
    assert_whole(output, form)


@pytest.mark.parametrize("style", STYLES)
def test_hostile_references_are_made_visible(hostile, style):
    """The same holds for references in every style."""
    output, _ = answered(inside("cite", "fact-1", "--style", style, "--facts", hostile))
    assert "u202e" in output
    assert json.loads(output) if style == "csl-json" else output
    answered(inside("cite", "fact-1", "--json", "--style", style, "--facts", hostile))


READ = {
    "json": lambda output: json.loads(output)["facts"],
    "jsonl": lambda output: [json.loads(line) for line in output.splitlines()],
}
"""The facts in what is written in each format that is read by programs."""


@pytest.mark.parametrize("form", [name for name, form in render.FORMATS.items() if form.made_of in {DOCUMENT, LINES}])
def test_hostile_exports_say_the_same(hostile, form):
    """An export steers nothing, and read back it has every character of the base."""
    output, _ = answered(inside("export", "--format", form, "--facts", hostile))
    facts = READ[form](output)
    assert sorted(fact["claim"] for fact in facts) == sorted(fact["claim"] for fact in base()["facts"])
    assert_whole(output, form)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["export", "-f", "csv"],
        ["export", "-f", "markdown"],
        ["export", "-f", "csv", "--fields", "claim,aliases"],
        ["topics", "-f", "table", "--fields", "summary,aliases"],
        ["topics", "--fields", f"id,{STEERING}"],
        ["cite", "fact-1", "-f", "csv"],
        ["show", "fact-1", "-o", f"/none/{STEERING}"],
        ["schema", STEERING],
    ],
    ids=lambda arguments: " ".join(arguments[:3]).encode("ascii", "backslashreplace").decode(),
)
def test_nothing_else_lets_them_through(hostile, arguments):
    """Versions, whole bases, chosen columns, names of columns, files and commands steer nothing either."""
    output, errors = answered(inside(*arguments, environment={"KETCLI_FACTS": hostile}), 0, 1, 2)
    assert "u202e" in output + errors
    for cell in (cell for row in csv.reader(io.StringIO(output)) for cell in row if "csv" in arguments):
        assert not cell.startswith(tuple("=+-@"))


def assert_whole(output, form):
    """*output* has the markup and the scripts of the base as they are, and its steering characters written out."""
    assert "u202e" in output
    if render.FORMATS[form].made_of in {DOCUMENT, LINES}:
        return  # that they say the same is tested above
    text = re.sub(r"\\(?=[^\w\s])", "", output) if form == "markdown" else output
    text = text.replace('""', '"') if form == "csv" else text
    packed = "".join(text.split())
    for part in (MARKUP, SCRIPTS):
        assert "".join(part.split()) in packed or form == "table", part
    assert "[sic]" in packed
    assert packed.count("[/red]") == packed.count(":smile:") == packed.count("[bold]b[/]") > 0


def test_wrong_bases_are_reported_without_steering(tmp_path):
    """Problems name values, fields, files and lines of a hostile base, and steer nothing, as text and as JSON."""
    content = base()
    content[f"unknown{STEERING}"] = content["facts"][0]["evidence"][0]["source"] = STEERING
    content["conflicts"][0]["kind"] = f"tensio{STEERING}"
    facts = written(tmp_path / f"wrong{STEERING}.yaml", content)
    output, _ = answered(inside("check", str(facts)), 1)
    assert output.count("\n") >= 4
    output, _ = answered(inside("check", str(facts), "--json"), 1)
    assert len(json.loads(output)["problems"]) >= 3
    output, errors = answered(inside("topics", "--facts", str(facts)), 2)
    assert (output, errors.count("\n")) == ("", 1)
    facts.write_text(f"- {STEERING}\n", encoding="utf-8")
    answered(inside("topics", "--facts", str(facts)), 2)


def test_a_valid_hostile_base_is_checked(hostile, tmp_path):
    """Checking a hostile base against documents that are not there steers nothing."""
    for form in ([], ["--json"]):
        answered(inside("check", hostile, *form), 0, 1)
        answered(inside("check", hostile, "--documents", str(tmp_path), "--coverage", *form), 1)
    answered(inside("check", hostile, "--documents", f"/none{STEERING}"), 2)
    answered(inside("show", "fact-1", "--quote", "--documents", str(tmp_path), "--facts", hostile), 2)


def test_cells_that_look_like_formulas(hostile):
    """No cell of a spreadsheet begins like a formula, and each record is one line of the same columns."""
    for arguments in COMMANDS:
        output, _ = answered(inside(*arguments, "--facts", hostile, "-f", "csv"))
        table = list(csv.reader(io.StringIO(output)))
        assert len({len(row) for row in table}) == 1
        assert not [cell for row in table for cell in row if cell.startswith(tuple("=+-@\t\r"))]


@pytest.mark.parametrize("columns", ["0", "1", "33", "1000000000000"])
def test_any_width(hostile, columns):
    """At any width nothing is wider than it (from 20 on) and nothing is cut off, whatever script it is in."""
    width = {"0": 80, "1": 20}.get(columns) or min(int(columns), 1000)
    for arguments in (*COMMANDS, ["compare"], ["cite", "fact-1"]):
        form = () if arguments[0] == "cite" else ("-f", "table")
        result = inside(*arguments, *form, "--facts", hostile, environment={"COLUMNS": columns})
        output, _ = answered(result)
        if form:
            assert max(map(cell_len, output.split("\n"))) <= width, arguments
            assert not re.search(r"\S…|…\S", output), arguments


def test_widths_that_are_none():
    """What is no width at all is passed over, and nothing is drawn narrower than people can read it."""
    for usual, others in (("80", ("-7", "x", "")), ("20", ("1", "19"))):
        drawn = inside("topics", "-f", "table", environment={"COLUMNS": usual}).stdout
        for columns in others:
            assert inside("topics", "-f", "table", environment={"COLUMNS": columns}).stdout == drawn


ENCODINGS = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "utf-16"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C"},
    {"LC_ALL": "nowhere.NONE"},
]


@pytest.mark.parametrize("environment", ENCODINGS, ids=str)
def test_any_encoding(hostile, environment):
    """What an encoding lacks is written as escapes, on both streams; JSON says the same."""
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    for form in ("table", "json", "csv"):
        result = ketcli("search", "bladder1", "--facts", hostile, "-f", form, environment=environment)
        assert result.returncode == 0, result.stderr
        output = result.stdout.decode(encoding)
        assert not steering(output, "\n\t")
        assert b"Traceback" not in result.stderr
        if form == "json":
            claims = {hit["fact"]["claim"] for hit in json.loads(output)["hits"]}
            assert claims <= {fact["claim"] for fact in base()["facts"]}
    for arguments in (["show", "漢字\udcff"], ["search", "漢字\u202e"], ["漢字"], ["search", "--help"]):
        result = ketcli(*arguments, "--facts", hostile, environment=environment)
        assert result.returncode in (0, 1, 2)
        assert b"Traceback" not in result.stderr
        assert "a defect in" not in result.stderr.decode(encoding, "replace")


def test_colours_come_when_they_are_wanted():
    """--color decides, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE; a pipe and a dumb terminal have none."""
    search = ("search", "bladder", "-f", "table")
    for environment, options, wanted in (
        ({"TERM": "xterm-256color"}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"CLICOLOR_FORCE": "1"}, (), True),
        ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, (), True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, (), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"NO_COLOR": "1", "TERM": "dumb"}, ("--color", "always"), True),
        ({"GITHUB_ACTIONS": "true", "TTY_COMPATIBLE": "1"}, (), False),
    ):
        result = inside(*search, *options, environment=environment)
        assert (b"\x1b[" in result.stdout) is wanted, (environment, options)
        assert b"\x1b" not in result.stderr


def test_colours_are_all_that_escapes(hostile):
    """With colours on, sequences that colour are the only ones; without them the drawing is the same."""
    for arguments in COMMANDS:
        drawing = (*arguments, "-f", "table", "--facts", hostile)
        coloured = inside(*drawing, "--color", "always", environment={"TERM": "xterm"}).stdout.decode()
        plain, _ = answered(inside(*drawing, "--color", "never"))
        strip = [line.rstrip() for line in uncoloured(coloured).split("\n")]
        assert strip == [line.rstrip() for line in plain.split("\n")]


def test_help_and_errors_are_plain():
    """Help and errors have no colours, so that they read the same everywhere."""
    colours = {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "GITHUB_ACTIONS": "true", "TERM": "xterm-256color"}
    for arguments in (["--help"], ["search", "--help"], ["serch"], ["search", "x", "-n", "y"]):
        result = inside(*arguments, environment=colours)
        assert b"\x1b" not in result.stdout + result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs terminals of Unix")
@pytest.mark.parametrize("term", ["dumb", "xterm-256color", None])
def test_on_a_terminal(hostile, term):
    """On a real terminal the drawing steers nothing either, and a dumb one gets no colours."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": term or "", "COLUMNS": "80"}
    command = [*MODULE, "search", f"bladder1{STEERING}", "--facts", hostile]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        chunks = []
        while True:
            try:
                chunks.append(os.read(ours, 65536))
            except OSError:  # the other end is closed
                break
            if not chunks[-1]:
                break
    os.close(ours)
    output = b"".join(chunks).decode().replace("\r\n", "\n")
    assert process.returncode == 0
    assert not steering(uncoloured(output))
    assert ("\x1b[" in output) is (term != "dumb")


SAYING = (["export"], ["search", "bladder"], ["--help"], ["--version"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("arguments", SAYING, ids=" ".join)
def test_closed_pipes(arguments):
    """A reader that leaves, at once or after any number of bytes, ends the program silently and with 141."""
    for reader in ("true", "head -c 1", "head -c 70000"):
        script = f'{{ "$@"; echo $? >&2; }} | {reader} >/dev/null'
        errors = shell(script, *arguments).stderr
        # What a pipe holds may be written before its reader leaves.
        assert errors == b"141\n" or (errors == b"0\n" and reader != "true" and arguments != ["export"])
    assert shell('"$@" 2>&1 >/dev/null | true', "serch").returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a full device")
@pytest.mark.parametrize("arguments", SAYING, ids=" ".join)
def test_full_disks(arguments):
    """Output that cannot be written is one line and status 2; messages that cannot be written change nothing."""
    result = shell('"$@" >/dev/full', *arguments)
    assert result.returncode == 2
    assert result.stderr == b"ketcli: cannot write: No space left on device\n"
    assert shell('"$@" 2>/dev/full', *arguments).returncode == 0
    assert shell('"$@" >/dev/full 2>/dev/full', *arguments).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("arguments", SAYING, ids=" ".join)
def test_closed_streams(arguments):
    """Without a standard output nothing can be answered, which is status 2; the other streams are not needed."""
    result = shell('"$@" >&-', *arguments)
    assert result.returncode == 2
    assert result.stderr == b"ketcli: standard output is closed; nothing can be written\n"
    assert shell('"$@" >&- 2>&-', *arguments).returncode == 2
    assert shell('"$@" 2>&- <&-', *arguments).stdout == shell('"$@"', *arguments).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_errors_without_a_place_to_tell_them():
    """With standard error closed the status still says what went wrong."""
    for arguments, status in ((["search", "xyzzy"], 1), (["show", "safe"], 1), (["serch"], 2), (["search"], 2)):
        result = shell('"$@" 2>&-', *arguments)
        assert (result.returncode, result.stdout) == (status, b"")


def test_a_base_that_says_nothing(tmp_path):
    """A valid base without sources, topics or facts is shown, compared and exported like any other."""
    head = {"schema": 1, "title": "Empty", "version": "1", "disclaimer": "None.", "sources": [], "topics": []}
    topic = {"id": "alpha", "title": "Alpha", "summary": "All."}
    for number, content in enumerate(({**head, "facts": []}, {**head, "topics": [topic], "facts": []})):
        facts = ("--facts", str(written(tmp_path / f"{number}.json", content)))
        for form in ("table", "json"):
            for arguments in (
                ["compare"],
                ["compare", "alpha"],
                ["topics"],
                ["sources"],
                ["timeline"],
                ["search", "x"],
            ):
                answered(inside(*arguments, "-f", form, *facts, environment={"COLUMNS": "30"}), 0, 1)
        answered(inside("export", *facts))


@pytest.mark.skipif(sys.platform == "win32", reason="needs terminals of Unix")
@pytest.mark.parametrize("place", ["&-", '"$LOG"'], ids=["closed", "file"])
def test_progress_without_a_place_for_it(tmp_path, place):
    """On a terminal, with standard error closed or in a file, a large base is compiled without a bar or a word."""
    import pty

    facts = written(tmp_path / "facts.json", many(1500))
    ours, theirs = pty.openpty()
    environment = {"XDG_CACHE_HOME": str(tmp_path), "LOG": str(tmp_path / "log"), "FORCE_COLOR": "1", "TERM": "xterm"}
    arguments = ("search", "word7", "--json", "--facts", str(facts))
    result = shell(f'"$@" 2>{place}', *arguments, environment=environment, capture_output=False, stdout=theirs)
    os.close(theirs)
    output = os.read(ours, 65536).decode()
    os.close(ours)
    assert result.returncode == 0
    assert "fact-7" in output
    assert place == "&-" or (tmp_path / "log").read_bytes() == b""


def test_progress_only_on_a_terminal(tmp_path):
    """Into a file or a pipe no bar is drawn, also where colours are wanted."""
    facts = written(tmp_path / "facts.json", many(1500))
    environment = {"FORCE_COLOR": "1", "TERM": "xterm", "XDG_CACHE_HOME": str(tmp_path)}
    result = ketcli("search", "word7", "--json", "--facts", str(facts), environment=environment)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="needs terminals of Unix")
def test_progress_leaves_the_terminal_as_it_was(tmp_path):
    """Ctrl-C while a bar is shown takes the bar away and gives the cursor back."""
    import pty

    facts = written(tmp_path / "facts.json", many(15_000))
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    command = [*MODULE, "topics", "--facts", str(facts)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        seen = b""
        while b"Compiling" not in seen:
            seen += os.read(ours, 65536)
        process.send_signal(signal.SIGINT)
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            seen += chunk
            if not chunk:
                break
    os.close(ours)
    assert process.returncode == 130
    assert seen.rindex(b"\x1b[?25h") > seen.rindex(b"\x1b[?25l")
    assert b"Traceback" not in seen


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_json_is_utf_8_whatever_the_terminal_is(hostile, form, encoding):
    """In an encoding of another kind what is not ASCII is escaped, so that it says the same."""
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    result = ketcli("show", "fact-1", "-f", form, "--facts", hostile, environment=environment)
    text = result.stdout.decode("utf-8")
    document = json.loads(text if form == "json" else text.splitlines()[0])
    fact = document["facts"][0] if form == "json" else document
    assert fact["claim"] == base()["facts"][0]["claim"]
    assert text.isascii() is (encoding != "utf-8")
    asked = ketcli("search", "café", "-f", form, "--facts", hostile, environment=environment)
    assert form == "jsonl" or json.loads(asked.stdout.decode("utf-8"))["query"]["text"] == "café"
    batch = ketcli(
        "search", "--batch", "-", "-f", form, "--facts", hostile, environment=environment, input="café\n".encode()
    )
    assert json.loads(batch.stdout.decode("utf-8"))["query"]["text"] == "café"


def test_json_in_a_file_is_utf_8(hostile, tmp_path):
    """Whatever standard output is: what is not ASCII stays as it is there."""
    file = tmp_path / "found.json"
    environment = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    ketcli("search", "café", "--json", "-o", str(file), "--facts", hostile, environment=environment)
    assert '"café"' in file.read_text(encoding="utf-8")


def test_no_formula_behind_a_semicolon(tmp_path):
    """Where a spreadsheet parts cells by semicolons, none begins like a formula either."""
    content = many(1)
    content["facts"][0]["claim"] = """harmless;=1+1;"=2; -3;@x;＝4; fine"""
    facts = str(written(tmp_path / "facts.json", content))
    output, _ = answered(inside("export", "-f", "csv", "--fields", "claim", "--facts", facts))
    cells = [cell.strip("\"' ") and cell for cell in output.splitlines()[1].split(";")]
    assert not [cell for cell in cells if cell.lstrip('" ').startswith(tuple("=+-@＝"))]
    assert "; fine" in output


@pytest.mark.parametrize(
    "text", ["www.evil.example", "@name", "a@b.example", "https://evil.example", "WWW.evil.example"]
)
def test_nothing_becomes_a_link_on_github(tmp_path, text):
    """GitHub makes links of addresses and names that nobody has marked, but not of these."""
    content = many(1)
    content["facts"][0]["claim"] = f"Ask {text} now."
    facts = str(written(tmp_path / "facts.json", content))
    output, _ = answered(inside("export", "-f", "markdown", "--facts", facts))
    assert not re.search(r"(?i)www\.(?!<!-- -->)|@(?!<!-- -->)|https?:/", output)
    assert text.replace("https:", "").lower() in output.replace("<!-- -->", "").replace("\\", "").lower()
