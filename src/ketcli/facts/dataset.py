"""Read a facts file and validate its structure: file → Dataset, or every defect with its line."""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ketcli.errors import UnreadableFactsError
from ketcli.facts import dates, elsewhere, fields, file, shapes
from ketcli.facts.file import shown
from ketcli.facts.nouns import Left, Uncited
from ketcli.facts.problem import InvalidFactsError, Path, Problem, named

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterable

    from ketcli.facts.fields import Field
    from ketcli.facts.nouns import Dataset

SCHEMA = "1"
"""The version of the data format."""

_MOST = 10_000  # problems, after which nobody reads on
_COMPARISONS = 50_000  # of names, after which no more are suggested: they take a second
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Loaded:
    """A valid fact base with the file that it came from."""

    dataset: Dataset
    file: str
    data: bytes

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """*problems* with their file and line filled in, in the order of the lines."""
        problems = list(problems)
        lines = file.locate(self.data, self.file, (problem.path for problem in problems)) if problems else {}
        placed = [
            problem._replace(file=self.file, line=problem.line or lines.get(problem.path)) for problem in problems
        ]
        return sorted(placed, key=lambda problem: problem.line or 0)


class Reading(NamedTuple):
    """What could be read of a facts file, and every defect of its structure."""

    loaded: Loaded
    problems: tuple[Problem, ...]


def load(path: pathlib.Path) -> Loaded:
    """Read and validate the fact base at *path*.

    Raises UnreadableFactsError when there is no such tree of data, InvalidFactsError with every defect otherwise.
    """
    return parse(file.read_bytes(path), str(path))


def parse(data: bytes, name: str) -> Loaded:
    """Validate the fact base in *data*; *name* is its file's in messages, and its ending tells JSON from YAML.

    Raises as ``load`` does.
    """
    loaded, problems = read(data, name)
    if problems:
        raise InvalidFactsError(problems)
    return loaded


def read(data: bytes, name: str) -> Reading:
    """All that can be read of the fact base in *data*, with its defects.  Raises UnreadableFactsError."""
    tree, problems = file.parse(data, name)
    if not isinstance(tree, dict):
        raise UnreadableFactsError(f"{name}: not a mapping; a fact base begins with 'schema: 1'")
    builder = _Builder(problems, derived="schema_version" in tree)
    loaded = Loaded(builder.dataset(tree), name, data)
    return Reading(loaded, tuple(loaded.placed(builder.problems)))


