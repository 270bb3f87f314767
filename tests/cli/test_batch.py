"""``search --batch``: a query a line, an answer a line."""

import json
import shlex
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator
from paths import DATA
from running import run

from ketcli.answers import schemas
from ketcli.cli import batch
from ketcli.system import workers

QUERIES = ["bladder", "xyzzy", "", "is it safe", "side-efects", "can i drive home after"]
MODULE = [sys.executable, "-m", "ketcli"]


@pytest.fixture
def file(tmp_path):
    """A file with the queries."""
    path = tmp_path / "queries.txt"
    path.write_text("\n".join(QUERIES), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [["--json"], ["-f", "jsonl"]], ids=" ".join)
def test_each_line_is_the_whole_document(capsys, file, form):
    """In the order of the queries, each the same as when it is asked alone; 1 says that some were not answered."""
    status, output, errors = run(capsys, "search", "--batch", str(file), *form)
    assert (status, errors) == (1, "")
    alone = [json.loads(run(capsys, "search", query, "--json")[1]) for query in QUERIES]
    assert [json.loads(line) for line in output.splitlines()] == alone


def test_plain_records_stand_behind_their_query(capsys, file):
    """The query comes first in each record; one without an answer stands alone on its line."""
    _, output, errors = run(capsys, "search", "--batch", str(file), "-n", "2", "--fields", "id")
    alone = {query: run(capsys, "search", query, "-n", "2", "--fields", "id", "-f", "plain")[1] for query in QUERIES}
    expected = [
        "\t".join([query, *found]) for query in QUERIES for found in [[name] for name in alone[query].split()] or [[]]
    ]
    assert output.splitlines() == expected
    assert 'side-efects: "efects" read as "effects"' in errors


def test_all_answered(capsys, tmp_path):
    """Then the status is 0; an empty file has no query that is not."""
    (tmp_path / "q").write_text("bladder\r\nptsd\r\n")
    (tmp_path / "none").write_text("")
    status, output, _ = run(capsys, "search", "--batch", str(tmp_path / "q"), "--json")
    assert (status, [json.loads(line)["query"]["text"] for line in output.splitlines()]) == (0, ["bladder", "ptsd"])
    assert run(capsys, "search", "--batch", str(tmp_path / "none")) == (0, "", "")


BAD = {
    b"x" * 2000: "at most",
    b"word " * 100: "at most",
    b"\xff\xfe": "no UTF-8",
    b"y" * (batch.LONGEST_LINE + 10): "bytes",
    b"z" * (3 * batch.LONGEST_LINE): "bytes",
}


@pytest.mark.parametrize("line", BAD, ids=lambda line: f"{line[:2]!r} {len(line)}")
def test_a_bad_line_is_answered_as_one(capsys, tmp_path, line):
    """What cannot be read is told in its place, by a document of the same schema, and ends nothing."""
    (tmp_path / "q").write_bytes(b"bladder\n" + line + b"\nptsd\n")
    status, output, errors = run(capsys, "search", "--batch", str(tmp_path / "q"), "--json")
    documents = [json.loads(each) for each in output.splitlines()]
    assert (status, errors) == (1, "")
    assert [bool(each["hits"]) for each in documents] == [True, False, True]
    assert BAD[line] in documents[1].pop("error")
    assert documents[1].keys() == documents[0].keys()
    check = Draft202012Validator(schemas.of("search"))
    assert all(check.is_valid(json.loads(each)) for each in output.splitlines())
    assert not check.is_valid({**documents[1], "error": 1})
    _, plain, told = run(capsys, "search", "--batch", str(tmp_path / "q"), "-n", "1", "--fields", "id")
    assert [len(each.split("\t")) for each in plain.splitlines()] == [2, 1, 2]
    assert BAD[line] in told


def test_nothing_steers_the_terminal(capsys, tmp_path):
    """Control characters of a query are written out."""
    (tmp_path / "q").write_text("\x1b[31mred\x07 \u202e \x9b2J\tnausea\n")
    for form in (["--json"], []):
        _, output, errors = run(capsys, "search", "--batch", str(tmp_path / "q"), *form)
        assert not set("\x1b\x07\u202e\x9b") & set(output + errors)


