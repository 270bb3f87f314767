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
    "PYTHONUNBUFFERED",  # which would hide that something is not flushed
)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch, tmp_path):
    """Each test has a cache of its own and no settings of the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "80")
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)


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
    return memory.compiled(shipped)
