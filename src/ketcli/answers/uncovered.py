"""``uncovered``: the sentences that no fact cites yet, as lines of evidence."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ketcli.answers import authored, check
from ketcli.answers import table as tables
from ketcli.answers.objects import SCHEMA_VERSION
from ketcli.answers.outcome import Outcome
from ketcli.documents import passages as verify
from ketcli.documents import quoting
from ketcli.errors import DocumentError, UnknownNameError
from ketcli.facts import dataset, edits
from ketcli.words.text import counted

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from ketcli.documents.coverage import Coverage
    from ketcli.documents.document import Document, Unit
    from ketcli.facts.nouns import Source


def uncovered(path: pathlib.Path, folder: pathlib.Path, *, sources: Sequence[str], first: bool) -> Outcome:
    """What no fact of the base at *path* cites of the documents in *folder*, and nothing accounts for.

    Of these *sources* only, if any are named; with *first* only the first sentence.  Raises UnknownNameError for a
    source that there is not, DocumentError for a document that cannot be read, and what ``dataset.load`` raises.
    """
    base = dataset.load(path).dataset
    wanted = _wanted(base.sources, sources)
    report = verify.verify(base, folder)
    for source in wanted:
        if source.id not in report.opened:
            raise DocumentError(folder / source.file, report.documents[source.id])
    covered = {each.source: each for each in report.coverage}
    changed = [source for source in wanted if report.documents[source.id] == verify.CHANGED]
    left = [(source, report.opened[source.id], each.unit) for source in wanted for each in covered[source.id].left]
    items = [_sentence(*each) for each in left[: 1 if first else None]]
    document: authored.Uncovered = {
        "schema_version": SCHEMA_VERSION,
        "meta": check.meta(str(path), len(base.facts)),
        "total": len(left),
        "returned": len(items),
        "sentences": items,
    }
    names = ("source", "section", "place", "from", "to", "digest", "text")
    return Outcome(
        document,
        items,
        tables.named(items, names, ("evidence", "file", "line")),
        "uncovered",
        found=bool(items),
        before=[
            *(f"{source.file} has changed since its sha256 was written" for source in changed),
            *([] if items else [f"Every sentence is cited or accounted for{_unseen(covered, wanted)}."]),
        ],
        after=_next(path, folder, items),
    )


def _unseen(covered: Mapping[str, Coverage], sources: Sequence[Source]) -> str:
    """How much of the documents of *sources* is in no sentence, as the end of one."""
    unseen = sum(covered[source.id].unseen for source in sources)
    return f"; {counted(unseen, 'word')} stand in none, as ketcli check --coverage tells" if unseen else ""


def _wanted(sources: Sequence[Source], names: Sequence[str]) -> list[Source]:
    known = [source.id for source in sources]
    for name in names:
        if name not in known:
            raise UnknownNameError.among("source", name, known, otherwise=known)
    return [source for source in sources if not names or source.id in names]


def _sentence(source: Source, document: Document, unit: Unit) -> authored.Sentence:
    cited = quoting.evidence(source.id, document, [unit])
    line = document.line(unit.start)
    return {
        "source": source.id,
        "section": cited.section,
        "from": cited.from_,
        "to": cited.to,
        "digest": cited.digest or "",
        "text": document.said(unit),
        "place": f"{source.file}:{line}",
        "file": source.file,
        "line": line,
        "evidence": f"- {edits.flow(quoting.record(cited))}",
    }


def _next(path: pathlib.Path, folder: pathlib.Path, items: Sequence[authored.Sentence]) -> list[str]:
    """How the first of *items* is cited, and how it is passed over."""
    if not items:
        return []
    item = items[0]
    base = authored.options(path, folder)
    cited = f"--source {item['source']} --sentence {shlex.quote(item['from'])}"
    return [
        f"Cite it: ketcli add {base} {cited} --claim TEXT --topic TOPIC",
        f"Or pass over it: ketcli add {base} {cited} --uncited REASON",
    ]
