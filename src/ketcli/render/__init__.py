"""How answers look: on a terminal, in a pipe, as JSON and in files.

An Outcome and a Screen come in, text or bytes go out; nothing is looked up here.  One module a format; ``terminal``
draws.
"""

from __future__ import annotations

from ketcli.answers.outcome import BASE, DOCUMENT, DRAWN, LINES, RECORDS
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.render.screen import USUAL, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ketcli.answers.outcome import Outcome

TABLE, PLAIN, JSON, JSONL = "table", "plain", "json", "jsonl"


class Format(NamedTuple):
    """One way to write answers."""

    made_of: str
    """One of the constants of ``answers.outcome``."""
    module: str
    """In this package: of RECORDS it has a function ``render`` of a table, of DOCUMENT and BASE one of the document.

    Of LINES it has a function ``render_lines`` of objects.  Those of DOCUMENT and LINES are told whether to write
    ``ascii`` alone.  What steers a terminal is written out by each as its format has it (see ``system.safe``).
    """
    base: str = ""
    """The module that writes a whole base in its place, if there is one."""
    exported: bool = True
    """Whether a whole base is written so."""


FORMATS = {
    TABLE: Format(DRAWN, "terminal", exported=False),
    PLAIN: Format(RECORDS, "plain", exported=False),
    JSON: Format(DOCUMENT, "json"),
    JSONL: Format(LINES, "json"),
    "csv": Format(RECORDS, "csv"),
    "markdown": Format(RECORDS, "markdown", base="book"),
    "sqlite": Format(BASE, "sqlite", base="sqlite"),
    "html": Format(BASE, "page", base="page"),
}
"""All that can be chosen, by name."""

OF_ANSWERS = tuple(name for name, each in FORMATS.items() if each.made_of != BASE)
OF_BASES = tuple(name for name, each in FORMATS.items() if each.exported)
"""The names of those in which an answer, or a whole base, is written."""

_BASE = "base"
"""The name of what is drawn of a whole base."""


def is_page(outcome: Outcome, form: str, fields: Sequence[str] = ()) -> bool:
    """Whether ``render`` makes a page of *outcome*, which has its notes and its reminder on it."""
    return form == TABLE and outcome.drawing not in ("", _BASE) and not fields


def render(
    outcome: Outcome, form: str, screen: Screen = USUAL, fields: Sequence[str] = (), *, header: bool = False
) -> str | bytes:
    """*outcome* in the format *form*, drawings as *screen* needs them; with *fields* only these columns of its table.

    With *header* plain records stand below the names of their columns.  Raises UsageError for a field that it does
    not have.
    """
    broken = outcome.prose and form == TABLE and not fields and not header
    if broken or is_page(outcome, form, fields):
        from ketcli.render import terminal

        return terminal.broken(outcome.text or "", screen) if broken else terminal.page(outcome, screen)
    if fields:
        outcome = outcome.only(fields)
        if form == TABLE:
            from ketcli.render import terminal

            return terminal.columns(outcome.table, screen)
    made = FORMATS[form]
    if made.made_of in {DOCUMENT, LINES}:
        return _document(outcome, made, ascii=is_foreign(screen.encoding))
    if outcome.drawing == _BASE and made.base and not fields:
        whole: str | bytes = _module(made.base).render(dict(outcome.document))
        return whole
    if outcome.text is not None and form in (TABLE, PLAIN) and not header:
        return outcome.text
    table = outcome.table if fields else outcome.table.only(())
    named = {"header": True} if header and form == PLAIN else {}
    records: str = _module(made.module if made.made_of == RECORDS else PLAIN).render(table, **named)
    return records


def _document(outcome: Outcome, made: Format, *, ascii: bool) -> str:
    """The document of *outcome*, or its objects each on a line, in the format *made*; with *ascii* in this alone."""
    module = _module(made.module)
    if made.made_of == LINES:
        lines: str = module.render_lines(outcome.objects, ascii=ascii)
        return lines
    whole: str = module.render(outcome.document, ascii=ascii)
    return whole


def is_foreign(encoding: str) -> bool:
    """Whether what is written in this *encoding* is not written in UTF-8, which JSON has to be."""
    return encoding.lower().replace("-", "").replace("_", "") != "utf8"


def _module(name: str) -> Any:
    """The module of that *name* in this package; without importlib, which a short answer need not load."""
    return __import__(f"{__name__}.{name}", fromlist=["render"])
