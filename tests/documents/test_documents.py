"""Documents are folded, divided into sentences and list items, and searched for passages."""

import hashlib
import os

import pytest
from effort import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st
from paths import DATA

from ketcli.documents import document as documents
from ketcli.errors import DocumentError
from ketcli.facts.nouns import Passage
from ketcli.system import files

DOCUMENTS = DATA / "documents"
steady = settings(derandomize=True, database=None, max_examples=300)
typographic = st.text(alphabet=" \t\n\r\u00a0\u2003\u2028\u00ad\u200b\ufeff“”‘’'\"-–—‐−ﬁﬀﬆaB1.!?…é", max_size=60)


def units(text):
    """The texts of the units of *text*."""
    return [text[unit.start : unit.end] for unit in documents.parse("x", text).units]


def found(text, from_, to=None):
    """The texts of the places of a passage in *text*."""
    return [text[start:end] for start, end in documents.parse("x", text).find(Passage(from_, to))]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" two\twords \r\n and\u00a0a\u2003third\u2028line ", "two words and a third line"),
        ("“a” „b‟ «c»", '"a" "b" "c"'),
        ("it’s ‘so’ ‚now‛", "it's 'so' 'now'"),
        ("a‐b‑c‒d–e—f―g", "a-b-c-d-e-f-g"),
        ("\ufb00 \ufb01 \ufb02 \ufb03 \ufb04 \ufb05 \ufb06", "ff fi fl ffi ffl st st"),
        ("bene\u00adfit zero\u200bwidth \ufeffmark", "benefit zerowidth mark"),
        ("a \u200b b", "a b"),
        ("\ufb01\u0301 \ufb05\u0323", "f\u00ed s\u1e6d"),
        ("\u00ad", ""),
    ],
)
def test_what_two_copies_may_differ_in_folds(text, folded):
    """White space, quotation marks, dashes, ligatures and invisible hyphens are made alike."""
    assert documents.fold(text) == folded
    assert documents.digest(text) == documents.digest(folded)


def test_a_passage_is_pinned_by_twelve_digits():
    """Those that stand in every base."""
    assert documents.digest("It\nhelps.") == "72494ccc6639"


def test_what_has_no_letter_or_digit_is_no_word():
    """Dashes, bullets and dots between white space do not count."""
    assert documents.parse("x", "Effects – of * 2\n\n— It may help … – a little.\n").unseen == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.5 mg", "0,5 mg"),
        ("15 mg", "51 mg"),
        ("5", "٥"),
        ("5", "５"),
        ("m2", "m²"),
        ("-5", "−5"),
        ("+5", "-5"),
        ("5-6", "5 6"),
        ("FDA", "fda"),
        ("is", "is not"),
        ("unsafe", "un safe"),
        ("can", "can't"),
        ("cafe", "café"),
        ("µg", "mg"),
        ("½", "1/2"),
        ("1 000", "1000"),
        ("<5", "≤5"),
        ("effective.", "effective?"),
        ("so...", "so…"),
        ("“a”", "‘a’"),
    ],
)
def test_what_says_something_else_never_folds(one, other):
    """Digits, signs, case, words, negations, accents and punctuation are kept."""
    assert documents.fold(one) != documents.fold(other)
    assert documents.digest(one) != documents.digest(other)


@steady
@given(st.one_of(st.text(), typographic))
def test_folding_is_idempotent_and_keeps_count_of_offsets(text):
    """A folded text folds to itself, and a document keeps the place of each character of its folded text."""
    folded = documents.fold(text)
    assert documents.fold(folded) == folded
    document = documents.parse("x", text)
    assert document.folded == folded
    assert len(document.offsets) == len(folded) + 1
    assert list(document.offsets) == sorted(document.offsets)
    for character, offset in zip(document.folded, document.offsets, strict=False):
        assert character in documents.fold(f".{text[offset]}.")


@steady
@given(st.one_of(st.text(), typographic))
def test_units_are_trimmed_stretches_in_order(text):
    """Sentences and list items never overlap, are and are never blank."""
    last = 0
    for unit in documents.parse("x", text).units:
        assert last <= unit.start < unit.end
        content = text[unit.start : unit.end]
        assert content == content.strip()
        last = unit.end


