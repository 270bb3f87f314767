"""A fact base is held against its documents: nothing that was cited can change unseen."""

import contextlib
import os
import pathlib
import random
import re
import shutil
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paths import DATA

from ketcli.documents import coverage
from ketcli.documents import document as documents
from ketcli.documents import passages as verify
from ketcli.errors import DocumentError
from ketcli.facts import dataset
from ketcli.facts.nouns import Evidence, Passage
from ketcli.facts.problem import InvalidFactsError
from ketcli.system import files

DOCUMENTS = DATA / "documents"
LEAFLET = dataset.load(DATA / "good" / "leaflet.yaml").dataset
SHORT = dataset.load(DATA / "good" / "short.yaml").dataset
EDITS = 300


@pytest.fixture
def folder(tmp_path):
    """A copy of the documents to spoil."""
    return pathlib.Path(shutil.copytree(DOCUMENTS, tmp_path / "documents"))


def passages(base):
    """The place in the data of each passage of *base*, with its source and the passage."""
    for number, fact in enumerate(base.facts):
        for place, item in enumerate(fact.evidence):
            yield ("facts", number, "evidence", place), item.source, item.passage
    for number, source in enumerate(base.sources):
        seen = {}
        for item in source.uncited:
            seen[item.reason] = seen.get(item.reason, -1) + 1
            if item.passage:
                yield ("sources", number, "uncited", item.reason, seen[item.reason]), source.id, item.passage


def spans(base):
    """Where each passage of *base* stands in the documents: its place in the data, source, start and end."""
    opened, _ = verify.open_documents(base.sources, DOCUMENTS)
    return [(path, source, *opened[source].find(passage)[0]) for path, source, passage in passages(base)]


def reported(base, folder):
    """The places of the passages that verification has something against."""
    found = verify.verify(base, folder).problems
    places = [problem.path for problem in found if problem.rule.startswith(("passage-", "section-"))]
    return {path[:-1] if path[-1] in {"from", "digest"} else path for path in places}


@pytest.mark.parametrize("base", [LEAFLET, SHORT], ids=["leaflet", "short"])
def test_a_good_base_is_found_whole(base):
    """Every passage is found, every document is the same, every sentence is cited or accounted for."""
    report = verify.verify(base, DOCUMENTS)
    assert report.problems == []
    assert report.documents == {source.id: "same" for source in base.sources}
    assert report.passages == {verify.FOUND: len(list(passages(base)))}
    assert not any(covered.left for covered in report.coverage)
    assert list(coverage.uncovered(base, report.coverage)) == []


def adds_up(base, report):
    """Whether the numbers of *report* are those of *base*."""
    assert set(report.passages) <= set(verify.STATES)
    assert report.passages.total() == len(list(passages(base)))
    assert list(report.documents) == [source.id for source in base.sources]
    for covered in report.coverage:
        assert covered.units == covered.cited + covered.accounted + len(covered.left)
    told = [problem.rule for problem in coverage.uncovered(base, report.coverage)]
    assert told.count("not-cited") == sum(len(covered.left) for covered in report.coverage)


def test_reports_add_up():
    """Each passage is in exactly one state and each sentence in one share, whatever is wrong."""
    verified = 0
    for path in (DATA / "bad").glob("*.yaml"):
        with contextlib.suppress(InvalidFactsError):
            base = dataset.load(path).dataset
            adds_up(base, verify.verify(base, DOCUMENTS))
            verified += 1
    assert verified > 20


def test_each_passage_has_its_state(tmp_path):
    """Found, altered, misplaced, ambiguous and missing passages are counted as such."""
    text = (DATA / "good" / "short.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("One visit, to: 40 minutes.", "One visits"),
        ("Dry mouth, to: for an hour", "for an hour"),
        ("section: What people notice, from: “Floating”", "section: How it is given, from: “Floating”"),
        ("Ask us for more!, digest: ", "Ask us for more!, digest: 000000000000 #"),
    ):
        assert old in text
        text = text.replace(old, new)
    base = dataset.parse(text.replace(" #", "}\n#").encode(), "x.yaml").dataset
    report = verify.verify(base, DOCUMENTS)
    assert report.passages == dict.fromkeys(("found", "altered", "misplaced", "ambiguous", "missing"), 1)
    adds_up(base, report)


