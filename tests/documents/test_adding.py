"""What is added to a base is what was meant, and nothing is written that check would refuse."""

import difflib
import json
import os
import re

import pytest
from curating import SKELETON, TEA, begun, copied

from ketcli.documents import adding, audit
from ketcli.documents.adding import Wanted
from ketcli.errors import DocumentError, KetcliError, OutputError, UnknownNameError, UsageError
from ketcli.facts import dataset


@pytest.fixture
def base(tmp_path):
    """A base without facts, and the folder with its one document."""
    return begun(tmp_path)


def add(base, *sentences, source="leaf", **more):
    """Add to *base* what stands in *sentences*."""
    for one, several in (("section", "sections"), ("title", "titles")):
        if one in more:
            title = more.pop(one)
            more[several] = (title,) if title else ()
    return adding.add(*base, Wanted(source, sentences, **more))


def heat(base, **more):
    """A first fact."""
    wanted = {"claim": "Heat is needed.", "topics": ("brewing",), "title": "How it is made", "id": "heat", **more}
    return add(base, "hot water", **wanted)


def facts(base):
    """All facts of *base*, by id."""
    return {fact.id: fact for fact in dataset.load(base[0]).dataset.facts}


def test_a_first_fact_brings_its_topic(base):
    """With its heading, and its claim for a summary; the sentence is pinned, and check has nothing to say."""
    done = heat(base, warning=True, hedged=True)
    assert (done.fact, done.is_new, done.topics, done.left) == ("heat", True, ("brewing",), ())
    lines = base[0].read_text().splitlines()
    assert lines[done.line - 1] == "  - id: heat"
    (topic,) = dataset.load(base[0]).dataset.topics
    assert topic[:3] == ("brewing", "How it is made", "Heat is needed.")
    fact = facts(base)["heat"]
    assert (fact.claim, fact.warning, fact.evidence[0].hedged) == ("Heat is needed.", True, True)
    assert fact.evidence[0].section == "Tea"
    assert audit.audit(*base).problems == ()


def test_everything_else_stays_as_it_was(base):
    """Comments, blanks and order; only the empty lists become lists of lines."""
    before = base[0].read_text().splitlines()
    heat(base)
    add(base, "steeped", id="heat")
    after = base[0].read_text().splitlines()
    gone = [line for line in difflib.ndiff(before, after) if line.startswith("- ")]
    assert gone == ["- topics: []", "- facts: []   # none yet"]
    add(base, "Green tea", uncited="advice")
    (more,) = (line for line in base[0].read_text().splitlines() if line not in after)
    assert re.fullmatch(
        r"(.*), uncited: \{advice: \[\{from: Green tea, digest: .{12,14}\}\]\}(\}   # the only one)", more
    )


def test_a_fact_is_cited_once_more(base):
    """By its id, or by its claim, typed otherwise; it needs no topic then."""
    heat(base)
    assert add(base, "Black tea", id="heat").is_new is False
    assert add(base, "Nobody knows", claim="heat is NEEDED").fact == "heat"
    assert add(base, "boil", section="Again", claim="Heat is needed.", id="heat", topics=("brewing",)).fact == "heat"
    assert [cited.section for cited in facts(base)["heat"].evidence] == ["Tea", "Origin", "Origin", "Again"]
    assert audit.audit(*base).problems == ()


def test_several_sentences_make_one_passage(base):
    """From the first to the last of them, in whatever order they are named."""
    done = heat(base)
    more = add(base, "Never boil", "steeped", section="Tea", id="heat")
    assert more.said == "Leaves are steeped: for three minutes at most. Never boil it."
    assert done.line == more.line


def test_a_sentence_that_stands_twice_is_told_by_its_section(base):
    """Both can be cited."""
    heat(base)
    for section in ("Tea", "Again"):
        add(base, "Never boil", section=section, claim=f"Boiling is bad, says {section}.", topics=("brewing",))
    assert audit.audit(*base).problems == ()


def test_an_id_is_made_of_the_claim(base):
    """Of its first words, numbered where that is taken."""
    heat(base, id=None, claim="The café's  water: bring it to the boil before all!")
    heat(base, id=None, claim="The café's water, bring it to the boil before all: else milk.", title=None)
    assert list(facts(base)) == ["cafe-s-water-bring-it", "cafe-s-water-bring-it-2"]
    assert facts(base)["cafe-s-water-bring-it"].claim == "The café's water: bring it to the boil before all!"


