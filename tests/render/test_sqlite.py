"""The base as an SQLite database."""

import contextlib
import copy
import json
import os
import pathlib
import sqlite3
import tempfile

import pytest
from exporting import EMPTY, TEA, TEXT, exported, hostile_base, retold, tea
from hypothesis import given
from hypothesis import strategies as st

from ketcli.answers import export as data
from ketcli.render import sqlite

TABLES = (
    "meta sources topics facts fact_topics outlines outline_facts evidence uncited conflicts positions position_facts"
    " synonyms lookalikes related gaps gap_topics notices retired retired_facts"
).split()


@contextlib.contextmanager
def opened(document):
    """The database that *document* becomes, as a file that is only read."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "base.db")
        file.write_bytes(sqlite.render(document))
        database = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        database.row_factory = sqlite3.Row
        with contextlib.closing(database):
            yield database


def rows(database, query, *values):
    """The rows that answer *query*."""
    return [dict(row) for row in database.execute(query, values)]


def column(database, query, *values):
    """The first column of what answers *query*."""
    return [row[0] for row in database.execute(query, values)]


def found(database, table, words):
    """Ids of the rows of *table* in which its full-text index finds *words*, as Datasette and sqlite-utils ask."""
    query = f"SELECT id FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    return column(database, query, words)


def rebuilt(database):
    """The document of which *database* was made, out of nothing but its tables and views."""
    (meta,) = rows(database, "SELECT * FROM meta")
    return {
        "schema_version": meta.pop("schema_version"),
        "reminder": meta.pop("reminder"),
        "ask": meta.pop("ask"),
        "examples": json.loads(meta.pop("examples")),
        "abbreviations": json.loads(meta.pop("abbreviations")),
        "meta": meta,
        "schema": 1,
        "title": meta["title"],
        "version": meta["facts_version"],
        "disclaimer": meta["disclaimer"],
        "sources": [
            source | {"uncited": uncited(database, source["id"])} for source in rows(database, "SELECT * FROM sources")
        ],
        "topics": [
            topic | {"aliases": json.loads(topic["aliases"]), "outline": outline(database, topic["id"])}
            for topic in rows(database, "SELECT * FROM topics")
        ],
        "facts": [fact(database, item, meta["sources"]) for item in rows(database, "SELECT * FROM facts")],
        "conflicts": [conflict(database, item) for item in rows(database, "SELECT * FROM conflicts")],
        **{table: groups(database, table) for table in ("synonyms", "lookalikes")},
        "related": [
            {"words": json.loads(item["words"]), "to": item["to"]}
            for item in rows(database, "SELECT * FROM related ORDER BY id")
        ],
        "gaps": [
            asked(item)
            | {"near": column(database, "SELECT topic FROM gap_topics WHERE gap = ? ORDER BY rowid", item["id"])}
            for item in rows(database, "SELECT * FROM gaps")
        ],
        "notices": [asked(item) for item in rows(database, "SELECT * FROM notices")],
        "retired": [
            item
            | {"now": column(database, "SELECT fact FROM retired_facts WHERE retired = ? ORDER BY rowid", item["id"])}
            for item in rows(database, "SELECT * FROM retired")
        ],
    }


def asked(item):
    """*item* with its questions as a list."""
    return item | {"questions": json.loads(item["questions"])}


def outline(database, topic):
    """The outline of *topic*."""
    facts = "SELECT fact FROM outline_facts WHERE outline = ? ORDER BY rowid"
    return [
        {"title": section["title"], "facts": column(database, facts, section["id"])}
        for section in rows(database, "SELECT id, title FROM outlines WHERE topic = ? ORDER BY number", topic)
    ]


def uncited(database, source):
    """What no fact cites of *source*, by reason."""
    reasons = {}
    columns = 'reason, section, "from", "to", digest'
    for row in rows(database, f"SELECT {columns} FROM uncited WHERE source = ? ORDER BY id", source):
        reasons.setdefault(row.pop("reason"), []).append(row)
    return reasons


def fact(database, item, sources):
    """A fact object out of its row."""
    home = item.pop("topic")
    topics = rows(
        database,
        "SELECT id, title FROM fact_topics JOIN topics ON id = topic WHERE fact = ? ORDER BY fact_topics.rowid",
        item["id"],
    )
    assert topics[0]["id"] == home
    assert json.loads(item.pop("topic_titles")) == [topic["title"] for topic in topics]
    evidence = rows(
        database,
        'SELECT source, title, file, section, "from", "to", digest, hedged'
        " FROM evidence JOIN sources ON sources.id = source WHERE fact = ? ORDER BY evidence.id",
        item["id"],
    )
    plain = {cited["source"] for cited in evidence if not cited["hedged"]}
    stating = list(dict.fromkeys(cited["source"] for cited in evidence))
    return item | {
        "sources": stating,
        "hedging": [source for source in stating if source not in plain],
        "topics": [topic["id"] for topic in topics],
        "aliases": json.loads(item["aliases"]),
        "questions": json.loads(item["questions"]),
        "warning": item["warning"] == 1,
        "agreement": {"sources": item["agreement"], "of": sources},
        "hedged": item["hedged"] == 1,
        "conflicts": column(
            database,
            "SELECT DISTINCT conflict FROM positions JOIN position_facts ON position = id WHERE fact = ? ORDER BY id",
            item["id"],
        ),
        "evidence": [cited | {"hedged": cited["hedged"] == 1} for cited in evidence],
    }


def conflict(database, item):
    """A conflict object out of its row."""
    stances = rows(database, "SELECT number, source, hedged FROM stances WHERE conflict = ?", item["id"])
    taking = [stance["source"] for stance in stances]
    sources = column(database, "SELECT id FROM sources ORDER BY rowid")
    return item | {
        "positions": [
            {
                "says": position["says"],
                "facts": column(
                    database, "SELECT fact FROM position_facts WHERE position = ? ORDER BY rowid", position["id"]
                ),
                "sources": [s["source"] for s in stances if s["number"] == position["number"]],
                "hedged": [s["source"] for s in stances if s["number"] == position["number"] and s["hedged"]],
            }
            for position in rows(database, "SELECT * FROM positions WHERE conflict = ? ORDER BY number", item["id"])
        ],
        "topics": list(
            dict.fromkeys(
                column(
                    database,
                    "SELECT topic FROM positions JOIN position_facts ON position = positions.id"
                    " JOIN facts ON facts.id = fact WHERE conflict = ? ORDER BY positions.id, position_facts.rowid",
                    item["id"],
                )
            )
        ),
        "several": [source for source in sources if taking.count(source) > 1],
        "silent": [source for source in sources if source not in taking],
    }


def groups(database, table):
    """The groups of words of *table*."""
    numbers = column(database, f"SELECT DISTINCT group_number FROM {table} ORDER BY group_number")
    return [column(database, f"SELECT word FROM {table} WHERE group_number = ? ORDER BY rowid", n) for n in numbers]


def once(document):
    """*document* with the topics of each fact and the facts of each section once: no database keeps them twice."""
    facts = [item | {"topics": list(dict.fromkeys(item["topics"]))} for item in document["facts"]]
    topics = [
        item | {"outline": [section | {"facts": list(dict.fromkeys(section["facts"]))} for section in item["outline"]]}
        for item in document["topics"]
    ]
    return document | {"facts": facts, "topics": topics}


@pytest.fixture(scope="module")
def base(index):
    """The document of the shipped base."""
    return data.base(index)


@pytest.fixture(scope="module", params=["shipped", "hostile", "tea", "empty"])
def document(request, base):
    """The documents of several bases."""
    if request.param == "shipped":
        return base
    return exported({"hostile": hostile_base(), "tea": TEA, "empty": EMPTY}[request.param])


def test_the_database_says_all_that_the_document_says(document):
    """The whole document can be made again out of the tables, value by value."""
    with opened(document) as database:
        assert rebuilt(database) == once(document)


@given(st.lists(TEXT, min_size=1, max_size=20))
def test_any_text_is_stored_as_it_is(texts):
    """Quotes, emoji, control and direction characters are values like others."""
    document = retold(tea(), texts)
    with opened(document) as database:
        assert rebuilt(database) == once(document)


def test_the_file_is_sound(document):
    """SQLite finds no damage, no dangling reference, no index that differs from its table, and no page to spare."""
    with opened(document) as database:
        assert column(database, "PRAGMA integrity_check") == ["ok"]
        assert rows(database, "PRAGMA foreign_key_check") == []
        assert column(database, "PRAGMA freelist_count") == [0]
        assert column(database, "PRAGMA journal_mode") == ["delete"]
        assert column(database, "PRAGMA application_id") == [0x6B657463]
        assert column(database, "PRAGMA user_version") == [sqlite.VERSION]
    with contextlib.closing(sqlite3.connect(":memory:")) as copied, opened(document) as database:
        database.backup(copied)
        for table in ("facts", "topics"):  # raises where the index says other than the table
            copied.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")


def test_the_same_document_gives_the_same_bytes(document):
    """Nothing in the file depends on when or where it was made."""
    assert sqlite.render(document) == sqlite.render(copy.deepcopy(document))


def test_rendering_leaves_the_document_as_it_is():
    """What other formats write of the same document is not touched."""
    document = copy.deepcopy(tea())
    sqlite.render(document)
    assert document == tea()


def test_every_reference_is_declared_and_indexed():
    """Each column that names a row of another table is a foreign key, and an index begins with it."""
    declared = set()
    with opened(tea()) as database:
        for table in TABLES:
            indexed = {
                column(database, "SELECT name FROM pragma_index_info(?) ORDER BY seqno", name)[0]
                for name in column(database, "SELECT name FROM pragma_index_list(?)", table)
            }
            for key in rows(database, "SELECT * FROM pragma_foreign_key_list(?)", table):
                assert key["to"] == "id"
                assert key["from"] in indexed, table
                declared.add((table, key["from"], key["table"]))
    assert declared == {
        ("facts", "topic", "topics"),
        ("facts", "notice", "notices"),
        ("gaps", "notice", "notices"),
        ("fact_topics", "fact", "facts"),
        ("fact_topics", "topic", "topics"),
        ("outlines", "topic", "topics"),
        ("outline_facts", "outline", "outlines"),
        ("outline_facts", "fact", "facts"),
        ("gap_topics", "gap", "gaps"),
        ("gap_topics", "topic", "topics"),
        ("retired_facts", "retired", "retired"),
        ("retired_facts", "fact", "facts"),
        ("evidence", "fact", "facts"),
        ("evidence", "source", "sources"),
        ("uncited", "source", "sources"),
        ("positions", "conflict", "conflicts"),
        ("position_facts", "position", "positions"),
        ("position_facts", "fact", "facts"),
    }


@pytest.mark.parametrize("table", ["facts", "topics"])
def test_datasette_and_sqlite_utils_detect_the_search(table):
    """Both know a full-text index by its statement's ``content="table"``, and look for it like this."""
    with opened(tea()) as database:
        detected = column(
            database,
            "SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE ?",
            f'%VIRTUAL TABLE%USING FTS%content="{table}"%',
        )
    assert detected == [f"{table}_fts"]


