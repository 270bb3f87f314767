"""What the tests share."""

import os
import pathlib
import signal

import pytest
from paths import LITTLE

from ketcli.facts import dataset
from ketcli.index import base, memory
from ketcli.system import places

# A shell that starts the tests in the background lets them ignore Ctrl-C and Ctrl-\, and so would what they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGQUIT"):
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)

_UNSET = (
    *("KETCLI_FACTS", "KETCLI_DOCUMENTS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS"),
    *("LINES", "PAGER"),  # with which a test on a terminal would wait in a pager for ever
    "PYTHONUNBUFFERED",  # which would hide that something is not flushed
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
    """Each test has a cache of its own, which holds the shipped fact base."""
    cache = tmp_path_factory.mktemp("cache")
    _seed(cache / "ketcli", compiled)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@pytest.fixture
def shared_cache(monkeypatch, _surroundings, tmp_path_factory, compiled):
    """Processes of one test after another need not compile anew what these tests ask."""
    cache = tmp_path_factory.getbasetemp() / "shared-cache"
    _seed(cache / "ketcli", compiled)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


def _seed(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        if not (folder / path.name).exists():
            os.link(path, folder / path.name)


@pytest.fixture(scope="module")
def little_english():
    """Processes that are started know few words, so that those that compile a base of their own are soon ready."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(LITTLE))
        yield


@pytest.fixture(scope="session")
def shipped():
    """The fact base that comes with ketcli."""
    return dataset.load(pathlib.Path(places.facts_file())).dataset


@pytest.fixture(scope="session")
def index(shipped):
    """The shipped fact base, compiled in memory."""
    with memory.compiled(shipped) as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped_page(index):
    """The shipped fact base as a page for a browser."""
    from ketcli.answers import export
    from ketcli.render import page

    return page.render(export.base(index))
