"""Which words a compiled fact base knows, what each tells, and what may stand for it."""

from __future__ import annotations

import zlib
from collections import defaultdict

from ketcli.index import rows
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Any

    from ketcli.index.database import Database


class Term(NamedTuple):
    """A word (as its stem) or a known phrase (as stems joined by blanks) that facts or inquiries hold."""

    num: int
    facts: int
    """How many facts hold it."""
    asked: int
    """How many inquiries hold it."""
    weight: float
    """How much it tells, from 0 to 1."""


_GROUPS = "SELECT phrase, grp FROM synonyms WHERE phrase"
_RELATED = "SELECT phrase, other, word FROM related WHERE phrase"

_REMEMBERED = 5000
"""Words that are kept for the next question."""


class Vocabulary:
    """The words of an index.  Every method raises sqlite3.DatabaseError when the file is damaged."""

    def __init__(self, database: Database) -> None:
        """*database* holds the tables of ``build``."""
        self._database = database
        self._of_length: dict[int, bytes] = {}
        self._known: defaultdict[str, rows.Memory] = defaultdict(lambda: rows.Memory(_REMEMBERED))
        """By the query that has it."""

    def terms(self, terms: Iterable[str]) -> dict[str, Term]:
        """Those of *terms* that stand anywhere."""
        return self._each("SELECT term, num, facts, asked, weight / 255.0 FROM terms WHERE term", terms, Term)

    def words(self, words: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Of each of *words* that the base knows, its stem and how often the facts use it."""
        return self._each("SELECT word, stem, facts FROM words WHERE word", words)

    def keeps(self, word: str) -> bool:
        """Whether *word* is one that is never taken for a misspelling."""
        return self._database.execute("SELECT 1 FROM kept WHERE word = ?", (word,)).fetchone() is not None

    def telling(self, word: str) -> float | None:
        """How much *word* tells as a word of English, from 0 to 1; None when it is none.

        The words are stored with how much they tell behind them, in ninths.
        """
        lines = self._english(len(word))
        line = f"\n{word}".encode(errors="surrogatepass")  # a query may hold half a character
        at = lines.find(line)
        return (lines[at + len(line)] - ord("0")) / 9 if at >= 0 else None

    def english(self, length: int) -> list[str]:
        """All English words of so many letters."""
        return [line[:-1] for line in self._english(length).decode().split("\n") if line]

    def _english(self, length: int) -> bytes:
        """The English words of so many letters, each behind a line break and before a digit."""
        if length not in self._of_length:
            row = self._database.execute("SELECT words FROM english WHERE length = ?", (length + 1,)).fetchone()
            self._of_length[length] = b"\n" + zlib.decompress(row[0]) if row else b""
        return self._of_length[length]

    def synonyms(self, phrase: str) -> list[tuple[str, str]]:
        """Key and spelling of each member of the group that *phrase* (stems joined by blanks) belongs to."""
        if not (group := self._each(_GROUPS, [phrase]).get(phrase)):
            return []
        query = "SELECT phrase, word FROM synonyms WHERE grp = ? ORDER BY phrase"
        found = self._known[query].of([phrase], lambda _: {phrase: self._database.execute(query, group).fetchall()})
        return list(found[phrase])

    def related(self, phrase: str) -> tuple[str, str] | None:
        """Key and spelling of what is near to *phrase* (stems joined by blanks), which no source says."""
        row: tuple[str, str] | None = self._each(_RELATED, [phrase]).get(phrase)
        return row

    def replaced(self, phrases: Collection[str]) -> set[str]:
        """Those of *phrases* (stems joined by blanks) that something else may stand for."""
        return {*self._each(_GROUPS, phrases), *self._each(_RELATED, phrases)}

    def phrases(self, phrases: Iterable[str]) -> set[str]:
        """Those of *phrases* (stems joined by blanks) that are looked for as wholes."""
        wanted = set(phrases)
        return {*self.terms(wanted), *self.replaced(wanted)}

    def beginning(self, prefix: str, limit: int) -> list[tuple[str, str]]:
        """The words that begin with *prefix*, with their stems, the most used first."""
        return list(
            self._database.execute(
                "SELECT word, stem FROM words WHERE word > ? AND word < ? ORDER BY facts DESC, word LIMIT ?",
                (prefix, prefix + "\U0010ffff", limit),
            )
        )

    def spellings(self, shortest: int, longest: int) -> list[str]:
        """Every word of a length between these two."""
        found = self._database.execute(
            "SELECT words FROM spellings WHERE length BETWEEN ? AND ? ORDER BY length", (shortest, longest)
        )
        return [word for (words,) in found for word in words.split("\n")]

    def sounding(self, sound: str) -> list[str]:
        """Every word that sounds so (see ``words.spelling.sound``)."""
        row = self._database.execute("SELECT words FROM sounds WHERE sound = ?", (sound,)).fetchone()
        return row[0].split("\n") if row else []

    def _each(self, query: str, keys: Iterable[str], noun: Callable[..., Any] | None = None) -> dict[str, Any]:
        """What *query* finds for each of *keys*, as *noun* has it."""

        def read(missing: list[str]) -> dict[str, Any]:
            found = {row[0]: row[1:] for row in rows.of(self._database, query, missing)}
            return {key: noun(*row) for key, row in found.items()} if noun else found

        known = self._known[query].of(list(dict.fromkeys(keys)), read)
        return {key: row for key, row in known.items() if row is not None}
