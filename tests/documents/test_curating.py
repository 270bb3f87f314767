"""What a curator of another subject meets: texts as they are, sentences that stand twice, pinning, counts."""

import pathlib
import shutil

import pytest
import yaml
from jsonschema import Draft202012Validator
from paths import DATA

from ketcli.answers import schemas
from ketcli.documents import audit
from ketcli.errors import UnknownNameError
from ketcli.facts import dataset
from ketcli.facts.problem import InvalidFactsError

HEAD = """\
schema: 1
title: Rules
version: "1"
disclaimer: For the tests.
sources:
  - id: rules
    title: Rules
    kind: Invented for the tests.
    file: rules.txt
topics:
  - {id: reading, title: Reading, summary: What is read.}
facts:
"""
FACT = """\
  - id: %s
    topics: [reading]
    claim: What is told is %s.
    evidence:
      - {source: rules, section: %s, from: %s}
"""
NARROW = """\
Rules

One who reads and does not
understand is lost in the very
long text of this licence.
"""
TWICE = """\
Part one

Alpha is good. It is free.

Part two

Beta is good. It is free. Beta is also the last.
"""


class Base:
    """A fact base on one text, both of which can be written anew."""

    def __init__(self, folder, text, *facts):
        self.path, self.folder = folder / "base.yaml", folder
        (folder / "rules.txt").write_text(text, encoding="utf-8")
        self.path.write_text(HEAD + "".join(FACT % fact for fact in facts), encoding="utf-8")

    def edit(self, old, new):
        """Replace the one *old* text by *new*."""
        text = self.path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.path.write_text(text.replace(old, new), encoding="utf-8")

    def pin(self, **options):
        """Pin what can be pinned; returns the number of digests written."""
        return audit.pin(self.path, self.folder, **options)

    def checked(self):
        """The report with coverage."""
        return audit.audit(self.path, self.folder, coverage=True)

    def rules(self):
        """The rules that are broken."""
        return [problem.rule for problem in self.checked().problems]


def test_nothing_that_was_not_seen_is_certified(tmp_path):
    """A paragraph that is wrapped at narrow columns is one sentence, and citing its last line does not cover it."""
    base = Base(tmp_path, NARROW, ("lost", "apples", "understand is lost in the very", "long text of this licence."))
    base.pin()
    report = base.checked()
    assert [problem.rule for problem in report.problems] == ["passage-too-short", "passage-unpinned"]
    assert "(94% of 18 words cited; 1 in no sentence, 1 heading)" in str(report.report.coverage[0])


def test_a_share_is_whole_only_where_every_word_is_cited(tmp_path):
    """Words of headings, contents and code are counted as well, and what is nearly all is not rounded to it."""
    base = Base(tmp_path, f"Rules\n\nSo it {'is and ' * 150}is.", ("so", "apples", "Rules", "So it is, to: and is."))
    base.edit("file: rules.txt", f"file: rules.txt\n    sha256: {'0' * 64}")
    coverage = base.checked().report.coverage[0]
    assert (coverage.words, coverage.words_cited) == (304, 303)
    assert "(99% of 304 words cited; 1 in no sentence, 1 heading)" in str(coverage)


CODED = """\
Rules

One who reads and does not
understand is lost here:

  $ lost --now
  lost

{}
"""


def test_what_is_in_no_sentence_is_listed(tmp_path):
    """The longest of it with its lines, all of it as data: as many words as are told to be in none."""
    more = "\n\n".join(f"Part {number} {'of it ' * number}\n\nIt is\nso." for number in range(6))
    base = Base(tmp_path, CODED.format(more), ("lost", "apples", "Rules", "One who, to: is lost here"))
    base.pin()
    coverage = base.checked().report.coverage[0]
    assert [(each.text, each.line, each.words) for each in coverage.others] == [("$ lost --now lost", 6, 3)]
    assert [each.line for each in coverage.headings] == [1, 9, 14, 19, 24, 29, 34]
    assert coverage.unseen == sum(each.words for each in coverage.apart) == 46
    assert coverage.lines()[1:] == [
        "  in no sentence, line 6, code or contents: $ lost --now lost",
        "  in no sentence, line 24, a heading: Part 3 of it of it of it",
        "  in no sentence, line 29, a heading: Part 4 of it of it of it of it",
        "  in no sentence, line 34, a heading: Part 5 of it of it of it of it of it",
        "  in no sentence: 4 more, all of them in --json",
    ]


