"""What is no copy, what counts as a number, and what is said of passages and sections that are not there."""

import pytest
from curating import begun

from ketcli.documents import audit
from ketcli.facts import checks, dataset

TEXT = """\
Who owns it

It is held by the Free Software Foundation and the Debian Project. The keeper holds the post for one year.

Details

They change. They are held by the board for three years. It ends in spring.
"""

FACT = """\
topics: [{id: all, title: All, summary: All of it.}]
facts:
  - id: kept
    topics: [all]
    claim: CLAIM
    evidence:
      - {source: leaf, section: SECTION, from: FROM}
"""


def told(folder, claim, section="Who owns it", said="The keeper holds the post for one year."):
    """What check says of a fact that makes the *claim* by what is *said* under *section*, but for its digest."""
    base, _ = begun(folder, TEXT)
    fact = FACT.replace("CLAIM", claim).replace("SECTION", section).replace("FROM", said)
    base.write_text(base.read_text().replace("topics: []\nfacts: []   # none yet\n", fact))
    problems = audit.audit(base, folder).problems
    return [(each.rule, each.message, each.hint) for each in problems if each.rule != "passage-unpinned"]


@pytest.mark.parametrize(
    "claim",
    [
        "In part it is owned by the Free Software Foundation and the Debian community.",
        "A term is one year.",
        "A term is 1 year.",
        "A term is a year (two terms are none).",
    ],
)
def test_what_is_no_defect_of_a_claim(tmp_path, claim):
    """Names that stand in the document too; a number in other signs; what explains a word."""
    assert told(tmp_path, claim) == []


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        ("Much is held by the Free Software Foundation and the Debian Project.", "copied-words"),
        ("The Keeper Holds The Post For One Year.", "copied-words"),
        ("THE KEEPER HOLDS THE POST FOR ONE YEAR.", "copied-words"),
        ("It ends in spring.", "copied-words"),
        ("A term is two years.", "number-not-in-passages"),
        ("A term is 12 months.", "number-not-in-passages"),
        ("A term is a hundred weeks.", "number-not-in-passages"),
    ],
)
def test_what_is_a_defect_of_a_claim(tmp_path, claim, rule):
    """Prose with a name in it, capitals that are no name, a number in words or digits that the passage lacks."""
    assert [each[0] for each in told(tmp_path, claim)] == [rule]


@pytest.mark.parametrize(
    ("section", "said", "hint"),
    [
        (
            "Who owns it",
            "The keeper keeps the post",
            "the nearest is 'The keeper holds the post for one year.', on line 3",
        ),
        ("Who owns it", "Xyzzy", "copy it from the document: ketcli uncovered has each sentence as a line to paste"),
        (
            "Who owns it",
            "The keeper holds, to: for ever",
            "what begins so is 'The keeper holds the post for one year.'",
        ),
        ("Details", "The keeper holds the post for one year.", "write 'Who owns it'"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(tmp_path, section, said, hint):
    """The sentence that was most likely meant, or the heading that it stands under."""
    assert [each[2] for each in told(tmp_path, "A term ends.", section, said)] == [hint]


def test_a_number_is_told_with_those_of_the_passages(tmp_path):
    """So that either can be mended."""
    ((_, message, hint),) = told(
        tmp_path, "A term is two years.", "Details", "They are held by the board for three years."
    )
    assert message == "kept: none of its passages has 2"
    assert hint == "they have 3; say what they say, or cite the passage that has it"
    ((_, _, hint),) = told(tmp_path, "A term is two years.", "Details", "They change.")
    assert hint.startswith("they have no number; ")


def test_a_section_that_is_left_out_is_told_with_the_nearest(tmp_path):
    """Of a heading without sentences of its own what stands below it."""
    base, folder = begun(tmp_path, "One\n\nIt is.\n\n2. All\n\n2.1. Part\n\nIt is so.\n")
    text = base.read_text()
    for section, hint in (
        ("2. All", "that is a heading without sentences of its own, below which stands '2.1. Part'"),
        ("2.1. Parts", "did you mean '2.1. Part'?"),
    ):
        base.write_text(text.replace("leaf.txt,", f"leaf.txt, uncited: {{why: [{{section: {section}}}]}},"))
        found = audit.audit(base, folder).problems
        assert [each.hint for each in found if each.rule == "section-missing"] == [hint]


def test_what_is_left_out_twice_is_a_defect(tmp_path):
    """A section, or a passage, for whatever reasons."""
    base, _ = begun(tmp_path, TEXT)
    twice = (
        "uncited: {why: [{section: Details}, {section: details}], else: [{from: They change.}, {from: They change.}]}"
    )
    base.write_text(base.read_text().replace("leaf.txt,", f"leaf.txt, {twice},"))
    found = checks.check(dataset.load(base).dataset)
    assert [each.path for each in found if each.rule == "left-out-twice"] == [
        ("sources", 0, "uncited", "why", 1),
        ("sources", 0, "uncited", "else", 1),
    ]


def test_coverage_that_cannot_be_told_is_promised(capsys, tmp_path):
    """In one line, in the place of numbers."""
    from running import run

    base, folder = begun(tmp_path, TEXT)
    assert "Coverage waits" not in run(capsys, "check", str(base), "--documents", str(folder), "--coverage")[2]
    base.write_text(base.read_text() + "nonsense: 1\n")
    status, output, errors = run(capsys, "check", str(base), "--documents", str(folder), "--coverage")
    assert (status, "sentences," in output) == (1, False)
    assert errors == "Coverage waits until all of the file can be read; mend what is told of its structure first\n"
