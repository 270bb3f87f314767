"""Who says it: sources by name, as fully as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from ketcli.answers.stances import DIFFERING
from ketcli.render.terminal import marks
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ketcli.answers import records

MAY = 'says "may"'
"""What stands behind a source that hedges."""

_LONGEST = 12
"""Letters of a short name."""


def short(sources: Sequence[str]) -> dict[str, str]:
    """For each of *sources* the fewest of its first words that are no other's, and of these the first letters."""
    named: dict[str, str] = {}
    for source in sources:
        words = source.split("-")
        others = [other.split("-") for other in sources if other != source]
        length = next((n for n in range(1, len(words)) if all(other[:n] != words[:n] for other in others)), len(words))
        named[source] = "-".join(words[:length])
    cut = {source: name[:_LONGEST] for source, name in named.items()}
    return cut if len(set(cut.values())) == len(cut) else named


def hedging(fact: records.Fact) -> dict[str, bool]:
    """For each source of *fact*, in the order of its evidence, whether it nowhere says it without a hedge."""
    return {source: source in fact["hedging"] for source in fact["sources"]}


def listed(sources: Mapping[str, bool], names: Mapping[str, str] | None = None) -> str:
    """*sources* by name, or by the short *names*; behind those that hedge stands MAY."""
    return ", ".join(
        f"{names[source] if names else source}{f' ({MAY})' if hedged else ''}" for source, hedged in sources.items()
    )


def lines(fact: records.Fact, sources: Sequence[str], lead: str = "") -> list[Text]:
    """How many sources state *fact*, and which, from the fullest wording to the shortest."""
    said, of = fact["agreement"]["sources"], fact["agreement"]["of"]
    held = hedging(fact)
    count = (f"{said} of {of}", marks.agreement(said, of))
    names = short(sources)
    may = sum(held.values())
    some = ", ".join(names[source] for source, hedged in held.items() if hedged)
    rests = [f": {listed(held)}", f": {listed(held, names)}"]
    if said == of > 1:
        rests.append(f"; {_say(may)}: {some}" if may else "")
    rests.append(f" ({may} {_say(may)})" if may else "")
    return [Text.assemble(lead, count, (visible(rest), marks.SIDE)) for rest in rests]


def _say(number: int) -> str:
    return MAY if number == 1 else MAY.replace("says", "say")


def sentence(stances: Mapping[str, str]) -> str:
    """Who says it, to be read out."""
    held = {source: stance == "hedges" for source, stance in stances.items() if stance != "silent"}
    return f"{len(held)} of {len(stances)}: {listed(held)}" if held else "no source"


def opposed(conflict: records.Conflict) -> bool:
    """Whether several sources differ on it."""
    speaking = {source for position in conflict["positions"] for source in position["sources"]}
    return conflict["kind"] in DIFFERING and len(speaking) > 1
