"""What a question is narrowed to, such as the facts of one topic: each way that there is, said once."""

from __future__ import annotations

from ketcli.facts.fields import TEXTS, Field
from ketcli.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, TypedDict

    class Narrowed(TypedDict):
        """What a list of facts was narrowed to."""

        topics: list[str]
        sources: list[str]


class Narrowing(NamedTuple):
    """The facts that are looked at: those that meet all of this; what is empty asks for nothing."""

    topics: tuple[str, ...] = ()
    """Ids of topics, to one of which each belongs."""
    sources: tuple[str, ...] = ()
    """Ids of sources, one of which states each."""

    def clause(self) -> tuple[str, list[Any]]:
        """The same as a condition on rows of facts, with its values."""
        clauses: list[str] = ["1"]
        values: list[Any] = []
        for table, one, wanted in (("fact_topics", "topic", self.topics), ("fact_sources", "source", self.sources)):
            if wanted:
                marks = ", ".join("?" * len(wanted))
                clauses.append(f"num IN (SELECT num FROM {table} WHERE {one} IN ({marks}))")
                values += wanted
        return " AND ".join(clauses), values

    def told(self) -> Narrowed:
        """The same as answers have it."""
        return {"topics": list(self.topics), "sources": list(self.sources)}

    def __str__(self) -> str:
        """The same for people."""
        return ", ".join([f"topic {name}" for name in self.topics] + [f"source {name}" for name in self.sources])


ALL = Narrowing()
"""All facts."""

FIELDS = (
    Field("topics", TEXTS, "The topics to one of which each fact belongs; all when empty.", of="Id of a topic."),
    Field("sources", TEXTS, "The sources one of which states each fact; all when empty.", of="Id of a source."),
)
"""What each means in an answer."""
