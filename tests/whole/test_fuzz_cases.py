"""What holds for any input holds for those that once failed, and for the inputs that fuzzing begins with."""

import pytest
from feeding import seeds
from fuzz import CASES, documenting, edits, harmless, loader, searching

pytestmark = pytest.mark.usefixtures("little_english")


def inputs(target, step):
    """The inputs that once failed, and of those that fuzzing begins with one in *step*."""
    kept = [pytest.param(path.read_bytes(), id=path.name) for path in sorted(CASES.glob(f"{target}/*"))]
    first = [pytest.param(data, id=f"seed {number}") for number, data in enumerate(seeds(target)) if number % step == 0]
    return [*kept, *first]


@pytest.mark.parametrize("data", inputs("loader", 12))
def test_a_file_is_loaded_or_refused(data):
    """A file is loaded and shown, or refused in one line."""
    loader(data)


@pytest.mark.parametrize("data", inputs("edits", 24))
def test_an_edited_base_is_loaded_or_refused(data):
    """So is a valid base in which something has been edited."""
    edits(data)


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """What reads a document."""
    return documenting(tmp_path_factory.mktemp("documents"))


@pytest.mark.parametrize("data", inputs("documents", 6))
def test_a_document_is_divided_or_refused(documents, data):
    """What a document is divided into is in order, and each sentence that is cited is found again."""
    documents(data)


@pytest.fixture(scope="module")
def search():
    """What searches the shipped base."""
    return searching()


@pytest.mark.parametrize("data", inputs("search", 150))
def test_a_query_is_answered_or_refused(search, data):
    """A query is answered harmlessly in every format, or refused for its length."""
    search(data)


@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\u202e", "\ud800", "\t"])
def test_what_steers_a_terminal_is_noticed(character):
    """An unsafe character in what is written fails, unless the format is made of it."""
    assert harmless("a b\n", "\n")
    assert not harmless(f"a{character}b\n", "\n")
    assert harmless(f"a{character}b\n", f"\n{character}")
