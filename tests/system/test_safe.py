"""Unsafe characters are written out, safe text stays, and JSON says the same."""

import json

import pytest
from hostile import MARKUP, SCRIPTS, STEERING, steering
from hypothesis import given, settings
from hypothesis import strategies as st

from ketcli.system.safe import json_safe, markdown_safe, visible

EVERY = [chr(code) for code in range(0x110000)]
UNSAFE = [
    *(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))),
    *"\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb",
    *(chr(code) for code in range(0xD800, 0xE000)),
    *"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u3164\uffa0",
    *(chr(code) for code in (*range(0x2060, 0x2066), *range(0xE0000, 0xE1000))),
]
steady = settings(derandomize=True, database=None, max_examples=300)
# Half surrogates of arguments that are no UTF-8 are low ones; a high one before a low one JSON reads as one character.
any_text = st.text(alphabet=st.one_of(st.characters(), st.sampled_from([*STEERING, "\n", "\t", "\udc80", "\udcff"])))
JOINERS = {"\u200c", "\u200d"}
plain = any_text.filter(lambda text: not steering(text, "") and not set(text) & {*UNSAFE, *JOINERS})
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), any_text),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(any_text, inner, max_size=4)),
    max_leaves=12,
)


def test_exactly_the_unsafe_characters_are_written_out():
    """Of all characters there are, the controls, directions, line breaks and half surrogates, and no others."""
    assert [character for character in EVERY if visible(character) != character] == sorted(UNSAFE)


def test_no_category_of_unsafe_characters_is_left_out():
    """Whatever Unicode counts as control, half surrogate, line break or embedding of direction is written out."""
    assert not steering("".join(map(visible, EVERY)), "")


@pytest.mark.parametrize(
    ("character", "written"),
    [
        ("\t", r"\t"),
        ("\n", r"\n"),
        ("\r", r"\r"),
        ("\0", r"\x00"),
        ("\x1b", r"\x1b"),
        ("\x0b", r"\x0b"),
        ("\x9b", r"\x9b"),
        ("\u061c", r"\u061c"),
        ("\u202e", r"\u202e"),
        ("\udc80", r"\udc80"),
    ],
)
def test_unsafe_characters_are_written_as_a_programmer_writes_them(character, written):
    """Tabs and line breaks by their letter, the others by their number in two or four digits, each of them."""
    assert visible(f"a{character}b{character}") == f"a{written}b{written}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ket\u200damine", r"ket\u200damine"),
        ("\u200cketamine", r"\u200cketamine"),
        ("1\u200d", r"1\u200d"),
        ("\x1b\u200d\u200cक", r"\x1b\u200d\u200cक"),
        ("क्\u200dष", "क्\u200dष"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d⚕\ufe0f", "👩\u200d⚕\ufe0f"),
        ("soft\xadhyphen", r"soft\xadhyphen"),
        ("tag\U000e0041", r"tag\U000e0041"),
    ],
    ids=ascii,
)
def test_joiners_stay_where_they_join(text, shown):
    """Scripts and pictures keep them; between Latin letters they only hide, and are written out as all that hides."""
    assert visible(text) == shown
    assert visible(shown) == shown
    assert json.loads(json_safe(json.dumps(text, ensure_ascii=False))) == text


@steady
@given(any_text)
def test_what_is_visible_steers_nothing(text):
    """Whatever text comes, what is shown has no unsafe character, and is shown the same a second time."""
    shown = visible(text)
    assert not steering(shown, "")
    assert not set(shown) & set(UNSAFE)
    assert visible(shown) == shown


@steady
@given(plain)
def test_safe_text_is_unchanged(text):
    """Text without unsafe characters is shown letter for letter, also as JSON."""
    assert visible(text) == text
    assert json_safe(text) == text


def test_markup_and_scripts_are_safe():
    """Brackets, backslashes, emoji and every script are text like any other."""
    assert visible(MARKUP + SCRIPTS) == MARKUP + SCRIPTS


@steady
@given(values, st.sampled_from([None, 2]))
def test_safe_json_says_the_same_and_steers_nothing(value, indent):
    """A document without its unsafe characters is read back as the same value, and keeps its layout."""
    document = json.dumps(value, ensure_ascii=False, indent=indent)
    safe = json_safe(document)
    assert json.loads(safe) == value
    assert not steering(safe)
    assert not set(safe) - {"\n"} & set(UNSAFE)
    assert safe.count("\n") == document.count("\n")


@pytest.mark.parametrize(
    "character", ["\0", "\t", "\r", "\x1b", "\x7f", "\x9b", "\u061c", "\u202e", "\ufeff", "\udc80"]
)
def test_an_unsafe_character_becomes_its_json_escape(character):
    """JSON has it as the number of the character in four digits; only line breaks stay."""
    assert json_safe(f'"a{character}"\n') == f'"a\\u{ord(character):04x}"\n'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, 5 of 5.", "plain words, 5 of 5."),
        ("a *b* [c](d)", r"a \*b\* \[c\](d)"),
        ("- no list", r"\- no list"),
        ("\x1b[2J", r"\\x1b\[2J"),
    ],
)
def test_markdown_shows_a_text_as_it_is(text, shown):
    """Its signs are no signs to it, nor does a text begin anything."""
    assert markdown_safe(text) == shown
