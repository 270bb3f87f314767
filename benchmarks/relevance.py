"""How often ketcli finds what was asked, and is silent where nothing answers, beside what people use otherwise."""

from __future__ import annotations

import argparse
import functools
import importlib
import importlib.util
import json
import math
import re
import shutil
import site
import sqlite3
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import measure
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Finder = Callable[[str], Sequence[int]]

LIMIT = 10
"""Facts that are looked at."""

CUTOFFS = range(50, 100, 5)
"""Scores from which RapidFuzz is tried to be heeded."""


class Score(NamedTuple):
    """How well the queries were answered, each from 0 to 1."""

    first: float
    """Share of the answerable queries whose first fact is relevant (success@1)."""
    answer: float
    """Share of them with a direct answer among the first three (answer@3)."""
    gain: float
    """Mean nDCG@10 over them."""
    silent: float
    """Share of the unanswerable ones for which nothing is returned."""


class Row(NamedTuple):
    """One way to search, as it does."""

    name: str
    searched: str
    score: Score | None
    """None when it is not installed."""


# Scoring


class Judge:
    """Knows how relevant each fact is to each labelled query."""

    def __init__(self, queries: Sequence[dict[str, Any]], facts: Sequence[dict[str, Any]], documents: Path) -> None:
        texts = {path.name: path.read_text(encoding="utf-8") for path in documents.glob("*.txt")}
        spans = [[(item["file"], _span(item, texts)) for item in fact["evidence"]] for fact in facts]
        self.queries = [(query["query"], query["category"] == "negative") for query in queries]
        self.grades = [[_grade(cited, query["relevant"]) for cited in spans] for query in queries]

    def score(self, find: Finder) -> Score:
        """What *find*, which returns the places of facts, achieves."""
        answered, silent = [], []
        for (query, unanswerable), grades in zip(self.queries, self.grades, strict=True):
            found = list(find(query))[:LIMIT]
            if unanswerable:
                silent.append(not found)
                continue
            got = [grades[place] for place in found]
            ideal = _gain(sorted(grades, reverse=True)[:LIMIT]) or 1
            answered.append((bool(got) and got[0] > 0, 2 in got[:3], _gain(got) / ideal))
        first, answer, gain = (statistics.mean(column) for column in zip(*answered, strict=True))
        return Score(first, answer, gain, statistics.mean(silent or [True]))


def _span(item: dict[str, Any], texts: dict[str, str]) -> tuple[int, int] | None:
    """Where in its document the passage of a citation begins and ends."""
    document = texts.get(item["file"], "")
    start = re.search(_loose(item["from"]), document)
    if not start or not item["to"]:
        return start and start.span()
    end = re.compile(_loose(item["to"])).search(document, start.start())
    return (start.start(), end.end()) if end else None


