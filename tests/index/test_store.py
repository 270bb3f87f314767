"""The folder of compiled indexes, through the real program: nothing of others is believed, nothing of others goes."""

import contextlib
import hashlib
import json
import os
import pathlib
import signal
import sqlite3
import stat
import subprocess
import tempfile
import time

import pytest
from hostile import MODULE, hooked, ketcli, many, shell, written

from ketcli.index import store
from ketcli.system import files

QUERY = ("search", "thrree", "--json", "-n", "1")
NOBODY = 65534
HARMLESS = "Prolonged use is perfectly harmless."

pytestmark = pytest.mark.usefixtures("little_english")

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")


def base(folder, claim="Number three."):
    """A base of five facts in *folder*, old enough to be trusted to be as it was."""
    content = many(5)
    content["facts"][3]["claim"] = claim
    facts = written(folder / "facts.json", content)
    os.utime(facts, (1e9, 1e9))
    return str(facts)


@pytest.fixture
def facts(tmp_path):
    """A small base."""
    return base(tmp_path)


@pytest.fixture
def home(tmp_path):
    """Where caches are."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


def asked(facts, home, **options):
    """The claim that is answered with the caches in *home*, and nothing beside it."""
    result = ketcli(*QUERY, "--facts", facts, environment={"XDG_CACHE_HOME": str(home)}, **options)
    assert (result.returncode, result.stderr) == (0, b'"thrree" read as "three" (--exact keeps it)\n')
    return json.loads(result.stdout)["hits"][0]["fact"]["claim"]


def forged(tmp_path):
    """The cache, warm, of a base that says something else."""
    (tmp_path / "evil").mkdir()
    other = base(tmp_path / "evil", f"Three. {HARMLESS}")
    assert HARMLESS in asked(other, tmp_path / "evil")
    return tmp_path / "evil" / "ketcli"


def plant(evil, folder, owner=None):
    """Put the answers of the cache *evil* under the names that *folder* has, or has not yet, for its own."""
    (lie,) = evil.glob("*.sqlite3")
    for own in [*folder.glob("*.sqlite3")] or [folder / lie.name]:
        content = lie.read_bytes()
        own.unlink(missing_ok=True)
        own.write_bytes(content)
        digest = own.with_name(f"{own.name}.sha256")
        digest.unlink(missing_ok=True)
        digest.write_text(hashlib.sha256(content).hexdigest())
        for note in folder.glob("*.note"):
            times, _, _, read = note.read_text().split("\n")
            status = own.stat()
            note.unlink()
            note.write_text("\n".join((times, own.name, f"{status.st_size} {status.st_mtime_ns}", read)))
    if owner is not None:
        for path in (folder, *folder.iterdir()):
            os.chown(path, owner, owner, follow_symlinks=False)


def test_a_planted_index_would_be_believed_if_it_were_ones_own(tmp_path, facts, home):
    """What the tests below plant would be believed, were it not for whose it is."""
    asked(facts, home)
    plant(forged(tmp_path), home / "ketcli")
    for path in (home / "ketcli").iterdir():
        path.chmod(0o600)
    assert HARMLESS in asked(facts, home)


@needs_root
def test_a_cache_of_another_user_is_not_used(tmp_path, facts, home):
    """Neither what it holds is believed nor is anything put there."""
    asked(facts, home)
    plant(forged(tmp_path), home / "ketcli", NOBODY)
    before = {path: path.stat().st_mtime_ns for path in (home / "ketcli").iterdir()}
    assert asked(facts, home) == "Number three."
    assert {path: path.stat().st_mtime_ns for path in (home / "ketcli").iterdir()} == before


@pytest.fixture
def reachable():
    """A folder that everybody can enter, unlike those of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        yield pathlib.Path(folder)


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o775, 0o733])
def test_a_cache_that_others_write_is_not_used(tmp_path, facts, reachable, mode):
    """Whoever may write into the folder, or into one on the way to it, may have put there what he likes."""
    asked(facts, reachable)
    plant(forged(tmp_path), reachable / "ketcli")
    assert HARMLESS in asked(facts, reachable)
    (reachable / "ketcli").chmod(mode)
    assert asked(facts, reachable) == "Number three."
    (reachable / "ketcli").chmod(0o700)
    assert HARMLESS in asked(facts, reachable)
    reachable.chmod(mode)
    assert (asked(facts, reachable) == "Number three.") is not bool(mode & stat.S_ISVTX)


