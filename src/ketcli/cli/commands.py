"""All commands: what each is called, which view answers, and its options, read where Typer is told (``declared``)."""

from __future__ import annotations

from ketcli.cli import authoring, programs
from ketcli.cli.command import Command, declared_in
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING
from ketcli.system import streams

if TYPE_CHECKING:
    import pathlib
    from typing import Annotated, Optional

    import typer

    from ketcli.answers.outcome import Outcome
    from ketcli.cli import completion
    from ketcli.cli.options import (
        BatchOption,
        DocumentsOption,
        LimitOption,
        SourceOption,
        Style,
        TopicOption,
        TopicsArgument,
        VerboseOption,
    )
    from ketcli.index.narrowing import Narrowing
    from ketcli.index.reader import Index

COMMANDS: list[Command] = []
"""All commands, in the order in which they are listed."""

command = declared_in(COMMANDS)


def named(name: str) -> Command:
    """The command that is called *name*."""
    return next(each for each in COMMANDS if each.name == name)


def _path(name: str | None) -> pathlib.Path | None:
    from pathlib import Path

    return Path(name) if name is not None else None


@command(
    "Find facts by what people type. Words, slugs, typos, lay words, questions.",
    "ketcli search side-effects",
    'ketcli search "who should not get it" -n 3',
    "ketcli search nausea --source ket-guide --explain",
    "ketcli search bladder -f csv --fields id,claim,sources -o bladder.csv",
    "ketcli search --batch questions.txt --json",
)
def search(
    index: Index,
    query: Annotated[
        Optional[list[str]],
        typer.Argument(
            help="What to look for: words, a slug, a question. Default: asked for on a terminal.", show_default=False
        ),
    ] = None,
    limit: LimitOption = None,
    topic: TopicOption = None,
    source: SourceOption = None,
    exact: Annotated[bool, typer.Option("--exact", help="Take each word as it is typed.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each fact scored what it did.")] = False,
    verbose: VerboseOption = False,
    batch: BatchOption = None,
) -> Outcome:
    from ketcli.answers import search as answers

    del batch  # which ``Command.run`` sees to
    text = " ".join(query) if query else _asked()
    return answers.search(
        index,
        text,
        limit=limit,
        within=_within(topic, source),
        exact=exact,
        explain=explain,
        detail=verbose,
    )


def _within(topic: list[str] | None, source: list[str] | None) -> Narrowing:
    from ketcli.index.narrowing import Narrowing

    return Narrowing(tuple(topic or ()), tuple(source or ()))


def _asked() -> str:
    """What somebody at a terminal answers to the question what to look for."""
    if text := streams.ask("What do you want to know? "):
        return text
    raise UsageError("search needs words; for example: ketcli search side effects")


@command(
    "Show a topic, a fact, a source, a conflict or a gap. Or several of one kind.",
    "ketcli show mechanism",
    "ketcli show side-effects long-term-risks",
    "ketcli show bladder --documents DIR --quote",
)
def show(
    index: Index,
    name: Annotated[
        list[str],
        typer.Argument(
            help="A topic, fact, source, conflict or gap, by id, title or alias.",
            show_default=False,
            autocompletion=completion.names,
        ),
    ],
    documents: DocumentsOption = None,
    quote: Annotated[
        bool,
        typer.Option("--quote", help="Also what stands around each passage of a fact; needs --documents."),
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="All of a long page.")] = False,
    verbose: VerboseOption = False,
) -> Outcome:
    from ketcli.answers import show as pages

    if quote and documents is None:
        raise UsageError("--quote needs the documents; say where they are: --documents DIR")
    return pages.show(index, " ".join(name), _path(documents), quote=quote, detail=everything or verbose)


@command(
    "List the facts. One a line, for a program that looks through all of them.",
    "ketcli facts",
    "ketcli facts --topic addiction --source ket-guide",
    "ketcli facts --fields id,claim,questions -f csv -o facts.csv",
)
def facts(index: Index, topic: TopicOption = None, source: SourceOption = None) -> Outcome:
    from ketcli.answers import lists

    return lists.facts(index, _within(topic, source))


