"""The cache of compiled indexes: same answers cold, warm, damaged, unwritable and shared."""

import concurrent.futures
import json
import os
import sqlite3
import subprocess
import sys
import time

import pytest

from ketcli import places
from ketcli.index import build, cache
from ketcli.retrieval import search

QUERY = ["search", "glutamat receptors", "--json"]


def ask(folder, facts=None):
    """What a query answers with the cache in *folder*."""
    return cache.ask(facts or places.facts_file(), folder, lambda index: search(index, "euforia nausea"))


def run(environment):
    """The output of one query in a process of its own."""
    command = [sys.executable, "-m", "ketcli", *QUERY]
    return subprocess.run(command, env=environment, capture_output=True, check=False)


def test_same_answer_cold_warm_and_without(tmp_path):
    """Whether compiled anew, taken from the cache or not kept at all, the answer is the same."""
    cold, warm, without = ask(tmp_path), ask(tmp_path), ask(None)
    assert cold == warm == without
    assert len(list(tmp_path.glob("*.sqlite3"))) == 1


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
    facts = tmp_path / "facts.yaml"
    text = places.facts_file().read_text(encoding="utf-8")
    facts.write_text(text, encoding="utf-8")
    title = lambda: cache.ask(facts, tmp_path / "cache", lambda index: index.meta.title)  # noqa: E731
    assert title() == "Ketamine therapy"
    facts.write_text(text.replace("title: Ketamine therapy", "title: Ketamine Therapy", 1), encoding="utf-8")
    assert title() == "Ketamine Therapy"


def test_progress_is_reported(shipped):
    """While a large base is compiled, it is said how far that is."""
    facts = tuple(fact._replace(id=f"{fact.id}-{number}") for number in range(9) for fact in shipped.facts)
    steps = []
    build.build(shipped._replace(facts=facts), sqlite3.connect(":memory:"), lambda *step: steps.append(step))
    assert steps == [(1000, len(facts)), (2000, len(facts))]


def test_old_indexes_go(tmp_path):
    """The number of kept indexes is bounded."""
    ask(tmp_path)
    for number in range(cache.KEPT + 5):
        old = tmp_path / f"{number:032x}-1.sqlite3"
        old.write_bytes(b"")
        os.utime(old, (number, number))
    (note,) = tmp_path.glob("*.note")
    note.unlink()
    ask(tmp_path)
    assert len(list(tmp_path.glob("*.sqlite3"))) == cache.KEPT


def test_first_runs_at_once(tmp_path):
    """Many processes that all find an empty cache give one answer and leave no litter."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: run(environment), range(16)))
    assert {(result.returncode, result.stderr) for result in results} == {(0, results[0].stderr)}
    assert len({result.stdout for result in results}) == 1
    assert not [path for path in (tmp_path / "ketcli").iterdir() if path.name.startswith(".")]


def test_hash_seeds(tmp_path):
    """The answer does not depend on the order of sets."""
    outputs = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / seed)}
        outputs.add(run(environment).stdout)
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
