"""What ``show`` answers: the page of a topic, the card of a fact, a source, a conflict, a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers import objects as data
from ketcli.answers import rows
from ketcli.answers.views import Outcome
from ketcli.facts.nouns import Conflict, Fact, Gap, Source, Topic
from ketcli.render import View
from ketcli.retrieval import names as lookup

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from ketcli.documents.document import Quote
    from ketcli.facts.nouns import Evidence
    from ketcli.index.reader import Index
    from ketcli.render.terminal.cards import RenderableType


def show(index: Index, name: str, folder: pathlib.Path | None, *, quote: bool = False) -> Outcome:
    """The page or card of what is called *name*; with *quote* also what stands around the passages of a fact."""
    found = lookup.find(index, name)
    passages, quotes = _passages(index, found, folder, around=quote)
    objects = [_thing(index, thing) for thing in found.things]
    about = [item for thing in found.things for item in lookup.facts_of(index, thing)]
    fact_objects = [data.fact(index, item) for item in about]
    conflicts = dict.fromkeys(name for item in about for name in index.conflicts_of(item))
    document = data.envelope(
        index,
        name=name,
        kind=found.kind,
        found=objects,
        facts=fact_objects,
        conflicts=[data.conflict(index, index.conflicts[conflict]) for conflict in conflicts],
        quotes=quotes if quote else [],
    )

    def drawing() -> Iterable[RenderableType]:
        from ketcli.render.terminal import cards as terminal
        from ketcli.render.terminal import gaps, matrix

        for thing in found.things:
            if isinstance(thing, Topic):
                yield from terminal.topic(index, thing, about)
            elif isinstance(thing, Source):
                yield from terminal.source(index, thing, about)
            elif isinstance(thing, Conflict):
                yield from matrix.conflict(index, thing)
            elif isinstance(thing, Gap):
                yield from gaps.gap(index, thing)
            else:
                yield from terminal.fact(index, thing, passages, folder)

    notes = (f"--quote shows the passages of a fact; this is a {found.kind}",) if quote and not passages else ()
    of_gaps = found.kind == "gap"
    table = rows.gaps(objects) if of_gaps else rows.facts(fact_objects)
    return Outcome(View(document, objects if of_gaps else fact_objects, table, drawing), before=(*found.notes, *notes))


def _thing(index: Index, thing: lookup.Thing) -> data.Object:
    if isinstance(thing, Topic):
        return data.topic(thing, index.counts("topics").get(thing.id, 0))
    if isinstance(thing, Source):
        return data.source(thing, index.counts("sources").get(thing.id, 0))
    if isinstance(thing, Gap):
        return data.gap(thing)
    return data.conflict(index, thing) if isinstance(thing, Conflict) else data.fact(index, thing)


def _passages(
    index: Index, found: lookup.Found, folder: pathlib.Path | None, *, around: bool
) -> tuple[dict[Evidence, Quote], list[data.Object]]:
    """The passages of the facts found as the documents have them, with *around* also the sentences about them."""
    if folder is None or found.kind != "fact":
        return {}, []
    from ketcli.documents import document as documents
    from ketcli.documents import passages as verify

    opened, _ = verify.open_documents(index.sources.values(), folder)
    quotes, objects = {}, []
    for thing in found.things:
        for cited in thing.evidence if isinstance(thing, Fact) else ():
            document = opened.get(cited.source)
            if document and (context := document.in_context(cited.passage)):
                before, after = document.around(cited.passage) if around else ("", "")
                altered = cited.passage.digest not in (None, documents.digest(context[1]))
                quote = documents.Quote(before, *context, after, altered)
                quotes[cited] = quote
                objects.append(data.quote(thing.id, cited.source, quote))
    return quotes, objects
