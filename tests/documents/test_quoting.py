"""A citation names its sentence by as few words as tell it apart, and words find the sentence that holds them."""

import pytest
from curating import TEA, TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st
from paths import DATA

from ketcli.documents import document as documents
from ketcli.documents import quoting
from ketcli.documents.folding import digest, fold

PATHS = sorted([*(DATA / "documents").iterdir(), *TEXTS.iterdir()])


def held(document, unit):
    """What the citation of *unit* is in *document*: its places, and the citation."""
    cited = quoting.evidence("source", document, [unit])
    return [document.text[slice(*place)] for place in document.find(cited.passage)], cited


def is_short(document, unit, cited):
    """Whether one word less at either end would name something else, or less than readers know it by."""
    whole = fold(document.text[unit.start : unit.end])
    if cited.to is None:
        return fold(cited.from_) == whole
    first, last = cited.from_.split(" "), cited.to.split(" ")
    less = " ".join(first[:-1])
    fewer = documents.Document.find(document, cited.passage._replace(to=" ".join(last[1:]))) if last[1:] else []
    return (len(first) == 3 or document.folded.count(fold(less)) > 1) and (
        len(last) == 2 or [digest(document.text[slice(*place)]) for place in fewer] != [cited.digest]
    )


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_every_sentence_can_be_cited(path):
    """Its citation stands in one place, is all of it, and is short."""
    document = documents.read(path)
    assert document.units
    for unit in document.units:
        whole = document.text[unit.start : unit.end]
        places, cited = held(document, unit)
        if document.folded.count(fold(whole)) == 1:
            assert [fold(place) for place in places] == [fold(whole)]
            assert is_short(document, unit, cited), cited
        assert cited.digest == digest(whole)


@settings(max_examples=200)
@given(st.lists(st.sampled_from("the a tea hot. Water is never so. And, “quoted”\n\n- item".split(" ")), max_size=60))
def test_so_can_those_of_any_text(pieces):
    """Also where words come again and again; what stands twice is cited whole."""
    document = documents.parse("x", " ".join(pieces))
    for unit in document.units:
        whole = fold(document.text[unit.start : unit.end])
        places, cited = held(document, unit)
        if document.folded.count(whole) == 1:
            assert [fold(place) for place in places] == [whole]
        else:
            assert (fold(cited.from_), cited.to) == (whole, None)


def test_several_sentences_are_cited_as_one_passage():
    """From the first words of the first to the last words of the last."""
    document = documents.parse("leaf.txt", TEA)
    cited = quoting.evidence("leaf", document, document.units[:3])
    assert (cited.section, cited.from_, cited.to) == ("Tea", "Tea is made", "boil it.")
    assert document.said(document.units[0], document.units[1]).endswith(
        "knows. Leaves are steeped: for three minutes at most."
    )


@pytest.mark.parametrize(
    ("words", "section", "lines"),
    [
        ("hot water", None, [3]),
        ("EVERYONE IN THIS house", None, [3]),
        ("minutes steeped", None, [4]),
        ("never boil it.", None, [5, 16]),
        ("boil", "again", [16]),
        ("Green tea", None, [11]),
        ("tea", None, [3, 11, 12]),
        ("ea", None, []),
        ("steeped nowhere", None, []),
        ("Origin", None, []),
        ("", None, []),
        ("...", None, []),
    ],
)
def test_words_find_their_sentence(words, section, lines):
    """Side by side, else in any order; whole words, in any case, over line breaks; headings are no sentences."""
    document = documents.parse("leaf.txt", TEA)
    found = quoting.holding(document, words, section)
    assert [document.line(unit.start) for unit in found] == lines


def test_what_stands_under_no_heading_has_a_name_of_ours():
    """In brackets, as check wants it."""
    document = documents.parse(
        "x", "One text here, without a heading. And more of it.\n\nAnother one here, of words.\n"
    )
    assert [quoting.heading(unit) for unit in document.units] == ["[Paragraph 1]", "[Paragraph 1]", "[Paragraph 2]"]


def test_lines_are_counted_as_editors_do():
    """Whatever ends them."""
    for newline in ("\n", "\r\n"):
        document = documents.parse("leaf.txt", TEA.replace("\n", newline))
        assert [document.line(unit.start) for unit in document.units] == [3, 4, 5, 9, 9, 11, 12, 16]


ANY_SCRIPT = [
    "Tea is hot。\u1161 is a vowel。",
    "\ufb01\u0301 is a \ufb05\u0323.",
    "- in a cafe\u0301\n- in \u1112\u1161\u11ab",
    "- q\u0323\u00ad\u0301",
    "- e\u0323\u00ad\u0301",
]


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_what_is_cited_of_any_script_is_found_whole(text):
    """With the accents and ends of syllables that are written behind its last letter.

    A letter that could be composed with others, but not with the full stop before it, begins its own sentence.
    """
    document = documents.parse("x", text)
    assert document.units
    for unit in document.units:
        places, cited = held(document, unit)
        assert places == [text[unit.start : unit.end]]
        assert cited.digest == digest(places[0]) == digest(fold(places[0]))


TWICE = """\
Green

Tea is made hot in the morning by all. Tea is made cold in the evening by none. Green tea is never cold.
Green tea is always quite warm. Leaves are steeped for three minutes.

Never boil the green leaves here.

Black

Never boil the green leaves here.
"""


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (0, "Tea is made hot", "by all."),
        (1, "Tea is made cold", "by none."),
        (2, "Green tea is never cold.", None),
        (3, "Green tea is always quite warm.", None),
        (4, "Leaves are steeped", "three minutes."),
        (5, "Never boil the", "leaves here."),
    ],
)
def test_a_citation_has_the_words_that_tell_it_apart(number, first, last):
    """As few as do, of its section where only that tells it; and all of a sentence that has hardly more."""
    document = documents.parse("x", TWICE)
    cited = quoting.evidence("source", document, [document.units[number]])
    assert (cited.section, cited.from_, cited.to) == ("Green", first, last)


def test_all_the_words_of_a_sentence_find_it_in_any_order():
    """Also where it has no others."""
    document = documents.parse("x", TWICE)
    assert quoting.holding(document, "cold never is tea green") == [document.units[2]]