def test_a_digest_that_reads_as_a_number_is_pinned_in_quotes(tmp_path):
    """Of every reader of YAML it is then text, as the schema of fact bases wants it."""
    sentence = "Sentence number 146 says that alpha is good."
    base = Base(
        tmp_path, f"Rules\n\n{sentence} It is a rule that\nis wrapped.\n", ("alpha", "apples", "Rules", sentence)
    )
    base.pin()
    assert 'digest: "167813089663"' in base.path.read_text()
    loaded = yaml.safe_load(base.path.read_text())
    assert loaded["facts"][0]["evidence"][0]["digest"] == "167813089663"
    assert list(Draft202012Validator(schemas.of(None)).iter_errors(loaded)) == []
    assert base.pin() == 0


def test_pinning_writes_the_sha256_of_a_document(tmp_path):
    """Which nobody can type; until then it is missing, and the document not changed but not pinned."""
    base = Base(
        tmp_path, NARROW, ("lost", "apples", "Rules", "One who reads and does not understand is lost in the very")
    )
    report = base.checked()
    (missing,) = [problem for problem in report.problems if problem.rule == "empty-field"]
    assert missing.hint == "ketcli check --documents DIR --pin writes it"
    assert report.report.documents == {"rules": "not pinned"}
    assert "document-changed" not in base.rules()
    before = base.path.read_text()
    assert base.pin() == 1  # the passage is a part of its sentence
    assert base.checked().report.documents == {"rules": "same"}
    after = base.path.read_text().splitlines()
    assert [line for line in after if line not in before.splitlines()] == [
        f"    sha256: {dataset.load(base.path).dataset.sources[0].sha256}"
    ]


def test_pinning_does_not_mend_other_defects(tmp_path):
    """Only what it writes itself may be missing."""
    base = Base(tmp_path, NARROW, ("lost", "apples", "Rules", "One who reads"))
    base.edit("title: Reading, ", "")
    with pytest.raises(InvalidFactsError):
        base.pin()


def test_pinning_leaves_misplaced_passages_alone(tmp_path):
    """So that mending them raises no alarm."""
    base = Base(
        tmp_path, TWICE, ("alpha", "apples", "Part one", "Alpha is"), ("beta", "pears", "Part one", "Beta is good.")
    )
    assert base.pin() == 1
    assert "digest" not in base.path.read_text()
    base.edit("from: Alpha is", "from: Alpha is good.")
    base.edit("section: Part one, from: Beta", "section: Part two, from: Beta")
    assert base.pin() == 2
    assert set(base.rules()) == {"not-cited"}


def test_a_single_fact_is_pinned_anew(tmp_path):
    """And a single source; what else differs stays as it was, and the message says how."""
    base = Base(
        tmp_path,
        TWICE,
        ("alpha", "apples", "Part one", "Alpha is good."),
        ("beta", "pears", "Part two", "Beta is good."),
    )
    base.pin()
    text = tmp_path / "rules.txt"
    text.write_text(text.read_text().replace("is good", "was good"))
    for name in ("Alpha", "Beta"):
        base.edit(f"{name} is good.", f"{name} was good.")
    altered = [problem for problem in base.checked().problems if problem.rule == "passage-altered"]
    assert [problem.hint for problem in altered] == [
        f"compare it with the claim, then: --pin --renew {name}" for name in ("alpha", "beta")
    ]
    assert base.pin() == 0
    assert base.pin(renew=["alpha"]) == 1
    assert base.rules().count("passage-altered") == 1
    assert "document-changed" in base.rules()
    assert base.pin(renew=["rules", "beta"]) == 2
    assert set(base.rules()) == {"not-cited"}
    with pytest.raises(UnknownNameError, match="no fact or source is called 'alpa'; nearest: alpha"):
        base.pin(renew=["alpa"])


def test_passages_without_a_digest_are_one_problem(tmp_path):
    """However many there are."""
    base = Base(
        tmp_path,
        TWICE,
        ("alpha", "apples", "Part one", "Alpha is good."),
        ("beta", "pears", "Part two", "Beta is good."),
    )
    (problem,) = [problem for problem in base.checked().problems if problem.rule == "passage-unpinned"]
    assert problem.message == "2 passages without a digest, this the first"


def test_a_sentence_that_stands_twice_is_told_apart_by_its_section(tmp_path):
    """Each can be cited, or accounted for, by itself."""
    base = Base(
        tmp_path,
        TWICE,
        ("one", "apples", "Part one", "It is free."),
        ("good", "pears", "Part one", "Alpha is good."),
        ("beta", "plums", "Part two", "Beta is good."),
        ("last", "figs", "Part two", "Beta is also the last."),
    )
    base.pin()
    assert base.rules() == ["not-cited"]
    base.edit("file: rules.txt", "file: rules.txt\n    uncited: {twice: [{section: Part two, from: It is free.}]}")
    base.pin()
    assert base.rules() == []


