"""Whatever is typed as a query, a name or an option is answered or refused in one clear line."""

import json
import time
import unicodedata

import pytest
from hostile import MARKUP, SCRIPTS, STEERING, answered, inside, ketcli, written

NOTHING_IN_IT = ["", " \t\n", "?!.,;:-_()[]{}'\"", "\x1b[2J\x07\x9b", "\u202e\u2066", "\u0301\u0301", "😀", "\x01"]


@pytest.mark.parametrize("query", NOTHING_IN_IT, ids=ascii)
def test_a_query_without_words_finds_nothing(query):
    """Blanks, punctuation and steering characters alone are no question: nothing is found, and that is said."""
    output, errors = answered(inside("search", "--json", "--", query), 1)
    document = json.loads(output)
    assert (document["query"]["text"], document["hits"]) == (query, [])
    assert errors.startswith(("Add a word", "No fact here mentions "))


SECONDS = 2
"""Of processor time; what grows with the square of such a length takes minutes."""

LONG = {
    "120 kB": ["x" * 120_000],
    "10,000 words": ["word"] * 10_000,
    "ligatures": ["㍿" * 1000],
    "humps": ["qxzvwR" * 166],
    "quotes": ["'" * 120_000],
    "option": ["--" + "x" * 120_000],
}


@pytest.mark.parametrize("words", LONG.values(), ids=LONG.keys())
def test_a_very_long_query_is_refused_at_once(words):
    """However long the query or the name is, there is one line of at most a few thousand characters, soon."""
    for command in ("search", "show", "conflicts", "compare", "cite"):
        begun = time.process_time()
        output, errors = answered(inside(command, *words), 1, 2)
        assert time.process_time() - begun < SECONDS, command
        assert output == ""
        assert errors.count("\n") <= 2
        assert len(errors) < 6000


def test_a_command_line_may_be_as_long_as_the_system_lets_it():
    """So it is also where the words come from outside."""
    for words in (LONG["120 kB"], LONG["10,000 words"]):
        output, errors = answered(ketcli("search", *words), 1, 2)
        assert (output, errors.count("\n") <= 2) == ("", True)


STRANGE = {
    "invalid UTF-8": b"blad\xffder \xfe\xc3",
    "markup": MARKUP.encode(),
    "pattern": rb"(a+)+$ .* [z-a] \1 (?P<x>",
    "shell": b"$(touch pwned) `touch pwned`; touch pwned",
    "shell's marks": b"; | & > < ~ * ' \" \\ $(",
    "query language": b'bladder AND NEAR(x, y) NOT " * ^ : OR 1=1; DROP TABLE facts; --',
    "format": b"%s %n {0} {0.__class__} \\x1b \\u202e",
    "scripts": SCRIPTS.encode(),
    "steering": STEERING.encode(),
    "null device": b"/dev/null ../../etc/passwd file:///x",
}


@pytest.mark.parametrize("query", STRANGE.values(), ids=STRANGE.keys())
def test_strange_text_is_only_text(query, tmp_path):
    """Markup, patterns, shell and query languages and broken encodings mean nothing, in a query and in names alike."""
    for arguments in (["search"], ["show"], ["search", "nausea", "-t"], ["search", "x", "-f"], ["topics", "--facts"]):
        answered(inside(*arguments, query, cwd=tmp_path), 0, 1, 2)
    output, _ = answered(inside("search", "--json", "--", query, cwd=tmp_path), 0, 1)
    assert json.loads(output)["query"]["text"].encode(errors="surrogateescape") == query
    assert not list(tmp_path.iterdir())


def test_what_no_article_mentions_is_told_as_it_was_typed():
    """What was looked for is told without change, also where it looks like markup or is of another script."""
    for typed, told in (("[bold]xyzzy[/]", "xyzzy"), ("漢字 كيتامين", "漢字"), (":smlie: xyzzy", "xyzzy")):
        output, _ = answered(inside("search", typed, "-f", "table"), 1)
        assert f'"{told}"' in output