@pytest.mark.parametrize(
    ("first", "last", "rule"),
    [
        ("Ketamine is given", "about 40 minutes.", None),
        ("Dry mouth", "also for an hour", None),
        ("Dry mouth", "for more!", None),
        ("Ketamine is given", "also for an hour", "passage-too-long"),
        ("One visit", "e.g. for an hour", "passage-over-sections"),
        ("is given as", "about 40 minutes.", "passage-too-short"),
        ("Ketamine is given", "about 40", "passage-too-short"),
    ],
)
def test_up_to_three_whole_sentences_of_a_section_are_a_passage(first, last, rule):
    """All that it touches is cited; more of them, parts of them and those of two sections are a problem."""
    document = documents.read(DOCUMENTS / "short.txt")
    ((start, end),) = document.find(Passage(first, last))
    units = document.units_in(start, end)
    cited = Evidence("short", units[0].section, first, last, documents.digest(document.text[start:end]))
    fact = SHORT.facts[0]._replace(evidence=(cited,))
    source = SHORT.sources[0]._replace(uncited=())
    report = verify.verify(SHORT._replace(sources=(source,), facts=(fact,), conflicts=()), DOCUMENTS)
    assert [problem.rule for problem in report.problems] == ([rule] if rule else [])
    assert report.coverage[0].cited == len(units)
    assert report.passages[verify.MISPLACED if rule else verify.FOUND] == 1


NOTES = """It begins. So it goes.

Heading
One more. An hour. An hour.
- An item
- Sit. Wait. Sit. Wait.
"""
ALIKE = "cite it together with the sentence before or after it"
MORE = "begin with more words of it"


@pytest.mark.parametrize(
    ("section", "words", "state", "told"),
    [
        ("Heading", ("One more",), "misplaced", ("is a part of a sentence", "the whole is 'One more.'")),
        (
            "Heading",
            ("more.", "hour."),
            "misplaced",
            ("begins or ends within a sentence", "'One more. An hour.'"),
        ),
        ("Heading", ("One", "item"), "misplaced", ("spans 4 sentences", "cite at most 3 together")),
        ("Heading", ("Heading",), "misplaced", ("is no sentence or list item", "cite the sentence")),
        ("[Start]", ("It", "One more."), "misplaced", ("runs on under 'no heading' and 'Heading'", "each by itself")),
        ("Heading", ("It begins.",), "misplaced", ("stands under no heading, not 'Heading'", "write '[Paragraph 1]'")),
        ("Other", ("One more.",), "misplaced", ("stands under 'Heading', not 'Other'", "write 'Heading'")),
        (
            "Heading",
            ("An hour.",),
            "ambiguous",
            ("'An hour.' stands 2 times in short.txt under 'Heading', word", ALIKE),
        ),
        (
            "Heading",
            ("Sit.", "Wait."),
            "ambiguous",
            ("'Sit. … Wait.' stands 2 times in short.txt under 'Heading'", ALIKE),
        ),
        ("Heading", ("An",), "ambiguous", ("3 passages in short.txt under 'Heading' begin with 'An'", MORE)),
        ("Heading", ("An hour.", "item"), "ambiguous", ("2 passages in short.txt under 'Heading' begin with", MORE)),
        ("Heading", ("Two", "more"), "missing", ("'Two … more' is not in short.txt", "")),
    ],
)
def test_what_is_wrong_with_a_passage_is_said(tmp_path, section, words, state, told):
    """And what to write in its place."""
    (tmp_path / "short.txt").write_text(NOTES, encoding="utf-8")
    cited = Evidence("short", section, *Passage(*words))
    source = SHORT.sources[0]._replace(sha256="", uncited=())
    fact = SHORT.facts[0]._replace(claim="Nothing.", evidence=(cited,))
    report = verify.verify(SHORT._replace(sources=(source,), facts=(fact,), conflicts=()), tmp_path)
    (problem,) = [problem for problem in report.problems if problem.rule != "passage-unpinned"]
    assert told[0] in problem.message
    assert told[1] in problem.hint
    assert report.passages == {state: 1}


