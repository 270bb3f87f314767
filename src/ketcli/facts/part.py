"""A smaller fact base out of a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.facts import checks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from ketcli.facts.nouns import Conflict, Dataset, Fact, Topic


def part(whole: Dataset, facts: Iterable[Fact]) -> tuple[Dataset, list[Conflict]]:
    """A base of only *facts* of the base *whole*, and the conflicts that it cannot hold.

    It has the topics of these facts, all sources, for agreement is among all of them, those conflicts of which it has
    every fact, and the synonyms that lead to something.  Gaps, notices and related words stay
    whole; outlines and retired ids are cut to what is there.
    """
    facts = tuple(facts)
    held = {fact.id for fact in facts}
    headings = {name for fact in facts for name in fact.topics}
    smaller = whole._replace(
        topics=tuple(_cut(topic, held) for topic in whole.topics if topic.id in headings),
        facts=facts,
        conflicts=tuple(conflict for conflict in whole.conflicts if held.issuperset(conflict.facts)),
        gaps=tuple(gap._replace(near=_only(gap.near, headings)) for gap in whole.gaps),
        retired=tuple(old._replace(now=_only(old.now, held)) for old in whole.retired if not held.isdisjoint(old.now)),
    )
    idle = {problem.path for problem in checks.idle_synonyms(smaller)}
    useful = tuple(group for number, group in enumerate(whole.synonyms) if ("synonyms", number) not in idle)
    touched = (conflict for conflict in whole.conflicts if not held.isdisjoint(conflict.facts))
    return smaller._replace(synonyms=useful), [each for each in touched if not held.issuperset(each.facts)]


def _cut(topic: Topic, held: AbstractSet[str]) -> Topic:
    """*topic* with those sections of its outline that have facts of *held*, and only these in them."""
    sections = (section._replace(facts=_only(section.facts, held)) for section in topic.outline)
    return topic._replace(outline=tuple(section for section in sections if section.facts))


def _only(names: Iterable[str], known: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)
