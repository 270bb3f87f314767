"""What the commands answer, but for ``show``: one function a command, from an index to a View and its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.answers import objects as data
from ketcli.answers import rows
from ketcli.render import JSON, MARKDOWN, PLAIN, SQLITE, View
from ketcli.retrieval import names as lookup
from ketcli.system.safe import visible

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Sequence

    from ketcli.index.reader import Index
    from ketcli.render.terminal.cards import RenderableType

REMINDER = "Reference, not medical advice: ketcli sources"


class Outcome(NamedTuple):
    """What a command found, with what people are told beside it."""

    view: View
    found: bool = True
    """Whether there is an answer."""
    before: tuple[str, ...] = ()
    """Lines for standard error that explain the answer: corrections, what was not understood."""
    after: tuple[str, ...] = ()
    """Lines for people only, below the answer: counts, the disclaimer."""


def search(  # noqa: PLR0913 - one argument an option
    index: Index,
    query: str,
    *,
    limit: int,
    topics: Sequence[str],
    sources: Sequence[str],
    exact: bool,
    explain: bool,
) -> Outcome:
    """Ranked facts."""
    from ketcli import search as find

    known_topics, known_sources = lookup.chosen(index, topics, sources)
    found = find(index, query, limit=limit, topics=known_topics, sources=known_sources, exact=exact)
    document = data.answer(index, found, explain=explain)

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import cards as terminal

        return terminal.answer(index, found, explain=explain)

    view = View(document, document["hits"], rows.hits(document["hits"]), drawing)
    notes = [f"Showing results for {word} (you typed {typed})" for typed, word in found.query.corrections.items()]
    notes += [
        f"No fact says {word!r}; showing {', '.join(synonyms)}"
        if synonyms
        else f"The facts shown do not say {word!r}; they are filed under it"
        for word, synonyms in found.substitutions.items()
    ]
    if found.hits:
        notes += [f"Nothing here knows the word {word!r}" for word in found.query.unmatched]
        count = f"{len(found.hits)} of {found.total} facts. {REMINDER}"
        return Outcome(view, before=tuple(notes), after=(count,))
    notes.append(f"None of the {len(index.sources)} sources says anything about {query!r}.")
    if found.suggestions:
        notes.append(f"Nearest topics: {', '.join(found.suggestions)}")
    return Outcome(view, found=False, before=tuple(notes))


def topics(index: Index) -> Outcome:
    """All topics with their counts."""
    counts = index.counts("topics")
    objects = [data.topic(item, counts.get(item.id, 0)) for item in index.topics.values()]

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import cards as terminal

        return terminal.topics(list(index.topics.values()), counts)

    return Outcome(View(data.envelope(index, topics=objects), objects, rows.topics(objects), drawing))


def sources(index: Index) -> Outcome:
    """All sources with what kind of text each is."""
    counts = index.counts("sources")
    objects = [data.source(item, counts.get(item.id, 0)) for item in index.sources.values()]

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import cards as terminal

        return terminal.sources(list(index.sources.values()), counts)

    after = (index.meta.disclaimer,)
    return Outcome(View(data.envelope(index, sources=objects), objects, rows.sources(objects), drawing), after=after)


def conflicts(index: Index, name: str) -> Outcome:
    """All questions on which the sources differ, or the one called *name* with its positions."""
    chosen = list(index.conflicts.values())
    if name:
        chosen = [index.conflicts[lookup.identify(index, name, "conflict")]]
    objects = [data.conflict(index, item) for item in chosen]

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import cards as terminal
        from ketcli.render.terminal import matrix

        return matrix.conflict(index, chosen[0]) if name else terminal.conflicts(index, chosen)

    return Outcome(View(data.envelope(index, conflicts=objects), objects, rows.conflicts(objects), drawing))


def gaps(index: Index) -> Outcome:
    """What readers ask and no source answers."""
    objects = [data.gap(item) for item in index.gaps.values()]

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import gaps as terminal

        return terminal.gaps(index, list(index.gaps.values()))

    return Outcome(View(data.envelope(index, gaps=objects), objects, rows.gaps(objects), drawing))


def compare(index: Index, names: Sequence[str], *, minimum: int, disputed: bool, source: str | None) -> Outcome:
    """Facts × sources for the topics *names*; without these and without a choice of facts, topics × sources."""
    from ketcli.answers import matrix as engine

    topics = [thing.id for found in lookup.several(index, names, ("topic",)) for thing in found.things]
    alone = lookup.identify(index, source, "source") if source else None
    chosen = {"min_sources": minimum, "conflicts": disputed, "source": alone}
    whole = not topics and not alone and not disputed and minimum <= 1
    matrix = (
        engine.Matrix((), ())
        if whole
        else engine.matrix(index, topics, minimum=minimum, disputed=disputed, alone=alone)
    )
    by_topic, by_source = engine.overview(index) if whole else ([], [])
    counts = index.counts("topics") if topics else {}
    lines = [data.line(index, line) for line in matrix.lines]
    groups = {
        kind: [data.group(index, item) for item in items]
        for kind, items in (("topic", by_topic), ("source", by_source))
    }
    document = data.envelope(
        index,
        topics=[data.topic(index.topics[name], counts.get(name, 0)) for name in topics],
        choice=chosen,
        sources=list(index.sources),
        returned=len(lines),
        lines=lines,
        conflicts=[data.conflict(index, item) for item in matrix.conflicts],
        by_topic=groups["topic"],
        by_source=groups["source"],
    )
    objects = lines or [*groups["topic"], *groups["source"]]

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import heat
        from ketcli.render.terminal import matrix as picture

        if whole:
            return heat.overview(index, by_topic, by_source)
        return picture.matrix(index, [index.topics[name] for name in topics], matrix, alone)

    view = View(document, objects, (rows.groups if whole else rows.lines)(objects, index.sources), drawing)
    if whole or lines:
        return Outcome(view, after=(REMINDER,))
    return Outcome(view, found=False, before=("No fact here is stated like that: there is nothing to compare.",))


def timeline(index: Index) -> Outcome:
    """The dated facts along the years."""
    from ketcli.answers import timeline as engine

    events = engine.events(index)
    objects = [data.event(index, item) for item in events]

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import years

        return years.timeline(index, events)

    view = View(data.envelope(index, returned=len(events), events=objects), objects, rows.events(objects), drawing)
    if events:
        return Outcome(view, after=(REMINDER,))
    return Outcome(view, found=False, before=("No fact of this base is dated.",))


def cite(index: Index, names: Sequence[str], style: str) -> Outcome:
    """References to the sources of what is called *names*, one after the other, in *style*."""
    from ketcli.answers import references as engine
    from ketcli.render import references as styles

    found = lookup.several(index, names)
    facts = {fact.id: fact for named in found for thing in named.things for fact in lookup.facts_of(index, thing)}
    references = engine.references(index, facts.values())
    citations = styles.by_fact(references)
    objects = [data.citation(item, cited) for pairs in citations.values() for item, cited in pairs]
    text = styles.render(references, style)
    counts = index.counts("sources")
    document = data.envelope(
        index,
        style=style,
        text=text,
        references=[data.source(item.source, counts.get(item.source.id, 0)) for item in references],
        citations=objects,
    )

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import bibliography

        return bibliography.references(references)

    drawn = drawing if style == engine.APA else None  # what a program reads is never wrapped
    note = "No author and no date is on record for the sources; titles in brackets are descriptions of untitled ones."
    view = View(document, objects, rows.citations(objects), drawn, {PLAIN: lambda: text})
    return Outcome(view, before=tuple(line for named in found for line in named.notes), after=(note,))


def check(  # noqa: PLR0913 - one argument an option
    path: pathlib.Path, folder: pathlib.Path | None, *, coverage: bool, strict: bool, pin: bool, force: bool
) -> Outcome:
    """Every defect of the fact base at *path*; with *pin* after its missing digests were written."""
    from ketcli.documents import audit

    before: tuple[str, ...] = ()
    if pin and folder:
        before = (f"{audit.pin(path, folder, force=force)} digests written to {path}",)
    found = audit.audit(path, folder, coverage=coverage, strict=strict)
    document = data.audit(found)
    text = "".join(f"{visible(line)}\n" for line in found.lines())
    view = View(document, document["problems"], rows.problems(document["problems"]), own={PLAIN: lambda: text})
    return Outcome(view, not found.problems, before)


def export(index: Index, *, topics: Sequence[str], sources: Sequence[str]) -> Outcome:
    """The whole base, or what of it belongs to *topics* and *sources*: a document that is itself a fact base."""
    if not topics and not sources:
        return _exported(index)
    from ketcli.facts.part import part
    from ketcli.index import memory

    known_topics, known_sources = lookup.chosen(index, topics, sources)
    smaller, torn = part(index, known_topics, known_sources)
    with memory.compiled(smaller) as of_part:
        outcome = _exported(of_part)
    if not smaller.facts:
        return outcome._replace(found=False, before=("No fact belongs to all of that.",))
    if torn:
        names = ", ".join(conflict.id for conflict in torn)
        return outcome._replace(before=(f"Left out, because they also concern other facts, are the conflicts {names}",))
    return outcome


def _exported(index: Index) -> Outcome:
    document = data.base(index)

    def database() -> bytes:
        from ketcli.render import sqlite

        return sqlite.render(document)

    def text() -> str:
        from ketcli.render import book

        return book.render(document)

    table = rows.facts(document["facts"])._replace(usual=None)
    return Outcome(View(document, document["facts"], table, own={SQLITE: database, MARKDOWN: text}, usual=JSON))


def schema(command: str | None) -> Outcome:
    """The JSON Schema of what *command* answers; without one, of a fact base."""
    from ketcli import schema as schemas

    document = schemas.of(command)
    return Outcome(View(document, [document], rows.Table((), []), usual=JSON))
