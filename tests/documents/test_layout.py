"""Texts are taken as they are on disk: wrapped or not, plain, Markdown or reStructuredText."""

import pytest
from effort import grows_in_proportion

from ketcli.documents import document as documents
from ketcli.documents import layout

LICENCE = """\
                      THE LICENCE
                 Version 1, June 1991

                        Preamble

  The licences for most software are designed to take away your
freedom to share and change it.  By contrast, the Licence is intended
to guarantee your freedom.

Terms and Conditions
  1. You may copy the program as you receive it, provided that you
  keep intact all notices.  You may charge a fee.

  2. You may modify it, provided that you also

    a) cause the files to carry notices stating that you changed
    them; and

    (b) cause the whole to be licensed to
        all.

  3. Redistributions must retain this notice; so must these:

     * Redistributions in binary form must
       reproduce it.
     * Redistributions on paper

There is
no warranty.
"""

MARKDOWN = """\
Title
=====

# Install it #

Run the program
as root. Then wait.
- one item that
  is wrapped
+ another

```
code is no sentence. It is code.
```

Second part
-----------
Text right below it, which is wrapped
here. It ends.

| a table | has rows |
|---------|----------|

***
1. First, do this and
   that.
2. Second
"""

RST = """\
=====
Title
=====

Overview
~~~~~~~~

Wrapped text leads
to code::

    code is no sentence. It
    is code.

Next text is wrapped
as well.
"""

MANUAL = """\
NAME
       ls - list directory contents

DESCRIPTION
       List  information about the files, which are in the directory where
       you are.

       -a, --all
              do not ignore entries that begin with a full stop and are thus
              hidden

       -c     with -l: show the time and sort by name, and otherwise sort by
              time
"""


def divided(text):
    """The heading and text of each unit, white space made even."""
    return [(unit.section, " ".join(text[unit.start : unit.end].split())) for unit in documents.parse("x", text).units]


def test_a_licence_as_it_is_on_disk():
    """Paragraphs go on over lines; indented titles head sections; whatever marks its items is no word of them."""
    assert divided(LICENCE) == [
        (
            "Preamble",
            "The licences for most software are designed to take away your freedom to share and change it.",
        ),
        ("Preamble", "By contrast, the Licence is intended to guarantee your freedom."),
        (
            "Terms and Conditions",
            "You may copy the program as you receive it, provided that you keep intact all notices.",
        ),
        ("Terms and Conditions", "You may charge a fee."),
        ("Terms and Conditions", "You may modify it, provided that you also"),
        ("Terms and Conditions", "cause the files to carry notices stating that you changed them; and"),
        ("Terms and Conditions", "cause the whole to be licensed to all."),
        ("Terms and Conditions", "Redistributions must retain this notice; so must these:"),
        ("Terms and Conditions", "Redistributions in binary form must reproduce it."),
        ("Terms and Conditions", "Redistributions on paper"),
        ("Terms and Conditions", "There is no warranty."),
    ]


def test_markdown_as_it_is_on_disk():
    """Headings with hashes and underlines, lists and text right below a heading; no code, table or rule."""
    assert divided(MARKDOWN) == [
        ("Install it", "Run the program as root."),
        ("Install it", "Then wait."),
        ("Install it", "one item that is wrapped"),
        ("Install it", "another"),
        ("Second part", "Text right below it, which is wrapped here."),
        ("Second part", "It ends."),
        ("Second part", "First, do this and that."),
        ("Second part", "Second"),
    ]
    assert documents.parse("x", MARKDOWN).headings == ("Title", "Install it", "Second part")


def test_restructured_text_as_it_is_on_disk():
    """Titles with a line above and below or only below, and no code after two colons."""
    assert divided(RST) == [("Overview", "Wrapped text leads to code::"), ("Overview", "Next text is wrapped as well.")]


