"""Words, stems and spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketcli.words import text


@given(st.text())
def test_normalise_is_idempotent(anything):
    """Normalising twice changes nothing more."""
    assert text.normalise(text.normalise(anything)) == text.normalise(anything)


@pytest.mark.parametrize("word", ["한국어", "漢字", "ภาษาไทย", "हन"])
def test_what_is_folded_is_still_written_as_people_write_it(word):
    """A word of a script without accents is its own normal form, and no syllable of it is in pieces."""
    assert text.normalise(word) == word


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_stem_is_idempotent(anything):
    """A stem is its own stem."""
    for word in text.words(anything):
        assert text.stem(text.stem(word)) == text.stem(word)


@given(st.text())
def test_spans_name_their_words(anything):
    """Each span covers a stretch of the text that holds the word, in order and without overlap."""
    end = 0
    for start, stop, word in text.spans(anything):
        assert end <= start < stop or (start, stop) != (0, 0)
        assert word in text.words(anything[start:stop])
        end = start


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("ﬁbromyalgia", "fibromyalgia"),
        ("ＢＤＮＦ", "bdnf"),
        ("naïve", "naive"),
        ("straße", "strasse"),
    ],
)
def test_compatible_forms_fold(one, other):
    """Accents, ligatures, full width and case make no difference."""
    assert text.words(one) == text.words(other)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("side-effects", ["side", "effects"]),
        ("side_effects", ["side", "effects"]),
        ("N-methyl-D-aspartate", ["n", "methyl", "d", "aspartate"]),
        ("don't", ["dont"]),
        ("what’s", ["what"]),
        ("patient's", ["patient"]),
        ("  …!  ", []),
        ("", []),
    ],
)
def test_words(typed, words):
    """Hyphens and underscores separate, apostrophes vanish, punctuation is no word."""
    assert text.words(typed) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hallucinate", "hallucinations"),
        ("anaesthetic", "anesthetics"),
        ("oesophagus", "esophagus"),
        ("behaviour", "behavior"),
        ("personalised", "personalized"),
        ("tranquilliser", "tranquilizer"),
        ("analyse", "analyzing"),
        ("centre", "centers"),
        ("addictive", "addiction"),
        ("effectiveness", "effective"),
    ],
)
def test_inflections_and_spellings_meet(one, other):
    """Inflections, and British and American spellings, have one stem."""
    assert text.stem(one) == text.stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fasting", "fast"),
        ("severe", "several"),
        ("effective", "effect"),
        ("effective", "ineffective"),
        ("tolerance", "tolerated"),
        ("hypertension", "hypotension"),
        ("indication", "contraindication"),
        ("medication", "medical"),
        ("refinance", "refined"),
        ("positive", "position"),
        ("stoned", "stones"),
        ("partying", "party"),
        ("tripping", "trip"),
        ("visions", "vision"),
        ("complicated", "complications"),
        ("withdrawal", "withdraw"),
    ],
)
def test_different_words_stay_apart(one, other):
    """Words that say different things keep different stems, also where a stemmer would unite them."""
    assert text.stem(one) != text.stem(other)


def test_camel_parts():
    """Camel case is taken apart at its seams, abbreviations stay whole."""
    assert text.camel_parts("sideEffects") == ["side", "Effects"]
    assert text.camel_parts("NMDAReceptor") == ["NMDA", "Receptor"]
    assert text.camel_parts("BDNF") == ["BDNF"]
