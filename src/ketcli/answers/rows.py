"""Answers as tables of named columns, for the formats that write one record a line: the same columns in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ketcli.errors import UsageError

if TYPE_CHECKING:
    from ketcli.answers.objects import Object

Value = str | int | float | Sequence[str] | None
"""Of a cell; a boolean counts as a number, as it does in Python."""


class Table(NamedTuple):
    """Records of the same columns."""

    columns: tuple[str, ...]
    records: list[tuple[Value, ...]]
    usual: int | None = None
    """So many of the first columns are shown unless others are chosen; None: all."""

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
        )

    def texts(self) -> Iterable[list[str]]:
        """The cells of each record as text."""
        return ([_text(value) for value in record] for record in self.records)

    def objects(self) -> list[Object]:
        """Each record by the names of its columns."""
        return [dict(zip(self.columns, record, strict=True)) for record in self.records]


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else ",".join(value)


_FACT = ("id", "claim", "agreement", "topics", "sources", "conflicts")
_FACT_MORE = ("hedged", "when", "aliases", "warning", "questions")


def facts(objects: Iterable[Object]) -> Table:
    """Fact objects: agreement as "2/5", the sources that only hedge marked; on request also _FACT_MORE."""
    return Table(_FACT + _FACT_MORE, [_fact(item) for item in objects], len(_FACT))


def hits(objects: Iterable[Object]) -> Table:
    """Hit objects: the columns of their facts; on request also rank, score and match."""
    return Table(
        (*_FACT, *_FACT_MORE, "rank", "score", "match"),
        [(*_fact(item["fact"]), item["rank"], item["score"], item["match"]["kind"]) for item in objects],
        len(_FACT),
    )


def _fact(item: Object) -> tuple[Value, ...]:
    plain = {cited["source"] for cited in item["evidence"] if not cited["hedged"]}
    named = dict.fromkeys(cited["source"] for cited in item["evidence"])
    sources = [name if name in plain else f"{name} (hedged)" for name in named]
    derived = (_agreement(item), item["topics"], sources, item["conflicts"])
    return (item["id"], item["claim"], *derived, *(item[name] for name in _FACT_MORE))


def _agreement(item: Object) -> str:
    return f"{item['agreement']['sources']}/{item['agreement']['of']}"


def topics(objects: Iterable[Object]) -> Table:
    """Topic objects; on request also their aliases."""
    return _named(objects, ("id", "title", "facts", "summary"), ("aliases",))


def sources(objects: Iterable[Object]) -> Table:
    """Source objects; on request also their sha256."""
    return _named(objects, ("id", "title", "facts", "file", "kind"), ("sha256",))


def gaps(objects: Iterable[Object]) -> Table:
    """Gap objects."""
    return _named(objects, ("id", "title", "near", "questions"))


def problems(objects: Iterable[Object]) -> Table:
    """Problem objects."""
    return _named(objects, ("file", "line", "rule", "where", "message", "hint"))


def citations(objects: Iterable[Object]) -> Table:
    """Citation objects."""
    return _named(objects, ("fact", "claim", "source", "title", "label", "locator", "from", "to", "hedged"))


def _named(objects: Iterable[Object], usual: Sequence[str], more: Sequence[str] = ()) -> Table:
    """The keys *usual* of *objects* as columns of the same names, and *more* on request."""
    names = (*usual, *more)
    return Table(names, [tuple(item[name] for name in names) for item in objects], len(usual))


def conflicts(objects: Iterable[Object]) -> Table:
    """A record for each position of each conflict object."""
    return Table(
        ("id", "kind", "question", "says", "sources", "facts"),
        [
            (
                item["id"],
                item["kind"],
                item["question"],
                position["says"],
                [f"{name} (hedged)" if name in position["hedged"] else name for name in position["sources"]],
                position["facts"],
            )
            for item in objects
            for position in item["positions"]
        ],
    )


def lines(objects: Iterable[Object], sources: Iterable[str]) -> Table:
    """The facts of a comparison: a column for what each of *sources* does, and the sides taken in conflicts."""
    return Table(
        ("id", "claim", "agreement", *sources, "conflicts"),
        [
            (
                item["fact"]["id"],
                item["fact"]["claim"],
                _agreement(item["fact"]),
                *item["stances"].values(),
                [f"{side['conflict']}:{side['position']}" for side in item["sides"]],
            )
            for item in objects
        ],
    )


def groups(objects: Iterable[Object], sources: Iterable[str]) -> Table:
    """Topics or sources in an overview: a column for the number of facts from each of *sources*."""
    counts = ("kind", "id", "facts", "shared", "disputed")
    return Table(
        (*counts, *sources), [(*(item[name] for name in counts), *item["sources"].values()) for item in objects]
    )


def events(objects: Iterable[Object]) -> Table:
    """Dated facts: when, first and last year, precision, and the columns of a fact."""
    dates = ("when", "first", "last", "precision")
    more = tuple(name for name in _FACT_MORE if name not in dates)
    return Table(
        (*dates, *_FACT, *more),
        [
            (
                *(item[name] for name in dates),
                *_fact(item["fact"])[: len(_FACT)],
                *(item["fact"][name] for name in more),
            )
            for item in objects
        ],
        len(dates) + len(_FACT),
    )
