"""A real shell on a terminal of its own, with the completion that ketcli prints for it, and what its screen shows."""

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte

SHELLS = ("bash", "zsh", "fish")

PROMPT = "$ "

FILES = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}
"""What each shell reads at its start, in the home folder."""

_PLAIN = {
    "bash": "PS1='$ '",
    "zsh": "PS1='$ '; autoload -Uz compinit; compinit -u -D",
    "fish": "function fish_prompt; echo -n '$ '; end; function fish_greeting; end",
}
SHOWN = {
    "bash": 'eval "$(ketcli --show-completion)"',
    "zsh": 'eval "$(ketcli --show-completion)"',
    "fish": "ketcli --show-completion | source",
}
"""How each shell is told to complete, by what the program prints when it runs in that shell."""

PATIENCE = 30
"""Seconds until a shell that does not answer is given up; on an idle machine it takes one."""


class Shell:
    """An interactive shell whose home and working directory is *home*.  A context manager that ends it."""

    def __init__(self, name, home, setup, columns=160, **environment):
        """Start the shell *name*, let it run *setup* and wait for the prompt."""
        start = home / FILES[name]
        start.parent.mkdir(parents=True, exist_ok=True)
        if setup:
            start.write_text(f"{_PLAIN[name]}\n{setup}\n")
        kept = {key: os.environ[key] for key in ("XDG_CACHE_HOME", "KETCLI_FACTS", "PYTHONPATH") if key in os.environ}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        own = {"HOME": str(home), "PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8", "SHELL": shutil.which(name)}
        self.raw = b""
        """All that it has written, with the sequences that move the cursor."""
        self._screen = pyte.Screen(columns, 50)
        self._stream = pyte.ByteStream(self._screen)
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            os.chdir(home)
            os.execvpe(name, [name, "-i"], kept | own | environment)  # noqa: S606 - it is the shell
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("4H", 50, columns, 0, 0))
        self._screen.write_process_input = lambda text: os.write(self._terminal, text.encode())
        self.wait(lambda: self.line == PROMPT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)

    @property
    def rows(self):
        """The rows of the screen, without the empty ones at its end."""
        return "\n".join(row.rstrip() for row in self._screen.display).rstrip().split("\n")

    @property
    def line(self):
        """What stands before the cursor."""
        return self._screen.display[self._screen.cursor.y][: self._screen.cursor.x]

    def type(self, keys):
        """Press *keys*, one after another."""
        os.write(self._terminal, keys.encode())

    def wait(self, condition):
        """Read what the shell writes until *condition* holds; what the screen shows instead is told."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, "\n".join(self.rows)
            if select.select([self._terminal], [], [], 0.1)[0]:
                data = os.read(self._terminal, 65536)
                self.raw += data
                self._stream.feed(data)
