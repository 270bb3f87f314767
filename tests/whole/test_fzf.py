"""The line of README that searches as one types does so, with the real fzf."""

import re
import shutil
import subprocess
import sys

import pytest
from paths import ROOT

pytestmark = [
    pytest.mark.skipif(not shutil.which("fzf"), reason="fzf is not installed"),
]

README = (ROOT / "README.md").read_text(encoding="utf-8")
(LINE,) = re.findall(r"^    (ketcli facts \| fzf .*)$", README, re.MULTILINE)


def found(typed):
    """The records that are left when *typed* is all that is typed."""
    line = LINE.replace("ketcli", f"{sys.executable} -m ketcli", 1).replace("fzf", f"fzf --filter {typed}", 1)
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False).stdout.splitlines()


def test_it_finds_among_the_claims():
    """What is typed is looked for in the claims alone, and what is chosen is a record with the id of the fact first."""
    assert "bladder" in [record.split("\t")[0] for record in found("blddr")]
    assert all("\t" in record for record in found("blddr"))
    assert found("long-term-risks") == []  # which stands in another column


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs bash on a terminal")
def test_it_shows_each_fact_whole(tmp_path):
    """On a terminal the fact under the cursor stands whole with the list, and is printed when it is chosen."""
    from shells import Shell

    with Shell("bash", tmp_path, ":", columns=100) as shell:

        def shows(pattern):
            shell.wait(lambda: any(re.search(pattern, row) for row in shell.rows))

        shell.type(f"{LINE}\n")
        shows(r"^. +\d+/\d+")
        shell.type("may harm the bladder")
        shows("1 of 5: revive-clinic")
        shows("“Studies suggest that repeated … liver health.”")
        shell.type("\r")
        shows(r"bladder\s+Studies suggest that repeated, prolonged use")
