"""The ``check`` command: every defect of a fact base in one report, and the pinning of its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.documents import passages as verify
from ketcli.documents.coverage import uncovered
from ketcli.errors import UnknownNameError
from ketcli.facts import checks, dataset, edits
from ketcli.facts import file as factsfile
from ketcli.facts.problem import InvalidFactsError
from ketcli.system import files
from ketcli.words.text import counted

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Collection

    from ketcli.facts.problem import Problem


_WHOLE = 2
"""A path of so many steps names a whole fact, source, topic or conflict."""


_FROM_ABSENCE = ("topic-without-facts", "outline-of-another-topic", "unplaced-source", "idle-synonyms")
"""Rules that conclude from what no fact says, which nobody knows while a fact cannot be read."""


class Audit(NamedTuple):
    """What was checked, and what was found."""

    file: str
    facts: int
    problems: tuple[Problem, ...]
    report: verify.Report | None
    """The outcome of the verification, where there were documents to hold the base against."""
    waits: bool = False
    """Whether coverage was asked for and cannot be told: what a fact cites that cannot be read is not known."""

    def lines(self) -> list[str]:
        """A line for each problem, then what was checked, and of coverage what is in no sentence."""
        lines = [str(problem) for problem in self.problems]
        if self.report:
            lines += [f"{name}: {state}" for name, state in self.report.documents.items()]
            states = [
                f"{self.report.passages[state]} {state}" for state in verify.STATES if self.report.passages[state]
            ]
            total = counted(self.report.passages.total(), "passage")
            lines.append(f"{total}: {', '.join(states)}" if states else total)
            lines += [line for each in self.report.coverage for line in each.lines()]
        found = counted(len(self.problems), "problem") if self.problems else "no problems"
        return [*lines, f"{self.file}: {counted(self.facts, 'fact')}, {found}"]


def audit(path: pathlib.Path, folder: pathlib.Path | None, *, coverage: bool = False, strict: bool = False) -> Audit:
    """Check the fact base at *path*, and its passages in the documents of *folder* when one is given.

    With *coverage*, a sentence that no fact cites is a problem too; with *strict*, what could be better.
    Raises UnreadableFactsError when there is nothing that can be checked, DocumentError when there is no such folder.
    """
    return of(factsfile.read_bytes(path), str(path), folder, coverage=coverage, strict=strict)


def of(data: bytes, name: str, folder: pathlib.Path | None, *, coverage: bool = False, strict: bool = False) -> Audit:
    """The same of the fact base in *data*, which is called *name*."""
    loaded, invalid = dataset.read(data, name)
    if any(len(problem.path) < _WHOLE for problem in invalid):
        return Audit(name, 0, invalid, None, coverage)
    found = checks.check(loaded.dataset, strict=strict)
    report = None
    if folder is not None:
        report = verify.verify(loaded.dataset, folder)
        found += report.problems
        if coverage and not invalid:
            found += uncovered(loaded.dataset, report.coverage)
        else:
            report.coverage.clear()
    # What only follows from a fact, source, topic or conflict that is itself no valid one is not told.
    unsound = {problem.path[:_WHOLE] for problem in invalid}
    follows = _FROM_ABSENCE if invalid else ()
    sound = [problem for problem in found if problem.path[:_WHOLE] not in unsound and problem.rule not in follows]
    waits = coverage and bool(invalid)
    return Audit(name, len(loaded.dataset.facts), tuple(loaded.placed([*invalid, *sound])), report, waits)


def pin(path: pathlib.Path, folder: pathlib.Path, *, force: bool = False, renew: Collection[str] = ()) -> int:
    """Write the digests that the fact base at *path* lacks into the file; returns how many.

    They are those of passages that stand where they should, and the sha256 of sources.  One that differs is replaced
    only with *force*, or where *renew* has the id of its fact or source.  The file is replaced as a whole or not at
    all: not where it has changed since it was read, which raises OutputError.  Raises UnknownNameError for a name in
    *renew* that no fact and no source has, InvalidFactsError when the base has defects of its structure.
    """
    loaded, problems = dataset.read(factsfile.read_bytes(path), str(path))
    if defects := [each for each in problems if not _is_missing_sha256(each)]:
        raise InvalidFactsError(defects)
    owners = {kind: [item.id for item in getattr(loaded.dataset, kind)] for kind in ("facts", "sources")}
    for name in renew:
        known = [*owners["facts"], *owners["sources"]]
        if name not in known:
            raise UnknownNameError.among("fact or source", name, known)
    wanted = {}
    for at, (old, new) in verify.verify(loaded.dataset, folder).digests.items():
        kind, number = at[:_WHOLE]
        if old is None or (old != new and (force or owners[str(kind)][int(number)] in renew)):
            wanted[at] = new
    if wanted:
        files.write(str(path), edits.set_fields(loaded.data, str(path), wanted), instead_of=loaded.data)
    return len(wanted)


def _is_missing_sha256(problem: Problem) -> bool:
    """Whether *problem* is that a source has no sha256 yet, which pinning mends."""
    return problem.rule == "empty-field" and problem.path[2:] == ("sha256",)
