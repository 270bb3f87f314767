"""References, read by parsers that we did not write."""

import json

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from comparing import BASE, cited, compiled, golden
from markdown_it import MarkdownIt

from ketcli.answers import cite, references
from ketcli.cli import program as cli
from ketcli.errors import UnknownNameError
from ketcli.render import Screen, render

INDEX = compiled(searched=False)
NAMES = ["three-minutes", "hot-water"]

CSL_FIELDS = {"id": str, "type": str, "title": str, "note": str, "custom": dict}
"""Of the fields that the schema of CSL-JSON allows, and no other is allowed, those that we use."""


def written(style, names=NAMES, index=INDEX):
    """The references in a style."""
    return render(cite.cite(index, names, style), "plain")


@pytest.mark.parametrize("style", references.STYLES)
def test_styles(style):
    """Each style is written like this."""
    assert golden(f"cite-{style}.txt", written(style))


@pytest.mark.parametrize("width", [120])
def test_drawing(width):
    """On a terminal the list of references hangs, as APA has it."""
    outcome = cite.cite(INDEX, NAMES, "apa")
    assert golden(f"cite-{width}.txt", render(outcome, "table", Screen(width)))


def test_bibtex_is_read_by_bibtexparser():
    """Every source is an entry with its title, and no author or date is made up."""
    library = bibtexparser.parse_string(written("bibtex"))
    assert not library.failed_blocks
    entries = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
    assert set(entries) == {"leaf-book", "tin", "quiet-note"}
    assert entries["leaf-book"]["title"] == r"{The Book of Leaves \& Cups\_100\%}"
    assert all("author" not in entry and entry["year"] == "n.d." for entry in entries.values())
    assert r"Paragraph 2: “Wait \textbraceleft{}three" in entries["quiet-note"]["annote"]


def test_ris_is_read_by_rispy():
    """Every source is a record with its title and a note for each citation."""
    records = {record["id"]: record for record in rispy.loads(written("ris"))}
    assert set(records) == {"leaf-book", "tin", "quiet-note"}
    assert records["tin"]["title"] == "[Text on a tin]"
    assert len(records["tin"]["notes"]) == 3
    assert not {"authors", "year", "urls"} & set(records["tin"])


def test_csl_json_is_read_by_citeproc():
    """A processor of citation styles takes the items, and writes each title with "no date"."""
    items = json.loads(written("csl-json"))
    for item in items:
        assert {name: type(value) for name, value in item.items()} == CSL_FIELDS
        assert item["type"] == "document"
    source = CiteProcJSON([{name: item[name] for name in ("id", "type", "title", "note")} for item in items])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    entries = "\n".join(str(entry) for entry in bibliography.bibliography())
    assert all(item["title"] in entries for item in items)
    assert entries.casefold().count("no date") == 3


def test_markdown_shows_the_words_as_they_are():
    """Once read as Markdown, the text is what the fact base says."""
    tokens = MarkdownIt("commonmark").parse(written("markdown"))
    shown = "".join(
        child.content if child.type != "softbreak" else "\n" for token in tokens for child in token.children or ()
    ).replace("<!-- -->", "")  # which keeps GitHub from making links, and is not shown
    assert "The Book of Leaves & Cups_100%" in shown
    assert "“Wait {three} … 100% @minutes.”" in shown
    assert "[Text on a tin]" in shown


def test_apa_puts_the_title_first_and_says_no_date():
    """References are in the order of their titles without articles; a paragraph is counted, a section named."""
    text = written("apa")
    lines = text.splitlines()
    assert lines[2:5] == [
        "The Book of Leaves & Cups_100%. (n.d.).",
        "An early note. (n.d.).",
        "[Text on a tin]. (n.d.).",
    ]
    assert "(An early note, n.d., para. 2): “Wait {three} … 100% @minutes.”" in text
    assert "([Text on a tin], n.d., “Brewing” section): “Some words” [hedged]" in text


def test_same_titles_are_told_apart():
    """Undated works of one title get letters."""
    sources = tuple(source._replace(title="[Note]") for source in BASE.sources)
    text = written("apa", index=compiled(BASE._replace(sources=sources)))
    assert [f"[Note]. (n.d.-{letter})." in text for letter in "abc"] == [True] * 3


def test_hostile_text_steers_nothing():
    """What would end a field, a record or a line stays in its field, and no escape byte gets out."""
    fact = BASE.facts[0]._replace(evidence=(cited("tin", "A\x1b[31m}\n@misc{x,\nER  - ", first="}}\r\nTY  - BOOK"),))
    index = compiled(BASE._replace(facts=(fact,), conflicts=()))
    for style in references.STYLES:
        assert "\x1b" not in written(style, ["hot-water"], index)
    library = bibtexparser.parse_string(written("bibtex", ["hot-water"], index))
    assert [entry.key for entry in library.entries] == ["tin"]
    assert not library.failed_blocks
    assert len(rispy.loads(written("ris", ["hot-water"], index))) == 1


def test_names_may_be_of_anything(capsys):
    """Facts, topics, conflicts and sources can be cited together, each fact once; an unknown name is told."""
    objects = cite.cite(INDEX, ["brewing", "hot-water", "how-long"], "apa").objects
    facts = [item["fact"] for item in objects]
    assert facts[:2] == ["hot-water", "hot-water"]
    assert len(objects) == sum(len(fact.evidence) for fact in BASE.facts[:4])
    with pytest.raises(UnknownNameError):
        cite.cite(INDEX, ["hot-water", "nothing"], "apa")
    assert cli.run(["cite", "bladder", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {item["source"] for item in document["citations"]} == {item["id"] for item in document["references"]}
    assert cli.run(["cite", "bladder", "--style", "mla"]) == 2


@pytest.mark.parametrize("style", references.STYLES)
def test_the_shipped_base_can_be_cited_whole(index, style):
    """Every fact there is has its references."""
    text = written(style, list(index.sources), index)
    if style == "bibtex":
        assert len(bibtexparser.parse_string(text).entries) == len(index.sources)
    elif style == "ris":
        assert len(rispy.loads(text)) == len(index.sources)
    elif style == "csl-json":
        assert sum(len(item["custom"]["citations"]) for item in json.loads(text)) == sum(
            len(fact.evidence) for fact in index.facts_of()
        )
    assert text.endswith("\n")
