"""What does not show: shown, found and linted in one way, wherever it stands."""

import json
import unicodedata

import pytest
from hostile import inside, many, written
from paths import DATA

pytestmark = pytest.mark.usefixtures("little_english")

HIDDEN = ["\u200b", "\xad", "\u2060", "\U000e0041", "\u202e", "\u200d", "\u200c", "\u034f", "\ufeff", "\u115f"]
LOOKALIKES = {"a": "\u0430", "o": "\u043e", "e": "\u0435", "c": "\u0441"}


def base(tmp_path, claim, alias="rehearsal"):
    """A base with this claim."""
    content = many(5)
    content["facts"][3]["claim"] = claim
    content["facts"][3]["aliases"] = [alias]
    return str(written(tmp_path / "facts.json", content))


def found(facts, *words):
    """The ids of the facts that *words* find, and what was told."""
    result = inside("search", *words, "--exact", "--json", "--facts", facts)
    return [hit["fact"]["id"] for hit in json.loads(result.stdout)["hits"]], result.stderr.decode()


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_what_does_not_show_hides_nothing(tmp_path, hidden):
    """A claim with it in a word is found without it, and the reverse; it is shown written out, and check reports it."""
    facts = base(tmp_path, f"The walnut{hidden}tree blooms.")
    assert found(facts, "walnuttree") == (["fact-3"], "")
    assert found(facts, f"bl{hidden}ooms") == (["fact-3"], "")
    shown = inside("search", "blooms", "-n", "1", "--fields", "claim", "--facts", facts).stdout.decode()
    assert hidden not in shown
    assert hidden.encode("unicode_escape").decode() in shown
    result = inside("check", facts)
    assert result.returncode == 1
    assert f"holds U+{ord(hidden):04X}, which does not show" in result.stdout.decode()
    assert "hidden-character: facts[3].claim" in result.stdout.decode()
    opened = inside("show", f"rehear{hidden}sal", "--facts", facts, "--fields", "id")
    assert opened.stdout == b"fact-3\n"


@pytest.mark.parametrize("letter", LOOKALIKES)
def test_letters_that_look_alike_meet(tmp_path, letter):
    """A letter of another script within a Latin word is read as what it looks like, and check reports it."""
    facts = base(tmp_path, "The peacock roamed.".replace(letter, LOOKALIKES[letter]))
    assert found(facts, "peacock") == (["fact-3"], "")
    plain = base(tmp_path, "The peacock roamed.")
    assert found(plain, "peacock".replace(letter, LOOKALIKES[letter], 1)) == (["fact-3"], "")
    facts = base(tmp_path, "The peacock roamed.".replace(letter, LOOKALIKES[letter]))
    assert "only looks Latin" in inside("check", facts).stdout.decode()


@pytest.mark.parametrize("text", ["Кетамин и вода", "κεταμίνη", "a dose of 5 μg", "α2 agonists", "👩‍⚕️ क्‍ष می‌خواهم"])
def test_other_scripts_are_no_disguise(tmp_path, text):
    """Words of one script are what they are, and what that is written with is not reported."""
    facts = base(tmp_path, f"{text} blooms.")
    assert inside("check", facts).stdout.endswith(b"no problems\n")
    assert found(facts, text)[0][:1] == ["fact-3"]


@pytest.mark.parametrize("base_form", ["NFC", "NFD"])
@pytest.mark.parametrize("document_form", ["NFC", "NFD"])
@pytest.mark.parametrize("query_form", ["NFC", "NFD"])
def test_accents_meet_however_they_are_written(tmp_path, base_form, document_form, query_form):
    """Composed or not, in the base, its documents, queries and names."""
    sentence = "Das Öl für 한국 wärmt naïve Gemüter über Å nacht."
    (tmp_path / "one.txt").write_text(unicodedata.normalize(document_form, f"Kopf\n\n{sentence}\n"), encoding="utf-8")
    content = many(1)
    content["facts"][0] |= {
        "claim": unicodedata.normalize(base_form, "Öl wärmt."),
        "evidence": [
            {
                "source": "one",
                "section": "Kopf",
                "from": unicodedata.normalize(base_form, "Das Öl für 한국"),
                "to": unicodedata.normalize(base_form, "über Å nacht."),
            }
        ],
    }
    facts = str(written(tmp_path / "facts.json", content))
    result = inside("check", facts, "--documents", str(tmp_path), "--json")
    rules = {each["rule"] for each in json.loads(result.stdout)["problems"]}
    assert rules == {"document-changed", "passage-unpinned"}
    shown = inside("show", "fact-0", "--documents", str(tmp_path), "--json", "--facts", facts)
    quote = json.loads(shown.stdout)["quotes"][0]["passage"]
    assert quote == unicodedata.normalize(document_form, sentence)
    assert found(facts, unicodedata.normalize(query_form, "wärmt"))[0] == ["fact-0"]


def test_the_shipped_base_hides_nothing():
    """Nor do the bases of the tests."""
    for facts in ([], [str(DATA / "good" / "short.yaml")]):
        assert b"hidden-character" not in inside("check", *facts).stdout
