"""-o FILE: a file is written whole or not at all."""

import contextlib
import os
import pathlib
import resource
import sqlite3
import stat
import threading

import pytest
from hostile import ketcli
from paths import DATA

from ketcli.cli import program as cli
from ketcli.system import files

SEARCH = ["search", "nausea", "--json"]


def test_the_file_holds_what_a_pipe_would_get(tmp_path, capsys):
    """Nothing goes to standard output; notes still go to standard error."""
    assert cli.run(["search", "nausae"]) == 0
    out, err = capsys.readouterr()
    file = tmp_path / "answer"
    assert cli.run(["search", "nausae", "-o", str(file)]) == 0
    assert capsys.readouterr() == ("", err)
    assert file.read_text(encoding="utf-8") == out
    assert os.listdir(tmp_path) == ["answer"] or set(os.listdir(tmp_path)) == {"answer", "cache"}


def test_the_file_is_utf_8_whatever_the_terminal_is(tmp_path):
    """What a terminal without such characters gets as escapes, a file has as it is."""
    facts = tmp_path / "facts.yaml"
    good = (DATA / "good" / "short.yaml").read_text(encoding="utf-8")
    facts.write_text(good.replace("title: ", "title: 茶 é ", 1), encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    outcome = ketcli("topics", "--facts", str(facts), "--json", "-o", str(tmp_path / "out"), env=environment)
    assert outcome.returncode == 0, outcome.stderr
    assert "茶 é " in (tmp_path / "out").read_text(encoding="utf-8")


def test_a_query_that_is_no_text_is_written_too(tmp_path):
    """Bytes that are no UTF-8 stand in the file as they would in a pipe."""
    arguments = ("search", b"\xfe nausea \xff", "--json")
    outcome = ketcli(*arguments, "-o", str(tmp_path / "out"))
    assert (outcome.returncode, outcome.stdout) == (0, b"")
    assert (tmp_path / "out").read_bytes() == ketcli(*arguments).stdout


def test_minus_is_standard_output(tmp_path, monkeypatch, capsys):
    """As for other programs, - is no file."""
    monkeypatch.chdir(tmp_path)
    assert cli.run(["topics"]) == 0
    expected = capsys.readouterr()
    assert cli.run(["topics", "-o", "-"]) == 0
    assert capsys.readouterr() == expected
    assert not os.path.exists("-")


def test_no_answer_is_written_too(tmp_path, capsys):
    """A script finds a complete document also where nothing was found; the status says so."""
    file = tmp_path / "answer"
    assert cli.run(["search", "asdkjfh", "--json", "-o", str(file)]) == 1
    assert '"hits": []' in file.read_text(encoding="utf-8")
    assert "No article mentions" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["search", "x" * 2000], 2), (["show", "no-such-thing"], 1), (["topics", "--fields", "?"], 2)],
)
def test_an_error_leaves_the_file_alone(tmp_path, arguments, status):
    """What was there stays, byte for byte."""
    file = tmp_path / "answer"
    file.write_text("before", encoding="utf-8")
    assert cli.run([*arguments, "-o", str(file)]) == status
    assert file.read_text(encoding="utf-8") == "before"


def test_a_disk_that_fills_up_leaves_the_file_alone(tmp_path):
    """Half an answer is never left, neither in the place of the file nor beside it."""
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "answer.json"
    file.write_text("before", encoding="utf-8")
    assert ketcli(*SEARCH, "-o", str(tmp_path / "warm")).returncode == 0
    assert (tmp_path / "warm").stat().st_size > 2000
    outcome = ketcli(
        *SEARCH, "-o", str(file), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    )
    assert outcome.returncode == 2
    assert outcome.stderr.decode().startswith(f"ketcli: cannot write {file}: ")
    assert outcome.stderr.count(b"\n") == 1
    assert file.read_text(encoding="utf-8") == "before"
    assert os.listdir(folder) == ["answer.json"]


@pytest.mark.parametrize("name", ["", "none/answer", "file/answer", "x" * 300, "loop"])
def test_a_place_where_nothing_can_be_written(tmp_path, capsys, name):
    """A folder, a missing one, one that is a file, a name that is too long, a link in a circle: one clear line."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "loop").symlink_to("loop2")
    (tmp_path / "loop2").symlink_to("loop")
    assert cli.run([*SEARCH, "-o", f"{tmp_path}/{name}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"ketcli: cannot write {tmp_path}")
    assert err.count("\n") == 1


def test_the_full_device(capsys):
    """Also a device that takes nothing is an error."""
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    assert cli.run([*SEARCH, "-o", "/dev/full"]) == 2
    assert "No space left" in capsys.readouterr().err


def test_devices_and_pipes_are_written_to(tmp_path):
    """What is no regular file is never replaced by one."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    read = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()), daemon=True)
    reader.start()
    assert ketcli(*SEARCH, "-o", str(fifo)).returncode == 0
    reader.join(10)
    assert read[0].startswith(b"{")
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    assert ketcli(*SEARCH, "-o", "/dev/stdout").stdout == read[0]
    assert ketcli(*SEARCH, "-o", "/dev/null").returncode == 0
    assert not pathlib.Path("/dev/null").is_file()


def test_links_and_permissions_stay(tmp_path):
    """The file that a link leads to is replaced, with the permissions it had; a new one has those of the mask."""
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to("file")
    assert cli.run([*SEARCH, "-o", str(link)]) == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("{")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    before = os.umask(0o027)
    try:
        assert cli.run([*SEARCH, "-o", str(tmp_path / "new")]) == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_any_name_that_a_file_can_have(tmp_path):
    """What is written meanwhile takes no room in the name, and the place of no other file."""
    for name in ("x" * 255, "茶" * 85, " [sic]", "answer"):
        (tmp_path / "answer.tmp").write_text("another", encoding="utf-8")
        assert cli.run([*SEARCH, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(b"{")
    assert (tmp_path / "answer.tmp").read_text(encoding="utf-8") == "another"


def test_an_interruption_leaves_nothing(tmp_path):
    """Whatever ends the writing, the file is as it was and nothing lies beside it."""
    file = tmp_path / "folder" / "file"
    file.parent.mkdir()
    file.write_text("before", encoding="utf-8")

    def interrupted():
        with files.replacing(file) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert file.read_text(encoding="utf-8") == "before"
    assert os.listdir(file.parent) == ["file"]


def test_a_database_is_written_as_it_is(tmp_path):
    """An SQLite file is the same bytes in a file and in a pipe."""
    file = tmp_path / "k.db"
    assert cli.run(["export", "-f", "sqlite", "-o", str(file)]) == 0
    with contextlib.closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert ketcli("export", "-f", "sqlite").stdout == file.read_bytes()
