"""Nothing that the program says assumes a subject: title, reminder and examples are those of the base."""

import re

import pytest
from paths import DATA
from running import run

TERMS = DATA / "good" / "terms.yaml"

OTHER = r"ketamine|medic|patient|treat|therap|bladder|mechanism|professional|doctor"
"""What belongs to the subject of the base that comes with the program."""

COMMANDS = (
    (),
    ("search",),
    ("show",),
    ("cite",),
    ("schema",),
    ("search", "pay"),
    ("search", "zzz"),
    ("search", "what"),
    ("search", "terms"),
    ("show", "duties"),
    ("show", "pot"),
    ("show", "terms"),
    ("topics",),
    ("sources",),
    ("conflicts",),
    ("gaps",),
    ("compare",),
    ("compare", "duties"),
    ("timeline",),
    ("cite", "pot"),
    ("export", "-f", "markdown"),
    ("export", "-f", "html"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_answer_speaks_of_medicine_or_articles(capsys, monkeypatch, command):
    """Neither of the subject of the base that comes with the program nor of the kind of its texts."""
    monkeypatch.setenv("KETCLI_FACTS", str(TERMS))
    form = () if not command or "-f" in command or command == ("schema",) else ("-f", "table")
    _, output, errors = run(capsys, *command, *form)
    said = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", "", output, flags=re.DOTALL) + errors  # of a page what is read
    assert said
    assert not re.search(rf"{OTHER}|article|side effects", said, re.IGNORECASE)


def test_whom_to_ask_is_said_by_the_base(capsys, tmp_path):
    """In the list of gaps, where a gap is the answer, and on the page for browsers; else nobody is named."""
    base = tmp_path / "base.yaml"
    gap = "gaps:\n  - {id: cats, title: Cats, questions: [may i bring my cat]}\n"
    for ask, listed, more in (
        ("", "on these.\n", "not said: ketcli"),
        ("ask: the host\n", "the host.\n", "the host: ketcli"),
    ):
        base.write_text(TERMS.read_text() + gap + ask)
        assert run(capsys, "gaps", "-f", "table", "--facts", str(base))[1].splitlines(keepends=True)[0].endswith(listed)
        assert more in run(capsys, "search", "may i bring my cat", "--facts", str(base))[2]
        page = run(capsys, "export", "-f", "html", "--facts", str(base))[1]
        assert ("what to ask the host" in page) == bool(ask)


@pytest.mark.parametrize("command", [("gaps",), ("search", "may", "i", "drive")])
def test_readers_of_the_shipped_base_are_sent_to_a_professional(capsys, command):
    """Its texts are on a treatment, of which they leave much out."""
    assert "a professional" in "".join(run(capsys, *command, "-f", "table")[1:])


def test_a_long_reminder_is_broken_between_words(capsys, monkeypatch, tmp_path):
    """On the first screen, as everywhere; so is what check and add say on a terminal."""
    base = tmp_path / "base.yaml"
    base.write_text(re.sub("reminder: .*", f"reminder: {'Seven texts. ' * 12}", TERMS.read_text()))
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setenv("KETCLI_FACTS", str(base))
    lines = run(capsys)[1].splitlines()
    assert max(map(len, lines)) <= 70
    assert sum(line.strip().startswith("Seven texts. Seven") for line in lines) > 1
    documents = ("--documents", str(DATA / "documents"))
    said = run(capsys, "check", str(TERMS), *documents, "--coverage", "-f", "table")[1]
    assert max(map(len, said.splitlines())) <= 70
    assert "words cited;" in " ".join(said.split())


def test_the_reminder_is_that_of_the_base(capsys):
    """Below answers and on the first screen."""
    _, output, errors = run(capsys, "compare", "duties", "-f", "table", "--facts", str(TERMS))
    assert "The terms of a tea house that is not. Who wrote it: ketcli sources" in " ".join((output + errors).split())


def test_what_no_fact_says_is_not_said_of_the_sources(capsys):
    """A word that stands in a document and in no fact is missing from the facts, and no more than that is claimed."""
    assert "infusion" in (DATA / "documents" / "terms.txt").read_text()
    status, output, errors = run(capsys, "search", "infusion", "--facts", str(TERMS))
    assert (status, output) == (1, "")
    assert 'No fact here mentions "infusion".' in errors


@pytest.mark.parametrize("typed", ["as is", "as-is", "As is?"])
def test_a_name_of_small_words_is_found(capsys, typed):
    """Though none of its words tells anything."""
    status, output, _ = run(capsys, "search", typed, "--facts", str(TERMS))
    assert status == 0
    assert output.startswith("for-all\t")


def test_the_name_of_a_source_is_no_silence(capsys):
    """Whoever types it is told how to open it, and nothing else."""
    status, output, errors = run(capsys, "search", "terms", "--facts", str(TERMS))
    assert (status, output) == (1, "")
    assert errors == "That is the name of a source: ketcli show terms\n"


def test_one_source_is_no_plural(capsys, tmp_path):
    """Where it is said that it says nothing, too, and where one question is left out of a part."""
    base = tmp_path / "base.yaml"
    more = "gaps:\n  - {id: cats, title: Cats, questions: [may i bring my cat]}\nconflicts:\n"
    more += "  - id: sides\n    kind: tension\n    question: Who wins?\n"
    more += "    positions: [{says: The guest., facts: [pot]}, {says: The house., facts: [ten-days]}]\n"
    base.write_text(TERMS.read_text() + more)
    _, output, _ = run(capsys, "gaps", "-f", "table", "--facts", str(base))
    assert output.startswith("The one source says nothing on these.\n")
    _, _, errors = run(capsys, "export", "--topic", "duties", "--facts", str(base))
    assert errors == "Left out, because it also concerns other facts, is the question sides\n"