def test_what_no_fact_needs_to_cite(base):
    """A sentence, another for the same reason, one for another, and a whole section; all are accounted for."""
    add(base, "steeped", uncited="advice")
    add(base, "Green tea", uncited="advice")
    add(base, "Never boil", section="Again", uncited="said twice: a reason")
    done = add(base, section="Origin", uncited="the past")
    assert (done.fact, done.said, done.line) == (None, "3 of 4 sentences", 6)
    report = audit.audit(*base, coverage=True).report
    assert [each.text for each in report.coverage[0].left] == [
        "Tea is made with hot water, as everyone in this house knows.",
        "Never boil it.",
    ]
    reasons = [each.reason for each in dataset.load(base[0]).dataset.sources[0].uncited]
    assert reasons == ["advice", "advice", "said twice: a reason", "the past"]


CHAPTERS = """\
1. Water

It boils.

2. Leaves

2.1. Green

They are young. They are dear.

2.2. Black

They are oxidised.

3. Cups

They break.
"""


def test_a_chapter_is_passed_over_with_its_numbered_parts(tmp_path):
    """Several headings at once, though one has no sentence of its own; then all that is left; each once, and told."""
    base = begun(tmp_path, CHAPTERS)
    done = add(base, uncited="else", sections=("2. Leaves", "1. Water"))
    shares = {"2.1. Green": "all 2 sentences", "2.2. Black": "all 1 sentence", "1. Water": "all 1 sentence"}
    assert (done.sections, done.said) == (shares, "all 4 sentences")
    with pytest.raises(UsageError, match=r"under '2\.1\. Green' is cited or accounted for already"):
        add(base, uncited="again", section="2.1. Green")
    assert add(base, uncited="cups").sections == {"3. Cups": "all 1 sentence"}
    (covered,) = audit.audit(*base, coverage=True).report.coverage
    assert (covered.accounted, covered.left) == (5, ())
    with pytest.raises(UsageError, match=r"every sentence of leaf\.txt is cited or accounted for already"):
        add(base, uncited="again")


@pytest.mark.parametrize(("typed", "found"), [("2", ["2.1. Green", "2.2. Black"]), ("2.2.", ["2.2. Black"])])
def test_the_number_of_a_heading_is_enough(tmp_path, typed, found):
    """Where no other has it."""
    assert list(add(begun(tmp_path, CHAPTERS), uncited="else", sections=(typed,)).sections) == found


def test_a_heading_without_sentences_is_told_with_what_stands_below(tmp_path):
    """Not suggested once more; in check too."""
    base = begun(tmp_path, CHAPTERS)
    with pytest.raises(UsageError, match=r"sentences of its own, below which stands '2\.1\. Green', '2\.2\. Black'"):
        add(base, "They", section="2. Leaves", claim="X.")


def test_what_is_left_of_a_source_is_passed_over(base):
    """By its sections, also those before the first heading, which are told by their paragraphs; in one list."""
    heat(base)
    done = add(base, uncited="else")
    assert done.said == "7 of 8 sentences"


def test_where_it_was_written_is_the_line_of_what_was_added(tmp_path):
    """And not that of its source, from which it may be a page away."""
    base = begun(
        tmp_path,
        skeleton=SKELETON.replace("{id: leaf", "id: leaf").replace("}   # the only one", "").replace(", ", "\n    "),
    )
    first = add(base, "Green tea", uncited="advice")
    second = add(base, "Black tea", uncited="advice")
    lines = base[0].read_text().splitlines()
    assert "Green tea" in lines[first.line - 1]
    assert "Black tea" in lines[second.line - 1]


def test_two_topics_are_made_with_a_heading_each(base):
    """In the order in which they are named."""
    done = add(base, "hot water", claim="Heat is needed.", topics=("heat", "water"), titles=("Heat", "Water"))
    assert done.topics == ("heat", "water")
    assert [topic.title for topic in dataset.load(base[0]).dataset.topics] == ["Heat", "Water"]


