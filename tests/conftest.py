"""What the tests share."""

import os
import pathlib
import signal

import pytest
from hypothesis import settings
from little.spellchecker import WORDS
from paths import LITTLE

from ketcli.facts import dataset
from ketcli.index import base
from ketcli.system import places
from ketcli.words import english, text

# A shell that starts the tests in the background lets them ignore Ctrl-C and Ctrl-\, and so would what they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
for name in ("SIGHUP", "SIGQUIT"):
    if hasattr(signal, name):
        signal.signal(getattr(signal, name), signal.SIG_DFL)

# Examples may take as long as they do: on a busy machine nothing is quick.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

_UNSET = (
    *("KETCLI_FACTS", "KETCLI_DOCUMENTS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS"),
    *("LINES", "PAGER"),  # with which a test on a terminal would wait in a pager for ever
    "PYTHONUNBUFFERED",  # which would hide that something is not flushed
    "PYTHONDONTWRITEBYTECODE",  # with which every process would compile all of the program
)


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory):
    """A cache with the shipped fact base in it, so that it is compiled once and not for each test.

    What is made for several tests, before any of them begins, has it too, and no settings of the user.
    """
    with pytest.MonkeyPatch.context() as patched:
        cache = tmp_path_factory.mktemp("cache")
        patched.setenv("XDG_CACHE_HOME", str(cache))
        patched.setenv("TERM", "dumb")
        patched.setenv("COLUMNS", "80")
        for name in _UNSET:
            patched.delenv(name, raising=False)
        base.load().close()
        yield list((cache / "ketcli").iterdir())


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch, tmp_path_factory, compiled):
    """Tests share a cache, so that none compiles anew what one before it has asked; the shipped fact base is there."""
    cache = tmp_path_factory.getbasetemp() / "shared-cache"
    _seed(cache / "ketcli", compiled)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@pytest.fixture
def own_cache(monkeypatch, _surroundings, tmp_path_factory, compiled):
    """A test that asks what is in the cache has one of its own, which holds the shipped fact base."""
    cache = tmp_path_factory.mktemp("cache")
    _seed(cache / "ketcli", compiled)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return cache


def _seed(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        if not (folder / path.name).exists():
            os.link(path, folder / path.name)


@pytest.fixture(scope="module")
def little_english():
    """The program knows few words of English, here and in processes, so that a base of one's own is soon compiled."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(LITTLE), prepend=os.pathsep)
        patched.setattr(english, "counts", lambda: WORDS)
        patched.setattr(english, "by_stem", lambda: {text.stem(word): count for word, count in WORDS.items()})
        yield


@pytest.fixture(scope="session")
def shipped():
    """The fact base that comes with ketcli."""
    return dataset.load(pathlib.Path(places.facts_file())).dataset


@pytest.fixture(scope="session")
def index(compiled):
    """The shipped fact base, compiled."""
    with base.load() as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped_page(index):
    """The shipped fact base as a page for a browser."""
    from ketcli.answers import export
    from ketcli.render import page

    return page.render(export.base(index))
