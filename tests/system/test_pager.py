"""Long answers on a real terminal: paged where that helps, whole everywhere else."""

import os
import pty
import shlex
import signal
import struct
import subprocess
import sys
import time

import pytest
from paths import DATA

fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

LONG = ["topics"]
SHORT = ["search", "bladder", "-n", "1"]
PAGER = "sh -c 'echo [paged]; cat; echo [end]'"


def _lead():
    """Make the terminal ours; that it is taken from those who outlive us shall not end them."""
    fcntl.ioctl(1, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


class Terminal:
    """ketcli on a terminal of 80 columns."""

    def __init__(self, arguments, *, lines=20, keyboard=True, **environment):
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 80 if lines else 0, 0, 0))
        unset = ("PAGER", "LESS", "COLUMNS", "LINES")
        kept = {name: value for name, value in os.environ.items() if name not in unset}
        kept |= {"TERM": "xterm", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ketcli", *arguments],
            stdin=theirs if keyboard else subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            env={**kept, **environment},
            start_new_session=True,
            preexec_fn=_lead,  # noqa: PLW1509 - no threads here
        )
        os.close(theirs)
        self.written = b""

    @property
    def shown(self):
        """What the screen has shown."""
        return self.written.decode(errors="replace")

    def until(self, text, seconds=20):
        """Read until the screen has shown *text*."""
        end = time.monotonic() + seconds
        os.set_blocking(self.ours, False)
        while text not in self.shown:
            assert time.monotonic() < end, f"no {text!r} in {self.shown!r}"
            time.sleep(0.02)
            try:
                self.written += os.read(self.ours, 65536)
            except BlockingIOError:
                continue
            except OSError:
                break
        assert text in self.shown

    def type(self, keys):
        """Type *keys*."""
        os.write(self.ours, keys.encode())

    def end(self):
        """Read to the end; the exit status and all that was shown."""
        os.set_blocking(self.ours, True)
        while True:
            try:
                piece = os.read(self.ours, 65536)
            except OSError:  # the last program on the terminal has ended
                break
            if not piece:
                break
            self.written += piece
        os.close(self.ours)
        return self.process.wait(10), self.shown.replace("\r\n", "\n")


@pytest.mark.parametrize("pager", [PAGER, "echo [paged]; cat | tee /dev/null && echo [end]"])
def test_what_is_longer_than_the_screen_is_paged(pager):
    """PAGER, a program or whatever the shell understands, gets the whole answer, and no more."""
    whole = Terminal([*LONG, "--no-pager"]).end()
    assert whole[0] == 0
    assert whole[1].count("\n") > 20
    assert Terminal(LONG, PAGER=pager).end() == (0, f"[paged]\n{whole[1]}[end]\n")


def test_what_just_fits_is_not_paged():
    """Below the last line there has to be room for the prompt of the shell."""
    command = [sys.executable, "-m", "ketcli", *LONG, "-f", "table"]
    long = subprocess.run(command, capture_output=True, check=True).stdout.count(b"\n")
    for lines, paged in ((long, True), (long + 1, False)):
        assert ("[paged]" in Terminal(LONG, lines=lines, PAGER=PAGER).end()[1]) is paged


