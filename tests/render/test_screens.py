"""What readers see: the whole screen of each command on a narrow and on an ordinary terminal."""

import contextlib
import pathlib
import re

import pytest
from comparing import BASE, compiled, golden
from paths import DATA
from rich.cells import cell_len

from ketcli.answers import cite, compare, conflicts, diff, lists, search, show, timeline, uncovered
from ketcli.cli import start
from ketcli.facts.nouns import Conflict, Gap, Notice, Position, Section
from ketcli.index.narrowing import Narrowing
from ketcli.render import Screen, render
from ketcli.render.terminal import marks, who

WIDTHS = (60, 80)

TEA = BASE._replace(
    topics=(
        BASE.topics[0]._replace(
            outline=(
                Section("Warnings", ("calming",)),
                Section("How long", ("three-minutes", "five-minutes")),
                Section("With what", ("hot-water",)),
            )
        ),
        *BASE.topics[1:],
    ),
    conflicts=(
        *BASE.conflicts,
        Conflict(
            "which-years",
            "complement",
            "When was it sold and grown?",
            (Position("In the 1850s.", ("sold-1850s",)), Position("From 1840 on.", ("grown-1840",))),
        ),
    ),
    gaps=(Gap("milk", "Milk in tea", ("does milk go in", "milk first"), ("brewing",)),),
    notices=(Notice("scald", ("i burnt my hand",), "Cool it with water, and call for help."),),
    reminder="Three texts on tea, no advice.",
    examples=("how long should it draw", "who grew it"),
)
INDEX = compiled(TEA)


def in_data(answer, *paths, **options):
    """What *answer* gives for *paths* in the tests' folder of data, by which it names them."""
    with contextlib.chdir(DATA):
        return answer(*map(pathlib.Path, paths), **options)


