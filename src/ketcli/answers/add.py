"""``add``: a citation that was written into a fact base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers import authored, check
from ketcli.answers import table as tables
from ketcli.answers.objects import SCHEMA_VERSION
from ketcli.answers.outcome import Outcome
from ketcli.documents import adding
from ketcli.system.safe import visible
from ketcli.words.text import counted

if TYPE_CHECKING:
    import pathlib


def add(path: pathlib.Path, folder: pathlib.Path, wanted: adding.Wanted) -> Outcome:
    """Add what is *wanted* to the fact base at *path*, whose documents are in *folder*; raises as ``adding.add``."""
    done = adding.add(path, folder, wanted)
    cited = done.evidence
    item: authored.Addition = {
        "fact": done.fact,
        "claim": done.claim,
        "new": done.is_new,
        "topics": list(done.topics),
        "uncited": wanted.uncited,
        "line": done.line,
        "source": cited.source,
        "section": cited.section,
        "sections": list(done.sections),
        "from": cited.from_ or None,
        "to": cited.to,
        "digest": cited.digest,
        "hedged": cited.hedged,
        "text": done.said,
    }
    document: authored.Add = {
        "schema_version": SCHEMA_VERSION,
        "meta": check.meta(str(path), done.facts),
        "added": item,
        "problems": [check.problem(each) for each in done.left],
    }
    what = "new fact" if done.is_new else "one citation more of" if done.fact else "no fact needs to cite:"
    passages = done.sections or {cited.section: done.said}
    whole = f" ({done.said} of {counted(len(passages), 'section')})" if len(passages) > 1 else ""
    lines = [
        f"{path}:{done.line}: {what} {f'{done.fact}: {done.claim}' if done.fact else f'{wanted.uncited}{whole}'}",
        *(f"{cited.source}, {section}: {said}" for section, said in passages.items()),
        *(f"new topic {topic}: write its summary" for topic in done.topics),
        *(f"to do: {each.message}" for each in done.left),
    ]
    return Outcome(
        document,
        [item],
        tables.named([item], tuple(item)),
        text="".join(f"{visible(line)}\n" for line in lines),
        prose=True,
        after=[f"Next: ketcli uncovered {authored.options(path, folder)} --next"],
    )
