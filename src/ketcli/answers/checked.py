"""What stands in the JSON of ``check``, for the type checker; no start of the program reads this file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from ketcli.answers.records import Unseen


class Problem(TypedDict):
    """A defect."""

    rule: str
    file: str
    line: int | None
    where: str
    message: str
    hint: str | None


class Verified(TypedDict):
    """A document that was looked at."""

    source: str
    state: str


class Left(TypedDict):
    """A sentence that no fact cites."""

    section: str | None
    text: str
    line: int


class Coverage(TypedDict):
    """How much of a document is cited."""

    source: str
    units: int
    cited: int
    accounted: int
    left: list[Left]
    headings: list[Unseen]
    others: list[Unseen]
    words: int
    words_cited: int
    unseen: int


class CheckedMeta(TypedDict):
    """What was checked."""

    tool: str
    file: str
    facts: int


class Check(TypedDict):
    """The document of ``check``."""

    schema_version: str
    meta: CheckedMeta
    problems: list[Problem]
    documents: list[Verified]
    passages: dict[str, int] | None
    coverage: list[Coverage]