SCREENS = {
    "search": lambda: search.search(INDEX, "minutes"),
    "search-verbose": lambda: search.search(INDEX, "minutes", detail=True),
    "search-nothing": lambda: search.search(INDEX, "xyzzy"),
    "show-topic": lambda: show.show(INDEX, "brewing"),
    "show-fact": lambda: show.show(INDEX, "three-minutes"),
    "show-source": lambda: show.show(INDEX, "tin"),
    "show-gap": lambda: show.show(INDEX, "milk"),
    "topics": lambda: lists.topics(INDEX),
    "sources": lambda: lists.sources(INDEX),
    "gaps": lambda: lists.gaps(INDEX),
    "conflicts": lambda: conflicts.conflicts(INDEX),
    "conflicts-name": lambda: conflicts.conflicts(INDEX, "how-long"),
    "compare": lambda: compare.compare(INDEX),
    "compare-topic": lambda: compare.compare(INDEX, ["brewing"]),
    "compare-alone": lambda: compare.compare(INDEX, source="tin"),
    "timeline": lambda: timeline.timeline(INDEX),
    "cite": lambda: cite.cite(INDEX, ["three-minutes", "hot-water"]),
    "uncovered": lambda: in_data(uncovered.uncovered, "older/leaflet.yaml", "documents", sources=(), first=False),
    "diff": lambda: in_data(diff.diff, "older/leaflet.yaml", "good/leaflet.yaml"),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_screens(name, width):
    """Each command looks like this, and no line is wider than the terminal; KETCLI_GOLDEN=write writes it anew."""
    text = render(SCREENS[name](), "table", Screen(width))
    assert max(map(cell_len, text.split("\n"))) <= width
    assert golden(f"screen-{name}-{width}.txt", text)


@pytest.mark.parametrize("name", SCREENS)
def test_what_is_read_out_is_sentences(name):
    """Where signs cannot be placed, none is drawn, and nothing that a picture would say is missing."""
    outcome = SCREENS[name]()
    text = render(outcome, "table", Screen(80, plain=True))
    assert not set("●○·≠│─◆░▒▓█•→←") & set(text)
    for item in outcome.document.get("lines", []):
        assert item["fact"]["claim"] in " ".join(text.split())


def test_the_first_screen_fits():
    """What somebody sees who types nothing else has at most 20 lines of 60 columns, on any base."""
    for index in (INDEX, compiled(BASE)):
        lines = start.screen(index).splitlines()
        assert len(lines) <= 20
        assert max(map(len, lines)) <= 60
    assert "         ketcli who grew it" in start.screen(INDEX).splitlines()


def test_the_first_screen_of_the_shipped_base_fits(index):
    """So it is with the facts that come with ketcli."""
    lines = start.screen(index).splitlines()
    assert (len(lines) <= 20, max(map(len, lines)) <= 60) == (True, True)


HIT = r"^(?:\d {2}|10 (?!of ))(?=\S)"
"""How the lines of a search begin that have a hit."""


@pytest.mark.parametrize("rows", [5, 9, 14, 23, 60])
@pytest.mark.parametrize("query", ["side effects", "is ketamine safe", "depression", "bladder"])
def test_a_search_shows_what_the_screen_holds(index, query, rows):
    """However few lines there are, the answer takes no more, and as many hits as fit; with a number all of these."""
    outcome = search.search(index, query)
    text = render(outcome, "table", Screen(80, rows=rows))
    shown = len(re.findall(HIT, text, re.MULTILINE))
    assert text.count("\n") <= rows or shown <= 1
    assert shown <= min(10, outcome.document["total"])
    if rows == 60:
        assert shown == min(10, outcome.document["total"])
    numbered = render(search.search(index, query, limit=3), "table", Screen(80, rows=5))
    assert len(re.findall(HIT, numbered, re.MULTILINE)) == min(3, outcome.document["total"])


def test_a_full_screen_has_eight_claims(index):
    """On a terminal of 24 lines a search that finds much shows seven claims or more."""
    text = render(search.search(index, "side effects"), "table", Screen(80, rows=23))
    assert len(re.findall(HIT, text, re.MULTILINE)) >= 7


def test_topic_pages_are_two_screens(index):
    """The essentials of the longest topic stand on two screens, the rest is counted; with all, every fact is named."""
    short = render(show.show(index, "side-effects"), "table", Screen(80))
    assert short.count("\n") <= 2 * 24 + 4
    assert re.search(r"Named side effects  \d of \d", short)
    whole = render(show.show(index, "side-effects", detail=True), "table", Screen(80))
    packed = " ".join(whole.split())
    for fact in index.facts_of(Narrowing(topics=("side-effects",))):
        assert fact.id in packed


def test_contraindications_open_on_the_conditions(index):
    """Who looks for reasons not to have the treatment finds them before whom it helps."""
    text = render(show.show(index, "contraindications"), "table", Screen(80))
    assert text.index("High blood pressure is named") < text.index("Whom it is said to suit")
    assert text.index("Schizophrenia") < text.index("Whom it is said to suit")


def test_only_opposed_sides_of_two_sources_differ(index):
    """A question on which one source alone speaks, or on which they add up, is no difference between them."""
    for name, conflict in index.conflicts.items():
        document = conflicts.conflicts(index, name).document["conflicts"][0]
        sources = {source for side in document["positions"] for source in side["sources"]}
        assert who.opposed(document) is (conflict.kind != "complement" and len(sources) > 1)
    named = {item["id"] for item in search.search(index, "ketamine treatment", limit=0).document["differ"]}
    assert not {name for name in named if index.conflicts[name].kind == "complement"}


def test_short_names_are_each_their_own():
    """The fewest words that are no other's, or all of them."""
    assert who.short(["quick-guide", "ket-guide"]) == {"quick-guide": "quick", "ket-guide": "ket"}
    assert who.short(["a-b", "a-c"]) == {"a-b": "a-b", "a-c": "a-c"}
    assert who.short(["a", "a-c"]) == {"a": "a", "a-c": "a-c"}
    assert len(set(who.short(["x" * 50 + "1", "x" * 50 + "2"]).values())) == 2


def contrast(one, other):
    """The contrast of two colours, by WCAG."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color):
    """The relative luminance of a colour."""
    parts = (part / 255 for part in color)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("style", [marks.MANY, marks.ONE, marks.OPPOSED, marks.SIDE])
def test_colours_are_legible_on_white_and_on_black(style):
    """Every colour of text has a contrast of 4.5 to 1 with both."""
    from rich.style import Style

    color = Style.parse(style).color.get_truecolor()
    assert contrast(color, (255, 255, 255)) >= 4.5
    assert contrast(color, (0, 0, 0)) >= 4.5


def test_what_all_is_about_marks_nothing(index):
    """The words of the query are underlined in the claims, but never the subject of the whole base."""
    text = render(search.search(index, "ketamine bladder", limit=1), "table", Screen(200, color=True))
    marked = re.findall(r"\x1b\[1;4m([^\x1b]+)", text)
    assert marked
    assert all("bladder" in word.casefold() for word in marked)


def test_magenta_comes_once_an_answer(index):
    """However many questions stand below the hits, one label is coloured."""
    text = render(search.search(index, "bladder harm", limit=0), "table", Screen(200, color=True))
    assert text.count("They differ: ") > 1
    assert sum("\x1b[38;5;163m" in line for line in text.splitlines()) == 1
