"""Write fields and records into a facts file, YAML or JSON, whose layout, comments and line ends stay as they are."""

from __future__ import annotations

import codecs
import contextlib
import json
import re
from typing import TYPE_CHECKING

from ketcli.errors import UnreadableFactsError
from ketcli.facts import file as factsfile
from ketcli.words import invisible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ketcli.facts.file import Opened, Tree
    from ketcli.facts.problem import Path

    Record = Mapping[str, Any]
    """Something that a fact base has a list of, as its fields are written: texts, flags, lists of texts or records."""

    Edit = tuple[int, int, str]
    """Where a stretch of the text begins and ends, and what takes its place."""

_PLAIN = re.compile(r"[^\W\d_](?:[\w '’.;!%/()“”–—-]*[\w'’.;!%/()“”–—-])?")
"""Text that every reader of YAML takes as it is, without quotes; in braces and brackets too."""
_PLAIN_ON_A_LINE = re.compile(rf"{_PLAIN.pattern}(?:, {_PLAIN.pattern})*")
_NUMBER = re.compile(r"(?:0b)?[0-9]+(?:e[0-9]+)?")
_HEXADECIMAL = re.compile(r"(?:[0-9a-f]{12}|[0-9a-f]{64})")
_UNSAFE = re.compile(f"{factsfile.FOREIGN.pattern}|[{invisible.STEERING}]")
_WORDS_OF_YAML = frozenset("true false yes no on off y n null".split())
"""Words that some readers take for values."""


def set_fields(data: bytes, file: str, values: dict[Path, str]) -> bytes:
    """*data* with the scalar at each path of *values* replaced, or added behind ``to``, ``from`` or ``file``.

    What others would read as a number is quoted; everything else, layout and comments too, stays as it is.
    Raises UnreadableFactsError when that cannot be done.
    """
    opened = factsfile.opened(data, file)
    text, places = opened.text, opened.places
    edits: list[Edit] = []
    for path, value in values.items():
        name, beside = path[-1], _at(opened.tree, path[:-1])
        beside[name] = value
        quote = '"' if opened.is_json or _NUMBER.fullmatch(value) else ""
        if path in places.scalars:
            start, end = places.scalars[path]
            before = text[start - 1] if start == end else " "  # an empty value may even lack its colon
            gap = "" if before.isspace() else " " if before == ":" else ": "
            edits.append((start, end, f"{gap}{quote}{value}{quote}"))
            continue
        neighbour = (*path[:-1], next(each for each in ("to", "from", "file") if each in beside))
        end, column = places.scalars[neighbour][1], places.columns[neighbour]
        if column is None:
            key = f'"{name}"' if opened.is_json else name
            edits.append((end, end, f", {key}: {quote}{value}{quote}"))
        else:
            end, first = _next_line(text, end)
            edits.append((end, end, f"{first}{' ' * column}{name}: {quote}{value}{quote}{_newline(text)}"))
    return _edited(opened, edits, data, file)


def append(data: bytes, file: str, path: Path, *records: Record) -> bytes:
    """*data* with *records* as the last ones of the list at *path*, written as the others there are.

    Everything else stays as it is.  Raises UnreadableFactsError when that cannot be done.
    """
    opened = factsfile.opened(data, file)
    text, places = opened.text, opened.places
    items = _at(opened.tree, path)
    if path in places.dashes:
        end, first = _next_line(text, _end(opened, (*path, len(items) - 1)))
        between = _newline(text) if _is_airy(opened, path) else ""
        lines = between.join(_lines(record, places.dashes[path], _newline(text)) for record in records)
        edits = [(end, end, first + between + lines)]
    elif items:
        start, end = places.flows[*path, len(items) - 1]
        before = text[text.rfind("\n", 0, start) + 1 : start]
        gap = f"{_newline(text)}{before}" if before.isspace() else " "
        edits = [(end, end, "".join(f",{gap}{flow(record, quoted=opened.is_json)}" for record in records))]
    elif (column := places.columns.get(path)) is not None:
        start, end = places.flows[path]
        line, first = _next_line(text, end)
        edits = [
            (len(text[:start].rstrip(" ")), end, ""),
            (line, line, first + "".join(_lines(record, column + 2, _newline(text)) for record in records)),
        ]
    else:
        start, end = places.flows[path]
        edits = [(start, end, f"[{', '.join(flow(record, quoted=opened.is_json) for record in records)}]")]
    items += map(_as_read, records)
    return _edited(opened, edits, data, file)


