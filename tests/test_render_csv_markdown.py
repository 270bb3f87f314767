"""CSV and Markdown."""

import csv as reader
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ketcli import cli
from ketcli.render import csv, markdown
from ketcli.render.rows import Table
from ketcli.render.safe import visible


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_csv_runs_nothing(formula):
    """A cell that a spreadsheet would run begins with an apostrophe."""
    rows = list(reader.reader(io.StringIO(csv.render(Table(("claim",), [(formula,)])))))
    assert rows == [["claim"], [f"'{visible(formula)}"]]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_csv_gives_every_cell_back(values):
    """What is written is read again, but for apostrophes before formulas and for characters that steer."""
    columns = tuple(map(str, range(len(values))))
    names, cells = reader.reader(io.StringIO(csv.render(Table(columns, [tuple(values)]))))
    assert tuple(names) == columns
    for cell, value in zip(cells, values, strict=True):
        assert cell in (visible(value), f"'{visible(value)}")


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_markdown_shows_every_cell_as_it_is(values):
    """A Markdown parser sees a table with these cells: no pipe, tag, link or emphasis comes of a text."""
    table = Table(tuple(f"c{number}" for number in range(len(values))), [tuple(values)])
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown.render(table))
    cells = [token.children for token in tokens if token.type == "inline"]
    assert len(cells) == 2 * len(values)
    for children, value in zip(cells[len(values) :], values, strict=True):
        assert {child.type for child in children} <= {"text", "text_special"}
        assert " ".join("".join(child.content for child in children).split()) == " ".join(visible(value).split())


@given(st.text())
def test_markdown_is_text_wherever_it_stands(text):
    """An escaped text is one paragraph of that text also at the beginning of a line."""
    tokens = MarkdownIt("commonmark").parse(markdown.escape(text.strip()))
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])


def test_without_records_there_are_columns():
    """An empty table still says what its columns are."""
    assert csv.render(Table(("id", "claim"), [])) == "id,claim\n"
    assert markdown.render(Table(("id", "claim"), [])) == "| id | claim |\n| --- | --- |\n"


@pytest.mark.parametrize("form", ["csv", "markdown"])
@pytest.mark.parametrize(
    "command",
    [["search", "bladder"], ["show", "ptsd"], ["topics"], ["sources"], ["conflicts"], ["compare"], ["timeline"]],
)
def test_every_listing_command_writes_both(capsys, command, form):
    """All that lists facts can be written as CSV and Markdown, with the same number of columns in every line."""
    assert cli.run([*command, "-f", form]) == 0
    output = capsys.readouterr().out
    if form == "csv":
        assert len({len(row) for row in reader.reader(io.StringIO(output))}) == 1
    else:
        tokens = MarkdownIt("commonmark").enable("table").parse(output)
        assert tokens[0].type == "table_open"
        assert tokens[-1].type == "table_close"
