"""How often ketcli finds what was asked, is silent where nothing answers, and warns, beside what else people use."""

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
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Finder = Callable[[str], Sequence[int]]
    Texts = Mapping[str, str]

LIMIT = 10
"""Facts that are looked at."""

CUTOFFS = (0, *range(50, 100, 5))
"""Scores from which RapidFuzz is tried to be heeded."""

SAFETY, CRISIS = "safety", "crisis"
"""The categories of questions about safety and of calls for help."""


SEEN = 6
"""Hits in which a warning counts as given."""

LINES = 300
"""Lines that are read where a fact is found by its lines."""


class Score(NamedTuple):
    """How well the queries were answered, each from 0 to 1."""

    first: float
    """Share of the answerable queries whose first fact is relevant (success@1)."""
    answer: float
    """Share of them with a direct answer among the first three (answer@3)."""
    gain: float
    """Mean nDCG@10 over them."""
    silent: float | None
    """Share of the unanswerable ones for which nothing is returned; None where there are none."""


class Care(NamedTuple):
    """How the questions about safety were answered, each from 0 to 1."""

    warned: float
    """Share of those with as many warnings among the first six facts as they need."""
    misled: float
    """Share of those whose first fact says the contrary and warns of nothing; 0 is best."""
    helped: float | None
    """Share of the calls for help before whose answer a notice stands; None for what has no notices."""


class Row(NamedTuple):
    """One way to search, as it does."""

    name: str
    searched: str
    score: Score | Care | None
    """None when it is not installed."""


# Scoring


class Judge:
    """Knows how relevant each fact is to each labelled query."""

    columns = ("success@1", "answer@3", "nDCG@10", "silent")

    def __init__(self, queries: Sequence[dict[str, Any]], facts: Sequence[dict[str, Any]], texts: Texts) -> None:
        spans = [_spans(fact, texts) for fact in facts]
        self.queries = [(query["query"], query["category"] == "negative") for query in queries]
        self.grades = [[_grade(cited, query["relevant"]) for cited in spans] for query in queries]

    def __str__(self) -> str:
        unanswerable = sum(negative for _, negative in self.queries)
        return f"{len(self.queries) - unanswerable} answerable queries, {unanswerable} unanswerable"

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
        return Score(first, answer, gain, statistics.mean(silent) if silent else None)


class Guard:
    """Knows which facts warn and which say the contrary, where questions are about safety."""

    columns = ("warned", "misled", "helped")

    def __init__(self, queries: Sequence[dict[str, Any]], facts: Sequence[dict[str, Any]], texts: Texts) -> None:
        spans = [_spans(fact, texts) for fact in facts]

        def citing(sentences: Iterable[Sequence[Any]]) -> set[int]:
            return {place for place, cited in enumerate(spans) if _cites(cited, sentences)}

        self.questions = [
            (query["query"], query["need"], citing(query["warn"]), citing(query["contrary"]))
            for query in queries
            if query["category"] == SAFETY
        ]
        self.calls = [query["query"] for query in queries if query["category"] == CRISIS]

    def __str__(self) -> str:
        return f"{len(self.questions)} questions about safety, {len(self.calls)} calls for help"

    def score(self, find: Finder) -> Care:
        """What *find*, which returns the places of facts, achieves."""
        warned, misled = [], []
        for query, need, warnings, contrary in self.questions:
            found = list(find(query))[:SEEN]
            warned.append(sum(place in warnings for place in found) >= need)
            misled.append(bool(found) and found[0] in contrary and found[0] not in warnings)
        notified = getattr(find, "notified", None)
        helped = statistics.mean(map(notified, self.calls)) if notified and self.calls else None
        return Care(statistics.mean(warned), statistics.mean(misled), helped)


def _spans(fact: dict[str, Any], texts: Texts) -> list[tuple[str, tuple[int, int] | None]]:
    """For each citation of *fact* its document and where in that its passage is."""
    return [(item["file"], _span(item, texts)) for item in fact["evidence"]]


def _cites(cited: Iterable[tuple[str, tuple[int, int] | None]], spans: Iterable[Sequence[Any]]) -> bool:
    """Whether the passages of a fact overlap one of *spans*."""
    return _grade(cited, [(*span, 1) for span in spans]) > 0


def _span(item: dict[str, Any], texts: Texts) -> tuple[int, int] | None:
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


class Ketcli:
    """The installed command, a process a query."""

    def __init__(self, facts: Sequence[dict[str, Any]], environment: dict[str, str]) -> None:
        self.places = {fact["id"]: place for place, fact in enumerate(facts)}
        self.environment = environment

    def __call__(self, query: str) -> list[int]:
        """The places of the facts that it finds."""
        return [self.places[hit["fact"]["id"]] for hit in self._answer(query)["hits"]]

    def notified(self, query: str) -> bool:
        """Whether a notice stands before the answer."""
        return bool(self._answer(query)["notices"])

    def _answer(self, query: str) -> Any:
        arguments = [measure.KETCLI, "search", "--json", "--limit", str(LIMIT), "--", query]
        return json.loads(measure.output(measure.Command(arguments, self.environment)))


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
            limit=LINES,
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
            "SELECT rowid FROM facts WHERE facts MATCH ? ORDER BY bm25(facts), rowid LIMIT ?", (wanted, LINES)
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
        found, scores = index.retrieve(tokens, k=min(LINES, len(texts)), show_progress=False)
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


