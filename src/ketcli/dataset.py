"""Read a facts file and validate its structure: file → Dataset, or every defect with its line."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ketcli import dates, factsfile
from ketcli.errors import InvalidFactsError, Path, Problem, UnreadableFactsError
from ketcli.facts import Conflict, Dataset, Evidence, Fact, Passage, Position, Source, Topic, Uncited
from ketcli.factsfile import shown

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterable, Mapping

SCHEMA = "1"
"""The version of the data format."""

TEXT_LIMIT = 4000
"""Characters in one field; a longer one is refused, never cut."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ID_LIMIT = 100
SHA256 = re.compile(r"[0-9a-f]{64}")
DIGEST = re.compile(r"[0-9a-f]{12}")
"""What ids (at most ``ID_LIMIT`` characters), the sha256 of a document and the digest of a passage look like."""

KINDS = ("tension", "contradiction")
"""Of conflicts."""

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
        lines = factsfile.locate(self.data, self.file, (problem.path for problem in problems)) if problems else {}
        placed = [
            problem._replace(file=self.file, line=problem.line or lines.get(problem.path)) for problem in problems
        ]
        return sorted(placed, key=lambda problem: problem.line or 0)


def load(path: pathlib.Path) -> Loaded:
    """Read and validate the fact base at *path*.

    Raises UnreadableFactsError when there is no such tree of data, InvalidFactsError with every defect otherwise.
    """
    return parse(factsfile.read_bytes(path), str(path))


def parse(data: bytes, file: str) -> Loaded:
    """Validate the fact base in *data*; *file* is its name in messages and its ending tells JSON from YAML."""
    tree, problems = factsfile.parse(data, file)
    if not isinstance(tree, dict):
        raise UnreadableFactsError(f"{file}: not a mapping; a fact base begins with 'schema: 1'")
    builder = _Builder(problems, derived="schema_version" in tree)
    dataset = builder.dataset(tree)
    loaded = Loaded(dataset, file, data)
    if builder.problems:
        raise InvalidFactsError(loaded.placed(builder.problems), loaded)
    return loaded


