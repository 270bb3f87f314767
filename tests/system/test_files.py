"""-o FILE: a file is written whole or not at all."""

import contextlib
import os
import pathlib
import re
import resource
import signal
import sqlite3
import stat
import sys
import threading
import time

import pytest
from hostile import hooked, ketcli, shell
from paths import DATA

from ketcli.cli import program as cli
from ketcli.errors import OutputError
from ketcli.system import files

SEARCH = ["search", "nausea", "--json"]
NOBODY = 65534

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")


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
    assert "No fact here mentions" in capsys.readouterr().err


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
    for mask, mode in ((0o027, 0o640), (0, 0o666)):
        before = os.umask(mask)
        try:
            assert cli.run([*SEARCH, "-o", str(tmp_path / f"new{mask}")]) == 0
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / f"new{mask}").stat().st_mode) == mode


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


def grouped(script, *arguments, **options):
    """What the file ``log`` holds after *script*, in which the program is ``"$@"``."""
    folder = options["cwd"]
    (folder / "log").write_text("before\n", encoding="utf-8")
    result = shell(script, *arguments, **options)
    assert (result.returncode, result.stderr) == (0, b"")
    return (folder / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/fd/../fd/1", "link", "/dev/fd/7"]
)
def test_an_open_descriptor_is_written_to_whatever_it_leads_to(tmp_path, name):
    """Where standard output is a file, -o /dev/stdout adds to it: what stood before and what comes after stay."""
    if not os.path.exists("/proc/self/fd"):
        pytest.skip("this system has no /proc")
    (tmp_path / "link").symlink_to("/dev/stdout")
    answer = ketcli("topics").stdout.decode()
    line = ("topics", "-o", name)
    descriptor = 7 if name.endswith("7") else 1
    appended = grouped(f'"$@" {descriptor}>>log; echo after >>log', *line, cwd=tmp_path)
    assert appended == f"before\n{answer}after\n"
    script = f'{{ echo first >&{descriptor}; "$@"; echo after >&{descriptor}; }} {descriptor}>log'
    assert grouped(script, *line, cwd=tmp_path) == f"first\n{answer}after\n"


def test_a_closed_descriptor_is_an_error():
    """There is nothing that it leads to."""
    result = ketcli("topics", "-o", "/dev/fd/77")
    assert (result.returncode, result.stderr) == (2, b"ketcli: cannot write /dev/fd/77: Bad file descriptor\n")


@pytest.mark.parametrize("name", ["new/", "new//", "folder/", "folder", "new/.", "file/", "."])
def test_what_is_named_as_a_folder_is_none_of_our_files(tmp_path, name):
    """A name with a slash at its end is never made a file."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("before", encoding="utf-8")
    result = ketcli("topics", "-o", name, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(f"ketcli: cannot write {name}: ".encode())
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "before"


SAVED = """
import os, sys
def hook(event, args):
    if event == "open" and str(args[0]).endswith("{document}"):
        with open(os.environ["EDITED"], "a") as file:
            file.write("# an edit\\n")
sys.addaudithook(hook)
"""


@pytest.mark.parametrize("edited", [False, True])
def test_an_edit_is_not_lost_by_pinning(tmp_path, edited):
    """Where the fact base is saved while its documents are read, nothing is written and that is told."""
    facts = tmp_path / "facts.yaml"
    good = (DATA / "good" / "short.yaml").read_text(encoding="utf-8")
    before = re.sub(r", digest: \w+|\n *digest: \w+", "", good)
    assert before != good
    facts.write_text(before, encoding="utf-8")
    environment = hooked(tmp_path, SAVED.replace("{document}", "short.txt" if edited else "nothing"))
    arguments = ("check", str(facts), "--documents", str(DATA / "documents"), "--pin")
    result = ketcli(*arguments, environment={**environment, "EDITED": str(facts)})
    if edited:
        assert result.returncode == 2
        told = "has changed meanwhile; nothing was written, run it again"
        assert result.stderr.decode() == f"ketcli: {facts}: {told}\n"
        assert facts.read_text(encoding="utf-8").replace("# an edit\n", "") == before
    else:
        assert facts.read_text(encoding="utf-8").count("digest:") > 0
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".ketcli")]


ENDED = """
import os, signal, sys
def hook(event, args):
    if event == "os.rename" and str(args[1]).endswith(os.environ["TARGET"]):
        os.kill(os.getpid(), int(os.environ["SIGNAL"]))
