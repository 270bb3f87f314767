"""``search``: ranked facts, or what no source says."""

from __future__ import annotations

from ketcli.answers import objects, stances
from ketcli.answers import table as tables
from ketcli.answers.outcome import DOCUMENT, DRAWN, LINES, Outcome
from ketcli.index.narrowing import ALL
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval import Answer
from ketcli.retrieval import search as find
from ketcli.retrieval.query import Query
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ketcli.answers import documents, records
    from ketcli.facts.nouns import Gap
    from ketcli.index.narrowing import Narrowing
    from ketcli.index.reader import Index
    from ketcli.retrieval import Hit

USUAL = 10
"""Facts that are answered where no number is chosen."""

_PAGES = {"source": "show", "conflict": "conflicts", "fact": "show"}
"""The command that shows what is named, by its kind."""

_FEW = 8
"""So many sources are told of in a word each."""

_KINSHIP = 4
"""So many letters at the beginning make two words forms of one."""


def search(  # noqa: PLR0913 - one argument an option
    index: Index,
    query: str,
    *,
    limit: int | None = None,
    within: Narrowing = ALL,
    exact: bool = False,
    explain: bool = False,
    detail: bool = False,
) -> Outcome:
    """The facts that answer *query*; on a terminal, without a *limit*, as many as the screen holds."""
    most = USUAL if limit is None else min(limit, max(index.meta.facts, 1))
    found = find(index, query, limit=most, within=within, exact=exact)
    document = answer(index, found, explain=explain)
    return Outcome(
        document,
        document["hits"],
        _columns(document["hits"]),
        "search",
        found=bool(found.hits),
        urgent=[notice["text"] for notice in document["notices"]],
        before=[
            *_named(document),
            *(_notes(document) if found.hits else _silence(index, document, found)),
        ],
        after=[objects.reminder(index)] if found.hits else [],
        fits=limit is None and not explain and not detail,
        detail=detail,
        partial=("--explain", (DRAWN, DOCUMENT, LINES)) if explain else ("", ()),
    )


def refused(index: Index, query: str, why: str) -> Outcome:
    """What stands among answers for a *query* that could not be read."""
    document: documents.Refused = {**answer(index, Answer(Query(query), ALL, 0, (), ())), "error": why}
    return Outcome(document, [document], _columns(()), "search", found=False, before=[why])


def answer(index: Index, found: Answer, *, explain: bool = False) -> documents.Search:
    """The document of *found*; with *explain* also why each fact scored what it did."""
    return {
        **objects.envelope(index),
        "query": {
            "text": found.query.text,
            "terms": list(found.query.terms),
            "corrections": dict(found.query.corrections),
            "substitutions": {word: list(synonyms) for word, synonyms in found.substitutions.items()},
            "unmatched": list(found.query.unmatched),
            "left_out": list(found.query.left_out),
            "related": dict(found.query.related),
            **found.within.told(),
        },
        "total": found.total,
        "returned": len(found.hits),
        "hits": [hit(index, item, explain=explain) for item in found.hits],
        "sources": list(index.sources),
        "differ": list(_differing(index, found.hits)),
        "suggestions": list(found.suggestions),
        "gap": _gap(found.gap),
        "unsaid": _gap(found.unsaid),
        "notices": [{"id": notice.id, "text": notice.text} for notice in found.notices],
        "see": [{"kind": name.kind, "id": name.id} for name in found.see],
    }


def _gap(item: Gap | None) -> records.GapName | None:
    return {"id": item.id, "title": item.title} if item else None


def hit(index: Index, item: Hit, *, explain: bool = False) -> documents.Hit:
    """A fact in an answer; with *explain* also why it scored what it did."""
    result: documents.Hit = {
        "rank": item.rank,
        "score": item.score,
        "match": {
            "kind": item.kind,
            "fields": list(item.fields),
            "terms": list(item.terms),
            "words": list(dict.fromkeys(reason.word for reason in item.explanation if reason.words)),
        },
        "fact": objects.fact(index, item.fact),
    }
    if explain:
        result["explanation"] = [
            {
                "words": list(reason.words),
                "term": reason.term,
                "fields": list(reason.fields),
                "tier": reason.tier,
                "weight": round(reason.weight, 3),
                "worth": reason.worth,
                "impact": round(reason.impact, 3),
                "points": round(reason.points, 3),
            }
            for reason in item.explanation
        ]
    return result