@needs_root
def test_single_files_of_another_user_are_not_read(tmp_path, facts, home):
    """In a folder of one's own an index, a digest or a note of somebody else's says nothing."""
    asked(facts, home)
    plant(forged(tmp_path), home / "ketcli")
    for path in (home / "ketcli").iterdir():
        path.chmod(0o600)
    for path in (home / "ketcli").glob("*.sqlite3"):
        os.chown(path, NOBODY, NOBODY)
    assert asked(facts, home) == "Number three."


def test_files_that_others_may_write_are_not_read(tmp_path, facts, home):
    """Nor one's own that others may have changed."""
    asked(facts, home)
    plant(forged(tmp_path), home / "ketcli")
    for path in (home / "ketcli").iterdir():
        path.chmod(0o666)
    assert asked(facts, home) == "Number three."


def test_a_note_names_nothing_but_an_index(tmp_path, facts, home):
    """However a note has come about, it leads to no database elsewhere."""
    asked(facts, home)
    evil = forged(tmp_path)
    (lie,) = evil.glob("*.sqlite3")
    (note,) = (home / "ketcli").glob("*.note")
    times, _, _, read = note.read_text().split("\n")
    state = f"{lie.stat().st_size} {lie.stat().st_mtime_ns}"
    for name in (str(lie), f"../../evil/ketcli/{lie.name}", "planted.sqlite3"):
        note.write_text(f"{times}\n{name}\n{state}\n{read}")
        if "/" not in name:
            (note.parent / name).write_bytes(lie.read_bytes())
        assert asked(facts, home) == "Number three."


def test_a_link_in_the_place_of_the_cache_is_not_followed(tmp_path, facts, home):
    """Nothing in the folder that it leads to is read, made or removed."""
    (tmp_path / "victim").mkdir()
    for name in (".env", ".ketcli.1.1", f"{'0' * 32}-1.sqlite3"):
        (tmp_path / "victim" / name).write_text("precious")
        os.utime(tmp_path / "victim" / name, (1, 1))
    (home / "ketcli").symlink_to(tmp_path / "victim")
    for _ in range(2):
        assert asked(facts, home) == "Number three."
    assert sorted(os.listdir(tmp_path / "victim")) == [".env", ".ketcli.1.1", f"{'0' * 32}-1.sqlite3"]


def test_links_in_the_cache_are_not_followed(tmp_path, facts, home):
    """A link is neither read nor written through, whatever it is called."""
    asked(facts, home)
    evil = forged(tmp_path)
    plant(evil, home / "ketcli")
    for number, path in enumerate(sorted((home / "ketcli").iterdir())):
        path.chmod(0o600)
        path.rename(tmp_path / f"elsewhere{number}")
        path.symlink_to(tmp_path / f"elsewhere{number}")
    contents = {path: path.read_bytes() for path in tmp_path.glob("elsewhere*")}
    assert asked(facts, home) == "Number three."
    assert {path: path.read_bytes() for path in tmp_path.glob("elsewhere*")} == contents


def test_hard_links_in_the_cache_harm_nothing(tmp_path, facts, home):
    """A file of the user's under the name of an index, a note or what is half written keeps what it holds."""
    asked(facts, home)
    precious = tmp_path / "precious"
    precious.write_text("precious")
    precious.chmod(0o600)
    for path in (home / "ketcli").iterdir():
        path.unlink()
        os.link(precious, path)
    os.link(precious, home / "ketcli" / ".ketcli.1.1")
    assert asked(facts, home) == "Number three."
    assert precious.read_text() == "precious"


def test_pruning_leaves_what_is_not_its_own(facts, tmp_path):
    """Where the folder has the files of a checkout in it, none of them goes, however old and however many."""
    checkout = tmp_path / "src" / "ketcli"
    checkout.mkdir(parents=True)
    names = [".env", ".gitignore", ".netrc", ".ketcli.toml", ".ketcli.1", "a.note", "readme.sha256", "x.sqlite3.sha256"]
    names += [f"{number}.sqlite3" for number in range(20)] + [f"{number:032x}-1.sqlite3" for number in range(20)]
    names += [f"{number:08x}.note" for number in range(50)] + [f"{'a' * 32}-1.sqlite3.sha256"]
    for name in names:
        (checkout / name).write_text("precious\n" * 30)
        os.utime(checkout / name, (1, 1))
    with contextlib.closing(sqlite3.connect(checkout / f"{'b' * 32}-7.sqlite3")) as database:
        database.executescript("CREATE TABLE some (thing); PRAGMA user_version = 8")
    names.append(f"{'b' * 32}-7.sqlite3")
    os.utime(checkout / names[-1], (1, 1))
    for _ in range(2):
        assert asked(facts, tmp_path / "src") == "Number three."
    assert set(names) <= set(os.listdir(checkout))


