"""Hard-wrapped texts as people keep them: rules in numbered lists, letters with code in them, titles with a byline."""

from ketcli.documents import document as documents
from ketcli.documents import marks


def divided(text):
    """The heading and text of each unit, white space made even."""
    return [(unit.section, " ".join(text[unit.start : unit.end].split())) for unit in documents.parse("x", text).units]


def headings(text):
    """What heads its sections."""
    return list(documents.parse("x", text).headings)


STATUTES = """\
1. Purpose

   The garden club is an association of people who grow plants and who
   like to show them to each other.

2. Board

  2.1. Meetings

    1. Calling a meeting.
       The chair calls a meeting at least once in each quarter of a year,
       and says at what place.
         1. Any member may ask for a meeting by writing to the chair,
            who answers within a week.
         2. No reason need be given
    2. Details about quorums
       There is a quorum of four members. The chair has a vote in all
       matters.
    3. Minutes and who writes them down, as long as there is one who does
       As told in 2.2, the secretary writes down what was said in all of
       the meetings.

  2.2. Secretary

   The secretary keeps the minutes and sends them to each of those who
   were there.
"""


def test_a_short_item_of_a_numbered_list_heads_no_section():
    """The numbers around it, at the same indentation, are of a list; the text below it is not joined to it."""
    assert headings(STATUTES) == ["1. Purpose", "2. Board", "2.1. Meetings", "2.2. Secretary"]
    found = divided(STATUTES)
    assert ("2.1. Meetings", "Details about quorums") in found
    assert ("2.1. Meetings", "There is a quorum of four members.") in found
    assert ("2.1. Meetings", "No reason need be given") in found


def test_text_below_what_heads_an_item_is_of_the_item():
    """What leads into the list is therefore before each of its items, and not the text of one of them."""
    items = {document.said(unit): unit.item for document in [documents.parse("x", STATUTES)] for unit in document.units}
    assert items["There is a quorum of four members."]
    assert not items["The secretary keeps the minutes and sends them to each of those who were there."]


def test_what_begins_as_a_sentence_does_not_go_on_with_the_line_that_heads_an_item():
    """However full that line is."""
    found = divided(STATUTES)
    assert ("2.1. Meetings", "Minutes and who writes them down, as long as there is one who does") in found
    assert found[-2][1].startswith("As told in 2.2, the secretary")


def test_items_need_no_blank_line_but_headings_have_one():
    """Short lines with numbers, each with text below it, are items where nothing parts them."""
    promises = """\
"Our Promises" to All Who Grow Plants

    {}. We will share seeds
        We give them to all who ask us for some, and we ask nobody to
        pay for them.{}
    {}. We will not hide failures
        We tell of each plant that has died in our garden, and say what
        we have learnt.
"""
    items = promises.format(9, "", 10)
    assert headings(items) == ['"Our Promises" to All Who Grow Plants']
    assert [said for _, said in divided(items)][::2] == ["We will share seeds", "We will not hide failures"]
    assert headings(promises.format(1, "\n", 2))[1:] == ["1. We will share seeds", "2. We will not hide failures"]


LETTERS = """\
                  How to write to the seed bank

How and when to write letters to the seed bank, and what we do with them all

  What comes first?

   A letter begins with some fields that tell us which seeds it is that
   you write about. The first one looks like this:
Seed: <name>

   Replace <name> with the name of the seed. Take care to write it as we
   do, or else the letter is filed with no seed.

   For other fields, see Further fields

  An example

   A letter with a field of its own may look as the one that follows does:
  From: gardener@example.org
  Subject: The beans are green

  Seed: bean
  Crop: 1.3-16

   It is filed by the program that reads it.

   For example:
$ seeds list --all
seeds: 2 of them
Bean    1.3-16   green and long
$ seeds show bean
Seed: bean
Colour: green as grass
Text: What our members say of it
 It grows well in all of our gardens and needs little water.
 .
 It is harvested in August.

Further fields

Crop: 2.7

   will file it with the crop of that name. Write to seeds@example.org
   or ask a member.
"""


def test_fields_and_what_was_typed_are_no_headings():
    """A name with a value, alone or beside others, a prompt and what came of it: all code, as between fences."""
    assert headings(LETTERS) == [
        "How to write to the seed bank",
        "How and when to write letters to the seed bank, and what we do with them all",
        "What comes first?",
        "An example",
        "Further fields",
    ]
    said = [said for _, said in divided(LETTERS)]
    assert "The first one looks like this:" in said
    assert "A letter with a field of its own may look as the one that follows does:" in said
    assert not [each for each in said if "$" in each or "gardener" in each or "harvested" in each or each == "."]


def test_where_text_is_inset_a_line_at_its_edge_is_a_sentence():
    """Though it is short and ends in no full stop; one further out heads a section, though it is long."""
    assert ("What comes first?", "For other fields, see Further fields") in divided(LETTERS)
    assert ("Further fields", "or ask a member.") not in divided(LETTERS)


def test_a_dollar_is_no_prompt_where_prose_follows():
    """A manual tells of signs."""
    text = "It is said of signs that they\nare read.\n\n$ Is the sign of the\n  dollar.\n\n$ 5 is a sum\n"
    assert "$ Is the sign of the dollar." in [said for _, said in divided(text)]
    assert documents.parse("x", text).unseen < 6


def test_where_headings_are_marked_other_short_lines_can_be_cited():
    """A byline and a date below a title are text."""
    text = """\
        The Garden Manifesto

        Written by Ada Green
        Revised 01/06/94


What is a garden?
=================

A garden is a place that people keep for plants, and it is as old as
the oldest house.

Why keep one?
=============

It is good for all who
work in it.
"""
    assert headings(text) == ["What is a garden?", "Why keep one?"]
    assert divided(text)[:3] == [
        (None, "The Garden Manifesto"),
        (None, "Written by Ada Green"),
        (None, "Revised 01/06/94"),
    ]


def test_a_passage_is_read_without_the_ends_of_its_lines():
    """What goes on over them is one line, and each item of a list one."""
    passage = "It is made\n  of leaves:\n\n- green\n  ones\n- black ones\n"
    assert marks.unwrapped(passage) == ["It is made of leaves:", "- green ones", "- black ones"]
    assert marks.unwrapped("") == []