@pytest.mark.parametrize(("name", "what"), [("", "this passage"), ("-whole-section", "every sentence of this section")])
def test_what_of_the_uncited_is_cited_is_said(name, what):
    """One passage, or all of a section."""
    report = verify.verify(dataset.load(DATA / "bad" / f"cited-after-all{name}.yaml").dataset, DOCUMENTS)
    assert [problem.message for problem in report.problems] == [f"a fact cites {what}"]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.unlink(), "no such file"),
        (lambda path: (path.unlink(), path.mkdir()), "not a regular file"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "not a regular file"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "not UTF-8 (byte 0)"),
        (lambda path: (path.unlink(), path.symlink_to(DOCUMENTS / path.name)), "outside the folder"),
        (lambda path: (path.unlink(), path.symlink_to(path)), "no such file"),
    ],
)
def test_a_document_that_cannot_be_read_is_one_problem(folder, spoil, reason):
    """Its passages are not checked, and counted as that; those of the others are found."""
    spoil(folder / "leaflet.txt")
    report = verify.verify(LEAFLET, folder)
    assert [(problem.rule, problem.path) for problem in report.problems] == [
        ("document-unreadable", ("sources", 0, "file"))
    ]
    assert report.documents == {"leaflet": reason, "letters": "same"}
    of_letters = [source for _, source, _ in passages(LEAFLET)].count("letters")
    assert report.passages["found"] == of_letters
    assert report.passages["not checked"] == len(list(passages(LEAFLET))) - of_letters
    assert [covered.source for covered in report.coverage] == ["letters"]
    adds_up(LEAFLET, report)


def test_a_link_that_leads_out_of_the_folder_is_not_opened(folder, monkeypatch):
    """Not even its first byte is read; a link inside the folder is followed."""
    (folder / "leaflet.txt").rename(folder / "inside.txt")
    (folder / "leaflet.txt").symlink_to("inside.txt")
    (folder / "letters.txt").unlink()
    (folder / "letters.txt").symlink_to(DOCUMENTS / "letters.txt")
    opened = []
    read = files.read
    monkeypatch.setattr(files, "read", lambda path, most: opened.append(path.name) or read(path, most))
    assert verify.verify(LEAFLET, folder).documents == {"leaflet": "same", "letters": "outside the folder"}
    assert opened == ["leaflet.txt"]


def test_a_link_to_the_folder_is_followed(tmp_path):
    """The folder itself may be reached by a link."""
    (tmp_path / "link").symlink_to(DOCUMENTS)
    assert verify.verify(LEAFLET, tmp_path / "link").problems == []


def test_a_name_that_no_file_can_have_is_a_problem(folder, monkeypatch):
    """A file name too long for the system is a document that cannot be read, no crash; whatever the system says."""
    source = SHORT.sources[0]._replace(file="x" * 1000)
    (problem,) = verify.verify(SHORT._replace(sources=(source,)), folder).problems
    assert (problem.rule, problem.message) == ("document-unreadable", f"{source.file}: File name too long")

    def refuse(_):
        raise OSError("out of luck")

    monkeypatch.setattr(pathlib.Path, "exists", refuse)
    assert verify.verify(SHORT, folder).documents == {"short": "out of luck"}


def test_of_a_document_that_is_not_there_no_section_is_missed(tmp_path):
    """All that can be said of it is that it cannot be read."""
    problems = verify.verify(dataset.load(DATA / "good" / "terms.yaml").dataset, tmp_path).problems
    assert {problem.rule for problem in problems} == {"document-unreadable"}


@pytest.mark.parametrize("name", ["nowhere", "short.txt"])
def test_no_folder_is_an_error(name):
    """Where there is no folder of documents, there is no verification."""
    with pytest.raises(DocumentError, match="no such folder"):
        verify.verify(SHORT, DOCUMENTS / name)


def test_each_document_is_read_once(monkeypatch):
    """However many passages cite it."""
    read = documents.read
    names = []
    monkeypatch.setattr(documents, "read", lambda path, *_: names.append(path.name) or read(path))
    verify.verify(LEAFLET, DOCUMENTS)
    assert names == ["leaflet.txt", "letters.txt"]


