"""Answers as rows of columns, for one record a line: the same columns in every such format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ketcli.render.data import Object

Row = dict[str, str]


def facts(objects: Iterable[Object]) -> list[Row]:
    """A row for each fact object: id, claim, agreement, topics, sources (hedged ones marked), conflicts."""
    return [
        {
            "id": item["id"],
            "claim": item["claim"],
            "agreement": f"{item['agreement']['sources']}/{item['agreement']['of']}",
            "topics": ",".join(item["topics"]),
            "sources": ",".join(_sources(item["evidence"])),
            "conflicts": ",".join(item["conflicts"]),
        }
        for item in objects
    ]


def _sources(evidence: Sequence[Object]) -> list[str]:
    plain = {item["source"] for item in evidence if not item["hedged"]}
    names = dict.fromkeys(item["source"] for item in evidence)
    return [name if name in plain else f"{name} (hedged)" for name in names]


def topics(objects: Iterable[Object]) -> list[Row]:
    """A row for each topic object: id, title, facts, summary."""
    return [
        {"id": item["id"], "title": item["title"], "facts": str(item["facts"]), "summary": item["summary"]}
        for item in objects
    ]


def sources(objects: Iterable[Object]) -> list[Row]:
    """A row for each source object: id, title, facts, file, kind."""
    return [
        {
            "id": item["id"],
            "title": item["title"],
            "facts": str(item["facts"]),
            "file": item["file"],
            "kind": item["kind"],
        }
        for item in objects
    ]


def conflicts(objects: Iterable[Object]) -> list[Row]:
    """A row for each position of each conflict object: id, kind, question, says, sources, facts."""
    return [
        {
            "id": item["id"],
            "kind": item["kind"],
            "question": item["question"],
            "says": position["says"],
            "sources": ",".join(
                f"{name} (hedged)" if name in position["hedged"] else name for name in position["sources"]
            ),
            "facts": ",".join(position["facts"]),
        }
        for item in objects
        for position in item["positions"]
    ]


def problems(objects: Iterable[Object]) -> list[Row]:
    """A row for each problem object: file, line, rule, where, message, hint."""
    return [
        {name: str(item[name] or "") for name in ("file", "line", "rule", "where", "message", "hint")}
        for item in objects
    ]


def lines(objects: Iterable[Object]) -> list[Row]:
    """A row for each fact of a comparison: id, claim, agreement, a column for each source, sides in conflicts."""
    return [
        {
            "id": item["fact"]["id"],
            "claim": item["fact"]["claim"],
            "agreement": f"{item['fact']['agreement']['sources']}/{item['fact']['agreement']['of']}",
            **item["stances"],
            "conflicts": ",".join(f"{side['conflict']}:{side['position']}" for side in item["sides"]),
        }
        for item in objects
    ]


def groups(objects: Iterable[Object]) -> list[Row]:
    """A row for each topic or source: kind, id, facts, shared, disputed, a column for each source."""
    return [
        {
            "kind": item["kind"],
            "id": item["id"],
            **{name: str(item[name]) for name in ("facts", "shared", "disputed")},
            **{name: str(count) for name, count in item["sources"].items()},
        }
        for item in objects
    ]


def events(objects: Iterable[Object]) -> list[Row]:
    """A row for each dated fact: when, first and last year, precision, and the columns of a fact."""
    return [
        {
            "when": item["when"],
            "first": str(item["first"]),
            "last": str(item["last"]),
            "precision": item["precision"],
            **facts([item["fact"]])[0],
        }
        for item in objects
    ]
