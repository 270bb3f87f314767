"""The report of a check adds up in both its forms, and pinning writes digests and nothing else."""

import hashlib
import json
import os
import pathlib
import re
import shutil

import pytest
from paths import DATA
from running import run

from ketcli.answers import check as answers
from ketcli.documents import audit
from ketcli.documents import passages as verify
from ketcli.errors import DocumentError, UnreadableFactsError
from ketcli.facts import edits
from ketcli.facts.problem import InvalidFactsError
from ketcli.render import render
from ketcli.words.text import counted

DOCUMENTS = DATA / "documents"
GOOD = sorted((DATA / "good").iterdir())
BAD = sorted(path for path in (*(DATA / "bad").iterdir(), *(DATA / "advice").iterdir()) if path.suffix != ".expect")


@pytest.fixture
def facts(tmp_path):
    """A copy of a good fact base to edit."""
    return pathlib.Path(shutil.copy(DATA / "good" / "leaflet.yaml", tmp_path / "facts.yaml"))


def edit(path, *pairs):
    """Replace each first text of *pairs* in the file by the second."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def checked(path, *, coverage=False):
    """What ``check`` answers."""
    return answers.check(path, DOCUMENTS, coverage=coverage, strict=False, pin=False, force=False)


def text(outcome):
    """What people read of it."""
    return render(outcome, "plain")


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=lambda path: path.name)
@pytest.mark.parametrize("coverage", [False, True])
def test_text_and_json_say_the_same(path, coverage):
    """Both forms list all problems, and the numbers of their summary are the sums of their parts."""
    outcome = checked(path, coverage=coverage)
    document = json.loads(render(outcome, "json"))
    assert list(document) == ["schema_version", "meta", "problems", "documents", "passages", "coverage"]
    lines = text(outcome).splitlines()
    problems = document["problems"]
    assert [f"{each['file']}:{each['line']}: {each['rule']}: {each['message']}" for each in problems] == [
        line.removesuffix(f" ({each['hint']})") for line, each in zip(lines, problems, strict=False)
    ]
    count = {0: "no problems", 1: "1 problem"}.get(len(problems), f"{len(problems)} problems")
    assert lines[-1] == f"{path}: {counted(document['meta']['facts'], 'fact')}, {count}"
    if document["passages"] is None:
        assert len(lines) == len(problems) + 1
        assert document["documents"] == document["coverage"] == []
        return
    total = document["passages"].pop("total")
    assert list(document["passages"]) == list(verify.STATES)
    assert total == sum(document["passages"].values())
    states = ", ".join(f"{number} {state}" for state, number in document["passages"].items() if number)
    assert (f"{counted(total, 'passage')}: {states}" if states else "0 passages") in lines
    assert all(f"{each['source']}: {each['state']}" in lines for each in document["documents"])
    unseen = [line for line in lines if line.startswith("  in no sentence")]
    assert bool(unseen) == any(each["unseen"] for each in document["coverage"])
    assert len(lines) == len(problems) + len(document["documents"]) + 1 + len(document["coverage"]) + len(unseen) + 1
    for each in document["coverage"] if coverage else ():
        assert each["units"] == each["cited"] + each["accounted"] + len(each["left"])
        assert each["unseen"] == sum(one["words"] for one in [*each["headings"], *each["others"]])
    left = sum(len(each["left"]) for each in document["coverage"])
    assert left == [each["rule"] for each in problems].count("not-cited")


def test_a_report_in_full():
    """What was checked stands below what was found."""
    path = DATA / "bad" / "passage-altered.yaml"
    assert text(checked(path, coverage=True)) == (
        f"{path}:34: passage-altered: duration: the passage in short.txt reads otherwise than when it was pinned"
        " (compare it with the claim, then: --pin --renew duration)\n"
        "short: same\n"
        "5 passages: 4 found, 1 altered\n"
        "short: 5 sentences, 4 cited, 1 accounted for, 0 left (76% of 47 words cited; 7 in no sentence, 2 headings)\n"
        "  in no sentence, line 1, a heading: How it is given\n"
        "  in no sentence, line 3, a heading: What people notice\n"
        f"{path}: 4 facts, 1 problem\n"
    )


def test_without_documents_only_the_data_is_checked():
    """Nothing is said of passages, and what only documents show is no problem."""
    outcome = audit.audit(DATA / "bad" / "passage-altered.yaml", None)
    assert outcome.problems == ()
    assert outcome.report is None
    assert len(outcome.lines()) == 1
    assert [problem.rule for problem in audit.audit(DATA / "bad" / "lonely-group.yaml", None).problems] == [
        "lonely-group"
    ]


def test_advice_is_given_only_to_those_who_ask(capsys):
    """A small base without questions passes, and is told to have few of them with --strict."""
    path = str(DATA / "good" / "short.yaml")
    assert run(capsys, "check", path)[0] == 0
    status, output, _ = run(capsys, "check", path, "--strict")
    assert status == 1
    assert "few-questions: the fact drip has 0 questions (give it 3 or more, in the words of readers)\n" in output
    assert output.endswith("4 facts, 4 problems\n")


def test_problems_are_in_the_order_of_their_lines(facts):
    """Whatever rule found them, they are listed down the file."""
    edit(facts, ("when: 1970s", "when: 1980s"), ("from: Nausea", "from: Nauseas"), ("[sessions, visits]", "[visits]"))
    lines = [problem.line for problem in audit.audit(facts, DOCUMENTS, coverage=True).problems]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_no_line_of_a_report_steers_the_terminal(tmp_path):
    """What a file brings along in its names and values is written out."""
    path = tmp_path / "facts.yaml"
    good = (DATA / "good" / "short.yaml").read_bytes()
    for old, new in (
        (b"topics: [visits]", b'topics: ["\\e[2J\\n\\u202e"]'),
        (b"file: short.txt", b'file: "\\e[2J\\n\\u202e"'),
    ):
        path.write_bytes(good.replace(old, new))
        outcome = checked(path)
        problems = len(outcome.objects)
        assert problems
        assert not {"\x1b", "\u202e"} & set(text(outcome) + render(outcome, "json"))
        assert all("\\x1b[2J\\n\\u202e" in line for line in text(outcome).splitlines()[:problems])


def test_defects_of_every_kind_are_told_at_once(tmp_path):
    """A key that is not known hides neither a doubled claim nor a passage that reads otherwise."""
    path = tmp_path / "facts.json"
    base = json.loads((DATA / "good" / "short.json").read_text())
    base["facts"][0]["colour"] = "red"
    base["facts"][1]["evidence"][0]["digest"] = "0" * 12
    base["facts"][2]["claim"] = base["facts"][1]["claim"]
    path.write_text(json.dumps(base, indent=1))
    rules = [problem.rule for problem in audit.audit(path, DOCUMENTS).problems]
    assert {"unknown-key", "passage-altered", "duplicate-claim"} <= set(rules)


def test_what_cannot_be_checked_is_an_error(tmp_path):
    """No file of facts, or no folder of documents, is no report."""
    with pytest.raises(UnreadableFactsError):
        audit.audit(tmp_path / "none.yaml", DOCUMENTS)
    with pytest.raises(DocumentError):
        audit.audit(DATA / "good" / "short.yaml", tmp_path / "none")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_pinning_writes_the_digests_that_are_missing(tmp_path, path):
    """All digests taken out and pinned again, the base is what it was, and pinning once more does nothing."""
    copy = tmp_path / path.name
    lines = path.read_text(encoding="utf-8")
    bare = lines
    for pattern in (r',\s*"?digest"?: "?[0-9a-f]{12}"?', r"(?m)^ +digest: [0-9a-f]{12}\n"):
        bare = without(pattern, bare)
    copy.write_text(bare, encoding="utf-8")
    known = audit.audit(path, DOCUMENTS).report
    unpinned = audit.audit(copy, DOCUMENTS).problems
    assert [problem.rule for problem in unpinned] == ["passage-unpinned"]
    number = known.passages.total()
    assert unpinned[0].message == f"{counted(number, 'passage')} without a digest, this the first"
    assert audit.pin(copy, DOCUMENTS) == number
    assert audit.audit(copy, DOCUMENTS, coverage=True).problems == ()
    assert audit.audit(copy, DOCUMENTS).report == known
    once = copy.read_bytes()
    assert audit.pin(copy, DOCUMENTS) == 0
    assert copy.read_bytes() == once
    rest = once.decode()
    for pattern in (r',\s*"?digest"?: "?[0-9a-f]{12}"?', r"(?m)^ +digest: [0-9a-f]{12}\n"):
        rest = without(pattern, rest)
    assert rest == bare


def without(pattern, text):
    """*text* without what *pattern* matches."""
    return re.sub(pattern, "", text)


def test_a_digest_that_differs_is_replaced_only_with_force(facts):
    """Pinning never hides a change of the document; with force it accepts it."""
    before = facts.read_bytes()
    edit(facts, ("d6bea94b06e9", "000000000000"), (", digest: a18ecc75f643", ""))
    assert audit.pin(facts, DOCUMENTS) == 1
    assert [problem.rule for problem in audit.audit(facts, DOCUMENTS).problems] == ["passage-altered"]
    assert b"000000000000" in facts.read_bytes()
    assert audit.pin(facts, DOCUMENTS, force=True) == 1
    assert facts.read_bytes() == before


def test_a_passage_that_is_not_in_one_place_is_not_pinned(facts):
    """What is missing or ambiguous stays without a digest."""
    edit(
        facts, ("from: Nausea, digest: d6bea94b06e9", "from: Nauseas"), ("from: A dry, digest: 720a85fe5422", "from: A")
    )
    before = facts.read_bytes()
    assert audit.pin(facts, DOCUMENTS, force=True) == 0
    assert facts.read_bytes() == before


def test_a_base_with_defects_is_not_pinned(facts):
    """Nothing is written into a file that is no valid fact base."""
    edit(facts, (", digest: a18ecc75f643", ""), ("when: 1970s", "whence: 1970s"))
    before = facts.read_bytes()
    with pytest.raises(InvalidFactsError):
        audit.pin(facts, DOCUMENTS)
    assert facts.read_bytes() == before


def test_the_file_is_replaced_whole_or_not_at_all(facts, monkeypatch):
    """When writing fails half-way the old file is untouched, and nothing is left beside it."""
    edit(facts, (", digest: a18ecc75f643", ""))
    before = facts.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            audit.pin(facts, DOCUMENTS)
    assert facts.read_bytes() == before
    assert os.listdir(facts.parent) == ["facts.yaml"]
    monkeypatch.setattr(edits, "set_fields", lambda *_: b"")
    kept = os.stat(facts).st_ino
    audit.pin(facts, DOCUMENTS)
    assert os.stat(facts).st_ino != kept


def test_pinning_keeps_the_mode_of_the_file(facts):
    """A file that was private stays so."""
    edit(facts, (", digest: a18ecc75f643", ""))
    facts.chmod(0o640)
    audit.pin(facts, DOCUMENTS)
    assert facts.stat().st_mode & 0o777 == 0o640


def test_pinning_through_a_link_changes_the_file_it_leads_to(facts):
    """The link stays a link."""
    edit(facts, (", digest: a18ecc75f643", ""))
    link = facts.with_name("link.yaml")
    link.symlink_to(facts.name)
    assert audit.pin(link, DOCUMENTS) == 1
    assert link.is_symlink()
    assert b"a18ecc75f643" in facts.read_bytes()


def test_the_digest_is_the_beginning_of_the_sha256_of_the_folded_passage():
    """Anyone can compute it, though nobody needs to."""
    assert hashlib.sha256(b"Nausea").hexdigest().startswith("d6bea94b06e9")
    assert hashlib.sha256(b'Feeling "far away", which doesn\'t last').hexdigest()[:12] in (
        DATA / "good" / "leaflet.yaml"
    ).read_text(encoding="utf-8")
