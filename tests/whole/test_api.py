"""The Python interface: what README and the package's own text promise of it."""

import doctest
import inspect
import json
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


def test_the_page_of_the_interface(monkeypatch):
    """Every example of docs/api.md does what stands below it."""
    monkeypatch.chdir(ROOT)
    outcome = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False)
    assert outcome.attempted > 30
    assert not outcome.failed


def test_public_names():
    """Every public name is there, is listed, has a docstring, stands on the page, and is what the command line uses."""
    from ketcli import api, errors
    from ketcli.index import base

    public = {name: getattr(ketcli, name) for name in ketcli.__all__}
    assert (public["KetcliError"], public["load"]) == (errors.KetcliError, base.load)
    assert public["search"] is api.search
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name, item in public.items() if not item.__doc__ or not re.search(rf"\b{name}\b", page)] == []
    assert set(ketcli.__all__) <= set(dir(ketcli))
    with pytest.raises(AttributeError, match="no attribute 'serach'"):
        ketcli.serach  # noqa: B018 - asking is the test


def test_functions_are_called_as_the_page_says():
    """Wherever it has a function with its parameters they are those that it has, with their defaults."""
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    shown = [each for each in re.findall(r"`(\w+)\(([^`]+)\)`", page) if each[0] in ketcli.__all__]
    told = [(name, arguments) for name, arguments in shown if not arguments.startswith('"')]
    assert len(told) >= 10
    for name, arguments in told:
        parameters = inspect.signature(getattr(ketcli, name)).parameters.values()
        takes = [each.name if each.default is each.empty else f"{each.name}={each.default!r}" for each in parameters]
        assert arguments.replace('"', "'").split(", ") == takes, name


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
        for at in range(30):
            query = queries[(first + at) % len(queries)]
            if ketcli.search(shared, query) != expected[query]:
                wrong.append(query)

    with ketcli.load() as kept:
        threads = [threading.Thread(target=ask, args=(shared, at)) for shared in (kept, index) for at in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []
    with pytest.raises(ketcli.KetcliError, match="closed"):
        ketcli.search(kept, "something else")


USE = """
from ketcli import Answer, Conflict, Fact, Index, KetcliError, cite, conflicts, facts_of, find, gaps, load, search
from ketcli import check, sources, to_dict, topics, verify


def use(index: Index) -> list[str]:
    answer: Answer = search(index, "bladder", topics=["side-effects"])
    facts: list[Fact] = facts_of(index, sources=["ket-guide"])
    split: list[Conflict] = conflicts(index)
    lines = [*(fact.claim for fact in facts), *(item.question for item in split), *(gap.id for gap in gaps(index))]
    lines += [hit.fact.evidence[0].section for hit in answer.hits] + [topic.title for topic in topics(index)]
    lines += [source.kind for source in sources(index)] + [find(index, "nausea").kind]
    lines += [cite(index, "nausea", style="bibtex").text, str(to_dict(answer, index)), str(to_dict(check()))]
    return lines + list(verify(index, "documents").documents)


try:
    with load() as index:
        use(index)
except KetcliError as error:
    print(error)
"""

MISUSE = """
from ketcli import lod
from ketcli import load, search, serach
from ketcli import facts_of, to_dict
import ketcli

with load() as index:
    search(index, "bladder").hist
    search(index, 3)
    facts_of(index, topic=["addiction"])
    to_dict(search(index, "bladder"))
    ketcli.verfy(index, "documents")
"""
WRONG = (2, 3, 8, 9, 10, 11, 12)
"""The lines of it that are wrong."""


def test_type_checkers_see_what_is_public_and_what_is_wrong(tmp_path):
    """``mypy --strict`` finds no fault with the documented names and sees each wrong one."""
    (tmp_path / "use.py").write_text(USE, encoding="utf-8")
    (tmp_path / "misuse.py").write_text(MISUSE, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("use.py", "misuse.py")]
    outcome = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", *files],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    found = {int(line) for line in re.findall(r"misuse\.py:(\d+): error", outcome.stdout)}
    assert found == set(WRONG), outcome.stdout
    assert "use.py:" not in outcome.stdout.replace("misuse.py:", "")


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        (lambda index: ketcli.search(index, "bladder", limit=-1), "limit is -1"),
        (lambda index: ketcli.search(index, "bladder", topics=["nope"]), "no topic is called 'nope'"),
        (lambda index: ketcli.search(index, "bladder", sources=["nope"]), "no source is called 'nope'"),
        (lambda index: ketcli.facts_of(index, topics=["nope"]), "no topic is called 'nope'"),
        (lambda index: ketcli.facts_of(index, sources=["nope"]), "no source is called 'nope'"),
        (lambda index: ketcli.find(index, "nope"), "is called 'nope'"),
        (ketcli.cite, "cite needs"),
        (lambda index: ketcli.cite(index, "nope"), "is called 'nope'"),
        (lambda index: ketcli.cite(index, "bladder", style="nope"), "no style is called 'nope'; styles: apa, "),
        (lambda index: ketcli.verify(index, "/nope"), "/nope"),
        (lambda _: ketcli.check("/nope"), "/nope"),
        (lambda _: ketcli.check(coverage=True), "needs documents"),
        (lambda index: ketcli.to_dict(ketcli.find(index, "bladder").things[0]), "needs the index"),
        (lambda index: ketcli.to_dict("bladder", index), "knows nothing of a str"),
    ],
)
def test_what_cannot_be_done_is_one_error(index, asked, wrong):
    """Whatever argument cannot be used, one line says so."""
    with pytest.raises(ketcli.KetcliError, match=re.escape(wrong)) as raised:
        asked(index)
    assert len(str(raised.value).splitlines()) == 1


def test_a_fact_of_another_base_is_not_told(index):
    """What is derived from an index is not derived from the wrong one."""
    with ketcli.load(ROOT / "tests/data/good/leaflet.yaml") as other:
        fact = ketcli.facts_of(other)[0]
        assert ketcli.to_dict(fact, other)["agreement"]["of"] == 2
        with pytest.raises(ketcli.UsageError, match="is not of this index"):
            ketcli.to_dict(fact, index)


def test_to_dict_is_the_json_of_the_command_line(index, capsys):
    """An answer, references and a report are the documents that the commands write; what stands in them is the same."""
    from running import run

    def written(*arguments):
        return json.loads(run(capsys, *arguments, "--json")[1])

    answer = ketcli.search(index, "blader harm")
    document = ketcli.to_dict(answer, index)
    assert document == written("search", "blader", "harm")
    assert ketcli.to_dict(answer.hits[0], index) == document["hits"][0]
    fact = answer.hits[0].fact
    assert ketcli.to_dict(fact, index) == document["hits"][0]["fact"] == written("show", fact.id)["found"][0]
    assert ketcli.to_dict(fact.evidence[0], index) == document["hits"][0]["fact"]["evidence"][0]
    cited = written("cite", "bladder", "--style", "ris")
    assert ketcli.to_dict(ketcli.cite(index, "bladder", style="ris"), index) == cited
    bad = str(ROOT / "tests/data/bad/unknown-topic.yaml")
    assert ketcli.to_dict(ketcli.check(bad)) == written("check", bad)
    for command, items in (
        ("topics", ketcli.topics(index)),
        ("sources", ketcli.sources(index)),
        ("conflicts", ketcli.conflicts(index)),
        ("gaps", ketcli.gaps(index)),
    ):
        assert [ketcli.to_dict(item, index) for item in items] == written(command)[command]
