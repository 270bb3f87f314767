"""What the shells are told when they ask; test_shells.py has what they make of it."""

import os
import subprocess
import sys

import pytest
from holding import DATA, LEAFLET


def offered(shell, line):
    """What Typer's protocol for *shell* answers at the end of *line*."""
    words = line.split(" ")
    environment = {
        **os.environ,
        "_KETCLI_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
    }
    command = [sys.executable, "-c", "import sys; from ketcli.__main__ import main; sys.argv[0] = 'ketcli'; main()"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    return result.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ketcli sho", "show"),
        ("ketcli search nausea --topic side", "side-effects"),
        ("ketcli search nausea --source rev", "revive-clinic"),
        ("ketcli search nausea --format js", "jsonl"),
        ("ketcli show blad", "bladder"),
        ("ketcli show mech", "mechanism"),
        ("ketcli conflicts addic", "addiction-risk"),
        ("ketcli compare his", "history"),
        ("ketcli cite calv", "calvin-stevens"),
        ("ketcli search --expl", "--explain"),
    ],
)
def test_offers(shell, line, expected):
    """Commands, options, formats, topics, sources, conflicts and facts are completed."""
    assert expected in offered(shell, line)


def test_descriptions():
    """Where a shell shows what a word means, it is told."""
    for shell in ("zsh", "fish", "powershell"):
        assert "Studies suggest that repeated, prolonged use of ketamine may harm the bladder." in offered(
            shell, "ketcli show blad"
        )
        assert "[A look at ketamine treatment experiences]" in offered(shell, "ketcli show rev")


def test_gaps_and_retired_ids():
    """A gap is offered where it can be shown, a retired id only when it is typed in full, with what took its place."""
    facts = f"--facts {DATA / LEAFLET}"
    assert offered("bash", f"ketcli show {facts} chil").split() == ["children"]
    assert offered("bash", f"ketcli cite {facts} chil").strip() == ""
    assert offered("bash", f"ketcli show {facts} feel").strip() == ""
    assert offered("fish", f"ketcli show {facts} feeling-sick").strip() == "feeling-sick\tretired: unpleasant"


def test_every_fact_of_the_shipped_base_is_offered(shipped):
    """Before a letter is typed no fact of the shipped base is left out."""
    names = {line.split("\t")[0] for line in offered("fish", "ketcli show ").splitlines()}
    assert {fact.id for fact in shipped.facts} < names


def test_a_bad_base_offers_nothing(tmp_path):
    """At a prompt no error is shown."""
    assert offered("bash", f"ketcli show --facts {tmp_path}/none.yaml blad").strip() == ""
