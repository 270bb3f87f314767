"""What a name opens, and what is said where it is not what a thing is called itself."""

import pytest

from ketcli.answers import conflicts
from ketcli.answers.opening import opened
from ketcli.errors import AmbiguousNameError, UnknownNameError


@pytest.mark.parametrize(
    ("name", "kind", "first", "remark"),
    [
        ("side-effects", "topic", "side-effects", ""),
        ("bladder", "fact", "bladder", ""),
        ("revive", "source", "revive-clinic", '"revive" opened as the source revive-clinic'),
        ("quick", "source", "quick-guide", '"quick" opened as the source quick-guide'),
        ("side efects", "topic", "side-effects", '"side efects" read as the topic side-effects'),
    ],
)
def test_names_open(index, name, kind, first, remark):
    """Ids and titles say nothing; a part of a name or a misspelt one says what it was taken for."""
    found, said = opened(index, name)
    assert (found.kind, found.things[0].id, said) == (kind, first, remark)


def test_an_alias_is_told(index):
    """What another name of a fact opens has a remark."""
    found, said = opened(index, "troche")
    assert (found.kind, said) == ("fact", '"troche" is another name of the fact lozenges')


def test_several_are_listed(index):
    """Where a part of a name can mean several things, they are named."""
    with pytest.raises(AmbiguousNameError, match="generally-safe, "):
        opened(index, "safe")


@pytest.mark.parametrize("name", ["", "x", "qqqqqqq", "?!", "a" * 3000])
def test_what_nothing_is_called(index, name):
    """An unknown name stays unknown."""
    with pytest.raises(UnknownNameError):
        opened(index, name)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("addiction", "addiction-risk"),
        ("fda", "approved-for-what"),
        ("bladder", "how-harmful"),
        ("how-harmful", "how-harmful"),
    ],
)
def test_questions_are_found_by_words(index, asked, found):
    """A question is found by its name, its words, a topic or a fact."""
    assert found in [item["id"] for item in conflicts.conflicts(index, asked).document["conflicts"]]


def test_no_question_is_about_that(index):
    """Where none is, that is said, and where all of them are."""
    outcome = conflicts.conflicts(index, "xyzzy")
    assert not outcome.found
    assert outcome.before == ['No question on which they differ is about "xyzzy". All: ketcli conflicts']
