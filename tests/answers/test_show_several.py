"""``show`` opens several things of one kind at once."""

import json
import os
import subprocess
import sys

from holding import DATA, LEAFLET
from running import run

BASE = ("--facts", str(DATA / LEAFLET))


def shown(capsys, *names, form="table"):
    """What is shown of *names*."""
    status, output, errors = run(capsys, "show", *names, "-f", form, *BASE)
    assert status == 0, errors
    return output


def test_their_pages_follow_each_other(capsys):
    """Each page is the one that is shown of the thing alone; only the reminder stands once."""
    for names in (
        ("effects", "session"),
        ("leaflet", "letters"),
        ("children", "insurance-abroad"),
        ("unpleasant", "length"),
    ):
        together = shown(capsys, *names)
        last = shown(capsys, names[-1])
        reminder = last.splitlines()[-1]
        assert together.count(reminder) == 1
        for name in names:
            page = shown(capsys, name).removesuffix(f"{reminder}\n")
            assert page.splitlines()[0] in together.splitlines()


def test_records_and_json_have_all_of_them(capsys):
    """A fact of both stands once."""
    facts = shown(capsys, "effects", "session", form="plain").splitlines()
    both = [*shown(capsys, "effects", form="plain").splitlines(), *shown(capsys, "session", form="plain").splitlines()]
    assert facts == list(dict.fromkeys(both))
    document = json.loads(shown(capsys, "effects", "session", form="json"))
    assert [item["id"] for item in document["found"]] == ["effects", "session"]
    assert document["kind"] == "topic"


def test_names_of_several_kinds_and_of_nothing_are_refused(capsys):
    """In a line each."""
    status, output, errors = run(capsys, "show", "effects", "leaflet", *BASE)
    assert (status, output) == (2, "")
    assert errors == "ketcli: show takes several names of one kind; these name a topic and a source\n"
    status, output, errors = run(capsys, "show", "effects", "nothing-like-it", *BASE)
    assert (status, output, errors.count("\n")) == (1, "", 1)


def test_a_name_of_several_words_stays_one(capsys):
    """As before, words are one name if they can be."""
    assert shown(capsys, "side", "effects") == shown(capsys, "side effects")


def test_xargs():
    """The names that a list gives go into ``show`` at once."""
    script = '"$@" topics --facts "$BASE" | cut -f 1 | xargs "$@" show --facts "$BASE" | cut -f 1'
    outcome = subprocess.run(
        ["sh", "-c", script, "sh", sys.executable, "-m", "ketcli"],
        env={**os.environ, "BASE": BASE[1]},
        capture_output=True,
        text=True,
        check=True,
    )
    facts = json.loads((DATA / "good" / "leaflet.json").read_text())["facts"]
    assert sorted(outcome.stdout.split()) == sorted(fact["id"] for fact in facts)
