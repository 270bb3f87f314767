"""An invented fact base for the tests of comparing, and whole outputs to hold drawings to."""

import atexit
import contextlib
import os

from paths import GOLDEN

from ketcli.facts.nouns import Conflict, Dataset, Evidence, Fact, Position, Source, Topic
from ketcli.index import memory

_opened = contextlib.ExitStack()
atexit.register(_opened.close)


def cited(source, section="Brewing", *, hedged=False, first="Some words", last=None):
    """A citation."""
    return Evidence(source, section, first, last, "0" * 12, hedged)


BASE = Dataset(
    title="Tea",
    version="1",
    disclaimer="Not advice.",
    sources=(
        Source("leaf-book", "The Book of Leaves & Cups_100%", "A book.", "leaf.txt", "a" * 64),
        Source("tin", "[Text on a tin]", "Advertising.", "tin.txt", "b" * 64),
        Source("quiet-note", "An early note", "A note.", "note.txt", "c" * 64),
    ),
    topics=(
        Topic("brewing", "Brewing", "How it is made.", ("making tea",)),
        Topic("past-times", "Past times", "Where it comes from."),
    ),
    facts=(
        Fact("hot-water", ("brewing",), "Tea is made with hot water.", (cited("leaf-book"), cited("tin"))),
        Fact(
            "three-minutes",
            ("brewing",),
            "Tea should draw for three minutes.",
            (
                cited("tin", hedged=True),
                cited("quiet-note", "[Paragraph 2]", first="Wait {three}", last="100% @minutes."),
            ),
        ),
        Fact("five-minutes", ("brewing",), "Tea should draw for five minutes.", (cited("leaf-book", hedged=True),)),
        Fact(
            "calming",
            ("brewing",),
            "Tea is calming, which is said here in so many words that no narrow column holds them on one line.",
            (cited("tin", hedged=True), cited("tin", "Claims")),
        ),
        Fact(
            "grown-1840",
            ("past-times",),
            "A garden was planted in 1840.",
            (cited("tin"), cited("leaf-book")),
            when="1840",
        ),
        Fact("sold-1850s", ("past-times",), "It was sold in the 1850s.", (cited("tin", hedged=True),), when="1850s"),
        Fact(
            "spread",
            ("past-times",),
            "It spread between the 1860s and the 1880s.",
            (cited("leaf-book"),),
            when="1860s-1880s",
        ),
    ),
    conflicts=(
        Conflict(
            "how-long",
            "contradiction",
            "How long should tea draw?",
            (
                Position("Three minutes.", ("three-minutes",)),
                Position("Five minutes.", ("five-minutes",)),
            ),
        ),
        Conflict(
            "what-for",
            "tension",
            "What is tea for?",
            (Position("To warm.", ("hot-water",)), Position("To calm.", ("calming",))),
        ),
    ),
)


def compiled(base=BASE, *, searched=True):
    """An index of *base* in memory, which is open as long as the tests run; soon made where it is not *searched*."""
    return _opened.enter_context(memory.compiled(base, searched=searched))


def golden(name, text):
    """Whether *text* is what the golden file *name* holds; KETCLI_GOLDEN=write writes it anew."""
    path = GOLDEN / name
    if os.environ.get("KETCLI_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return text.splitlines() == path.read_text(encoding="utf-8").splitlines()