def _differing(index: Index, hits: Iterable[Hit]) -> Iterator[documents.Differing]:
    """The questions on which sources differ and one of *hits* is on a side, in the order of the hits."""
    facts: dict[str, list[str]] = {}
    for hit in hits:
        for name in hit.conflicts:
            facts.setdefault(name, []).append(hit.fact.id)
    for name, held in facts.items():
        conflict = index.conflicts[name]
        if stances.opposed(index, conflict):
            yield {"id": name, "question": conflict.question, "facts": held}


def _columns(hits: Iterable[documents.Hit]) -> tables.Table:
    """The columns of the facts; on request also rank, score and match."""
    return tables.Table(
        (*tables.FACT, *tables.FACT_MORE, "rank", "score", "match"),
        [(*tables.fact(hit["fact"]), hit["rank"], hit["score"], hit["match"]["kind"]) for hit in hits],
        len(tables.FACT),
        {**tables.IN_FACT, "match": "match.kind"},
    )


def _named(document: documents.Search) -> Iterator[str]:
    """What the whole query is the name of, and how that is opened."""
    for name in document["see"]:
        if name["kind"] in _PAGES:
            yield f"That is the name of a {name['kind']}: ketcli {_PAGES[name['kind']]} {name['id']}"


def _notes(document: documents.Search) -> Iterator[str]:
    """What was read otherwise than it was typed."""
    query = document["query"]
    if query["corrections"]:
        read = [f'"{typed}" read as "{word}"' for typed, word in query["corrections"].items()]
        yield f"{', '.join(read)} (--exact keeps {'it' if len(read) == 1 else 'them'})"
    for phrase in dict.fromkeys(query["related"].values()):
        typed = [_quoted(word) for word, other in query["related"].items() if other == phrase]
        yield f"No source names {text.either(typed)}; this is on {phrase}"
    for words, synonyms in query["substitutions"].items():
        others = [word for word in synonyms if not _akin(word, words)]
        if others and len(others) == len(synonyms) and words not in query["related"]:
            yield f'"{words}" taken for {text.either(others)}'
    left = dict.fromkeys([*query["left_out"], *query["unmatched"]])
    if left:
        yield f"{', '.join(map(_quoted, left))} ignored"
    if (unsaid := document["unsaid"]) is not None:
        yield f"Not in any source: {_lowered(unsaid['title'])}."


def _akin(word: str, other: str) -> bool:
    """Whether the two are forms of one word."""
    return text.stems(word) == text.stems(other) or word[:_KINSHIP] == other[:_KINSHIP]


def _quoted(word: str) -> str:
    return f'"{word}"'


def _silence(index: Index, document: documents.Search, found: Answer) -> Iterator[str]:
    """Why there is no answer, and where to look."""
    query = document["query"]
    if any(name["kind"] == "sources" for name in document["see"]):
        yield "That is about the sources themselves: ketcli sources; where they differ: ketcli conflicts"
        for source in index.sources.values() if len(index.sources) <= _FEW else ():
            yield f"{source.id}: {objects.in_short(source.kind)}"
        return
    if document["see"] or (document["notices"] and document["gap"] is None):
        return
    if (gap := document["gap"]) is not None:
        unsaid = [_lowered(item["title"]) for item in (gap, document["unsaid"]) if item]
        yield f"No source says anything on {', or on '.join(unsaid)}."
        near = document["suggestions"][:1]
        ask = f", to ask {index.meta.ask}" if index.meta.ask else ""
        yield f"What else is not said{ask}: {' '.join(['ketcli gaps', *near])}"
        yield from _nearest(near)
        return
    if found.elsewhere:
        count = text.counted(found.elsewhere, "fact")
        yield f"Nothing under {found.within}; without it: {count} (ketcli search {query['text']})"
        return
    if query["unmatched"]:
        yield f"No fact here mentions {text.either([_quoted(word) for word in query['unmatched']])}."
    elif not query["terms"]:
        examples = index.stored("examples")[:1]
        yield f"Add a word that says what it is about{f', such as {examples[0]}' if examples else ''}."
    else:
        yield "No fact here answers that."
    yield from _nearest(document["suggestions"]) if document["suggestions"] else ["All topics: ketcli topics"]


def _nearest(topics: Sequence[str]) -> Iterator[str]:
    if topics:
        yield f"What comes nearest: ketcli show {topics[0]}"


def _lowered(title: str) -> str:
    """*title* as it stands within a sentence; abbreviations and names in capitals keep theirs."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
