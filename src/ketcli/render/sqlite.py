"""An SQLite database: the whole base as tables, for SQL, Datasette and sqlite-utils."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any

from ketcli.facts import fields
from ketcli.facts.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.answers.objects import Object

APPLICATION_ID = int.from_bytes(b"ketc", "big")
"""What marks the file as one of ours in its header."""

VERSION = 1
"""The version of the tables below, as the file's user_version."""


def _columns(name: str) -> str:
    """The columns of the table of the noun *name*, by its shape: what a cell can hold, lists of text as JSON.

    What is a list of names of others has a table of its own, as have records.
    """
    return ",\n    ".join(
        f"{_column(field)} /* {field.says} */"
        for field in SHAPES[name].fields
        if field.kind not in (fields.LIST, fields.REASONS, fields.GROUPS)
        and not (field.kind == fields.TEXTS and field.refers)
    )


def _column(field: fields.Field) -> str:
    column = f'"{field.name}"'
    if field.kind == fields.FLAG:
        return f"{column} INTEGER NOT NULL CHECK ({column} IN (0, 1))"
    if field.name == "id":
        return f"{column} TEXT PRIMARY KEY NOT NULL"
    needed = "" if field.optional and field.kind != fields.TEXTS else " NOT NULL"
    return f"{column} TEXT{needed}{f' REFERENCES {field.refers} (id)' if field.refers else ''}"


# The names are those of the JSON document; Datasette shows a row that another refers to by its "title".  It and
# sqlite-utils know a table's full-text index by content="…" in double quotes.  Lists of text are JSON, in which
# Datasette offers to count and to choose.
_SCHEMA = f"""
CREATE TABLE meta (
    schema_version TEXT NOT NULL,
    tool TEXT NOT NULL,
    title TEXT NOT NULL,
    facts_version TEXT NOT NULL,
    facts_sha256 TEXT NOT NULL,
    sources INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    disclaimer TEXT NOT NULL,
    reminder TEXT, -- what stands below answers
    examples TEXT NOT NULL, -- a JSON array: what somebody may ask first
    abbreviations TEXT NOT NULL -- a JSON array: what ends no sentence of the documents
);
CREATE TABLE sources (
    {_columns("source")},
    facts INTEGER NOT NULL
);
CREATE TABLE topics (
    {_columns("topic")},
    facts INTEGER NOT NULL
);
CREATE TABLE facts (
    {_columns("fact")},
    topic TEXT NOT NULL REFERENCES topics (id), -- its home
    topic_titles TEXT NOT NULL, -- a JSON array of the titles of all its topics, the home first
    agreement INTEGER NOT NULL, -- how many sources state it
    hedged INTEGER NOT NULL CHECK (hedged IN (0, 1)) -- 1 where no source states it without a hedge
);
CREATE TABLE fact_topics (
    fact TEXT NOT NULL REFERENCES facts (id),
    topic TEXT NOT NULL REFERENCES topics (id),
    PRIMARY KEY (fact, topic)
);
CREATE TABLE outlines (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL REFERENCES topics (id),
    number INTEGER NOT NULL, -- of the heading on the topic's page, from 1
    title TEXT NOT NULL,
    UNIQUE (topic, number)
);
CREATE TABLE outline_facts (
    outline INTEGER NOT NULL REFERENCES outlines (id),
    fact TEXT NOT NULL REFERENCES facts (id),
    PRIMARY KEY (outline, fact)
);
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    fact TEXT NOT NULL REFERENCES facts (id),
    {_columns("evidence")}
);
CREATE TABLE uncited (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources (id),
    reason TEXT NOT NULL,
    {_columns("uncited")}
);
CREATE TABLE conflicts (
    {_columns("conflict")}
);
CREATE TABLE positions (
    id INTEGER PRIMARY KEY,
    conflict TEXT NOT NULL REFERENCES conflicts (id),
    number INTEGER NOT NULL, -- from 1 in each conflict
    {_columns("position")},
    UNIQUE (conflict, number)
);
CREATE TABLE position_facts (
    position INTEGER NOT NULL REFERENCES positions (id),
    fact TEXT NOT NULL REFERENCES facts (id),
    PRIMARY KEY (position, fact)
);
CREATE TABLE synonyms (
    group_number INTEGER NOT NULL, -- words of one group mean the same to a reader
    word TEXT NOT NULL,
    PRIMARY KEY (group_number, word)
);
CREATE TABLE lookalikes (
    group_number INTEGER NOT NULL, -- no word of a group is a misspelling of another
    word TEXT NOT NULL,
    PRIMARY KEY (group_number, word)
);
CREATE TABLE related (
    id INTEGER PRIMARY KEY,
    {_columns("related")}
);
CREATE TABLE gaps (
    {_columns("gap")}
);
CREATE TABLE gap_topics (
    gap TEXT NOT NULL REFERENCES gaps (id),
    topic TEXT NOT NULL REFERENCES topics (id), -- one that comes near
    PRIMARY KEY (gap, topic)
);
CREATE TABLE notices (
    {_columns("notice")}
);
CREATE TABLE retired (
    {_columns("retired")}
);
CREATE TABLE retired_facts (
    retired TEXT NOT NULL REFERENCES retired (id),
    fact TEXT NOT NULL REFERENCES facts (id), -- one that took its place
    PRIMARY KEY (retired, fact)
);

CREATE INDEX facts_by_topic ON facts (topic);
CREATE INDEX facts_by_notice ON facts (notice); CREATE INDEX gaps_by_notice ON gaps (notice);
CREATE INDEX fact_topics_by_topic ON fact_topics (topic);
CREATE INDEX outline_facts_by_fact ON outline_facts (fact);
CREATE INDEX gap_topics_by_topic ON gap_topics (topic);
CREATE INDEX retired_facts_by_fact ON retired_facts (fact);
CREATE INDEX evidence_by_fact ON evidence (fact);
CREATE INDEX evidence_by_source ON evidence (source);
CREATE INDEX uncited_by_source ON uncited (source);
CREATE INDEX position_facts_by_fact ON position_facts (fact);

CREATE VIEW statements AS -- which source says what, and where
SELECT evidence.id, facts.id AS fact, facts.claim, evidence.source, sources.title AS source_title,
    evidence.section, evidence."from", evidence."to", evidence.hedged, facts.topic, facts.agreement
FROM evidence JOIN facts ON facts.id = evidence.fact JOIN sources ON sources.id = evidence.source
ORDER BY evidence.id;

CREATE VIEW stances AS -- which source takes which position; hedged where it nowhere does so plainly
SELECT positions.conflict, conflicts.question, positions.number, positions.says, evidence.source,
    MIN(evidence.hedged) AS hedged
FROM positions JOIN conflicts ON conflicts.id = positions.conflict
    JOIN position_facts ON position_facts.position = positions.id
    JOIN evidence ON evidence.fact = position_facts.fact
    JOIN sources ON sources.id = evidence.source
GROUP BY positions.id, evidence.source
ORDER BY positions.id, sources.rowid;

CREATE VIRTUAL TABLE facts_fts USING fts5 (
    claim, aliases, questions, topic_titles, content="facts", tokenize="porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE topics_fts USING fts5 (
    title, summary, aliases, content="topics", tokenize="porter unicode61 remove_diacritics 2"
);
"""


