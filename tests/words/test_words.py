"""What is typed without a command, and what is asked of somebody who types nothing."""

import sys

import pytest
from running import run

from ketcli.cli import words
from ketcli.cli.commands import COMMANDS
from ketcli.errors import UsageError
from ketcli.system import streams

NAMES = [command.name for command in COMMANDS]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("is ketamine safe", "search is ketamine safe"),
        ("is ketamine safe -n 3", "search is ketamine safe -n 3"),
        ("-n 3 bladder", "search -n 3 bladder"),
        ("--facts F some words", "search --facts F some words"),
        ("--facts=F some words", "search --facts=F some words"),
        ("--facts F topics", "topics --facts F"),
        ("--json topics -v", "topics --json -v"),
        ("-- show me", "search -- show me"),
        ("side-effects", "search side-effects"),
        ("adhd", "search adhd"),
        ("show me", "show me"),
        ("--json", "search --json"),
        ("", ""),
        ("--help", "--help"),
        ("--version", "--version"),
    ],
)
def test_words_are_searched_for(typed, read):
    """A line that begins with no command is a search, with the options wherever they stand."""
    assert words.command_line(typed.split(), NAMES) == read.split()


@pytest.mark.parametrize(("word", "meant"), [("serch", "search"), ("shwo", "show"), ("topic", "topics"), ("cit", "")])
def test_a_mistyped_command_is_told(word, meant):
    """One letter off a command is no search: it says what was meant, and how to search for it all the same."""
    if not meant:
        assert words.command_line([word], NAMES) == ["search", word]
        return
    with pytest.raises(UsageError, match=rf"did you mean {meant}\? To look it up: ketcli search {word}$"):
        words.command_line([word, "x"], NAMES)


def test_words_without_a_command(capsys):
    """They answer as a search does, with its exit status."""
    assert run(capsys, "bladder", "-n", "1") == run(capsys, "search", "bladder", "-n", "1")
    assert run(capsys, "xyzzy")[0] == 1
    status, output, errors = run(capsys, "serch", "bladder")
    assert (status, output) == (2, "")
    assert errors.endswith("To look it up: ketcli search serch\n")


def test_a_search_for_nothing_says_how(capsys):
    """Into a pipe nobody can be asked; the error has one example and no full stop too many."""
    status, output, errors = run(capsys, "search")
    assert (status, output) == (2, "")
    assert errors == "ketcli: search needs words; for example: ketcli search side effects\n"


@pytest.mark.parametrize(("typed", "first"), [("what's bladder harm?\n", "bladder"), ("\n", None), ("", None)])
def test_on_a_terminal_the_words_are_asked_for(capsys, monkeypatch, typed, first):
    """What is typed then needs no quotation marks; to say nothing is an error."""
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    monkeypatch.setattr(streams, "_leads_to_terminal", lambda stream: stream is sys.stdin or stream is sys.stdout)
    status, output, _ = run(capsys, "search", "-f", "plain")
    assert output.startswith("What do you want to know? ")
    assert status == (0 if first else 2)
    if first:
        assert first in output


def test_alone_it_shows_where_to_begin(capsys):
    """The first screen has no reference in it, and points to it."""
    status, output, errors = run(capsys)
    assert (status, errors) == (0, "")
    assert output.count("\n") <= 20
    assert "Exit status" not in output
    assert "ketcli --help" in output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show"], "show needs a name; for example: ketcli show mechanism"),
        (["cite"], "cite needs a name; for example: ketcli cite bladder"),
        (["search", "x", "--no-such"], "see ketcli search --help"),
        (["topics", "x"], "see ketcli topics --help"),
    ],
)
def test_errors_end_once(capsys, arguments, told):
    """An error of usage is one line that says what to type, without a full stop before the semicolon."""
    status, output, errors = run(capsys, *arguments)
    assert (status, output, errors.count("\n")) == (2, "", 1)
    assert told in errors
    assert ".;" not in errors


@pytest.mark.parametrize("width", [60, 80, 100])
def test_help_fits(capsys, monkeypatch, width):
    """The help is as wide as the terminal, examples aside, and these come before the options."""
    monkeypatch.setenv("COLUMNS", str(width))
    for arguments in (["--help"], ["show", "--help"]):
        _, output, _ = run(capsys, *arguments)
        lines = [line for line in output.splitlines() if not line.strip().startswith("ketcli ")]
        assert max(map(len, lines)) <= width
        assert output.index("Examples:") < output.index("Options:")