@steady
@given(typographic, typographic, typographic)
def test_a_passage_is_found_however_it_is_set(before, middle, after):
    """A stretch of a document, copied in any of its typographic forms, is found where it stands."""
    passage = f"\0{middle}\0"
    folded = documents.fold(passage)
    text = f"{before} {passage} {after}"
    document = documents.parse("x", text)
    for form in (passage, folded, folded.replace(" ", "\n"), folded.replace("-", "—").replace('"', "”")):
        ((start, end),) = document.find(Passage(form))
        assert text[start:end] == passage


words = st.sampled_from(
    "It is not use it Use 5 0.5 “so” so a A — e.g. it. use. 15. No! no. (is) ﬁt fit a\u00adb ab".split()
)
lines = st.builds(
    lambda mark, line: mark + " ".join(line), st.sampled_from(["", "", "- ", "1) "]), st.lists(words, max_size=14)
)


@steady
@given(st.lists(lines, max_size=8).map("\n".join), st.data())
def test_a_passage_made_from_a_sentence_is_never_found_in_another(text, data):
    """Pinned by first and last words of any sentence, a passage is found in that one sentence or refused."""
    document = documents.parse("x", text)
    for unit in document.units:
        sentence = documents.fold(text[unit.start : unit.end]).split()
        first = data.draw(st.integers(1, max(1, len(sentence))))
        last = data.draw(st.integers(0, len(sentence)))
        from_, to = " ".join(sentence[:first]), " ".join(sentence[len(sentence) - last :]) or None
        places = document.find(Passage(from_, to))
        assert places or not from_
        if len(places) == 1:
            ((start, end),) = places
            assert document.units_in(start, end) == [unit]
            passage = documents.fold(text[start:end])
            assert " ".join(sentence).startswith(passage)
            assert passage.startswith(from_)
            assert passage.endswith(to or from_)


@steady
@given(st.lists(lines, max_size=8).map("\n".join))
def test_a_whole_sentence_is_found_wherever_it_stands(text):
    """Pinned by all its words, a sentence is found at its own place, and in others only if they say it too."""
    document = documents.parse("x", text)
    for unit in document.units:
        sentence = documents.fold(text[unit.start : unit.end])
        places = document.find(Passage(sentence))
        assert [places for start, _ in places if unit.start <= start < unit.end] or not sentence
        assert all(sentence in documents.fold(text[start:end]) for start, end in places)


def test_a_document_divides_into_sentences_and_list_items():
    """Headings, the table of contents and list marks are left out; abbreviations and initials end no sentence."""
    document = documents.read(DOCUMENTS / "leaflet.txt")
    assert [(unit.section, unit.paragraph, document.text[unit.start : unit.end]) for unit in document.units] == [
        ("Where it comes from", 1, "Chemists first made ketamine in 1962, and surgeons were using it by the 1970s."),
        ("Where it comes from", 1, "Dr. Ana Reyes calls it “an old tool with a new job.”"),
        ("Where it comes from", 1, "It is sold in the U.S. Northwest as an anesthetic, i.e. a drug for operations."),
        ("What a visit is like", 1, "You sit in a quiet room for 40–60 minutes…"),
        ("What a visit is like", 1, "A nurse checks your blood pressure every 15 minutes, e.g. with a cuff."),
        ("What a visit is like", 1, "Do not drive home afterwards!"),
        ("What a visit is like", 2, "Common effects:"),
        ("What a visit is like", 3, "Nausea"),
        ("What a visit is like", 4, "A dry mouth (about 1 in 5)"),
        ("What a visit is like", 5, "Feeling “far away”, which doesn’t last"),
        ("What a visit is like", 6, "Eat lightly before you come"),
        ("What a visit is like", 7, "Bring a friend"),
        ("Is it for everyone?", 1, "People whose blood pressure is not under control should not have it."),
        ("Is it for everyone?", 1, "Is it habit-forming?"),
        ("Is it for everyone?", 1, "Some writers say so; others call the risk small at 0.5 mg/kg."),
    ]


