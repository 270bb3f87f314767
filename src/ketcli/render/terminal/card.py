"""The card of a fact: its claim, who says it how surely, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from ketcli.documents.marks import unwrapped
from ketcli.render.terminal import marks, sides, who
from ketcli.render.terminal.hanging import Ends, Hanging
from ketcli.system.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ketcli.answers import documents, records
    from ketcli.render.screen import Screen


def fact(document: documents.Show, screen: Screen) -> Iterable[RenderableType]:
    """A card for each fact of the name."""
    conflicts = {item["id"]: item for item in document["conflicts"]}
    for number, item in enumerate(document["found"]):
        if number:
            yield Text("")
        yield from _head(item, document)
        for name in item["conflicts"]:
            yield Text("")
            yield from sides.brief(conflicts[name], document["sources"], screen, item["id"])
        yield from _passages(item, document)
    yield Text("")
    if not document["looked_up"]:
        told = (
            "The quotations are first and last words. For whole passages say where the documents are: --documents DIR"
        )
        yield Hanging(Text(told, style=marks.SIDE), 0)


def _head(item: records.Fact, document: documents.Show) -> Iterable[RenderableType]:
    yield Hanging(Text(visible(item["claim"]), style=marks.TITLE), 0)
    yield Ends(who.lines(item, document["sources"]), Text(visible(item["id"]), style=marks.SIDE))
    dated = f" · dated {item['when']}" if item["when"] else ""
    yield Hanging(Text(f"topics: {visible(', '.join(item['topics']))}{visible(dated)}", style=marks.SIDE), 2)


def _passages(item: records.Fact, document: documents.Show) -> Iterable[RenderableType]:
    quotes = {quote["citation"]: quote for quote in document["quotes"] if quote["fact"] == item["id"]}
    yield Text("")
    for number, cited in enumerate(item["evidence"]):
        quote = quotes.get(number)
        yield _citation(cited, quote)
        lines = _quoted(quote, around=document["around"]) if quote else [_ends(cited, _lost(cited, document))]
        for line in lines:
            yield Padding(line, (0, 0, 0, 2))


def _citation(cited: records.Evidence, quote: records.Quote | None) -> RenderableType:
    name = Style.parse(marks.TITLE) + Style(link=quote["uri"] if quote else None)
    may = f" ({who.MAY})" if cited["hedged"] else ""
    where = f"  {visible(cited['title'])} › {visible(cited['section'])}"
    return Hanging(Text.assemble((visible(cited["source"]), name), may, (where, marks.SIDE)), 2)


def _quoted(quote: records.Quote, *, around: bool) -> Iterable[RenderableType]:
    """The passage bright, all about it dim and on lines of its own; items of a list stay on a line each, unwrapped."""
    if around and quote["before"]:
        yield Text(visible(quote["before"]), style=marks.SIDE)
    passage = "\n".join(map(visible, unwrapped(quote["passage"])))
    yield Text.assemble(
        (visible(quote["opening"]), marks.SIDE), f"“{passage}”", (visible(quote["closing"]), marks.SIDE)
    )
    if around and quote["after"]:
        yield Text(visible(quote["after"]), style=marks.SIDE)
    if quote["altered"]:
        yield Text("The document reads otherwise than when this was cited.", style=marks.OPPOSED)


def _lost(cited: records.Evidence, document: documents.Show) -> str:
    """Why there is no passage to show; empty where none was looked for."""
    reasons = {each["source"]: each["reason"] for each in document["unread"]}
    if cited["source"] in reasons:
        return f"its document cannot be read: {reasons[cited['source']]}"
    return "not found in its document" if document["looked_up"] else ""


def _ends(cited: records.Evidence, lost: str) -> RenderableType:
    """The words that the fact base has of a passage, and why it is *lost*, if it is."""
    last = f" … {visible(cited['to'])}" if cited["to"] else ""
    text = Text(f"“{visible(cited['from'])}{last}”")
    return text.append(f"  {visible(lost)}", style=marks.OPPOSED) if lost else text
