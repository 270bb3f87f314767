"""``search --batch``: a query a line, an answer a line, in order; also for a process that asks and waits."""

from __future__ import annotations

import io
import os
import stat
import sys
import time

from ketcli import render
from ketcli.answers import search
from ketcli.answers.table import Table
from ketcli.cli import forms
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.render import json, plain
from ketcli.system import streams, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO

    from ketcli.answers.outcome import Outcome
    from ketcli.index.reader import Index

    Ask = Callable[[Index, str], Outcome]
    """Answers a query."""

ALL, SOME = 0, 1
"""Exit status: all lines were answered, some were not."""

LONGEST_LINE = 1 << 16
"""Bytes of a line that are kept; no query is nearly so long."""

SHARE = 1 << 12
"""Bytes of a file for which one more process is worth while: some hundred questions."""

BLOCK = 16
"""Lines in a row that one process answers, where there are several."""

_SOON = 1.0
"""Seconds after which it is shown how far it is."""


class Answered(NamedTuple):
    """What comes of one line."""

    size: int
    """Bytes of the line."""
    written: str
    remarks: tuple[str, ...]
    """For standard error."""
    found: bool


def run(ask: Ask, values: dict[str, Any]) -> int:
    """Answer each line of the file that the options *values* name as *ask* does; returns the exit status.

    A long file is divided among as many processes as can work at the same time.  Raises KetcliError, for options that
    do not go with it and for what cannot be read, and OSError.
    """
    form = _form(values)
    with _opened(values["batch"]) as file, streams.progress("Answering") as moved:
        size = _size(file)
        number = min(workers.most(), size // SHARE)
        writer = _Writer(size, None if streams.is_terminal() else moved)
        if number < 2:  # noqa: PLR2004
            _Batch(ask, form, values, _lines(file), writer.take).answer()
            return writer.status
        from ketcli.index import base

        base.ask(lambda _: None, values["facts"])  # compiled here, before all of them need it

        def share(place: int, put: workers.Put) -> None:
            block: list[Answered] = []

            def take(answered: Answered) -> None:
                block.append(answered)
                if len(block) == BLOCK:
                    put(block)
                    block.clear()

            lines = (line for at, line in enumerate(_lines(_apart(file))) if at // BLOCK % number == place)
            _Batch(ask, form, values, lines, take, header=place == 0).answer()
            if block:
                put(block)

        for block in workers.in_turns(number, share):
            for answered in block:
                writer.take(answered)
        file.seek(0, os.SEEK_END)
    return writer.status


def _form(values: dict[str, Any]) -> str:
    """The format of the answers."""
    form = (
        forms.chosen(values["form"], json=values["json"], fields=values["fields"], header=values["header"])
        or render.PLAIN
    )
    if values["query"]:
        raise UsageError("--batch reads its queries from a file; leave out the words")
    if values["output"] not in (None, "-"):
        raise UsageError("--batch answers on standard output, line by line; write > FILE in the place of -o FILE")
    if form not in (render.JSON, render.JSONL, render.PLAIN):
        raise UsageError(f"--batch answers as --json, -f jsonl or plain records; {form} has no line for each query")
    return form


def _opened(name: str) -> BinaryIO:
    try:
        return open(name, "rb") if name != "-" else open(sys.stdin.fileno(), "rb", closefd=False)
    except (OSError, AttributeError) as error:  # AttributeError: standard input is closed
        raise UsageError(f"cannot read {name}: {getattr(error, 'strerror', None) or 'it is closed'}") from error


class _Writer:
    """Writes what comes of the lines, and knows how far it is."""

    def __init__(self, size: int, moved: Callable[[int, int], None] | None) -> None:
        self.status = ALL
        self._size = size
        self._moved = moved
        self._begun = time.monotonic()
        self._read = 0

    def take(self, answered: Answered) -> None:
        """Write one answer.  Raises OSError."""
        for remark in answered.remarks:
            streams.tell(remark)
        streams.write(answered.written)
        if not answered.found:
            self.status = SOME
        self._read += answered.size
        if self._moved and self._size and time.monotonic() - self._begun > _SOON:
            self._moved(self._read, self._size)


class _Batch:
    """Lines that are being answered."""

    def __init__(  # noqa: PLR0913 - what one run needs
        self,
        ask: Ask,
        form: str,
        values: dict[str, Any],
        lines: Iterator[bytes],
        take: Callable[[Answered], None],
        *,
        header: bool = True,
    ) -> None:
        self._ask = ask
        self._form = form
        self._ascii = render.is_foreign(streams.encoding())
        self._facts: str | None = values["facts"]
        self._columns = forms.columns(values["fields"])
        self._header = header and bool(values["header"])
        """Whether the names of the columns are still to be written."""
        self._lines = lines
        self._take = take
        self._line: bytes | None = None
        self._failed: OSError | None = None

    def answer(self) -> None:
        """Answer all lines.  Raises KetcliError, and OSError where no more can be read or taken."""
        from ketcli.index import base

        # Asked again, where the index proves damaged, it goes on with the line that it did not answer.
        base.ask(self._answer, self._facts)
        if self._failed:
            raise self._failed

    def _answer(self, index: Index) -> None:
        """Answer all lines that are left; a failure to read or write is no damage to the index, and kept."""
        while True:
            try:
                if self._line is None:
                    self._line = next(self._lines, None)
                    if self._line is None:
                        return
            except OSError as error:
                self._failed = error
                return
            answered = self._answered(index, self._line)
            try:
                self._take(answered)
            except OSError as error:
                self._failed = error
                return
            self._line = None

    def _answered(self, index: Index, line: bytes) -> Answered:
        text, wrong = _query(line)
        if not wrong:
            try:
                outcome = self._ask(index, text)
            except UsageError as error:
                wrong = str(error)
        if wrong:
            outcome = search.refused(index, text, wrong)
        if self._form != render.PLAIN:
            document = outcome.only(self._columns).document if self._columns else outcome.document
            return Answered(len(line), json.render_lines([document], ascii=self._ascii), (), outcome.found)
        remarks = tuple([f"{text}: {remark}" for remark in (*outcome.urgent, *outcome.before)])
        table = outcome.table.only(self._columns)
        records = [(text, *record) for record in table.records] or [(text,)]
        header, self._header = self._header, False
        written = plain.render(Table(("query", *table.columns), records), header=header)
        return Answered(len(line), written, remarks, outcome.found)


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


def _apart(file: BinaryIO) -> BinaryIO:
    """*file* once more, which moves by itself, while processes that share a file also move together in it."""
    return io.BufferedReader(_Apart(file.fileno(), file.tell()))


class _Apart(io.RawIOBase):
    def __init__(self, descriptor: int, place: int) -> None:
        self._descriptor = descriptor
        self._place = place

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = os.pread(self._descriptor, len(buffer), self._place)
        buffer[: len(found)] = found
        self._place += len(found)
        return len(found)
