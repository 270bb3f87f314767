"""From sentences of a document to citations of them: which sentence holds some words, and what pins it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ketcli.documents.document import digest, fold
from ketcli.facts.nouns import Evidence, Passage
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketcli.documents.document import Document, Unit
    from ketcli.facts.edits import Record

_FIRST, _LAST = 3, 2
"""Words by which a sentence begins and ends at the least in a citation, so that readers know it again."""


def holding(document: Document, words: str, section: str | None = None) -> list[Unit]:
    """The sentences and list items of *document*, of the *section* alone if one is named, that hold *words*.

    They are those that are just these words; else those in which they stand side by side; else those that have all of
    them somewhere.  Case counts nowhere, nor do quotation marks and white space.
    """
    wanted = fold(words).casefold()
    known = {
        unit: fold(document.text[unit.start : unit.end]).casefold()
        for unit in document.units
        if section is None or fold(section).casefold() == fold(heading(unit)).casefold()
    }
    if not wanted:
        return []
    if exact := [unit for unit, said in known.items() if said == wanted]:
        return exact
    together = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    if found := [unit for unit, said in known.items() if together.search(said)]:
        return found
    each = set(text.words(wanted))
    return [unit for unit, said in known.items() if each and each <= set(text.words(said))]


def evidence(source: str, document: Document, units: Sequence[Unit]) -> Evidence:
    """The citation of *units*, which follow one another in the *document* of *source*, pinned."""
    first, last = units[0], units[-1]
    passage = _pinned(document, first.start, last.end)
    return Evidence(source, heading(first), passage.from_, passage.to, passage.digest)


def record(cited: Evidence) -> Record:
    """*cited* as it is written in a fact base, without what it does not say."""
    passage = {"source": cited.source, "section": cited.section, "from": cited.from_}
    more = {"to": cited.to, "digest": cited.digest, "hedged": cited.hedged}
    return {**passage, **{name: value for name, value in more.items() if value}}


def heading(unit: Unit) -> str:
    """What it stands under, on one line; in brackets a name of our own where the document has none."""
    return " ".join(unit.section.split()) if unit.section else f"[Paragraph {unit.paragraph}]"


def said(document: Document, units: Sequence[Unit]) -> str:
    """The text of *units*, on one line."""
    return " ".join(document.text[units[0].start : units[-1].end].split())


def line(document: Document, unit: Unit) -> int:
    """The line of the document on which *unit* begins, from 1."""
    before = document.text[: unit.start]
    return before.count("\n" if "\n" in document.text else "\r") + 1


def _pinned(document: Document, start: int, end: int) -> Passage:
    """What stands between two offsets of *document*, by as few of its first and last words as tell it apart."""
    whole = " ".join(document.text[start:end].split())
    pin = digest(whole)
    words = whole.split(" ")
    if not _is_single(document, whole):
        return Passage(whole, None, pin)
    first = next(
        (count for count in range(_FIRST, len(words)) if _is_single(document, " ".join(words[:count]))), len(words)
    )
    for last in range(_LAST, len(words) - first):
        passage = Passage(" ".join(words[:first]), " ".join(words[-last:]), pin)
        if [digest(document.text[slice(*place)]) for place in document.find(passage)] == [pin]:
            return passage
    return Passage(whole, None, pin)


def _is_single(document: Document, words: str) -> bool:
    """Whether *words* stand in one place of *document*."""
    wanted = fold(words)
    at = document.folded.find(wanted)
    return at >= 0 and document.folded.find(wanted, at + 1) < 0
