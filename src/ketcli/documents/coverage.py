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


FEW = 3
"""So many headings, and as many others, are shown of what is in no sentence of a document; the longest of them."""

_SHOWN = 60
"""Characters of each."""


class Left(NamedTuple):
    """A sentence or list item that no fact cites and nothing accounts for."""

    section: str | None
    text: str
    """Its words, on one line."""
    line: int
    """The line of the document on which it begins, from 1."""
    unit: Unit


class Unseen(NamedTuple):
    """What is in no sentence: a heading, or lines of code, of a table or of contents that nothing parts."""

    heading: bool
    text: str
    """Its words, on one line."""
    line: int
    """The line of the document on which it begins, from 1."""
    words: int

    def __str__(self) -> str:
        """The line of a report."""
        said = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"
        return f"  in no sentence, line {self.line}, {'a heading' if self.heading else 'code or contents'}: {said}"


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
    apart: tuple[Unseen, ...]
    """All that is in no unit, in its order: what passes for a heading, tables of contents and code."""
    words: int
    """Of the whole document."""
    words_cited: int
    """Those of the units that are cited."""

    @property
    def headings(self) -> tuple[Unseen, ...]:
        """What passes for one."""
        return tuple(each for each in self.apart if each.heading)

    @property
    def others(self) -> tuple[Unseen, ...]:
        """What else is in no unit."""
        return tuple(each for each in self.apart if not each.heading)

    @property
    def unseen(self) -> int:
        """The words that are in no unit."""
        return sum(each.words for each in self.apart)

    def lines(self) -> list[str]:
        """The lines of a report: in numbers, then the longest of what is in no unit."""
        shown = [*_longest(self.headings), *_longest(self.others)]
        more = len(self.apart) - len(shown)
        rest = [f"  in no sentence: {more} more, all of them in --json"] if more else []
        return [str(self), *map(str, sorted(shown, key=lambda each: each.line)), *rest]

    def __str__(self) -> str:
        """The first line of a report."""
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
    apart = tuple(_unseen(document))
    return Coverage(
        source,
        len(document.units),
        len(cited),
        sum(unit not in cited for unit in accounted),
        tuple(Left(unit.section, document.said(unit), document.line(unit.start), unit) for unit in left),
        apart,
        words_seen + sum(each.words for each in apart),
        words_cited,
    )


def _unseen(document: Document) -> Iterator[Unseen]:
    line, at = 1, 0
    for start, end, heading in document.apart:
        line += document.text.count("\n", at, start)
        at, said = start, document.text[start:end]
        yield Unseen(heading, " ".join(said.split()), line, folding.words(said))


def _longest(apart: Iterable[Unseen]) -> list[Unseen]:
    """Those of most words, of which a report tells: what is no heading, or no code, is mostly among them."""
    return sorted(apart, key=lambda each: -each.words)[:FEW]


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
