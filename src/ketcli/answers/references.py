"""Citations of facts, and the references that they lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.facts.nouns import Evidence, Fact, Source
    from ketcli.index.reader import Index

APA, BIBTEX, RIS, CSL_JSON, MARKDOWN = "apa", "bibtex", "ris", "csl-json", "markdown"
STYLES = (APA, BIBTEX, RIS, CSL_JSON, MARKDOWN)

SECTION, PARAGRAPH = "section", "paragraph"
"""What a locator names."""

_PARAGRAPH = re.compile(r"\[paragraph (\d+)\]", re.IGNORECASE)


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
        first, last, _ = self.evidence.passage
        return f"{first} … {last}" if last else first


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
        return self.source.title.startswith("[") and self.source.title.endswith("]")


def references(index: Index, facts: Iterable[Fact]) -> list[Reference]:
    """The sources of *facts*, each once, in the alphabetical order of their titles."""
    cited: dict[str, list[Citation]] = {}
    asked = [(fact, evidence) for fact in facts for evidence in fact.evidence]
    for number, (fact, evidence) in enumerate(asked, 1):
        cited.setdefault(evidence.source, []).append(Citation(number, fact, evidence, *_locator(evidence.section)))
    sources = sorted((index.sources[name] for name in cited), key=lambda source: (_filed(source.title), source.id))
    titles = [source.title for source in sources]
    return [
        Reference(
            source,
            tuple(cited[source.id]),
            _letters(titles[:number].count(source.title)) if titles.count(source.title) > 1 else "",
        )
        for number, source in enumerate(sources)
    ]


def _locator(section: str) -> tuple[str, str]:
    match = _PARAGRAPH.fullmatch(section)
    return (PARAGRAPH, match[1]) if match else (SECTION, section)


def _filed(title: str) -> str:
    """*title* as it is filed: without brackets and a first article."""
    return re.sub(r"^(?:the|an?) ", "", title.strip("[]“”\"' ").casefold())


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)  # noqa: PLR2004
