"""The documents of the commands of those who make a fact base, and how these name that to one another."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import os

    from ketcli.answers.checked import CheckedMeta, Problem


def options(facts: str | os.PathLike[str], documents: str | os.PathLike[str]) -> str:
    """The options of a command line that name the file of a base and the folder of its *documents*."""
    return f"--facts {shlex.quote(str(facts))} --documents {shlex.quote(str(documents))}"


Sentence = TypedDict(
    "Sentence",
    {
        "source": str,
        "section": str,
        "from": str,
        "to": str | None,
        "digest": str,
        "text": str,
        "place": str,
        "file": str,
        "line": int,
        "evidence": str,
    },
)
"""A sentence that no fact cites."""


class Uncovered(TypedDict):
    """The document of ``uncovered``."""

    schema_version: str
    meta: CheckedMeta
    total: int
    returned: int
    sentences: list[Sentence]


Addition = TypedDict(
    "Addition",
    {
        "fact": str | None,
        "claim": str | None,
        "new": bool,
        "topics": list[str],
        "uncited": str | None,
        "line": int,
        "source": str,
        "section": str,
        "sections": list[str],
        "from": str | None,
        "to": str | None,
        "digest": str | None,
        "hedged": bool,
        "text": str,
    },
)
"""A citation that was added."""


class Add(TypedDict):
    """The document of ``add``."""

    schema_version: str
    meta: CheckedMeta
    added: Addition
    problems: list[Problem]


class Compared(TypedDict):
    """One of two fact bases."""

    file: str
    title: str
    version: str
    facts: int


class DiffMeta(TypedDict):
    """What was compared."""

    tool: str
    old: Compared
    new: Compared


class FieldChange(TypedDict):
    """What has changed in one field."""

    field: str
    removed: list[str]
    added: list[str]


class Change(TypedDict):
    """What has become of one thing."""

    change: str
    kind: str
    id: str
    title: str
    now: list[str]
    fields: list[FieldChange]


class Count(TypedDict):
    """How often something has happened."""

    kind: str
    change: str
    count: int


class Diff(TypedDict):
    """The document of ``diff``."""

    schema_version: str
    meta: DiffMeta
    counts: list[Count]
    changes: list[Change]
