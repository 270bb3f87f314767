"""What a start of ketcli costs, beside Python's own and an empty program's."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import measure

BARE = "python -c pass"
EMPTY = "an empty Typer program"
LIBRARIES = 'python -c "import typer, rich.console, rich.table"'
TABLE = "ketcli search side-effects, a table on a terminal"
MANY = 1000
BATCHES = {f"ketcli search --batch, {MANY} questions{how}": more for how, more in ((" --json", ["--json"]), ("", []))}
"""These may end with 1: some questions are answered by no fact."""

EMPTY_PROGRAM = '''
import typer

app = typer.Typer()


@app.command()
def one() -> None:
    """Do nothing."""


@app.command()
def other() -> None:
    """Do nothing either."""


if __name__ == "__main__":
    app()
'''


def commands(folder: Path) -> dict[str, measure.Command]:
    """What is measured; the program and the cache are in *folder*."""
    program = folder / "empty.py"
    program.write_text(EMPTY_PROGRAM, encoding="utf-8")
    plain = measure.environment(folder / "cache")
    completing = plain | {"_KETCLI_COMPLETE": "complete_bash", "COMP_WORDS": "ketcli show side", "COMP_CWORD": "2"}

    def ketcli(*arguments: str, on_terminal: bool = False) -> measure.Command:
        return measure.Command([measure.KETCLI, *arguments], plain, on_terminal=on_terminal)

    every = {
        BARE: measure.Command([sys.executable, "-c", "pass"], plain),
        EMPTY: measure.Command([sys.executable, str(program), "one"], plain),
        LIBRARIES: measure.Command([sys.executable, "-c", "import typer, rich.console, rich.table"], plain),
        "ketcli search side-effects --json": ketcli("search", "side-effects", "--json"),
        "ketcli search side-effects, into a pipe": ketcli("search", "side-effects"),
        TABLE: ketcli("search", "side-effects", "-f", "table", on_terminal=True),
        "ketcli search side-efects --json": ketcli("search", "side-efects", "--json"),
        "ketcli show mechanism, into a pipe": ketcli("show", "mechanism"),
        "completion of: ketcli show side": measure.Command([measure.KETCLI], completing),
        "ketcli search --help": ketcli("search", "--help"),
        "ketcli --version": ketcli("--version"),
    }
    asked = folder / "questions.txt"
    asked.write_text("".join(f"{one}\n" for one in measure.questions(plain, MANY)), encoding="utf-8")
    every |= {name: ketcli("search", "--batch", str(asked), *more) for name, more in BATCHES.items()}
    return {name: command for name, command in every.items() if command.environment is plain or _answers(command)}


def _answers(command: measure.Command) -> bool:
    """Whether there is such a completion."""
    return bool(measure.output(command).strip())


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="runs of each command")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ketcli-startup-") as folder:
        runs = measure.in_turns(commands(Path(folder)), options.rounds)
    if failed := [name for name, every in runs.items() if any(one.status > (name in BATCHES) for one in every)]:
        sys.exit(f"failed: {', '.join(failed)}")
    bare, empty, libraries = (measure.milliseconds(runs[name]) for name in (BARE, EMPTY, LIBRARIES))
    rows = [
        [
            name,
            f"{(time := measure.milliseconds(every)):.1f} ms",
            f"{time / bare:.2f} ×",
            f"{time / empty:.2f} ×",
            f"{time / libraries:.2f} ×",
            measure.memory(every),
        ]
        for name, every in runs.items()
    ]
    print(f"{measure.machine()}; {measure.versions('ketcli', 'typer', 'rich', 'rapidfuzz')}; {options.rounds} rounds\n")
    print(measure.table(["process", "median", "to bare Python", "to empty Typer", "to typer and rich", "memory"], rows))


if __name__ == "__main__":
    main()