def test_a_document_without_headings_has_numbered_paragraphs():
    """Where there is no heading, units have no section and their paragraph's number."""
    document = documents.read(DOCUMENTS / "letters.txt")
    assert [(unit.section, unit.paragraph) for unit in document.units] == [(None, 1), (None, 1), (None, 2), (None, 2)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It helps. It may not.", ["It helps.", "It may not."]),
        ("Does it?  Yes! And then…\tMore.", ["Does it?", "Yes!", "And then…", "More."]),
        (
            "He said “stop.” Then (it ended.) [So.] “Now” it is.",
            ["He said “stop.”", "Then (it ended.)", "[So.]", "“Now” it is."],
        ),
        ("In 1962. 1970 followed.", ["In 1962.", "1970 followed."]),
        ("At 0.5 mg or 1.5 mg. it works.", ["At 0.5 mg or 1.5 mg. it works."]),
        ("Ask Dr. Lim, Mrs. Roe, Prof. X. Yu or St. Anne, e.g. Monday.", None),
        ("Fig. 1 shows ketamine vs. Placebo in the U.S. Army (see J. K. Rowe).", None),
        ("Ask ketcli.org. Now.", ["Ask ketcli.org.", "Now."]),
        ("The end of it. ", ["The end of it."]),
        ("What next?!” She knew.", ["What next?!”", "She knew."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts):
    """A mark of the end, perhaps closing quotes, and then a capital or a digit; but no abbreviation."""
    assert units(text) == (parts or [text])


@pytest.mark.parametrize("mark", [*"\"'”’)]", "", "?!", "!…”)"])
def test_a_sentence_ends_with_what_it_closes(mark):
    """Quotation marks and brackets that close after its end belong to it."""
    assert units(f"It ended.{mark} So it did.") == [f"It ended.{mark}", "So it did."]


@pytest.mark.parametrize("mark", [*"\"'“‘([", ""])
def test_a_sentence_begins_with_what_it_opens(mark):
    """With a capital or a digit after it; before a small letter it goes on, but after a long word."""
    assert units(f"It ended. {mark}So it did.") == ["It ended.", f"{mark}So it did."]
    assert units(f"It ended. {mark}9 did.") == ["It ended.", f"{mark}9 did."]
    assert units(f"It did. {mark}so it was.") == [f"It did. {mark}so it was."]


@pytest.mark.parametrize("before", ["", "So ", "So ("])
@pytest.mark.parametrize("word", "A U.S J.K.R Dr Mr Mrs Ms Prof St vs e.g i.e etc approx Fig".split())
def test_an_abbreviation_ends_no_sentence(before, word):
    """Wherever it stands."""
    assert units(f"{before}{word}. Lim said it.") == [f"{before}{word}. Lim said it."]


@pytest.mark.parametrize("word", "FDA PhD Edr Sta avs egg ice beg die fetc Configs 5 é x r s M) Most.".split())
def test_any_other_word_may_end_one(word):
    """Also one that looks like an abbreviation, or has one in it."""
    assert units(f"It was {word}. Lim said it.") == [f"It was {word}.", "Lim said it."]


@pytest.mark.parametrize("end", ["!", "?", "…", ".)"])
def test_an_abbreviation_ends_with_its_full_stop(end):
    """With any other end it is the last word of a sentence."""
    assert units(f"Is it vitamin A{end} Lim said it.") == [f"Is it vitamin A{end}", "Lim said it."]


@pytest.mark.parametrize("mark", [*"-–—*•·‣▪●◦✔✓☑", "1)", "12)", "  -", "\t•"])
def test_list_items_are_units_without_their_mark(mark):
    """Each item of a list is a unit, however its list is marked; it heads no section."""
    text = f"Intro:\n{mark} Dry mouth\n{mark}\tThirst\n{mark}  Short. And long\n"
    assert units(text) == ["Intro:", "Dry mouth", "Thirst", "Short.", "And long"]


@pytest.mark.parametrize("line", ["-5 degrees", "-", "1. History", "*note"])
def test_what_only_looks_like_a_list_mark_is_none(line):
    """A sign without a space after it belongs to its word, and a number with a full stop to its heading."""
    (unit,) = documents.parse("x", f"{line}\nHere is a sentence.").units
    assert unit.section == line


@pytest.mark.parametrize("line", ["History", "Is it safe?", "3.4 Ketamine for Pain (IV)", " ".join(["word"] * 12)])
def test_short_lines_without_an_end_are_headings(line):
    """A heading is no unit, and names the section of what follows."""
    document = documents.parse("x", f"One.\n{line}\nTwo.\nThree.\n")
    assert [(unit.section, unit.paragraph) for unit in document.units] == [(None, 1), (line, 1), (line, 2)]


@pytest.mark.parametrize("line", ["It helps.", "For example:", "“It did!”", "One thing;", " ".join(["word"] * 13)])
def test_other_lines_are_sentences(line):
    """A line that ends as a sentence does, or is long, is one."""
    assert units(f"Title\n{line}\n") == [line]


@pytest.mark.parametrize("end", ".!:;,…")
@pytest.mark.parametrize("mark", [*"\"'”’)", "", ".”)"])
def test_a_line_that_ends_as_a_sentence_does_is_no_heading(end, mark):
    """Whatever closes after its end."""
    assert units(f"One thing{end}{mark}") == [f"One thing{end}{mark}"]
    assert units(f"One{end} thing{mark.lstrip('.')}") == []


@pytest.mark.parametrize("title", ["Table of Contents", "TABLE OF CONTENTS:", "— Table of contents —"])
def test_a_table_of_contents_is_left_out(title):
    """The items after its title are none of the document's, up to the first line that is no item."""
    assert units(f"{title}\n\n- 1. One\n\n- 2. Two\nHeading\n- Item\n") == ["Item"]


def test_a_passage_is_pinned_by_its_first_and_last_words():
    """It begins where its first words stand and ends with the first of its last words after them."""
    text = "Use it. It is of use to some, of no use to others. Use it well."
    assert found(text, "It is of", "others.") == ["It is of use to some, of no use to others."]
    assert found(text, "It is of", "use") == ["It is of use"]
    assert found(text, "Use it well.") == ["Use it well."]


def test_the_last_words_may_be_among_the_first_but_end_no_earlier():
    """First and last words may overlap; the passage is never shorter than either."""
    assert found("It is safe. Is it?", "It is safe.", "safe.") == ["It is safe."]
    assert found("It is safe. Is it?", "It is", "is safe.") == ["It is safe."]
    assert found("It is safe. Is it?", "It", "It is") == ["It is"]
    assert found("Use and use of it", "Use and use", "use") == ["Use and use"]
    assert found("a b c a b", "a b c", "a b") == ["a b c a b"]


def test_first_words_that_stand_twice_are_found_twice():
    """Also where last words follow only one of them, or the places overlap."""
    assert len(found("An hour. An hour.", "An hour")) == 2
    text = "An hour here. An hour there"
    assert found(f"{text}.", "An hour", "here.") == ["An hour here.", "An hour there."]
    assert found(text, "An hour", "here.") == ["An hour here.", "An hour"]
    assert len(found("aaa", "aa")) == 2


@pytest.mark.parametrize(
    ("from_", "to"),
    [
        ("it is", None),
        ("It isn't", None),
        ("It is", "unsafe."),
        ("for 21.", "It"),
        ("It is safe for 12", None),
        ("\u00ad", None),
    ],
)
def test_a_passage_that_is_not_there_is_not_found(from_, to):
    """Other case, words or digits, or last words that come first, are nowhere; nor is a passage of nothing."""
    assert found("It is safe. It was safe for 21.", from_, to) == []


def test_a_passage_runs_across_lines():
    """Line breaks are white space like any other."""
    assert found("It is\r\n safe\n\nfor all.", "It is safe", "for all.") == ["It is\r\n safe\n\nfor all."]


def test_a_passage_is_shown_in_its_sentence():
    """With what its sentence says before and after it; a whole sentence stands alone."""
    document = documents.read(DOCUMENTS / "short.txt")
    assert document.in_context(Passage("is given as", "a vein")) == (
        "Ketamine ",
        "is given as a drip into a vein",
        ", with a nurse or Dr. Lim in the room.",
    )
    assert document.in_context(Passage('"Floating" feelings, also', "hour")) == (
        "",
        "“Floating” feelings, also for an hour",
        "",
    )
    assert document.in_context(Passage("How it is given")) == ("", "How it is given", "")
    before, passage, after = document.in_context(Passage("with a nurse", "One visit"))
    assert before.startswith("Ketamine is")
    assert passage == "with a nurse or Dr. Lim in the room. One visit"
    assert after == " takes about 40 minutes."


def test_a_stretch_touches_the_units_that_it_shares_a_character_with():
    """Not those that it only borders on."""
    document = documents.parse("x", "One. Two. Six.")
    two = document.units[1]
    assert document.units_in(4, 5) == []
    assert document.units_in(4, 6) == document.units_in(8, 10) == document.units_in(6, 7) == [two]
    assert document.units_in(3, 11) == list(document.units)


def test_a_text_that_is_no_file_has_no_sha256():
    """Only what has been read from a file has one."""
    assert documents.parse("x", "One.").sha256 == ""


@pytest.mark.parametrize("words", ["for an hour", "for a day"])
def test_a_passage_in_no_one_place_has_no_context(words):
    """What is found twice, or never, is not shown."""
    assert documents.read(DOCUMENTS / "short.txt").in_context(Passage(words)) is None


LEAFLET = """Start here.

Effects

They vary. Common ones:
- Nausea
- Dry mouth. Thirst
- Sleep

Most pass. Ask us.

More effects

- Rarely, pain
- Never, joy

The end.
"""


@pytest.mark.parametrize(
    ("from_", "to", "before", "after"),
    [
        ("Start here.", None, "", ""),
        ("They vary.", None, "", "Common ones:"),
        ("vary", None, "", "Common ones:"),
        ("Common ones:", None, "They vary.", "Nausea"),
        ("Nausea", None, "Common ones:", "Dry mouth."),
        ("Dry mouth.", None, "Common ones:", "Thirst"),
        ("Thirst", None, "Dry mouth.", "Sleep"),
        ("Sleep", None, "Common ones:", "Most pass."),
        ("Most pass.", None, "Sleep", "Ask us."),
        ("They vary.", "Nausea", "", "Dry mouth."),
        ("Dry mouth.", "Sleep", "Common ones:", "Most pass."),
        ("Ask us.", None, "Most pass.", ""),
        ("Rarely, pain", None, "", "Never, joy"),
        ("Never, joy", None, "", "The end."),
        ("The end.", None, "Never, joy", ""),
        ("More effects", None, "", ""),
        ("Not there.", None, "", ""),
        ("e", None, "", ""),
    ],
)
def test_a_passage_has_its_neighbours(from_, to, before, after):
    """The sentence before and the one after, of the same section; in an item first, what leads into its list."""
    assert documents.parse("x", LEAFLET).around(Passage(from_, to)) == (before, after)


def test_a_list_at_the_beginning_has_nothing_before_it():
    """Where no sentence leads into the list, nothing is shown before its items."""
    document = documents.parse("x", "- One\n- Two\n- Three\n")
    assert document.around(Passage("One")) == ("", "Two")
    assert document.around(Passage("Three")) == ("", "")


def test_a_sentence_of_an_item_stands_behind_the_one_before_it():
    """What leads into the list is before the first of them only."""
    document = documents.parse("x", "Tips\nThese:\n- It is made. It is sold.\n- They are eaten. They go.\n")
    assert document.around(Passage("It is sold.")) == ("It is made.", "They are eaten.")
    assert document.around(Passage("They are eaten.")) == ("These:", "They go.")


def test_a_list_is_led_into_by_the_sentence_above_it():
    """Not by one above another list, or in another section of the same name."""
    document = documents.parse("x", "Tips\nFirst:\n- One\nThen:\n- Two\nBreak\nSo.\nTips\n- Three\n")
    assert document.around(Passage("Two")) == ("Then:", "")
    assert document.around(Passage("Three")) == ("", "")


def test_a_byte_order_mark_belongs_to_no_sentence(tmp_path):
    """A document that begins with one reads as one that does not; only its sha256 differs."""
    path = tmp_path / "a.txt"
    data = "\ufeffIt helps. It may not.".encode()
    path.write_bytes(data)
    assert documents.read(path).text == "It helps. It may not."
    assert documents.read(path).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "not a regular file"),
        (os.mkfifo, "not a regular file"),
        (lambda path: path.write_bytes(b"caf\xe9"), r"not UTF-8 \(byte 3\)"),
        (lambda path: path.write_bytes("x".encode("utf-16")), r"not UTF-8 \(byte 0\)"),
        (lambda path: path.write_bytes(b"x" * (2**20 + 1)), "larger than 1 MiB"),
        (lambda path: path.symlink_to(path), "no such file|symbolic links"),
    ],
)
def test_what_is_no_document_is_refused_by_name(tmp_path, monkeypatch, make, reason):
    """Missing, a folder, a pipe, not UTF-8, too large or a link to itself: the error says which file and why."""
    monkeypatch.setattr(documents, "MAX_DOCUMENT_BYTES", 2**20)
    path = tmp_path / "a.txt"
    make(path)
    with pytest.raises(DocumentError, match=f"^{path}: ({reason})"):
        documents.read(path)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PermissionError(13, "Permission denied"), "Permission denied"), (OSError("out of luck"), "out of luck")],
)
def test_a_document_that_the_system_refuses_is_refused_by_name(tmp_path, monkeypatch, error, reason):
    """What the system says against reading it, as one word of its own or another, is the reason."""

    def refuse(*_):
        raise error

    path = tmp_path / "a.txt"
    path.write_text("It helps.")
    monkeypatch.setattr(files, "read", refuse)
    with pytest.raises(DocumentError, match=f"^{path}: {reason}$"):
        documents.read(path)


