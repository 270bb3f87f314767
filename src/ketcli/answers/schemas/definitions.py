"""What the answers of several commands are made of, by its name in ``$defs``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketcli.answers import references, stances
from ketcli.answers.schemas import authored, nouns
from ketcli.answers.schemas.pieces import flag, listed, mapping, nullable, number, record, ref, text, whole, word
from ketcli.facts import fields, shapes
from ketcli.index import narrowing
from ketcli.index.tables import FIELDS
from ketcli.retrieval.tiers import TIERS

if TYPE_CHECKING:
    from ketcli.answers.objects import Object


def ids(kind: str, says: str) -> Object:
    """Names of things of one *kind*."""
    return listed(text(f"Id of a {kind}."), says)


NARROWED = {each.name: nouns.field(each) for each in narrowing.FIELDS}
"""What an answer was narrowed to."""

_META = record(
    "What answered, and from which fact base.",
    {
        "tool": text('Name and version of the program: "ketcli 1.0.0".'),
        "title": text("Title of the fact base."),
        "facts_version": text("Release of the facts."),
        "facts_sha256": text(
            "Sha256 of the content of the fact base, the same whether it is written as YAML or as JSON.",
            pattern=f"^{fields.SHA256_FORM}$",
        ),
        "sources": whole("Sources in the whole fact base."),
        "facts": whole("Facts in the whole fact base."),
        "disclaimer": text("What readers must know before they rely on it."),
    },
)

_REASON = record(
    "Why one concept of the query counts.",
    {
        "words": listed(
            text("A word."),
            "Words of the query, as read; none where the fact only shares passages with another.",
        ),
        "term": text("The word or phrase that met them, as stems; or the id of that other fact."),
        "fields": listed(word(FIELDS.values(), "A field."), "Where in the fact it stands."),
        "tier": word(TIERS, "How it met them; the first of these is the surest."),
        "weight": number("How much the concept tells, from 0 to 1."),
        "worth": number("What the tier leaves of the weight.", most=1),
        "impact": number("How prominently the term stands in the fact.", most=1),
        "points": number("What they add to the score, before that is bounded or lent to facts of the same passages."),
    },
)

_HIT = record(
    "A fact that answers a query.",
    {
        "rank": whole("Its place among the hits.", least=1),
        "score": number("How well it answers; comparable within one answer only.", most=1),
        "match": record(
            "How the query met the fact.",
            {
                "kind": word(TIERS, "The least sure way in which a word was met; the first of these is the surest."),
                "fields": listed(word(FIELDS.values(), "A field."), "Where in the fact the words stand."),
                "terms": listed(text("A word."), "The words of the query that it meets, as they were read."),
                "words": listed(text("A word or phrase."), "What met them: the words themselves or others for them."),
            },
        ),
        "fact": ref("fact"),
        "explanation": listed(ref("reason"), "Why it scored what it did; with --explain only."),
    },
    optional=("explanation",),
)

_LINE = record(
    "A fact, and what each source does with it.",
    {
        "fact": ref("fact"),
        "stances": mapping(
            word((stances.STATES, stances.HEDGES, stances.SILENT), "What the source does with the claim."),
            "For the id of each source what it does; it hedges a claim that it nowhere states plainly.",
        ),
        "sides": listed(
            record(
                "A place in a conflict.",
                {
                    "conflict": text("Id of the conflict."),
                    "position": whole("Which of its positions.", least=1),
                },
            ),
            "The positions that the fact gives.",
        ),
    },
)

_GROUP = record(
    "How much each source contributes to the facts of a topic or of a source.",
    {
        "kind": word(("topic", "source"), "What the facts have in common."),
        "id": text("Id of that topic or source."),
        "facts": whole("Facts of the topic or source."),
        "shared": whole("Those that more than one source states."),
        "disputed": whole("Those that are on a side where the sources differ."),
        "sources": mapping(whole("Facts."), "For the id of each source how many of them it states."),
    },
)

_EVENT = record(
    "A dated fact.",
    {
        "when": text('The date as the claim names it: "1962", "1960s", "1980s-1990s".'),
        "first": whole("The first year that it can mean."),
        "last": whole("The last year that it can mean; of one year, the same."),
        "precision": word(("year", "decade", "span"), "How exactly it is known; any other stretch is a span."),
        "fact": ref("fact"),
    },
)

_CITATION = record(
    "One place where one source makes one claim.",
    {
        "fact": text("Id of the fact."),
        "claim": text("What the source says, in our own words."),
        "source": text("Id of the source."),
        "title": text("Title of the source."),
        "label": word((references.SECTION, references.PARAGRAPH), "What the locator is."),
        "locator": text("The heading of the section, or the number of the paragraph where there are no headings."),
        "from": text("The first words of the passage."),
        "to": nullable(text('Its last words; null when "from" is all of it.')),
        "hedged": flag("Whether the source hedges the claim here."),
    },
)

_QUOTE = record(
    "A passage of a fact among the sentences around it, as they stand in the document.",
    {
        "fact": text("Id of the fact."),
        "source": text("Id of the source."),
        "citation": whole("Which citation of the fact it is, from 0."),
        "uri": text("Where the document is."),
        "before": text("The sentence or list item before it in its section, on one line; empty when there is none."),
        "opening": text("What its first sentence says before it; empty when that is whole."),
        "passage": text("The passage, with the line breaks and list marks that are in it."),
        "closing": text("What its last sentence says after it; empty when that is whole."),
        "after": text("The sentence or list item after it in its section, on one line; empty when there is none."),
        "altered": flag("Whether it reads otherwise than when it was pinned."),
    },
)

_PROBLEM = record(
    "A defect of a fact base.",
    {
        "rule": text("Permanent name of the rule that is broken, in kebab-case."),
        "file": text("The file of the fact base."),
        "line": nullable(whole("Line in the file; null where it is not known.", least=1)),
        "where": text('The place in the data: "facts[3].claim".'),
        "message": text("What is wrong."),
        "hint": nullable(text("What to do about it; null when the message says it all.")),
    },
)

_UNSEEN = record(
    "What is in no sentence.",
    {
        "text": text("Its words, on one line."),
        "line": whole("The line of the document on which it begins.", least=1),
        "words": whole("How many they are."),
    },
)

_COVERAGE = record(
    "How much of one document the facts cite.",
    {
        "source": text("Id of the source."),
        "units": whole("Sentences and list items that the document has."),
        "cited": whole("Those that facts cite."),
        "accounted": whole("Those that no fact cites, but the source lists as uncited."),
        "left": listed(
            record(
                "A sentence or list item.",
                {
                    "section": nullable(text("The heading above it; null before the first.")),
                    "text": text("Its words, on one line."),
                    "line": whole("The line of the document on which it begins.", least=1),
                },
            ),
            "Those that are neither.",
        ),
        "headings": listed(_UNSEEN, "What passes for a heading in the document, in its order."),
        "others": listed(
            _UNSEEN, "What else is in no sentence: tables of contents and code; one where nothing parts it."
        ),
        "words": whole("Words that it has."),
        "words_cited": whole("Words of those of its sentences and list items that facts cite."),
        "unseen": whole("Words that are in no sentence or list item: those of its headings and others."),
    },
)

_SOURCE = {name: value for name, value in nouns.answered("source")["properties"].items() if name != "uncited"}

DEFINITIONS: dict[str, Object] = {
    "meta": _META,
    "hit": _HIT,
    "reason": _REASON,
    "line": _LINE,
    "group": _GROUP,
    "event": _EVENT,
    "citation": _CITATION,
    "quote": _QUOTE,
    "problem": _PROBLEM,
    "coverage": _COVERAGE,
    "sentence": authored.SENTENCE,
    "addition": authored.ADDITION,
    "change": authored.CHANGE,
    "whole_source": nouns.answered("source"),
    **{name: nouns.answered(name) for name in shapes.SHAPES if name != "base"},
    "source": record(shapes.SHAPES["source"].says, _SOURCE),
}
"""Whatever is answered more than once, or on a line of its own."""