def put(data: bytes, file: str, path: Path, name: str, value: Any) -> bytes:
    """*data* with the field *name*, which it lacks, as the last one of the mapping at *path*.

    Everything else stays as it is.  Raises UnreadableFactsError when that cannot be done.
    """
    opened = factsfile.opened(data, file)
    text, places = opened.text, opened.places
    mapping = _at(opened.tree, path)
    if path in places.flows:
        end = places.flows[path][1] - 1
        end = len(text[:end].rstrip())
        comma = ", " if mapping and text[end - 1] != "," else ""
        edits = [(end, end, f"{comma}{flow({name: value}, quoted=opened.is_json)[1:-1]}")]
    else:
        column = places.columns[*path, next(iter(mapping))] or 0
        end, first = _next_line(text, _end(opened, path))
        lines = "".join(f"{' ' * column}{line}{_newline(text)}" for line in block({name: value}))
        edits = [(end, end, first + lines)]
    mapping[name] = _as_read(value)
    return _edited(opened, edits, data, file)


def flow(record: Record, *, quoted: bool = False) -> str:
    """*record* in braces, on one line; *quoted*: so that it is JSON as well."""
    if quoted:
        return _json(record)
    return f"{{{', '.join(f'{_value(name)}: {_value(value)}' for name, value in record.items())}}}"


def block(record: Record) -> list[str]:
    """*record* as lines of YAML."""
    lines = []
    for key, value in record.items():
        name = scalar(key)
        if _is_records(value):
            lines += [f"{name}:", *(f"  - {flow(each)}" for each in value)]
        elif isinstance(value, dict):
            lines += [f"{name}:", *(f"  {line}" for line in block(value))]
        else:
            lines.append(f"{name}: {scalar(value) if isinstance(value, str) else _value(value)}")
    return lines


def scalar(text: str) -> str:
    """*text* as a value that has its line of YAML to itself: in quotes where it needs them."""
    return text if _is_plain(text, _PLAIN_ON_A_LINE) else _json(text)


def _is_plain(text: str, form: re.Pattern[str]) -> bool:
    """Whether *text* needs no quotes where that of this *form* needs none; digests of the sort 12a3 do not either."""
    if _HEXADECIMAL.fullmatch(text):
        return not _NUMBER.fullmatch(text)
    return bool(form.fullmatch(text)) and text.lower() not in _WORDS_OF_YAML


def _value(value: Any) -> str:
    """*value* as it can stand in braces."""
    if isinstance(value, str):
        return value if _is_plain(value, _PLAIN) else _json(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return flow(value) if isinstance(value, dict) else _json(value)


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and not isinstance(value[0], str)


def _json(value: Any) -> str:
    """*value* as JSON that YAML reads alike, and that steers no terminal."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _lines(record: Record, column: int, newline: str) -> str:
    """*record* as an item of a list whose dashes stand in *column*; a citation has one line."""
    lines = [flow(record)] if "from" in record or list(record) == ["section"] else block(record)
    return "".join(f"{' ' * column}{'  ' if number else '- '}{line}{newline}" for number, line in enumerate(lines))


def _as_read(value: Any) -> Tree:
    """*value* as a reader of YAML has it, for which everything is text."""
    if isinstance(value, dict):
        return {name: _as_read(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_read(each) for each in value]
    return value if isinstance(value, str) else _json(value)


def _is_airy(opened: Opened, path: Path) -> bool:
    """Whether an empty line stands before the last one of the list at *path*."""
    last = len(_at(opened.tree, path)) - 1
    if last < 1:
        return False
    begun, _ = _next_line(opened.text, _end(opened, (*path, last - 1)))
    return re.match(r"(?:[ \t]*#.*\n)*[ \t]*\r?\n", opened.text[begun:]) is not None


def _end(opened: Opened, path: Path) -> int:
    """Where what stands at *path* ends in the text."""
    places, node = opened.places, _at(opened.tree, path)
    if path in places.scalars:
        return places.scalars[path][1]
    if path in places.flows:
        return places.flows[path][1]
    return _end(opened, (*path, list(node)[-1] if isinstance(node, dict) else len(node) - 1))


def _next_line(text: str, end: int) -> tuple[int, str]:
    """Where the line after that of *end* begins, and the line end that is lacking before it."""
    following = text.find("\n", max(end - 1, 0)) + 1 or len(text)
    return following, "" if text[following - 1] == "\n" else _newline(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _at(tree: Tree, path: Path) -> Tree:
    for step in path:
        tree = tree[step]
    return tree


def _edited(opened: Opened, edits: list[Edit], data: bytes, file: str) -> bytes:
    """The text of *opened* with *edits*, which make of it the tree that it has by now, encoded as *data* is.

    Raises UnreadableFactsError when they do not.
    """
    pieces = []
    at = 0
    for start, end, replacement in sorted(edits):
        pieces += [opened.text[at:start], replacement]
        at = end
    text = "".join([*pieces, opened.text[at:]])
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    with contextlib.suppress(UnreadableFactsError, UnicodeEncodeError):
        done = mark + text.encode()
        if factsfile.opened(done, file).tree == opened.tree:
            return done
    raise UnreadableFactsError(f"{file}: its layout is one that cannot be edited; write each field on its own line")
