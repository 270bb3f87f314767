"""The commands of those who make a fact base, declared as ``commands`` declares all others."""

from __future__ import annotations

from ketcli.cli.command import Command, declared_in
from ketcli.errors import UsageError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    import pathlib
    from typing import Annotated, Optional

    import typer

    from ketcli.answers.outcome import Outcome
    from ketcli.cli import completion
    from ketcli.cli.options import (
        CoverageOption,
        DocumentsOption,
        FactsOption,
        ForceOption,
        OutputOption,
        PinOption,
        RenewOption,
        StrictOption,
    )

COMMANDS: list[Command] = []
"""These commands, in the order in which a base is made."""

command = declared_in(COMMANDS)


def _folder(documents: str | None, name: str) -> pathlib.Path:
    from pathlib import Path

    if documents is None:
        raise UsageError(f"{name} needs the documents; say where they are: --documents DIR")
    return Path(documents)


@command(
    "Begin a fact base of one's own. From its documents, in one folder; no file is ever written over.",
    "ketcli new DIR/*.txt -o base.yaml",
    shared=("output",),
)
def new(
    document: Annotated[
        list[str],
        typer.Argument(help="The documents, plain text in UTF-8, that facts are to cite.", show_default=False),
    ],
    output: OutputOption = None,
) -> Outcome:
    from pathlib import Path

    from ketcli.answers import new as answers

    return answers.new([Path(name) for name in document], None if output in (None, "-") else output)


@command(
    "List what no fact cites yet. Each sentence as a line of evidence to paste; status 1: nothing is left.",
    "ketcli uncovered --documents DIR --next",
    "ketcli uncovered --documents DIR --source ket-guide --fields evidence",
)
def uncovered(
    source: Annotated[
        Optional[list[str]],
        typer.Option(
            "--source",
            "-s",
            metavar="SOURCE",
            help="Only sentences of this source; repeatable. Default: all.",
            autocompletion=completion.sources,
        ),
    ] = None,
    next: Annotated[bool, typer.Option("--next", help="Only the first of them.")] = False,
    documents: DocumentsOption = None,
    facts: FactsOption = None,
) -> Outcome:
    from pathlib import Path

    from ketcli.answers import uncovered as answers
    from ketcli.system import places

    folder = _folder(documents, "uncovered")
    return answers.uncovered(Path(facts or places.facts_file()), folder, sources=source or (), first=next)


@command(
    "Add a claim with the sentence that makes it. Or a sentence to a fact that there is, or to what no fact needs to "
    "cite. Nothing is written that check would refuse.",
    'ketcli add -s short --sentence "a nurse" --claim "Staff stay near." -t visits',
    'ketcli add -s short --sentence "also for an hour" --id dry-mouth --hedged',
    shared=("json",),
)
def add(
    source: Annotated[
        str,
        typer.Option(
            "--source", "-s", metavar="SOURCE", help="Whose sentence it is.", autocompletion=completion.sources
        ),
    ],
    sentence: Annotated[
        Optional[list[str]],
        typer.Option(
            "--sentence",
            metavar="WORDS",
            help="Words that only this sentence or list item holds; repeatable: three in a row at most. Default: with "
            "--uncited, all of the --section, or of the --source what is left.",
        ),
    ] = None,
    claim: Annotated[
        Optional[str],
        typer.Option(
            "--claim",
            metavar="TEXT",
            help="What it says, in other words than its own. Default: the claim of the fact that --id names.",
        ),
    ] = None,
    topic: Annotated[
        Optional[list[str]],
        typer.Option(
            "--topic",
            "-t",
            metavar="TOPIC",
            help="The topic of a new fact, by id; repeatable, the first is its home. Default: none.",
            autocompletion=completion.topics,
        ),
    ] = None,
    title: Annotated[
        Optional[list[str]],
        typer.Option(
            "--title",
            metavar="TITLE",
            help="Make the topic, with this heading; its summary is the claim until you write one; repeatable, "
            "one for each new topic. Default: none.",
        ),
    ] = None,
    id: Annotated[
        Optional[str],
        typer.Option(
            "--id",
            metavar="ID",
            help="The fact that is cited once more, or the id of a new one. Default: the first words of the claim.",
            autocompletion=completion.facts,
        ),
    ] = None,
    section: Annotated[
        Optional[list[str]],
        typer.Option(
            "--section",
            metavar="HEADING",
            help="Under which heading the sentence stands. With --uncited and no sentence all that stands there, under "
            "its numbered parts too; repeatable. Default: any.",
        ),
    ] = None,
    hedged: Annotated[
        bool, typer.Option("--hedged", help="The source presents it as possible, believed or promising.")
    ] = False,
    warning: Annotated[bool, typer.Option("--warning", help="The new fact states a harm, a risk or a limit.")] = False,
    uncited: Annotated[
        Optional[str],
        typer.Option("--uncited", metavar="REASON", help="No fact needs to cite it, for this reason. Default: none."),
    ] = None,
    documents: DocumentsOption = None,
    facts: Annotated[
        Optional[str],
        typer.Option(
            "--facts",
            envvar="KETCLI_FACTS",
            metavar="FILE",
            help="The fact base that is written into, YAML or JSON. Default: none.",
        ),
    ] = None,
) -> Outcome:
    from pathlib import Path

    from ketcli.answers import add as answers
    from ketcli.documents.adding import Wanted

    if facts is None:
        raise UsageError("add writes into a base of your own; name it: --facts FILE")
    found, topics, sections, titles = (tuple(each or ()) for each in (sentence, topic, section, title))
    wanted = Wanted(source, found, claim, topics, id, sections, hedged, warning, titles, uncited)
    return answers.add(Path(facts), _folder(documents, "add"), wanted)


@command(
    "Report every defect of a fact base. With --documents, hold each passage against its document.",
    "ketcli check",
    "ketcli check my-facts.yaml --documents DIR --coverage",
)
def check(
    file: Annotated[
        Optional[str],
        typer.Argument(help="The fact base. Default: as --facts.", show_default=False),
    ] = None,
    documents: DocumentsOption = None,
    coverage: CoverageOption = False,
    strict: StrictOption = False,
    pin: PinOption = False,
    force: ForceOption = False,
    renew: RenewOption = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever the base or a document is saved; Ctrl-C ends it.")
    ] = False,
    facts: FactsOption = None,
) -> Outcome:
    from pathlib import Path

    from ketcli.answers import check as answers
    from ketcli.system import places

    del watch  # which ``Command.run`` sees to
    base, folder = Path(file or facts or places.facts_file()), Path(documents) if documents is not None else None
    chosen = {"coverage": coverage, "strict": strict, "pin": pin, "force": force}
    return answers.check(base, folder, **chosen, renew=renew or ())


@command(
    "Say what has changed from one fact base to another. Release notes of a base; status 0 also when nothing has.",
    "ketcli diff my-facts.yaml",
    "ketcli diff my-facts.yaml -f markdown --fields change,kind,id,title",
)
def diff(
    old: Annotated[str, typer.Argument(help="The fact base before, YAML or JSON.", show_default=False)],
    new: Annotated[
        Optional[str], typer.Argument(help="The fact base now. Default: as --facts.", show_default=False)
    ] = None,
    facts: FactsOption = None,
) -> Outcome:
    from pathlib import Path

    from ketcli.answers import diff as answers
    from ketcli.system import places

    return answers.diff(Path(old), Path(new or facts or places.facts_file()))
