"""What Python programs call beside ``load`` and ``search``, with the names that people type; for nobody else here.

An Index comes in, nouns go out, or the same plain mappings as in the JSON of the command line.  Whatever cannot be
done raises a KetcliError.
"""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Any, overload

from ketcli.answers import check as checking
from ketcli.answers import cite as citing
from ketcli.answers import conflicts as differing
from ketcli.answers import objects, references
from ketcli.answers import search as finding
from ketcli.answers.cite import Citations
from ketcli.documents import audit, passages
from ketcli.documents.audit import Audit
from ketcli.errors import UsageError
from ketcli.facts.nouns import Conflict, Evidence, Fact, Gap, Source, Topic
from ketcli.index.narrowing import Narrowing
from ketcli.retrieval import names, rank
from ketcli.retrieval.answer import Answer, Hit
from ketcli.system import places

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping

    from ketcli.documents.passages import Report
    from ketcli.index.reader import Index
    from ketcli.retrieval.names import Found

    Told = Answer | Hit | Fact | Evidence | Topic | Source | Conflict | Gap | Citations


def search(  # noqa: PLR0913 - one argument an option
    index: Index,
    query: str,
    *,
    limit: int = 10,
    topics: Iterable[str] = (),
    sources: Iterable[str] = (),
    exact: bool = False,
) -> Answer:
    """The facts of *index* that answer *query*, best first, at most *limit* of them (0: all).

    Only those that belong to one of *topics* and that one of *sources* states, where some are named.  With *exact* no
    spelling is corrected.  Raises UnknownNameError for a name of none, and UsageError for a query that is too long and
    for a negative limit.
    """
    within = Narrowing(tuple(topics), tuple(sources))
    return rank.search(index, query, limit=limit, within=within, exact=exact)


def facts_of(index: Index, topics: Iterable[str] = (), sources: Iterable[str] = ()) -> list[Fact]:
    """The facts that belong to one of *topics* and that one of *sources* states, the best supported first.

    Where none is named, of all.  Raises UnknownNameError for what is not the name of one.
    """
    return index.facts_of(names.identified(index, Narrowing(tuple(topics), tuple(sources))))


def topics(index: Index) -> list[Topic]:
    """The headings that people look under."""
    return list(index.topics.values())


def sources(index: Index) -> list[Source]:
    """The documents that the facts come from."""
    return list(index.sources.values())


def gaps(index: Index) -> list[Gap]:
    """What readers ask and no source answers."""
    return list(index.gaps.values())


def conflicts(index: Index, asked: str = "") -> list[Conflict]:
    """The questions on which the sources differ: all, or those that have to do with what is *asked*."""
    return differing.about(index, asked)[0]


def find(index: Index, name: str) -> Found:
    """The topic, fact, source, conflict or gap that is called *name*, or the facts that share it as an alias.

    Raises UnknownNameError, with the nearest names.
    """
    return names.find(index, name)


def cite(index: Index, *name: str, style: str = references.APA) -> Citations:
    """References to the sources of all that is called *name*, in a *style* of ``ketcli cite``.

    Raises UnknownNameError, and UsageError for another style and without a name.
    """
    if not name:
        raise UsageError("cite needs the name of a fact, topic, conflict or source")
    return citing.cited(index, [found for each in name for found in names.several(index, each.split())], style)


def verify(index: Index, documents: str | os.PathLike[str]) -> Report:
    """How the passages of the base stand in the files of the folder *documents*.

    Raises DocumentError when there is no such folder.
    """
    return passages.verify(index.dataset(), pathlib.Path(documents))


def check(
    facts: str | os.PathLike[str] | None = None,
    documents: str | os.PathLike[str] | None = None,
    *,
    coverage: bool = False,
    strict: bool = False,
) -> Audit:
    """Every defect of the fact base in the file *facts*, without a name of the one that is shipped.

    With *documents*, a folder, each passage is held against its document; with *coverage* sentences that no fact
    cites are defects, too; with *strict* so is what could be better.  Raises UnreadableFactsError, DocumentError and,
    for coverage without documents, UsageError.
    """
    if coverage and documents is None:
        raise UsageError("coverage needs documents")
    folder = pathlib.Path(documents) if documents is not None else None
    path = pathlib.Path(facts if facts is not None else places.facts_file())
    return audit.audit(path, folder, coverage=coverage, strict=strict)


@overload
def to_dict(item: Audit) -> dict[str, Any]: ...
@overload
def to_dict(item: Told, index: Index) -> dict[str, Any]: ...
def to_dict(item: Audit | Told, index: Index | None = None) -> dict[str, Any]:
    """*item*, which *index* gave, as the JSON of the command line has it and ``ketcli schema`` describes it.

    An Answer, Citations or an Audit is the whole document of ``search``, ``cite`` or ``check``; all else is one of
    its definitions.  Raises UsageError for what is not of this index.
    """
    if isinstance(item, Audit):
        return {**checking.document(item)}
    if index is None:
        raise UsageError(f"to_dict needs the index that gave this {type(item).__name__}")
    told = next((told for kind, told in _TOLD.items() if isinstance(item, kind)), None)
    if told is None:
        raise UsageError(f"to_dict knows nothing of a {type(item).__name__}")
    try:
        return {**told(index, item)}
    except KeyError as error:
        raise UsageError(f"{error.args[0]!r} is not of this index") from error


_TOLD: dict[type, Callable[[Index, Any], Mapping[str, Any]]] = {
    Answer: finding.answer,
    Hit: finding.hit,
    Fact: objects.fact,
    Evidence: objects.evidence,
    Topic: lambda index, item: objects.topic(item, index.counts("topics").get(item.id, 0)),
    Source: lambda index, item: objects.source(item, index.counts("sources").get(item.id, 0)),
    Conflict: objects.conflict,
    Gap: lambda _, item: objects.gap(item),
    Citations: citing.document,
}
"""For each kind of item what makes a mapping of it."""
