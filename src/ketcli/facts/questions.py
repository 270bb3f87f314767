"""What may be wrong with the questions of facts, gaps and notices, and with the outlines of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.facts.problem import Path, Problem
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketcli.facts.nouns import Dataset

ENOUGH = 3
"""Questions that each fact and gap should have, in other words than its own; each further one finds less."""


class Asked(NamedTuple):
    """A question, with the kind and id of what it asks for, and its place."""

    kind: str
    owner: str
    question: str
    path: Path


def question_of_two_facts(dataset: Dataset) -> Iterator[Problem]:
    """A question leads to the one fact that answers it."""
    for asked, known in _again(dataset):
        if asked.kind == known.kind == "fact" and asked.owner != known.owner:
            message = f"{asked.question!r} is a question of {asked.owner} and also of {known.owner}"
            yield Problem("question-of-two-facts", asked.path, message, "ask it of the fact that answers it best")


def question_of_a_gap(dataset: Dataset) -> Iterator[Problem]:
    """What no source answers no fact does, and a subject is one gap; what calls for a notice has that before all else.

    So a question of a gap or notice is nowhere else.
    """
    for asked, known in _again(dataset):
        if known.kind != "fact" and asked[:2] != known[:2]:
            owners = f"the {asked.kind} {asked.owner} and also of the {known.kind} {known.owner}"
            message = f"{asked.question!r} is a question of {owners}"
            yield Problem("question-of-a-gap", asked.path, message, "ask it of one of them")


def redundant_question(dataset: Dataset) -> Iterator[Problem]:
    """A question in other inflections finds nothing more."""
    for asked, known in _again(dataset):
        if asked[:2] == known[:2]:
            message = f"{asked.owner} has the question {asked.question!r} already, as {known.question!r}"
            yield Problem("redundant-question", asked.path, message, "keep one")


def _again(dataset: Dataset) -> Iterator[tuple[Asked, Asked]]:
    """Each question that is asked before, with where that is."""
    seen: dict[tuple[str, ...], Asked] = {}
    for asked in every(dataset):
        known = seen.setdefault(tuple(text.stems(asked.question)), asked)
        if known is not asked:
            yield asked, known


def every(dataset: Dataset) -> Iterator[Asked]:
    """Every question there is, those of gaps and notices first."""
    for kind in ("gap", "notice", "fact"):
        for number, item in enumerate(getattr(dataset, f"{kind}s")):
            for place, question in enumerate(item.questions):
                yield Asked(kind, item.id, question, (f"{kind}s", number, "questions", place))


def outline_misses_fact(dataset: Dataset) -> Iterator[Problem]:
    """A topic's page has all of its facts, at home in the topic or not."""
    for number, topic in enumerate(dataset.topics):
        listed = {name for section in topic.outline for name in section.facts}
        for fact in dataset.facts if topic.outline else ():
            if topic.id in fact.topics and fact.id not in listed:
                message = f"the outline of {topic.id} lacks its fact {fact.id}"
                yield Problem("outline-misses-fact", ("topics", number, "outline"), message, "say where it stands")


def outline_repeats_fact(dataset: Dataset) -> Iterator[Problem]:
    """A topic's page has each fact once."""
    for topic, fact, path, seen in _outlined(dataset):
        if fact in seen:
            message = f"the outline of {topic} has {fact} twice"
            yield Problem("outline-repeats-fact", path, message, "keep it where readers look for it")


def outline_of_another_topic(dataset: Dataset) -> Iterator[Problem]:
    """A topic's page has no facts but its own."""
    topics = {fact.id: fact.topics for fact in dataset.facts}
    for topic, fact, path, _ in _outlined(dataset):
        if topic not in topics.get(fact, (topic,)):
            message = f"the outline of {topic} has {fact}, which is not of that topic"
            yield Problem("outline-of-another-topic", path, message, "give the fact that topic or remove it here")


def _outlined(dataset: Dataset) -> Iterator[tuple[str, str, Path, set[str]]]:
    """Each fact in an outline: the topic, the fact, its place, and the facts of the outline before it."""
    for number, topic in enumerate(dataset.topics):
        seen: set[str] = set()
        for place, section in enumerate(topic.outline):
            for at, fact in enumerate(section.facts):
                yield topic.id, fact, ("topics", number, "outline", place, "facts", at), seen
                seen.add(fact)


def few_questions(dataset: Dataset) -> Iterator[Problem]:
    """A fact or gap is found by what people type, and they type many things."""
    for kind in ("fact", "gap"):
        for number, item in enumerate(getattr(dataset, f"{kind}s")):
            if len(item.questions) < ENOUGH:
                message = f"the {kind} {item.id} has {text.counted(len(item.questions), 'question')}"
                hint = f"give it {ENOUGH} or more, in the words of readers"
                yield Problem("few-questions", (f"{kind}s", number, "questions"), message, hint)
