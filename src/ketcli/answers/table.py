"""Answers as tables of named columns, for the formats that write one record a line: the same columns in each."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from ketcli.errors import UsageError
from ketcli.facts.fields import LIST, TEXTS
from ketcli.facts.shapes import SHAPES
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ketcli.answers.records import Fact

Value = str | int | float | Sequence[str] | Sequence[Sequence[str]] | None
"""Of a cell; a boolean counts as a number, as it does in Python."""


class Table(NamedTuple):
    """Records of the same columns."""

    columns: tuple[str, ...]
    records: list[tuple[Value, ...]]
    usual: int | None = None
    """So many of the first columns are shown unless others are chosen; None: all."""
    paths: Mapping[str, str] = MappingProxyType({})
    """Where in the object that a record is made of a column stands, as "fact.id", if not under its own name."""

    def only(self, names: Sequence[str]) -> Table:
        """The columns *names* in that order; the usual ones when none is named.

        Raises UsageError for a name that no column has, with those that there are.
        """
        if not names:
            names = self.columns[: self.usual]
        for name in names:
            if name not in self.columns:
                raise UsageError(f"no field is called {name!r}; fields: {', '.join(self.columns)}")
        places = [self.columns.index(name) for name in dict.fromkeys(names)]
        return Table(
            tuple(self.columns[place] for place in places),
            [tuple(record[place] for place in places) for record in self.records],
            paths={self.columns[place]: self._path(self.columns[place]) for place in places},
        )

    def objects(self, objects: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Of *objects*, which the records are made of, what the columns have; the shape of each stays."""
        from ketcli.answers import chosen

        paths = [self._path(name) for name in self.columns]
        return [chosen.only(item, paths) for item in objects]

    def _path(self, name: str) -> str:
        return self.paths.get(name, name)

    def texts(self) -> Iterable[list[str]]:
        """The cells of each record as text."""
        bars = [name in _OF_TEXTS for name in self.columns]
        return ([_text(*cell) for cell in zip(record, bars, strict=False)] for record in self.records)


_OF_TEXTS = frozenset(
    field.name for shape in SHAPES.values() for field in shape.fields if field.kind == TEXTS and not field.refers
)
"""Columns whose cells hold texts, in which commas may stand, and no ids."""


def _text(value: Value, bars: bool) -> str:  # noqa: FBT001 - said of each cell
    """A list of names with commas between; of several such lists, or of texts, *bars*."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    parts = [item if isinstance(item, str) else ",".join(item) for item in value]
    return (" | " if bars or not all(isinstance(item, str) for item in value) else ",").join(parts)


FACT = ("id", "claim", "agreement", "topics", "sources", "hedging", "conflicts")
"""The usual columns of a fact."""

_FIRST = ("hedged", "when")
FACT_MORE = (
    *_FIRST,
    *[each.name for each in SHAPES["fact"].fields if each.kind != LIST and each.name not in (*FACT, *_FIRST)],
)
"""Those on request: all else that a fact has and a cell can hold."""


def facts(objects: Iterable[Fact]) -> Table:
    """Facts: agreement as "2/5", of the sources those that only hedge once more; on request also FACT_MORE."""
    return Table(FACT + FACT_MORE, [fact(item) for item in objects], len(FACT))


def fact(item: Fact, names: Sequence[str] = (*FACT, *FACT_MORE)) -> tuple[Value, ...]:
    """The cells of a fact in the columns *names*."""
    cells: dict[str, Any] = {**item, "agreement": agreement(item)}
    return tuple([cells[name] for name in names])


IN_FACT = MappingProxyType({name: f"fact.{name}" for name in (*FACT, *FACT_MORE)})
"""Where the columns of a fact stand in what has a fact."""


def agreement(item: Fact) -> str:
    """How many sources of how many: "2/5"."""
    return f"{item['agreement']['sources']}/{item['agreement']['of']}"


def named(objects: Iterable[Mapping[str, Any]], usual: Sequence[str], more: Sequence[str] = ()) -> Table:
    """The keys *usual* of *objects* as columns of the same names, and *more* on request."""
    names = (*usual, *more)
    return Table(names, [tuple(item[name] for name in names) for item in objects], len(usual))
