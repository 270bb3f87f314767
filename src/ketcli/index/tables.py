"""The tables of an index, the codes in them, and the version that follows from both."""

from __future__ import annotations

import zlib

from ketcli.facts import shapes

CLAIM, QUESTION, TOPIC, SECTION, PASSAGE = 1, 2, 4, 8, 16
FIELDS = {CLAIM: "claim", QUESTION: "question", TOPIC: "topic", SECTION: "section", PASSAGE: "passage"}
"""Where in a fact a word stands, as bits of ``postings.fields``.

QUESTION: in one of the things that people type, or a name of the fact, which are kept apart (see ``inquiries``).
PASSAGE: not in the fact itself, but in another that is drawn from the same passage (see the table ``shared``).
"""

SCALE = 255
"""Impacts are whole numbers up to this."""

FACT_BITS = 24
"""A posting's id is its term's number, shifted by this, and its fact's number."""

IMPACT_BITS = 8
"""A posting's mark is its fields, shifted by this, and its impact: there are millions, so each byte counts."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL);
CREATE TABLE fact_topics (topic TEXT, num INTEGER, home INTEGER, PRIMARY KEY (topic, num)) WITHOUT ROWID;
CREATE TABLE fact_sources (source TEXT, num INTEGER, PRIMARY KEY (source, num)) WITHOUT ROWID;
CREATE TABLE names (key TEXT, kind TEXT, id TEXT, PRIMARY KEY (key, kind, id)) WITHOUT ROWID;
CREATE TABLE terms (
    term TEXT PRIMARY KEY, num INTEGER NOT NULL, facts INTEGER NOT NULL, asked INTEGER NOT NULL, weight INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE warnings (num INTEGER PRIMARY KEY);
CREATE TABLE shared (fact INTEGER, other INTEGER, share REAL NOT NULL, PRIMARY KEY (fact, other)) WITHOUT ROWID;
CREATE TABLE inquiries (name TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE asked (term INTEGER PRIMARY KEY, inquiries BLOB NOT NULL, impacts BLOB NOT NULL);
CREATE TABLE postings (id INTEGER PRIMARY KEY, mark INTEGER NOT NULL);
CREATE TABLE words (word TEXT PRIMARY KEY, stem TEXT NOT NULL, facts INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE spellings (length INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE synonyms (phrase TEXT PRIMARY KEY, grp INTEGER NOT NULL, word TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX synonym_groups ON synonyms (grp);
CREATE TABLE related (phrase TEXT PRIMARY KEY, other TEXT NOT NULL, word TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sounds (sound TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE english (length INTEGER PRIMARY KEY, words BLOB NOT NULL);
CREATE TABLE kept (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""

_MEANING = 1
"""To be counted on where the tables stay as they are and what is written into them does not."""

VERSION = zlib.crc32(repr((_MEANING, TABLES, FIELDS, SCALE, FACT_BITS, IMPACT_BITS, shapes.FIELDS)).encode()) >> 1
"""The version of an index, from what it is made of: one of another version is compiled anew."""
