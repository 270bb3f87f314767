"""The commands for other programs and those who write them, declared as ``commands`` declares all others."""

from __future__ import annotations

from ketcli.cli.command import Command, declared_in
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated, Optional

    import typer

    from ketcli.answers.outcome import Outcome
    from ketcli.cli import completion
    from ketcli.cli.options import FactsOption

COMMANDS: list[Command] = []
"""These commands, in the order in which they are listed."""

command = declared_in(COMMANDS)


@command(
    "Print a JSON Schema. Of the fact base that people write, or of a command's JSON or arguments.",
    "ketcli schema",
    "ketcli schema search",
    "ketcli schema search --input",
    shared=("json", "output"),
)
def schema(
    name: Annotated[
        Optional[str],
        typer.Argument(
            metavar="COMMAND",
            help="A command that answers in JSON. Default: none, the schema of a fact base.",
            show_default=False,
            autocompletion=completion.answering,
        ),
    ] = None,
    arguments: Annotated[
        bool, typer.Option("--input", help="Of its arguments as JSON, for programs that call it.")
    ] = False,
) -> Outcome:
    from ketcli.answers import schema as answers

    if not arguments:
        return answers.schema(name)
    if name is None:
        raise UsageError("--input is the schema of a command's arguments; for example: ketcli schema search --input")
    from ketcli.cli import inputs

    return answers.printed(inputs.schema(name))


@command(
    "Serve language models. Over the Model Context Protocol, to a client that starts it.",
    "ketcli mcp",
    "ketcli mcp --facts my-facts.yaml",
    shared=("facts",),
)
def mcp(facts: FactsOption = None) -> Outcome:
    import importlib.util

    from ketcli.answers import outcome

    if not all(importlib.util.find_spec(name) for name in ("mcp", "mcp_types")):
        raise UsageError("mcp needs the SDK of the protocol; install it: pip install 'ketcli[mcp]'")
    from ketcli.cli import mcp as server

    server.serve(facts)
    return outcome.NOTHING
