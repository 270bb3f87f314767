"""What holds for any input holds for those that once failed, and for the inputs that fuzzing begins with."""

import pytest
from fuzz import CASES, harmless, loader, searching, seeds


def kept(target):
    """The inputs that once failed."""
    return [pytest.param(path.read_bytes(), id=path.name) for path in sorted(CASES.glob(f"{target}/*"))]


@pytest.mark.parametrize("data", kept("loader"))
def test_a_file_that_once_failed(data):
    """A file that was found by fuzzing is loaded or refused in one line."""
    loader(data)


@pytest.mark.parametrize("data", kept("search"))
def test_a_query_that_once_failed(data):
    """A query that was found by fuzzing is answered or refused."""
    searching()(data)


def test_what_fuzzing_begins_with():
    """Of the files and queries that the inputs are made from some are answered and none fails."""
    for data in list(seeds("loader"))[:5]:
        loader(data)
    search = searching()
    for data in list(seeds("search"))[::150]:
        search(data)


@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\u202e", "\ud800", "\t"])
def test_what_steers_a_terminal_is_noticed(character):
    """An unsafe character in what is written fails, unless the format is made of it."""
    assert harmless("a b\n", "\n")
    assert not harmless(f"a{character}b\n", "\n")
    assert harmless(f"a{character}b\n", f"\n{character}")