@pytest.mark.parametrize("words", ["harms bladder", "peeing", "long-term-risks", "BLADDERS"])
def test_search_finds_facts(base, words):
    """A fact is found by inflections of its claim's words, by its aliases and by its topics' titles."""
    with opened(base) as database:
        assert "bladder" in found(database, "facts", words.replace("-", " "))
        assert found(database, "facts", "zyzzyva") == []


def test_search_finds_facts_by_their_questions():
    """What people type is searched as well."""
    with opened(tea()) as database:
        assert found(database, "facts", "why calming") == ["calming"]


def test_search_finds_topics(base):
    """A topic is found by its title, its summary and its aliases."""
    with opened(base) as database:
        assert found(database, "topics", "adverse reactions") == ["side-effects"]


def test_search_still_finds_after_vacuum(base):
    """What SQLite may renumber when it tidies up stays as it was, so the index goes on to fit."""
    with contextlib.closing(sqlite3.connect(":memory:")) as copied, opened(base) as database:
        database.backup(copied)
        copied.execute("VACUUM")
        assert found(copied, "facts", "bladder") == found(database, "facts", "bladder") != []


def test_a_view_answers_which_source_says_what(base):
    """``statements`` has a row for each passage, with the claim and the source's title."""
    with opened(base) as database:
        said = rows(database, "SELECT claim, source_title, section, hedged FROM statements WHERE fact = 'bladder'")
        (count,) = column(database, "SELECT COUNT(*) FROM statements")
    (bladder,) = [item for item in base["facts"] if item["id"] == "bladder"]
    assert said == [
        {"claim": bladder["claim"], "source_title": e["title"], "section": e["section"], "hedged": int(e["hedged"])}
        for e in bladder["evidence"]
    ]
    assert count == sum(len(item["evidence"]) for item in base["facts"])


def test_nothing_is_left_behind(monkeypatch, tmp_path):
    """No file is made, whether that went well or not, so that a full disk is no obstacle and a kill leaves nothing."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    try:
        assert len(sqlite.render(tea())) > 8192
        with pytest.raises(KeyError):
            sqlite.render({name: value for name, value in tea().items() if name != "conflicts"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert os.listdir(tmp_path) == []
