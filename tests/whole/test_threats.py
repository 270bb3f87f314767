"""Each line of docs/threats.md names the test that holds it, and there is such a test."""

import re

from paths import ROOT, TESTS
from test_second_user import TRIES

PAGE = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(?:(?P<short>…)?(?P<file>[\w/]*\.py)|…)(?:::(?P<test>\w+))?`")
"""A test as the page names it: a file, perhaps by its end alone, or the file named last, and perhaps one test of it."""


def rows():
    """The lines of the table, the last column of each."""
    return [line.strip("| ").split(" | ")[-1] for line in PAGE.splitlines() if line.startswith("| ")][1:]


def test_each_line_is_held_by_a_test():
    """Those that are named are there."""
    assert len(rows()) > 15
    for row in rows():
        found = list(NAMED.finditer(row))
        assert found or row == "the same", row
        text = ""
        for named in found:
            if named["file"]:
                (path,) = TESTS.rglob(f"*{named['file']}") if named["short"] else [TESTS / named["file"]]
                text = path.read_text(encoding="utf-8")
            assert f"\ndef {named['test'] or 'test_'}" in text, named[0]


def test_another_user_tries_often():
    """Twenty ways of getting at the cache at the least."""
    assert len(TRIES) >= 20