sys.addaudithook(hook)
"""


def test_what_takes_the_place_of_a_file_to_be_read_is_not_waited_for(tmp_path):
    """A pipe, with or without somebody who writes, and a file that has grown beyond measure."""
    os.mkfifo(tmp_path / "pipe")
    assert files.read(tmp_path / "pipe", 10) == b""
    held = os.open(tmp_path / "pipe", os.O_RDWR)
    try:
        assert files.read(tmp_path / "pipe", 10) == b""
    finally:
        os.close(held)
    (tmp_path / "large").write_bytes(b"x" * 100)
    assert [len(files.read(tmp_path / "large", most)) for most in (10, 99, 100, 101)] == [11, 100, 100, 100]
    os.close(files.opened(str(tmp_path / "pipe")))
    (tmp_path / "link").symlink_to("large")
    with pytest.raises(OSError, match="symbolic links"):
        files.opened(str(tmp_path / "link"))


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM", "SIGINT", "SIGQUIT", "SIGKILL"])
@pytest.mark.parametrize("form", ["json", "sqlite"])
def test_whatever_ends_it_the_folder_is_clean(tmp_path, name, form):
    """A signal leaves no half-written file; what a kill leaves beside the file goes when it is written again."""
    number = getattr(signal, name)
    folder = tmp_path / "folder"
    folder.mkdir()
    environment = {**hooked(tmp_path, ENDED), "TARGET": "answer", "SIGNAL": str(int(number)), "TMPDIR": str(tmp_path)}
    before = sorted(os.listdir(tmp_path))
    result = ketcli("export", "-f", form, "-o", str(folder / "answer"), environment=environment)
    assert result.returncode == (-number if name == "SIGKILL" else 128 + number)
    assert result.stderr == b""
    assert bool(os.listdir(folder)) is (name == "SIGKILL")
    assert sorted(set(os.listdir(tmp_path)) - {"__pycache__"}) == before
    assert ketcli("export", "-f", form, "-o", str(folder / "answer")).returncode == 0
    assert os.listdir(folder) == ["answer"]


def test_what_others_have_beside_the_file_stays(tmp_path):
    """Only what is called and was left as ketcli's half-written files are is swept up."""
    names = [".ketcli.toml", ".ketcli.1", ".ketcli.1.2.bak", ".env"]
    for name in names:
        (tmp_path / name).write_text("precious", encoding="utf-8")
    (tmp_path / ".ketcli.1.2").symlink_to(".env")
    assert ketcli("topics", "-o", str(tmp_path / "answer")).returncode == 0
    assert sorted(os.listdir(tmp_path)) == sorted([*names, ".ketcli.1.2", "answer"])


@pytest.fixture
def descriptors():
    """As many descriptors are open after the test as before it."""
    before = len(os.listdir("/dev/fd"))
    yield
    assert len(os.listdir("/dev/fd")) == before


def test_a_file_is_replaced_as_a_whole(tmp_path, descriptors):
    """It is another one then: a second name of the old one keeps what that held."""
    (tmp_path / "file").write_text("before", encoding="utf-8")
    os.link(tmp_path / "file", tmp_path / "second")
    files.write(str(tmp_path / "file"), b"now")
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("file", "second")] == ["now", "before"]


def test_a_file_is_on_the_disk_before_it_takes_its_place(tmp_path, monkeypatch):
    """So that a machine that stops leaves either the old content or the new."""
    settled = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: settled.append(os.fstat(descriptor)))
    files.write(str(tmp_path / "file"), b"now")
    status = (tmp_path / "file").stat()
    assert [(each.st_ino, each.st_size) for each in settled] == [(status.st_ino, 3)]


