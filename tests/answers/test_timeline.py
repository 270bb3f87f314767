"""Dates, and the drawing of dated facts."""

import json

import pytest
from comparing import BASE, compiled, golden
from hypothesis import given
from hypothesis import strategies as st

from ketcli.answers import timeline as answers
from ketcli.cli import program as cli
from ketcli.facts import dates
from ketcli.facts.dates import Span
from ketcli.render import Screen, render
from ketcli.render.terminal import years

INDEX = compiled(searched=False)


@pytest.mark.parametrize(
    ("when", "span", "precision"),
    [
        ("1962", (1962, 1962), "year"),
        ("1960s", (1960, 1969), "decade"),
        ("1980s-1990s", (1980, 1999), "span"),
        ("1962-1970s", (1962, 1979), "span"),
        ("1960s-1965", (1960, 1965), "span"),
        ("1960-1969", (1960, 1969), "decade"),
        ("2000s", (2000, 2009), "decade"),
    ],
)
def test_dates(when, span, precision):
    """A year is itself, a decade its ten years, a span all years from its beginning to its end."""
    assert dates.span(when) == span
    assert dates.span(when).precision == precision


@pytest.mark.parametrize(
    "when", ["", "62", "1965s", "1990s-1980s", "1970-1960", "c. 1960", "1960s ", "１９６０", "1960ss"]
)
def test_what_is_no_date(when):
    """Anything else is refused, also what ends before it begins or is no decade."""
    with pytest.raises(ValueError, match="is no"):
        dates.span(when)


def test_the_more_exact_date_of_a_beginning_comes_first():
    """Facts are in the order of their years."""
    facts = tuple(BASE.facts[4]._replace(id=f"f-{when}", when=when) for when in ("1840s", "1841", "1840", "1830s"))
    events = answers.timeline(compiled(BASE._replace(facts=facts, conflicts=()))).document["events"]
    assert [event["when"] for event in events] == ["1830s", "1840", "1840s", "1841"]


@pytest.mark.parametrize("width", [120])
def test_drawing(width):
    """The drawing is this."""
    outcome = answers.timeline(INDEX)
    assert golden(f"timeline-{width}.txt", render(outcome, "table", Screen(width)))


@given(st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9999)), min_size=1, max_size=5), st.integers(20, 200))
def test_every_year_has_a_place_on_the_axis(pairs, width):
    """Any years fit on any axis, their order kept."""
    spans = [Span(min(pair), max(pair)) for pair in pairs]
    axis = years.axis(spans, width)
    for span in spans:
        assert 0 <= axis.column(span.first) <= axis.column(span.last + 1) < axis.width <= width


def test_a_base_without_dates_has_no_timeline():
    """There is nothing to draw, which is said."""
    outcome = answers.timeline(compiled(BASE._replace(facts=BASE.facts[:1], conflicts=())))
    assert not outcome.found
    assert render(outcome, "table") == "No fact of this base is dated.\n"


def test_the_shipped_timeline(capsys):
    """The shipped base tells of the synthesis in 1962, and of decades as stretches of years."""
    assert cli.run(["timeline", "--json"]) == 0
    events = json.loads(capsys.readouterr().out)["events"]
    assert {(event["when"], event["first"], event["last"]) for event in events} >= {
        ("1962", 1962, 1962),
        ("1980s-1990s", 1980, 1999),
    }
    assert cli.run(["timeline"]) == 0
    assert "1962\t1962\t1962\tyear\tsynthesized-1962" in capsys.readouterr().out
