"""What people read on a terminal.  The only user of Rich; only Text, never markup, so that data stays as it is."""

from __future__ import annotations

import io
import os
import pathlib
import re
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ketcli.answers import matrix as compare
from ketcli.render.terminal import marks
from ketcli.render.terminal.hanging import Beside
from ketcli.render.terminal.marks import AGREEMENT, DISPUTED, HEDGED, MATCH, SIDE, TITLE, WIDEST_PROSE
from ketcli.system.safe import visible
from ketcli.words import text as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ketcli.answers import rows
    from ketcli.documents.document import Quote
    from ketcli.facts.nouns import Conflict, Evidence, Fact, Source, Topic
    from ketcli.index.reader import Index
    from ketcli.render import Screen
    from ketcli.retrieval import Answer, Hit

_NARROWEST = 20
_KINDS = {
    "contradiction": "the sources contradict each other",
    "tension": "the sources pull apart",
    "complement": "the sources add up",
}
_PADDING = re.compile(r" +((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)  # blanks that fill a line, colours aside


def draw(content: Iterable[RenderableType], screen: Screen) -> str:
    """*content* as text that fits *screen*; signs that its encoding lacks are drawn with plainer ones."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=max(screen.width, _NARROWEST),
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for item in content:
        console.print(item if screen.links else Segments(Segment.strip_links(console.render(item))))
    return marks.fitting(_PADDING.sub(r"\1", buffer.getvalue()), screen.encoding)


def columns(table: rows.Table) -> Iterable[RenderableType]:
    """*table* below the names of its columns; what does not fit a cell goes on in its next line."""
    grid = Table(box=None, pad_edge=False, header_style=TITLE)
    for name in table.columns:
        grid.add_column(visible(name), overflow="fold")
    for cells in table.texts():
        grid.add_row(*(Text(visible(cell)) for cell in cells))
    yield grid


def answer(index: Index, found: Answer, *, explain: bool) -> Iterable[RenderableType]:
    """The hits of a search."""
    margin = len(str(len(found.hits))) + 1
    for hit in found.hits:
        stems = {stem for reason in hit.explanation for stem in reason.term.split()}
        body: list[RenderableType] = [
            _marked(hit.fact.claim, stems),
            _state(index, hit.fact),
            _citations(hit.fact.evidence),
        ]
        body += [_pointer(index.conflicts[name]) for name in hit.conflicts]
        if explain:
            body.append(_explained(hit))
        yield _numbered(hit.rank, margin, Group(*body))


def topic(index: Index, item: Topic, facts: Sequence[Fact]) -> Iterable[RenderableType]:
    """The page of a topic: summary, facts, conflicts, sources."""
    yield _heading(item.title, item.id)
    yield _prose(item.summary)
    yield from _facts(index, facts)
    conflicts = dict.fromkeys(name for fact in facts for name in index.conflicts_of(fact))
    if conflicts:
        yield _heading("Where the sources differ")
        for name in conflicts:
            yield _bullet(_pointer(index.conflicts[name], lead=""))
        yield Text("")
    yield _heading("Sources")
    cited = {name: sum(name in fact.sources for fact in facts) for name in index.sources}
    for name, count in cited.items():
        if count:
            kind = visible(index.sources[name].title)
            yield _bullet(Text.assemble(visible(name), (f"  states {count} of these {len(facts)} · {kind}", SIDE)))


def fact(
    index: Index, item: Fact, passages: Mapping[Evidence, Quote], folder: pathlib.Path | None
) -> Iterable[RenderableType]:
    """The card of one fact; *passages* gives each passage as its document in *folder* has it, where that is at hand."""
    yield _heading(item.id)
    yield Text(visible(item.claim), style=TITLE)
    yield _state(index, item, own_id=False)
    if item.when:
        yield Text(f"dated {visible(item.when)}", style=SIDE)
    yield Text("")
    for cited in item.evidence:
        source = index.sources[cited.source]
        yield _citation(source, cited, folder / source.file if folder and cited in passages else None)
        quoted = _quote(passages[cited]) if cited in passages else [_ends(cited, lost=folder is not None)]
        for text in quoted:
            yield Padding(text, (0, 0, 0, 2))
    if folder is None:
        yield Text("")
        yield Text("The quotations are first and last words; --documents DIR shows the whole passages.", style=SIDE)
    for name in index.conflicts_of(item):
        yield Text("")
        yield from conflict(index, index.conflicts[name], mark=item.id)


def _quote(found: Quote) -> Iterable[RenderableType]:
    """The passage bright, all about it dim and on lines of its own; items of a list stay on a line each."""
    if found.before:
        yield _side(found.before)
    passage = "\n".join(visible(line.strip()) for line in found.passage.splitlines() if line.strip())
    yield Text.assemble((visible(found.opening), SIDE), (f"“{passage}”", TITLE), (visible(found.closing), SIDE))
    if found.after:
        yield _side(found.after)
    if found.altered:
        yield Text("The document reads otherwise than when this was cited.", style=DISPUTED)


def _ends(cited: Evidence, *, lost: bool) -> RenderableType:
    """The words that the fact base has of a passage; *lost* when it was looked for in its document."""
    last = f" … {visible(cited.passage.to)}" if cited.passage.to else ""
    text = Text(f"“{visible(cited.passage.from_)}{last}”", style=SIDE)
    return text.append("  not found in its document", style=DISPUTED) if lost else text


def source(index: Index, item: Source, facts: Sequence[Fact]) -> Iterable[RenderableType]:
    """What a source is, and the facts that it states."""
    yield _heading(item.title, item.id)
    yield _prose(item.kind)
    yield Text(f"file {visible(item.file)}", style=SIDE)
    yield Text(f"sha256 {visible(item.sha256)}", style=SIDE, overflow="fold")
    yield Text("")
    yield from _facts(index, facts)


def conflict(index: Index, item: Conflict, mark: str | None = None) -> Iterable[RenderableType]:
    """A question with its positions; the fact *mark* is pointed out."""
    yield Text.assemble((visible(item.question), TITLE), "  ", (_KINDS[item.kind], DISPUTED), (f" · {item.id}", SIDE))
    for position in item.positions:
        lines: list[RenderableType] = [Text(visible(position.says))]
        for name in position.facts:
            held = index.fact(name)
            if held is None:
                continue
            here = " ← this fact" if name == mark else ""
            lines.append(_side(f"{', '.join(_states(held))} · {name}{here}"))
        yield _bullet(Group(*lines))


def topics(items: Sequence[Topic], counts: Mapping[str, int]) -> Iterable[RenderableType]:
    """All topics with their numbers of facts."""
    return _entries((item.id, f"{counts.get(item.id, 0)} facts", item.title, item.summary) for item in items)


def sources(items: Sequence[Source], counts: Mapping[str, int]) -> Iterable[RenderableType]:
    """All sources with what kind of text each is."""
    return _entries((item.id, f"{counts.get(item.id, 0)} facts", item.title, item.kind) for item in items)


def conflicts(index: Index, items: Sequence[Conflict]) -> Iterable[RenderableType]:
    """All questions on which the sources differ, and how many sources take part in each."""
    for item in items:
        split = compare.split(index, item)
        speaking = f"{len(index.sources) - len(split.silent)} of {len(index.sources)} sources"
        both = f", {len(split.several)} on more than one side" if split.several else ""
        yield Text.assemble((visible(item.question), TITLE))
        yield Text.assemble(
            "  ",
            (item.kind, DISPUTED),
            (f" · {len(item.positions)} positions · {speaking}{both} · {visible(item.id)}", SIDE),
        )


def _entries(entries: Iterable[tuple[str, str, str, str]]) -> Iterable[RenderableType]:
    for name, count, title, body in entries:
        yield Text.assemble((visible(name), TITLE), (f"  {visible(count)} · ", SIDE), visible(title))
        if body:
            yield Padding(_prose(body), (0, 0, 0, 2))


def _facts(index: Index, facts: Iterable[Fact]) -> Iterable[RenderableType]:
    yield Text("")
    for item in facts:
        yield _bullet(Group(Text(visible(item.claim)), _state(index, item)))
    yield Text("")


def _heading(title: str, name: str = "") -> Text:
    return Text.assemble((visible(title), f"{TITLE} underline"), (f"  {visible(name)}" if name else "", SIDE))


def _prose(text: str) -> Text:
    return Text(visible(text))


def _side(text: str) -> Text:
    return Text(visible(text), style=SIDE)


def _bullet(content: RenderableType) -> RenderableType:
    return _row("•", 2, content)


def _numbered(number: int, margin: int, content: RenderableType) -> RenderableType:
    return _row(str(number).rjust(margin), margin + 1, content)


def _row(lead: str, width: int, content: RenderableType) -> RenderableType:
    grid = Table.grid(padding=0)
    grid.add_column(width=width, no_wrap=True)
    grid.add_column(overflow="fold", max_width=WIDEST_PROSE)
    grid.add_row(Text(lead), content)
    return grid


def _marked(claim: str, stems: set[str]) -> Text:
    """*claim* with every word bold whose stem is one of *stems*."""
    text = Text()
    end = 0
    for start, stop, word in words.spans(claim):
        if words.stem(word) in stems and start >= end:
            text.append(visible(claim[end:start]))
            text.append(visible(claim[start:stop]), style=MATCH)
            end = stop
    text.append(visible(claim[end:]))
    return text


def _state(index: Index, item: Fact, *, own_id: bool = True) -> Text:
    """How many sources state a fact, where it belongs, and whether it is only hedged."""
    text = Text(f"{len(item.sources)} of {len(index.sources)} sources", style=AGREEMENT)
    if item.hedged:
        text.append(" · hedged", style=HEDGED)
    elif any(cited.hedged for cited in item.evidence):
        text.append(" · partly hedged", style=HEDGED)
    if index.conflicts_of(item):
        kinds = {index.conflicts[name].kind for name in index.conflicts_of(item)}
        text.append(" · disputed" if "contradiction" in kinds else " · sources differ", style=DISPUTED)
    text.append(f" · {visible(', '.join(item.topics))}", style=SIDE)
    if own_id:
        text.append(f" · {visible(item.id)}", style=SIDE)
    return text


def _states(item: Fact) -> list[str]:
    """The sources of a fact, those that only hedge it marked."""
    plain = {cited.source for cited in item.evidence if not cited.hedged}
    return [name if name in plain else f"{name} (hedged)" for name in item.sources]


def _citations(evidence: Sequence[Evidence]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold")
    for source in dict.fromkeys(item.source for item in evidence):
        cited = [item for item in evidence if item.source == source]
        sections = "; ".join(dict.fromkeys(item.section for item in cited))
        grid.add_row(_side(source), _hedge(_side(sections), hedged=all(item.hedged for item in cited)))
    return grid


def _citation(source: Source, cited: Evidence, document: pathlib.Path | None) -> Text:
    link = pathlib.Path(os.path.abspath(document)).as_uri() if document else None
    name = Style.parse(TITLE) + Style(link=link)
    text = Text.assemble((visible(cited.source), name), (f"  {visible(source.title)} › {visible(cited.section)}", ""))
    return _hedge(text, hedged=cited.hedged)


def _hedge(text: Text, *, hedged: bool) -> Text:
    return Text.assemble(text, (" · hedged", HEDGED)) if hedged else text


def _pointer(item: Conflict, lead: str = "sources differ: ") -> RenderableType:
    question = Text(lead + visible(item.question), style=DISPUTED)
    return Beside(question, Text(f"→ ketcli conflicts {visible(item.id)}", style=SIDE))


def _explained(hit: Hit) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(4):
        grid.add_column(overflow="fold")
    for reason in hit.explanation:
        grid.add_row(
            _side(" ".join(reason.words)),
            _side(f"{reason.tier}: {reason.term}"),
            _side(f"in {', '.join(reason.fields)}"),
            _side(f"{reason.weight:.2f} × {reason.worth:.2f} × {reason.impact:.2f} = {reason.points:.2f}"),
        )
    return grid


__all__ = [
    "RenderableType",
    "answer",
    "conflict",
    "conflicts",
    "draw",
    "fact",
    "source",
    "sources",
    "topic",
    "topics",
]
