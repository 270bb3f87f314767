"""The passages of a fact among the sentences around them."""

import json

import pytest
from comparing import BASE, cited, compiled
from hostile import answered, inside, many, written

from ketcli.answers import show as pages
from ketcli.documents import document as documents
from ketcli.render import render

TEXT = """Brewing

Boil the water. Pour it over the leaves, slowly. Wait a while.

Claims

Tea is calming.
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with the documents of the base."""
    for source in BASE.sources:
        (tmp_path / source.file).write_text(TEXT)
    return tmp_path


def shown(folder, first, last=None, *, digest=None, quote=True):
    """The answer to show for a fact that cites this passage of the book."""
    evidence = cited("leaf-book", first=first, last=last)._replace(digest=digest)
    index = compiled(BASE._replace(facts=(BASE.facts[0]._replace(evidence=(evidence,)),), conflicts=()))
    outcome = pages.show(index, "hot-water", folder, quote=quote)
    return outcome, render(outcome, "table")


def test_the_passage_stands_between_its_neighbours(folder):
    """The sentence before and the one after it are on lines of their own, the passage in quotation marks."""
    _, text = shown(folder, "Pour it", "slowly.")
    assert "  Boil the water.\n  “Pour it over the leaves, slowly.”\n  Wait a while.\n" in text


def test_a_passage_of_several_sentences_stands_between_their_neighbours(folder):
    """What stands before the first and after the last of them is shown, and nothing of another section."""
    outcome, text = shown(folder, "Boil the", "slowly.")
    assert "  “Boil the water. Pour it over the leaves, slowly.”\n  Wait a while.\n" in text
    _, text = shown(folder, "Pour it", "Wait a while.")
    assert "  Boil the water.\n  “Pour it over the leaves, slowly. Wait a while.”\n" in text
    assert "Tea is calming" not in text
    opening, passage, closing = (
        shown(folder, "the water", "leaves")[0].document["quotes"][0][name]
        for name in ("opening", "passage", "closing")
    )
    assert (opening, passage, closing) == ("Boil ", "the water. Pour it over the leaves", ", slowly.")
    assert outcome.document["quotes"][0]["before"] == ""


def test_items_of_a_list_stay_on_lines_of_their_own(folder):
    """A passage of several items is shown as the list that it is."""
    (folder / BASE.sources[0].file).write_text("Needed:\n- a pot\n- leaves of tea\n- time\n")
    outcome, text = shown(folder, "a pot", "of tea")
    assert "  Needed:\n  “a pot\n  - leaves of tea”\n  time\n" in text
    assert outcome.document["quotes"][0]["passage"] == "a pot\n- leaves of tea"


WRAPPED = """Brewing

  It is said that water for tea
  should boil. It is said that it
  is poured over the leaves:
    1. over green ones, after it
       has stood for a while;
    2. over black ones, as
       soon as it boils.

  Wait a while, as long as you
  can.
"""


def test_what_runs_over_line_ends_is_shown_unwrapped(folder):
    """A line end is a blank before, in and after the passage, but between items of a list."""
    (folder / BASE.sources[0].file).write_text(WRAPPED)
    outcome, text = shown(folder, "It is said that it")
    assert "\n  It is said that water for tea should boil.\n  “It is said that it” is poured over the leaves:\n" in text
    assert "\n  over green ones, after it has stood for a while;\n" in text
    _, text = shown(folder, "stood", "boils.")
    assert (
        "\n  over green ones, after it has “stood for a while;\n  2. over black ones, as soon as it boils.”\n" in text
    )
    assert "\n  Wait a while, as long as you can.\n" in text
    assert "\\n" not in text
    assert outcome.document["quotes"][0]["closing"] == " is poured over the leaves:"


def test_neighbours_are_of_the_same_section(folder):
    """What stands under another heading is no context."""
    _, text = shown(folder, "Wait a while.")
    assert "“Wait a while.”" in text
    assert "Tea is calming" not in text


def test_without_quote_the_passage_stands_alone(folder):
    """The neighbours are shown only when asked for."""
    outcome, text = shown(folder, "Pour it", "slowly.", quote=False)
    assert "“Pour it over the leaves, slowly.”" in text
    assert "Boil" not in text
    assert outcome.document["around"] is False


