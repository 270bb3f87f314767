"""What the commands of those who make a fact base answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers.schemas.pieces import flag, listed, nullable, record, ref, text, whole
from ketcli.facts import fields

if TYPE_CHECKING:
    from ketcli.answers.objects import Object

_PASSAGE = {
    "source": text("Id of the source."),
    "section": text("The heading that it stands under; in brackets where the document has none."),
    "from": text("Its first words, as few as tell it apart."),
    "to": nullable(text('Its last words; null when "from" is all of it.')),
    "digest": text("What pins it.", pattern=f"^{fields.DIGEST_FORM}$"),
}

SENTENCE = record(
    "A sentence or list item that no fact cites.",
    {
        **_PASSAGE,
        "text": text("The whole of it, on one line."),
        "place": text('File and line where it begins: "article.txt:12".'),
        "file": text("The file of the document."),
        "line": whole("The line of the document on which it begins.", least=1),
        "evidence": text("The line of YAML that cites it."),
    },
)

ADDITION = record(
    "A citation that was written.",
    {
        "fact": text("Id of the fact."),
        "claim": text("What the fact says."),
        "new": flag("Whether the fact is new; else it has this citation more."),
        "topic": nullable(text("Id of the topic that is new; null when none is.")),
        "line": whole("The line of the facts file on which the fact begins.", least=1),
        **_PASSAGE,
        "hedged": flag("Whether the source presents the claim as possible, believed, promising or potential."),
        "text": text("The whole passage, on one line."),
    },
)

UNCOVERED: Object = {
    "total": whole("Sentences that are left."),
    "returned": whole("Those of them that are here."),
    "sentences": listed(ref("sentence"), "The sentences, source by source; empty when nothing is left."),
}

ADD: Object = {
    "added": ref("addition"),
    "problems": listed(ref("problem"), "What has to be done now; nearly always empty."),
}
