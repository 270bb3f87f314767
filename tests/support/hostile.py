"""Run the program under hostile conditions, and a valid fact base that is as hostile as it can be."""

import contextlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata
from unittest import mock

from ketcli.cli import program as cli

PROGRAM = pathlib.Path(sys.executable).with_name("ketcli")
"""The console script."""

MODULE = [sys.executable, "-m", "ketcli"]

STEERING = "\x1b[31mred\x07\x08\r\x7f\x9b2J\x85\u202eevil\u202c\u2066x\u2069\u200f\u200e\u061c\u2028\u2029\ufeff\u206a"
"""Escape sequences, control characters of both sets, marks and overrides of direction, invisible line breaks."""

MARKUP = "[/red] [sic] [bold]b[/] [p. 4] :smile: [link=file:///x]y[/link] `a` *b* <i>c</i> 100% $x {y} C:\\n"

SCRIPTS = "漢字かな 한국어 😀 👩‍⚕️ كيتامين קטמין हिन्दी ภาษาไทย Ελληνικά Кириллица cafe\u0301"

DIRECTIONS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def nasty(label):
    """A text that begins like a formula and holds everything that a text should not."""
    return f"={label}|{STEERING} {MARKUP} {SCRIPTS}"


def base():
    """A valid fact base whose every free text is hostile."""

    def evidence(source, number):
        words = {"from": nasty(f"from{number}"), "to": nasty("to")}
        return {"source": source, "section": nasty(f"section{number}"), **words, "hedged": number == 2}

    return {
        "schema": 1,
        "title": nasty("title"),
        "version": nasty("version"),
        "disclaimer": nasty("disclaimer"),
        "sources": [
            {
                "id": name,
                "title": nasty("source title"),
                "kind": nasty("kind"),
                "file": f"{name}{STEERING} [sic].txt",
                "sha256": "0" * 64,
                "uncited": {nasty("reason"): [{"from": nasty("left")}]},
            }
            for name in ("one", "two", "s" * 100)
        ],
        "topics": [
            {"id": name, "title": nasty(name), "summary": nasty("summary"), "aliases": [nasty(f"alias {name}")]}
            for name in ("alpha", "t" * 100)
        ],
        "facts": [
            {
                "id": f"fact-{number}",
                "topics": ["alpha"],
                "claim": nasty(f"bladder{number} harm"),
                "aliases": [nasty(f"other{number}")],
                "when": "1960s",
                "evidence": [evidence("one", number), evidence("s" * 100, number + 1)],
            }
            for number in (1, 2)
        ],
        "conflicts": [
            {
                "id": "quarrel",
                "kind": "tension",
                "question": nasty("question"),
                "positions": [{"says": nasty("yes"), "facts": ["fact-1"]}, {"says": nasty("no"), "facts": ["fact-2"]}],
            }
        ],
        "synonyms": [[nasty("kidney"), nasty("bladder")]],
        "lookalikes": [[nasty("up"), nasty("down")]],
    }


def written(path, content=None):
    """*path*, with the hostile base (or *content*) in it."""
    path.write_text(json.dumps(base() if content is None else content, ensure_ascii=False), encoding="utf-8")
    return path


def many(number):
    """A plain base of *number* facts, whose compiling takes a while."""
    facts = [
        {
            "id": f"fact-{each}",
            "topics": ["alpha"],
            "claim": f"Claim number {each} of word{each}.",
            "evidence": [{"source": "one", "section": "S", "from": f"Words {each}"}],
        }
        for each in range(number)
    ]
    source = {"id": "one", "title": "One", "kind": "A text.", "file": "one.txt", "sha256": "0" * 64}
    topic = {"id": "alpha", "title": "Alpha", "summary": "All."}
    head = {"schema": 1, "title": "Many", "version": "1", "disclaimer": "None."}
    return {**head, "sources": [source], "topics": [topic], "facts": facts}


def ketcli(*arguments, command=None, environment=None, **options):
    """The finished process of the program with *arguments*; *environment* changes ours, None takes a name away."""
    surroundings = dict(os.environ)
    for name, value in (environment or {}).items():
        surroundings.pop(name, None)
        if value is not None:
            surroundings[name] = value
    options = {"capture_output": True, "timeout": 60, "env": surroundings, **options}
    return subprocess.run([*(command or MODULE), *arguments], check=False, **options)


def inside(*arguments, environment=None, cwd=".", input=b""):
    """The same without a process of its own, for what the program answers and not how a process begins and ends."""
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(input), encoding="utf-8"),
        "stdout": io.TextIOWrapper(io.BytesIO(), encoding="utf-8"),
        "stderr": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace"),
    }
    with mock.patch.multiple(sys, **streams), mock.patch.dict(os.environ), contextlib.chdir(cwd):
        for name, value in (environment or {}).items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        status = cli.run([os.fsdecode(argument) for argument in arguments])
    for stream in streams.values():
        stream.flush()
    output, errors = (streams[name].buffer.getvalue() for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(arguments, status, output, errors)


def shell(script, *arguments, **options):
    """The same through ``sh``, where *script* finds the program as ``"$@"``."""
    return ketcli(*arguments, command=["sh", "-c", script, "sh", *MODULE], **options)


def hooked(folder, code):
    """The environment in which Python runs *code* before the program."""
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}


def steering(text, allowed="\n"):
    """The characters of *text* that could steer a terminal, break a line or hide."""
    return {
        character
        for character in text
        if character not in allowed
        and (
            unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
            or unicodedata.bidirectional(character) in DIRECTIONS
            or character in "\u200e\u200f\u061c\ufeff\u206a"
        )
    }


def uncoloured(text):
    """*text* without the sequences that colour it, which are the only ones allowed."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def answered(result, *statuses):
    """Standard output and standard error of *result*, which ended in order and steers nothing."""
    output, errors = result.stdout.decode(), result.stderr.decode()
    assert result.returncode in (statuses or (0,)), errors
    assert "Traceback" not in errors
    assert "a defect in" not in errors
    assert not steering(output, "\n\t")
    assert not steering(errors)
    return output, errors
