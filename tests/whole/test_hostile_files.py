"""Fact files that are none, or that mean harm: the real program refuses them in one line, soon and in little memory."""

import json
import os
import pathlib
import random
import socket
import subprocess

import pytest
from hostile import MODULE, answered, inside, ketcli, many, steering, written
from paths import DATA

pytestmark = pytest.mark.usefixtures("little_english")

GOOD = DATA / "good"
YAML, JSON = (GOOD / "short.yaml").read_bytes(), (GOOD / "short.json").read_bytes()
SECONDS, KIBIBYTES = 1, 300 * 1024
"""Of processor time and of memory that a file may cost before it is refused."""


def ended(path, command=("topics",)):
    """Exit status, standard output and error of *command* on the base at *path*, and the processor time it took.

    It gets no more memory than a file may cost.
    """
    within = ["sh", "-c", f'ulimit -v {KIBIBYTES}; exec "$@"', "sh"]
    with subprocess.Popen(
        [*within, *MODULE, *command, "--facts", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        out, err = process.stdout.read().decode(), process.stderr.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, out, err, used.ru_utime + used.ru_stime


def assert_refused(path, *, says=""):
    """The file is refused with one line that names it and says *says*; nothing is written, little is used."""
    status, out, err, used = ended(path)
    assert (status, out) == (2, ""), err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert not steering(err)
    assert path.name in err
    assert says in err
    assert used < SECONDS


def edited(old, new, text=YAML):
    """The good base with its first *old* replaced by *new*."""
    assert old in text
    return text.replace(old, new, 1)


def bomb(levels):
    """Aliases that double at each of *levels*."""
    lines = [b"a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]".encode() for n in range(1, levels)]
    return b"\n".join(lines)


def merges(levels):
    """Merge keys that double at each of *levels*."""
    lines = [b"a0: &a0 {k0: v}"] + [
        f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], k{n}: v}}".encode() for n in range(1, levels)
    ]
    return b"\n".join(lines)


REFUSED = {
    "empty": (b"", ""),
    "blank": (b" \n\n \n", ""),
    "comment": (b"# nothing\n", ""),
    "a list": (b"- schema: 1\n", "not a mapping"),
    "latin-1": (edited(b"title: ", "title: Café ".encode("latin-1")), "UTF-8"),
    "utf-16": (YAML.decode().encode("utf-16"), "UTF-8"),
    "utf-32": (YAML.decode().encode("utf-32"), ""),
    "nul": (edited(b"title: ", b"title: \0"), ""),
    "nul in json": (edited(b'"title": "', b'"title": "\\u0000', JSON), ""),
    "escape": (edited(b"title: ", b"title: \x1b[2J"), "U+001B"),
    "tabs": (b"schema: 1\nsources:\n\t- id: x\n", ""),
    "several documents": (YAML + b"\n---\n" + YAML, "second document"),
    "a tag": (b"!!python/object/apply:os.system ['touch pwned']\n", ""),
    "a tag below": (edited(b"title: ", b"title: !!binary "), ""),
    "an anchor": (edited(b"title: ", b"title: &t "), ""),
    "alias bomb": (bomb(60), ""),
    "merge bomb": (merges(60), ""),
    "deep yaml": (b"[" * 60_000, ""),
    "deep mapping": (b"{a: " * 60_000, ""),
    "deep blocks": (b"".join(b" " * n + b"- \n" for n in range(400)), ""),
    "deep json": (b'{"a":' * 60_000, ""),
    "deep closed json": (b'{"schema": ' + b"[" * 60_000 + b"]" * 60_000 + b"}", ""),
    "duplicate key": (YAML + b"\ntitle: Again\n", "twice"),
    "duplicate key in json": (edited(b"{", b'{"title": "A", ', JSON), "twice"),
    "a number in json": (edited(b'"title": "', b'"title": 1.10, "version": "', JSON), ""),
    "half a surrogate": (edited(b'"title": "', b'"title": "\\ud800', JSON), ""),
    "a huge number in json": (edited(b'"title": "', b'"title": ' + b"9" * 5000 + b', "version": "', JSON), ""),
    "infinity in json": (edited(b'"title": "', b'"title": 1e999, "version": "', JSON), ""),
    "wrong type": (edited(b"title: ", b"title: [a]\nx: "), ""),
    "unknown field": (edited(b"disclaimer: ", b"titel: A\ndisclaimer: "), "did you mean 'title'"),
    "a field beyond the limit": (edited(b"title: ", b"title: " + b"x" * 200_000), ""),
    "random bytes": (random.Random(1).randbytes(100_000), ""),
    "many quotes": (b"'" * 100_000, ""),
    "many anchors": (b"- &a\n" * 50_000, ""),
    "many keys": (b"".join(b"k%d: 1\n" % n for n in range(20_000)), ""),
    "one endless line": (b"x" * 5_000_000, ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_fact_base(tmp_path, name):
    """Whatever is in it, one line says what is wrong."""
    content, says = REFUSED[name]
    path = tmp_path / f"facts.{'json' if 'json' in name or 'surrogate' in name else 'yaml'}"
    path.write_bytes(content)
    assert_refused(path, says=says)
    assert not os.path.exists("pwned")


def test_what_is_no_file(tmp_path):
    """A missing file, a folder, a pipe, a socket, a device, a link in a circle: refused, and never waited for."""
    for name in ("folder", "fifo", "loop"):
        {"folder": os.mkdir, "fifo": os.mkfifo, "loop": lambda path: os.symlink(path, path)}[name](tmp_path / name)
    here = os.getcwd()
    os.chdir(tmp_path)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("socket")
    finally:
        os.chdir(here)
    for name in ("missing", "folder", "fifo", "loop", "socket"):
        assert_refused(tmp_path / name)
    assert_refused(pathlib.Path("/dev/zero"))


def test_a_file_beyond_the_limit(tmp_path):
    """A file of a tebibyte is not read."""
    path = tmp_path / "facts.json"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert_refused(path)


def test_a_file_that_is_cut_off(tmp_path):
    """JSON that ends too early is never taken for a smaller base; of YAML only what does not parse can be known."""
    chance = random.Random(2)
    for name, text in (("facts.json", JSON), ("facts.yaml", YAML)):
        path = tmp_path / name
        for _ in range(12):
            path.write_bytes(text[: chance.randrange(len(text) - 1)])
            if text is JSON:
                assert_refused(path)
            else:
                status, _, err, _ = ended(path)
                assert (status, err.count("\n")) in ((0, 0), (2, 1))


@pytest.mark.parametrize("text", [YAML, JSON], ids=["yaml", "json"])
def test_a_file_in_which_bits_have_flipped(tmp_path, text):
    """A damaged file is refused in one line, or is still a base that is answered from; there is nothing else."""
    chance = random.Random(3)
    path = tmp_path / ("facts.json" if text is JSON else "facts.yaml")
    statuses = set()
    for _ in range(16):
        data = bytearray(text)
        for _ in range(3):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        status, out, err, _ = ended(path)
        statuses.add(status)
        assert (status, bool(out), err.count("\n")) in ((0, True, 0), (2, False, 1)), (out, err)
        assert "Traceback" not in err
    assert 2 in statuses


def test_values_are_kept_as_they_are_written(tmp_path):
    """What YAML would take for truth, numbers, times or dates stays the text that it is."""
    path = tmp_path / "facts.yaml"
    for value in ("NO", "1.10", "017", "1:30", "2026-01-02", "0x1F", "9" * 3000, "1e999", "off"):
        path.write_bytes(edited(b"title: A short text on ketamine", f"title: {value}".encode()))
        status, out, err, _ = ended(path, ("topics", "--json"))
        assert (status, err) == (0, "")
        assert json.loads(out)["meta"]["title"] == value


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + YAML, YAML.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + JSON, JSON.replace(b"\n", b"\r\n")],
    ids=["yaml with a mark", "yaml of another system", "json with a mark", "json of another system"],
)
def test_byte_order_marks_and_other_line_ends(tmp_path, data):
    """They change nothing."""
    path = tmp_path / "facts.yaml"
    path.write_bytes(data)
    expected = ended(GOOD / "short.yaml")[:3]
    assert expected[0] == 0
    assert ended(path)[:3] == expected