def test_passages_are_found_in_a_changed_document(folder):
    """A document that differs outside the passages is reported once, its passages as found in it."""
    path = folder / "leaflet.txt"
    path.write_text(f"A new first line.\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    report = verify.verify(LEAFLET, folder)
    assert [(problem.rule, problem.path) for problem in report.problems] == [
        ("document-changed", ("sources", 0, "sha256"))
    ]
    assert report.documents == {"leaflet": "changed", "letters": "same"}
    assert set(report.passages) == {verify.FOUND, verify.FOUND_IN_CHANGED}
    assert [each[:3] for each in report.coverage[0].left] == [(None, "A new first line.", 1)]
    adds_up(LEAFLET, report)


@pytest.mark.parametrize(
    "reset",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\n  "),
        lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
        lambda text: text.replace("fi", "ﬁ").replace("ﬁve", "five").replace("\u00ad", ""),
        lambda text: text.replace("-", "—").replace("–", "-"),
        lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text),
        lambda text: re.sub(r"(.{30,60}?) ", r"\1\n", text),
        lambda text: re.sub(r"(?<=[.!?…”]) (?=[A-Z])", "\n", text),
        lambda text: re.sub(r"(?<=[.!?…])\n(?=[A-Z])", " ", text),
    ],
)
def test_a_document_set_in_another_way_has_all_passages(folder, reset):
    """Line ends, wrapping, quotation marks, ligatures, dashes and hard spaces make no difference to a passage."""
    for name in ("leaflet.txt", "letters.txt"):
        path = folder / name
        path.write_bytes(reset(path.read_bytes().decode()).encode())
    report = verify.verify(LEAFLET, folder)
    assert {problem.rule for problem in report.problems} == {"document-changed"}
    assert report.passages.total() == report.passages[verify.FOUND] + report.passages[verify.FOUND_IN_CHANGED]


def test_coverage_lists_what_no_fact_cites():
    """Per document, the sentences left with their sections; a citation that goes leaves its sentence."""
    facts = tuple(fact for fact in LEAFLET.facts if fact.id not in {"cuff", "no-effect", "made-in-1962"})
    sources = (LEAFLET.sources[0]._replace(uncited=LEAFLET.sources[0].uncited[:1]), LEAFLET.sources[1])
    base = LEAFLET._replace(facts=facts, sources=sources)
    report = verify.verify(base, DOCUMENTS)
    assert report.problems == []
    leaflet, letters = report.coverage
    assert (leaflet.units, leaflet.cited, leaflet.accounted) == (15, 12, 1)
    assert [each[:3] for each in leaflet.left] == [
        ("What a visit is like", "A nurse checks your blood pressure every 15 minutes, e.g. with a cuff.", 10),
        ("Is it for everyone?", "Is it habit-forming?", 18),
    ]
    assert [each[:3] for each in letters.left] == [(None, "My sister, who tried it too, felt nothing at all.", 1)]
    assert [(problem.rule, problem.path) for problem in coverage.uncovered(base, report.coverage)] == [
        ("not-cited", ("sources", 0)),
        ("not-cited", ("sources", 0)),
        ("not-cited", ("sources", 1)),
    ]


words = st.sampled_from(
    "It is not use it Use 5 0.5 “so” so a A — e.g. it. use. 15. No! no. (is) ﬁt fit a\u00adb ab".split()
)
paragraphs = st.lists(st.lists(words, min_size=3, max_size=14).map(" ".join), max_size=8).map("\n".join)


