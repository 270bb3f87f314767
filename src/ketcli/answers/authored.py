"""The documents of the commands of those who make a fact base."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from ketcli.answers.documents import CheckedMeta, Problem

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
        "fact": str,
        "claim": str,
        "new": bool,
        "topic": str | None,
        "line": int,
        "source": str,
        "section": str,
        "from": str,
        "to": str | None,
        "digest": str,
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
