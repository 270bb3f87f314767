"""Words of a query as they are read: whole, in parts, joined, unfinished or misspelt."""

import math

import pytest
from comparing import BASE, compiled

from ketcli.facts.nouns import Fact, Related
from ketcli.retrieval import reading
from ketcli.retrieval.reading import WordReader
from ketcli.retrieval.tiers import CLOSE, EXACT, PREFIX

SAID = {
    "Tea is calming to the heart.": ("does it calm the heart", "heart rate", "is it soothing"),
    "A cup of tea takes away pain.": ("chronic pain", "pains in the foot", "cups of tea"),
    "The brain needs tea before breakfast.": ("brain fog in the morning", "is it good for the mind"),
    "Who drinks it floats above the body.": ("floating above yourself", "does everybody float"),
    "A needle is of no use in a tea house.": ("what is a tea house", "needles"),
    "Leaves are dried for an hour.": ("how many hours", "how long are leaves dried"),
    "The foot of the pot is broad.": ("how broad is the foot", "what is a pot for"),
    "Good teeth need less sugar.": ("is it bad for teeth", "sugar and teeth", "how sweet is it"),
    "There are many kinds of leaves.": ("what kinds are there", "which leaf is best"),
    "It ends with a bitter taste.": ("why is it bitter", "how does it end"),
    "Old tea is in a worse state than young tea.": ("state of old tea", "does ageing help"),
    "Mint is added by some.": ("with mint or without", "who adds mint"),
    "A teacup holds less than a mug.": ("how large is a teacup", "mug of tea", "pot of tea", "tin of tea"),
    "A pulse of tea a day, or a puff, is harmless.": ("puff of tea", "hot tea", "tea pet", "hat of tea"),
}
SPOKEN = BASE._replace(
    facts=tuple(
        Fact(f"fact-{number}", ("brewing",), claim, BASE.facts[0].evidence, questions=questions)
        for number, (claim, questions) in enumerate(SAID.items())
    ),
    conflicts=(),
    synonyms=(
        *(("kettle", "samovar"), ("calming", "soothing"), ("at home", "indoors"), ("x ray", "picture")),
        *(("tea house", "parlour"), ("heart rate", "pulse"), ("green tea", "sencha"), ("drink up", "finish")),
    ),
    related=(Related(("biscuits",), "sugar"),),
    lookalikes=(("mint", "mind"), ("heat", "heart"), ("suga", "saga"), ("heartrate", "heartbeat")),
)


@pytest.fixture(scope="module")
def tea():
    """A small base of everyday words."""
    return compiled(SPOKEN)


def read(index, query, *, exact=False):
    """The words of *query* as read: ~ before what was corrected, * behind what is unfinished, ? behind the unknown."""
    ends = {None: "{}?", EXACT: "{}", CLOSE: "~{}", PREFIX: "{}*"}
    return " ".join(ends[word.tier].format(word.word) for word in WordReader(index, exact=exact).read(query.split()))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("brian fog", "~brain fog"),
        ("hart rate", "~heart rate"),
        ("hart", "hart?"),
        ("chronic pane", "chronic ~pain"),
        ("brain frog", "brain ~fog"),
        ("old sate of tea", "old ~state of tea"),
        ("floating abve youself", "floating ~above ~yourself"),
        ("teahouse", "tea house"),
        ("teaHouse", "tea house"),
        ("teahousse", "~tea ~house"),
        ("greentea", "green tea"),
        ("drinkup", "drink up"),
        ("heartrate", "heartrate?"),
        ("tea cup", "tea cup"),
        ("samovars", "~samovar"),
        ("biscuit", "biscuit"),
        ("kettles", "kettles"),
        ("calms", "calms"),
        ("calmings", "~calming"),
        ("calmi", "calmi*"),
        ("your tea", "your tea"),
        ("cant", "cant"),
        ("im calm", "calm"),
        ("im", "im?"),
        ("im vs iv", "im? vs iv?"),
        ("or im", "or im?"),
        ("vs tea im", "vs tea"),
        ("im tea vs iv", "tea vs iv?"),
        ("tea im", "tea"),
        ("sam ovar tea", "samovar tea"),
        ("bis cuit", "biscuit"),
        ("harm less", "harmless"),
        ("suga", "suga?"),
        ("mint5", "mint5?"),
        ("athome", "at home"),
        ("xray", "xray?"),
        ("tast", "tast*"),
        ("sour", "sour?"),
        ("she", "she"),
        ("inA", "in a"),
        ("puf", "~puff"),
        ("pais", "~pains"),
        ("ened", "ened?"),
        ("pdai", "pdai?"),
        ("needlesly", "needlesly?"),
        ("treakfast", "treakfast?"),
        ("gcalming", "gcalming?"),
        ("way paid", "~who paid"),
        ("te house", "te? house"),
        ("best tec houme", "best tec? ~home"),
        ("tea opt ten", "tea opt? ten?"),
        ("cupa tia morning", "~cup ~tea morning"),
        ("ppt tek heart", "~pot ~tea heart"),
        ("whoa drinks it", "whoa? drinks it"),
        ("brian needs", "~brain needs"),
        ("brain needy", "brain ~need"),
        ("dryed four an", "dryed ~for an"),
        ("tenth need les", "tenth? needles"),
        ("thereed", "~there"),
        ("fom in", "~fog in"),
    ],
)
def test_how_a_query_is_read(tea, query, words):
    """Slips, also where they make other words of English, what is run together or apart, unfinished or unknown."""
    assert read(tea, query) == words