@settings(derandomize=True, database=None, max_examples=100)
@given(paragraphs, st.data())
def test_only_the_sentence_itself_passes_for_it(text, data):
    """In a random document, a passage from first and last words of a sentence is that whole one, or is a problem."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "short.txt")
        path.write_bytes(text.encode())
        document = documents.read(path)
        source = SHORT.sources[0]._replace(sha256=document.sha256, uncited=())
        for unit in document.units:
            sentence = documents.fold(text[unit.start : unit.end])
            first = sentence[: data.draw(st.integers(1, len(sentence)))]
            last = sentence[-data.draw(st.integers(1, len(sentence))) :]
            passage = Passage(first, last, documents.digest(sentence))
            cited = Evidence("short", unit.section or "[None]", *passage)
            fact = SHORT.facts[0]._replace(claim="Nothing.", evidence=(cited,))
            report = verify.verify(SHORT._replace(sources=(source,), facts=(fact,), conflicts=()), pathlib.Path(folder))
            if report.passages[verify.FOUND]:
                assert not report.problems
                assert len(document.units) - 1 == len(report.coverage[0].left)
                left = [each[:2] for each in report.coverage[0].left]
                assert (unit.section, document.said(unit)) not in left
            else:
                assert {problem.rule for problem in report.problems} & {
                    "passage-ambiguous",
                    "passage-too-short",
                    "passage-altered",
                }


def word_changed(text, start, end, dice):
    """One word between *start* and *end* becomes another."""
    word = dice.choice(list(re.compile(r"\w+").finditer(text, start, end)))
    return word.start(), word.end(), dice.choice(["zorp", "Qux", "vy"])


def not_added(text, start, end, dice):
    """A negation stands before or after one word."""
    word = dice.choice(list(re.compile(r"\w+").finditer(text, start, end)))
    return dice.choice([(word.start(), word.start(), "not "), (word.end(), word.end(), " not")])


def digit_changed(text, start, end, dice):
    """One digit becomes another or is doubled; where there is none, one is put before a word."""
    digits = list(re.compile(r"\d").finditer(text, start, end))
    if not digits:
        word = dice.choice(list(re.compile(r"\w+").finditer(text, start, end)))
        return word.start(), word.start(), "7"
    digit = dice.choice(digits)
    new = dice.choice([number for number in "0123456789" if number != digit[0]])
    return digit.start(), digit.end(), dice.choice([new, digit[0] + new, new + digit[0]])


def word_removed(text, start, end, dice):
    """One word goes."""
    word = dice.choice(list(re.compile(r"\w+ ?").finditer(text, start, end)))
    return word.start(), min(word.end(), end), ""


def case_changed(text, start, end, dice):
    """One letter changes its case."""
    letter = dice.choice(list(re.compile(r"[a-zA-Z]").finditer(text, start, end)))
    return letter.start(), letter.end(), letter[0].swapcase()


def mutants(base, stretches):
    """For each of many seeded edits inside *stretches*: source, edited text, start and end of the edit, what it is."""
    opened, _ = verify.open_documents(base.sources, DOCUMENTS)
    dice = random.Random(0)
    for edit in (word_changed, not_added, digit_changed, word_removed, case_changed):
        for _ in range(EDITS // 5):
            source, start, end = dice.choice(stretches)
            text = opened[source].text
            first, last, new = edit(text, start, end, dice)
            yield source, text[:first] + new + text[last:], first, last, f"{edit.__name__} {text[first:last]!r} {new!r}"


def test_every_edit_inside_a_passage_is_reported_for_that_passage(folder):
    """Hundreds of random edits of cited text: each is noticed, at exactly the passages that it touches."""
    known = spans(LEAFLET)
    files = {source.id: source.file for source in LEAFLET.sources}
    originals = {name: (folder / name).read_bytes() for name in files.values()}
    for source, text, first, last, what in mutants(LEAFLET, [span[1:] for span in known]):
        (folder / files[source]).write_bytes(text.encode())
        touched = {path for path, of, start, end in known if of == source and start <= first and last <= end}
        assert touched
        assert reported(LEAFLET, folder) == touched, what
        (folder / files[source]).write_bytes(originals[files[source]])


def test_no_edit_outside_the_passages_is_reported_for_one(folder):
    """Edits of sentences that nothing cites change the document and no passage."""
    facts = tuple(fact for number, fact in enumerate(LEAFLET.facts) if number % 2)
    base = LEAFLET._replace(facts=facts, sources=tuple(source._replace(uncited=()) for source in LEAFLET.sources))
    opened, _ = verify.open_documents(base.sources, DOCUMENTS)
    cited = {
        (source, unit.start, unit.end)
        for _, source, start, end in spans(base)
        for unit in opened[source].units_in(start, end)
    }
    whole = {(name, unit.start, unit.end) for name, document in opened.items() for unit in document.units}
    headings = [
        (name, heading.start(), heading.end())
        for name, document in opened.items()
        for heading in re.finditer(
            "|".join({unit.section for unit in document.units if unit.section}) or "$^", document.text
        )
    ]
    assert cited < whole
    files = {source.id: source.file for source in base.sources}
    originals = {name: (folder / name).read_bytes() for name in files.values()}
    for source, text, _, _, what in mutants(base, sorted(whole - cited) + headings):
        (folder / files[source]).write_bytes(text.encode())
        report = verify.verify(base, folder)
        assert [problem.rule for problem in report.problems] == ["document-changed"], what
        assert report.documents[source] == "changed"
        (folder / files[source]).write_bytes(originals[files[source]])


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("- Nausea\n", "- No Nausea\n", "unpleasant"),
        ("- Nausea\n", "- Nausea, but never for long\n", "unpleasant"),
        ("- Nausea\n", "- Nausea is rare. Others sleep.\n", "unpleasant"),
        ("0.5 mg/kg.", "0.5 mg/kg.5", "small-risk"),
        ("unless visits go on", "unless visits go on not", "fades"),
        ("40–60 minutes…", "40−60 minutes…", "length"),
    ],
)
def test_words_added_at_the_edge_of_a_passage_alter_it(folder, old, new, touched):
    """A sentence or list item that has grown before or after its pinned words reads otherwise."""
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes().decode().replace(old, new).encode())
    assert {LEAFLET.facts[path[1]].id for path in reported(LEAFLET, folder)} == {touched}