def test_an_altered_passage_is_told(folder):
    """A passage that reads otherwise than when it was pinned is shown, with that remark."""
    outcome, text = shown(folder, "Wait a while.", digest="0" * 12)
    assert "reads otherwise" in text
    assert outcome.document["quotes"][0]["altered"] is True
    assert "reads otherwise" not in shown(folder, "Wait a while.", digest=documents.digest("Wait a while."))[1]


def test_a_missing_passage_is_told(folder):
    """Words that are not in the document are shown as the base has them, with that remark."""
    assert "“Not there”  not found in its document" in shown(folder, "Not there")[1]


def test_the_json_has_the_quotes(folder):
    """Before, passage and after are fields."""
    outcome, _ = shown(folder, "Pour it", "slowly.")
    assert json.loads(json.dumps(outcome.document["quotes"])) == [
        {
            "fact": "hot-water",
            "source": "leaf-book",
            "citation": 0,
            "uri": (folder / "leaf.txt").as_uri(),
            "before": "Boil the water.",
            "opening": "",
            "passage": "Pour it over the leaves, slowly.",
            "closing": "",
            "after": "Wait a while.",
            "altered": False,
        }
    ]


def test_a_sentence_that_has_grown_a_negation_is_altered(folder):
    """What now stands before the passage in its sentence can turn it round, as check notices too."""
    source = BASE.sources[0]
    pinned = documents.digest("Wait a while.")
    (folder / source.file).write_text(TEXT.replace("Wait a while.", "It is not true that you Wait a while."))
    outcome, text = shown(folder, "Wait a while.", digest=pinned)
    assert outcome.document["quotes"][0]["altered"] is True
    assert "reads otherwise" in text
    (folder / source.file).write_text(TEXT.replace("Wait a while.", "So it is. Wait a while."))
    assert shown(folder, "Wait a while.", digest=pinned)[0].document["quotes"][0]["altered"] is False


def test_a_document_that_cannot_be_read_is_told(tmp_path):
    """It is never said that a passage is missing from a document that nobody has read."""
    (tmp_path / "one.txt").write_text("Words 0.\n", encoding="utf-8")
    content = many(1)
    content["sources"].append(content["sources"][0] | {"id": "two", "file": "two.txt"})
    content["facts"][0]["evidence"].append(content["facts"][0]["evidence"][0] | {"source": "two"})
    facts = str(written(tmp_path / "facts.json", content))
    arguments = ("show", "fact-0", "--quote", "--documents", str(tmp_path), "--facts", facts, "-f", "table")
    output, errors = answered(inside(*arguments))
    assert "its document cannot be read: no such file" in " ".join(output.split())
    assert "not found in its document" not in " ".join(output.split())
    (tmp_path / "one.txt").unlink()
    output, errors = answered(inside(*arguments), 2)
    assert (output, errors) == ("", f"ketcli: {tmp_path}/one.txt: no such file\n")
    assert answered(inside(*(each for each in arguments if each != "--quote")))[0]


@pytest.mark.parametrize("form", ["plain", "csv", "markdown", "jsonl"])
def test_an_option_that_changes_nothing_says_so(tmp_path, form):
    """Where --quote and --explain are not seen, that is told; where they are, nothing is."""
    (tmp_path / "one.txt").write_text("Words 0.\n", encoding="utf-8")
    facts = ("--facts", str(written(tmp_path / "facts.json", many(1))))
    quoting = ("show", "fact-0", "--quote", "--documents", str(tmp_path), *facts)
    explaining = ("search", "word0", "--explain", *facts)
    assert "--quote changes nothing here; it does with -f table, -f json\n" in answered(inside(*quoting, "-f", form))[1]
    assert ("--explain changes nothing here" in answered(inside(*explaining, "-f", form))[1]) is (form != "jsonl")
    for arguments in (quoting, explaining):
        for other in ("table", "json"):
            assert "changes nothing" not in answered(inside(*arguments, "-f", other))[1]
