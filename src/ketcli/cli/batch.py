"""``search --batch``: a query a line, an answer a line, in order; also for a process that asks and waits."""

from __future__ import annotations

import os
import stat
import sys
import time

from ketcli import render
from ketcli.answers import search
from ketcli.answers.table import Table
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING
from ketcli.render import json, plain
from ketcli.system import streams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO

    from ketcli.index.reader import Index

ALL, SOME = 0, 1
"""Exit status: all lines were answered, some were not."""

LONGEST_LINE = 1 << 16
"""Bytes of a line that are kept; no query is nearly so long."""

_SOON = 1.0
"""Seconds after which it is shown how far it is."""


def run(values: dict[str, Any]) -> int:
    """Answer each line of the file that the options *values* of ``search`` name; returns the exit status.

    Raises KetcliError, for options that do not go with it and for what cannot be read, and OSError.
    """
    form = _form(values)
    with _opened(values["batch"]) as file, streams.progress("Answering") as moved:
        from ketcli.index import base

        shown = None if streams.is_terminal() else moved
        batch = _Batch(file, form, values, shown)
        # Asked again, where the index proves damaged, it goes on with the line that it did not answer.
        base.ask(batch.answer, values["facts"])
    if batch.failed:
        raise batch.failed
    return SOME if batch.unanswered else ALL


def _form(values: dict[str, Any]) -> str:
    """The format of the answers."""
    form: str = render.JSON if values["json"] else values["form"] or render.PLAIN
    if values["query"]:
        raise UsageError("--batch reads its queries from a file; leave out the words")
    if values["output"] not in (None, "-"):
        raise UsageError("--batch answers on standard output, line by line; write > FILE in the place of -o FILE")
    if form not in (render.JSON, render.JSONL, render.PLAIN) or (values["json"] and values["form"] == render.PLAIN):
        raise UsageError("--batch answers as --json or as plain records; no other format has a line for each query")
    if values["header"] and form != render.PLAIN:
        raise UsageError(f"--header names the columns of plain records; {form} has none")
    return form


def _opened(name: str) -> BinaryIO:
    try:
        return open(name, "rb") if name != "-" else open(sys.stdin.fileno(), "rb", closefd=False)
    except (OSError, AttributeError) as error:  # AttributeError: standard input is closed
        raise UsageError(f"cannot read {name}: {getattr(error, 'strerror', None) or 'it is closed'}") from error


class _Batch:
    """The lines of a file that are being answered."""

    def __init__(
        self, file: BinaryIO, form: str, values: dict[str, Any], moved: Callable[[int, int], None] | None
    ) -> None:
        self.unanswered = 0
        self.failed: OSError | None = None
        """Why no more can be read or written."""
        self._lines = _lines(file)
        self._form = form
        self._header = bool(values["header"])
        """Whether the names of the columns are still to be written."""
        self._columns = [name.strip() for name in (values["fields"] or "").split(",") if name.strip()]
        self._options = {
            "limit": values["limit"],
            "topics": values["topic"] or (),
            "sources": values["source"] or (),
            "exact": values["exact"],
            "explain": values["explain"],
        }
        self._moved = moved
        self._begun = time.monotonic()
        self._size = _size(file)
        self._read = 0
        self._line: bytes | None = None

    def answer(self, index: Index) -> None:
        """Answer all lines that are left; a failure to read or write ends it, and is kept."""
        while True:
            try:
                if self._line is None:
                    self._line = next(self._lines, None)
                    if self._line is None:
                        return
            except OSError as error:
                self.failed = error
                return
            written, found = self._written(index, self._line)
            try:
                streams.write(written)
            except OSError as error:
                self.failed = error
                return
            self.unanswered += not found
            self._read += len(self._line)
            self._line = None
            if self._moved and self._size and time.monotonic() - self._begun > _SOON:
                self._moved(self._read, self._size)

    def _written(self, index: Index, line: bytes) -> tuple[str, bool]:
        """What is written for *line*, and whether that is an answer."""
        text, wrong = _query(line)
        if not wrong:
            try:
                outcome = search.search(index, text, **self._options)
            except UsageError as error:
                wrong = str(error)
        if wrong:
            outcome = search.refused(index, text, wrong)
        if self._form != render.PLAIN:
            document = outcome.only(self._columns).document if self._columns else outcome.document
            return json.render_lines([document]), outcome.found
        for remark in (*outcome.urgent, *outcome.before):
            streams.tell(f"{text}: {remark}")
        table = outcome.table.only(self._columns)
        records = [(text, *record) for record in table.records] or [(text,)]
        header, self._header = self._header, False
        return plain.render(Table(("query", *table.columns), records), header=header), outcome.found


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of *file*; of a longer one than LONGEST_LINE its beginning, which is longer by one."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def _query(line: bytes) -> tuple[str, str]:
    """The query on *line*, and why it cannot be read, if so."""
    if len(line) > LONGEST_LINE:
        return line[:100].decode(errors="backslashreplace"), f"the line has more than {LONGEST_LINE} bytes"
    line = line.rstrip(b"\r\n")
    try:
        return line.decode().removeprefix("\ufeff"), ""
    except UnicodeDecodeError as error:
        return line.decode(errors="backslashreplace"), f"the line is no UTF-8: {error.reason} at byte {error.start}"


def _size(file: BinaryIO) -> int:
    """Bytes of *file* if it is a regular one, else 0."""
    status = os.fstat(file.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else 0
