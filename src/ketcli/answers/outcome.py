"""What a command hands over: its document, with all that any way to write it needs."""

from __future__ import annotations

from ketcli.answers.table import Table
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any


DRAWN, RECORDS, DOCUMENT, LINES, BASE = "drawn", "records", "document", "lines", "base"
"""What a format is made of: a drawing, the records of the table, the document, its objects, nothing but whole bases."""


class Outcome(NamedTuple):
    """What a command found, with what people are told beside it."""

    document: Mapping[str, Any]
    """The whole JSON document."""
    objects: Sequence[Mapping[str, Any]]
    """What a line of JSON each is made of."""
    table: Table
    """What a line of text each is made of."""
    drawing: str = ""
    """The name of what a terminal shows of the document; empty: what a pipe gets."""
    text: str | None = None
    """What a pipe gets in the place of records."""
    prose: bool = False
    """Whether a terminal breaks that text into lines between words."""
    whole: bool = False
    """Whether the document is what is wanted unless a format is chosen."""
    found: bool = True
    """Whether there is an answer."""
    urgent: Sequence[str] = ()
    """What comes before anything else, because the reader may be in danger."""
    before: Sequence[str] = ()
    """Lines that explain the answer: what was read otherwise than typed, why there is none."""
    after: Sequence[str] = ()
    """Lines for people only, below the answer."""
    fits: bool = False
    """Whether a terminal shows no more of it than the screen holds."""
    partial: tuple[str, tuple[str, ...]] = ("", ())
    """An option that only some formats show, and what these are made of: whoever chose another is told."""
    detail: bool = False
    """Whether a terminal shows also what is left out for brevity."""

    def only(self, columns: Sequence[str]) -> Outcome:
        """The same with these *columns* only, whatever it is written as; raises UsageError for one that it has not."""
        table = self.table.only(columns)
        objects = table.objects(self.objects)
        left = {id(whole): part for whole, part in zip(self.objects, objects, strict=True)}
        document = {
            name: [left.get(id(item), item) for item in value] if isinstance(value, list) else value
            for name, value in self.document.items()
        }
        return self._replace(document=document, objects=objects, table=table, text=None)


NOTHING = Outcome({}, (), Table((), []))
"""What is left to write when everything was."""
