"""``check``: every defect of a fact base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli import __version__
from ketcli.answers import table as tables
from ketcli.answers.objects import SCHEMA_VERSION
from ketcli.answers.outcome import Outcome
from ketcli.documents import audit
from ketcli.documents.passages import STATES
from ketcli.errors import UsageError
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from ketcli.answers import checked, records
    from ketcli.documents.audit import Audit
    from ketcli.documents.coverage import Unseen
    from ketcli.documents.passages import Report
    from ketcli.facts.problem import Problem


def check(  # noqa: PLR0913 - one argument an option
    path: pathlib.Path,
    folder: pathlib.Path | None,
    *,
    coverage: bool = False,
    strict: bool = False,
    pin: bool = False,
    force: bool = False,
    renew: Sequence[str] = (),
) -> Outcome:
    """Every defect of the fact base at *path*; with *pin* after its missing digests were written.

    Raises UsageError where the options need a *folder* of documents or each other.
    """
    if (coverage or pin) and folder is None:
        raise UsageError(f"{'--coverage' if coverage else '--pin'} needs --documents DIR")
    if (force or renew) and not pin:
        raise UsageError(f"{'--force' if force else '--renew'} goes with --pin")
    before: list[str] = []
    if pin and folder:
        written = audit.pin(path, folder, force=force, renew=renew)
        before.append(f"{counted(written, 'digest')} written to {path}")
    found = audit.audit(path, folder, coverage=coverage, strict=strict)
    if found.waits:
        before.append("Coverage waits until all of the file can be read; mend what is told of its structure first")
    answered = document(found)
    return Outcome(
        answered,
        answered["problems"],
        tables.named(answered["problems"], ("file", "line", "rule", "where", "message", "hint")),
        text="".join(f"{visible(line)}\n" for line in found.lines()),
        prose=True,
        found=not found.problems,
        before=before,
    )


def document(found: Audit) -> checked.Check:
    """The document of what was *found*."""
    return {
        "schema_version": SCHEMA_VERSION,
        "meta": meta(found.file, found.facts),
        "problems": [problem(item) for item in found.problems],
        "documents": _verified(found.report),
        "passages": _passages(found.report),
        "coverage": _coverage(found.report),
    }


def meta(file: str, facts: int) -> checked.CheckedMeta:
    """What a document is about that comes from a *file* of so many *facts*, and not from an index."""
    return {"tool": f"ketcli {__version__}", "file": file, "facts": facts}


def problem(item: Problem) -> checked.Problem:
    """A defect."""
    return {
        "rule": item.rule,
        "file": item.file,
        "line": item.line,
        "where": item.where,
        "message": item.message,
        "hint": item.hint or None,
    }


def _verified(report: Report | None) -> list[checked.Verified]:
    return [{"source": name, "state": state} for name, state in report.documents.items()] if report else []


def _passages(report: Report | None) -> dict[str, int] | None:
    if report is None:
        return None
    return {"total": report.passages.total(), **{state: report.passages[state] for state in STATES}}


def _coverage(report: Report | None) -> list[checked.Coverage]:
    return [
        {
            "source": covered.source,
            "units": covered.units,
            "cited": covered.cited,
            "accounted": covered.accounted,
            "left": [{"section": left.section, "text": left.text, "line": left.line} for left in covered.left],
            "headings": [_unseen(each) for each in covered.headings],
            "others": [_unseen(each) for each in covered.others],
            "words": covered.words,
            "words_cited": covered.words_cited,
            "unseen": covered.unseen,
        }
        for covered in (report.coverage if report else ())
    ]


def _unseen(each: Unseen) -> records.Unseen:
    return {"text": each.text, "line": each.line, "words": each.words}
