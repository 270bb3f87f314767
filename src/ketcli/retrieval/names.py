"""Find what a name names: a topic, fact, source, conflict or gap by its id, title or alias."""

from __future__ import annotations

from ketcli.errors import UnknownNameError
from ketcli.facts.nouns import Conflict, Fact, Gap, Retired, Source, Topic
from ketcli.index.narrowing import Narrowing
from ketcli.lean import TYPE_CHECKING, NamedTuple
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ketcli.index.reader import Index

STATED = ("topic", "conflict", "source", "fact")
"""The kinds of things that have names and facts; of one name, the earlier kind is meant."""

NOUNS = (*STATED, "gap")
"""All kinds of things that have names."""

Thing = Topic | Conflict | Source | Fact | Gap

_RETIRED = "retired"

_SUGGESTIONS = 4
_LONGEST_NAME = 16
"""Words in the longest name that is looked for; bounds the work for a long line of words."""


class Found(NamedTuple):
    """What a name names: one thing, or several facts that share an alias or that a retired id leads on to."""

    kind: str
    things: tuple[Thing, ...]
    retired: Retired | None = None
    """Of what the name was the id, when it is in use no more."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What those are told who typed the name."""
        if not self.retired:
            return ()
        old, now, version = self.retired
        return (f"{old} is retired since {version}; showing {', '.join(now)}",)


def find(index: Index, name: str, kinds: Sequence[str] = NOUNS) -> Found:
    """The one of *kinds* that is called *name*, whatever its case and hyphens; of a retired id what it leads on to.

    Raises UnknownNameError, with the nearest names, when there is none; nothing is ever put in its place.
    """
    if found := _named(index, name, kinds):
        return found
    raise UnknownNameError(text.either(kinds), name, nearest(index, name, kinds))


def identify(index: Index, name: str, kind: str) -> str:
    """The id of the one topic, conflict or source that is called *name*; raises as ``find`` does."""
    return find(index, name, (kind,)).things[0].id


def identified(index: Index, typed: Narrowing) -> Narrowing:
    """What is *typed*, with the ids of the topics and of the sources that are called so; raises as ``find`` does."""
    return typed._replace(
        topics=tuple([identify(index, name, "topic") for name in typed.topics]),
        sources=tuple([identify(index, name, "source") for name in typed.sources]),
    )


def topics(index: Index, words: Sequence[str]) -> list[str]:
    """The ids of the topics that *words* name one after the other; raises as ``several`` does."""
    return [found.things[0].id for found in several(index, words, ("topic",))]


def facts_of(index: Index, thing: Thing) -> list[Fact]:
    """The facts that *thing* is about: itself, those of a topic or source, or those that a conflict is between.

    A gap is about none.
    """
    if isinstance(thing, Topic):
        facts = index.facts_of(Narrowing(topics=(thing.id,)))
        return sorted(facts, key=lambda fact: (-len(fact.sources), fact.topics[0] != thing.id))
    if isinstance(thing, Source):
        return index.facts_of(Narrowing(sources=(thing.id,)))
    if isinstance(thing, Conflict):
        return [held for name in thing.facts if (held := index.fact(name))]
    return [thing] if isinstance(thing, Fact) else []


def several(index: Index, words: Sequence[str], kinds: Sequence[str] = STATED) -> list[Found]:
    """The things of *kinds* that *words* name one after the other, each name as many words as fit.

    Thus ``side effects addiction`` is two topics, without quotation marks.  Raises UnknownNameError as ``find`` does.
    """
    found = []
    rest = list(words)
    while rest:
        for length in range(min(len(rest), _LONGEST_NAME), 0, -1):
            if known := _named(index, " ".join(rest[:length]), kinds):
                found.append(known)
                del rest[:length]
                break
        else:
            # Where nothing was understood, the words most likely are one name.
            name = rest[0] if found else " ".join(rest[:_LONGEST_NAME])
            other = _named(index, name, NOUNS)
            raise UnknownNameError(
                text.either(kinds), name, nearest(index, name, kinds), other.kind if other and not other.retired else ""
            )
    return found


def nearest(index: Index, name: str, kinds: Sequence[str] = NOUNS) -> list[str]:
    """Ids of what is called similarly to *name*, the most similar first."""
    from ketcli.words import spelling

    ids = {key: owner for key, kind, owner in index.names() if kind in kinds}
    similar = spelling.nearest(" ".join(text.words(name)), list(ids), 3 * _SUGGESTIONS)
    return list(dict.fromkeys(ids[key] for key in similar))[:_SUGGESTIONS]


def _named(index: Index, name: str, kinds: Sequence[str]) -> Found | None:
    named = index.named(text.name(name))
    for kind in kinds:
        ids = [owner for found, owner in named if found == kind]
        if ids:
            return Found(kind, tuple(_things(index, kind, ids)))
    old = next((owner for found, owner in named if found == _RETIRED), None) if "fact" in kinds else None
    if old is None:
        return None
    retired = index.retired[old]
    return Found("fact", tuple(_things(index, "fact", retired.now)), retired)


def _things(index: Index, kind: str, ids: Iterable[str]) -> list[Thing]:
    if kind == "fact":
        return [fact for fact_id in ids if (fact := index.fact(fact_id))]
    known: Mapping[str, Thing] = getattr(index, f"{kind}s")
    return [known[owner] for owner in ids]
