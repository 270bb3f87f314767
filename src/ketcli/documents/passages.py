"""Hold a fact base against its documents: every passage, every claim's words and numbers, and what no fact cites."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketcli.documents import claims, coverage, folding, meant, quoting
from ketcli.documents import document as documents
from ketcli.errors import DocumentError
from ketcli.facts.problem import Path, Problem
from ketcli.words import text

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from ketcli.documents.document import Document, Unit
    from ketcli.facts.nouns import Dataset, Fact, Passage, Source

LONGEST = 3
"""Sentences or list items in one passage: so many can belong together, more are a page."""

FOUND = "found"
FOUND_IN_CHANGED = "found in a changed document"
ALTERED = "altered"
AMBIGUOUS = "ambiguous"
MISSING = "missing"
MISPLACED = "misplaced"
UNREAD = "not checked"
SAME, CHANGED, UNPINNED = "same", "changed", "not pinned"
"""What can be said of a document that can be read; UNPINNED: the base does not have its sha256 yet."""
STATES = (FOUND, FOUND_IN_CHANGED, ALTERED, MISPLACED, AMBIGUOUS, MISSING, UNREAD)
"""What can be said of a passage; MISPLACED: found, but not one to LONGEST whole sentences, or in another section."""


@dataclass
class Report:
    """The outcome of one verification."""

    documents: dict[str, str] = field(default_factory=dict)
    """For each source id the state of its document: same, changed, or why it could not be read."""
    passages: Counter[str] = field(default_factory=Counter)
    """How many passages are in each of STATES; the sum is all there are."""
    problems: list[Problem] = field(default_factory=list)
    coverage: list[coverage.Coverage] = field(default_factory=list)
    opened: dict[str, Document] = field(default_factory=dict)
    """By source id the documents that could be read."""
    digests: dict[Path, tuple[str | None, str]] = field(default_factory=dict)
    """For the digest of each passage that is in one place: what the base has, and what it would be."""


def verify(dataset: Dataset, folder: pathlib.Path) -> Report:
    """Look up every passage of *dataset* in the documents of *folder*, each read once.

    Raises DocumentError when *folder* is no directory.
    """
    return _Verifier(dataset, folder).run()


def open_documents(
    sources: Iterable[Source], folder: pathlib.Path, abbreviations: Iterable[str] = ()
) -> tuple[dict[str, Document], dict[str, DocumentError]]:
    """The documents of *sources* that *folder* has, by source id, and why each of the others could not be read.

    The *abbreviations* end no sentence in them, beside the usual ones.
    """
    if not folder.is_dir():
        raise DocumentError(folder, "no such folder of documents")
    opened: dict[str, Document] = {}
    failed: dict[str, DocumentError] = {}
    for source in sources:
        try:
            opened[source.id] = _open(source, folder, abbreviations)
        except DocumentError as error:
            failed[source.id] = error
    return opened, failed


def _open(source: Source, folder: pathlib.Path, abbreviations: Iterable[str]) -> Document:
    path = folder / source.file
    try:
        outside = path.exists() and not path.resolve().is_relative_to(folder.resolve())
    except OSError as error:  # such as a name that is too long
        raise DocumentError(path, error.strerror or str(error)) from error
    if outside:
        raise DocumentError(path, "outside the folder")
    return documents.read(path, abbreviations)


class _Verifier:
    def __init__(self, dataset: Dataset, folder: pathlib.Path) -> None:
        self.dataset = dataset
        self.report = Report()
        self.opened, self.failed = open_documents(dataset.sources, folder, dataset.abbreviations)
        self.report.opened = self.opened
        self.touched: dict[str, set[Unit]] = {source.id: set() for source in dataset.sources}
        self.accounted: dict[str, set[Unit]] = {source.id: set() for source in dataset.sources}
        self.quoted: list[list[str]] = []
        """Of each fact, in their order, those of its passages that were found."""
        self.unpinned: list[Path] = []
        self.sha256 = {source.id: source.sha256 for source in dataset.sources}

    def run(self) -> Report:
        self._documents()
        for number, fact in enumerate(self.dataset.facts):
            self._fact(fact, ("facts", number))
        self.report.problems += claims.check(self.dataset, self.opened.values(), self.quoted)
        for number, source in enumerate(self.dataset.sources):
            self._uncited(source, ("sources", number, "uncited"))
        if not self.report.passages.total():
            self._problem("nothing-to-check", ("facts",), "no fact cites a passage")
        if self.unpinned:
            message = f"{text.counted(len(self.unpinned), 'passage')} without a digest, this the first"
            self._problem("passage-unpinned", self.unpinned[0], message, "ketcli check --documents DIR --pin adds them")
        self._cover()
        return self.report

    def _documents(self) -> None:
        for number, source in enumerate(self.dataset.sources):
            path = ("sources", number)
            if source.id in self.failed:
                reason = self.failed[source.id].reason
                self.report.documents[source.id] = reason
                self._problem("document-unreadable", (*path, "file"), f"{source.file}: {reason}")
                continue
            actual = self.opened[source.id].sha256
            self.report.digests[(*path, "sha256")] = (source.sha256 or None, actual)
            state = UNPINNED if not source.sha256 else SAME if source.sha256 == actual else CHANGED
            self.report.documents[source.id] = state
            if state == CHANGED:
                message = f"{source.file} has the sha256 {actual}"
                hint = f"read what changed, then: --pin --renew {source.id}"
                self._problem("document-changed", (*path, "sha256"), message, hint)

    def _fact(self, fact: Fact, path: Path) -> None:
        quoted = []
        for place, item in enumerate(fact.evidence):
            at = (*path, "evidence", place)
            span = self._passage(item.source, item.passage, at, fact.id, item.section)
            if span:
                document = self.opened[item.source]
                quoted.append(document.text[slice(*span)])
                self.touched[item.source].update(document.units_in(*span))
        self.quoted.append(quoted)

    def _uncited(self, source: Source, path: Path) -> None:
        places: Counter[str] = Counter()
        for item in source.uncited:
            at = (*path, item.reason, places[item.reason])
            places[item.reason] += 1
            if item.passage:
                span = self._passage(source.id, item.passage, at, f"uncited of {source.id}", item.section)
                units = self.opened[source.id].units_in(*span) if span else []
                cited = not self.touched[source.id].isdisjoint(units)
            else:
                units = self._section(source, item.section or "", at)
                cited = bool(units) and self.touched[source.id].issuperset(units)
            if cited:
                what = "this passage" if item.passage else "every sentence of this section"
                self._problem("cited-after-all", at, f"a fact cites {what}", "remove it from uncited")
            self.accounted[source.id].update(units)

    def _section(self, source: Source, section: str, path: Path) -> list[Unit]:
        """All that stands in the *section* of the document of *source*."""
        document = self.opened.get(source.id)
        units = document.under(section) if document else []
        if document and not units:
            message = f"uncited of {source.id}: no sentence in {document.name} stands under {section!r}"
            self._problem("section-missing", (*path, "section"), message, meant.nearest(document, section))
        return units

    def _passage(
        self, source: str, passage: Passage, path: Path, owner: str, section: str | None
    ) -> tuple[int, int] | None:
        """Where *passage* stands, its state counted and what is wrong with it noted."""
        document = self.opened.get(source)
        if document is None:
            self.report.passages[UNREAD] += 1
            return None
        places = document.find(passage, section)
        if len(places) != 1:
            self.report.passages[AMBIGUOUS if places else MISSING] += 1
            if places:
                message, hint = _several(document, passage, places, section)
                self._problem("passage-ambiguous", (*path, "from"), f"{owner}: {message}", hint)
            else:
                message = f"{owner}: {_ends(passage)!r} is not in {document.name}"
                self._problem("passage-missing", (*path, "from"), message, meant.nearest_passage(document, passage))
            return None
        span = places[0]
        state = FOUND_IN_CHANGED if self.report.documents[source] == CHANGED else FOUND
        misplaced = _misplaced(document, span, section)
        if not misplaced:
            actual = folding.digest(document.text[slice(*span)])
            self.report.digests[(*path, "digest")] = (passage.digest, actual)
        if passage.digest is None:
            self.unpinned.append(path)
        elif document.is_altered(span, passage.digest, self.sha256[source]):
            state = ALTERED
            message = f"{owner}: the passage in {document.name} reads otherwise than when it was pinned"
            hint = f"compare it with the claim, then: --pin --renew {owner.removeprefix('uncited of ')}"
            self._problem("passage-altered", (*path, "digest"), message, hint)
        if misplaced and self.report.documents[source] != CHANGED:
            state = MISPLACED
            self._problem(misplaced[0], path, f"{owner}: {misplaced[1]}", misplaced[2])
        self.report.passages[state] += 1
        return span

    def _cover(self) -> None:
        for name, document in self.opened.items():
            measured = coverage.measure(name, document, self.touched[name], self.accounted[name])
            self.report.coverage.append(measured)

    def _problem(self, rule: str, path: Path, message: str, hint: str = "") -> None:
        self.report.problems.append(Problem(rule, path, message, hint))


def _ends(passage: Passage) -> str:
    """The first and last words of *passage*."""
    return passage.from_ if passage.to is None else f"{passage.from_} … {passage.to}"


def _several(
    document: Document, passage: Passage, places: list[tuple[int, int]], section: str | None
) -> tuple[str, str]:
    """Message and hint where *passage* begins in several *places*."""
    where = f"{document.name}{f' under {section!r}' if section else ''}"
    alike = {folding.fold(document.text[slice(*place)]) for place in places}
    wholes = {folding.fold(document.said(unit)) for place in places for unit in document.units_in(*place)[:1]}
    if len(wholes) > 1 or len(alike) > 1:
        return f"{len(places)} passages in {where} begin with {passage.from_!r}", "begin with more words of it"
    hint = "cite it together with the sentence before or after it"
    return f"{_ends(passage)!r} stands {len(places)} times in {where}, word for word", hint


def _misplaced(document: Document, span: tuple[int, int], section: str | None) -> tuple[str, str, str] | None:
    """Rule, message and hint when a passage is not one to LONGEST whole units of the *section* that is named."""
    units = document.units_in(*span)
    if not units:
        return "passage-too-short", "the passage is no sentence or list item", "cite the sentence"
    if len(units) > LONGEST:
        return "passage-too-long", f"the passage spans {len(units)} sentences", f"cite at most {LONGEST} together"
    if len({unit.section for unit in units}) > 1:
        under = " and ".join(dict.fromkeys(repr(unit.section or "no heading") for unit in units))
        return "passage-over-sections", f"the passage runs on under {under}", "cite what stands under each by itself"
    whole = document.said(units[0], units[-1])
    if folding.fold(document.text[slice(*span)]) != folding.fold(whole):
        parts = "begins or ends within a sentence" if len(units) > 1 else "is a part of a sentence"
        return "passage-too-short", f"the passage {parts}", f"the whole is {whole!r}"
    heading = units[0].section
    if section is not None and not documents.is_under(units[0], section):
        stands = f"under {heading!r}" if heading else "under no heading"
        return (
            "section-differs",
            f"the passage stands {stands}, not {section!r}",
            f"write {quoting.heading(units[0])!r}",
        )
    return None