class _Builder:
    """Makes the nouns out of plain data by their shapes, and notes what is wrong instead of stopping there."""

    def __init__(self, problems: list[Problem], *, derived: bool) -> None:
        self.problems = problems
        self.derived = derived
        """Whether the file is an export: then the keys that ketcli derives are allowed, and ignored."""
        self.compared = 0
        """How many names have been compared for suggestions."""
        self.converters: dict[str, Callable[[Field, Any, Path], Any]] = {
            fields.TEXT: lambda _, node, path: self.text(node, path),
            fields.ID: lambda _, node, path: self.id(node, path),
            fields.DATE: lambda _, node, path: self.date(node, path),
            fields.FILE: lambda _, node, path: self.file_name(node, path),
            fields.FLAG: lambda _, node, path: self.flag(node, path),
            fields.WORD: lambda _, node, path: self.kind(node, path),
            fields.TEXTS: lambda _, node, path: self.texts(node, path),
            fields.GROUPS: lambda _, node, path: self.list_of(self.texts, node, path),
            fields.LIST: lambda field, node, path: self.list_of(functools.partial(self.record, field.of), node, path),
            fields.REASONS: lambda _, node, path: self.uncited(node, path),
            **{kind: functools.partial(self.form, *said) for kind, said in fields.FORMS.items()},
        }

    def dataset(self, tree: dict[str, Any]) -> Dataset:
        if tree.get("schema") is None:
            self.note("empty-field", ("schema",), f"'schema' is {'empty' if 'schema' in tree else 'missing'}")
        else:
            self.schema(tree["schema"], ("schema",))
        dataset: Dataset = self.record("base", {key: tree[key] for key in tree if key != "schema"}, ())
        self.references(dataset)
        return dataset

    def schema(self, node: Any, path: Path) -> None:
        if node not in (SCHEMA, int(SCHEMA)) or isinstance(node, (bool, float)):
            message = f"{shown(node)} is no known version of the data format"
            self.note("schema", path, message, f"this ketcli reads {SCHEMA}")

    def record(self, name: str, node: Any, path: Path) -> Any:
        """The noun of the shape *name* that the mapping *node* describes; what it lacks has its default."""
        shape = shapes.SHAPES[name]
        known = [field.name for field in shape.fields]
        mapping = isinstance(node, dict)
        if not mapping:
            needed = ", ".join(field.name for field in shape.fields if not field.optional) or "section or from"
            self.note("wrong-type", path, f"{named(path)} must be a mapping with {needed}")
            node = {}
        values = []
        for field in shape.fields:
            at = (*path, field.name)
            if node.get(field.name) is not None:
                values.append(self.converters[field.kind](field, node[field.name], at))
                self.enough(name, field, node, path)
                continue
            if mapping and not field.optional:
                hint = "ketcli check --documents DIR --pin writes it" if field.kind == fields.SHA256 else ""
                self.note("empty-field", at, f"{field.name!r} is {'empty' if field.name in node else 'missing'}", hint)
            values.append(fields.default(field))
        for key in node:
            if key not in known and not (self.derived and key in shape.derived):
                hint = elsewhere.belongs(name, key) or self.nearest(key, known)
                self.note("unknown-key", (*path, key), f"the key {shown(key)} is not known", hint)
        return shape.noun(*values)

    def enough(self, name: str, field: Field, node: Any, path: Path) -> None:
        """Note a list that has fewer than its field needs."""
        items = node[field.name]
        if field.optional or not isinstance(items, list) or len(items) >= field.least:
            return
        if name == "conflict":
            self.note("one-sided", path, f"conflict {node.get('id', '')} needs at least two positions")
        else:
            one = "citation" if field.name == "evidence" else field.name.removesuffix("s")
            self.note("empty-field", (*path, field.name), f"a {name} needs at least one {one}")

    def uncited(self, node: Any, path: Path) -> tuple[Uncited, ...]:
        """A mapping of reasons to lists of passages."""
        if not isinstance(node, dict):
            self.note("wrong-type", path, f"{named(path)} must be a mapping of reasons to lists of passages")
            return ()
        return tuple(
            Uncited(self.text(reason, (*path, reason)), item)
            for reason, items in node.items()
            for item in self.list_of(self.left, items, (*path, reason))
        )

    def left(self, node: Any, path: Path) -> Left:
        """A passage, with or without its section, or a whole section."""
        found: Left = self.record("uncited", node, path)
        known = [name for name, value in node.items() if value is not None] if isinstance(node, dict) else ["from"]
        if "from" not in known and ("section" not in known or "to" in known or "digest" in known):
            state = "empty" if "from" in node else "missing"
            self.note("empty-field", (*path, "from"), f"'from' is {state}", "or name a section alone, for all of it")
        return found

    def references(self, dataset: Dataset) -> None:
        """Ids are unique, and whatever is referred to exists."""
        lists = [field.name for field in shapes.SHAPES["base"].fields if field.kind == fields.LIST]
        known = {kind: self.unique(kind, getattr(dataset, kind)) for kind in lists if kind != "related"}
        self.refer("base", dataset, (), known)

    def refer(self, name: str, noun: Any, path: Path, known: dict[str, set[str]]) -> None:
        """Note each name, in *noun* of the shape *name* and below it, of something that does not exist."""
        for field, value in zip(shapes.SHAPES[name].fields, noun, strict=True):
            at = (*path, field.name)
            if field.kind == fields.LIST:
                for place, item in enumerate(value):
                    self.refer(field.of, item, (*at, place), known)
            elif field.refers and isinstance(value, str):
                self.known(value, field.refers, at, known)
            elif field.refers:
                for place, item in enumerate(value or ()):
                    self.known(item, field.refers, (*at, place), known)

    def known(self, name: str, kind: str, path: Path, known: dict[str, set[str]]) -> None:
        if name and name not in known[kind]:
            message = f"no {kind[:-1]} has the id {shown(name)}"
            self.note(f"unknown-{kind[:-1]}", path, message, self.nearest(name, known[kind]))

    def unique(self, kind: str, items: Iterable[Any]) -> set[str]:
        seen: set[str] = set()
        for number, item in enumerate(items):
            if item.id and item.id in seen:
                message = f"the id {shown(item.id)} is taken"
                self.note("duplicate-id", (kind, number, "id"), message, "ids are never reused")
            seen.add(item.id)
        return seen

    def list_of(self, convert: Callable[[Any, Path], Any], node: Any, path: Path) -> tuple[Any, ...]:
        if not isinstance(node, list):
            self.note("wrong-type", path, f"{named(path)} must be a list")
            return ()
        return tuple(convert(item, (*path, place)) for place, item in enumerate(node))

    def texts(self, node: Any, path: Path) -> tuple[str, ...]:
        return self.list_of(self.text, node, path)

    def text(self, node: Any, path: Path) -> str:
        if isinstance(node, (int, float)):  # bool is an int
            self.note("wrong-type", path, f"{shown(node)} is no text", "quote it")
        elif node is None or (isinstance(node, str) and not node.strip()):
            self.note("empty-field", path, f"{named(path)} is empty")
        elif not isinstance(node, str):
            self.note("wrong-type", path, f"{named(path)} must be text")
        elif len(node) > fields.TEXT_LIMIT:
            self.note(
                "too-long", path, f"{named(path)} has {len(node)} characters; at most {fields.TEXT_LIMIT} are allowed"
            )
        elif _UNUSABLE.search(node):
            self.note("unusable-character", path, f"{named(path)} holds a NUL or half a surrogate pair", "remove it")
        else:
            return node
        return ""

    def form(self, pattern: str, what: str, _: Field, node: Any, path: Path) -> str:
        return self.matching(pattern, what, node, path)

    def matching(self, pattern: str, what: str, node: Any, path: Path) -> str:
        text = self.text(node, path)
        if text and not re.fullmatch(pattern, text):
            self.note("wrong-form", path, f"{shown(text)} is not {what}")
        return text

    def date(self, node: Any, path: Path) -> str:
        text = self.text(node, path)
        if text:  # what an empty one lacks is noted already
            try:
                dates.span(text)
            except ValueError:
                what = "a year (1962), a decade (1960s) or a span (1980s-1990s)"
                self.note("wrong-form", path, f"{shown(text)} is not {what}")
        return text

    def id(self, node: Any, path: Path) -> str:
        text = self.matching(fields.ID_FORM, "lower-case words joined by hyphens", node, path)
        if len(text) > fields.ID_LIMIT:
            self.note(
                "too-long", path, f"{named(path)} has {len(text)} characters; at most {fields.ID_LIMIT} are allowed"
            )
        return text

    def file_name(self, node: Any, path: Path) -> str:
        text = self.text(node, path)
        if "/" in text or "\\" in text or text in (".", ".."):
            self.note("wrong-form", path, f"{shown(text)} is a path", "give the file's name alone")
        return text

    def kind(self, node: Any, path: Path) -> str:
        text = self.text(node, path)
        if text and text not in fields.KINDS:
            message = f"{shown(text)} is not one of {', '.join(fields.KINDS)}"
            self.note("wrong-form", path, message, self.nearest(text, fields.KINDS))
        return text

    def flag(self, node: Any, path: Path) -> bool:
        if node not in (True, False, "true", "false") or (
            isinstance(node, (int, float)) and not isinstance(node, bool)
        ):
            self.note("wrong-type", path, f"{shown(node)} is neither true nor false")
        return node in (True, "true")

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """A hint at the most similar of *known*; none for a very long name, or once very many have been compared."""
        if self.compared > _COMPARISONS or len(name) > fields.ID_LIMIT:
            return ""
        candidates = list(known)
        self.compared += len(candidates)
        near = difflib.get_close_matches(name, candidates)
        return f"did you mean {near[0]!r}?" if near else ""

    def note(self, rule: str, path: Path, message: str, hint: str = "") -> None:
        if len(self.problems) < _MOST:
            self.problems.append(Problem(rule, path, message, hint))
        elif len(self.problems) == _MOST:
            self.problems.append(Problem("too-long", (), f"has more than {_MOST:,} problems", "mend these first"))
