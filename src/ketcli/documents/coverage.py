"""How much of its document the facts of a base cite, and what of it no fact cites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ketcli.documents import folding
from ketcli.facts.problem import Problem
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ketcli.documents.document import Document, Unit
    from ketcli.facts.nouns import Dataset

MOST_UNSEEN = 0.25
"""Of the words of a document: where more are in no sentence, it is hardly divided as its reader would."""


class Left(NamedTuple):
    """A sentence or list item that no fact cites and nothing accounts for."""

    section: str | None
    text: str
    """Its words, on one line."""
    line: int
    """The line of the document on which it begins, from 1."""
    unit: Unit


@dataclass(frozen=True)
class Coverage:
    """How much of one document the facts cite."""

    source: str
    units: int
    """Sentences and list items."""
    cited: int
    accounted: int
    """Not cited, but listed under the source's ``uncited``."""
    left: tuple[Left, ...]
    """Each unit that is neither."""
    headings: tuple[str, ...]
    """What passes for one."""
    words: int
    """Of the whole document."""
    words_cited: int
    """Those of the units that are cited."""
    unseen: int
    """Those in no unit: of headings, tables of contents and code."""

    def __str__(self) -> str:
        """The line of a report."""
        share = 100 * self.words_cited // max(self.words, 1)
        return (
            f"{self.source}: {counted(self.units, 'sentence')}, {self.cited} cited, {self.accounted} accounted for, "
            f"{len(self.left)} left ({share}% of {counted(self.words, 'word')} cited; {self.unseen} in no sentence, "
            f"{counted(len(self.headings), 'heading')})"
        )


def measure(source: str, document: Document, cited: Collection[Unit], accounted: Collection[Unit]) -> Coverage:
    """The coverage of the *document* of *source*, of whose units some are *cited* and some *accounted* for."""
    left = [unit for unit in document.units if unit not in cited and unit not in accounted]
    words_cited, words_seen = (_words(document, units) for units in (cited, document.units))
    return Coverage(
        source,
        len(document.units),
        len(cited),
        sum(unit not in cited for unit in accounted),
        tuple(Left(unit.section, document.said(unit), document.line(unit.start), unit) for unit in left),
        document.headings,
        words_seen + document.unseen,
        words_cited,
        document.unseen,
    )


def _words(document: Document, units: Iterable[Unit]) -> int:
    return sum(folding.words(document.text[unit.start : unit.end]) for unit in units)


def uncovered(dataset: Dataset, covered: Iterable[Coverage]) -> Iterator[Problem]:
    """A problem for each sentence or list item that no fact cites and nothing accounts for.

    Also for each document of which more than MOST_UNSEEN of the words are in none.
    """
    by_source = {each.source: each for each in covered}
    for number, source in enumerate(dataset.sources):
        coverage = by_source.get(source.id)
        if coverage is None:
            continue
        if coverage.unseen > MOST_UNSEEN * coverage.words:
            message = f"{source.file}: {coverage.unseen} of {counted(coverage.words, 'word')} are in no sentence"
            hint = "they pass for headings, contents or code; set them as sentences or lists if they are not"
            yield Problem("words-unseen", ("sources", number, "file"), message, hint)
        for left in coverage.left:
            where = f"{source.file}:{left.line}, {left.section or 'before the first heading'}"
            hint = "cite it, or list it or its section under the source's uncited"
            yield Problem("not-cited", ("sources", number), f"{where}: {left.text!r}", hint)
