"""The ``check`` command: every defect of a fact base in one report, and the pinning of its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.documents import passages as verify
from ketcli.facts import checks, dataset, edits
from ketcli.facts import file as factsfile
from ketcli.system import files

if TYPE_CHECKING:
    import pathlib

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

    def lines(self) -> list[str]:
        """A line for each problem, then what was checked."""
        lines = [str(problem) for problem in self.problems]
        if self.report:
            lines += [f"{name}: {state}" for name, state in self.report.documents.items()]
            states = [
                f"{self.report.passages[state]} {state}" for state in verify.STATES if self.report.passages[state]
            ]
            lines.append(f"{self.report.passages.total()} passages: {', '.join(states) or 'none'}")
            lines += [
                f"{covered.source}: {covered.units} sentences, {covered.cited} cited, {covered.accounted} accounted for"
                f", {len(covered.left)} left ({covered.cited / max(covered.units, 1):.0%} cited)"
                for covered in self.report.coverage
            ]
        found = len(self.problems)
        return [*lines, f"{self.file}: {self.facts} facts, {found or 'no'} problem{'' if found == 1 else 's'}"]


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
        return Audit(name, 0, invalid, None)
    found = checks.check(loaded.dataset, strict=strict)
    report = None
    if folder is not None:
        report = verify.verify(loaded.dataset, folder)
        found += report.problems
        if coverage and not invalid:  # what an unreadable fact cites is not known
            found += verify.uncovered(loaded.dataset, report)
        else:
            report.coverage.clear()
    # What only follows from a fact, source, topic or conflict that is itself no valid one is not told.
    unsound = {problem.path[:_WHOLE] for problem in invalid}
    follows = _FROM_ABSENCE if invalid else ()
    sound = [problem for problem in found if problem.path[:_WHOLE] not in unsound and problem.rule not in follows]
    return Audit(name, len(loaded.dataset.facts), tuple(loaded.placed([*invalid, *sound])), report)


def pin(path: pathlib.Path, folder: pathlib.Path, *, force: bool = False) -> int:
    """Write the digests that the passages of the fact base at *path* lack into the file; returns how many.

    A digest that differs is replaced only with *force*.  The file is replaced as a whole or not at all: not where it
    has changed since it was read, which raises OutputError.
    """
    loaded = dataset.load(path)
    digests = verify.verify(loaded.dataset, folder).digests
    wanted = {at: new for at, (old, new) in digests.items() if old is None or (force and old != new)}
    if wanted:
        files.write(str(path), edits.set_fields(loaded.data, str(path), wanted), instead_of=loaded.data)
    return len(wanted)
