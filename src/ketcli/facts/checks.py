"""What a well-formed fact base may still have wrong by itself: names, duplicates, dates, conflicts, the thesaurus."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from ketcli.facts import fields, questions, shapes
from ketcli.facts.problem import Path, Problem, named
from ketcli.words import invisible, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketcli.facts.nouns import Dataset


def check(dataset: Dataset, *, strict: bool = False) -> list[Problem]:
    """Every defect that the data shows without its documents, rule by rule; *strict*: also what could be better."""
    return [problem for rule in (*RULES, *(ADVICE if strict else ())) for problem in rule(dataset)]


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
    """A name leads to one place: one topic, source, conflict, gap or fact, or by a shared alias to several facts.

    A fact may bear a name of a topic that it belongs to.
    """
    owners: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for kind, owner, name, path in _names(dataset):
        known = owners.setdefault(tuple(text.stems(name)), (kind, owner, name))
        if known[:2] != (kind, owner):
            yield _ambiguous(name, (kind, owner), known, path)
    for number, fact in enumerate(dataset.facts):
        for place, alias in enumerate(fact.aliases):
            known = owners.get(tuple(text.stems(alias)), ("fact", fact.id, alias))
            if known[:2] != ("fact", fact.id) and not (known[0] == "topic" and known[1] in fact.topics):
                yield _ambiguous(alias, ("fact", fact.id), known, ("facts", number, "aliases", place))


def _ambiguous(name: str, owner: tuple[str, str], other: tuple[str, str, str], path: Path) -> Problem:
    also = "" if name.casefold() == other[2].casefold() else f", by {other[2]!r}, which has the same stems"
    message = f"{name!r} means the {' '.join(owner)} and also the {' '.join(other[:2])}{also}"
    return Problem("ambiguous-name", path, message, "rename one of them: each name means one thing")


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
    for number, gap in enumerate(dataset.gaps):
        yield "gap", gap.id, gap.id, ("gaps", number, "id")
        yield "gap", gap.id, gap.title, ("gaps", number, "title")
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


def hidden_character(dataset: Dataset) -> Iterator[Problem]:
    """What does not show, and letters of other scripts that look like Latin ones, mislead readers and searches."""
    hidden = re.compile(f"[{invisible.STEERING}{invisible.HIDDEN}]|{invisible.STRAY}")
    runs = re.compile(invisible.MIXED)
    for path, value in _texts("base", dataset, ()):
        if value.isascii() and value.isprintable():
            continue
        if found := hidden.search(value.replace("\n", " ").replace("\t", " ")):
            message = f"{named(path)} holds U+{ord(found[0]):04X}, which does not show"
            yield Problem("hidden-character", path, message, "remove it")
        for run in runs.findall(value):
            if text.is_mixed(run):
                other = next(c for c in run if c.translate(invisible.LATIN) != c)
                message = f"{named(path)}: in {run!r} the letter U+{ord(other):04X} only looks Latin"
                yield Problem("hidden-character", path, message, "type it anew")


def _texts(name: str, noun: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text in *noun*, of the shape *name*, and below it, with its place."""
    for field, value in zip(shapes.SHAPES[name].fields, noun, strict=True):
        at = (*path, field.name)
        if field.kind == fields.LIST:
            for place, item in enumerate(value):
                yield from _texts(field.of, item, (*at, place))
        elif field.kind == fields.GROUPS:
            yield from (
                ((*at, row, place), each) for row, group in enumerate(value) for place, each in enumerate(group)
            )
        elif field.kind == fields.TEXTS:
            yield from (((*at, place), each) for place, each in enumerate(value))
        elif field.kind == fields.TEXT and value:
            yield at, value


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


def unplaced_source(dataset: Dataset) -> Iterator[Problem]:
    """Where a base says which sources are silent, each source is, in every conflict, either on a side or silent."""
    facts = {fact.id: fact for fact in dataset.facts}
    spelt_out = any(conflict.silent for conflict in dataset.conflicts)
    for number, conflict in enumerate(dataset.conflicts if spelt_out else ()):
        speaking = {source for name in conflict.facts if name in facts for source in facts[name].sources}
        path = ("conflicts", number, "silent")
        for source in dataset.sources:
            if source.id not in speaking and source.id not in conflict.silent:
                message = f"{source.id} is on no side of the conflict {conflict.id}, and not silent"
                yield Problem("unplaced-source", path, message, "read whether it speaks to the question")
        for place, name in enumerate(conflict.silent):
            if name in speaking:
                message = f"{name} is on a side of the conflict {conflict.id}, and silent as well"
                yield Problem("unplaced-source", (*path, place), message, "it is one or the other")


