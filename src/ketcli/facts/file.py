"""Turn a facts file, YAML or JSON, into plain mappings, lists and text; say where in it each of them stands."""

from __future__ import annotations

import contextlib
import json
import re
import reprlib
import stat
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from ketcli.errors import UnreadableFactsError
from ketcli.facts.problem import Path, Problem
from ketcli.system import files

if TYPE_CHECKING:
    import os
    import pathlib
    from collections.abc import Collection, Iterable, Iterator

MAX_BYTES = 512 * 1024 * 1024
"""A facts file above this size is refused."""

_ATTEMPTS = 5  # at reading a file that changes meanwhile
MAX_VALUES, MAX_DEPTH = 5_000_000, 12
"""A file of YAML with more values is refused, and nesting beyond this; a fact base needs six levels."""

Tree = Any
"""What a file holds: dict, list, str or None; from JSON also bool, int and float."""

_REFUSED = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# YAML allows the former nowhere; these are text like any other in JSON, but in YAML are refused or end a line.
FOREIGN = re.compile(f"{_REFUSED.pattern}|[\x85\u2028\u2029]")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Opened(NamedTuple):
    """A facts file whose text is to be edited."""

    text: str
    tree: Tree
    is_json: bool
    places: _YamlReader


_SHOWN = 120
"""Characters of a value in a message."""

_short = reprlib.Repr()
_short.maxstring = _short.maxlong = _short.maxother = _SHOWN


def shown(value: Tree) -> str:
    """*value* for a message, on one line and in its length bounded, however long or deep it is."""
    text = _short.repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def read_bytes(path: pathlib.Path) -> bytes:
    """The content of the facts file at *path*.

    Raises UnreadableFactsError when it is missing, no regular file, too large, may not be read or does not keep still.
    """
    for _ in range(_ATTEMPTS):
        status, data = _read(path)
        with contextlib.suppress(OSError):
            after = path.stat()
            if (status.st_ino, status.st_size, status.st_mtime_ns) == (after.st_ino, len(data), after.st_mtime_ns):
                return data
    raise UnreadableFactsError(f"{path}: is being written; try again when that is done")