def test_a_manual_page_as_it_is_on_disk():
    """What hangs below or beside an option is text; the option itself heads no section."""
    assert divided(MANUAL) == [
        ("NAME", "ls - list directory contents"),
        ("DESCRIPTION", "List information about the files, which are in the directory where you are."),
        ("DESCRIPTION", "do not ignore entries that begin with a full stop and are thus hidden"),
        ("DESCRIPTION", "-c with -l: show the time and sort by name, and otherwise sort by time"),
    ]


NARROW = """\
Rules

One who reads and does not
understand is lost in the very
long text of this licence.
"""


def test_no_line_of_a_wrapped_paragraph_is_a_heading():
    """However short its lines are, all of its words are seen."""
    document = documents.parse("x", NARROW)
    assert [unit.section for unit in document.units] == ["Rules"]
    assert document.headings == ("Rules",)
    assert document.unseen == 1


@pytest.mark.parametrize("mark", ["1.", "1)", "(1)", "(a)", "a)", "a.", "i.", "iv)", "(iii)", *"-*+•–—‣○◆"])
def test_items_are_marked_in_many_ways(mark):
    """The mark is no word of the item."""
    assert divided(
        f"These are some of the rules that\nare given here:\n\n  {mark} It is a rule that is\n     wrapped.\n"
    ) == [
        (None, "These are some of the rules that are given here:"),
        (None, "It is a rule that is wrapped."),
    ]


def test_numbers_head_sections_and_count_items():
    """A short line with a number is an item beside the number next to its own, and else a heading."""
    assert divided("Do this:\n1. Eat\n2. Sleep\n3. Wait\nIt helps.\n") == [
        (None, "Do this:"),
        (None, "Eat"),
        (None, "Sleep"),
        (None, "Wait"),
        (None, "It helps."),
    ]
    assert divided("1. Eating\nEat well.\n2. Sleeping\nSleep well.\n2.1 Naps\nNap.\n") == [
        ("1. Eating", "Eat well."),
        ("2. Sleeping", "Sleep well."),
        ("2.1 Naps", "Nap."),
    ]


def test_a_table_of_contents_is_none_of_the_text():
    """Whether its entries are marked, numbered or lead to pages."""
    text = "Table of Contents\n\n  1. Scope\n  1.1 Words\n  2. Rules\n\n1. Scope\n\n  It is a scope that goes\n  on.\n"
    assert divided(text) == [("1. Scope", "It is a scope that goes on.")]
    assert divided("Scope ........ 3\nRules . . . . . . iv\nScope\nIt is one.\n") == [("Scope", "It is one.")]


def test_where_no_lines_are_wrapped_each_is_a_paragraph():
    """Then a blank line between paragraphs means nothing."""
    text = "First heading\nA paragraph that runs on and on. It has two sentences.\nAnother one.\n\nLast heading\nEnd."
    assert divided(text) == [
        ("First heading", "A paragraph that runs on and on."),
        ("First heading", "It has two sentences."),
        ("First heading", "Another one."),
        ("Last heading", "End."),
    ]


@pytest.mark.parametrize("hidden", ["\u200b", "\ufeff", "\u00ad\u2060", "- \u200b", "# \u200b", " \u200b "])
def test_a_line_that_shows_nothing_is_blank(hidden):
    """It is no heading, no sentence and no list item, and ends a paragraph."""
    document = documents.parse("x", f"Tea\n\nIt is hot.\n{hidden}\nIt is never cold.\n")
    said = [document.text[unit.start : unit.end] for unit in document.units]
    assert (said, document.headings) == (["It is hot.", "It is never cold."], ("Tea",))
    assert [unit.paragraph for unit in document.units] == [1, 2]


@pytest.mark.parametrize(
    "text",
    ["It is a text that\nis wrapped. " * 50, "# a  " * 9 + " " * 400, "." * 500, "1. x\n", "(a) ", "`" * 9, "w " * 400],
)
def test_dividing_takes_time_in_proportion(text):
    """Whatever the text is made of."""
    assert grows_in_proportion(lambda times: list(layout.blocks(text * times)), 20)
