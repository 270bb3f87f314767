"""The cache of compiled indexes: same answers cold, warm, damaged, unwritable and shared."""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import time

import pytest
from hostile import inside, ketcli, many
from paths import DATA

from ketcli.errors import UnknownNameError
from ketcli.facts import dataset
from ketcli.facts import file as factsfile
from ketcli.index import build, cache, database
from ketcli.retrieval import names, search

pytestmark = pytest.mark.usefixtures("little_english")

FACTS = DATA / "good" / "leaflet.yaml"

QUERY = ["search", "blood presure", "--json", "--facts", str(FACTS)]


def ask(folder, facts=None):
    """What a query answers with the cache in *folder*."""
    return cache.ask(facts or FACTS, folder, lambda index: search(index, "blood presure cuff"))


def title(folder, facts):
    """The title of the fact base in the file *facts*, with the cache in *folder*."""
    return cache.ask(facts, folder, lambda index: index.meta.title)


def titled(path, name):
    """*path*, with the facts under the title *name* in it."""
    text = FACTS.read_text(encoding="utf-8")
    path.write_text(text.replace("title: A leaflet and a letter", f"title: {name}", 1), encoding="utf-8")
    return path


def run(cache, **environment):
    """One query in a process of its own, with the caches in the folder *cache*."""
    return ketcli(*QUERY, environment={"XDG_CACHE_HOME": str(cache), **environment})


@pytest.fixture(scope="module")
def warm(tmp_path_factory, little_english):
    """A folder of caches in which the index is, and what a query answers."""
    folder = tmp_path_factory.mktemp("warm")
    return folder, inside(*QUERY, environment={"XDG_CACHE_HOME": str(folder)})


def test_same_answer_cold_warm_and_without(tmp_path):
    """Whether compiled anew, taken from the cache or not kept at all, the answer is the same."""
    cold, warm, without = ask(tmp_path), ask(tmp_path), ask(None)
    assert cold == warm == without
    assert len(list(tmp_path.glob("*.sqlite3"))) == 1


def test_it_is_loaded_as_it_is_asked(tmp_path):
    """From the cache, where there is one, else from memory, also where none can be."""
    (tmp_path / "file").touch()
    for folder in (tmp_path / "cache", None, tmp_path / "file"):
        with cache.load(FACTS, folder) as index:
            assert index.meta.title == "A leaflet and a letter"
    assert len(list(tmp_path.rglob("*.sqlite3"))) == 1


def test_a_warm_start_reads_no_facts(tmp_path, monkeypatch):
    """The note tells that they are as they were; where the index is gone, they are read and it is made anew."""
    facts = titled(tmp_path / "facts.yaml", "Own")
    os.utime(facts, (1e9, 1e9))
    title(tmp_path, facts)
    with monkeypatch.context() as patched:
        patched.setattr(factsfile, "read_bytes", None)
        assert title(tmp_path, facts) == "Own"
    next(tmp_path.glob("*.sqlite3")).unlink()
    cache.load(facts, tmp_path).close()
    assert len(list(tmp_path.glob("*.sqlite3"))) == 1


def test_a_warm_start_loads_little(tmp_path):
    """Neither what only compiling needs, nor what takes a tenth of it, as ``typing`` and ``pathlib`` do."""
    environment = {"XDG_CACHE_HOME": str(tmp_path)}
    for told in (True, False):
        command = [sys.executable, "-X", "importtime", "-m", "ketcli"]
        timed = ketcli("search", "blood", "--facts", str(FACTS), command=command, environment=environment)
        loaded = {line.rpartition(b"|")[2].strip() for line in timed.stderr.splitlines()}
        assert (b"ketcli.index.build" in loaded) is told
    assert loaded & {b"typing", b"pathlib", b"hashlib", b"sqlite3", b"yaml"} == set()


def test_what_is_opened_is_closed(tmp_path, monkeypatch):
    """Also an index of another version; a file is named so that any SQLite takes what stands behind its name."""
    connect = sqlite3.connect
    opened = []

    def connecting(name, *, uri, **options):
        assert uri
        opened.append(connect(name, uri=uri, **options))
        return opened[-1]

    for module in (sqlite3, database):
        monkeypatch.setattr(module, "connect", connecting)
    ask(tmp_path)
    (index,) = tmp_path.glob("*.sqlite3")
    with contextlib.closing(connect(index)) as connection:
        connection.executescript("PRAGMA user_version = 1")
    index.with_name(f"{index.name}.sha256").write_text(hashlib.sha256(index.read_bytes()).hexdigest())
    ask(tmp_path)
    assert len(opened) == 5  # to write, to ask, to look, to write, to ask
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_nothing_is_written_beside_the_index(tmp_path, monkeypatch):
    """So that nothing is left of it when its making is ended: it is nobody's before it has its name."""
    modes = []
    compile_ = build.build

    def building(parsed, database, moved):
        modes.append(database.execute("PRAGMA journal_mode").fetchone())
        compile_(parsed, database, moved)

    monkeypatch.setattr(build, "build", building)
    ask(tmp_path)
    assert modes == [("off",)]


