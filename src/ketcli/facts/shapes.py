"""The shape of every noun, said once: its fields, what each means, and what may stand in it.

The loader, the JSON Schema, the JSON of answers and the packed form in an index are all made from this table, so that a
new field is a line here and a line in ``nouns``.  Plain tuples, because a warm start reads it.
"""

from __future__ import annotations

from ketcli.facts import nouns
from ketcli.facts.fields import (
    DATE,
    DIGEST,
    FILE,
    FLAG,
    GROUPS,
    ID,
    ISSUED,
    LIST,
    REASONS,
    SHA256,
    TEXT,
    TEXTS,
    URL,
    WORD,
    Field,
    Shape,
)

_FROM = Field(
    "from", TEXT, "The first words of the passage, copied exactly; they occur once in the document, or in its section."
)
_TO = Field("to", TEXT, 'The last words of the passage; null when "from" is all of it.', optional=True)
_DIGEST = Field(
    "digest",
    DIGEST,
    "The first 12 hexadecimal digits of the sha256 of the passage, folded; null when it is not pinned yet.",
    optional=True,
)
_ALIASES = Field("aliases", TEXTS, "Other names that it is opened by.", optional=True, of="A word or phrase.")

_NOTICE = Field(
    "notice",
    TEXT,
    "The notice that comes before it, however it was asked for; null for none.",
    optional=True,
    refers="notices",
)


def _questions(says: str, *, optional: bool = False) -> Field:
    return Field("questions", TEXTS, says, optional, "What somebody types.", 0 if optional else 1)