def test_each_word_is_taken_as_it_is_typed_where_that_is_asked_for(tea):
    """What is known in another form still is."""
    assert read(tea, "brian calms hart rate teahouse", exact=True) == "brian? calms hart? rate tea house"


@pytest.mark.parametrize(
    ("bound", "query", "words"),
    [
        ("COMPANY", "a tear house", "a ~tea house"),
        ("COMPANY", "aht tea", "~hat tea"),
        ("COMPANY", "cupb tea", "~cup tea"),
        ("LIKELY", "abovay", "~above"),
        ("SURE", "asbove", "~above"),
    ],
)
def test_as_much_as_is_needed_is_enough(tea, monkeypatch, bound, query, words):
    """And the least bit less is not: of likeness to what is meant, or of company."""
    measured = [each.likeness for each in WordReader(tea, exact=False)._candidates(query)]
    cover = WordReader._cover

    def measuring(*arguments):
        measured.append(cover(*arguments))
        return measured[-1]

    monkeypatch.setattr(WordReader, "_cover", measuring)
    read(tea, query)
    for needed, enough in ((max(measured), True), (math.nextafter(max(measured), 9), False)):
        monkeypatch.setattr(reading, bound, needed)
        assert (read(tea, query) == words) is enough


def test_what_is_run_together_is_told_as_it_was_typed(tea):
    """Words that are one, and one that is several."""
    words = WordReader(tea, exact=False).read(["hot", "Sam", "ovar", "TeaHouse"])
    assert [word.typed for word in words] == ["hot", "Sam ovar", "tea", "house"]


def test_a_word_that_nothing_knows_is_poor_company(tea, monkeypatch):
    """It makes the query longer that a question has to cover."""
    covers = []
    cover = WordReader._cover
    monkeypatch.setattr(WordReader, "_cover", lambda *arguments: covers.append(cover(*arguments)) or covers[-1])
    assert read(tea, "tear house") == "~tea house"
    assert read(tea, "tear house xyzzy") == "~tea house xyzzy?"
    known = math.hypot(*(term.weight for term in tea.vocabulary.terms(["tea", "hous"]).values()))
    assert covers[1] / covers[0] == pytest.approx(known / math.hypot(known, 0.25))


def test_an_unfinished_word_becomes_forty_at_most():
    """Those that the base uses most."""
    claim = " ".join(f"zorb{first}{last}" for first in "abcdefg" for last in "klmnop")
    base = compiled(BASE._replace(facts=(BASE.facts[0]._replace(claim=claim),), conflicts=()))
    (word,) = WordReader(base, exact=False).read(["zorb"])
    assert (word.tier, len(word.completions)) == (PREFIX, 40)
