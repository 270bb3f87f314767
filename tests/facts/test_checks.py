"""Every rule has a file that breaks it and nothing else, and good files break none."""

import ast
import pathlib
import re

import pytest
from paths import DATA

from ketcli.documents import audit, claims, coverage
from ketcli.documents import passages as verify
from ketcli.facts import checks, dataset, questions
from ketcli.facts import file as factsfile

DOCUMENTS = DATA / "documents"
GOOD = sorted(path for path in (DATA / "good").iterdir())
BAD = sorted(path for path in (DATA / "bad").iterdir() if path.suffix in {".yaml", ".json"})
ADVISED = sorted((DATA / "advice").iterdir())
EXPECTATION = re.compile(r"^(?:# expect: )?([a-z-]+) line (\d+)$", re.MULTILINE)


def expected(path):
    """The rules and lines that a bad file announces in its first lines, or, being JSON, in the file beside it."""
    beside = path.with_name(f"{path.name}.expect")
    return [(rule, int(line)) for rule, line in EXPECTATION.findall((beside if beside.exists() else path).read_text())]


def rules_in_source():
    """The names of all rules, as the modules write them."""
    names = {rule.__name__.replace("_", "-") for rule in (*checks.RULES, *checks.ADVICE)}
    names |= {
        "schema",
        "unknown-topic",
        "unknown-source",
        "unknown-fact",
        "unknown-notice",
    }  # one word, and four built from a kind
    for module in (factsfile, dataset, checks, questions, verify, claims, coverage):
        tree = ast.parse(pathlib.Path(module.__file__).read_text(encoding="utf-8"))
        texts = (str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant))
        names.update(text for text in texts if re.fullmatch("[a-z]+(-[a-z]+)+", text))
    return names


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_file_has_exactly_the_problems_that_it_announces(path):
    """Each file in data/bad shows the rule and line of its first line, in that file, and no other problem."""
    found = audit.audit(path, DOCUMENTS, coverage=True).problems
    assert [(problem.rule, problem.line) for problem in found] == expected(path), [str(problem) for problem in found]
    assert all(problem.file == str(path) and problem.message for problem in found)
    assert all("\n" not in str(problem) for problem in found)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_good_file_has_no_problem(path):
    """Each file in data/good is free of defects, and cites or accounts for all of its documents."""
    assert audit.audit(path, DOCUMENTS, coverage=True).problems == ()


@pytest.mark.parametrize("path", ADVISED, ids=lambda path: path.name)
def test_advice_is_told_when_it_is_asked_for(path):
    """Each file in data/advice is free of defects, and strictly shows what it announces."""
    assert audit.audit(path, DOCUMENTS, coverage=True).problems == ()
    found = audit.audit(path, DOCUMENTS, coverage=True, strict=True).problems
    assert [(problem.rule, problem.line) for problem in found] == expected(path), [str(problem) for problem in found]


def test_no_rule_is_without_a_bad_file():
    """Whatever rule the modules can report, some file in data/bad or data/advice breaks."""
    shown = {rule for path in (*BAD, *ADVISED) for rule, _ in expected(path)}
    assert rules_in_source() == shown