def _read(path: pathlib.Path) -> tuple[os.stat_result, bytes]:
    """The state of the file before it is read, and its content."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a directory" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise UnreadableFactsError(f"{path}: {what}; name a YAML or JSON file of facts")
        if status.st_size > MAX_BYTES:
            raise UnreadableFactsError(f"{path}: larger than {MAX_BYTES // 2**20} MiB")
        return status, files.read(path, MAX_BYTES)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableFactsError(f"{path}: {reason}; name a file of facts, YAML or JSON") from error


def parse(data: bytes, file: str) -> tuple[Tree, list[Problem]]:
    """The tree that *data* holds, and the keys that stand twice in one mapping.

    In YAML every scalar is text, as it is written; a plain ``~``, ``null`` or nothing is None.
    Raises UnreadableFactsError, with the line, when it is neither YAML nor JSON or uses what is refused.
    """
    text = _decode(data, file)
    if _is_json(text):
        try:
            return _parse_json(text, file)
        except ValueError as error:
            if file.lower().endswith(".json"):
                line = getattr(error, "lineno", None)
                place = f"{file}:{line}" if line else file
                reason = getattr(error, "msg", "a number of too many digits; quote it")
                raise UnreadableFactsError(f"{place}: no valid JSON: {reason}") from error
        except RecursionError as error:
            raise UnreadableFactsError(f"{file}: nesting deeper than {MAX_DEPTH} levels") from error
    reader = _YamlReader(text, file, ())
    tree = reader.read()
    if reader.problems:
        reader = _YamlReader(text, file)
        reader.read()
    return tree, reader.problems


def locate(data: bytes, file: str, paths: Iterable[Path]) -> dict[Path, int]:
    """The line of each of *paths* (or of its nearest ancestor) in the file; of none when that cannot be told."""
    nearer = {path: [path[:size] for size in range(len(path), -1, -1)] for path in paths}  # to the root, on a line
    reader = _YamlReader(_as_yaml(_decode(data, file)), file, {near for shorter in nearer.values() for near in shorter})
    try:
        reader.read()
    except UnreadableFactsError:  # JSON that is no YAML, such as one with a key of 2,000 characters
        return {}
    return {
        path: next(reader.lines[near] for near in shorter if near in reader.lines) for path, shorter in nearer.items()
    }


def opened(data: bytes, file: str) -> Opened:
    """*data* as text that can be edited, and where in it everything stands.  Raises UnreadableFactsError."""
    text = _decode(data, file)
    reader = _YamlReader(_as_yaml(text), file)
    return Opened(text, reader.read(), _is_json(text), reader)


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] == "{"


def _as_yaml(text: str) -> str:
    """*text* as it is, but of JSON what YAML reads otherwise replaced by as many other characters."""
    return FOREIGN.sub("?", _SURROGATE.sub(r"\\u20", text)) if _is_json(text) else text


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFactsError(f"{file}:{line}: not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _parse_json(text: str, file: str) -> tuple[Tree, list[Problem]]:
    twice: list[str] = []

    def mapping(pairs: list[tuple[str, Tree]]) -> dict[str, Tree]:
        result = dict(pairs)
        if len(result) < len(pairs):
            twice.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return result

    tree = json.loads(text, object_pairs_hook=mapping)
    if not twice:
        return tree, []
    reader = _YamlReader(_as_yaml(text), file)  # which knows the lines
    with contextlib.suppress(UnreadableFactsError):
        reader.read()
    return tree, reader.problems or [_duplicate(key, (), None) for key in twice]


def _duplicate(key: str, path: Path, line: int | None) -> Problem:
    return Problem("duplicate-key", path, f"the key {shown(key)} stands twice in one mapping", "keep one", line=line)


class _YamlReader:
    """Builds the tree from YAML's events, so that nothing is guessed, merged, repeated or run.

    The C loader is fast, but its composer crashes on deep nesting and resolves ``NO``, ``1.10`` and dates to
    other values; events carry the text as written, and depth is checked as they come.
    """

    def __init__(self, text: str, file: str, wanted: Collection[Path] | None = None) -> None:
        self.text = text
        self.file = file
        self.wanted = wanted
        """Of what it is remembered where it stands, with all on the way there; None: of everything.

        That takes most of the time and memory.
        """
        self.values = 0
        self.problems: list[Problem] = []
        self.lines: dict[Path, int] = {}
        self.scalars: dict[Path, tuple[int, int]] = {}  # where each begins and ends in the text
        self.columns: dict[Path, int | None] = {}
        """For each key its column, or None in a mapping in braces."""
        self.flows: dict[Path, tuple[int, int]] = {}
        """For each mapping in braces and list in brackets where it begins and ends in the text."""
        self.dashes: dict[Path, int] = {}
        """For each list of lines the column of its dashes."""

    def read(self) -> Tree:
        import yaml

        self._yaml: Any = yaml
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            events = yaml.parse(self.text, Loader=loader)
            next(events)  # the start of the stream
            if isinstance(next(events), yaml.StreamEndEvent):
                raise UnreadableFactsError(f"{self.file}: empty; a fact base begins with 'schema: 1'")
            tree = self._value(next(events), events, self._wanted(()), 0)
            next(events)  # the end of the document
            after = next(events)
            if not isinstance(after, yaml.StreamEndEvent):
                raise self._refused(after, "a second document; keep one fact base a file")
        except yaml.YAMLError as error:
            if refused := _REFUSED.search(self.text):
                line = self.text.count("\n", 0, refused.start())
                reason = f"the control character U+{ord(refused[0]):04X}; remove it, or save the file as UTF-8"
            else:
                fault: Any = error  # any other names its place
                line, reason = fault.problem_mark.line, fault.problem
                if self.text[fault.problem_mark.index : fault.problem_mark.index + 1] == "\t":
                    reason = "a tab where YAML wants blanks; indent with blanks"
                elif "':'" in reason or "mapping values" in reason:
                    reason += "; put a value with a colon in it in quotes"
            raise UnreadableFactsError(f"{self.file}:{line + 1}: no valid YAML: {reason}") from error
        return tree

    def _wanted(self, place: Path) -> Path | None:
        """*place*, if it is to be remembered where that stands."""
        return place if self.wanted is None or place in self.wanted else None

    def _value(self, event: Any, events: Iterator[Any], path: Path | None, depth: int) -> Tree:
        yaml = self._yaml
        self._refuse_magic(event)
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            deep = f"nesting deeper than {MAX_DEPTH} levels"
            raise self._refused(event, deep if depth > MAX_DEPTH else f"more than {MAX_VALUES:,} values; divide it")
        if path is not None:
            self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            if path is not None:
                self.scalars[path] = (event.start_mark.index, event.end_mark.index)
            return None if not event.style and event.value in ("", "~", "null", "Null", "NULL") else event.value
        begun = event
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Tree] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                place = None if path is None else self._wanted((*path, len(items)))
                items.append(self._value(event, events, place, depth + 1))
            self._collection(begun, event, path)
            return items
        return self._mapping(begun, events, path, depth)

    def _mapping(self, begun: Any, events: Iterator[Any], path: Path | None, depth: int) -> dict[str, Tree]:
        yaml = self._yaml
        result: dict[str, Tree] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            self._refuse_magic(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event, "a key that is no plain text; quote it")
            key = event.value
            if key == "<<":
                raise self._refused(event, "a merge key (<<); write the fields out")
            place = None if path is None else self._wanted((*path, key))
            line = event.start_mark.line + 1
            if key in result:
                self.problems.append(_duplicate(key, place or (), line))
            if place is not None:
                self.lines[place] = line
                self.columns[place] = None if begun.flow_style else event.start_mark.column
            result[key] = self._value(next(events), events, place, depth + 1)
        self._collection(begun, event, path)
        return result

    def _collection(self, begun: Any, ended: Any, path: Path | None) -> None:
        """Remember where a list or mapping stands, by the events that begin and end it."""
        if path is None:
            return
        if begun.flow_style:
            self.flows[path] = begun.start_mark.index, ended.end_mark.index
        elif isinstance(begun, self._yaml.SequenceStartEvent):
            self.dashes[path] = begun.start_mark.column

    def _refuse_magic(self, event: Any) -> None:
        """What would repeat, merge or build values has no place in a fact base."""
        if isinstance(event, self._yaml.AliasEvent):
            raise self._refused(event, f"an alias, {shown(f'*{event.anchor}')}; write the value out, or quote it")
        if event.anchor is not None:
            raise self._refused(event, f"an anchor, {shown(f'&{event.anchor}')}; write the value out, or quote it")
        if event.tag is not None:
            raise self._refused(event, f"a tag, {shown(event.tag)}; quote the value instead")

    def _refused(self, event: Any, what: str) -> UnreadableFactsError:
        return UnreadableFactsError(f"{self.file}:{event.start_mark.line + 1}: {what}")
