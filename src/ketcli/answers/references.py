"""References: the sources of facts as a bibliography has them, with everything that is cited from each."""

from __future__ import annotations

import re

from ketcli.facts import fields
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from ketcli.facts.nouns import Evidence, Fact, Source
    from ketcli.index.reader import Index

APA, BIBTEX, RIS, CSL_JSON, MARKDOWN = "apa", "bibtex", "ris", "csl-json", "markdown"
STYLES = (APA, BIBTEX, RIS, CSL_JSON, MARKDOWN)

SECTION, PARAGRAPH = "section", "paragraph"
"""What a locator names."""

_PERSON = re.compile(r"([^,;&]+), ((?:\w\.(?:[ -](?=\w\.))?)+)(?:, & |, | & |; |$)")
_NAME = re.compile(r"\w")
_PARAGRAPH = re.compile(fields.PARAGRAPH_FORM)


class Citation(NamedTuple):
    """One place where one source makes one claim."""

    number: int
    """Which of all the citations asked for, from 1."""
    fact: Fact
    evidence: Evidence
    label: str
    """SECTION, or PARAGRAPH where the document has no headings and its paragraphs are counted."""
    locator: str
    """The heading, or the number of the paragraph."""

    @property
    def passage(self) -> str:
        """Its first and last words, as far as the fact base quotes them."""
        return passage(self.evidence.from_, self.evidence.to)


class Work(NamedTuple):
    """What a bibliography says of a source."""

    title: str
    author: str | None = None
    issued: str | None = None
    publisher: str | None = None
    url: str | None = None

    @property
    def untitled(self) -> bool:
        """Whether its title is a description in brackets, because the document has none."""
        return self.title.startswith("[") and self.title.endswith("]")

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Family name and initials of each author; none where it is a body, which has one name."""
        author = self.author or ""
        if _NAME.search(_PERSON.sub("", author)):
            return ()
        return tuple((found[1].strip(), found[2].strip()) for found in _PERSON.finditer(author))

    @property
    def head(self) -> str:
        """What it is called by in a text: its authors, or else its title."""
        families = [family for family, _ in self.people]
        if len(families) > 2:  # noqa: PLR2004 - so has APA it
            return f"{families[0]} et al."
        return " & ".join(families) or self.author or self.title

    @property
    def year(self) -> str | None:
        """The year in which it appeared."""
        return self.issued[:4] if self.issued else None


def work(source: Mapping[str, Any]) -> Work:
    """The work that a *source* is, as it is answered."""
    return Work(*(source[name] for name in Work._fields))


class Reference(NamedTuple):
    """A source as a bibliography has it, with everything that is cited from it."""

    source: Source
    citations: tuple[Citation, ...]
    suffix: str
    """A letter, from "a", among references of the same author, or else title, and year; else empty."""

    @property
    def work(self) -> Work:
        """What a bibliography says of it."""
        return work(self.source._asdict())


def references(index: Index, facts: Iterable[Fact]) -> list[Reference]:
    """The sources of *facts*, each once, in the alphabetical order of their authors, or else titles."""
    cited: dict[str, list[Citation]] = {}
    asked = [(fact, evidence) for fact in facts for evidence in fact.evidence]
    for number, (fact, evidence) in enumerate(asked, 1):
        cited.setdefault(evidence.source, []).append(Citation(number, fact, evidence, *_locator(evidence.section)))
    works = {name: work(index.sources[name]._asdict()) for name in cited}
    filed = {name: (_filed(each.author or each.title), each.issued or "", name) for name, each in works.items()}
    ordered = sorted(cited, key=filed.__getitem__)
    marks = suffixes([works[name] for name in ordered])
    return [Reference(index.sources[name], tuple(cited[name]), mark) for name, mark in zip(ordered, marks, strict=True)]


def suffixes(works: Sequence[Work]) -> list[str]:
    """For each of *works* a letter, where it is not the only one of its author, or else title, and year."""
    keys = [(each.head, each.year) for each in works]
    return [_letters(keys[:number].count(key)) if keys.count(key) > 1 else "" for number, key in enumerate(keys)]


def passage(first: str, last: str | None) -> str:
    """The first and last words of a passage, as one text."""
    return f"{first} … {last}" if last else first


def _locator(section: str) -> tuple[str, str]:
    match = _PARAGRAPH.fullmatch(section)
    return (PARAGRAPH, match[1]) if match else (SECTION, section)


def _filed(title: str) -> str:
    """*title* as it is filed: without brackets and a first article."""
    return re.sub(r"^(?:the|an?) ", "", title.strip("[]“”\"' ").casefold())


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)  # noqa: PLR2004
