"""How a command is declared, and how its answer reaches its reader."""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from ketcli import render
from ketcli.cli import help as helping
from ketcli.cli.options import (
    Color,
    ColorOption,
    FactsOption,
    FieldsOption,
    Format,
    FormatOption,
    JsonOption,
    NoPagerOption,
    OutputOption,
)
from ketcli.errors import OutputError, UsageError
from ketcli.render.screen import Screen
from ketcli.system import streams

if TYPE_CHECKING:
    from ketcli.answers.outcome import Outcome
    from ketcli.index.reader import Index

FOUND, NOTHING = 0, 1
"""Exit status: there is an answer, there is none."""

Act = Callable[..., "Outcome"]
"""What answers for a command: from the index, if it takes one, and the values of its own options."""

_INDEX = "index"
"""The parameter of a command that asks the fact base."""


class Command(NamedTuple):
    """What ``ketcli`` can be told to do."""

    act: Act
    help: str
    examples: tuple[str, ...]
    """Command lines, as they are typed."""
    formats: Any = FormatOption
    """The option that chooses among its formats."""
    shared: tuple[str, ...] = ()
    """Of the options that all commands share only these; none named: all."""

    @property
    def name(self) -> str:
        """As it is typed."""
        return self.act.__name__

    def declare(self, app: typer.Typer) -> None:
        """Let *app* know it, with its own options and then those that all commands share."""
        own = [each for name, each in inspect.signature(self.act).parameters.items() if name != _INDEX]
        names = {each.name for each in own}
        shared = [
            each.replace(annotation=self.formats) if name == "form" else each
            for name, each in inspect.signature(_deliver).parameters.items()
            if each.kind is each.KEYWORD_ONLY and name not in names and (not self.shared or name in self.shared)
        ]

        def run(**values: Any) -> None:
            mine = {name: values.pop(name) for name in names}
            _deliver(self.act, mine, **values)

        run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {}
        app.command(self.name, cls=helping.command(self.examples), help=self.help)(run)


def _deliver(
    act: Act,
    values: dict[str, Any],
    *,
    form: FormatOption = None,
    json: JsonOption = False,
    fields: FieldsOption = None,
    output: OutputOption = None,
    facts: FactsOption = None,
    color: ColorOption = Color.auto,
    no_pager: NoPagerOption = False,
) -> None:
    """Let *act* answer, write that where and as the options say, and exit; the options are those of every command."""
    chosen = _chosen(form, json=json, fields=fields)
    columns = [name.strip() for name in fields.split(",")] if fields is not None else []
    file = None if output in (None, "-") else output
    screen = Screen(
        streams.width(),
        streams.colored(color.value) if file is None else color == Color.always,
        streams.links() and file is None,
        streams.encoding() if file is None else "utf-8",
        streams.rows() if file is None else 0,
        plain=streams.is_terminal() and file is None and not streams.places_signs(),
    )
    drawn = render.TABLE if streams.is_terminal() and file is None else render.PLAIN

    def answered(*index: "Index") -> "tuple[Outcome, str, str | bytes]":
        outcome = act(*index, **values)
        used = chosen or (render.JSON if outcome.whole and not columns else drawn)
        return outcome, used, render.render(outcome, used, screen, columns)

    if _INDEX in inspect.signature(act).parameters:
        from ketcli.index import base

        with streams.progress() as moved:
            outcome, used, content = base.ask(answered, facts, moved=moved)
    else:
        outcome, used, content = answered()
    page = render.is_page(outcome, used, columns)
    for line in () if page else (*outcome.urgent, *outcome.before):
        streams.tell(line)
    option, formats = outcome.partial
    if option and (columns or used not in formats):
        streams.tell(f"{option} changes nothing here; it does with -f {', -f '.join(formats)}")
    if file is not None:
        _keep(file, content)
    elif isinstance(content, bytes) and streams.is_terminal():
        raise UsageError("this is no text for a terminal; name a file with -o FILE")
    elif isinstance(content, bytes) or no_pager or used != render.TABLE:
        streams.write(content)
    else:
        streams.page(content)
    for line in outcome.after if used == render.TABLE and not page else ():
        streams.tell(line)
    raise typer.Exit(FOUND if outcome.found else NOTHING)


def _chosen(form: "Format | None", *, json: bool, fields: str | None) -> str | None:
    """The format that the options name, None for the usual.  Raises UsageError where they contradict each other."""
    if json and form not in (None, Format.json):
        raise UsageError(f"--json and --format {form.value} contradict each other; give one of them")
    name = render.JSON if json else form.value if form else None
    if fields is not None and name in (render.JSON, render.SQLITE):
        raise UsageError(f"--fields chooses columns, which {name} does not have; jsonl, csv, markdown and plain do")
    return name


def _keep(file: str, content: str | bytes) -> None:
    from ketcli.system import files

    try:
        files.write(file, content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror or error}") from error