def _loose(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _grade(cited: Iterable[tuple[str, tuple[int, int] | None]], relevant: Iterable[Sequence[Any]]) -> int:
    """The best grade of the labelled spans that the passages of a fact overlap."""
    places = [(file, span) for file, span in cited if span]
    grades = (
        grade
        for name, start, end, grade in relevant
        for file, span in places
        if name == file and start < span[1] and span[0] < end
    )
    return max(grades, default=0)


def _gain(grades: Iterable[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


# The ways to search


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def ketcli(facts: Sequence[dict[str, Any]], environment: dict[str, str]) -> Finder:
    """The installed command, a process a query."""
    places = {fact["id"]: place for place, fact in enumerate(facts)}

    def find(query: str) -> list[int]:
        arguments = [measure.KETCLI, "search", "--json", "--limit", str(LIMIT), "--", query]
        answer = json.loads(measure.output(measure.Command(arguments, environment)))
        return [places[hit["fact"]["id"]] for hit in answer["hits"]]

    return find


def rapidfuzz(texts: Sequence[str], scorer: str, cutoff: int) -> Finder:
    """The best of all facts by one score of the whole texts."""
    fuzz, process, utils = (importlib.import_module(f"rapidfuzz.{name}") for name in ("fuzz", "process", "utils"))

    def find(query: str) -> list[int]:
        found = process.extract(
            query,
            texts,
            scorer=getattr(fuzz, scorer),
            processor=utils.default_process,
            score_cutoff=cutoff or None,
            limit=LIMIT,
        )
        return [place for _, _, place in found]

    return find


def fts5(texts: Sequence[str]) -> Finder:
    """SQLite's full-text search with stems: any of the words, the best by bm25 first."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE facts USING fts5(text, tokenize = 'porter unicode61')")
    database.executemany("INSERT INTO facts (rowid, text) VALUES (?, ?)", enumerate(texts))

    def find(query: str) -> list[int]:
        wanted = " OR ".join(f'"{word}"' for word in _words(query))
        found = database.execute(
            "SELECT rowid FROM facts WHERE facts MATCH ? ORDER BY bm25(facts), rowid LIMIT ?", (wanted, LIMIT)
        )
        return [place for (place,) in found] if wanted else []

    return find


def bm25s(texts: Sequence[str]) -> Finder:
    """The library of that name, with its English stop words and Snowball stems; a score of 0 is no hit."""
    library, stemmers = importlib.import_module("bm25s"), importlib.import_module("Stemmer")
    stemmer = stemmers.Stemmer("english")
    tokenize = functools.partial(library.tokenize, stopwords="en", stemmer=stemmer, show_progress=False)
    index = library.BM25()
    index.index(tokenize([" ".join(_words(text)) for text in texts]), show_progress=False)

    def find(query: str) -> list[int]:
        tokens = tokenize([" ".join(_words(query))], return_ids=False)
        if not tokens[0]:
            return []
        found, scores = index.retrieve(tokens, k=LIMIT, show_progress=False)
        return [int(place) for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    return find


def fzf(texts: Sequence[str], environment: dict[str, str], *, any_word: bool) -> Finder:
    """The fuzzy filter of the shell: facts that hold all the words, or any of them."""
    lines = "".join(f"{place}\t{text}\n" for place, text in enumerate(texts)).encode()

    def find(query: str) -> list[int]:
        wanted = (" | " if any_word else " ").join(_words(query))
        arguments = [str(shutil.which("fzf")), "--delimiter", "\t", "--nth", "2..", "--filter", wanted]
        return _places(measure.output(measure.Command(arguments, environment, lines)))

    return find


def grep(texts: Sequence[str], environment: dict[str, str], *, any_word: bool) -> Finder:
    """The facts that hold the query as it is typed, or any of its words as whole words; in the order of the file."""
    lines = "".join(f"{text}\n" for text in texts).encode()

    def find(query: str) -> list[int]:
        wanted = [part for word in _words(query) for part in ("-e", word)] if any_word else ["-e", query]
        arguments = [str(shutil.which("grep")), "-inF", *(["-w"] if any_word else []), *wanted]
        return _places(measure.output(measure.Command(arguments, environment, lines)), ":", 1)

    return find


def _places(lines: str, mark: str = "\t", first: int = 0) -> list[int]:
    return [int(line.partition(mark)[0]) - first for line in lines.splitlines()]


# The table


def rows(
    judge: Judge, facts: Sequence[dict[str, Any]], topics: dict[str, str], environment: dict[str, str]
) -> Iterator[Row]:
    """First ketcli; each of the others over the claims alone and over all that a fact holds."""
    yield Row("ketcli search", "its index", judge.score(ketcli(facts, environment)))
    claims = [fact["claim"] for fact in facts]
    whole = [_whole(fact, topics) for fact in facts]
    for searched, texts in (("claims", claims), ("all fields", whole)):
        for scorer in ("WRatio", "partial_ratio"):
            name = f"RapidFuzz {scorer}"
            if not importlib.util.find_spec("rapidfuzz"):
                yield Row(name, searched, None)
                continue
            yield Row(name, searched, judge.score(rapidfuzz(texts, scorer, 0)))
            tried = {cutoff: judge.score(rapidfuzz(texts, scorer, cutoff)) for cutoff in CUTOFFS}
            best = max(tried, key=lambda cutoff: sum(tried[cutoff]))
            yield Row(f"{name}, cutoff {best}", searched, tried[best])
        yield Row("SQLite FTS5, porter", searched, judge.score(fts5(texts)))
        installed = importlib.util.find_spec("bm25s") and importlib.util.find_spec("Stemmer")
        yield Row("bm25s, stemmed", searched, judge.score(bm25s(texts)) if installed else None)
        for name, program, any_word in (
            ("fzf --filter, all words", fzf, False),
            ("fzf --filter, any word", fzf, True),
            ("grep -i", grep, False),
            ("grep -i -w, any word", grep, True),
        ):
            found = shutil.which(program.__name__)
            score = judge.score(program(texts, environment, any_word=any_word)) if found else None
            yield Row(name, searched, score)


def _whole(fact: dict[str, Any], topics: dict[str, str]) -> str:
    """The claim, aliases, topics and sections of a fact."""
    sections = dict.fromkeys(item["section"] for item in fact["evidence"])
    return ". ".join([fact["claim"], *fact["aliases"], *(topics[topic] for topic in fact["topics"]), *sections])


def main() -> None:
    """Score everything, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queries", type=Path, metavar="QUERIES", help="labelled queries, YAML")
    parser.add_argument("documents", type=Path, metavar="DOCUMENTS", help="the folder with the source documents")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="a virtual environment with more of the libraries")
    options = parser.parse_args()
    for packages in options.peers.glob("lib/python*/site-packages") if options.peers else ():
        site.addsitedir(str(packages))
    queries = yaml.safe_load(options.queries.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="ketcli-relevance-") as folder:
        environment = measure.environment(folder)
        base = json.loads(measure.output(measure.Command([measure.KETCLI, "export"], environment)))
        judge = Judge(queries, base["facts"], options.documents)
        topics = {topic["id"]: topic["title"] for topic in base["topics"]}
        found = list(rows(judge, base["facts"], topics, environment))
    unanswerable = sum(negative for _, negative in judge.queries)
    print(f"{len(base['facts'])} facts, {len(queries) - unanswerable} answerable queries, {unanswerable} unanswerable;")
    print(f"{measure.versions('ketcli', 'rapidfuzz', 'bm25s', 'PyStemmer')}, SQLite {sqlite3.sqlite_version}", end="")
    print(f", {measure.version('fzf')}, {measure.version('grep')}\n")
    print(
        measure.table(
            ["search", "searched text", "success@1", "answer@3", "nDCG@10", "silent"],
            [
                [row.name, row.searched, *([f"{v:.3f}" for v in row.score] if row.score else ["not installed"] * 4)]
                for row in found
            ],
        )
    )


if __name__ == "__main__":
    main()