MIDWAY = """
import os, signal, sys
def hook(event, args):
    if event == "os.rename" and str(args[1]).endswith(".sqlite3"):
        os.kill(os.getpid(), int(os.environ["SIGNAL"]))
sys.addaudithook(hook)
"""


@pytest.mark.parametrize("warm", [False, True])
def test_what_a_killed_run_left_goes_with_the_next(facts, home, tmp_path, warm):
    """Half-written files of a process that was killed are gone after the next run, also a warm one."""
    environment = {**hooked(tmp_path, MIDWAY), "XDG_CACHE_HOME": str(home), "SIGNAL": str(int(signal.SIGKILL))}
    if warm:
        asked(facts, home)
    (tmp_path / "other").mkdir()
    other = base(tmp_path / "other", "Three of another.")
    result = ketcli(*QUERY, "--facts", other, environment=environment)
    assert result.returncode == -signal.SIGKILL
    assert [name for name in os.listdir(home / "ketcli") if name.startswith(".")]
    asked(facts, home)
    assert not [name for name in os.listdir(home / "ketcli") if name.startswith(".")]


WAITING = """
import os, sys, time
def hook(event, args):
    if event == "os.rename" and str(args[1]).endswith(".sqlite3"):
        os.write(1, b"ready")
        while not os.path.exists(os.environ["GO"]):
            time.sleep(0.01)
sys.addaudithook(hook)
"""


def test_what_is_being_written_stays(facts, home, tmp_path):
    """What another process is writing is left alone, however old it looks, and is kept in the end."""
    environment = {**os.environ, **hooked(tmp_path, WAITING), "XDG_CACHE_HOME": str(home), "GO": str(tmp_path / "go")}
    (tmp_path / "other").mkdir()
    other = base(tmp_path / "other", "Three of another.")
    with subprocess.Popen(
        [*MODULE, *QUERY, "--facts", other], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdout.read(5) == b"ready"
        (half,) = (home / "ketcli").glob(".ketcli.*")
        os.utime(half, (1, 1))
        asked(facts, home)
        assert half.exists()
        (tmp_path / "go").touch()
        assert b"Three of another" in process.communicate()[0]
    assert process.returncode == 0
    assert len(list((home / "ketcli").glob("*.sqlite3"))) == 2


NO_LOCKS = """
import errno, fcntl, os
def flock(*_):
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
fcntl.flock = flock
"""


def test_a_file_system_without_locks(facts, home, tmp_path):
    """Where nothing can be locked, all is kept the same, and what is half written goes after an hour."""
    environment = {**hooked(tmp_path, NO_LOCKS), "XDG_CACHE_HOME": str(home)}
    assert ketcli(*QUERY, "--facts", facts, environment=environment).returncode == 0
    new, old = home / "ketcli" / ".ketcli.1.1", home / "ketcli" / ".ketcli.2.2"
    for path in (new, old):
        path.touch(mode=0o600)
    os.utime(old, (time.time() - 4000,) * 2)
    assert ketcli(*QUERY, "--facts", facts, environment=environment).returncode == 0
    assert new.exists()
    assert not old.exists()
    assert len(list((home / "ketcli").glob("*.sqlite3"))) == 1


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o077, 0o277])
def test_folders_are_made_private(facts, tmp_path, mask):
    """Whatever the mask of the user is, the cache is for the user alone."""
    result = shell(f'umask {mask:03o}; "$@"', *QUERY, "--facts", facts, environment={"XDG_CACHE_HOME": f"{tmp_path}/c"})
    assert result.returncode == 0
    for path in (tmp_path / "c", tmp_path / "c" / "ketcli"):
        if path.exists():  # not where the mask takes the user's own right to write
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert mask == 0o277 or stat.S_IMODE((tmp_path / "c" / "ketcli").stat().st_mode) == 0o700


def test_no_home_is_made(facts, tmp_path):
    """A home that is not there is not made, also not by root."""
    environment = {"HOME": str(tmp_path / "nonexistent"), "XDG_CACHE_HOME": None}
    assert ketcli(*QUERY, "--facts", facts, environment=environment).returncode == 0
    assert not (tmp_path / "nonexistent").exists()