@pytest.mark.parametrize("claim", ["🎉", "=", "…"])
def test_claims_without_words(tmp_path, claim):
    """A base whose claims have no words answers every command, as does an export of its topic."""
    facts = written(tmp_path / "facts.json", many(2) | {"facts": [many(1)["facts"][0] | {"claim": claim}]})
    for arguments in (["topics"], ["search", "words"], ["show", "fact-0"], ["show", "alpha"], ["compare"], ["check"]):
        answered(inside(*arguments, "--facts", str(facts)), 0, 1)
    output, _ = answered(inside("export", "-t", "alpha", "--facts", str(facts)))
    assert json.loads(output)["facts"][0]["claim"] == claim


def test_a_name_without_words_is_only_its_own(tmp_path):
    """What has no words opens what is called just so."""
    content = many(3)
    content["facts"][0]["aliases"], content["facts"][1]["aliases"] = ["🎉"], ["!?"]
    facts = ("--facts", str(written(tmp_path / "facts.json", content)), "--fields", "id")
    assert answered(inside("show", "🎉", *facts))[0] == "fact-0\n"
    assert answered(inside("show", "!?", *facts))[0] == "fact-1\n"
    for name in ("???", "", " ", "🎈", b"\xff", "\u202e"):
        answered(inside("show", name, *facts), 1)


def test_a_group_of_synonyms_of_any_size(tmp_path):
    """Four thousand words that mean the same, each in a claim, find the one that is asked for."""
    content = many(4_000)
    content["synonyms"] = [[f"word{number}" for number in range(4_000)]]
    facts = str(written(tmp_path / "facts.json", content))
    output, _ = answered(ketcli("search", "word7", "--json", "-n", "1", "--facts", facts, timeout=300))
    assert json.loads(output)["hits"][0]["fact"]["id"] == "fact-7"


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_work_is_bounded_by_what_is_told(tmp_path, kind):
    """Of many faults the first ten thousand are noted, and that there are more."""
    path = tmp_path / f"facts.{kind}"
    lists = b"[]," * 50_000 + b"[]]"
    path.write_bytes(
        YAML + b"\nrelated: [" + lists if kind == "yaml" else JSON.rstrip()[:-1] + b', "related": [' + lists + b"}"
    )
    result = ketcli("check", str(path), "--json")
    problems = json.loads(result.stdout)["problems"]
    assert len(problems) == 10_001
    assert [each["message"] for each in problems].count("has more than 10,000 problems") == 1