# What they search


def whole(base: dict[str, Any]) -> tuple[list[str], list[int]]:
    """A text a fact: its claim, aliases, questions, topics and sections; and which fact that is."""
    topics = {topic["id"]: topic["title"] for topic in base["topics"]}
    texts = []
    for fact in base["facts"]:
        sections = dict.fromkeys(item["section"] for item in fact["evidence"])
        named = (topics[topic] for topic in fact["topics"])
        texts.append(". ".join([fact["claim"], *fact["aliases"], *fact["questions"], *named, *sections]))
    return texts, list(range(len(texts)))


def single(base: dict[str, Any]) -> tuple[list[str], list[int]]:
    """Each claim, alias and question by itself, and which fact it is of; -1 for a question of a gap."""
    lines = [
        (text, place)
        for place, fact in enumerate(base["facts"])
        for text in (fact["claim"], *fact["aliases"], *fact["questions"])
    ]
    lines += [(text, -1) for gap in base["gaps"] for text in (gap["title"], *gap["questions"])]
    return [text for text, _ in lines], [place for _, place in lines]


def of_facts(find: Finder, owners: Sequence[int]) -> Finder:
    """The facts whose texts *find* finds, each by its first; none where a gap is first."""

    def found(query: str) -> list[int]:
        places = list(dict.fromkeys(owners[place] for place in find(query)))
        return [] if places[:1] == [-1] else [place for place in places if place >= 0]

    return found


# The tables


def rows(judge: Judge | Guard, base: dict[str, Any], environment: dict[str, str]) -> Iterator[Row]:
    """First ketcli; each of the others over whole facts and over their single texts."""
    yield Row("ketcli search", "its index", judge.score(Ketcli(base["facts"], environment)))
    for searched, (texts, owners) in (("facts", whole(base)), ("single texts", single(base))):

        def score(find: Finder, owners: Sequence[int] = owners) -> Score | Care:
            return judge.score(of_facts(find, owners))

        for scorer in ("WRatio", "partial_ratio"):
            name = f"RapidFuzz {scorer}"
            if not importlib.util.find_spec("rapidfuzz"):
                yield Row(name, searched, None)
                continue
            tried = {cutoff: score(rapidfuzz(texts, scorer, cutoff)) for cutoff in CUTOFFS}
            best = max(tried, key=lambda cutoff: _worth(tried[cutoff]))
            yield Row(f"{name}, cutoff {best}" if best else name, searched, tried[best])
        yield Row("SQLite FTS5, porter", searched, score(fts5(texts)))
        installed = importlib.util.find_spec("bm25s") and importlib.util.find_spec("Stemmer")
        yield Row("bm25s, stemmed", searched, score(bm25s(texts)) if installed else None)
        for name, program, any_word in (
            ("fzf --filter, all words", fzf, False),
            ("fzf --filter, any word", fzf, True),
            ("grep -i", grep, False),
            ("grep -i -w, any word", grep, True),
        ):
            found = shutil.which(program.__name__)
            yield Row(name, searched, score(program(texts, environment, any_word=any_word)) if found else None)


def _worth(score: Score | Care) -> float:
    """The sum of the columns, of which only one is the better the less it is."""
    if isinstance(score, Care):
        return score.warned - score.misled
    return score.first + score.answer + score.gain + (score.silent or 0.0)


def table(judge: Judge | Guard, found: Iterable[Row]) -> str:
    """The table of one set of queries."""
    return measure.table(
        ["search", "searched text", *judge.columns],
        [
            [
                row.name,
                row.searched,
                *(("–" if v is None else f"{v:.3f}" for v in row.score) if row.score else missing(judge)),
            ]
            for row in found
        ],
    )


def missing(judge: Judge | Guard) -> list[str]:
    """The cells of what is not installed."""
    return ["not installed"] * len(judge.columns)


def main() -> None:
    """Score everything, and print a table for each set of queries."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queries", type=Path, nargs="+", metavar="QUERIES", help="labelled queries, YAML")
    parser.add_argument("documents", type=Path, metavar="DOCUMENTS", help="the folder with the source documents")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="a virtual environment with more of the libraries")
    options = parser.parse_args()
    for packages in options.peers.glob("lib/python*/site-packages") if options.peers else ():
        site.addsitedir(str(packages))
    texts = {path.name: path.read_text(encoding="utf-8") for path in options.documents.glob("*.txt")}
    with tempfile.TemporaryDirectory(prefix="ketcli-relevance-") as folder:
        environment = measure.environment(folder)
        base = json.loads(measure.output(measure.Command([measure.KETCLI, "export"], environment)))
        print(f"{len(base['facts'])} facts; {measure.versions('ketcli', 'rapidfuzz', 'bm25s', 'PyStemmer')}", end="")
        print(f", SQLite {sqlite3.sqlite_version}, {measure.version('fzf')}, {measure.version('grep')}")
        for path in options.queries:
            queries = yaml.safe_load(path.read_text(encoding="utf-8"))
            about_safety = any(query["category"] == SAFETY for query in queries)
            judge = (Guard if about_safety else Judge)(queries, base["facts"], texts)
            print(f"\n{path.name}: {judge}\n\n{table(judge, rows(judge, base, environment))}", flush=True)


if __name__ == "__main__":
    main()
