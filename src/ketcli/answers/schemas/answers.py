"""The schemas of what the commands answer in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ketcli.answers import references
from ketcli.answers.objects import SCHEMA_VERSION
from ketcli.answers.schemas import authored, nouns
from ketcli.answers.schemas.definitions import DEFINITIONS, NARROWED, ids
from ketcli.answers.schemas.pieces import document, flag, listed, mapping, nullable, record, ref, text, whole, word
from ketcli.documents import passages as verify
from ketcli.facts import dataset
from ketcli.retrieval import names as lookup

if TYPE_CHECKING:
    from ketcli.answers.objects import Object


class Answer(NamedTuple):
    """What one command answers."""

    says: str
    properties: Object
    """Beside the version, and beside what is said of the fact base unless they say it themselves."""
    lines: tuple[str, ...] = ()
    """Names in ``$defs`` of what ``--format jsonl`` writes on a line each."""
    optional: tuple[str, ...] = ()
    """Which of the properties are not always there."""


def schema(command: str) -> Object:
    """The schema of what *command*, one of ANSWERS, writes."""
    answer = ANSWERS[command]
    lines = " or ".join(f"#/$defs/{name}" for name in answer.lines)
    says = f"{answer.says} Of a line of --format jsonl see {lines}." if lines else answer.says
    version = text("Changes when fields change or go; that fields are added does not change it.", const=SCHEMA_VERSION)
    properties = {"schema_version": version, "meta": ref("meta"), **answer.properties}
    title = f"The JSON of ketcli {command}"
    return document(command, SCHEMA_VERSION, title, record(says, properties, answer.optional), DEFINITIONS)


_QUERY = record(
    "The query as it was understood.",
    {
        "text": text("The query as it was typed."),
        "terms": listed(text("A word."), "Its telling words, as they were read."),
        "corrections": mapping(
            text("What it was read as."), "For each word that was taken for a misspelling, as typed."
        ),
        "substitutions": mapping(
            listed(text("A word."), "The synonyms; none when the hits are only filed under the word."),
            "For each word that no hit says, what the hits say in its place.",
        ),
        "unmatched": listed(text("A word."), "The telling words that nothing in the fact base knows."),
        "left_out": listed(text("A word, as typed."), "Telling words that the answer does without."),
        "related": mapping(
            text("The word or phrase."), "For each word that no source says what near to it was looked for."
        ),
        **NARROWED,
    },
)

_CHOICE = record(
    "Which facts were asked for.",
    {
        "min_sources": whole("Facts of so many sources or more.", least=1),
        "conflicts": flag("Whether only facts on which the sources differ."),
        "source": nullable(text("Id of the source of which only what it alone says was asked for; null for any.")),
    },
)

_CHECKED = record(
    "What was checked, and by what.",
    {
        "tool": text('Name and version of the program: "ketcli 1.0.0".'),
        "file": text("The file of the fact base."),
        "facts": whole("Facts that were checked; 0 when the file is no fact base."),
    },
)

_VERIFIED = record(
    "A document that the passages were held against.",
    {
        "source": text("Id of the source."),
        "state": text('"same" or "changed" against its sha256, or why it could not be read.'),
    },
)

_PASSAGES = record(
    "How many passages are in which state; null when they were held against no documents.",
    {"total": whole("All passages."), **{state: whole(f"Passages: {state}.") for state in verify.STATES}},
)

_NAMED = record("A topic.", {"id": text("Its id."), "title": text("Its heading.")})

ANSWERS: dict[str, Answer] = {
    "search": Answer(
        "Ranked facts.",
        {
            "query": _QUERY,
            "total": whole("Facts that answer the query."),
            "returned": whole("Those of them that are here."),
            "hits": listed(ref("hit"), "The facts, the best first; empty when there is no answer."),
            "sources": ids("source", "All sources, in the order of the fact base."),
            "differ": listed(
                record(
                    "A question on which sources differ.",
                    {
                        "id": text("Its id."),
                        "question": text("What they differ on."),
                        "facts": listed(text("Id of a fact."), "Those of the hits that are on a side."),
                    },
                ),
                "Where these facts are on opposed sides; what only adds up is not here.",
            ),
            "suggestions": ids("topic", "When there is no answer: the topics that come nearest."),
            "gap": nullable(
                record(
                    "The subject that was asked about, where no source says anything on it; null where one does.",
                    {"id": text("Its id."), "title": text("What nothing is said on.")},
                )
            ),
            "unsaid": nullable(
                record(
                    "Another subject that the query is near to and that no source speaks of, told beside hits or gap.",
                    {"id": text("Its id."), "title": text("What nothing is said on.")},
                )
            ),
            "notices": listed(
                record(
                    "What ketcli itself says, because the reader may be in danger.",
                    {"id": text("Id of the notice."), "text": text("What it says.")},
                ),
                "What comes before any answer; nearly always empty.",
            ),
            "see": listed(
                record(
                    "Something that the query names and that has a page of its own.",
                    {
                        "kind": word((*lookup.NOUNS, "sources"), "What it is; sources: the list of all of them."),
                        "id": text("Its id; empty for the list of sources."),
                    },
                ),
                "What to look at besides the facts.",
            ),
            "error": text("Of a line of --batch that could not be read: why."),
        },
        ("hit",),
        ("error",),
    ),
    "show": Answer(
        "The topic, source, conflict, gap or fact of one name, the facts that share an alias, or what several names "
        "of one kind mean.",
        {
            "name": text("The name as it was typed."),
            "kind": word(lookup.NOUNS, "What it names."),
            "found": listed({"anyOf": [ref(noun) for noun in lookup.NOUNS]}, "What is of that name, all of one kind."),
            "facts": listed(ref("fact"), "The facts that belong to it, or that are it."),
            "conflicts": listed(ref("conflict"), "The conflicts in which these have a position."),
            "sources": ids("source", "All sources, in the order of the fact base."),
            "near": listed(_NAMED, "The topics that come nearest to a gap; else empty."),
            "looked_up": flag("Whether the passages of facts were looked up in their documents."),
            "around": flag("Whether what stands around the passages was asked for."),
            "quotes": listed(ref("quote"), "The passages of facts that were found in their documents."),
            "unread": listed(
                record(
                    "A document that cannot be read.",
                    {
                        "source": text("Id of the source."),
                        "file": text("Where it was looked for."),
                        "reason": text("Why it cannot be read."),
                    },
                ),
                "The documents of these facts that cannot be read.",
            ),
        },
        ("fact", "gap"),
    ),
    "facts": Answer(
        "The facts of the base, or of some topics and sources, the best supported first.",
        {
            "choice": record("What the list was narrowed to.", NARROWED),
            "sources": ids("source", "All sources, in the order of the fact base."),
            "returned": whole("Facts that are here."),
            "facts": listed(ref("fact"), "The facts; empty when none belongs to all of that."),
        },
        ("fact",),
    ),
    "topics": Answer("All topics.", {"topics": listed(ref("topic"), "The topics.")}, ("topic",)),
    "sources": Answer("All sources.", {"sources": listed(ref("source"), "The sources.")}, ("source",)),
    "conflicts": Answer(
        "Questions to which the sources give several answers: all, or those that what was asked has to do with.",
        {
            "asked": nullable(text("What was asked; null for all.")),
            "sources": ids("source", "All sources, in the order of the fact base."),
            "topics": listed(
                _NAMED,
                "The topics that the questions belong to.",
            ),
            "conflicts": listed(ref("conflict"), "The questions, with who takes which position."),
            "facts": listed(ref("fact"), "The facts on the sides of a question that stands alone; else empty."),
        },
        ("conflict",),
    ),
    "gaps": Answer(
        "What readers ask and no source answers.",
        {"gaps": listed(ref("gap"), "The subjects."), "topics": listed(_NAMED, "All topics.")},
        ("gap",),
    ),
    "compare": Answer(
        "Which source says what: facts × sources or, when nothing is chosen, all topics × sources.",
        {
            "topics": listed(ref("topic"), "The topics that were asked for; all when empty."),
            "choice": _CHOICE,
            "sources": ids("source", "All sources, in the order of the fact base."),
            "returned": whole("Facts that are here."),
            "lines": listed(ref("line"), "Facts, those of most sources first; empty when nothing was chosen."),
            "conflicts": listed(ref("conflict"), "The conflicts in which these facts have a position."),
            "by_topic": listed(ref("group"), "Every topic, when nothing was chosen; else empty."),
            "by_source": listed(ref("group"), "Every source, when nothing was chosen; else empty."),
        },
        ("line", "group"),
    ),
    "timeline": Answer(
        "Dated facts in the order of their years.",
        {
            "returned": whole("Facts that are here."),
            "events": listed(ref("event"), "The facts; empty when none is dated."),
        },
        ("event",),
    ),
    "cite": Answer(
        "The sources of facts, with section and passage.",
        {
            "style": word(references.STYLES, "How the text is written."),
            "text": text("The references in that style."),
            "references": listed(ref("source"), "The sources that are cited, by title."),
            "citations": listed(ref("citation"), "Every passage that is cited, fact by fact."),
        },
    ),
    "export": Answer(
        "The whole fact base: itself one that ketcli reads, with what is derived from it.",
        {
            "schema": {"description": "Version of the data format.", "const": int(dataset.SCHEMA)},
            **nouns.written("base"),
            "sources": listed(ref("whole_source"), "The documents that the facts come from."),
        },
        ("fact",),
    ),
    "uncovered": Answer(
        "The sentences that no fact cites yet and nothing accounts for.",
        {"meta": _CHECKED, **authored.UNCOVERED},
        ("sentence",),
    ),
    "add": Answer("A citation that was written into a fact base.", {"meta": _CHECKED, **authored.ADD}, ("addition",)),
    "check": Answer(
        "Every defect of a fact base.",
        {
            "meta": _CHECKED,
            "problems": listed(ref("problem"), "The defects in the order of their lines; empty when there is none."),
            "documents": listed(_VERIFIED, "The documents that were given; else empty."),
            "passages": nullable(_PASSAGES),
            "coverage": listed(ref("coverage"), "The documents with what no fact cites, with --coverage; else empty."),
        },
    ),
    "diff": Answer("What has changed from one fact base to another.", authored.DIFF, ("change",)),
}
"""By command, in the order in which the commands are documented."""
