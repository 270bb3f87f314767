"""What bash, zsh and fish are offered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


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
    }
    command = [sys.executable, "-c", "import sys; from ketcli.__main__ import main; sys.argv[0] = 'ketcli'; main()"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    return result.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
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
    assert "Prolonged ketamine use can harm the bladder." in offered("zsh", "ketcli show blad")


def test_a_bad_base_offers_nothing():
    """At a prompt no error is shown."""
    assert offered("bash", "ketcli show --facts /nonexistent blad").strip() == ""


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_in_bash(tmp_path):
    """The script that --show-completion prints completes a fact in bash itself."""
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}", "_KETCLI_COMPLETE": "source_bash"}
    source = subprocess.run(["ketcli"], env=environment, capture_output=True, text=True, check=False).stdout
    script = f"""
        {source}
        COMP_WORDS=(ketcli show calv) COMP_CWORD=2
        _ketcli_completion ketcli
        printf '%s' "${{COMPREPLY[*]}}"
    """
    del environment["_KETCLI_COMPLETE"]
    result = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert result.stdout == "calvin-stevens"
