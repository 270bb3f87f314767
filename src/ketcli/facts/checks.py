"""What a well-formed fact base may still have wrong by itself: names, duplicates, dates, the thesaurus."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ketcli.facts.problem import Path, Problem
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketcli.facts.nouns import Dataset


def check(dataset: Dataset) -> list[Problem]:
    """Every defect that the data shows without its documents, rule by rule."""
    return [problem for rule in RULES for problem in rule(dataset)]


def topic_without_facts(dataset: Dataset) -> Iterator[Problem]:
    """A heading with nothing under it answers nobody."""
    used = {topic for fact in dataset.facts for topic in fact.topics}
    for number, topic in enumerate(dataset.topics):
        if topic.id not in used:
            yield Problem("topic-without-facts", ("topics", number), f"no fact belongs to the topic {topic.id!r}")


def duplicate_claim(dataset: Dataset) -> Iterator[Problem]:
    """Two facts that say the same are one fact with more evidence."""
    seen: dict[tuple[str, ...], str] = {}
    for number, fact in enumerate(dataset.facts):
        key = tuple(text.words(fact.claim))
        if key in seen:
            message = f"fact {fact.id} repeats the claim of {seen[key]}"
            yield Problem("duplicate-claim", ("facts", number, "claim"), message, "give one fact the evidence of both")
        seen.setdefault(key, fact.id)


def ambiguous_name(dataset: Dataset) -> Iterator[Problem]:
    """A name leads to one place: to one topic, source, conflict or fact, or by a shared alias to several facts.

    A fact may bear a name of a topic that it belongs to.
    """
    owners: dict[tuple[str, ...], tuple[str, str]] = {}
    for kind, owner, name, path in _names(dataset):
        known = owners.setdefault(tuple(text.stems(name)), (kind, owner))
        if known != (kind, owner):
            yield _ambiguous(name, (kind, owner), known, path)
    for number, fact in enumerate(dataset.facts):
        for place, alias in enumerate(fact.aliases):
            known = owners.get(tuple(text.stems(alias)), ("fact", fact.id))
            if known != ("fact", fact.id) and not (known[0] == "topic" and known[1] in fact.topics):
                yield _ambiguous(alias, ("fact", fact.id), known, ("facts", number, "aliases", place))


def _ambiguous(name: str, owner: tuple[str, str], other: tuple[str, str], path: Path) -> Problem:
    message = f"{name!r} means the {' '.join(owner)} and also the {' '.join(other)}"
    return Problem("ambiguous-name", path, message, "let each name mean one thing")


def _names(dataset: Dataset) -> Iterator[tuple[str, str, str, Path]]:
    """Every name but the facts' aliases, with the kind and id of what it names, and its place."""
    for number, source in enumerate(dataset.sources):
        yield "source", source.id, source.id, ("sources", number, "id")
        yield "source", source.id, source.title, ("sources", number, "title")
    for number, topic in enumerate(dataset.topics):
        yield "topic", topic.id, topic.id, ("topics", number, "id")
        yield "topic", topic.id, topic.title, ("topics", number, "title")
        for place, alias in enumerate(topic.aliases):
            yield "topic", topic.id, alias, ("topics", number, "aliases", place)
    for number, conflict in enumerate(dataset.conflicts):
        yield "conflict", conflict.id, conflict.id, ("conflicts", number, "id")
    for number, fact in enumerate(dataset.facts):
        yield "fact", fact.id, fact.id, ("facts", number, "id")


def redundant_alias(dataset: Dataset) -> Iterator[Problem]:
    """An alias adds words; one that its claim holds already adds none."""
    for number, fact in enumerate(dataset.facts):
        claim = f" {' '.join(text.stems(fact.claim))} "
        for place, alias in enumerate(fact.aliases):
            if f" {' '.join(text.stems(alias))} " in claim:
                path = ("facts", number, "aliases", place)
                yield Problem("redundant-alias", path, f"the claim of {fact.id} already says {alias!r}", "remove it")


def date_not_in_claim(dataset: Dataset) -> Iterator[Problem]:
    """A fact's date is one that its claim names."""
    for number, fact in enumerate(dataset.facts):
        for year in re.findall(r"\d{4}", fact.when or ""):
            if year not in fact.claim:
                message = f"fact {fact.id} is dated {fact.when}, but its claim does not name {year}"
                yield Problem("date-not-in-claim", ("facts", number, "when"), message)


def both_sides(dataset: Dataset) -> Iterator[Problem]:
    """A fact cannot hold two positions on one question."""
    for number, conflict in enumerate(dataset.conflicts):
        seen: set[str] = set()
        for side, position in enumerate(conflict.positions):
            for place, fact in enumerate(position.facts):
                if fact in seen:
                    path = ("conflicts", number, "positions", side, "facts", place)
                    yield Problem("both-sides", path, f"{fact} stands twice in the conflict {conflict.id}")
                seen.add(fact)


def synonym_in_two_groups(dataset: Dataset) -> Iterator[Problem]:
    """A word in two groups would make all the words of both mean the same."""
    seen: dict[tuple[str, ...], tuple[int, str]] = {}
    for number, group in enumerate(dataset.synonyms):
        for place, word in enumerate(group):
            key = tuple(text.stems(word))
            known = seen.setdefault(key, (number, word))
            if known != (number, word):
                other = "this group" if known[0] == number else f"the group of {dataset.synonyms[known[0]][0]!r}"
                message = f"{word!r} stands already in {other}, as {known[1]!r}"
                yield Problem("synonym-in-two-groups", ("synonyms", number, place), message, "keep one")


def lonely_group(dataset: Dataset) -> Iterator[Problem]:
    """A group of one word says nothing."""
    for kind in ("synonyms", "lookalikes"):
        for number, group in enumerate(getattr(dataset, kind)):
            if len(group) < 2:  # noqa: PLR2004 - a group relates two
                yield Problem("lonely-group", (kind, number), f"a group of {kind} needs at least two words")


def idle_synonyms(dataset: Dataset) -> Iterator[Problem]:
    """A group of which the facts use no word cannot find anything."""
    prose = [*(fact.claim for fact in dataset.facts), *(alias for fact in dataset.facts for alias in fact.aliases)]
    prose += [name for topic in dataset.topics for name in (topic.title, *topic.aliases)]
    prose += [item.section for fact in dataset.facts for item in fact.evidence]
    used = "\n".join(f" {' '.join(text.stems(line))} " for line in prose)
    for number, group in enumerate(dataset.synonyms):
        if not any(f" {' '.join(text.stems(word))} " in used for word in group):
            message = f"no fact uses any word of the group of {group[0] if group else ''!r}"
            yield Problem("idle-synonyms", ("synonyms", number), message, "add the facts' own word or remove the group")


RULES: tuple[Callable[[Dataset], Iterator[Problem]], ...] = (
    topic_without_facts,
    duplicate_claim,
    ambiguous_name,
    redundant_alias,
    date_not_in_claim,
    both_sides,
    synonym_in_two_groups,
    lonely_group,
    idle_synonyms,
)
"""Every rule, in the order in which they are reported; a rule's name is its function's, hyphenated."""
