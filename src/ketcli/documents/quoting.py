"""From sentences of a document to citations of them: which sentence holds some words, and what pins it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ketcli.documents.folding import digest, fold
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
    section, whole = heading(units[0]), document.said(units[0], units[-1])
    under = None if _is_single(document, Passage(whole)) else section
    passage = _pinned(document, whole, under)
    return Evidence(source, section, passage.from_, passage.to, passage.digest)


def record(cited: Evidence) -> Record:
    """*cited* as it is written in a fact base, without what it does not say."""
    passage = {"source": cited.source, "section": cited.section, "from": cited.from_}
    more = {"to": cited.to, "digest": cited.digest, "hedged": cited.hedged}
    return {**passage, **{name: value for name, value in more.items() if value}}


def left_out(document: Document, cited: Evidence) -> Record:
    """*cited* as it is written where no fact needs to cite it; with its section only where that is what tells it."""
    beside = {"source"} if len(document.find(cited.passage)) > 1 else {"source", "section"}
    return {name: value for name, value in record(cited).items() if name not in beside}


def heading(unit: Unit) -> str:
    """What it stands under, on one line; in brackets a name of our own where the document has none."""
    return " ".join(unit.section.split()) if unit.section else f"[Paragraph {unit.paragraph}]"


def _pinned(document: Document, whole: str, under: str | None) -> Passage:
    """The passage that says the *whole*, by as few of its first and last words as tell it apart, or tell it *under* its
    heading.
    """
    pin, words = digest(whole), whole.split(" ")
    beginnings = (Passage(" ".join(words[:count])) for count in range(_FIRST, len(words)))
    first = next((each.from_ for each in beginnings if _is_single(document, each, under)), whole)
    for last in range(_LAST, len(words) - first.count(" ") - 1):
        passage = Passage(first, " ".join(words[-last:]), pin)
        if [digest(document.text[slice(*place)]) for place in document.find(passage, under)] == [pin]:
            return passage
    return Passage(whole, None, pin)


def _is_single(document: Document, passage: Passage, under: str | None = None) -> bool:
    """Whether *passage* begins in one place of *document*, or of what stands *under* a heading."""
    return len(document.find(passage, under)) == 1