@pytest.mark.parametrize(
    ("arguments", "lines", "environment"),
    [
        (SHORT, 20, {}),
        (LONG, 300, {}),
        (LONG, 0, {}),
        ([*LONG, "--no-pager"], 20, {}),
        ([*LONG, "-f", "plain"], 20, {}),
        ([*LONG, "--json"], 20, {}),
        (LONG, 20, {"TERM": "dumb"}),
        (LONG, 20, {"LINES": "300"}),
        (LONG, 20, {"PAGER": ""}),
        (LONG, 20, {"PAGER": "cat"}),
        (LONG, 20, {"PAGER": "no-such-program --at-all"}),
        (LONG, 20, {"PAGER": "'"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_everything_else_is_shown_at_once(tmp_path, arguments, lines, environment):
    """What fits, what is for programs, what the user does not want paged or cannot be."""
    for name in ("less", "more", "cat"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho [paged]\n", encoding="utf-8")
        program.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    status, shown = Terminal(arguments, lines=lines, **{"PATH": path, "PAGER": PAGER, **environment}).end()
    assert status == 0
    assert "[paged]" not in shown
    assert "sh: " not in shown  # nor is any shell heard
    first = {"topics": "overview", "search": "Studies suggest"}[arguments[0]]
    assert shown.count(first) >= 1


def test_without_a_keyboard_nothing_is_paged():
    """Where nobody can leave the pager, a script would wait for ever."""
    whole = Terminal([*LONG, "--no-pager"]).end()
    assert Terminal(LONG, keyboard=False, PAGER=PAGER).end() == whole


def test_a_database_is_no_text_for_a_terminal():
    """What would only garble the terminal is refused there, with the option that helps."""
    shown = "ketcli: this is no text for a terminal; name a file with -o FILE\n"
    assert Terminal(["export", "-f", "sqlite"]).end() == (2, shown)


def test_a_pager_that_cannot_be_run():
    """Nothing is lost when the shell cannot run it."""
    whole = Terminal([*LONG, "--no-pager"]).end()[1]
    status, shown = Terminal(LONG, PAGER="sh -c 'exit 127'").end()
    assert (status, shown) == (0, whole)


@pytest.mark.parametrize("pager", ["false", "true", "sh -c 'exec 0<&-; exit 1'"])
def test_a_pager_that_shows_nothing(pager):
    """What a pager has not even looked at is shown without it."""
    whole = Terminal([*LONG, "--no-pager"]).end()[1]
    status, shown = Terminal(LONG, PAGER=pager).end()
    assert status == 0
    assert shown.endswith(whole)


@pytest.mark.parametrize("pager", ["head -n 1", "sh -c 'head -n 1; exit 3'"])
def test_a_reader_who_leaves_early(pager):
    """To leave the pager before the end is no error, and what it ends with does not matter."""
    status, shown = Terminal(["topics"], PAGER=pager).end()
    assert (status, shown.count("\n")) == (0, 1)


def test_less():
    """The pager that most systems have shows the beginning, goes on at a key, and leaves what it has shown."""
    if not any(os.access(f"{folder}/less", os.X_OK) for folder in os.environ["PATH"].split(":")):
        pytest.skip("this system has no less")
    terminal = Terminal(LONG)
    terminal.until("overview")
    terminal.until(":")
    terminal.type("q")
    status, shown = terminal.end()
    assert status == 0
    assert "evidence" not in shown
    assert "\x1b[?1049h" not in shown


LINKING = [
    "show",
    "duration",
    "--facts",
    str(DATA / "good" / "short.yaml"),
    "--documents",
    str(DATA / "documents"),
]
KNOWN = ("TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "DOMTERM", "FORCE_HYPERLINK")


@pytest.mark.parametrize(
    ("environment", "linked"),
    [
        ({}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"VTE_VERSION": "7006"}, True),
        ({"VTE_VERSION": "4999"}, False),
        ({"VTE_VERSION": "many"}, False),
        ({"KONSOLE_VERSION": "230401"}, True),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"FORCE_HYPERLINK": "0", "TERM": "xterm-kitty"}, False),
        ({"FORCE_HYPERLINK": "1", "NO_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_links_only_where_the_terminal_has_them(environment, linked):
    """A source leads to its document on terminals that are known to show hyperlinks, and on no other."""
    status, shown = Terminal(LINKING, lines=0, **dict.fromkeys(KNOWN, "") | {"NO_COLOR": ""} | environment).end()
    assert status == 0
    uri = (DATA / "documents" / "short.txt").as_uri()
    assert (f";{uri}\x1b\\" in shown) is linked
    assert ("\x1b]8;" in shown) is linked


@pytest.mark.parametrize(("forced", "linked"), [("", False), ("1", True)])
def test_links_leave_through_a_pipe_only_when_they_are_asked_for(forced, linked):
    """Colours that are forced, on a terminal with links, force no links."""
    environment = {"TERM": "xterm-kitty", "FORCE_COLOR": "1", "FORCE_HYPERLINK": forced}
    command = [sys.executable, "-m", "ketcli", *LINKING, "-f", "table"]
    outcome = subprocess.run(command, env=os.environ | environment, capture_output=True, check=True)
    assert b"\x1b[" in outcome.stdout
    assert (b"\x1b]8;" in outcome.stdout) is linked


def test_ctrl_c_is_the_pagers():
    """Ctrl-C in the pager, however often, does not end what shows it; leaving it does, without a trace."""
    pager = "trap 'echo [caught]' INT; echo [paged]; cat >/dev/null; sleep 9; sleep 9; sleep 0.3; echo [end]"
    terminal = Terminal(LONG, PAGER=f"sh -c {shlex.quote(pager)}")
    terminal.until("[paged]")
    for shown in ("[caught]", "[end]"):
        time.sleep(0.5)
        terminal.type("\x03")
        terminal.until(shown)
    status, shown = terminal.end()
    assert status == 0
    assert shown.count("[caught]") == 2
    assert "Traceback" not in shown


def test_term_ends_the_pager_too():
    """Asked to end, ketcli takes the pager along, long before it would end by itself."""
    terminal = Terminal(LONG, PAGER="sh -c 'echo [paged]; exec sleep 60'")
    terminal.until("[paged]")
    started = time.monotonic()
    terminal.process.send_signal(signal.SIGTERM)
    status, shown = terminal.end()
    assert status == 143
    assert time.monotonic() - started < 30
    assert "Traceback" not in shown
