"""Records and fields are written into a facts file, and nothing else in it changes."""

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from paths import DATA

from ketcli.errors import UnreadableFactsError
from ketcli.facts import dataset, edits
from ketcli.facts import file as factsfile

BASES = sorted(path for path in (DATA / "good").iterdir())

CITED = {"source": "short", "section": "What?", "from": "A: b", "to": "d.", "digest": "0123456789ab", "hedged": True}
FACT = {"id": "new-fact", "topics": ["a", "b"], "claim": "Hot, and: “sour”.", "warning": True, "evidence": [CITED]}

LAYOUTS = {
    "empty": ("facts: []  # none yet\nz: 1\n", "facts:  # none yet\n{}z: 1\n", 2),
    "empty at the end": ("z: 1\nfacts: []", "z: 1\nfacts:\n{}", 2),
    "under its key": ("facts:\n- id: a\n# end\nz: 1\n", "facts:\n- id: a\n{}# end\nz: 1\n", 0),
    "indented": ("facts:\n    - id: a   # c\n", "facts:\n    - id: a   # c\n{}", 4),
    "airy": ("facts:\n  - id: a\n\n  # of b\n  - id: b\n", "facts:\n  - id: a\n\n  # of b\n  - id: b\n\n{}", 2),
    "in braces": ("facts:\n  - {id: a}\nz: 1\n", "facts:\n  - {id: a}\n{}z: 1\n", 2),
    "folded": (
        "facts:\n  - id: a\n    b: >-\n      c\n      d\nz: 1\n",
        "facts:\n  - id: a\n    b: >-\n      c\n      d\n{}z: 1\n",
        2,
    ),
    "no line end": ("facts:\n  - id: a", "facts:\n  - id: a\n{}", 2),
}
"""Before, after, and the column of the dashes."""

WRITTEN = """\
- id: new-fact
  topics: [a, b]
  claim: "Hot, and: “sour”."
  warning: true
  evidence:
    - {source: short, section: "What?", from: "A: b", to: d., digest: 0123456789ab, hedged: true}
"""


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_record_is_written_as_the_others_are(name, newline, mark):
    """Behind the last, in its column, with the line ends of the file; comments, blanks and the rest stay."""
    before, after, column = LAYOUTS[name]
    lines = re.sub("^", " " * column, WRITTEN, flags=re.MULTILINE).removesuffix(" " * column)
    done = edits.append(mark + before.replace("\n", newline).encode(), "x", ("facts",), FACT)
    if newline not in before.replace("\n", newline):
        newline = "\n"  # of one line nobody knows how it would end
    assert done == mark + after.replace("{}", lines, 1).replace("\n", newline).encode()


JSONS = {
    "empty": ('{"facts": [], "z": 1}', '{"facts": [@], "z": 1}'),
    "on one line": ('{"facts": [{"id": "a"}]}', '{"facts": [{"id": "a"}, @]}'),
    "on lines": ('{"facts": [\n    {"id": "a"}\n]}', '{"facts": [\n    {"id": "a"},\n    @\n]}'),
}


@pytest.mark.parametrize("name", JSONS)
def test_a_record_in_json_is_json(name):
    """Behind the last one, on a line of its own where that has one."""
    before, after = JSONS[name]
    done = edits.append(before.encode(), "x.json", ("facts",), FACT).decode()
    assert done == after.replace("@", json.dumps(FACT, ensure_ascii=False))
    assert json.loads(done)["facts"][-1] == FACT


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.name)
def test_any_base_takes_another_fact_and_another_citation(path):
    """It is what it was, with one fact more, and each of its facts is cited once more."""
    data = path.read_bytes()
    old = dataset.parse(data, path.name).dataset
    fact = {**FACT, "topics": [topic.id for topic in old.topics], "evidence": [{**CITED, "source": old.sources[0].id}]}
    done = edits.append(data, path.name, ("facts",), fact)
    for number in range(len(old.facts)):
        done = edits.append(done, path.name, ("facts", number, "evidence"), fact["evidence"][0])
    new = dataset.parse(done, path.name).dataset
    assert new._replace(facts=()) == old._replace(facts=())
    assert [each._replace(evidence=each.evidence[:-1]) for each in new.facts[:-1]] == list(old.facts)
    assert {each.evidence[-1].digest for each in new.facts} == {CITED["digest"]}
    if path.suffix == ".yaml" and b"evidence: [" not in data:
        left = iter(done.decode().splitlines())
        assert all(line in left for line in data.decode().splitlines())  # each of them, in their order


PUTS = {
    "lines": (
        "s:\n  - id: a   # c\n    f: b\n# end\n",
        "s:\n  - id: a   # c\n    f: b\n    u:\n      r:\n        - {from: x}\n# end\n",
    ),
    "braces": ("s:\n  - {id: a, f: b}\n", "s:\n  - {id: a, f: b, u: {r: [{from: x}]}}\n"),
    "comma": ("s:\n  - {id: a, }\n", "s:\n  - {id: a,u: {r: [{from: x}]} }\n"),
    "json": ('{"s": [{"id": "a"}]}', '{"s": [{"id": "a", "u": {"r": [{"from": "x"}]}}]}'),
}


@pytest.mark.parametrize("name", PUTS)
def test_a_field_is_put_behind_the_others(name):
    """Also one that holds records by reason."""
    before, after = PUTS[name]
    assert edits.put(before.encode(), "x", ("s", 0), "u", {"r": [{"from": "x"}]}).decode() == after


TEXT = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=40)


@settings(max_examples=300)
@given(TEXT, TEXT)
@example("yes", "No")
@example("null", "~")
@example("1.0", "0x1f")
@example("a: b", "a #b")
@example("- a", "*a")
@example("a, b", "[a]")
@example("a\u2028b", "a\x85b\x7f")
@example("Tab\there", " blank ")
@example("\x00", "\ufffe")
@example("12e34", "2001-01-01")
@example("A?", "a!")
def test_any_text_is_read_as_it_was(one, other):
    """Whatever a claim and a key hold, in lines and in braces, it comes back; no reader takes it for a number."""
    import yaml

    record = {"id": one, other: other, "list": [one, other], "evidence": [{"from": one, "to": other}]}
    for before in (b"facts: []\n", b'{"facts": []}', b"facts: [{a: b}]\n"):
        try:
            done = edits.append(before, "x", ("facts",), record)
        except UnreadableFactsError:
            assert "\x00" in one + other or other in {"id", "list", "evidence"} or other == "<<"
            return
        assert factsfile.parse(done, "x")[0]["facts"][-1] == record
        assert yaml.safe_load(done)["facts"][-1] == record


def test_what_cannot_be_edited_is_told():
    """A key without its colon, in braces: what would come of it is not what was meant."""
    with pytest.raises(UnreadableFactsError, match="cannot be edited"):
        edits.put(b"s: [{a}]\n", "x", ("s", 0), "u", "\ud800")