SHAPES: dict[str, Shape] = {
    "source": Shape(
        nouns.Source,
        "One document, and what kind of text it is.",
        (
            Field("id", ID, "Permanent name of the source."),
            Field("title", TEXT, "Title of the document; in brackets when it has none."),
            Field("kind", TEXT, "What kind of text it is, by whom and for whom."),
            Field("file", FILE, "File name of the document in the folder of documents."),
            Field("sha256", SHA256, "Sha256 of the document, in hexadecimal digits."),
            Field(
                "uncited",
                REASONS,
                "What no fact needs to cite, by reason, so that coverage can be complete.",
                optional=True,
                of="uncited",
            ),
            Field("author", TEXT, "Who wrote it, as references name them; null where nobody is named.", optional=True),
            Field(
                "issued",
                ISSUED,
                'When it appeared: a year ("2004"), month ("2004-01") or day ("2004-01-31"); null where it is undated.',
                optional=True,
            ),
            Field("publisher", TEXT, "Who published it; null where nobody is named.", optional=True),
            Field("url", URL, "Where it can be read; null for nowhere.", optional=True),
        ),
        ("facts",),
    ),
    "topic": Shape(
        nouns.Topic,
        "A heading that people look under.",
        (
            Field("id", ID, "Permanent name of the topic."),
            Field("title", TEXT, "The heading."),
            Field("summary", TEXT, "What the facts of the topic say, in a sentence or two."),
            _ALIASES,
            Field("outline", LIST, "The order of its page: each of its facts once.", optional=True, of="section"),
        ),
        ("facts",),
    ),
    "section": Shape(
        nouns.Section,
        "One heading of a topic's page.",
        (
            Field("title", TEXT, "The heading."),
            Field("facts", TEXTS, "The facts that stand under it.", of="Id of a fact.", least=1, refers="facts"),
        ),
    ),
    "fact": Shape(
        nouns.Fact,
        "One atomic claim with everything that supports it.",
        (
            Field("id", ID, "Permanent name of the fact."),
            Field(
                "topics",
                TEXTS,
                "The topics of the fact; the first is its home.",
                of="Id of a topic.",
                least=1,
                refers="topics",
            ),
            Field("claim", TEXT, "What the sources say, in our own words, and no more than that."),
            Field("evidence", LIST, "Every passage that makes the claim.", of="evidence", least=1),
            _ALIASES,
            Field(
                "when",
                DATE,
                'The year ("1962"), decade ("1960s") or span ("1980s-1990s") that the claim names; null for none.',
                optional=True,
            ),
            Field(
                "warning",
                FLAG,
                "Whether it states a harm, a risk, a limit, an uncertainty or what speaks against it.",
                optional=True,
            ),
            _questions("What people type who are answered by it.", optional=True),
            _NOTICE,
        ),
        ("agreement", "sources", "hedging", "hedged", "conflicts"),
    ),
    "evidence": Shape(
        nouns.Evidence,
        "A citation: where one source makes the claim, and how sure it sounds there.",
        (
            Field("source", TEXT, "Id of the source.", refers="sources"),
            Field("section", TEXT, "The heading that it stands under; in brackets where the document has none."),
            _FROM,
            _TO,
            _DIGEST,
            Field(
                "hedged",
                FLAG,
                "Whether the source presents the claim as possible, believed, promising or potential.",
                optional=True,
            ),
        ),
        ("title", "file"),
    ),
    "uncited": Shape(
        nouns.Left,
        "A passage, or with only a section all of that, which no fact needs to cite.",
        (
            Field(
                "section",
                TEXT,
                "The heading that it stands under; in brackets where the document has none. Null where it is not said.",
                optional=True,
            ),
            _FROM._replace(optional=True),
            _TO,
            _DIGEST,
        ),
    ),
    "conflict": Shape(
        nouns.Conflict,
        "A question to which the sources give different answers.",
        (
            Field("id", ID, "Permanent name of the conflict."),
            Field("kind", WORD, "Whether the answers differ, cannot all be true, or add up."),
            Field("question", TEXT, "What the sources differ on."),
            Field("positions", LIST, "The answers that the sources give.", of="position", least=2),
            Field(
                "silent",
                TEXTS,
                "The sources that do not speak to the question; every other one is on a side.",
                optional=True,
                of="Id of a source.",
                refers="sources",
            ),
        ),
        ("several", "topics"),
    ),
    "position": Shape(
        nouns.Position,
        "One answer to the question of a conflict.",
        (
            Field("says", TEXT, "The answer."),
            Field("facts", TEXTS, "The facts that give the answer.", of="Id of a fact.", least=1, refers="facts"),
        ),
        ("sources", "hedged"),
    ),
    "related": Shape(
        nouns.Related,
        "Words that no source says, and what to look at in their place; an answer names the exchange.",
        (
            Field("words", TEXTS, "What people type.", of="A word or phrase.", least=1),
            Field("to", TEXT, "The word or phrase of the facts that is near to them."),
        ),
    ),
    "gap": Shape(
        nouns.Gap,
        "A subject that readers ask about and on which no source says anything.",
        (
            Field("id", ID, "Permanent name of the gap."),
            Field("title", TEXT, 'What nothing is said on, as in "No source says anything on driving".'),
            _questions("What people type who ask about it."),
            Field("near", TEXTS, "The topics that come nearest.", optional=True, of="Id of a topic.", refers="topics"),
            _NOTICE,
        ),
    ),
    "notice": Shape(
        nouns.Notice,
        "What ketcli itself says before an answer, because the reader may be in danger.",
        (
            Field("id", ID, "Permanent name of the notice."),
            _questions("What people type who need it."),
            Field("text", TEXT, "What they are told."),
        ),
    ),
    "retired": Shape(
        nouns.Retired,
        "The id of a fact that was merged or withdrawn.",
        (
            Field("id", ID, "The id, which is never given again."),
            Field("now", TEXTS, "The facts that it leads on to.", of="Id of a fact.", least=1, refers="facts"),
            Field("version", TEXT, "The release of the facts since which it is retired."),
        ),
    ),
    "base": Shape(
        nouns.Dataset,
        "A whole fact base.",
        (
            Field("title", TEXT, "What the fact base is about."),
            Field("version", TEXT, "Release of the facts."),
            Field("disclaimer", TEXT, "What readers must know before they rely on it."),
            Field("sources", LIST, "The documents that the facts come from.", of="source"),
            Field("topics", LIST, "The headings that people look under.", of="topic"),
            Field("facts", LIST, "What the sources say.", of="fact"),
            Field("conflicts", LIST, "The questions on which they differ.", optional=True, of="conflict"),
            Field(
                "synonyms",
                GROUPS,
                "Groups of words and phrases that mean the same to a reader.",
                optional=True,
                of="A word or phrase.",
            ),
            Field(
                "lookalikes",
                GROUPS,
                "Groups of words of which none is a misspelling of another.",
                optional=True,
                of="A word.",
            ),
            Field(
                "related", LIST, "Words that are not the same, but near to what facts say.", optional=True, of="related"
            ),
            Field("gaps", LIST, "What readers ask and no source answers.", optional=True, of="gap"),
            Field("notices", LIST, "What is said before an answer to somebody in danger.", optional=True, of="notice"),
            Field("retired", LIST, "Ids that are no longer in use.", optional=True, of="retired"),
            Field("reminder", TEXT, "What stands below answers: a sentence on what they rest on.", optional=True),
            Field("ask", TEXT, 'Whom readers may ask what no source says: "the keeper of the archive".', optional=True),
            Field(
                "examples",
                TEXTS,
                "What is shown to somebody who does not know what to ask.",
                optional=True,
                of="What somebody may ask.",
            ),
            Field(
                "abbreviations",
                TEXTS,
                "What ends with a full stop in the documents and ends no sentence, beside the usual abbreviations.",
                optional=True,
                of='An abbreviation: "Abt.", "am 3."',
            ),
        ),
        ("schema_version", "meta"),
    ),
}
"""Each by its name in the ``$defs`` of a schema."""


FIELDS = tuple((name, *(field.name for field in shape.fields)) for name, shape in SHAPES.items())
"""The names of all fields: what is packed by them can be unpacked only where they are the same."""
