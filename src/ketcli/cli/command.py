"""What a command is, and how its answer reaches its reader."""

from __future__ import annotations

from ketcli import render
from ketcli.cli import forms
from ketcli.errors import OutputError, UsageError
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.render.screen import Screen
from ketcli.system import streams

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ketcli.answers.outcome import Outcome
    from ketcli.cli.options import (
        Color,
        ColorOption,
        FactsOption,
        FieldsOption,
        FormatOption,
        HeaderOption,
        JsonOption,
        NoPagerOption,
        OutputOption,
    )
    from ketcli.index.reader import Index

    Act = Callable[..., Outcome]
    """What answers for a command: from the index, if it takes one, and the values of its own options."""

FOUND, NOTHING = 0, 1
"""Exit status: there is an answer, there is none."""

INDEX = "index"
"""The parameter of an act that asks the fact base."""


class Command(NamedTuple):
    """What ``ketcli`` can be told to do."""

    act: Act
    help: str
    examples: tuple[str, ...]
    """Command lines, as they are typed."""
    formats: str = "FormatOption"
    """The name in ``options`` of the one that chooses among its formats."""
    shared: tuple[str, ...] = ()
    """Of the options that all commands share only these; none named: all."""

    @property
    def name(self) -> str:
        """As it is typed."""
        return self.act.__name__

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        """Those of *values* that its act takes."""
        return {name: values[name] for name in self.act.__annotations__ if name in values}

    def run(self, values: dict[str, Any]) -> int:
        """Answer with *values* for its own options and the shared ones; returns the exit status.

        Raises KetcliError and OSError.
        """
        if values.get("batch") is not None:
            from ketcli.cli import batch

            own = self.own(values)
            return batch.run(lambda index, text: self.act(index, **{**own, "query": [text]}), values)
        if values.get("watch"):
            from ketcli.cli import watch

            return watch.run(self.run, values)
        own = self.own(values)
        return deliver(self.act, own, **{name: value for name, value in values.items() if name not in own})


def declared_in(commands: list[Command]) -> Callable[..., Callable[[Act], Act]]:
    """A decorator that makes a function a command among *commands*: of the index, if it takes that, and its options."""

    def command(help: str, *examples: str, **more: Any) -> Callable[[Act], Act]:
        def declared(act: Act) -> Act:
            commands.append(Command(act, help, examples, **more))
            return act

        return declared

    return command


def deliver(
    act: Act,
    values: dict[str, Any],
    *,
    form: FormatOption = None,
    json: JsonOption = False,
    fields: FieldsOption = None,
    header: HeaderOption = False,
    output: OutputOption = None,
    facts: FactsOption = None,
    color: ColorOption = "auto",
    no_pager: NoPagerOption = False,
) -> int:
    """Let *act* answer and write that where and as the options say, which are those of every command.

    Returns the exit status.
    """
    chosen, columns = forms.chosen(form, json=json, fields=fields, header=header), forms.columns(fields)
    file = None if output in (None, "-") else output
    drawn = render.TABLE if streams.is_terminal() and file is None and not header else render.PLAIN

    def answered(*index: Index) -> tuple[Outcome, str, str | bytes]:
        outcome = act(*index, **values)
        used = chosen or (render.JSON if outcome.whole and not columns else drawn)
        screen = _screen(file, color) if used == render.TABLE else Screen(encoding=_encoding(file))
        return outcome, used, render.render(outcome, used, screen, columns, header=header)

    if INDEX in act.__annotations__:
        from ketcli.index import base

        with streams.progress("Compiling the fact base") as moved:
            outcome, used, content = base.ask(answered, facts, moved=moved)
    else:
        outcome, used, content = answered()
    page = render.is_page(outcome, used, columns)
    for line in () if page else (*outcome.urgent, *outcome.before):
        streams.tell(line)
    option, kinds = outcome.partial
    if option and (columns or render.FORMATS[used].made_of not in kinds):
        formats = [name for name, each in render.FORMATS.items() if each.made_of in kinds]
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
    return FOUND if outcome.found else NOTHING


def _encoding(file: str | None) -> str:
    """The encoding of what is written to *file*, or else to standard output."""
    return streams.encoding() if file is None else "utf-8"


def _screen(file: str | None, color: Color) -> Screen:
    """What a drawing in *file*, or else on standard output, has to fit."""
    if file is not None:
        return Screen(streams.width(), color=color == streams.ALWAYS)
    return Screen(
        streams.width(),
        streams.colored(color),
        streams.links(),
        streams.encoding(),
        streams.rows(),
        plain=streams.is_terminal() and not streams.places_signs(),
    )


def _keep(file: str, content: str | bytes) -> None:
    from ketcli.system import files

    try:
        files.write(file, content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror or error}") from error