class _Builder:
    """Makes the nouns out of plain data, and notes what is wrong instead of stopping at the first defect."""

    def __init__(self, problems: list[Problem], *, derived: bool) -> None:
        self.problems = problems
        self.derived = derived
        """Whether the file is an export, which also carries what ketcli derives; it is passed over."""
        self.compared = 0
        """How many names have been compared for suggestions."""

    def dataset(self, tree: dict[str, Any]) -> Dataset:
        known = {
            "schema": self.schema,
            "title": self.text,
            "version": self.text,
            "disclaimer": self.text,
            "sources": self.list_of(self.source),
            "topics": self.list_of(self.topic),
            "facts": self.list_of(self.fact),
            "conflicts": self.list_of(self.conflict),
            "synonyms": self.list_of(self.texts),
            "lookalikes": self.list_of(self.texts),
        }
        optional = {"conflicts": (), "synonyms": (), "lookalikes": ()}
        fields = self.fields(tree, (), known, optional, derived=("schema_version", "meta"))
        fields.pop("schema")
        dataset = Dataset(**fields)
        self.references(dataset)
        return dataset

    def schema(self, node: Any, path: Path) -> None:
        if node not in (SCHEMA, int(SCHEMA)) or isinstance(node, (bool, float)):
            message = f"{shown(node)} is no known version of the data format"
            self.note("schema", path, message, f"this ketcli reads {SCHEMA}")

    def source(self, node: Any, path: Path) -> Source:
        known = {
            "id": self.id,
            "title": self.text,
            "kind": self.text,
            "file": self.file_name,
            "sha256": self.matching(SHA256, "64 hexadecimal digits"),
            "uncited": self.uncited,
        }
        return Source(**self.fields(node, path, known, {"uncited": ()}, derived=("facts",)))

    def uncited(self, node: Any, path: Path) -> tuple[Uncited, ...]:
        """A mapping of reasons to lists of passages."""
        if not isinstance(node, dict):
            self.note("wrong-type", path, "must be a mapping of reasons to lists of passages")
            return ()
        passages = self.list_of(self.passage)
        return tuple(
            Uncited(self.text(reason, (*path, reason)), passage)
            for reason, items in node.items()
            for passage in passages(items, (*path, reason))
        )

    def passage(self, node: Any, path: Path) -> Passage:
        fields = self.fields(node, path, self._passage_fields(), {"to": None, "digest": None}, derived=())
        return Passage(fields["from"], fields["to"], fields["digest"])

    def topic(self, node: Any, path: Path) -> Topic:
        known = {"id": self.id, "title": self.text, "summary": self.text, "aliases": self.texts}
        return Topic(**self.fields(node, path, known, {"aliases": ()}, derived=("facts",)))

    def fact(self, node: Any, path: Path) -> Fact:
        known = {
            "id": self.id,
            "topics": self.texts,
            "claim": self.text,
            "aliases": self.texts,
            "evidence": self.list_of(self.evidence),
            "when": self.date,
        }
        derived = ("agreement", "hedged", "conflicts")
        fact = Fact(**self.fields(node, path, known, {"aliases": (), "when": None}, derived=derived))
        self.some(node, path, "topics", "a fact needs at least one topic")
        self.some(node, path, "evidence", "a fact needs at least one citation")
        return fact

    def evidence(self, node: Any, path: Path) -> Evidence:
        known = {"source": self.text, "section": self.text, "hedged": self.flag, **self._passage_fields()}
        optional = {"hedged": False, "to": None, "digest": None}
        fields = self.fields(node, path, known, optional, derived=("title", "file"))
        passage = Passage(fields["from"], fields["to"], fields["digest"])
        return Evidence(fields["source"], fields["section"], passage, fields["hedged"])

    def _passage_fields(self) -> dict[str, Callable[[Any, Path], Any]]:
        return {"from": self.text, "to": self.text, "digest": self.matching(DIGEST, "12 hexadecimal digits")}

    def conflict(self, node: Any, path: Path) -> Conflict:
        known = {
            "id": self.id,
            "kind": self.kind,
            "question": self.text,
            "positions": self.list_of(self.position),
        }
        conflict = Conflict(**self.fields(node, path, known, {}, derived=("several", "silent")))
        positions = node.get("positions") if isinstance(node, dict) else None
        if isinstance(positions, list) and len(positions) < 2:  # noqa: PLR2004 - a conflict has two sides
            self.note("one-sided", path, f"conflict {conflict.id} needs at least two positions")
        return conflict

    def position(self, node: Any, path: Path) -> Position:
        fields = self.fields(node, path, {"says": self.text, "facts": self.texts}, {}, derived=("sources", "hedged"))
        self.some(node, path, "facts", "a position needs at least one fact")
        return Position(**fields)

    def some(self, node: Any, path: Path, field: str, message: str) -> None:
        if isinstance(node, dict) and node.get(field) == []:
            self.note("empty-field", (*path, field), message)

    def references(self, dataset: Dataset) -> None:
        """Ids are unique, and whatever is referred to exists."""
        known = {
            kind: self.unique(kind, getattr(dataset, kind)) for kind in ("sources", "topics", "facts", "conflicts")
        }
        for number, fact in enumerate(dataset.facts):
            for place, topic in enumerate(fact.topics):
                self.refer(topic, known, "topics", ("facts", number, "topics", place))
            for place, item in enumerate(fact.evidence):
                self.refer(item.source, known, "sources", ("facts", number, "evidence", place, "source"))
        for number, conflict in enumerate(dataset.conflicts):
            for side, position in enumerate(conflict.positions):
                for place, name in enumerate(position.facts):
                    self.refer(name, known, "facts", ("conflicts", number, "positions", side, "facts", place))

    def unique(self, kind: str, items: Iterable[Any]) -> set[str]:
        seen: set[str] = set()
        for number, item in enumerate(items):
            if item.id and item.id in seen:
                message = f"the id {shown(item.id)} is taken"
                self.note("duplicate-id", (kind, number, "id"), message, "ids are never reused")
            seen.add(item.id)
        return seen

    def refer(self, name: str, known: dict[str, set[str]], kind: str, path: Path) -> None:
        if name and name not in known[kind]:
            message = f"no {kind[:-1]} has the id {shown(name)}"
            self.note(f"unknown-{kind[:-1]}", path, message, self.nearest(name, known[kind]))

    def fields(
        self,
        node: Any,
        path: Path,
        known: Mapping[str, Callable[[Any, Path], Any]],
        optional: dict[str, Any],
        derived: tuple[str, ...],
    ) -> dict[str, Any]:
        """The fields of one mapping, each converted; a missing optional one has its default.

        *derived* names what an export adds; it is not read.
        """
        mapping = isinstance(node, dict)
        if not mapping:
            self.note("wrong-type", path, f"must be a mapping with {', '.join(known)}")
            node = {}
        result = {}
        for name, convert in known.items():
            if node.get(name) is not None:
                result[name] = convert(node[name], (*path, name))
            elif name in optional:
                result[name] = optional[name]
            else:
                if mapping:
                    self.note("empty-field", (*path, name), f"{name!r} is {'empty' if name in node else 'missing'}")
                result[name] = () if name in _LISTS else ""
        for name in node:
            if name not in known and not (self.derived and name in derived):
                message = f"the key {shown(name)} is not known"
                self.note("unknown-key", (*path, name), message, self.nearest(name, known))
        return result

    def list_of(self, convert: Callable[[Any, Path], Any]) -> Callable[[Any, Path], tuple[Any, ...]]:
        def items(node: Any, path: Path) -> tuple[Any, ...]:
            if not isinstance(node, list):
                self.note("wrong-type", path, "must be a list")
                return ()
            return tuple(convert(item, (*path, place)) for place, item in enumerate(node))

        return items

    def texts(self, node: Any, path: Path) -> tuple[str, ...]:
        return self.list_of(self.text)(node, path)

    def text(self, node: Any, path: Path) -> str:
        if isinstance(node, (int, float)):  # bool is an int
            self.note("wrong-type", path, f"{shown(node)} is no text", "quote it")
        elif node is None or (isinstance(node, str) and not node.strip()):
            self.note("empty-field", path, "is empty")
        elif not isinstance(node, str):
            self.note("wrong-type", path, "must be text")
        elif len(node) > TEXT_LIMIT:
            self.note("too-long", path, f"has {len(node)} characters; at most {TEXT_LIMIT} are allowed")
        elif _UNUSABLE.search(node):
            self.note("unusable-character", path, "holds a NUL or half a surrogate pair", "remove it")
        else:
            return node
        return ""

    def matching(self, pattern: re.Pattern[str], what: str) -> Callable[[Any, Path], str]:
        def value(node: Any, path: Path) -> str:
            text = self.text(node, path)
            if text and not pattern.fullmatch(text):
                self.note("wrong-form", path, f"{shown(text)} is not {what}")
            return text

        return value

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
        text = self.matching(ID, "lower-case words joined by hyphens")(node, path)
        if len(text) > ID_LIMIT:
            self.note("too-long", path, f"has {len(text)} characters; at most {ID_LIMIT} are allowed")
        return text

    def file_name(self, node: Any, path: Path) -> str:
        text = self.text(node, path)
        if "/" in text or "\\" in text or text in (".", ".."):
            self.note("wrong-form", path, f"{shown(text)} is a path", "give the file's name alone")
        return text

    def kind(self, node: Any, path: Path) -> str:
        text = self.text(node, path)
        if text and text not in KINDS:
            message = f"{shown(text)} is not one of {', '.join(KINDS)}"
            self.note("wrong-form", path, message, self.nearest(text, KINDS))
        return text

    def flag(self, node: Any, path: Path) -> bool:
        if node not in (True, False, "true", "false") or (
            isinstance(node, (int, float)) and not isinstance(node, bool)
        ):
            self.note("wrong-type", path, f"{shown(node)} is neither true nor false")
        return node in (True, "true")

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """A hint at the most similar of *known*; none for a very long name, or once very many have been compared."""
        if self.compared > _COMPARISONS or len(name) > ID_LIMIT:
            return ""
        candidates = list(known)
        self.compared += len(candidates)
        near = difflib.get_close_matches(name, candidates)
        return f"did you mean {near[0]!r}?" if near else ""

    def note(self, rule: str, path: Path, message: str, hint: str = "") -> None:
        self.problems.append(Problem(rule, path, message, hint))


_LISTS = frozenset({"sources", "topics", "facts", "evidence", "positions"})
