"""``conflicts``: the questions on which the sources differ, or on which what they say adds up."""

from __future__ import annotations

from ketcli.answers import objects
from ketcli.answers import table as tables
from ketcli.answers.outcome import Outcome
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval import names, search
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ketcli.answers import documents, records
    from ketcli.facts.nouns import Conflict
    from ketcli.index.reader import Index


def conflicts(index: Index, asked: str = "", *, detail: bool = False) -> Outcome:
    """All questions, or those that have to do with what is *asked*; of one alone, its sides with their facts."""
    chosen, remark = about(index, asked)
    items = [objects.conflict(index, item) for item in chosen]
    alone = len(items) == 1 and bool(asked.strip())
    homes = dict.fromkeys(home for item in items for home in item["topics"][:1])
    document: documents.Conflicts = {
        **objects.envelope(index),
        "asked": asked or None,
        "sources": list(index.sources),
        "topics": [{"id": home, "title": index.topics[home].title} for home in homes],
        "conflicts": items,
        "facts": [
            objects.fact(index, held) for item in chosen if alone for name in item.facts if (held := index.fact(name))
        ],
    }
    outcome = Outcome(
        document, items, _columns(items), "conflict" if alone else "conflicts", found=bool(items), detail=detail
    )
    if items or not asked.strip():
        return outcome._replace(found=True, before=[remark] if remark else [], after=[objects.reminder(index)])
    return outcome._replace(before=[f'No question on which they differ is about "{asked}". All: ketcli conflicts'])


def about(index: Index, asked: str) -> tuple[list[Conflict], str]:
    """The questions that *asked* names; else those whose words it has; else those of what it names or finds.

    Where nothing is asked, all; with a remark where only facts that were found lead to them.
    """
    if not asked.strip():
        return list(index.conflicts.values()), ""
    stems = set(text.stems(asked))
    ways: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: _named(index, asked, ("conflict",)),
        lambda: (item.id for item in index.conflicts.values() if stems and stems <= _stems(item.id, item.question)),
        lambda: _named(index, asked, ("topic", "fact", "source")),
        lambda: (
            item.id
            for item in index.conflicts.values()
            if stems and stems <= _stems(*(position.says for position in item.positions))
        ),
    )
    for way in ways:
        if found := dict.fromkeys(way()):
            return [index.conflicts[name] for name in found], ""
    found = dict.fromkeys(name for hit in search(index, asked).hits for name in hit.conflicts)
    return [index.conflicts[name] for name in found], f'No question is called "{asked}"; those of the facts found by it'


def _named(index: Index, asked: str, kinds: tuple[str, ...]) -> Iterable[str]:
    """The conflicts of what is called so."""
    for kind, name in index.named(" ".join(text.words(asked))):
        if kind in kinds:
            (thing,) = names.find(index, name, (kind,)).things
            yield from (
                [name]
                if kind == "conflict"
                else (conflict for fact in names.facts_of(index, thing) for conflict in index.conflicts_of(fact))
            )


def _stems(*texts: str) -> set[str]:
    return {stem for each in texts for stem in text.stems(each)}


def _columns(items: Iterable[records.Conflict]) -> tables.Table:
    """A record for each conflict; what its positions have stands position by position."""
    of_positions = {"says": "says", "sources": "sources", "hedging": "hedged", "facts": "facts"}
    return tables.Table(
        ("id", "kind", "question", *of_positions, "silent", "several", "topics"),
        [
            (
                item["id"],
                item["kind"],
                item["question"],
                [[position["says"]] for position in item["positions"]],
                *([position[name] for position in item["positions"]] for name in ("sources", "hedged", "facts")),
                item["silent"],
                item["several"],
                item["topics"],
            )
            for item in items
        ],
        3 + len(of_positions),
        {name: f"positions.{key}" for name, key in of_positions.items()},
    )
