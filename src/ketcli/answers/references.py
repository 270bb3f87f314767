"""References: the sources of facts as a bibliography has them, with everything that is cited from each."""

from __future__ import annotations

import re

from ketcli.facts import fields
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ketcli.facts.nouns import Evidence, Fact, Source
    from ketcli.index.reader import Index

APA, BIBTEX, RIS, CSL_JSON, MARKDOWN = "apa", "bibtex", "ris", "csl-json", "markdown"
STYLES = (APA, BIBTEX, RIS, CSL_JSON, MARKDOWN)

SECTION, PARAGRAPH = "section", "paragraph"
"""What a locator names."""

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


class Reference(NamedTuple):
    """A source as a bibliography has it, with everything that is cited from it.

    The documents of a fact base have no author and no date on record.
    """

    source: Source
    citations: tuple[Citation, ...]
    suffix: str
    """A letter, from "a", among references of the same title, else empty."""

    @property
    def untitled(self) -> bool:
        """Whether its title is a description in brackets, because the document has none."""
        return untitled(self.source.title)


def references(index: Index, facts: Iterable[Fact]) -> list[Reference]:
    """The sources of *facts*, each once, in the alphabetical order of their titles."""
    cited: dict[str, list[Citation]] = {}
    asked = [(fact, evidence) for fact in facts for evidence in fact.evidence]
    for number, (fact, evidence) in enumerate(asked, 1):
        cited.setdefault(evidence.source, []).append(Citation(number, fact, evidence, *_locator(evidence.section)))
    sources = sorted((index.sources[name] for name in cited), key=lambda source: (_filed(source.title), source.id))
    marks = suffixes([source.title for source in sources])
    return [Reference(source, tuple(cited[source.id]), mark) for source, mark in zip(sources, marks, strict=True)]


def suffixes(titles: Sequence[str]) -> list[str]:
    """For each of *titles* a letter, where it is not the only one of its name."""
    return [
        _letters(titles[:number].count(title)) if titles.count(title) > 1 else "" for number, title in enumerate(titles)
    ]


def passage(first: str, last: str | None) -> str:
    """The first and last words of a passage, as one text."""
    return f"{first} … {last}" if last else first


def untitled(title: str) -> bool:
    """Whether *title* is a description in brackets, because the document has none."""
    return title.startswith("[") and title.endswith("]")


def _locator(section: str) -> tuple[str, str]:
    match = _PARAGRAPH.fullmatch(section)
    return (PARAGRAPH, match[1]) if match else (SECTION, section)


def _filed(title: str) -> str:
    """*title* as it is filed: without brackets and a first article."""
    return re.sub(r"^(?:the|an?) ", "", title.strip("[]“”\"' ").casefold())


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)  # noqa: PLR2004