WORDS = ["漢字", "كِتَاب", "हिन्दी", "ภาษาไทย", "Ελλάδα", "Кириллица", "한국어", "café", "x\u0302y", "שָׁלוֹם"]


def test_every_script_finds_its_words(tmp_path):
    """A word of any script finds the fact with that word and no other, each composed (NFC) or decomposed (NFD)."""
    cited = {"source": "one", "section": "S"}
    content = {
        "schema": 1,
        "title": "Scripts",
        "version": "1",
        "disclaimer": "None.",
        "sources": [{"id": "one", "title": "One", "kind": "A text.", "file": "one.txt", "sha256": "0" * 64}],
        "topics": [{"id": "alpha", "title": "Alpha", "summary": "All."}],
        "facts": [
            {
                "id": f"f-{number}",
                "topics": ["alpha"],
                "claim": f"Here stands {stored} once.",
                "evidence": [cited | {"from": f"Passage {number}"}],
            }
            for number, word in enumerate(WORDS)
            for stored in [unicodedata.normalize(("NFC", "NFD")[number % 2], word)]
        ],
    }
    facts = written(tmp_path / "facts.json", content)
    for number, word in enumerate(WORDS):
        found = set()
        for form in ("NFC", "NFD", "NFKC"):
            typed = unicodedata.normalize(form, word)
            output, _ = answered(inside("search", typed, "-f", "jsonl", "--facts", str(facts)), 0)
            found |= {json.loads(line)["fact"]["id"] for line in output.splitlines()}
        assert found == {f"f-{number}"}, word


def test_many_words_of_a_script_with_vowel_signs_are_few():
    """Words are counted as people count them, also where vowels are signs of their own."""
    output, _ = answered(inside("search", "--json", "हिन्दी " * 20), 1)
    assert json.loads(output)["query"]["unmatched"] == ["हिन्दी"]


@pytest.mark.parametrize("option", ["--help", "--json", "-n", "--limit=3", "--version", "--"])
def test_options_in_the_place_of_a_query(option):
    """After ``--`` an option is a query like any other."""
    output, _ = answered(inside("search", "-f", "json", "--", option), 0, 1)
    assert json.loads(output)["query"]["text"] == option
    assert "Usage" not in output


@pytest.mark.parametrize("limit", ["0", "1", "9" * 18, "9" * 19, "9" * 40, "+3", " 3 "])
def test_any_limit_that_is_a_number(limit):
    """However large the limit is, it only limits."""
    output, _ = answered(inside("search", "bladder", "--json", "--limit", limit))
    document = json.loads(output)
    assert document["returned"] == min(int(limit) or document["total"], document["total"])


@pytest.mark.parametrize("limit", ["-1", "", "x", "1.5", "1e3", "0x10", "9" * 5000, "nan", "\x1b[2J"])
def test_impossible_limits(limit):
    """What is no whole number from 0 on is refused in one line that names the option."""
    output, errors = answered(inside("search", "bladder", f"--limit={limit}"), 2)
    assert output == ""
    assert "--limit" in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "near"),
    [
        (["search", "nausea", "-t", "sideefects"], 1, "side-effects"),
        (["search", "nausea", "-s", "quik-guide"], 1, "quick-guide"),
        (["compare", "adiction"], 1, "addiction"),
        (["compare", "--source", "quik-guide"], 1, "quick-guide"),
        (["cite", "mechansm"], 1, "mechanism"),
        (["search", "nausea", "-f", "jsno"], 2, "json"),
        (["search", "nausea", "--color", "allways"], 2, "always"),
        (["cite", "bladder", "--style", "bibtx"], 2, "bibtex"),
        (["export", "--format", "jsno"], 2, "json"),
        (["search", "nausea", "--limt", "3"], 2, "--limit"),
        (["serch", "nausea"], 2, "search"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_unknown_names_are_told_with_the_nearest(arguments, status, near):
    """A topic, source, format, option or command that there is not is no answer, but the nearest one is named."""
    output, errors = answered(inside(*arguments), status)
    assert output == ""
    assert near in errors
    assert errors.count("\n") == 1
