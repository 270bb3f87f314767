"""Ids are permanent: one that is retired leads on to what took its place."""

import json

from holding import DATA, LEAFLET
from running import run

from ketcli import load
from ketcli.retrieval import names

BASE = str(DATA / LEAFLET)
FACTS = ("--facts", BASE)


def test_a_retired_id_opens_what_took_its_place(capsys):
    """The facts are shown, and standard error says why these."""
    status, output, errors = run(capsys, "show", "feeling-sick", *FACTS)
    assert (status, output) == run(capsys, "show", "unpleasant", *FACTS)[:2]
    assert errors == "feeling-sick is retired since 2025.2; showing unpleasant\n"
    status, output, errors = run(capsys, "show", "mixed-results", *FACTS, "--json")
    assert [fact["id"] for fact in json.loads(output)["found"]] == ["better-sleep", "no-effect"]
    assert json.loads(output)["kind"] == "fact"
    assert errors == "mixed-results is retired since 2025.3; showing better-sleep, no-effect\n"


def test_a_retired_id_is_cited_by_what_took_its_place(capsys):
    """Alone or among others."""
    status, output, errors = run(capsys, "cite", "mixed-results", "length", *FACTS)
    assert (status, output) == run(capsys, "cite", "better-sleep", "no-effect", "length", *FACTS)[:2]
    assert errors == "mixed-results is retired since 2025.3; showing better-sleep, no-effect\n"


def test_from_python_it_leads_on_too():
    """What is found says that the name is retired; a living name is not."""
    with load(BASE) as index:
        found = names.find(index, "feeling-sick")
        assert [fact.id for fact in found.things] == ["unpleasant"]
        assert found.retired == index.retired["feeling-sick"]
        assert names.find(index, "unpleasant").retired is None


def test_a_retired_id_is_not_suggested(capsys):
    """Nobody is led to a name that is in use no more, and where no fact is meant it is none."""
    _, _, errors = run(capsys, "show", "feeling-sik", *FACTS)
    assert "feeling-sick" not in errors
    assert run(capsys, "compare", "feeling-sick", *FACTS)[0] == 1
