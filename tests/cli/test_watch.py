"""``check --watch`` checks again after each save, goes on where a file is half typed, and ends quietly."""

import os
import select
import signal
import subprocess
import time

from curating import begun
from hostile import MODULE

PATIENCE = 60
"""Seconds until a process that says nothing is given up; on an idle machine it takes one."""


class Watched:
    """A process of ``check --watch`` on a base in *folder*; what it writes on both streams comes in one."""

    def __init__(self, folder, *more):
        self.base, _ = begun(folder)
        self.read = b""
        self._process = subprocess.Popen(
            [*MODULE, "check", "base.yaml", "--watch", *more],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - one thread
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def until(self, words, times=1):
        """Read on until *words* have been written so many times."""
        end = time.monotonic() + PATIENCE
        while self.read.count(words) < times:
            assert time.monotonic() < end, self.read
            if select.select([self._process.stdout], [], [], 0.1)[0]:
                self.read += os.read(self._process.stdout.fileno(), 65536)

    def edit(self, old, new):
        """Replace *old* in the base, which is at no moment half written."""
        text = self.base.read_text()
        assert old in text
        other = self.base.with_suffix(".new")
        other.write_text(text.replace(old, new))
        other.replace(self.base)

    def interrupted(self):
        """Exit status and all that is written after Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        left = self._process.stdout.read()
        return self._process.wait(PATIENCE), left


def test_it_checks_again_after_each_save(tmp_path):
    """Of the base and of a document; a base that is half typed is told in one line; Ctrl-C leaves nothing behind."""
    with Watched(tmp_path, "--documents", ".") as watched:
        watched.until(b"Watching base.yaml and 1 document; Ctrl-C ends it.\n")
        assert watched.read.count(b"base.yaml: 0 facts, 1 problem\n") == 1
        watched.edit("topics: []", "topics: [")
        watched.until(b"no valid YAML")
        assert watched.read.count(b"ketcli: base.yaml:") == 1
        watched.edit("topics: [", "topics: []")
        watched.until(b"base.yaml: 0 facts, 1 problem\n", 2)
        with (tmp_path / "leaf.txt").open("a") as document:
            document.write("More.\n")
        watched.until(b"document-changed")
        assert watched.interrupted() == (130, b"")
        assert b"\x1b" not in watched.read
    assert sorted(os.listdir(tmp_path)) == ["base.yaml", "leaf.txt"]


def test_other_files_are_left_alone(tmp_path):
    """What it writes itself, here a report in the folder of the documents, is no reason to check again."""
    with Watched(tmp_path, "--documents", ".", "-o", "report.txt") as watched:
        watched.until(b"Watching base.yaml and 1 document")
        (tmp_path / "notes.txt").write_text("x")
        watched.edit("title: Tea", "title: Green tea")
        watched.until(b"\n\n")
        watched.edit("topics: []", "topics: [")
        watched.until(b"no valid YAML")
        assert watched.read.count(b"\n\n") == 1  # one line for each check again
        assert watched.interrupted()[0] == 130


def test_what_cannot_be_watched_is_refused(tmp_path):
    """A base that is not there: one line, at once."""
    outcome = subprocess.run([*MODULE, "check", "none.yaml", "--watch"], cwd=tmp_path, capture_output=True, check=False)
    assert (outcome.returncode, outcome.stdout) == (2, b"")
    assert outcome.stderr.count(b"\n") == 1
