"""The tables of an index, the codes in them, and the version that follows from both."""

from __future__ import annotations

import zlib

from ketcli.facts import shapes
from ketcli.words import stemming

CLAIM, QUESTION, TOPIC, SECTION, PASSAGE = 1, 2, 4, 8, 16
FIELDS = {CLAIM: "claim", QUESTION: "question", TOPIC: "topic", SECTION: "section", PASSAGE: "passage"}
"""Where in a fact a word stands, as bits.

QUESTION: in one of the things that people type, or a name of the fact, which are kept apart (see ``inquiries``).
PASSAGE: not in the fact itself, but in another that is drawn from the same passage (see the table ``shared``).
"""

SCALE = 255
"""Impacts are whole numbers up to this."""

IMPACT_BITS = 8
"""An impact in ``said`` is the fields, shifted by this, and the impact itself: of millions each byte counts."""

FACT, GAP, NOTICE, SOURCES = range(4)
"""What an inquiry leads to: the fact, gap or notice of a number, or the list of sources."""

FULL = 255
"""The weight of a term and its impact on an inquiry, each of 1, as they are stored."""

UBIQUITOUS = 0.25
"""A word that stands in this share of the claims is what the base is about, and tells little."""

LONG = 10_000
"""A term that more inquiries or facts hold only adds to what rarer ones have found, unless nothing else is asked."""

KEPT = 5_000
"""How many of these it adds to, the best; and in how many it stands foremost, where nothing else is asked."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL);
CREATE TABLE fact_topics (topic TEXT, num INTEGER, home INTEGER, PRIMARY KEY (topic, num)) WITHOUT ROWID;
CREATE TABLE fact_sources (source TEXT, num INTEGER, PRIMARY KEY (source, num)) WITHOUT ROWID;
CREATE TABLE names (key TEXT, kind TEXT, id TEXT, PRIMARY KEY (key, kind, id)) WITHOUT ROWID;
CREATE TABLE terms (
    term TEXT PRIMARY KEY, num INTEGER NOT NULL, facts INTEGER NOT NULL, asked INTEGER NOT NULL, weight INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE warnings (topic TEXT, place INTEGER, num INTEGER, PRIMARY KEY (topic, place)) WITHOUT ROWID;
CREATE TABLE shared (fact INTEGER, other INTEGER, share REAL NOT NULL, PRIMARY KEY (fact, other)) WITHOUT ROWID;
CREATE TABLE owners (kind INTEGER PRIMARY KEY, starts BLOB NOT NULL);
CREATE TABLE asked (term INTEGER PRIMARY KEY, places BLOB NOT NULL, impacts BLOB NOT NULL);
CREATE TABLE asked_foremost (term INTEGER PRIMARY KEY, places BLOB NOT NULL, impacts BLOB NOT NULL);
CREATE TABLE held (term INTEGER PRIMARY KEY, places BLOB NOT NULL, impacts BLOB NOT NULL);
CREATE TABLE held_foremost (term INTEGER PRIMARY KEY, places BLOB NOT NULL, impacts BLOB NOT NULL);
CREATE TABLE said (term INTEGER PRIMARY KEY, places BLOB NOT NULL, impacts BLOB NOT NULL);
CREATE TABLE words (word TEXT PRIMARY KEY, stem TEXT NOT NULL, facts INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE spellings (length INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE synonyms (phrase TEXT PRIMARY KEY, grp INTEGER NOT NULL, word TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX synonym_groups ON synonyms (grp);
CREATE TABLE related (phrase TEXT PRIMARY KEY, other TEXT NOT NULL, word TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sounds (sound TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE english (length INTEGER PRIMARY KEY, words BLOB NOT NULL);
CREATE TABLE kept (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""

_MEANING = 2
"""To be counted on where all below stays as it is and what is written into the tables does not."""

_STEMS = (stemming.AMERICAN, stemming.APART)
_CODES = (_MEANING, TABLES, FIELDS, SCALE, IMPACT_BITS, LONG, KEPT, shapes.FIELDS, _STEMS)
VERSION = zlib.crc32(repr(_CODES).encode()) >> 1
"""The version of an index, from what it is made of: one of another version is compiled anew."""
