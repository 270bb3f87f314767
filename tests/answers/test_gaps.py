"""What readers ask and no source answers: listed, opened by name, in every format."""

import json

import pytest
from holding import DATA, LEAFLET
from running import run

FACTS = ("--facts", str(DATA / LEAFLET))


def test_the_list_is_grouped_by_topic(capsys):
    """On a terminal each stands once, under the topic that comes nearest to it, and those near to none at the end."""
    status, output, errors = run(capsys, "gaps", *FACTS, "-f", "table")
    assert (status, errors) == (0, "")
    lines = [" ".join(line.split()) for line in output.splitlines()]
    assert lines[1:5] == [
        "What it does",
        "Treating children children",
        "Other subjects",
        "Insurance in other countries insurance-abroad",
    ]


def test_in_a_pipe_they_are_a_line_each(capsys):
    """With id, title, the topics that come near and the questions."""
    assert run(capsys, "gaps", *FACTS)[1].splitlines() == [
        "children\tTreating children\teffects,session\tmy son is twelve | is there an age limit",
        "insurance-abroad\tInsurance in other countries\t\tdoes it work abroad",
    ]


def test_json_has_them_whole(capsys):
    """Every field of the base is there."""
    found = json.loads(run(capsys, "gaps", *FACTS, "--json")[1])["gaps"]
    assert [item["id"] for item in found] == ["children", "insurance-abroad"]
    assert set(found[0]) == {"id", "title", "questions", "near", "notice"}


def test_topics_choose_among_them(capsys):
    """Those near to one of them; where there are none, that is said."""
    found = json.loads(run(capsys, "gaps", "session", *FACTS, "--json")[1])["gaps"]
    assert [item["id"] for item in found] == ["children"]
    status, output, errors = run(capsys, "gaps", "origin", *FACTS)
    assert (status, output) == (1, "")
    assert "No gap comes near to origin." in errors


@pytest.mark.parametrize("name", ["children", "Treating children"])
def test_one_is_opened_by_its_name(capsys, name):
    """It says what is asked about it, that no source answers, and where to look instead."""
    status, output, errors = run(capsys, "show", name, *FACTS, "-f", "table")
    assert (status, errors) == (0, "")
    assert "No source says anything on this." in output
    assert "is there an age limit" in output
    assert "ketcli show session" in output
    document = json.loads(run(capsys, "show", name, *FACTS, "--json")[1])
    assert (document["kind"], document["facts"]) == ("gap", [])
    assert run(capsys, "show", name, *FACTS)[1].startswith("children\tTreating children\t")


def test_nothing_can_be_cited_for_one(capsys):
    """That no source says anything has no reference."""
    status, output, errors = run(capsys, "cite", "children", *FACTS)
    assert (status, output) == (1, "")
    assert "no topic, conflict, source or fact is called 'children'" in errors


@pytest.mark.parametrize("name", ["children", "small-risk"])
def test_a_page_that_names_a_notice_begins_with_it(capsys, name):
    """So does the card of a fact; in a pipe it is told beside the answer."""
    told = "Please call the emergency services now.\n"
    assert run(capsys, "show", name, *FACTS, "-f", "table")[1].startswith(told)
    assert run(capsys, "show", name, *FACTS)[2].startswith(told)
    assert told not in "".join(run(capsys, "show", "insurance-abroad", *FACTS)[1:])


def test_a_notice_that_is_all_of_the_answer_stands_alone(capsys):
    """Nothing is said on what no article mentions, and there is no answer."""
    assert run(capsys, "search", "i want to die", *FACTS) == (1, "", "Please call the emergency services now.\n")
    assert json.loads(run(capsys, "search", "i want to die", *FACTS, "--json")[1])["notices"][0]["id"] == "crisis"