@pytest.mark.parametrize(
    "more",
    [
        ["nausea"],
        ["-o", "FILE"],
        ["-f", "csv"],
        ["-f", "table"],
        ["--json", "--header"],
        ["--json", "-f", "plain"],
        ["--fields", ""],
        ["--fields", "id,"],
    ],
    ids=" ".join,
)
def test_what_does_not_go_with_it(capsys, tmp_path, file, monkeypatch, more):
    """It is refused in a line before anything is answered."""
    monkeypatch.chdir(tmp_path)
    status, output, errors = run(capsys, "search", "--batch", str(file), *more)
    assert (status, output, errors.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_read(capsys, tmp_path):
    """A missing file, a folder, an unknown topic."""
    for name in ("none.txt", "."):
        status, output, errors = run(capsys, "search", "--batch", str(tmp_path / name))
        assert (status, output, errors.count("\n")) == (2, "", 1)
    (tmp_path / "q").write_text("x\ny\n")
    status, output, errors = run(capsys, "search", "--batch", str(tmp_path / "q"), "-t", "sideeffects")
    assert (status, output, errors.count("\n")) == (1, "", 1)
    command = ["sh", "-c", '"$@" <&-', "sh", *MODULE, "search", "--batch", "-"]
    closed = subprocess.run(command, capture_output=True, check=False)
    assert (closed.returncode, closed.stdout, closed.stderr.count(b"\n")) == (2, b"", 1)


def test_a_process_that_asks_and_waits():
    """Each answer comes before the next question is put; when no more come, it ends."""
    command = [*MODULE, "search", "--batch", "-", "--json", "-n", "1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for query in ("bladder", "ptsd", "nausea"):
            process.stdin.write(f"{query}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"]["text"] == query
        process.stdin.close()
        assert process.stdout.read() == ""
        assert process.wait(60) == 0


def test_a_reader_that_leaves(tmp_path):
    """It ends silently when nobody reads on, however many questions are left."""
    (tmp_path / "q").write_text("bladder\n" * 5000)
    command = [*MODULE, "search", "--batch", str(tmp_path / "q"), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (141, b"")


def test_a_long_file_is_divided(capsys, tmp_path, monkeypatch):
    """Among processes, as many as can work at a time; what is written is the same, remarks too."""
    lines = [b"side-efects", b"xyzzy", b"\xff", b"bladder", b"is it safe"] * batch.BLOCK
    (tmp_path / "q").write_bytes(b"\n".join(line.ljust(batch.SHARE // 32) for line in lines))
    for more in (["--json", "-n", "1"], ["--header", "--fields", "id", "-n", "2"], ["-t", "nope"]):
        command = ["search", "--batch", str(tmp_path / "q"), *more]
        shared = subprocess.run([*MODULE, *command], capture_output=True, check=False, encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(workers, "most", lambda: 1)
            assert (shared.returncode, shared.stdout, shared.stderr) == run(capsys, *command)


def test_a_shared_input_is_read_to_its_end(tmp_path):
    """What comes after in the same group of commands finds nothing left of standard input."""
    (tmp_path / "q").write_text("bladder\n" * batch.SHARE)
    group = f"{shlex.join(MODULE)} search --batch - -n 1 --fields id | sort -u; cat"
    with open(tmp_path / "q", "rb") as file:
        outcome = subprocess.run(["sh", "-c", group], stdin=file, capture_output=True, check=True)
    assert outcome.stdout == b"bladder\tbladder\n"


def test_a_damaged_index_costs_no_answer(capsys, file, monkeypatch):
    """Where the kept index proves damaged, a fresh one goes on with the line that was not answered."""
    from ketcli.answers import search

    batch = ("search", "--batch", str(file), "--json", "--facts", str(DATA / "good" / "leaflet.yaml"))
    expected = run(capsys, *batch)
    real, asked = search.search, []

    def failing(index, text, **options):
        asked.append(text)
        if len(asked) == 3:
            raise IndexError("damage")
        return real(index, text, **options)

    monkeypatch.setattr(search, "search", failing)
    assert run(capsys, *batch) == expected
    assert asked == [*QUERIES[:3], *QUERIES[2:]]


def test_memory_does_not_grow_with_the_lines(tmp_path):
    """Ten times as many questions take hardly more memory."""
    resource = pytest.importorskip("resource")
    report = "import resource, sys; from ketcli.cli import program; program.run(sys.argv[1:]); "
    report += (
        "print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)), "
    )
    report += "file=sys.stderr)"
    assert resource
    took = []
    for times in (1, 10):
        (tmp_path / "q").write_text("".join(f"question {number} on bladder\n" for number in range(100 * times)))
        command = [sys.executable, "-c", report, "search", "--batch", str(tmp_path / "q"), "--json"]
        outcome = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
        took.append(int(outcome.stderr.split()[-1]))
    assert took[1] < 1.25 * took[0]
