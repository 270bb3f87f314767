"""The commands of those who make a base, as they are typed: what they say, their exit statuses, what they refuse."""

import csv
import io
import json
import os
import shlex
import subprocess

import pytest
from curating import LICENCES, TEXTS, begun
from hostile import MODULE, answered, ketcli
from paths import DATA
from running import run

from ketcli.cli.commands import COMMANDS


@pytest.fixture
def base(monkeypatch, tmp_path):
    """A base without facts and its document, where commands look for them."""
    path, folder = begun(tmp_path)
    monkeypatch.setenv("KETCLI_FACTS", str(path))
    monkeypatch.setenv("KETCLI_DOCUMENTS", str(folder))
    return path


HEAT = (
    "add",
    "-s",
    "leaf",
    "--sentence",
    "hot water",
    "--claim",
    "Heat is needed.",
    "-t",
    "brewing",
    "--title",
    "How to brew",
)


def test_from_documents_to_a_checked_base(capsys, base):
    """The whole way: each command names the next, and the last has nothing to say."""
    own = str(base.with_name("own.yaml"))
    status, out, err = run(capsys, "new", str(base.with_name("leaf.txt")), "-o", own)
    assert (status, out) == (0, "")
    folder = shlex.quote(str(base.parent))
    assert err == f"{own}: 1 source, no facts yet; next: ketcli uncovered --facts {own} --documents {folder} --next\n"
    status, out, _ = run(capsys, *shlex.split(err.partition("next: ketcli ")[2]))
    assert (status, out.split("\t")[:5]) == (0, ["leaf", "Tea", "leaf.txt:3", "Tea is made", "house knows."])
    assert run(capsys, "add", "--facts", own, *HEAT[1:])[0] == 0
    for words in ("steeped", "It comes", "Nobody", "Green", "Black"):
        assert run(capsys, "add", "--facts", own, "-s", "leaf", "--sentence", words, "--uncited", "else")[0] == 0
    for section in ("Tea", "Again"):
        line = (
            "add",
            "--facts",
            own,
            "-s",
            "leaf",
            "--sentence",
            "never boil",
            "--section",
            section,
            "--uncited",
            "else",
        )
        assert run(capsys, *line)[0] == 0
    said = "Every sentence is cited or accounted for; 3 words stand in none, as ketcli check --coverage tells.\n"
    assert run(capsys, "uncovered", "--facts", own) == (1, "", said)
    status, out, _ = run(capsys, "check", own, "--coverage")
    assert (status, out.splitlines()[-1]) == (0, f"{own}: 1 fact, no problems")


def test_new_writes_over_nothing(capsys, base):
    """A file that is there stays; without a name or with - it is printed."""
    leaf = str(base.with_name("leaf.txt"))
    before = base.read_bytes()
    status, out, err = run(capsys, "new", leaf, "-o", str(base))
    assert (status, out) == (2, "")
    assert err == f"ketcli: {base}: is there already; name another file, or remove it\n"
    assert base.read_bytes() == before
    _, printed, said = run(capsys, "new", leaf)
    assert printed.startswith("# A fact base: ")
    assert said.startswith("Keep it with -o base.yaml; next: ketcli uncovered --facts base.yaml --documents ")
    assert run(capsys, "new", leaf, "-o", "-")[1] == printed
    link = base.with_name("link.yaml")
    link.symlink_to(base)
    assert run(capsys, "new", leaf, "-o", str(link))[0] == 2
    assert base.read_bytes() == before
    assert run(capsys, "new", leaf, "-o", str(base.parent / "none" / "x"))[2].startswith("ketcli: cannot write ")