def left_out_twice(dataset: Dataset) -> Iterator[Problem]:
    """What no fact needs to cite is said to be so once."""
    for number, source in enumerate(dataset.sources):
        seen: set[tuple[str, ...]] = set()
        places: Counter[str] = Counter()
        for item in source.uncited:
            key = tuple(" ".join((each or "").casefold().split()) for each in item.left[:3])
            if key in seen:
                path = ("sources", number, "uncited", item.reason, places[item.reason])
                message = f"uncited of {source.id}: {item.left.from_ or item.section!r} stands there twice"
                yield Problem("left-out-twice", path, message, "keep one")
            seen.add(key)
            places[item.reason] += 1


def retired_id_lives(dataset: Dataset) -> Iterator[Problem]:
    """An id that is retired is given to no other fact."""
    living = {fact.id for fact in dataset.facts}
    for number, retired in enumerate(dataset.retired):
        if retired.id in living:
            message = f"{retired.id} is retired, and is the id of a fact"
            yield Problem("retired-id-lives", ("retired", number, "id"), message, "ids are never given again")


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


def synonym_is_lookalike(dataset: Dataset) -> Iterator[Problem]:
    """Words that must not be taken for one another do not mean the same."""
    lookalikes = [{tuple(text.stems(word)) for word in group} for group in dataset.lookalikes]
    for number, group in enumerate(dataset.synonyms):
        stems = [tuple(text.stems(word)) for word in group]
        for place, (word, key) in enumerate(zip(group, stems, strict=True)):
            alike = next((at for at, other in enumerate(stems[:place]) if _together(key, other, lookalikes)), None)
            if alike is not None:
                message = f"{word!r} and {group[alike]!r} are synonyms, and look-alikes as well"
                yield Problem("synonym-is-lookalike", ("synonyms", number, place), message, "they are one or the other")


def related_is_synonym(dataset: Dataset) -> Iterator[Problem]:
    """What means the same is not only near."""
    synonyms = [{tuple(text.stems(word)) for word in group} for group in dataset.synonyms]
    for number, related in enumerate(dataset.related):
        for place, word in enumerate(related.words):
            if _together(tuple(text.stems(word)), tuple(text.stems(related.to)), synonyms):
                message = f"{word!r} is a synonym of {related.to!r}, and related as well"
                hint = "it is one or the other"
                yield Problem("related-is-synonym", ("related", number, "words", place), message, hint)


def _together(one: tuple[str, ...], other: tuple[str, ...], groups: list[set[tuple[str, ...]]]) -> bool:
    """Whether *one* and *other*, two different words, are in one of *groups*."""
    return one != other and any({one, other} <= group for group in groups)


def lonely_group(dataset: Dataset) -> Iterator[Problem]:
    """A group of one word says nothing."""
    for kind in ("synonyms", "lookalikes"):
        for number, group in enumerate(getattr(dataset, kind)):
            if len(group) < 2:  # noqa: PLR2004 - a group relates two
                yield Problem("lonely-group", (kind, number), f"a group of {kind} needs at least two words")


def idle_synonyms(dataset: Dataset) -> Iterator[Problem]:
    """A group of which neither facts nor gaps use a word cannot find anything."""
    prose = [*(fact.claim for fact in dataset.facts), *(alias for fact in dataset.facts for alias in fact.aliases)]
    prose += [asked.question for asked in questions.every(dataset)]
    prose += [name for topic in dataset.topics for name in (topic.title, *topic.aliases)]
    prose += [item.section for fact in dataset.facts for item in fact.evidence]
    used = "\n".join(f" {' '.join(text.stems(line))} " for line in prose)
    for number, group in enumerate(dataset.synonyms):
        if not any(f" {' '.join(text.stems(word))} " in used for word in group):
            message = f"no fact or gap uses any word of the group of {group[0] if group else ''!r}"
            yield Problem("idle-synonyms", ("synonyms", number), message, "add the facts' own word or remove the group")


RULES: tuple[Callable[[Dataset], Iterator[Problem]], ...] = (
    topic_without_facts,
    duplicate_claim,
    ambiguous_name,
    redundant_alias,
    questions.question_of_two_facts,
    questions.question_of_a_gap,
    questions.redundant_question,
    questions.outline_misses_fact,
    questions.outline_repeats_fact,
    questions.outline_of_another_topic,
    date_not_in_claim,
    hidden_character,
    both_sides,
    unplaced_source,
    left_out_twice,
    retired_id_lives,
    synonym_in_two_groups,
    synonym_is_lookalike,
    related_is_synonym,
    lonely_group,
    idle_synonyms,
)
"""Every rule, in the order in which they are reported; a rule's name is its function's, hyphenated."""

ADVICE: tuple[Callable[[Dataset], Iterator[Problem]], ...] = (questions.few_questions,)
"""Rules of what is no defect but could be better, which are kept only when that is asked for."""
