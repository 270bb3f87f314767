"""The nouns of a fact base as records: what people write of each, and what is derived from that."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli import dataset
from ketcli.render.schemas.pieces import flag, listed, mapping, nullable, record, ref, text, whole, word

if TYPE_CHECKING:
    from ketcli.render.data import Object


class Noun(NamedTuple):
    """The properties of one kind of thing."""

    says: str
    """What it is."""
    written: Object
    optional: tuple[str, ...] = ()
    """Those of ``written`` that may be left out of a fact base."""
    derived: Object = {}  # noqa: RUF012 - never written to
    """What answers and exports add."""


def prose(says: str) -> Object:
    """Text that a person writes: never blank."""
    return text(says, pattern=r"\S", maxLength=dataset.TEXT_LIMIT)


def _id(says: str) -> Object:
    return text(says, pattern=f"^{dataset.ID.pattern}$", maxLength=dataset.ID_LIMIT)


_ALIASES = listed(prose("A word or phrase."), "What people type who mean this.")
_DATE = r"(?:[0-9]{4}|[0-9]{3}0s)"

_PASSAGE: Object = {
    "from": prose("The first words of the passage, copied exactly; they occur once in the document."),
    "to": nullable(prose('The last words of the passage; null when "from" is all of it.')),
    "digest": nullable(
        text(
            "The first 12 hexadecimal digits of the sha256 of the passage, folded; null when it is not pinned yet.",
            pattern=f"^{dataset.DIGEST.pattern}$",
        )
    ),
}

PASSAGE = Noun(
    "One sentence or list item of a document, pinned by its first and last words.", _PASSAGE, ("to", "digest")
)

EVIDENCE = Noun(
    "A citation: where one source makes the claim, and how sure it sounds there.",
    {
        "source": prose("Id of the source."),
        "section": prose("The heading that it stands under; in brackets where the document has none."),
        **_PASSAGE,
        "hedged": flag("Whether the source presents it as possible, believed, promising or under study."),
    },
    ("to", "digest", "hedged"),
    {"title": text("Title of the source."), "file": text("File name of the source's document.")},
)

SOURCE = Noun(
    "One document, and what kind of text it is.",
    {
        "id": _id("Permanent name of the source."),
        "title": prose("Title of the document; in brackets when it has none."),
        "kind": prose("What kind of text it is, by whom and for whom."),
        "file": text(
            "File name of the document in the folder of documents.",
            pattern=r"^(?!\.{1,2}$)[^/\\]*[^/\\\s][^/\\]*$",
            maxLength=dataset.TEXT_LIMIT,
        ),
        "sha256": text("Sha256 of the document, in hexadecimal digits.", pattern=f"^{dataset.SHA256.pattern}$"),
        "uncited": mapping(
            listed(ref("passage"), "The passages that are left out for one reason."),
            "What no fact needs to cite, by reason, so that coverage can be complete.",
        ),
    },
    ("uncited",),
    {"facts": whole("How many facts cite the source.")},
)

TOPIC = Noun(
    "A heading that people look under.",
    {
        "id": _id("Permanent name of the topic."),
        "title": prose("The heading."),
        "summary": prose("What the facts of the topic say, in a sentence or two."),
        "aliases": _ALIASES,
    },
    ("aliases",),
    {"facts": whole("How many facts belong to the topic.")},
)

FACT = Noun(
    "One atomic claim with everything that supports it.",
    {
        "id": _id("Permanent name of the fact."),
        "topics": listed(prose("Id of a topic."), "The topics of the fact; the first is its home.", least=1),
        "claim": prose("What the sources say, in our own words, and no more than that."),
        "aliases": _ALIASES,
        "when": nullable(
            text(
                'The year ("1962"), decade ("1960s") or span ("1980s-1990s") that the claim names; null for none.',
                pattern=f"^{_DATE}(?:-{_DATE})?$",
            )
        ),
        "evidence": listed(ref("evidence"), "Every passage that makes the claim.", least=1),
    },
    ("aliases", "when"),
    {
        "agreement": record(
            "How many of the sources state the fact.",
            {
                "sources": whole("Sources that state it, with or without a hedge.", least=1),
                "of": whole("Sources that there are.", least=1),
            },
        ),
        "hedged": flag("Whether no source states it without a hedge."),
        "conflicts": listed(text("Id of a conflict."), "The conflicts in which the fact has a position."),
    },
)

POSITION = Noun(
    "One answer to the question of a conflict.",
    {
        "says": prose("The answer."),
        "facts": listed(prose("Id of a fact."), "The facts that give the answer.", least=1),
    },
    derived={
        "sources": listed(text("Id of a source."), "The sources that take the position, with or without a hedge."),
        "hedged": listed(text("Id of a source."), "Those of them that only hedge it."),
    },
)

CONFLICT = Noun(
    "A question on which facts contradict each other or pull apart.",
    {
        "id": _id("Permanent name of the conflict."),
        "kind": word(dataset.KINDS, "Whether the positions pull apart or cannot all be true."),
        "question": prose("What the sources differ on."),
        "positions": listed(ref("position"), "The answers that the sources give.", least=2),
    },
    derived={
        "several": listed(text("Id of a source."), "The sources that take more than one position."),
        "silent": listed(text("Id of a source."), "The sources that take none."),
    },
)

NOUNS = {
    "source": SOURCE,
    "topic": TOPIC,
    "fact": FACT,
    "evidence": EVIDENCE,
    "passage": PASSAGE,
    "conflict": CONFLICT,
    "position": POSITION,
}
"""Each by its name in ``$defs``."""