def test_what_is_uncovered_in_every_format(capsys, base):
    """The same sentences; those of the evidence column can be pasted as they are."""
    _, out, _ = run(capsys, "uncovered", "--json")
    document = json.loads(out)
    assert (document["total"], document["returned"]) == (8, 8)
    sentences = document["sentences"]
    assert sentences[0]["text"] == "Tea is made with hot water, as everyone in this house knows."
    assert (sentences[0]["place"], sentences[-1]["place"]) == ("leaf.txt:3", "leaf.txt:16")
    lines = run(capsys, "uncovered", "--fields", "evidence")[1].splitlines()
    assert lines == [each["evidence"] for each in sentences]
    rows = list(csv.DictReader(io.StringIO(run(capsys, "uncovered", "-f", "csv")[1])))
    assert list(rows[0]) == ["source", "section", "place", "from", "to", "digest", "text"]
    assert [row["text"] for row in rows] == [each["text"] for each in sentences]
    assert [json.loads(line) for line in run(capsys, "uncovered", "-f", "jsonl")[1].splitlines()] == sentences
    facts = "facts:\n" + "".join(
        f"  - id: fact-{number}\n    topics: [all]\n    claim: Number {word}.\n    evidence:\n      {line}\n"
        for number, (word, line) in enumerate(zip("ABCDEFGH", lines, strict=True))
    )
    topic = "topics:\n  - {id: all, title: All, summary: All of it.}\n"
    text = base.read_text().replace("topics: []\n", topic).replace("facts: []   # none yet\n", facts)
    base.write_text(text)
    assert run(capsys, "check", str(base), "--coverage")[0] == 0


def test_the_next_sentence_and_those_of_a_source(capsys, base):
    """One record with the number of all; an unknown source is no answer."""
    _, out, _ = run(capsys, "uncovered", "--next", "--json")
    document = json.loads(out)
    assert (document["total"], document["returned"], len(document["sentences"])) == (8, 1, 1)
    assert run(capsys, "uncovered", "-s", "leaf")[1].count("\n") == 8
    status, out, err = run(capsys, "uncovered", "-s", "lef")
    assert (status, out, err) == (1, "", "ketcli: no source is called 'lef'; nearest: leaf\n")


def test_what_the_last_lines_say_can_be_typed(capsys, monkeypatch, base):
    """The commands below the sentences add what they say they add; on a terminal that need not break long names."""
    monkeypatch.setenv("COLUMNS", "1000")
    _, out, _ = run(capsys, "uncovered", "--next", "-f", "table")
    lines = " ".join(line.strip() for line in out.splitlines())
    cite, skip = (part.strip() for part in lines.partition("Cite it: ketcli ")[2].split("Or pass over it: ketcli "))
    wanted = [word.replace("TEXT", "Heat helps.").replace("TOPIC", "brewing") for word in shlex.split(cite)]
    assert run(capsys, *wanted, "--title", "Brewing")[0] == 0
    assert run(capsys, *shlex.split(skip))[0] == 2  # for now a fact cites it
    _, out, _ = run(capsys, "uncovered", "--next", "-f", "table")
    skip = " ".join(line.strip() for line in out.splitlines()).partition("Or pass over it: ketcli ")[2]
    assert run(capsys, *shlex.split(skip))[0] == 0


def test_what_add_says(capsys, base):
    """Where it was written, of whom it is, and what is left to do; or one document."""
    status, out, err = run(capsys, *HEAT)
    line = base.read_text().splitlines().index("  - id: heat-is-needed") + 1
    assert (status, err) == (0, "")
    assert out == (
        f"{base}:{line}: new fact heat-is-needed: Heat is needed.\n"
        "leaf, Tea: Tea is made with hot water, as everyone in this house knows.\n"
        "new topic brewing: write its summary\n"
    )
    status, out, _ = run(capsys, "add", "-s", "leaf", "--sentence", "steeped", "--id", "heat-is-needed", "--json")
    added = json.loads(out)["added"]
    assert (added["fact"], added["new"], added["from"], added["to"]) == (
        "heat-is-needed",
        False,
        "Leaves are steeped:",
        "at most.",
    )


USAGE = [
    ["new"],
    ["new", "none.txt"],
    ["new", "."],
    ["new", "leaf.txt", "--json"],
    ["uncovered", "--documents", "none"],
    ["uncovered", "--facts", "none.yaml"],
    ["add"],
    ["add", "-s", "leaf"],
    ["add", "-s", "leaf", "--sentence", "hot water"],
    ["add", "--sentence", "hot water"],
    [*HEAT, "--facts", "none.yaml"],
    [*HEAT, "--documents", "none"],
    [*HEAT, "--format", "csv"],
    [*HEAT, "--section", "x" * 5000],
    ["add", "-s", "leaf", "--sentence", "\x1b[2J\u202e", "--claim", "x"],
    ["diff"],
    ["diff", "none.yaml"],
    ["diff", "base.yaml", "none.yaml"],
    ["diff", "base.yaml", "base.yaml", "base.yaml"],
    ["diff", "leaf.txt"],
    ["check", "--watch", "--coverage", "none.yaml"],
]