def test_a_document_of_more_than_16_mib_is_not_read(tmp_path):
    """No article is that large."""
    path = tmp_path / "a.txt"
    path.touch()
    os.truncate(path, 16 * 2**20 + 1)
    with pytest.raises(DocumentError, match=f"^{path}: larger than 16 MiB$"):
        documents.read(path)


def test_a_document_may_be_as_large_as_the_limit(tmp_path, monkeypatch):
    """Only what is larger is refused."""
    monkeypatch.setattr(documents, "MAX_DOCUMENT_BYTES", 2**20)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2**20)
    assert documents.read(path).name == "a.txt"


@pytest.mark.parametrize("sentence", ["It helps. ", "A. ", "Dr. ", "It is so… ", "- x\n", "a\u00adﬁ ", "? "])
def test_a_long_line_takes_no_long_time(sentence):
    """The time to divide a document grows with its length and no faster."""
    assert grows_in_proportion(lambda size: documents.parse("x", sentence * size), 2000)


@pytest.mark.parametrize(
    ("now", "passage", "altered"),
    [
        ("There are few risks.", "There are few risks.", False),
        ("It is not so. There are few risks.", "There are few risks.", False),
        ("It is not true that there are few risks.", "there are few risks.", True),
        ("There are few risks. Some doubt it.", "There are few risks.", False),
        ("There are few risks, some say.", "There are few risks", True),
        ("There are few risks", "There are few risks", False),
    ],
)
def test_a_sentence_that_has_grown_around_its_passage_is_altered(now, passage, altered):
    """Words before or after a pinned passage can turn its meaning; another sentence beside it does not."""
    document = documents.parse("x", f"A heading\n\n{now}", "now")
    start = document.text.index(passage)
    span = start, start + len(passage)
    pinned = documents.digest(passage)
    assert document.is_altered(span, pinned, "then") == altered
    assert not document.is_altered(span, pinned, "now")
    assert not document.is_altered(span, None, "then")
    assert document.is_altered(span, documents.digest("something else"), "now")


