"""CSV and Markdown."""

import csv as reader
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ketcli.answers.table import Table
from ketcli.cli import program as cli
from ketcli.render import csv, markdown
from ketcli.system.safe import markdown_safe, visible


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"]
)
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


MARKED = st.text(alphabet="\\`*_{}[]()<>#|~&$!^:;.-+=/\"' \n\tampltx1", max_size=20) | st.text()


@given(st.lists(MARKED, min_size=1, max_size=4))
def test_markdown_shows_every_cell_as_it_is(values):
    """A Markdown parser sees a table with these cells: no pipe, tag, link or emphasis comes of a text."""
    table = Table(tuple(f"c{number}" for number in range(len(values))), [tuple(values)])
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown.render(table))
    cells = [token.children for token in tokens if token.type == "inline"]
    assert len(cells) == 2 * len(values)
    for children, value in zip(cells[len(values) :], values, strict=True):
        assert shown(children) == squeezed(value)


@given(MARKED)
def test_markdown_is_text_wherever_it_stands(text):
    """An escaped text is one paragraph of that text also at the beginning of a line."""
    paragraph(text.strip())


MARKUP = (
    *"&amp; &#42; <b>x</b> <http://x.y> [a](b) ![a](b) *a* _a_ **a** `a` \\* ~~a~~ --- ~~~ ``` -".split(),
    *("#", "# a", "- a", "+ a", "1. a", "23) a", "> a", "[a]: b", "<!-- a"),
)


@pytest.mark.parametrize("text", MARKUP)
def test_markdown_of_a_text_is_text(text):
    """Nothing that means something in Markdown means it in an escaped text."""
    paragraph(text)


@pytest.mark.parametrize("mark", "\\`*_{}[]<>#|~&$!^:")
def test_marks_of_all_markdowns_are_escaped(mark):
    """Also those of formulas, footnotes, emoji codes and bare links, which only some programs know."""
    assert markdown_safe(f"a{mark}b") == f"a\\{mark}b"


def paragraph(text):
    """See that Markdown makes of *text*, escaped, one paragraph that says the same, or nothing of nothing."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown_safe(text))
    assert [token.type for token in tokens] == (["paragraph_open", "inline", "paragraph_close"] if text else [])
    assert not text or shown(tokens[1].children) == squeezed(text)


def shown(children):
    """What a reader sees of an inline token, which is text, and comments that keep it from being more."""
    children = [child for child in children if (child.type, child.content) != ("html_inline", "<!-- -->")]
    assert {child.type for child in children} <= {"text", "text_special"}
    return " ".join("".join(child.content for child in children).split())


def squeezed(text):
    """*text* as Markdown shows it: steering characters written out, and blanks that count for one as one."""
    return " ".join(visible(text).split())


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
