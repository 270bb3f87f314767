"""Whole processes, timed in turns; what they ran on; tables."""

from __future__ import annotations

import json
import os
import platform
import pty
import re
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parent.parent
SHIPPED = REPOSITORY / "data" / "facts.yaml"
KETCLI = str(Path(sysconfig.get_path("scripts")) / "ketcli")
"""The command installed beside the Python that runs the benchmark."""

_CHUNK = 65536
_MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit in which the system counts memory."""


class Run(NamedTuple):
    """One process from its start to its end."""

    milliseconds: float
    mebibytes: float
    """Its largest resident set; never less than what the measuring process itself holds."""
    status: int
    processor: float
    """Milliseconds in which it was computing, which others on the machine lengthen less."""


class Command(NamedTuple):
    """A command line with all that it needs."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    typed: bytes | None = None
    """What it reads from standard input; None for nothing."""
    on_terminal: bool = False
    """Whether its output goes to a pseudo-terminal, 100 columns wide; else it is thrown away."""


def environment(cache: str | os.PathLike[str], **more: str) -> dict[str, str]:
    """The environment of this process without what would change what is measured; *cache* is the cache directory."""
    unwanted = ("KETCLI_", "_KETCLI_", "PYTHON", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "GITHUB_", "XDG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return kept | {"XDG_CACHE_HOME": str(cache), "TERM": "xterm-256color", "COLUMNS": "100"} | more


def run(command: Command) -> Run:
    """Run *command* once."""
    near, far = pty.openpty() if command.on_terminal else (None, subprocess.DEVNULL)
    begin = time.perf_counter_ns()
    process = subprocess.Popen(
        command.arguments,
        env=dict(command.environment),
        stdin=subprocess.DEVNULL if command.typed is None else subprocess.PIPE,
        stdout=far,
        stderr=far,
    )
    if process.stdin and command.typed is not None:
        process.stdin.write(command.typed)
        process.stdin.close()
    if near is not None:
        os.close(far)
        _drain(near)
    _, status, usage = os.wait4(process.pid, 0)
    end = time.perf_counter_ns()
    process.returncode = os.waitstatus_to_exitcode(status)
    computing = 1000 * (usage.ru_utime + usage.ru_stime)
    return Run((end - begin) / 1e6, usage.ru_maxrss * _MAXRSS / 2**20, process.returncode, computing)


def _drain(terminal: int) -> None:
    """Read until the other side is closed."""
    try:
        while os.read(terminal, _CHUNK):
            pass
    except OSError:  # how Linux says it
        pass
    finally:
        os.close(terminal)


def output(command: Command) -> str:
    """What *command* writes to standard output."""
    done = subprocess.run(
        command.arguments,
        env=dict(command.environment),
        input=command.typed or b"",
        capture_output=True,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")


def in_turns(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Run]]:
    """The runs of each of *commands*: one after the other, *rounds* times, after one run each that does not count.

    What else the machine does meanwhile then slows all of them, and the ratios of the medians stay.
    """
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for command in commands.values():
        run(command)
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


def questions(environment: Mapping[str, str], number: int) -> list[str]:
    """So many of the questions of the shipped base, of all its facts alike."""
    base = json.loads(output(Command([KETCLI, "export"], environment)))
    every = [question for fact in base["facts"] for question in fact["questions"]]
    return every[:: len(every) // number][:number]


def milliseconds(runs: Iterable[Run]) -> float:
    """The median time."""
    return statistics.median(one.milliseconds for one in runs)


def mebibytes(runs: Iterable[Run]) -> float:
    """The median of the largest resident sets."""
    return statistics.median(one.mebibytes for one in runs)


def memory(runs: Iterable[Run]) -> str:
    """The median of the largest resident sets, marked where it is only that of the measuring process."""
    median = mebibytes(runs)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS / 2**20
    return f"{'≤ ' if median <= own * 1.01 else ''}{median:.0f} MiB"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first are set to the right."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    lines = [
        "| "
        + " | ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in cells
    ]
    rule = "|".join("-" * (width + 1) + ":" if place else "-" * (width + 2) for place, width in enumerate(widths))
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def versions(*packages: str) -> str:
    """The versions of *packages* beside Python's, as far as they are installed here."""
    found = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def version(program: str, search: str | None = None) -> str:
    """What *program*, found along *search* or else PATH, says of its version; or that it is not installed."""
    if not (path := shutil.which(program, path=search)):
        return f"no {program}"
    done = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    number = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return f"{program} {number.group() if number else '?'}"


def machine() -> str:
    """Processor, number of cores and operating system."""
    processor = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                processor = line.partition(":")[2].strip()
                break
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        system = platform.platform(terse=True)
    return f"{processor}, {os.cpu_count()} cores, {system}"
