"""The hits of a search: two lines each, as many as the screen holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group
from rich.constrain import Constrain
from rich.text import Text

from ketcli.render import terminal
from ketcli.render.terminal import marks, who
from ketcli.render.terminal.hanging import Beside, Ends, Hanging
from ketcli.system.safe import visible
from ketcli.words import text as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from ketcli.answers import documents
    from ketcli.render.screen import Screen

_MARGIN = 3
_CLOSE = 0.6
"""A screen ends before the hit that scores less than this share of the best one; all are a command away."""

_MEANT = 0.9
"""What sources differ on is told of hits that score this share of the best one."""

_MOST = 0.7
"""Where more than this share of the hits belongs to one topic, its page is the next to read."""

_QUESTIONS = 3
"""Questions on which sources differ that are named below the hits; where room is short, lines for them."""


def search(document: documents.Search, screen: Screen) -> Iterable[RenderableType]:
    """The hits, what sources differ on, and what to type next."""
    about = frozenset(words.stems(document["meta"]["title"]))  # what all is about marks nothing
    drawn = [_Hit(hit, document["sources"], about, screen.detail) for hit in document["hits"]]
    below = _Below(document, screen)
    shown, tight = len(drawn), False
    if screen.rows and drawn:
        shown = sum(hit["score"] >= _CLOSE * document["hits"][0]["score"] for hit in document["hits"])
        heights = [below.height([hit]) for hit in drawn[:shown]]
        tight = sum(heights) + below.height(below.lines(shown)) > screen.rows
        while shown > 1 and sum(heights[:shown]) + below.height(below.lines(shown, tight=tight)) > screen.rows:
            shown -= 1
    yield from drawn[:shown]
    yield from below.lines(shown, tight=tight)


class _Hit(NamedTuple):
    """One fact: its claim; who says it and its id; in detail where, and how it was met."""

    hit: documents.Hit
    sources: Sequence[str]
    about: frozenset[str]
    detail: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[RenderableType]:
        fact = self.hit["fact"]
        lead = f"{self.hit['rank']} ".ljust(_MARGIN)
        said = {*self.hit["match"]["terms"], *self.hit["match"]["words"]}
        stems = {stem for word in said for stem in words.stems(word)} - self.about
        lines = who.lines(fact, self.sources, " " * _MARGIN)
        content: list[RenderableType] = [
            Hanging(Text.assemble((lead, marks.SIDE), marked(fact["claim"], stems)), len(lead)),
            Ends(lines, Text(visible(fact["id"]), style=marks.SIDE), _MARGIN),
        ]
        if self.detail:
            content += self._sections()
        content += [_explained(self.hit["explanation"])] if "explanation" in self.hit else []
        yield Constrain(Group(*content), marks.WIDEST_PROSE)

    def _sections(self) -> Iterable[RenderableType]:
        fact, match = self.hit["fact"], self.hit["match"]
        sections: dict[str, dict[str, None]] = {}
        for cited in fact["evidence"]:
            sections.setdefault(cited["source"], {})[cited["section"]] = None
        for source, held in sections.items():
            yield _aside(f"{source} › {'; '.join(held)}")
        met = f" · met in {', '.join(match['fields'])} ({match['kind']})" if match["fields"] else ""
        yield _aside(f"topics: {', '.join(fact['topics'])}{met}")


def marked(claim: str, stems: set[str]) -> Text:
    """*claim* in bold, every word underlined whose stem is one of *stems*."""
    text = Text(style=marks.TITLE)
    end = 0
    for start, stop, word in words.spans(claim):
        if words.stem(word) in stems and start >= end:
            text.append(visible(claim[end:start]))
            text.append(visible(claim[start:stop]), style=marks.MATCH)
            end = stop
    text.append(visible(claim[end:]))
    return text


def question(item: documents.Differing, label: str = "They differ: ", style: str = marks.OPPOSED) -> RenderableType:
    """A question on which sources differ, and the command that shows their sides."""
    text = Text.assemble((label, style), visible(item["question"]))
    return Beside(text, Text(f"ketcli conflicts {visible(item['id'])}", style=marks.SIDE))


class _Below(NamedTuple):
    """What stands below the hits."""

    document: documents.Search
    screen: Screen

    def lines(self, shown: int, *, tight: bool = False) -> Iterable[RenderableType]:
        """What sources differ on among the hits *shown*, and what to type next; of that little if *tight*."""
        hits = self.document["hits"][:shown]
        ids = {hit["fact"]["id"] for hit in hits if hit["score"] >= _MEANT * hits[0]["score"]}
        differing = [item for item in self.document["differ"] if not ids.isdisjoint(item["facts"])]
        if not tight:
            yield Text("")
        told = 0
        for number, item in enumerate(differing[:_QUESTIONS]):
            drawn = question(item, style="" if number else marks.OPPOSED)
            told += self.height([drawn]) if tight else 0
            if not number or told <= _QUESTIONS:
                yield drawn
        if any(name["kind"] == "sources" for name in self.document["see"]):
            yield _side("About the sources themselves: ketcli sources")
        if hits:
            tails = [_tail(self.document, shown, f"{label}{_next(hits)}") for label in ("More: ", "")]
            yield _side(next((tail for tail in tails if len(tail) <= self.screen.width), tails[0]))

    def height(self, content: Iterable[RenderableType]) -> int:
        """The lines that *content* takes."""
        return terminal.draw(content, self.screen._replace(color=False, links=False)).count("\n")


def _tail(document: documents.Search, shown: int, next_command: str) -> str:
    total = document["total"]
    count = words.counted(total, "fact")
    told = f"{shown} of {count} (all: add -n 0)" if shown < total else count
    return f"{told}. {next_command}"


def _next(hits: Sequence[documents.Hit]) -> str:
    """The command that shows more: the topic of most of *hits*, or the first of them."""
    count = Counter(topic for hit in hits for topic in hit["fact"]["topics"])
    topic, held = count.most_common(1)[0]
    return f"ketcli show {visible(topic if held > max(2, _MOST * len(hits)) else hits[0]['fact']['id'])}"


def _explained(reasons: Iterable[documents.Reason]) -> RenderableType:
    from rich.table import Table  # which takes long to load

    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(4):
        grid.add_column(overflow="fold")
    for reason in reasons:
        grid.add_row(
            _side(f"{' ' * _MARGIN}{' '.join(reason['words'])}"),
            _side(f"{reason['tier']}: {reason['term']}"),
            _side(f"in {', '.join(reason['fields'])}"),
            _side(f"{reason['weight']:.2f} × {reason['worth']:.2f} × {reason['impact']:.2f} = {reason['points']:.2f}"),
        )
    return grid


def _aside(text: str) -> RenderableType:
    return Hanging(Text(f"{' ' * _MARGIN}{visible(text)}", style=marks.SIDE), _MARGIN + 2)


def _side(text: str) -> Text:
    return Text(visible(text), style=marks.SIDE)
