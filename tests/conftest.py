"""What the tests share."""

import pathlib
import signal

import pytest

from ketcli.facts import dataset
from ketcli.index import memory
from ketcli.system import places

# A shell that starts the tests in the background lets them ignore Ctrl-C, and what they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = pathlib.Path(__file__).parents[1]


_UNSET = (
    *("KETCLI_FACTS", "KETCLI_DOCUMENTS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS"),
    *("LINES", "PAGER"),  # with which a test on a terminal would wait in a pager for ever
    "PYTHONUNBUFFERED",  # which would hide that something is not flushed
)


@pytest.fixture(scope="session", autouse=True)
def _surroundings_of_all(tmp_path_factory):
    """What is made for several tests, before any of them begins, has neither the cache nor the settings of the user."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patched.setenv("TERM", "dumb")
        patched.setenv("COLUMNS", "80")
        for name in _UNSET:
            patched.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch, tmp_path):
    """Each test has a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def shared_cache(monkeypatch, _surroundings, tmp_path_factory):
    """Processes of one test after another need not compile anew."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "shared-cache"))


@pytest.fixture(scope="session")
def shipped():
    """The fact base that comes with ketcli."""
    return dataset.load(places.facts_file()).dataset


@pytest.fixture(scope="session")
def index(shipped):
    """The shipped fact base, compiled in memory."""
    with memory.compiled(shipped) as opened:
        yield opened
