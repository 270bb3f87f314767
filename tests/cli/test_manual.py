"""The manual page says what the help says, and nothing in it is taken for a command of its typesetter."""

import functools
import os
import re
import shutil
import subprocess

import pytest
from hostile import inside
from paths import ROOT

from ketcli.cli import manual
from ketcli.cli.commands import COMMANDS

PAGE = ROOT / "man" / "ketcli.1"


def words(text):
    """The words of a text that a terminal shows, without what hyphenation and overstriking add."""
    return re.sub(r"‐\s+", "", re.sub(".\b", "", text)).split()


@functools.cache
def shown(width):
    """The page as a reader sees it."""
    if not shutil.which("man"):
        pytest.skip("this system has no man")
    environment = {**os.environ, "MANWIDTH": str(width), "LC_ALL": "C.UTF-8", "MANPAGER": "cat"}
    command = ["man", "--warnings", "-l", str(PAGE)]
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if "--warnings" in outcome.stderr:
        pytest.skip("this man is another one")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    return words(outcome.stdout)


def test_the_page_is_up_to_date():
    """What is shipped is what the program says now; KETCLI_GOLDEN=write writes it anew."""
    if os.environ.get("KETCLI_GOLDEN") == "write":
        PAGE.write_text(manual.page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == manual.page()


@pytest.mark.parametrize("command", [None, *COMMANDS], ids=lambda command: command.name if command else "ketcli")
def test_what_the_help_says_the_page_says(command):
    """Every option, every meaning, every example and every note of the help stands in the page, word for word."""
    arguments = [command.name, "--help"] if command else ["--help"]
    outcome = inside(*arguments)
    assert outcome.returncode == 0
    page = " ".join(shown(120))
    parts = re.split(r"\n\s*\n|\n  (?=\S)|  +(?=\S)|\n {20,}(?=\[)", outcome.stdout.decode())
    told = [re.sub(manual.PLAIN, "", " ".join(part.split())) for part in parts]
    if not command:  # the list of commands is there as their sections
        told = [part for part in told if part not in {each.help.partition(". ")[0] + "." for each in COMMANDS}]
    missing = [
        part for part in told if part.removeprefix("Usage: ") not in page and part.upper().rstrip(":") not in page
    ]
    assert [part for part in missing if part not in ("Commands:", "Arguments:", "Options:")] == []


def test_nothing_is_taken_for_a_request():
    """Text that begins like a request, backslashes, quotes and hyphens are shown as they are."""
    assert manual._text(".SH\n x") == "\\&.SH x"
    assert manual._text("'a") == "\\&'a"
    assert manual._text(r"a\fB -b") == r"a\efB \-b"
    assert [
        line for line in manual.page().splitlines() if re.match(r"['.](?!TH|SH|SS|B |TP|PP|RS|RE|nf|fi)", line)
    ] == []


def test_the_page_is_installed():
    """It travels with the package to where man finds it."""
    import tomllib

    project = tomllib.loads((PAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"man/ketcli.1": "share/man/man1/ketcli.1"}