def test_a_sentence_that_stands_twice_in_its_section_is_called_that(tmp_path):
    """With what can be done about it."""
    base = Base(
        tmp_path, f"Part one\n\n{'It is free. Or so they say. ' * 2}", ("one", "apples", "Part one", "It is free.")
    )
    (problem,) = [problem for problem in base.checked().problems if problem.rule == "passage-ambiguous"]
    assert problem.message == "one: 'It is free.' stands 2 times in rules.txt under 'Part one', word for word"
    assert problem.hint == "cite it together with the sentence before or after it"


def test_passages_that_only_begin_alike_are_not_said_to_stand_twice(tmp_path):
    """What stands twice are the first words."""
    text = "Rules\n\nAlpha beta gamma one ends here. Alpha beta gamma two stops there.\n"
    base = Base(tmp_path, text, ("one", "apples", "Rules", "Alpha beta gamma, to: ends here."))
    (problem,) = [problem for problem in base.checked().problems if problem.rule == "passage-ambiguous"]
    assert problem.message == "one: 2 passages in rules.txt under 'Rules' begin with 'Alpha beta gamma'"
    assert problem.hint == "begin with more words of it"


def test_paragraphs_of_a_text_without_headings_tell_sentences_apart_too(tmp_path):
    """By their number."""
    text = "Alpha is so good that it is free. So it is.\n\nBeta is so good that it is free. So it is.\n"
    base = Base(tmp_path, text, ("one", "apples", '"[Paragraph 2]"', "So it is."))
    base.pin()
    assert base.rules().count("not-cited") == 3
    assert "passage-ambiguous" not in base.rules()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("See Art. 5 and No. 12 of Vol. 3.", "See Art. 5 and No. 12 of Vol. 3."),
        ("Das gilt z. B. Das Haus nicht.", "Das gilt z. B. Das Haus nicht."),
        ("Bis zum 3. Werktag ist zu zahlen.", "Bis zum 3. Werktag ist zu zahlen."),
    ],
)
def test_a_sentence_with_abbreviations_is_cited_whole(tmp_path, text, sentence):
    """By the usual ones and by those that the base names."""
    base = Base(tmp_path, f"Rules\n\n{text} Ähnlich gilt das.\n", ("one", "apples", "Rules", sentence))
    base.edit("topics:\n", 'abbreviations: ["zum 3."]\ntopics:\n')
    base.pin()
    assert base.rules() == ["not-cited"]
    assert base.checked().report.coverage[0].units == 2


def test_a_whole_section_can_be_left_out(tmp_path):
    """In one line, however many sentences it has, and also what stands before the first heading."""
    base = Base(tmp_path, f"Hello, all of you.\n\n{TWICE}", ("alpha", "apples", "Part one", "Alpha is good."))
    base.edit("file: rules.txt", 'file: rules.txt\n    uncited: {a: [{section: Part two}], b: [{section: "[Start]"}]}')
    base.pin()
    (left,) = [problem for problem in base.checked().problems if problem.rule == "not-cited"]
    assert left.message == "rules.txt:5, Part one: 'It is free.'"
    coverage = base.checked().report.coverage[0]
    assert (coverage.units, coverage.cited, coverage.accounted) == (6, 1, 4)


def test_words_in_quotation_marks_are_no_copy():
    """A source's own words may be quoted; the same without the marks are a copy."""
    base = dataset.load(DATA / "good" / "terms.yaml").dataset
    words = "pot” whatever the tea is drawn in; a cup is no pot".replace("pot” ", "")
    for claim, found in ((f"A pot is “{words}”.", []), (f"A pot is {words}.", ["copied-words"])):
        from ketcli.documents import passages

        fact = base.facts[0]._replace(claim=claim)
        report = passages.verify(base._replace(facts=(fact, *base.facts[1:])), DATA / "documents")
        assert [problem.rule for problem in report.problems] == found


def test_one_is_no_plural(tmp_path):
    """Of facts, sentences, passages, headings and digests."""
    base = Base(tmp_path, NARROW, ("lost", "apples", "Rules", "One who, to: this licence."))
    base.pin()
    lines = base.checked().lines()
    assert lines[-4:] == [
        "1 passage: 1 found",
        "rules: 1 sentence, 1 cited, 0 accounted for, 0 left (94% of 18 words cited; 1 in no sentence, 1 heading)",
        "  in no sentence, line 1, a heading: Rules",
        f"{base.path}: 1 fact, no problems",
    ]


def test_every_good_base_is_covered_whole(tmp_path):
    """The wrapped text among them, pinned from nothing."""
    copy = pathlib.Path(shutil.copy(DATA / "good" / "terms.yaml", tmp_path))
    copy.write_text("".join(line for line in copy.read_text().splitlines(keepends=True) if "sha256" not in line))
    assert audit.pin(copy, DATA / "documents") == 1
    assert audit.audit(copy, DATA / "documents", coverage=True).problems == ()
