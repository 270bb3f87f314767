"""The Python interface: what README and the package's own text promise of it."""

import doctest
import pathlib
import re
import subprocess
import sys

import pytest
from paths import ROOT

import ketcli


def test_the_example():
    """The lines that the package shows do what it says."""
    outcome = doctest.testmod(ketcli)
    assert outcome.attempted
    assert not outcome.failed


def test_the_example_of_the_readme(capsys):
    """README shows the same lines, and they work."""
    readme = ROOT / "README.md"
    (code,) = re.findall(r"^```python\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    claim = "Studies suggest that repeated, prolonged use of ketamine may harm the bladder."
    exec(code, {})  # noqa: S102 - what README tells people to run
    assert capsys.readouterr().out == claim + " revive-clinic\n"


def test_public_names():
    """Every public name is there, is listed, and is the one the command line uses."""
    from ketcli import errors, retrieval
    from ketcli.index import base

    assert {name: getattr(ketcli, name) for name in ketcli.__all__} == {
        "KetcliError": errors.KetcliError,
        "load": base.load,
        "search": retrieval.search,
    }
    assert set(ketcli.__all__) <= set(dir(ketcli))
    with pytest.raises(AttributeError, match="no attribute 'serach'"):
        ketcli.serach  # noqa: B018 - asking is the test


def test_search_stays_a_function():
    """No part of the package that is imported later takes the name."""
    code = (
        "import ketcli.cli.program, ketcli.answers.search, ketcli.retrieval, ketcli.cli.manual;"
        " print(ketcli.search.__name__)"
    )
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert outcome.stdout == "search\n"


def test_a_bad_base(tmp_path):
    """A base that cannot be read is an error of ketcli's that names the file."""
    with pytest.raises(ketcli.KetcliError, match=r"none\.yaml"):
        ketcli.load(tmp_path / "none.yaml")


def test_a_base_of_ones_own(shipped, tmp_path):
    """A name given as text or as a path opens that base; closed by ``with``, it answers no more."""
    from ketcli.system import places

    facts = tmp_path / "own.yaml"
    text = (
        pathlib.Path(places.facts_file())
        .read_text(encoding="utf-8")
        .replace("title: Ketamine therapy", "title: Own", 1)
    )
    facts.write_text(text, encoding="utf-8")
    for name in (facts, str(facts)):
        with ketcli.load(name) as index:
            assert index.meta.title == "Own"
            assert ketcli.search(index, "nausea").hits[0].fact == next(
                fact for fact in shipped.facts if fact.id == "nausea"
            )


def test_several_threads_may_ask_one_index(index):
    """Each gets what it would get alone, of an index in a file and of one in memory; a closed one says that it is."""
    import threading

    queries = ["side-effects", "blader harm", "is it safe", "xyzzy", "ptsd", "how long do the effects last"]
    expected = {query: ketcli.search(index, query) for query in queries}
    wrong = []

    def ask(shared, first):
        for at in range(60):
            query = queries[(first + at) % len(queries)]
            if ketcli.search(shared, query) != expected[query]:
                wrong.append(query)

    with ketcli.load() as kept:
        threads = [threading.Thread(target=ask, args=(shared, at)) for shared in (kept, index) for at in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []
    with pytest.raises(ketcli.KetcliError, match="closed"):
        ketcli.search(kept, "something else")
