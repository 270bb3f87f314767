"""``new``: a fact base to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers import authored
from ketcli.answers.outcome import Outcome
from ketcli.answers.table import Table
from ketcli.documents import skeleton
from ketcli.errors import OutputError
from ketcli.system import files
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def new(paths: Sequence[Path], file: str | None) -> Outcome:
    """A base of the documents at *paths*, in a new *file* or, without a name, on standard output.

    Raises as ``skeleton.skeleton`` does, and OutputError where the file cannot be written or is there already.
    """
    content = skeleton.skeleton(paths)
    if file is not None:
        try:
            files.write(file, content.encode(), anew=True)
        except OSError as error:
            raise OutputError(f"cannot write {file}: {error.strerror or error}") from error
    base = authored.options(file or "base.yaml", paths[0].parent)
    said = f"{file}: {counted(len(paths), 'source')}, no facts yet; " if file else "Keep it with -o base.yaml; "
    return Outcome(
        {},
        [],
        Table((), []),
        text=content if file is None else "",
        before=[f"{said}next: ketcli uncovered {base} --next"],
    )
