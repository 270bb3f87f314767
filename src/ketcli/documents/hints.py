"""What to do about what was found when a fact base was held against its documents."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ketcli.documents import meant, quoting
from ketcli.documents.folding import fold
from ketcli.facts.nouns import Passage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketcli.documents.document import Document
    from ketcli.facts.nouns import Dataset
    from ketcli.facts.problem import Path, Problem

_ALIKE = 0.6
"""How alike the beginning of a sentence has to be to words that stand nowhere, to be what was meant."""


def hinted(problem: Problem, dataset: Dataset, opened: Mapping[str, Document]) -> Problem:
    """*problem* with what the document, one of those *opened* by source id, has in the place of what is not there."""
    if problem.rule not in ("passage-missing", "section-differs", "section-missing"):
        return problem
    source, section, passage = _cited(dataset, problem.path)
    document = opened[source]
    if problem.rule == "section-missing" or passage is None:
        return problem._replace(hint=meant.nearest(document, section or ""))
    if problem.rule == "section-differs":
        start, end = document.find(passage, section)[0]
        return problem._replace(hint=f"write {quoting.heading(document.units_in(start, end)[0])!r}")
    return problem._replace(hint=_nearest(document, passage))


def _cited(dataset: Dataset, path: Path) -> tuple[str, str | None, Passage | None]:
    """Source, section and passage of what is cited or left uncited at *path*."""
    if path[0] == "facts":
        _, number, _, place, *_ = path
        cited = dataset.facts[int(number)].evidence[int(place)]
        return cited.source, cited.section, cited.passage
    _, number, _, reason, place, *_ = path
    source = dataset.sources[int(number)]
    left = [each for each in source.uncited if each.reason == reason][int(place)]
    return source.id, left.section, left.passage


def _nearest(document: Document, passage: Passage) -> str:
    """The sentence of *document* that begins most like the *passage*, which is not in it."""
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
