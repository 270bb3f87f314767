"""What of a document is meant by words and headings that somebody types, or why nothing is."""

from __future__ import annotations

import difflib
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from ketcli.documents import quoting
from ketcli.documents.folding import fold
from ketcli.errors import UsageError
from ketcli.facts.nouns import Passage
from ketcli.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ketcli.documents.document import Document, Unit

_NUMBERED = re.compile(r"((?:\d+|[A-Z](?=[.)]))(?:\.\d+)*)[.)]?\s")
"""How a heading begins that has a number: ``4. Powers``, ``4.1 Powers``, ``A.0. Powers``."""

_SHOWN = 5
"""Lines and headings that are named in a message."""

_ALIKE = 0.6
"""How alike the beginning of a sentence has to be to words that stand nowhere, to be what was meant."""


def sentence(document: Document, words: str, section: str | None = None) -> Unit:
    """The one sentence or list item of *document*, of the *section* if one is named, that holds *words*.

    Raises UsageError where none does, or several do.
    """
    found = quoting.holding(document, words, section)
    under = f" under {section!r}" if section else ""
    if not found:
        raise UsageError(f"no sentence of {document.name}{under} holds {words!r}; {_place(document, words, section)}")
    if len(found) > 1:
        lines = [str(document.line(unit.start)) for unit in found[:_SHOWN]]
        more = " and more" if len(found) > _SHOWN else ""
        raise UsageError(
            f"{len(found)} sentences of {document.name}{under} hold {words!r}, on the lines {', '.join(lines)}{more}; "
            "give more words of the one, or its --section"
        )
    return found[0]


def _place(document: Document, words: str, section: str | None) -> str:
    """Where *words* stand that no sentence holds, of the *section* if one is named, and what to do."""
    if section and not document.under(section):
        return nearest(document, section)
    typed = fold(words)
    match = re.search(rf"(?<!\w){re.escape(typed)}(?!\w)", document.folded, re.IGNORECASE) if typed else None
    if match is None:
        return "copy some words that stand in it"
    start, end = document.offsets[match.start()], document.offsets[match.end() - 1] + 1
    units = document.units_in(start, end)
    if len(units) > 1:
        return f"they run over {len(units)} sentences: give words of each, with a --sentence of its own"
    if units and units[0].start <= start and end <= units[0].end:
        return f"they stand under {quoting.heading(units[0])!r}"
    heading = next((each for each in document.headings if match[0] in fold(each)), None)
    if heading is None or units:
        return "they stand partly in none, among headings, contents or code; copy those of the sentence alone"
    return f"they stand in the heading {_flat(heading)!r}; copy words of what it says below"


def sections(document: Document, heading: str) -> list[str]:
    """The sections of *document* that the *heading* stands over: its own sentences, and its parts by their numbers.

    Thus 4 stands over 4.1 and 4.2, whose number is enough where only one heading has it.  Raises UsageError where no
    sentence stands under any.
    """
    numbered = [each for each in document.headings if _number(each) == heading.rstrip(".")]
    heading = numbered[0] if len(numbered) == 1 else heading
    found = [name for name in dict.fromkeys(map(_flat, [heading, *_parts(document, heading)])) if document.under(name)]
    if not found:
        raise UsageError(f"no sentence of {document.name} stands under {heading!r}; {nearest(document, heading)}")
    return found


def left(document: Document, units: Collection[Unit], headings: Sequence[str]) -> tuple[dict[str, str], str]:
    """The sections of *document* that the *headings* stand over and of which some of *units* are, the ones still left.

    Without headings those of the whole document.  Each with how much is left of it, and then how much is of all.
    Raises UsageError where nothing is.
    """
    meant = dict.fromkeys(name for heading in headings for name in sections(document, heading))
    under = {name: document.under(name) for name in meant or dict.fromkeys(map(quoting.heading, units))}
    found = {name: [unit for unit in held if unit in units] for name, held in under.items()}
    if not any(found.values()):
        where = f" under {', '.join(map(repr, meant))}" if meant else ""
        raise UsageError(f"every sentence of {document.name}{where} is cited or accounted for already")
    shares = {name: _share(len(found[name]), len(held)) for name, held in under.items() if found[name]}
    return shares, _share(sum(map(len, found.values())), sum(len(under[name]) for name in shares))


def _share(count: int, of: int) -> str:
    return f"all {counted(of, 'sentence')}" if count == of else f"{count} of {counted(of, 'sentence')}"


def nearest(document: Document, heading: str) -> str:
    """What to do about a *heading* under which no sentence of *document* stands."""
    names = list(map(_flat, document.headings))
    if _flat(heading) in names:
        below = list(map(_flat, _parts(document, heading))) or names[names.index(_flat(heading)) + 1 :][:1]
        more = f" and {len(below) - _SHOWN} more" if len(below) > _SHOWN else ""
        follows = f", below which stands {', '.join(map(repr, below[:_SHOWN]))}{more}" if below else ""
        return f"that is a heading without sentences of its own{follows}"
    known = list(dict.fromkeys(map(quoting.heading, document.units)))
    near = difflib.get_close_matches(_flat(heading), known, 1)
    return f"did you mean {near[0]!r}?" if near else "copy the heading as it stands there"


def nearest_passage(document: Document, passage: Passage) -> str:
    """What to do about a *passage* that is not in *document*: the sentence there that begins most like it."""
    if found := document.units_in(*next(iter(document.find(Passage(passage.from_))), (0, 0))):
        return f"what begins so is {document.said(found[0])!r}"
    wanted = fold(passage.from_).casefold()
    likeness = {
        unit: difflib.SequenceMatcher(None, document.said(unit)[: len(wanted)].casefold(), wanted).ratio()
        for unit in document.units
    }
    best = max(document.units, key=lambda unit: likeness[unit], default=None)
    if best is None or likeness[best] < _ALIKE:
        return "copy it from the document: ketcli uncovered has each sentence as a line to paste"
    return f"the nearest is {document.said(best)!r}, on line {document.line(best.start)}"


def _parts(document: Document, heading: str) -> list[str]:
    """The headings that follow on *heading* and have its number with a further one behind it."""
    found: list[str] = []
    for at, each in enumerate(document.headings):
        if fold(each) == fold(heading) and (number := _number(each)):
            lead = f"{number}."
            found += takewhile(lambda name: _number(name).startswith(lead), document.headings[at + 1 :])  # noqa: B023
    return found


def _number(heading: str) -> str:
    numbered = _NUMBERED.match(heading)
    return numbered[1] if numbered else ""


def _flat(heading: str) -> str:
    """*heading* on one line."""
    return " ".join(heading.split())
