"""A smaller fact base out of a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.facts import checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketcli.facts.nouns import Conflict, Dataset
    from ketcli.index.reader import Index


def part(index: Index, topics: Sequence[str], sources: Sequence[str]) -> tuple[Dataset, list[Conflict]]:
    """A base of only the facts of *topics* and *sources* (ids; none: all), and the conflicts that it cannot hold.

    It has the topics of these facts, all sources, for agreement is among all of them, those conflicts of which it has
    every fact, and the synonyms that lead to something.
    """
    whole = index.dataset()
    facts = tuple(index.facts_of(topics, sources))
    held = {fact.id for fact in facts}
    headings = {name for fact in facts for name in fact.topics}
    smaller = whole._replace(
        topics=tuple(topic for topic in whole.topics if topic.id in headings),
        facts=facts,
        conflicts=tuple(conflict for conflict in whole.conflicts if held.issuperset(conflict.facts)),
    )
    idle = {problem.path for problem in checks.idle_synonyms(smaller)}
    useful = tuple(group for number, group in enumerate(whole.synonyms) if ("synonyms", number) not in idle)
    touched = (conflict for conflict in whole.conflicts if not held.isdisjoint(conflict.facts))
    return smaller._replace(synonyms=useful), [each for each in touched if not held.issuperset(each.facts)]
