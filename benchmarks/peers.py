"""The same question put to tools that people have, each over the same facts."""

from __future__ import annotations

import argparse
import html
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

QUESTION = ("side", "effects")
MANY = 1000

OURS = "ketcli search -n 0 side effects"


class Asked(NamedTuple):
    """How one tool is asked."""

    program: str
    shown: str
    """The command as it reads in the table."""
    command: measure.Command
    count: Callable[[str], int]
    """The number of facts in what it writes."""


class Bench:
    """The facts, a home of its own for every tool, and where the tools are."""

    def __init__(self, folder: Path, programs: Path | None) -> None:
        self.folder = folder
        places = [str(programs / "bin")] if programs else []
        self.search = os.pathsep.join([*places, os.environ.get("PATH", os.defpath)])
        self.ours = measure.environment(folder / "ketcli")
        base = json.loads(measure.output(measure.Command([measure.KETCLI, "export"], self.ours)))
        self.facts: list[dict[str, Any]] = base["facts"]
        self.topics: dict[str, str] = {topic["id"]: topic["title"] for topic in base["topics"]}
        self.lines = folder / "facts.txt"
        self.lines.write_text("".join(f"{fact['id']}\t{self.text(fact)}\n" for fact in self.facts), encoding="utf-8")

    def text(self, fact: dict[str, Any]) -> str:
        """All that a fact holds, in a line."""
        sections = dict.fromkeys(item["section"] for item in fact["evidence"])
        topics = (self.topics[topic] for topic in fact["topics"])
        return " · ".join([fact["claim"], *fact["aliases"], *topics, *sections])

    def path(self, program: str) -> str | None:
        """Where *program* is."""
        return shutil.which(program, path=self.search)

    def version(self, program: str) -> str:
        """What *program* says of its version."""
        return measure.version(program, self.search)

    def home(self, program: str) -> tuple[Path, dict[str, str]]:
        """An empty home for *program*, and its environment, in which there is no network."""
        home = self.folder / f"home-{program}"
        home.mkdir()
        nowhere = "http://127.0.0.1:9"
        places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE")}
        proxies = {"http_proxy": nowhere, "https_proxy": nowhere, "TLDR_NETWORK_ENABLED": "0"}
        return home, measure.environment(home / "cache", HOME=str(home), NO_COLOR="1", **places, **proxies)

    def prepare(self, arguments: Sequence[str | Path], environment: dict[str, str], typed: str = "") -> None:
        """Run one of the tools to take the facts in."""
        done = subprocess.run(
            list(map(str, arguments)), env=environment, input=typed, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{arguments[0]} took no facts in: {done.stderr or done.stdout}")


def lines(written: str) -> int:
    """Facts that stand one a line."""
    return len(written.splitlines())


def ketcli(bench: Bench, _: str) -> list[Asked]:
    """Our own, into a pipe and as JSON; all that answers, as the others give it."""
    plain = [measure.KETCLI, "search", "-n", "0", *QUESTION]
    return [
        Asked("ketcli", OURS, measure.Command(plain, bench.ours), lines),
        Asked(
            "ketcli",
            f"{OURS} --json",
            measure.Command([*plain, "--json"], bench.ours),
            lambda written: len(json.loads(written)["hits"]),
        ),
    ]


def rg(bench: Bench, program: str) -> list[Asked]:
    """The facts as text, a line each."""
    _, environment = bench.home("rg")
    arguments = [program, "-i", " ".join(QUESTION), str(bench.lines)]
    return [Asked("rg", "rg -i 'side effects' FILE", measure.Command(arguments, environment), lines)]


def fzf(bench: Bench, program: str) -> list[Asked]:
    """The same lines from standard input."""
    _, environment = bench.home("fzf")
    command = measure.Command([program, "--filter", " ".join(QUESTION)], environment, bench.lines.read_bytes())
    return [Asked("fzf", "fzf --filter 'side effects' < FILE", command, lines)]


def sqlite_utils(bench: Bench, program: str) -> list[Asked]:
    """A table of facts with full-text search and stems."""
    home, environment = bench.home("sqlite-utils")
    database = home / "facts.db"
    rows = [
        {"id": fact["id"], "claim": fact["claim"], "text": bench.text(fact), "topics": " ".join(fact["topics"])}
        for fact in bench.facts
    ]
    bench.prepare([program, "insert", database, "facts", "-", "--pk", "id"], environment, json.dumps(rows))
    bench.prepare([program, "enable-fts", database, "facts", "text", "--tokenize", "porter"], environment)
    command = measure.Command([program, "search", str(database), "facts", " ".join(QUESTION)], environment)
    shown = "sqlite-utils search DB facts 'side effects'"
    return [Asked("sqlite-utils", shown, command, lambda written: len(json.loads(written)))]


def tldr(bench: Bench, program: str) -> list[Asked]:
    """A page a topic in its cache; it opens pages by name, and searches no text."""
    home, environment = bench.home("tldr")
    for topic, title in bench.topics.items():
        claims = "".join(f"- {fact['claim']}\n\n" for fact in bench.facts if topic in fact["topics"])
        for pages in ("common", "linux"):
            page = home / "cache" / "tldr" / "pages" / pages / f"{topic}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"# {topic}\n\n> {title}.\n\n{claims}", encoding="utf-8")
    command = measure.Command([program, *QUESTION], environment)
    return [Asked("tldr", "tldr side effects", command, lambda written: written.count("\n  - "))]


def papis(bench: Bench, program: str) -> list[Asked]:
    """A document a fact in a library."""
    home, environment = bench.home("papis")
    library = home / "facts"
    for fact in bench.facts:
        document = library / fact["id"]
        document.mkdir(parents=True)
        fields = {"ref": fact["id"], "title": bench.text(fact), "tags": fact["topics"], "year": 2026}
        (document / "info.yaml").write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    settings = home / "config" / "papis" / "config"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[settings]\ndefault-library = facts\n\n[facts]\ndir = {library}\n", encoding="utf-8")
    arguments = [program, "list", "--all", "--format", "{doc[title]}", " ".join(QUESTION)]
    shown = "papis list --all --format … 'side effects'"
    return [Asked("papis", shown, measure.Command(arguments, environment), lines)]


def buku(bench: Bench, program: str) -> list[Asked]:
    """A bookmark a fact: claim, aliases, topics and sections as the title, topics as tags."""
    home, environment = bench.home("buku")
    marks = "".join(
        f'<DT><A HREF="https://facts.invalid/{fact["id"]}" TAGS="{",".join(fact["topics"])}">'
        f"{html.escape(bench.text(fact))}</A>\n"
        for fact in bench.facts
    )
    file = home / "facts.html"
    file.write_text(f"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL>\n{marks}</DL>\n", encoding="utf-8")
    bench.prepare([program, "--nostdin", "--nc", "--tacit", "--import", file], environment, "n\nn\nn\n")
    arguments = [program, "--nostdin", "--nc", "--np", "--json", "--sall", *QUESTION]
    command = measure.Command(arguments, environment)
    return [Asked("buku", "buku --np --json --sall side effects", command, lambda written: len(json.loads(written)))]


def kb(bench: Bench, program: str) -> list[Asked]:
    """An artifact a fact."""
    home, environment = bench.home("kb")
    notes = home / "notes"
    notes.mkdir()
    for fact in bench.facts:
        (notes / fact["id"]).write_text(bench.text(fact) + "\n", encoding="utf-8")
    bench.prepare([program, "add", *sorted(notes.iterdir())], environment)
    arguments = [program, "grep", "-i", "-n", "-m", " ".join(QUESTION)]
    return [Asked("kb-manager", "kb grep -i -n -m 'side effects'", measure.Command(arguments, environment), lines)]


PEERS: dict[str, Callable[[Bench, str], list[Asked]]] = {
    "ketcli": ketcli,
    "rg": rg,
    "fzf": fzf,
    "sqlite-utils": sqlite_utils,
    "tldr": tldr,
    "papis": papis,
    "buku": buku,
    "kb": kb,
}
"""How each program takes the facts in and is asked."""


def many(bench: Bench, rounds: int) -> str:
    """A table of what a thousand questions take, put to one ketcli and to a process each of the two fastest."""
    asked = measure.questions(bench.ours, MANY)
    file = bench.folder / "questions.txt"
    file.write_text("".join(f"{question}\n" for question in asked), encoding="utf-8")
    batch = [measure.KETCLI, "search", "--batch", str(file)]
    ways = {
        "`ketcli search --batch FILE`": [measure.Command(batch, bench.ours)],
        "`ketcli search --batch FILE --json`": [measure.Command([*batch, "--json"], bench.ours)],
    }
    if path := bench.path("rg"):
        lines = str(bench.lines)
        ways[f"`rg -i QUESTION FILE`, {MANY} times"] = [
            measure.Command([path, "-i", "-F", "--", question, lines], bench.ours) for question in asked
        ]
    if path := bench.path("fzf"):
        held = bench.lines.read_bytes()
        ways[f"`fzf --filter QUESTION < FILE`, {MANY} times"] = [
            measure.Command([path, "--filter", question], bench.ours, held) for question in asked
        ]
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, commands in ways.items():
            took[name].append(sum(measure.run(command).milliseconds for command in commands))
    medians = {name: statistics.median(every) for name, every in took.items()}
    ours = next(iter(medians.values()))
    rows = [[name, f"{median / 1000:.2f} s", f"{median / ours:.2f} ×"] for name, median in medians.items()]
    return measure.table([f"{MANY} questions", "median", "to ketcli"], rows)


def main() -> None:
    """Give each tool the facts, ask it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25, help="runs of each tool")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="a virtual environment with more of the tools")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ketcli-peers-") as folder:
        bench = Bench(Path(folder), options.peers)
        asked: list[Asked] = []
        missing = []
        for program, ask in PEERS.items():
            path = measure.KETCLI if program == "ketcli" else bench.path(program)
            if path:
                asked += ask(bench, path)
            else:
                missing.append(program)
        found = {one.shown: one.count(measure.output(one.command)) for one in asked}
        runs = measure.in_turns({one.shown: one.command for one in asked}, options.rounds)
        in_one_go = many(bench, min(options.rounds, 3))
    if failed := [name for name, every in runs.items() if any(one.status for one in every)]:
        sys.exit(f"failed: {', '.join(failed)}")
    ours = measure.milliseconds(runs[OURS])
    rows = [
        [
            f"`{one.shown}`",
            f"{(time := measure.milliseconds(runs[one.shown])):.1f} ms",
            f"{time / ours:.2f} ×",
            measure.memory(runs[one.shown]),
            found[one.shown],
        ]
        for one in asked
    ]
    ours_on = measure.versions("ketcli", "typer")
    others = ", ".join(bench.version(program) for program in PEERS if program not in {"ketcli", *missing})
    print(f"{measure.machine()}; {ours_on}; {others}; {options.rounds} rounds\n")
    print(measure.table(["command", "median", "to ketcli", "memory", "facts found"], rows))
    print(f"\n{in_one_go}")
    for program in missing:
        print(f"\n{program}: not installed here")


if __name__ == "__main__":
    main()
