"""What the commands of those who make a fact base answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers.schemas.pieces import flag, listed, nullable, record, ref, text, whole, word
from ketcli.facts import differences, fields

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
        "fact": nullable(text("Id of the fact; null when none needs to cite it.")),
        "claim": nullable(text("What the fact says; null when there is none.")),
        "new": flag("Whether the fact is new; else it has this citation more."),
        "topics": listed(text("Id of a topic."), "The topics that are new."),
        "uncited": nullable(text("Why no fact needs to cite it; null when one does.")),
        "line": whole("The line of the facts file on which the fact begins, or what no fact needs to cite.", least=1),
        **_PASSAGE,
        "sections": listed(text("A heading."), "The sections that no fact needs to cite, whole; empty for a passage."),
        "from": nullable(text("Its first words, as few as tell it apart; null for a whole section.")),
        "digest": nullable(text("What pins it; null for a whole section.", pattern=f"^{fields.DIGEST_FORM}$")),
        "hedged": flag("Whether the source presents the claim as possible, believed, promising or potential."),
        "text": text("The whole passage, on one line; of sections how many sentences they have."),
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

_KINDS = (*differences.KINDS, differences.BASE)

CHANGE = record(
    "What has become of one thing.",
    {
        "change": word(differences.CHANGES, "What has become of it; retired: it leads on to other facts."),
        "kind": word(_KINDS, "What it is; base: what belongs to the whole base."),
        "id": text("Its id; empty for the whole base."),
        "title": text("Its claim, heading or question; where it is in both bases, the new one."),
        "now": listed(text("Id of a fact."), "Where a retired fact leads on to; else empty."),
        "fields": listed(
            record(
                "What is different in one field.",
                {
                    "field": text('Its name; of evidence also "hedged" and "digest", for what both bases cite.'),
                    "removed": listed(text("A value."), "What only the old base has."),
                    "added": listed(text("A value."), "What only the new base has."),
                },
            ),
            "The fields of what has changed; else empty.",
        ),
    },
)


def _compared(says: str) -> Object:
    return record(
        says,
        {
            "file": text("Its file."),
            "title": text("What it is about."),
            "version": text("Release of its facts."),
            "facts": whole("How many it has."),
        },
    )


DIFF: Object = {
    "meta": record(
        "What was compared, and by what.",
        {
            "tool": text('Name and version of the program: "ketcli 1.0.0".'),
            "old": _compared("The fact base before."),
            "new": _compared("The fact base now."),
        },
    ),
    "counts": listed(
        record(
            "How often something has happened.",
            {
                "kind": word(_KINDS, "To what."),
                "change": word(differences.CHANGES, "What has happened."),
                "count": whole("How often.", least=1),
            },
        ),
        "All that has happened, in numbers.",
    ),
    "changes": listed(ref("change"), "All that has happened, kind by kind; empty when the two say the same."),
}