def test_only_what_is_as_it_was_said_to_be_is_written(tmp_path):
    """Anew only where there is none, in the place of something only where it is that."""
    file = tmp_path / "file"
    files.write(str(file), b"first", anew=True)
    with pytest.raises(OutputError, match="there already"):
        files.write(str(file), b"second", anew=True)
    with pytest.raises(OutputError, match="changed meanwhile"):
        files.write(str(file), b"second", instead_of=b"another")
    assert file.read_bytes() == b"first"
    files.write(str(file), b"second", instead_of=b"first")
    assert file.read_bytes() == b"second"
    assert os.listdir(tmp_path) == ["file"]


def test_a_descriptor_is_written_to_and_stays_open(tmp_path, descriptors):
    """By as many links as a system follows."""
    read, write = os.pipe()
    (tmp_path / "0").symlink_to(f"/dev/fd/{write}")
    for number in range(1, 40):
        (tmp_path / str(number)).symlink_to(str(number - 1))
    for name in (f"/dev/fd/{write}", str(tmp_path / "0")):
        files.write(name, b"now")
        assert os.read(read, 10) == b"now"
    assert [files._descriptor(str(tmp_path / name)) for name in ("38", "39")] == [write, None]
    os.close(read)
    os.close(write)


@needs_root
def test_the_owner_of_a_file_stays(tmp_path):
    """As far as one may; its permissions do anyway."""
    file = tmp_path / "file"
    file.touch(mode=0o640)
    os.chown(file, NOBODY, NOBODY - 1)
    files.write(str(file), b"now")
    assert (file.stat().st_uid, file.stat().st_gid, stat.S_IMODE(file.stat().st_mode)) == (NOBODY, NOBODY - 1, 0o640)


def left(folder, name=".ketcli.1.1", age=0.0):
    """A half-written file in *folder*, *age* seconds after the year 2001 or so."""
    path = folder / name
    path.touch(mode=0o600)
    os.utime(path, (1e9 + age,) * 2)
    return path


def test_half_written_files_that_nobody_writes_are_swept_up(tmp_path, descriptors):
    """One's own, whole names; what is locked stays, and so does what others may write."""
    kept = [left(tmp_path, name) for name in (".ketcli.1.1.bak", "xketcli.1.1", ".ketcli..1", ".ketcli.2.2")]
    left(tmp_path, ".ketcli.3.3").chmod(0o622)
    os.mkfifo(tmp_path / ".ketcli.4.4", 0o600)
    left(tmp_path).chmod(0o711)
    with files.replacing(tmp_path / "file") as temporary:
        os.rename(temporary, tmp_path / ".ketcli.2.2")
        os.utime(tmp_path / ".ketcli.2.2", (1, 1))
        files.sweep(tmp_path)
        os.rename(tmp_path / ".ketcli.2.2", temporary)
    expected = {path.name for path in kept} - {".ketcli.2.2"} | {".ketcli.3.3", ".ketcli.4.4", "file"}
    assert set(os.listdir(tmp_path)) == expected


@needs_root
def test_half_written_files_of_others_stay(tmp_path):
    """It is theirs to remove them."""
    os.chown(left(tmp_path), NOBODY, NOBODY)
    files.sweep(tmp_path)
    assert os.listdir(tmp_path) == [".ketcli.1.1"]


@pytest.mark.parametrize("refused", [False, True])
def test_without_locks_what_is_an_hour_old_is_swept_up(tmp_path, monkeypatch, descriptors, refused):
    """Whether the system knows no locks or the file system has none; files are written the same."""
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_):
        raise OSError(37, "No locks available")

    if refused:
        monkeypatch.setattr(fcntl, "flock", refuse)
    else:
        monkeypatch.setitem(sys.modules, "fcntl", None)
    left(tmp_path, ".ketcli.1.1")
    left(tmp_path, ".ketcli.2.2", 1)
    monkeypatch.setattr(time, "time", lambda: 1e9 + 3601)
    files.write(str(tmp_path / "file"), b"now")
    assert set(os.listdir(tmp_path)) == {".ketcli.2.2", "file"}