def render(document: Object) -> bytes:
    """The file of a database that holds *document*, a whole base; the same bytes from the same SQLite.

    Raises OSError when there is no FTS5 in this Python's SQLite.
    """
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        try:
            _build(document, database)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error
        return database.serialize()


def _build(document: Object, database: sqlite3.Connection) -> None:
    # Nobody else reads the file before it is whole, so nothing need be rolled back or survive a crash.
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;")
    database.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; {_SCHEMA}")
    for table, rows in _tables(document).items():
        columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})").fetchall()]
        marks = ", ".join("?" * len(columns))
        records = ([_cell(row[name]) for name in columns] for row in rows)
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", records)
    for table in ("facts", "topics"):
        database.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
    database.commit()


def _tables(document: Object) -> dict[str, list[Object]]:
    """Each table's rows, those that others refer to first; what a row holds beyond the table's columns is left out."""
    facts, titles = document["facts"], {topic["id"]: topic["title"] for topic in document["topics"]}
    positions = _numbered(
        position | {"conflict": conflict["id"], "number": number}
        for conflict in document["conflicts"]
        for number, position in enumerate(conflict["positions"], 1)
    )
    outlines = _numbered(
        section | {"topic": topic["id"], "number": number}
        for topic in document["topics"]
        for number, section in enumerate(topic["outline"], 1)
    )
    return {
        "meta": [document | document["meta"]],
        "sources": document["sources"],
        "topics": document["topics"],
        "notices": document["notices"],
        "facts": [
            fact
            | {
                "topic": fact["topics"][0],
                "topic_titles": [titles[name] for name in _unique(fact["topics"])],
                "agreement": fact["agreement"]["sources"],
            }
            for fact in facts
        ],
        "fact_topics": _pairs(facts, "fact", "topics"),
        "outlines": outlines,
        "outline_facts": _pairs(outlines, "outline", "facts"),
        "evidence": _numbered(cited | {"fact": fact["id"]} for fact in facts for cited in fact["evidence"]),
        "uncited": _numbered(
            passage | {"source": source["id"], "reason": reason}
            for source in document["sources"]
            for reason, passages in source["uncited"].items()
            for passage in passages
        ),
        "conflicts": document["conflicts"],
        "positions": positions,
        "position_facts": _pairs(positions, "position", "facts"),
        "synonyms": _grouped(document["synonyms"]),
        "lookalikes": _grouped(document["lookalikes"]),
        "related": _numbered(document["related"]),
        "gaps": document["gaps"],
        "gap_topics": _pairs(document["gaps"], "gap", "near", "topic"),
        "retired": document["retired"],
        "retired_facts": _pairs(document["retired"], "retired", "now", "fact"),
    }


def _pairs(items: Iterable[Object], kind: str, names: str, other: str = "") -> list[Object]:
    """For each of *items*, which are of that *kind*, a row for each of its *names*, which are of an *other* kind."""
    other = other or names.removesuffix("s")
    return [{kind: item["id"], other: name} for item in items for name in _unique(item[names])]


def _numbered(rows: Iterable[Object]) -> list[Object]:
    return [row | {"id": number} for number, row in enumerate(rows, 1)]


def _grouped(groups: Iterable[Iterable[str]]) -> list[Object]:
    return [{"group_number": number, "word": word} for number, group in enumerate(groups, 1) for word in _unique(group)]


def _unique(names: Iterable[str]) -> Iterable[str]:
    """*names*, each once: a base may say one twice, a key may not."""
    return dict.fromkeys(names)


def _cell(value: Any) -> Any:
    """*value* as a cell has it: a list of texts as a JSON array."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
