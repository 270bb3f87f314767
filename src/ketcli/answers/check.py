"""``check``: every defect of a fact base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli import __version__
from ketcli.answers import table as tables
from ketcli.answers.objects import SCHEMA_VERSION
from ketcli.answers.outcome import Outcome
from ketcli.documents import audit
from ketcli.documents.passages import STATES
from ketcli.system.safe import visible

if TYPE_CHECKING:
    import pathlib

    from ketcli.answers import documents
    from ketcli.documents.audit import Audit
    from ketcli.documents.passages import Report
    from ketcli.facts.problem import Problem


def check(  # noqa: PLR0913 - one argument an option
    path: pathlib.Path, folder: pathlib.Path | None, *, coverage: bool, strict: bool, pin: bool, force: bool
) -> Outcome:
    """Every defect of the fact base at *path*; with *pin* after its missing digests were written."""
    before: list[str] = []
    if pin and folder:
        written = audit.pin(path, folder, force=force)
        before.append(f"{written} digest{'' if written == 1 else 's'} written to {path}")
    found = audit.audit(path, folder, coverage=coverage, strict=strict)
    answered = document(found)
    return Outcome(
        answered,
        answered["problems"],
        tables.named(answered["problems"], ("file", "line", "rule", "where", "message", "hint")),
        text="".join(f"{visible(line)}\n" for line in found.lines()),
        found=not found.problems,
        before=before,
    )


def document(found: Audit) -> documents.Check:
    """The document of what was *found*."""
    return {
        "schema_version": SCHEMA_VERSION,
        "meta": {"tool": f"ketcli {__version__}", "file": found.file, "facts": found.facts},
        "problems": [_problem(item) for item in found.problems],
        "documents": _verified(found.report),
        "passages": _passages(found.report),
        "coverage": _coverage(found.report),
    }


def _problem(item: Problem) -> documents.Problem:
    return {
        "rule": item.rule,
        "file": item.file,
        "line": item.line,
        "where": item.where,
        "message": item.message,
        "hint": item.hint or None,
    }


def _verified(report: Report | None) -> list[documents.Verified]:
    return [{"source": name, "state": state} for name, state in report.documents.items()] if report else []


def _passages(report: Report | None) -> dict[str, int] | None:
    if report is None:
        return None
    return {"total": report.passages.total(), **{state: report.passages[state] for state in STATES}}


def _coverage(report: Report | None) -> list[documents.Coverage]:
    return [
        {
            "source": covered.source,
            "units": covered.units,
            "cited": covered.cited,
            "accounted": covered.accounted,
            "left": [{"section": section, "text": text} for section, text in covered.left],
        }
        for covered in (report.coverage if report else ())
    ]