@needs_root
def test_nothing_is_made_in_the_home_of_another(facts, tmp_path):
    """Root who asks with the home of a user leaves nothing there that the user cannot change."""
    home = tmp_path / "user"
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)
    for _ in range(2):
        environment = {"HOME": str(home), "XDG_CACHE_HOME": None}
        assert ketcli(*QUERY, "--facts", facts, environment=environment).returncode == 0
    assert not list(home.iterdir())


@pytest.mark.parametrize("which", ["*.note", "*.sha256", "*.sqlite3"])
@pytest.mark.parametrize("kind", ["fifo", "folder", "device"])
def test_what_is_no_file_in_the_cache_is_passed_over(facts, home, which, kind):
    """A pipe, a folder or a device in the place of a note, a digest or an index: the same answer, without waiting."""
    asked(facts, home)
    for name in {"*.sha256": ("*.note", "*.sha256")}.get(which, (which,)):
        (path,) = (home / "ketcli").glob(name)
        path.unlink()
        if kind == "device":
            path.symlink_to("/dev/zero")
        else:
            {"fifo": os.mkfifo, "folder": os.mkdir}[kind](path)
    assert asked(facts, home, timeout=20) == "Number three."


@pytest.mark.parametrize(
    ("modes", "kept"),
    [
        ((0o755, 0o755, 0o755), True),
        ((0o755, 0o755, 0o770), False),
        ((0o755, 0o755, 0o703), False),
        ((0o755, 0o755, 0o1777), False),
        ((0o755, 0o755, 0o722), True),  # which nobody else can enter
        ((0o755, 0o777, 0o700), False),
        ((0o755, 0o1777, 0o700), True),
        ((0o777, 0o700, 0o700), False),
        ((0o700, 0o777, 0o700), True),  # which nobody else can reach
        ((0o701, 0o777, 0o700), False),
        ((0o710, 0o777, 0o700), False),
    ],
)
@pytest.mark.parametrize("make", [False, True])
def test_where_others_write_nothing_is_kept(reachable, modes, kept, make):
    """The folder itself or one on the way to it, where they can reach it and remove what is not theirs."""
    folder = reachable / "caches" / "ketcli"
    folder.mkdir(parents=True)
    for path, mode in zip((reachable, folder.parent, folder), modes, strict=True):
        path.chmod(mode)
    if make and modes[2] == 0o700:
        folder.rmdir()
    assert bool(store.opened(str(folder), make=make)) is kept
    assert folder.exists() is (kept or not make or modes[2] != 0o700)


def test_only_the_folder_and_the_one_around_it_are_made(reachable):
    """Both private, and only when it is asked for; where there is something else, nothing."""
    assert store.opened(f"{reachable}/caches/ketcli") is None
    assert store.opened(f"{reachable}/a/home/caches/ketcli", make=True) is None
    (reachable / "file").touch()
    assert store.opened(f"{reachable}/file", make=True) is None
    assert os.listdir(reachable) == ["file"]
    assert store.opened(f"{reachable}/caches/ketcli", make=True)
    assert [stat.S_IMODE(path.stat().st_mode) for path in sorted(reachable.rglob("*"))] == [0o700, 0o700, 0o644]


@pytest.mark.parametrize(("mode", "kept"), [(0o755, True), (0o777, False)])
def test_a_link_to_the_folder_of_caches_is_as_safe_as_where_it_stands(reachable, mode, kept):
    """Whoever could replace the link could lead it to a folder of ours that holds something else."""
    for name in ("real", "links"):
        (reachable / name).mkdir()
    (reachable / "real" / "ketcli").mkdir()
    (reachable / "links" / "caches").symlink_to(reachable / "real")
    (reachable / "links").chmod(mode)
    assert store.opened(f"{reachable}/real/ketcli")
    assert bool(store.opened(f"{reachable}/links/caches/ketcli")) is kept


@needs_root
@pytest.mark.parametrize("theirs", ["", "caches", "caches/ketcli"])
def test_only_root_and_the_user_may_own_what_leads_to_the_folder(reachable, monkeypatch, theirs):
    """A folder of somebody else on the way is one that he can change."""
    folder = reachable / "caches" / "ketcli"
    folder.mkdir(parents=True)
    for path in (reachable, folder.parent, folder):
        os.chown(path, NOBODY, NOBODY)
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    assert store.opened(str(folder))
    os.chown(reachable / theirs, NOBODY - 1, NOBODY - 1)
    assert store.opened(str(folder)) is None
    os.chown(reachable / theirs, 0, 0)
    assert bool(store.opened(str(folder))) is (theirs != "caches/ketcli")


