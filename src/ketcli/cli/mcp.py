"""``mcp``: the tools for language models, and topics and sources to read, over the Model Context Protocol.

The only user of its SDK, which is an extra.  A client starts the program and speaks with it on standard input and
output.  Each call opens the base anew, which takes a millisecond, so that an edit of it is seen at once.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import anyio
from mcp import MCPError
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

from ketcli import __version__
from ketcli.cli import tools
from ketcli.errors import KetcliError
from ketcli.index import base

if TYPE_CHECKING:
    from typing import Any

    from mcp.server import ServerRequestContext

    from ketcli.index.reader import Index

    Context = ServerRequestContext[dict[str, Any]]

JSON = "application/json"

SIGNALLED = 128
"""The exit status of a program that a signal ended, less the number of that."""

_SCHEME = "ketcli://"

INSTRUCTIONS = """\
{title}: what {sources} sources say, and nothing else. {disclaimer}
Search with the words of the question. Of each claim say which source says it ("sources"), that those under \
"hedging" or "hedged" only hold it possible, and how many of the {sources} say it; it is what a source says, not \
what is true. Tell "notices" first, word for word. Where they differ ("differ", "conflicts"), give both sides. \
"answered": false means that no source answers: say so, and never fill the gap from elsewhere; "gap" names what none \
of them speaks of. Do not leave out warnings. Pass the disclaimer on."""
"""What a model is told of the server."""


def serve(facts: str | None) -> None:
    """Answer what a client asks on standard input from the fact base in the file *facts*, until it ends.

    Raises KetcliError where there is no such base at the beginning.
    """
    served = server(facts)
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):  # a request to end that would raise an exception
            signal.signal(number, _leave)
    anyio.run(_serve, served)


def _leave(number: int, _: object) -> None:
    """End at once: an exception between the tasks of the server would be told as its defect, or be lost."""
    os._exit(SIGNALLED + number)


async def _serve(served: Server[dict[str, Any]]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await served.run(incoming, outgoing, served.create_initialization_options())


def server(facts: str | None) -> Server[dict[str, Any]]:
    """The server of the fact base in the file *facts*; raises KetcliError where there is none."""

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_tool(name) for name in tools.TOOLS])

    async def call_tool(_: Context, asked: CallToolRequestParams) -> CallToolResult:
        try:
            answer, failed = tools.call(asked.name, asked.arguments or {}, facts), False
        except KetcliError as error:
            answer, failed = str(error), True
        except Exception as error:  # noqa: BLE001 - whatever is wrong, the next question is answered
            answer, failed = f"a defect in ketcli: {error!r}", True
        return CallToolResult(content=[TextContent(text=answer)], is_error=failed)

    async def list_resources(_: Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(resources=base.ask(_resources, facts))

    async def read_resource(_: Context, asked: ReadResourceRequestParams) -> ReadResourceResult:
        kind, name = [*asked.uri.removeprefix(_SCHEME).split("/", 1), ""][:2]
        try:
            if not (asked.uri.startswith(_SCHEME) and kind in _KINDS and name):
                raise KetcliError(f"{asked.uri} is nothing to read; see the list of resources")
            text = tools.call("show", {"name": name}, facts)
        except KetcliError as error:
            raise MCPError(INVALID_PARAMS, str(error)) from error
        return ReadResourceResult(contents=[TextResourceContents(uri=asked.uri, mime_type=JSON, text=text)])

    return Server(
        "ketcli",
        version=__version__,
        instructions=base.ask(_instructions, facts),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


_KINDS = ("topic", "source")
"""What can be read."""


def _instructions(index: Index) -> str:
    meta = index.meta
    return INSTRUCTIONS.format(title=meta.title, sources=len(index.sources), disclaimer=meta.disclaimer)


def _tool(name: str) -> Tool:
    return Tool(
        name=name,
        description=tools.description(name),
        input_schema=tools.schema(name),
        annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _resources(index: Index) -> list[Resource]:
    topics = [("topic", item.id, item.title, item.summary) for item in index.topics.values()]
    sources = [("source", item.id, item.title, item.kind) for item in index.sources.values()]
    return [
        Resource(uri=f"{_SCHEME}{kind}/{name}", name=name, title=title, description=says, mime_type=JSON)
        for kind, name, title, says in (*topics, *sources)
    ]
