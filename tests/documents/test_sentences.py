"""Sentences end where a reader of the language ends them, and at no abbreviation."""

import pytest
from paths import DATA

from ketcli.documents.sentences import Ends


def parts(text, abbreviations=()):
    """The sentences of *text*."""
    return [text[start:end] for start, end in Ends(abbreviations).split(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Under Art. 5 of the Treaty, see No. 12, Sec. 4, pp. 4-9 of Vol. 3 and para. 7.",
        "As of Jan. 5, 2004, Foo Inc. The Licensor grants nothing.",
        "He holds a Ph.D. Smith holds none, cf. Chap. IV of Smith v. Jones.",
        "Das gilt z. B. Das Haus nicht, d. h. Es bleibt nach Abs. 2 Nr. 3.",
        "Siehe vgl. Abb. 4 bzw. Tab. 2 u. a. Kläger.",
        "J. Postel and É. Zola of the U.S. Army (see Fig. 3) wrote, e. g. Monday.",
    ],
)
def test_abbreviations_of_law_science_and_letters_end_no_sentence(sentence):
    """Neither before a number nor before a capital."""
    assert parts(f"{sentence} Then it ended.") == [sentence, "Then it ended."]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Is it safe?", "No.", "He said so."],
        ["It was a work of art.", "She saw the sun.", "Then more."],
        ["Ähnlich war es.", "Öl ist da.", "Élise répond.", "Да.", "Жизнь прекрасна!", "Да."],
        ["Il dit « Oui. »", "« Non. »", "C’est fini."],
        ["It works.", "`Make` does not.", "**Never** do it.", "_So_ it is."],
    ],
)
def test_a_sentence_begins_with_any_capital(sentences):
    """Of whatever script, also after an opening mark; a word that is an abbreviation only before a number ends one."""
    assert parts(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["It is described below.", "seedmail (see above) sends letters.", "ls lists it."],
        ["Write to seeds@example.org.", "maintonly keeps quiet.", "See https://example.org/seeds.", "apt gets it."],
        ["Write to nnn@example.org.", "-1 is the first letter.", "--all is the whole."],
        ["It is approx. so, einschl. derer, suppl. others, etc. and more... and more.", "It is."],
        ["He means the misc. files and so on (see no. five of them!) and all."],
    ],
)
def test_a_program_or_an_option_may_begin_a_sentence(sentences):
    """With its small letter, after a word that is none cut short, or after an address."""
    assert parts(" ".join(sentences)) == sentences


def test_scripts_without_blanks_have_sentences_too():
    """Their full stops need no white space after them."""
    assert parts("今日は晴れです。明日は雨です。") == ["今日は晴れです。", "明日は雨です。"]


def test_the_abbreviations_of_a_base_end_no_sentence_either():
    """With or without their full stop, of several words too, however their letters are parted by blanks."""
    text = "Am 3. Werktag gilt gem. Satzung die Miete. Sie zahlt."
    assert len(parts(text)) == 4
    assert parts(text, ["am 3.", "Am 3", "gem."]) == ["Am 3. Werktag gilt gem. Satzung die Miete.", "Sie zahlt."]
    assert parts("Im  Sinne\nd. Gesetzes gilt das. Ja.", ["Sinne d."]) == ["Im  Sinne\nd. Gesetzes gilt das.", "Ja."]
    assert len(parts(f"It was {'x' * 80}. So.", ["x" * 80])) == 1


@pytest.mark.parametrize(
    "line",
    [line for line in (DATA / "sentences.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("# ")],
)
def test_labelled_texts_of_many_kinds_divide_as_labelled(line):
    """Of law, manuals, standards and other languages; a bar is where a sentence ends."""
    assert parts(line.replace("|", "")) == [part.strip() for part in line.split("|")]