@pytest.mark.parametrize(
    ("composed", "written"),
    [
        ("\u00e9", "e\u0301"),
        ("\uac00", "\u1100\u1161"),
        ("\uac01", "\u1100\u1161\u11a8"),
        ("\uac01", "\uac00\u11a8"),
        ("\ud7a3", "\ud788\u11c2"),
    ],
)
def test_accents_fold_alike_however_they_are_written(composed, written):
    """A mark belongs to the letter before it, as the parts of a Korean syllable do; all have the place of the first."""
    whole, parted = (documents.parse("x", f"caf{letter} au lait") for letter in (composed, written))
    assert whole.folded == parted.folded
    assert parted.offsets[3:5] == (3, 3 + len(written))
    assert found(parted.text, composed) == [written]


SECTIONS = """Before them. It is so.

Once more. It is so.

# One #
It is so. It is not.

Two
---
So it is that it goes
on. It is so.
"""


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        (None, [1, 3, 6, 11]),
        ("One", [6]),
        ("Two", [11]),
        ("[Paragraph 2]", [3]),
        ("[Start]", [1, 3]),
        ("No", [1, 3, 6, 11]),
    ],
)
def test_a_section_tells_places_apart(section, lines):
    """By its heading, or where there is none by the number of the paragraph; one that is nowhere tells nothing."""
    document = documents.parse("x", SECTIONS)
    places = document.find(Passage("It is so."), section)
    assert [document.line(start) for start, _ in places] == lines


def test_a_section_has_units():
    """Those under its heading, each on one line."""
    document = documents.parse("x", SECTIONS)
    assert [document.said(unit) for unit in document.under("Two")] == ["So it is that it goes on.", "It is so."]
    assert len(document.under("[paragraph 1]")) == 2
    assert document.under("[Paragraph 9]") == document.under("Three") == []
    assert document.headings == ("One", "Two")
    assert document.unseen == 2


def test_of_a_sentence_that_stands_twice_the_one_in_the_section_is_shown():
    """With what stands around it there."""
    document = documents.parse("x", SECTIONS)
    assert document.in_context(Passage("It is so.")) is None
    assert document.in_context(Passage("It is so."), "One") == ("", "It is so.", "")
    assert document.around(Passage("It is so."), "Two") == ("So it is that it goes on.", "")