def test_a_fact_for_a_page_in_order_says_what_is_to_do(tmp_path):
    """It cannot stand in the order of its page before it is there: that is told, and is no reason to refuse it."""
    base = begun(tmp_path)
    heat(base)
    text = base[0].read_text().replace("    summary:", "    outline: [{title: All, facts: [heat]}]\n    summary:")
    base[0].write_text(text)
    done = add(base, "Black tea", claim="There are several kinds.", topics=("brewing",))
    assert [problem.rule for problem in done.left] == ["outline-misses-fact"]


REFUSED = {
    "no such sentence": (("cold water",), {"claim": "X."}, "no sentence of leaf.txt holds 'cold water'"),
    "a heading": (("Origin",), {"claim": "X."}, "no sentence of leaf.txt holds 'Origin'"),
    "several sentences": (
        ("boil",),
        {"claim": "X."},
        r"2 sentences of leaf.txt hold 'boil', on the lines 5, 16; give ",
    ),
    "none under it": (
        ("steeped",),
        {"claim": "X.", "section": "Origin"},
        "no sentence of leaf.txt under 'Origin' holds",
    ),
    "no sentence": ((), {"claim": "X."}, "add needs --sentence WORDS"),
    "no claim": (("steeped",), {}, "needs --claim"),
    "no topic": (("steeped",), {"claim": "X."}, "needs --topic"),
    "an unknown topic": (
        ("steeped",),
        {"claim": "X.", "topics": ("brew",)},
        "no topic is called 'brew'; nearest: brewing",
    ),
    "no new topic": (("steeped",), {"claim": "X.", "topics": ("brewing",), "title": "B"}, "none of these is new"),
    "two new topics": (("steeped",), {"claim": "X.", "topics": ("a", "b"), "title": "B"}, "new are a, b"),
    "no id": (("steeped",), {"claim": "X.", "topics": ("brewing",), "id": "A b"}, "'A b' is no id"),
    "another claim": (
        ("steeped",),
        {"claim": "Cold.", "id": "heat"},
        "is taken by a fact that says otherwise: 'Heat is",
    ),
    "another id": (("steeped",), {"claim": "Heat is needed.", "id": "warm"}, "heat makes this claim already"),
    "cited already": (("hot water",), {"id": "heat"}, "heat cites this passage already"),
    "a change": (("steeped",), {"id": "heat", "warning": True}, "change its topics or warning in the file"),
    "a copy": (
        ("steeped",),
        {"claim": "Tea is made with hot water as everyone in the house knows.", "topics": ("brewing",)},
        "nothing was added, for check would say copied-words: ",
    ),
    "a number": (("steeped",), {"claim": "It takes 5 days.", "topics": ("brewing",)}, "number-not-in-passages"),
    "an empty claim": (("steeped",), {"claim": " ", "topics": ("brewing",)}, "empty-field"),
    "a name of another": (("steeped",), {"claim": "X.", "topics": ("brewing",), "id": "leaf"}, "ambiguous-name"),
    "cited after all": (("hot water",), {"uncited": "why"}, "cited-after-all"),
    "both": (("steeped",), {"uncited": "why", "claim": "X."}, "it goes with --source, --sentence and --section alone"),
    "no such section": ((), {"uncited": "why", "section": "Orign"}, "stands under 'Orign'; did you mean 'Origin'"),
    "words of a heading": (("Origin",), {"claim": "X."}, "they stand in the heading 'Origin'; "),
    "over two sentences": (("at most. Never boil",), {"claim": "X."}, "they run over 2 sentences: give words of each"),
    "elsewhere": (("steeped",), {"claim": "X.", "section": "Origin"}, "they stand under 'Tea'"),
    "an unknown fact": (("steeped",), {"id": "heta"}, "no fact is called 'heta'; nearest: heat; to make it, say what"),
    "two sections of a sentence": (("steeped",), {"id": "heat", "sections": ("Tea", "Again")}, "under one --section"),
    "one heading for two": (
        ("steeped",),
        {"claim": "X.", "topics": ("a", "b"), "title": "A"},
        "new are a, b; each needs one heading, in this order",
    ),
    "nothing left": ((), {"uncited": "why", "sections": ("Kinds",)}, "no sentence of leaf.txt stands under 'Kinds'"),
    "too many": (("hot water", "Nobody knows"), {"id": "heat"}, "passage-too-long"),
    "half a character": (("steeped",), {"claim": "\udcff", "topics": ("brewing",)}, "not UTF-8"),
    "what does not show": (("steeped",), {"claim": "X\u200by.", "topics": ("brewing",)}, "hidden-character"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_added_is_refused(base, name):
    """In one line that says why; the file stays as it was, byte for byte."""
    heat(base)
    before = base[0].read_bytes()
    sentences, more, says = REFUSED[name]
    with pytest.raises(UsageError, match=says) as refused:
        add(base, *sentences, **more)
    assert "\n" not in str(refused.value)
    assert base[0].read_bytes() == before
    assert sorted(os.listdir(base[1])) == ["base.yaml", "leaf.txt"]


def test_a_digest_stands_where_add_writes_it(base):
    """Whoever wrote the passage by hand has it pinned behind its last words too."""
    heat(base)
    line = base[0].read_text()
    bare = re.sub(r", digest: [^},]*", "", line)
    base[0].write_text(bare)
    assert bare != line
    assert audit.pin(*base) == 1
    assert base[0].read_text() == line


def test_what_is_not_alike_is_no_suggestion(base):
    """Those that there are, are told as such."""
    heat(base)
    with pytest.raises(UsageError, match=r"no topic is called 'money'; there are: brewing; to make it, give its"):
        add(base, "steeped", claim="X.", topics=("money",))


def test_an_unknown_source_is_told_with_those_there_are(base):
    """It is no answer, as everywhere."""
    with pytest.raises(UnknownNameError, match="no source is called 'lef'; nearest: leaf"):
        add(base, "hot water", source="lef", claim="X.")


def test_a_document_that_is_gone_or_changed_is_not_cited(base):
    """What stands in it now nobody has read."""
    (base[1] / "leaf.txt").write_text(TEA + "More.\n")
    with pytest.raises(UsageError, match=r"leaf\.txt has changed"):
        heat(base)
    (base[1] / "leaf.txt").unlink()
    with pytest.raises(DocumentError, match="no such file"):
        heat(base)


def test_an_edit_that_is_saved_meanwhile_is_not_lost(base, monkeypatch):
    """The file is replaced only where it holds what was read."""
    heat(base)
    judge = adding._left

    def slow(*arguments):
        base[0].write_text(base[0].read_text() + "# saved meanwhile\n")
        return judge(*arguments)

    monkeypatch.setattr(adding, "_left", slow)
    with pytest.raises(OutputError, match="changed meanwhile"):
        add(base, "steeped", id="heat")
    assert base[0].read_text().endswith("# saved meanwhile\n")
    assert len(facts(base)["heat"].evidence) == 1


def test_defects_that_were_there_before_are_no_reason_to_refuse(base):
    """A base is often unfinished while it is made; one of no valid structure is mended first."""
    heat(base)
    base[0].write_text(base[0].read_text() + "lookalikes: [[alone]]\n")
    assert add(base, "steeped", id="heat").left == ()
    base[0].write_text(base[0].read_text() + "nonsense: 1\n")
    with pytest.raises(KetcliError, match="unknown-key"):
        add(base, "Black tea", id="heat")


def test_a_base_in_json_stays_json(tmp_path):
    """Each record is JSON beside the others."""
    path, folder = begun(tmp_path)
    import hashlib

    source = {
        "id": "leaf",
        "title": "T",
        "kind": "K",
        "file": "leaf.txt",
        "sha256": hashlib.sha256(TEA.encode()).hexdigest(),
    }
    base = {
        "schema": 1,
        "title": "T",
        "version": "1",
        "disclaimer": "D",
        "sources": [source],
        "topics": [],
        "facts": [],
    }
    path.unlink()
    path = folder / "base.json"
    path.write_text(json.dumps(base, indent=2))
    heat((path, folder))
    add((path, folder), "steeped", id="heat")
    add((path, folder), "Green tea", uncited="no sentence")
    assert len(json.loads(path.read_text())["facts"][0]["evidence"]) == 2
    assert audit.audit(path, folder).problems == ()


def test_the_second_base_takes_more(tmp_path):
    """One that was made with these commands, as it is kept."""
    from curating import TEXTS

    base = (tmp_path / "licences.yaml", TEXTS)
    copied(tmp_path)
    add(base, "WITHOUT WARRANTY", source="mit", id="no-damages")
    assert audit.audit(*base).problems == ()