@pytest.mark.parametrize("arguments", USAGE, ids=lambda arguments: " ".join(arguments)[:40])
def test_bad_usage(capsys, monkeypatch, base, arguments):
    """What cannot be done ends with status 2 and one line that steers nothing; nothing is written."""
    monkeypatch.chdir(base.parent)
    before = base.read_bytes()
    status, output, errors = run(capsys, *arguments)
    assert (status, output) == (2, "")
    assert errors.startswith("ketcli: ")
    assert errors.count("\n") == 1
    assert not set("\x1b\u202e") & set(errors)
    assert base.read_bytes() == before
    assert sorted(os.listdir(base.parent)) == ["base.yaml", "leaf.txt"]


@pytest.mark.parametrize(
    ("name", "needed"), [("KETCLI_FACTS", "--facts FILE"), ("KETCLI_DOCUMENTS", "--documents DIR")]
)
def test_where_to_write_has_to_be_said(capsys, monkeypatch, base, name, needed):
    """The base that comes with ketcli is never added to."""
    monkeypatch.delenv(name)
    status, out, err = run(capsys, *HEAT)
    assert (status, out) == (2, "")
    assert needed in err
    assert "facts: []" in base.read_text()


def test_diff_answers_with_nothing_too(capsys, base):
    """Status 0 whether they differ or not; without a second base the one that is named otherwise."""
    status, out, _ = run(capsys, "diff", str(base))
    assert (status, out) == (0, "")
    assert run(capsys, "diff", str(base), "-f", "table")[1].endswith("\nNothing has changed.\n")
    status, out, _ = run(capsys, "diff", str(DATA / "older" / "leaflet.yaml"), str(DATA / "good" / "leaflet.yaml"))
    assert status == 0
    assert out.splitlines()[1] == "retired\tfact\tfeeling-sick\tSome feel sick.\t\tunpleasant"


@pytest.mark.parametrize("name", ["new", "uncovered", "add", "diff", "check"])
def test_help_fits_a_narrow_terminal(capsys, monkeypatch, name):
    """At 80 columns no line of it is broken by the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    status = subprocess.run([*MODULE, name, "--help"], capture_output=True, text=True, check=False)
    assert status.returncode == 0
    assert max(map(len, status.stdout.splitlines())) <= 80
    assert name in {command.name for command in COMMANDS}


def test_names_that_mean_harm(tmp_path):
    """Of a base, a folder, a document, in every command: written out, and what is said to be typed works in a shell."""
    folder = tmp_path / "a b\x1b[31m\u202e'$(touch pwned)"
    folder.mkdir()
    begun(folder)
    name = "l;é\n\x07af [sic].txt"
    (folder / "leaf.txt").rename(folder / name)
    base = folder / "ba'se\x1b.yaml"
    _, said = answered(ketcli("new", str(folder / name), "-o", str(base)))
    assert "next: ketcli uncovered" in said
    for line in (
        ("uncovered", "-f", "table"),
        ("uncovered",),
        ("add", "-s", "l-e-af-sic", "--sentence", "hot water", "--claim", "Heat helps.", "-t", "t", "--title", "T"),
        ("check", "--coverage"),
        ("diff", str(base), "-f", "table"),
    ):
        answered(
            ketcli(*line, *([] if line[0] == "diff" else ["--documents", str(folder)]), "--facts", str(base)), 0, 1
        )
    assert not os.path.exists("pwned")


def test_the_second_base_is_whole(capsys):
    """Nothing of it is left to cite; what stands in no sentence is not passed over in silence."""
    status, out, err = run(capsys, "uncovered", "--facts", str(LICENCES), "--documents", str(TEXTS))
    assert (status, out) == (1, "")
    assert err.startswith("Every sentence is cited or accounted for; 18 words stand in none")
