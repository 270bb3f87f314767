"""A fact base to begin with: its documents as sources, and how facts are written, in comments."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ketcli.documents import document as documents
from ketcli.documents import quoting
from ketcli.errors import DocumentError, UnreadableFactsError, UsageError
from ketcli.facts import dataset, edits, fields
from ketcli.facts.problem import InvalidFactsError
from ketcli.words import invisible, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ketcli.documents.document import Document, Unit

_HEAD = """\
# A fact base: what these documents say, each claim pinned to the passage that makes it.
# What every field means: ketcli schema.  What is wrong or left to do: ketcli check.
schema: 1
title: My subject                # what the base is about
version: "1"
disclaimer: >-
  A claim here is what a source says, not what is true.
# reminder: Two leaflets, no advice.                     # a sentence below every answer
# ask: the librarian                                     # whom to ask what they do not say
# examples: [how long does it last, what does it cost]   # what people may ask
# abbreviations: [Abt.]                                  # what ends no sentence of these texts

# The documents.  A source may also have an author, issued, a publisher and a url, for references.
sources:
"""

_KIND = "A text.                # by whom, for whom, of what date, with references or without"

_TAIL = """\

# Headings that people look under; the first in the place of [].
topics: []
#  - id: my-topic
#    title: My topic
#    summary: What its facts say, in a sentence or two.

# What the sources say.  ketcli add writes a fact; or you do, the first in the place of [].
facts: []
#  - id: my-fact                 # permanent
#    topics: [my-topic]          # the first is its home
#    claim: What the source says, in words of your own, and no more than that.
#    questions: [what people type who are answered by it]
#    evidence:                   # one to three whole sentences, by their first and last words: ketcli uncovered
"""
_CITED = "#      - "

_AFTER = """\

# Where they differ.
#conflicts:
#  - id: my-conflict
#    kind: tension               # contradiction: they cannot all be true; complement: they add up
#    question: What do they differ on?
#    positions:
#      - {says: The one., facts: [my-fact]}
#      - {says: The other., facts: [another-fact]}

# What no fact needs to cite stands below its source, by reason: ketcli add --uncited REASON.
#    uncited:
#      about-the-text:
"""

_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
"""Of the name of a file; what stands behind the point of a version is none."""


def skeleton(paths: Sequence[Path]) -> str:
    """The YAML of a base that has the documents at *paths* as its sources, and no fact yet.

    Raises UsageError for documents that one base cannot have, DocumentError for one that cannot be read.
    """
    names = Counter(path.name for path in paths)
    for path in paths:
        if names[path.name] > 1:
            raise UsageError(f"{path.name!r} is named {names[path.name]} times; a base has each document once")
        if path.resolve().parent != paths[0].resolve().parent:
            raise UsageError(f"{paths[0]} and {path} are in two folders; a base has its documents in one")
    opened = [documents.read(path) for path in paths]
    for path, each in zip(paths, opened, strict=True):
        if not each.units:
            raise DocumentError(path, "no sentence in it")
    content = "".join(f"{line}\n" for line in _lines(opened))
    try:
        dataset.parse(content.encode(), "the new base")
    except (UnicodeEncodeError, UnreadableFactsError, InvalidFactsError) as error:
        what = error.problems[0].message if isinstance(error, InvalidFactsError) else "a file name that is not UTF-8"
        raise UsageError(f"no base can have such a document: {what}; rename it") from error
    return content


def _lines(opened: Sequence[Document]) -> Iterator[str]:
    yield from _HEAD.splitlines()
    ids: set[str] = set()
    titles: set[str] = set()
    for document in opened:
        name = _new(_id(document.name), ids, "{}-{}")
        title = _new(_title(document, name), titles | ids, "{} ({})")
        ids.add(name)
        titles.add(title)
        yield f"  - id: {edits.scalar(name)}"
        yield f"    title: {edits.scalar(title)}"
        yield f"    kind: {_KIND}"
        yield f"    file: {edits.scalar(document.name)}"
        yield from (f"    # {line}" for line in _sections(document.units))
        yield f"    sha256: {edits.scalar(document.sha256)}"
    yield from _TAIL.splitlines()
    cited = quoting.evidence(_id(opened[0].name), opened[0], opened[0].units[:1])
    yield f"{_CITED}{_shown(edits.flow(quoting.record(cited)))}"
    yield from _AFTER.splitlines()
    yield f"#        - {_shown(edits.flow(quoting.left_out(opened[0], cited)))}"


def _id(file: str) -> str:
    """What the source in *file* is called."""
    return text.slug(_ENDING.sub("", file))[: fields.ID_LIMIT - 3].strip("-") or "source"


def _new(name: str, taken: Iterable[str], form: str) -> str:
    """*name*, with a number where it is *taken*."""
    known = {" ".join(text.stems(each)) for each in taken}
    numbered = (form.format(name, number) for number in range(2, len(known) + 3))
    return next(each for each in (name, *numbered) if " ".join(text.stems(each)) not in known)


def _title(document: Document, name: str) -> str:
    """The heading that *document* begins with; in brackets its *name* where it begins with none."""
    headings = document.headings if document.units[0].section else ()
    return next((_bare(heading) for heading in headings if _bare(heading)), f"[{name}]")


def _bare(heading: str) -> str:
    """*heading* on one line, without what does not show."""
    return " ".join(re.sub(f"[{invisible.STEERING}{invisible.HIDDEN}]", " ", heading).split())


def _sections(units: Sequence[Unit]) -> Iterator[str]:
    """What each section of a document is called, and how many sentences it has."""
    bare = [quoting.heading(unit) for unit in units if not unit.section]
    counts = Counter(quoting.heading(unit) for unit in units if unit.section)
    yield f"{len(units)} sentences and list items; sections:"
    if bare:
        yield f"  {' to '.join(dict.fromkeys((bare[0], bare[-1])))}: {len(bare)}"
    for heading, count in counts.items():
        yield f"  {_shown(_bare(heading))}: {count}"


def _shown(line: str) -> str:
    return line if line.isprintable() else re.sub(r"[^\x20-\x7e\xa0-\U0010ffff]", "", line)