def test_where_files_have_no_owners_a_folder_is_ones_own(reachable, monkeypatch):
    """As on Windows, where a user's folders are his own."""
    monkeypatch.delattr(os, "geteuid")
    reachable.chmod(0o777)
    (reachable / "link").symlink_to(reachable)
    kept = store.opened(f"{reachable}/link/caches/ketcli", make=True)
    kept.write("0" * 8 + ".note", "said")
    assert store.opened(f"{reachable}/link/caches/ketcli").note("0" * 8 + ".note") == "said"
    assert store.opened(f"{reachable}/caches/ketcli/{'0' * 8}.note") is None


def headed(version, begins="SQLite format 3"):
    """The beginning of a database."""
    return begins.encode().ljust(60, b"\0") + version.to_bytes(4, "big") + b"the rest"


@pytest.fixture
def kept(tmp_path):
    """A store with 9 indexes, the first the oldest, with digests, and 33 notes of them."""
    folder = store.Store(str(tmp_path))
    for number in range(9):
        name = f"{number:032x}-7.sqlite3"
        (tmp_path / name).write_bytes(headed(7))
        (tmp_path / f"{name}.sha256").write_text("0" * 64)
    for number in range(33):
        (tmp_path / f"{number:08x}.note").write_text(f"times\n{name}\nstate\n0")
    for path in tmp_path.iterdir():
        path.chmod(0o600)
        os.utime(path, (int(path.name.partition("-")[0].removesuffix(".note"), 16),) * 2)
    return folder


def test_the_oldest_goes(kept, tmp_path):
    """Eight indexes stay, each with its digest, and four times as many notes."""
    before = set(os.listdir(tmp_path))
    kept.prune()
    first = f"{0:032x}-7.sqlite3"
    assert before - set(os.listdir(tmp_path)) == {first, f"{first}.sha256", f"{0:08x}.note"}
    (tmp_path / f"{1:032x}-7.sqlite3").unlink()
    kept.prune()
    assert len(list(tmp_path.glob("*.sqlite3"))) == len(list(tmp_path.glob("*.sha256"))) == 7


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (f"{0:032x}-7.sqlite3", headed(8)),
        (f"{0:032x}-7.sqlite3", headed(7, "SQLite format 4")),
        (f"{0:031x}-7.sqlite3", headed(7)),
        (f"{0:032x}-6.sqlite3.sha256", b"0" * 63),
        (f"{0:032x}.sha256", b"0" * 64),
        (f"{0:08x}.note", b"times\nfirst\nstate\n0"),
        (f"{0:08x}.note", f"times\n{0:032x}-7.sqlite3\nstate\n0\n".encode()),
        (f"{0:09x}.note", f"times\n{0:032x}-7.sqlite3\nstate\n0".encode()),
    ],
    ids=["version", "magic", "number", "digest", "of nothing", "of no index", "lines", "digits"],
)
def test_what_is_only_called_or_only_reads_as_ones_own_stays(kept, tmp_path, name, content):
    """Name and content both have to be those of an index, a digest or a note."""
    (tmp_path / name).write_bytes(content)
    (tmp_path / name).chmod(0o600)
    os.utime(tmp_path / name, (0, 0))
    kept.prune()
    assert (tmp_path / name).read_bytes() == content


def test_a_note_is_read_as_far_as_one_can_be_long(kept, tmp_path):
    """Whatever has become of it."""
    (tmp_path / f"{0:08x}.note").write_text("x" * 2000)
    assert kept.note(f"{0:08x}.note") == "x" * 1000


def test_what_is_read_is_closed(kept, tmp_path, monkeypatch):
    """Also where it is not ours, and where the disk fails."""
    descriptors = []
    monkeypatch.setattr(files, "opened", lambda path: descriptors.append(os.open(path, os.O_RDONLY)) or descriptors[-1])
    assert kept.note(f"{0:08x}.note").startswith("times")
    (tmp_path / f"{0:08x}.note").chmod(0o666)
    assert kept.note(f"{0:08x}.note") == ""

    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    assert kept.note(f"{1:08x}.note") == ""
    for descriptor in descriptors:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)
    assert len(descriptors) == 3
