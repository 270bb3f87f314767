"""``show``: the page of a topic, the card of a fact, a source, a conflict, a gap."""

from __future__ import annotations

import os
import pathlib

from ketcli.answers import objects
from ketcli.answers import table as tables
from ketcli.answers.lists import GAP
from ketcli.answers.opening import opened
from ketcli.answers.outcome import DOCUMENT, DRAWN, Outcome
from ketcli.errors import DocumentError
from ketcli.facts.nouns import Conflict, Fact, Gap, Source, Topic
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval import names

if TYPE_CHECKING:
    from ketcli.answers import documents, records
    from ketcli.index.reader import Index


def show(
    index: Index, name: str, folder: pathlib.Path | None = None, *, quote: bool = False, detail: bool = False
) -> Outcome:
    """The page or card of what is called *name*, or of several such things; *folder* has the documents of passages.

    With *quote* also what stands around these; with *detail* all of a long page.
    """
    found, remark = opened(index, name)
    held = {item.id: item for thing in found.things for item in names.facts_of(index, thing)}
    facts = [objects.fact(index, item) for item in held.values()]
    conflicts = dict.fromkeys(conflict for item in facts for conflict in item["conflicts"])
    looked_up = folder is not None and found.kind == "fact"
    quotes, unread = _quotes(index, found, folder) if folder and looked_up else ([], [])
    if quote and unread and not quotes:
        raise DocumentError(pathlib.Path(unread[0]["file"]), unread[0]["reason"])
    document: documents.Show = {
        **objects.envelope(index),
        "name": name,
        "kind": found.kind,
        "found": [_thing(index, thing) for thing in found.things],
        "facts": facts,
        "conflicts": [objects.conflict(index, index.conflicts[conflict]) for conflict in conflicts],
        "sources": list(index.sources),
        "near": [
            {"id": near, "title": index.topics[near].title}
            for near in dict.fromkeys(near for thing in found.things if isinstance(thing, Gap) for near in thing.near)
        ],
        "looked_up": looked_up,
        "around": quote,
        "quotes": quotes,
        "unread": unread,
    }
    before = [*found.notes, *([remark] if remark else [])]
    if quote and not looked_up:
        before.append(f"--quote shows the passages of a fact; this is a {found.kind}")
    gaps = document["found"] if found.kind == "gap" else []
    calling = dict.fromkeys(thing.notice for thing in found.things if isinstance(thing, (Fact, Gap)) and thing.notice)
    return Outcome(
        document,
        gaps or facts,
        tables.named(gaps, GAP) if gaps else tables.facts(facts),
        "question" if found.kind == "conflict" else found.kind,
        urgent=[index.notices[called].text for called in calling],
        before=before,
        after=[objects.reminder(index)],
        detail=detail,
        partial=("--quote", (DRAWN, DOCUMENT)) if quote else ("", ()),
    )


def _thing(index: Index, thing: names.Thing) -> object:
    if isinstance(thing, Topic):
        return objects.topic(thing, index.counts("topics").get(thing.id, 0))
    if isinstance(thing, Source):
        return objects.source(thing, index.counts("sources").get(thing.id, 0))
    if isinstance(thing, Gap):
        return objects.gap(thing)
    return objects.conflict(index, thing) if isinstance(thing, Conflict) else objects.fact(index, thing)


def _quotes(index: Index, found: names.Found, folder: pathlib.Path) -> tuple[list[records.Quote], list[records.Unread]]:
    """The passages of the facts found as their documents have them, and which of their documents cannot be read."""
    from ketcli.documents import passages

    cited_sources = {cited.source for thing in found.things if isinstance(thing, Fact) for cited in thing.evidence}
    sources = [source for source in index.sources.values() if source.id in cited_sources]
    opened_documents, failed = passages.open_documents(sources, folder, index.stored("abbreviations"))
    unread: list[records.Unread] = [
        {"source": source.id, "file": str(folder / source.file), "reason": failed[source.id].reason}
        for source in sources
        if source.id in failed
    ]
    quotes: list[records.Quote] = []
    for thing in found.things:
        for number, cited in enumerate(thing.evidence if isinstance(thing, Fact) else ()):
            document = opened_documents.get(cited.source)
            if not document or not (context := document.in_context(cited.passage, cited.section)):
                continue
            before, after = document.around(cited.passage, cited.section)
            opening, passage, closing = context
            quotes.append(
                {
                    "fact": thing.id,
                    "source": cited.source,
                    "citation": number,
                    "uri": pathlib.Path(os.path.abspath(folder / index.sources[cited.source].file)).as_uri(),
                    "before": before,
                    "opening": opening,
                    "passage": passage,
                    "closing": closing,
                    "after": after,
                    "altered": document.is_altered(
                        document.find(cited.passage, cited.section)[0],
                        cited.digest,
                        index.sources[cited.source].sha256,
                    ),
                }
            )
    return quotes, unread
