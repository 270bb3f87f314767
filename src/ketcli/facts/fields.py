"""What a field of a noun can be: the kinds of values, their limits and forms, and how a shape is declared."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

TEXT, ID, DATE, FILE, FLAG, SHA256, DIGEST, WORD = "text", "id", "date", "file", "flag", "sha256", "digest", "word"
ISSUED, URL = "issued", "url"
"""Kinds of single values."""
TEXTS, GROUPS, LIST, REASONS = "texts", "groups", "list", "reasons"
"""Kinds of several: texts, lists of texts, records of a shape, lists of records by reason."""

TEXT_LIMIT = 4000
"""Characters in one field; a longer one is refused, never cut."""
ID_LIMIT = 100
"""Characters of an id."""
ID_FORM = r"[a-z0-9]+(?:-[a-z0-9]+)*"
SHA256_FORM = r"[0-9a-f]{64}"
ISSUED_FORM = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
URL_FORM = r"https?://[!#-;=?-\[\]_a-z~]+"
PARAGRAPH_FORM = r"\[[Pp]aragraph (\d+)\]"
"""The section of a passage in a document without headings, whose paragraphs are counted."""
DIGEST_FORM = r"[0-9a-f]{12}"

KINDS = ("tension", "contradiction", "complement")
"""How the answers to the question of a conflict stand to each other: they differ, exclude each other, or add up."""


FORMS = {
    SHA256: (SHA256_FORM, "64 hexadecimal digits"),
    DIGEST: (DIGEST_FORM, "12 hexadecimal digits"),
    ISSUED: (ISSUED_FORM, "a year, month or day such as 2004-01-31"),
    URL: (URL_FORM, "an address such as https://example.org/text"),
}
"""What a value of a kind looks like, and how that is said."""


class Field(NamedTuple):
    """One field of a noun."""

    name: str
    """As it is written in a fact base, and in JSON."""
    kind: str
    says: str
    """What it means."""
    optional: bool = False
    of: str = ""
    """The shape of the records of a LIST or of REASONS; of TEXTS, what one of them is."""
    least: int = 0
    """How many a list has at the least."""
    refers: str = ""
    """The list of the base in which what it names by id has to be."""


class Shape(NamedTuple):
    """One kind of record."""

    noun: Any
    """Its class in ``nouns``, which has the same fields in the same order."""
    says: str
    fields: tuple[Field, ...]
    derived: tuple[str, ...] = ()
    """Keys that answers and exports add, derived from the others; in an export they are passed over."""


def default(field: Field) -> Any:
    """What an optional *field* is when it is left out, and any field when it cannot be read."""
    if field.kind in (TEXTS, GROUPS, LIST, REASONS):
        return ()
    if field.kind == FLAG:
        return False
    return None if field.optional else ""