@command("List the topics.", "ketcli topics", "ketcli topics | cut -f 1")
def topics(index: Index, verbose: VerboseOption = False) -> Outcome:
    from ketcli.answers import lists

    return lists.topics(index, detail=verbose)


@command("List the sources, and say what kind of text each is.", "ketcli sources", "ketcli sources --fields id,kind")
def sources(index: Index, verbose: VerboseOption = False) -> Outcome:
    from ketcli.answers import lists

    return lists.sources(index, detail=verbose)


@command(
    "List where the sources differ. With a name, one question and its positions.",
    "ketcli conflicts",
    "ketcli conflicts addiction-risk",
)
def conflicts(
    index: Index,
    name: Annotated[
        Optional[list[str]],
        typer.Argument(
            help="One of them by name, or words, a topic, a fact that they have to do with. Default: all.",
            show_default=False,
            autocompletion=completion.conflicts,
        ),
    ] = None,
    verbose: VerboseOption = False,
) -> Outcome:
    from ketcli.answers import conflicts as answers

    return answers.conflicts(index, " ".join(name or ()), detail=verbose)


@command(
    "List what readers ask and no source answers. With topics, what comes near to them.",
    "ketcli gaps",
    "ketcli gaps preparation",
    "ketcli gaps --fields id,questions",
)
def gaps(index: Index, topic: TopicsArgument = None) -> Outcome:
    from ketcli.answers import lists

    return lists.gaps(index, topic or ())


@command(
    "Show which source says what. Without a topic, how much each says of every topic.",
    "ketcli compare",
    "ketcli compare side-effects --min-sources 2",
    "ketcli compare --source ket-guide",
)
def compare(
    index: Index,
    topic: TopicsArgument = None,
    minimum: Annotated[int, typer.Option("--min-sources", min=1, help="Only facts of so many sources or more.")] = 1,
    disputed: Annotated[
        bool, typer.Option("--conflicts", help="Only facts on which the sources differ. Default: all.")
    ] = False,
    source: Annotated[
        Optional[str],
        typer.Option(
            "--source",
            "-s",
            metavar="SOURCE",
            help="Only facts of this source alone. Default: of any.",
            autocompletion=completion.sources,
        ),
    ] = None,
) -> Outcome:
    from ketcli.answers import compare as answers

    return answers.compare(index, topic or (), minimum=minimum, disputed=disputed, source=source)


@command("Draw the dated facts along the years.", "ketcli timeline", "ketcli timeline --fields when,claim")
def timeline(index: Index) -> Outcome:
    from ketcli.answers import timeline as answers

    return answers.timeline(index)


@command(
    "Cite the sources of facts, with section and passage.",
    "ketcli cite bladder",
    "ketcli cite addiction --style bibtex -o addiction.bib",
)
def cite(
    index: Index,
    name: Annotated[
        list[str],
        typer.Argument(
            help="Facts, topics, conflicts or sources, by id, title or alias.",
            show_default=False,
            autocompletion=completion.stated,
        ),
    ],
    style: Annotated[Style, typer.Option("--style", help="How references are written.")] = "apa",
) -> Outcome:
    from ketcli.answers import cite as answers

    return answers.cite(index, name, style)


@command(
    "Write the fact base. All of it, or the facts of a topic or source.",
    "ketcli export -o facts.json",
    "ketcli export --format sqlite -o facts.db",
    "ketcli export --topic addiction --format markdown",
    "ketcli export --format html -o ketamine.html",
    formats="ExportFormatOption",
)
def export(index: Index, topic: TopicOption = None, source: SourceOption = None) -> Outcome:
    from ketcli.answers import export as answers

    return answers.export(index, _within(topic, source))


COMMANDS += authoring.COMMANDS
COMMANDS += programs.COMMANDS
