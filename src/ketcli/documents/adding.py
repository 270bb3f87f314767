"""Add a citation to a fact base: with a new fact, to a fact that there is, or to what no fact needs to cite."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ketcli.documents import audit, meant, quoting
from ketcli.documents import passages as verify
from ketcli.errors import UnknownNameError, UsageError
from ketcli.facts import dataset, edits, fields
from ketcli.facts import file as factsfile
from ketcli.facts.nouns import Evidence
from ketcli.system import files
from ketcli.words import text

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Collection

    from ketcli.documents.document import Document, Unit
    from ketcli.facts.dataset import Loaded
    from ketcli.facts.edits import Record
    from ketcli.facts.nouns import Dataset, Fact
    from ketcli.facts.problem import Path, Problem

_TO_DO = frozenset({"outline-misses-fact"})
"""Rules that a new fact may break, for only then can that be mended."""

_ID_WORDS = 5
_ARTICLES = ("a", "an", "the")
_SHOWN_LINES = 5


class Wanted(NamedTuple):
    """What is to be added."""

    source: str
    sentences: tuple[str, ...]
    """Words of each sentence, which all differ."""
    claim: str | None = None
    topics: tuple[str, ...] = ()
    id: str | None = None
    sections: tuple[str, ...] = ()
    """The heading under which the sentences stand, where their words do not tell; without sentences all of these."""
    hedged: bool = False
    warning: bool = False
    titles: tuple[str, ...] = ()
    """The headings of those of the topics that are new, in their order."""
    uncited: str | None = None
    """Why no fact needs to cite the sentences; without sentences and sections all that is left of the source."""


class Added(NamedTuple):
    """What was added, and where."""

    fact: str | None
    """The id of the fact, and its claim; None where none needs to cite it."""
    claim: str | None
    is_new: bool
    topics: tuple[str, ...]
    """The ids of the topics that are new."""
    evidence: Evidence
    """The passage; without words of it, the whole of the first of the sections."""
    said: str
    """The passage, on one line; of sections how much they are."""
    sections: dict[str, str]
    """What is left out whole: how much each section is."""
    line: int
    """Where the record of the fact, or what is left out, begins in the facts file."""
    left: tuple[Problem, ...]
    """What has to be done now."""
    facts: int
    """How many the base has now."""


def add(path: pathlib.Path, folder: pathlib.Path, wanted: Wanted) -> Added:
    """Write what is *wanted* into the fact base at *path*, whose documents are in *folder*.

    Raises UsageError where that cannot be told or would make a defect, UnknownNameError for a source or topic that
    there is not, what ``dataset.load`` raises, and OutputError when the file has changed meanwhile; nothing is written
    then.
    """
    _refuse_halves(wanted)
    loaded = dataset.load(path)
    base = loaded.dataset
    document = _document(base, folder, wanted.source)
    sections: dict[str, str] = {}
    if wanted.uncited is not None and not wanted.sentences:
        covered = next(each for each in verify.verify(base, folder).coverage if each.source == wanted.source)
        sections, said = meant.left(document, [each.unit for each in covered.left], wanted.sections)
        cited = Evidence(wanted.source, next(iter(sections)), "")
        records: list[Record] = [{"section": section} for section in sections]
    else:
        units = _units(document, wanted)
        cited = quoting.evidence(wanted.source, document, units)._replace(hedged=wanted.hedged)
        said, records = document.said(units[0], units[-1]), [quoting.left_out(document, cited)]
    if wanted.uncited is not None:
        done = _passed_over(loaded, wanted, records)
    else:
        fact = _known(base, wanted)
        done = _cited_once_more(loaded, fact, cited) if fact else _with_new_fact(loaded, wanted, cited)
    left, facts = _left(loaded, done.data, folder)
    files.write(str(path), done.data, instead_of=loaded.data)
    line = factsfile.locate(done.data, loaded.file, [done.at]).get(done.at, 1)
    return Added(done.fact, done.claim, done.is_new, done.topics, cited, said, sections, line, left, facts)


class _Done(NamedTuple):
    """The file as it shall be."""

    data: bytes
    at: Path
    """Where the record is that has changed."""
    fact: str | None = None
    claim: str | None = None
    is_new: bool = False
    topics: tuple[str, ...] = ()


def _passed_over(loaded: Loaded, wanted: Wanted, records: list[Record]) -> _Done:
    """Passages or sections below the reason why no fact needs to cite them."""
    if wanted.claim or wanted.topics or wanted.id or wanted.titles or wanted.hedged or wanted.warning:
        raise UsageError("--uncited passes over a sentence; it goes with --source, --sentence and --section alone")
    number, source = next((at, each) for at, each in enumerate(loaded.dataset.sources) if each.id == wanted.source)
    path: Path = ("sources", number)
    reason = wanted.uncited or ""
    before = sum(each.reason == reason for each in source.uncited)
    if before:
        data = edits.append(loaded.data, loaded.file, (*path, "uncited", reason), *records)
    elif source.uncited:
        data = edits.put(loaded.data, loaded.file, (*path, "uncited"), reason, records)
    else:
        data = edits.put(loaded.data, loaded.file, path, "uncited", {reason: records})
    return _Done(data, (*path, "uncited", reason, before))


def _cited_once_more(loaded: Loaded, fact: Fact, cited: Evidence) -> _Done:
    """*fact* with one citation more."""
    if any(each.passage == cited.passage for each in fact.evidence if each.source == cited.source):
        raise UsageError(f"the fact {fact.id} cites this passage already")
    path: Path = ("facts", loaded.dataset.facts.index(fact))
    data = edits.append(loaded.data, loaded.file, (*path, "evidence"), quoting.record(cited))
    return _Done(data, path, fact.id, fact.claim)


def _with_new_fact(loaded: Loaded, wanted: Wanted, cited: Evidence) -> _Done:
    """A fact more, and the topic that it may need."""
    base, data = loaded.dataset, loaded.data
    new = _new_topics(base, wanted)
    name, claim = _id(base, wanted), " ".join((wanted.claim or "").split())
    if new:
        headings: list[Record] = [{"id": topic, "title": title, "summary": claim} for topic, title in new.items()]
        data = edits.append(data, loaded.file, ("topics",), *headings)
    record: Record = {
        "id": name,
        "topics": list(wanted.topics),
        "claim": claim,
        **({"warning": True} if wanted.warning else {}),
        "evidence": [quoting.record(cited)],
    }
    data = edits.append(data, loaded.file, ("facts",), record)
    return _Done(data, ("facts", len(base.facts)), name, claim, is_new=True, topics=tuple(new))


def _refuse_halves(wanted: Wanted) -> None:
    """Refuse what was typed in another encoding than UTF-8, which no fact base can hold."""
    for typed in (wanted.claim, wanted.uncited, *wanted.titles, *wanted.topics, *wanted.sentences):
        try:
            (typed or "").encode()
        except UnicodeEncodeError as error:
            raise UsageError(f"{typed!r} is not UTF-8 at character {error.start + 1}; type it anew") from error


def _document(base: Dataset, folder: pathlib.Path, name: str) -> Document:
    """The document of the source *name*, as it was when the base was made."""
    source = next((each for each in base.sources if each.id == name), None)
    if source is None:
        raise _unknown("source", name, [each.id for each in base.sources])
    opened, failed = verify.open_documents([source], folder, base.abbreviations)
    if name in failed:
        raise failed[name]
    if opened[name].sha256 != source.sha256:
        raise UsageError(f"{source.file} has changed since its sha256 was written; ketcli check says what to do")
    return opened[name]


def _units(document: Document, wanted: Wanted) -> list[Unit]:
    """The sentences from the first to the last of those that are meant."""
    if not wanted.sentences:
        raise UsageError("add needs --sentence WORDS; only --uncited does without, for a whole --section or --source")
    if len(wanted.sections) > 1:
        raise UsageError("a sentence stands under one --section; several go with --uncited and without --sentence")
    found = [meant.sentence(document, words, *wanted.sections) for words in wanted.sentences]
    places = sorted(document.units.index(unit) for unit in found)
    return list(document.units[places[0] : places[-1] + 1])


def _known(base: Dataset, wanted: Wanted) -> Fact | None:
    """The fact of *base* that is meant; None for a new one."""
    by_id = next((fact for fact in base.facts if fact.id == wanted.id), None)
    if wanted.claim is None:
        if by_id:
            return _unchanged(by_id, wanted)
        if wanted.id:
            unknown = _unknown("fact", wanted.id, [fact.id for fact in base.facts])
            raise UsageError(f"{unknown}; to make it, say what it says: --claim TEXT")
        raise UsageError("a new fact needs --claim, one that there is its --id, what none cites a reason: --uncited")
    claimed = text.words(wanted.claim)
    same = by_id or next((fact for fact in base.facts if text.words(fact.claim) == claimed), None)
    if same is None:
        return None
    if text.words(same.claim) != claimed:
        raise UsageError(f"the id {same.id} is taken by a fact that says otherwise: {same.claim!r}")
    if wanted.id not in (None, same.id):
        raise UsageError(f"the fact {same.id} makes this claim already; leave out --id")
    return _unchanged(same, wanted)


def _unchanged(fact: Fact, wanted: Wanted) -> Fact:
    """*fact*, of which nothing is wanted but that it is cited once more."""
    if wanted.titles or not set(wanted.topics) <= set(fact.topics) or (wanted.warning and not fact.warning):
        raise UsageError(f"the fact {fact.id} is there already; change its topics or warning in the file")
    return fact


def _new_topics(base: Dataset, wanted: Wanted) -> dict[str, str]:
    """Those of the topics that are made, with their headings; raises where one is not there that should be."""
    known = [topic.id for topic in base.topics]
    lacking = [name for name in dict.fromkeys(wanted.topics) if name not in known]
    if not wanted.topics:
        raise UsageError("a new fact needs --topic")
    if len(wanted.titles) == len(lacking):
        return dict(zip(lacking, wanted.titles, strict=True))
    if not lacking:
        raise UsageError("--title is the heading of a new topic; none of these is new")
    if not wanted.titles:
        nearest = _unknown("topic", lacking[0], known)
        raise UsageError(f"{nearest}; to make it, give its heading: --title TITLE")
    raise UsageError(f"new are {', '.join(lacking)}; each needs one heading, in this order: --title TITLE")


def _unknown(kind: str, name: str, known: Collection[str]) -> UnknownNameError:
    return UnknownNameError.among(kind, name, known, otherwise=sorted(known)[:_SHOWN_LINES])


def _id(base: Dataset, wanted: Wanted) -> str:
    """The id that is wanted, or the first words of the claim."""
    if wanted.id is not None:
        if not re.fullmatch(fields.ID_FORM, wanted.id):
            raise UsageError(f"{wanted.id!r} is no id: lower-case words joined by hyphens")
        return wanted.id
    words = text.slug(wanted.claim or "").split("-")
    telling = [word for word in words if word and word not in _ARTICLES] or ["fact"]
    name = "-".join(telling[:_ID_WORDS])[: fields.ID_LIMIT].strip("-")
    taken = {fact.id for fact in base.facts} | {old.id for old in base.retired}
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbered) if each not in taken)


def _left(loaded: Loaded, data: bytes, folder: pathlib.Path) -> tuple[tuple[Problem, ...], int]:
    """What is to be done once *data* takes the place of what was *loaded*, and how many facts it has.

    Raises UsageError for any other defect.
    """
    known = Counter(_said(each) for each in audit.of(loaded.data, loaded.file, folder).problems)
    new: list[Problem] = []
    after = audit.of(data, loaded.file, folder)
    for problem in after.problems:
        if known[_said(problem)]:
            known[_said(problem)] -= 1
        else:
            new.append(problem)
    if wrong := [problem for problem in new if problem.rule not in _TO_DO]:
        hint = f" ({wrong[0].hint})" if wrong[0].hint else ""
        more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise UsageError(f"nothing was added, for check would say {wrong[0].rule}: {wrong[0].message}{hint}{more}")
    return tuple(new), after.facts


def _said(problem: Problem) -> tuple[str, str]:
    return problem.rule, problem.message