def test_private(tmp_path):
    """Nobody else may read what is kept."""
    folder = tmp_path / "new"
    ask(folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


@pytest.mark.parametrize("damage", [b"", b"garbage", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_damaged_index(tmp_path, damage):
    """A damaged index is compiled anew."""
    expected = ask(tmp_path)
    (index,) = tmp_path.glob("*.sqlite3")
    index.write_bytes(damage)
    assert ask(tmp_path) == expected
    assert index.stat().st_size > len(damage)


def test_one_flipped_byte(tmp_path):
    """Even a single changed byte is noticed."""
    expected = ask(tmp_path)
    (index,) = tmp_path.glob("*.sqlite3")
    data = bytearray(index.read_bytes())
    data[len(data) // 2] ^= 1
    index.write_bytes(data)
    assert ask(tmp_path) == expected
    assert index.read_bytes() != bytes(data)


def test_damage_that_shows_only_when_it_is_read(tmp_path):
    """Also an index that was damaged without a trace in its size and time costs nothing but time."""
    expected = ask(tmp_path)
    (index,) = tmp_path.glob("*.sqlite3")
    status = index.stat()
    with index.open("r+b") as file:
        file.seek(status.st_size // 4)
        file.write(bytes(status.st_size // 2))
    os.utime(index, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert ask(tmp_path) == expected


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE facts SET body = x'00ff00'",
        "UPDATE facts SET body = x'789c030000000001'",  # packed nothing
        "UPDATE facts SET body = CAST(body AS TEXT) || 'x'",
        "UPDATE meta SET value = '[' WHERE name = 'topics'",
        "UPDATE meta SET value = '[[]]' WHERE name = 'sources'",
        "UPDATE meta SET value = '{}'",
        "DELETE FROM meta",
        "DELETE FROM facts",
    ],
)
@pytest.mark.parametrize("vouched", [False, True], ids=["unknown", "vouched for"])
def test_an_index_of_garbage(tmp_path, warm, damage, vouched):
    """Tables of the right version with anything in them cost nothing but time, and the next start has them whole."""
    folder, expected = warm
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    environment = {"XDG_CACHE_HOME": str(tmp_path)}
    (index,) = tmp_path.rglob("*.sqlite3")
    sound = index.read_bytes()
    with contextlib.closing(sqlite3.connect(index)) as database:
        database.executescript(f"PRAGMA journal_mode = OFF; {damage}; ")
    if vouched:
        index.with_name(f"{index.name}.sha256").write_text(hashlib.sha256(index.read_bytes()).hexdigest())
    found = inside(*QUERY, environment=environment)
    assert (found.returncode, found.stdout, found.stderr) == (0, expected.stdout, expected.stderr)
    assert inside(*QUERY, environment=environment).stdout == expected.stdout
    assert index.read_bytes() == sound


def test_a_defect_of_the_program_is_not_taken_for_damage(tmp_path):
    """What fails on an index that was compiled just now fails for all to see."""
    ask(tmp_path)
    with pytest.raises(ZeroDivisionError):
        cache.ask(FACTS, tmp_path, lambda _: 1 // 0)
    with pytest.raises(UnknownNameError):
        cache.ask(FACTS, tmp_path, lambda index: names.find(index, "no such name"))
    assert list(tmp_path.glob("*.sqlite3"))


def test_what_others_put_into_the_cache_is_not_trusted(tmp_path, monkeypatch):
    """An index that belongs to another user is not read, however well it fits."""
    facts = [titled(tmp_path / f"{name}.yaml", name) for name in ("Own", "Forged")]
    for file in facts:
        title(tmp_path / file.stem, file)
    (index,), (forged,) = ((tmp_path / file.stem).glob("*.sqlite3") for file in facts)
    for ending in ("", ".sha256"):
        os.replace(f"{forged}{ending}", f"{index}{ending}")
    assert title(index.parent, facts[0]) == "Forged"
    monkeypatch.setattr(os, "geteuid", lambda: forged.parent.stat().st_uid + 1)
    assert title(index.parent, facts[0]) == "Own"


def test_an_index_that_cannot_be_read_is_not_trusted(tmp_path, monkeypatch):
    """Though it has a digest it is compiled anew."""
    facts = [titled(tmp_path / f"{name}.yaml", name) for name in ("Own", "Other")]
    for file in facts:
        title(tmp_path / file.stem, file)
    (index,), (other,) = ((tmp_path / file.stem).glob("*.sqlite3") for file in facts)
    os.replace(other, index)

    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(cache, "_bytes", fail)
    assert title(index.parent, facts[0]) == "Own"


def test_any_name_of_a_folder(tmp_path, monkeypatch):
    """What means something in an address is only a name, and the index in such a folder is found again."""
    folder = tmp_path / "a?b#c%41 é"
    expected = ask(folder)
    monkeypatch.delattr(build, "build")
    assert ask(folder) == expected


def test_damaged_note(tmp_path):
    """A note that says nothing sensible is passed over."""
    expected = ask(tmp_path)
    (note,) = tmp_path.glob("*.note")
    note.write_bytes(b"\xff\x00 nonsense")
    assert ask(tmp_path) == expected


def test_cache_in_the_way(tmp_path):
    """A file where the cache should be is no obstacle."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert ask(blocked) == ask(None)


def test_changed_facts_are_noticed(tmp_path):
    """An edit shows in the next answer, also one of the same length within the same second."""
    for name in ("Ketamine therapy", "Ketamine Therapy"):
        assert title(tmp_path / "cache", titled(tmp_path / "facts.yaml", name)) == name


def test_facts_that_changed_just_now_are_read_again(tmp_path, monkeypatch):
    """Where the clock of the file system is coarse, a second change may leave no trace."""
    facts = titled(tmp_path / "facts.yaml", "Own")
    for age, trusted in ((-600e9, False), (0, False), (2e9 - 1, False), (2e9, True), (600e9, True)):
        os.utime(facts, ns=(10**18,) * 2)
        monkeypatch.setattr(time, "time_ns", lambda age=age: 10**18 + int(age))  # of the future nothing can be known
        title(tmp_path, facts)
        assert bool(cache._Cache(facts, tmp_path, None)._noted()) is trusted


def test_facts_that_are_replaced_while_they_are_read(tmp_path, monkeypatch):
    """What was read is not kept as what has taken its place, though that be older."""
    facts, other = (titled(tmp_path / f"{name}.yaml", name) for name in ("One", "Other"))
    os.utime(other, (1, 1))
    read = factsfile.read_bytes

    def reading(path):
        data = read(path)
        os.replace(other, facts)
        return data

    with monkeypatch.context() as patched:
        patched.setattr(factsfile, "read_bytes", reading)
        assert title(tmp_path, facts) == "One"
    assert title(tmp_path, facts) == "Other"


def test_progress_is_reported():
    """While a large base is compiled, it is said how far that is."""
    large = dataset.parse(json.dumps(many(2500)).encode(), "facts.json").dataset
    steps = []
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        build.build(large, database, lambda *step: steps.append(step))
    assert steps == [(1000, 2500), (2000, 2500)]


def test_old_indexes_go(tmp_path):
    """The number of kept indexes and notes is bounded."""
    ask(tmp_path)
    for number in range(13):
        old = tmp_path / f"{number:032x}-1.sqlite3"
        with contextlib.closing(sqlite3.connect(old)) as database:
            database.executescript("PRAGMA user_version = 1; CREATE TABLE some (thing)")
        old.chmod(0o600)
        os.utime(old, (number, number))
    for number in range(50):
        note = tmp_path / f"{number:08x}.note"
        note.write_text(f"times\n{old.name}\nstate\n0")
        note.chmod(0o600)
        os.utime(note, (number, number))
    for note in tmp_path.glob("????????.note"):
        if note.stat().st_mtime > 50:
            note.unlink()
    ask(tmp_path)
    assert len(list(tmp_path.glob("*.sqlite3"))) == 8
    assert len(list(tmp_path.glob("*.note"))) == 32


def test_hash_seeds(tmp_path):
    """The answer does not depend on the order of sets."""
    outputs = set()
    for seed in ("0", "1", "4711"):
        outputs.add(run(tmp_path / seed, PYTHONHASHSEED=seed).stdout)
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["hits"]


def test_compiling_is_reproducible(tmp_path):
    """The same facts give the same index, byte for byte."""
    ask(tmp_path / "a")
    time.sleep(0.01)
    ask(tmp_path / "b")
    (one,), (other,) = (list((tmp_path / name).glob("*.sqlite3")) for name in "ab")
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()