def test_who_writes_waits_for_the_lock_and_who_sweeps_does_not(tmp_path, monkeypatch):
    """One who sweeps holds it for a moment only."""
    fcntl = pytest.importorskip("fcntl")
    asked = []
    monkeypatch.setattr(fcntl, "flock", lambda _, operation: asked.append(operation))
    files.write(str(tmp_path / "file"), b"now")
    left(tmp_path)
    files.sweep(tmp_path)
    assert asked == [fcntl.LOCK_EX, fcntl.LOCK_EX | fcntl.LOCK_NB]


def test_what_is_swept_up_before_it_is_locked_is_begun_again(tmp_path, monkeypatch, descriptors):
    """The file that is written is always one that can take its place."""
    lock = files._lock
    begun = []

    def late(descriptor, **options):
        begun.append(descriptor)
        if len(begun) == 1:
            files.sweep(tmp_path)
        return lock(descriptor, **options)

    monkeypatch.setattr(files, "_lock", late)
    files.write(str(tmp_path / "file"), b"now")
    assert (tmp_path / "file").read_bytes() == b"now"
    assert len(begun) == 3


@pytest.fixture
def shared(tmp_path):
    """A folder in which everybody may write, with what somebody else has put there."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    (tmp_path / "victim").mkdir()
    for name, target in (("link", "../victim/log"), ("folder", "../victim"), ("round", "round")):
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe")
    (folder / "file").touch()
    (folder / "dir").mkdir()
    (tmp_path / "victim" / "inner").symlink_to(tmp_path / "victim" / "log")
    (tmp_path / "victim" / "kept").write_text("before", encoding="utf-8")
    for path in folder.iterdir():
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return folder


@needs_root
@pytest.mark.parametrize(
    "name", ["link", "folder/log", "folder/kept", "folder/inner", "round", "pipe", "../mine", "../mine.d/log"]
)
def test_what_another_leads_elsewhere_is_refused(tmp_path, shared, name):
    """A link of his where everybody may write, on the way and behind links of one's own, or a pipe."""
    (tmp_path / "mine").symlink_to("shared/link")
    (tmp_path / "mine.d").symlink_to("shared/folder")
    with pytest.raises(OutputError, match=r"shared/[a-z]+: another user has put this"):
        files.write(str(shared / name), b"now")
    assert sorted(os.listdir(tmp_path / "victim")) == ["inner", "kept"]
    assert (tmp_path / "victim" / "kept").read_text(encoding="utf-8") == "before"


@needs_root
def test_what_one_leads_elsewhere_oneself_is_followed(tmp_path, shared, monkeypatch):
    """As are links of the owner of a folder, those where not everybody may write, and all where nobody owns files."""
    (shared / "mine").symlink_to("../victim/mine")
    files.write(str(shared / "mine"), b"now")
    for name in ("file", "dir/file"):
        files.write(str(shared / name), b"now")
    with monkeypatch.context() as patched:
        patched.delattr(os, "geteuid")
        files.write(str(shared / "link"), b"now")
    os.chown(shared, NOBODY, NOBODY)
    files.write(str(shared / "folder" / "his"), b"now")
    os.chown(shared, 0, 0)
    shared.chmod(0o755)
    files.write(str(shared / "folder" / "harmless"), b"now")
    assert set(os.listdir(tmp_path / "victim")) == {"mine", "log", "his", "harmless", "inner", "kept"}


def test_where_a_system_has_less(tmp_path, monkeypatch):
    """As Windows has no owners, and opens what it opens in one way."""
    for name in ("geteuid", "chown", "O_NOFOLLOW", "O_NONBLOCK"):
        monkeypatch.delattr(os, name)
    (tmp_path / "file").touch(mode=0o666)
    left(tmp_path)
    files.write(str(tmp_path / "file"), b"now")
    assert os.listdir(tmp_path) == ["file"]
    assert files.read(tmp_path / "file", 10) == b"now"
    descriptor = files.opened(str(tmp_path / "file"))
    assert os.read(descriptor, 10) == b"now"
    os.close(descriptor)
    assert files.is_own(os.stat(tmp_path / "file"))
    assert not files.is_own(os.stat(tmp_path))
