"""The first screen: what somebody sees who types ``ketcli`` alone."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from ketcli.system import streams
from ketcli.system.safe import visible
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.index.reader import Index

_EXAMPLES = 3
_LONGEST = 29
"""Columns of a command that leave room for what it does."""


def screen(index: Index) -> str:
    """What it is, how to ask, browse and compare: at most 20 lines of 60 columns."""
    return "".join(f"{visible(line)}\n" for line in _lines(index))


def _lines(index: Index) -> Iterable[str]:
    yield f"ketcli  {index.meta.title}: which source says what"
    if index.meta.reminder:
        yield from wrap(
            index.meta.reminder,
            streams.width(),
            initial_indent=" " * 8,
            subsequent_indent=" " * 8,
            break_long_words=False,
        )
    yield ""
    asked = index.stored("examples")[:_EXAMPLES] or [topic.title for topic in index.topics.values()][:1]
    for number, words in enumerate(asked):
        yield _row("" if number else "Ask", f"ketcli {words}", "")
    yield _row("Browse", "ketcli topics", text.counted(len(index.topics), "topic"))
    if topic := _topic(index, asked):
        yield _row("", f"ketcli show {topic}", "one of them")
    if index.conflicts:
        yield _row("Compare", "ketcli conflicts", "where they differ")
    yield _row("" if index.conflicts else "Compare", "ketcli compare", "who says what")
    yield _row("Trust", "ketcli sources", "who wrote this")
    if index.stored("gaps"):
        yield _row("", "ketcli gaps", "what none of them says")
    yield ""
    yield "A question with ' or ? in it: ketcli search, then type it."
    yield "All else: ketcli --help"


def _row(label: str, command: str, says: str) -> str:
    return f"{label:9}{command:{_LONGEST}}{says}".rstrip()


def _topic(index: Index, asked: Iterable[str]) -> str | None:
    """A topic that one of the examples names; else the one with most facts."""
    for words in asked:
        for kind, name in index.named(" ".join(text.words(words))):
            if kind == "topic":
                return name
    counts = index.counts("topics")
    return max(index.topics, key=lambda name: counts.get(name, 0), default=None)
