"""A facts file is read as it is written, refused in one clear line, or edited without disturbing the rest."""

import json
import os
import pathlib
import tracemalloc

import pytest
import yaml
from effort import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st
from paths import DATA

from ketcli.errors import KetcliError, UnreadableFactsError
from ketcli.facts import dataset, edits
from ketcli.facts import file as factsfile
from ketcli.facts.problem import InvalidFactsError
from ketcli.system import files

GOOD = DATA / "good"
BASE = (GOOD / "short.yaml").read_bytes()
BASES = [(GOOD / name).read_bytes() for name in ("short.yaml", "short.json", "leaflet.yaml", "smallest.yaml")]
DIGEST = "abcdef123456"
CITATION = ("e", 0, "digest")
steady = settings(derandomize=True, database=None, max_examples=300)


def refused(data, file="facts.yaml", line=None):
    """The one line with which *data* is refused, where one is given, at *line*."""
    with pytest.raises(KetcliError) as caught:
        dataset.parse(data, file)
    message = str(caught.value)
    assert message.startswith(f"{file}:{line}: " if line else f"{file}")
    for told in (message, *map(str, getattr(caught.value, "problems", ()))):
        assert "\n" not in told
        assert len(told) < 400
    return message


def test_a_missing_file_is_named():
    """A file that is not there is refused by name, whichever option, variable or argument named it."""
    with pytest.raises(UnreadableFactsError, match=r"^no/facts\.yaml: No such file or directory; name a file of facts"):
        dataset.load(pathlib.Path("no/facts.yaml"))


def test_a_directory_is_refused(tmp_path):
    """A folder is no facts file."""
    with pytest.raises(UnreadableFactsError, match=f"^{tmp_path}: a directory; name a YAML or JSON file of facts$"):
        dataset.load(tmp_path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    """A named pipe is refused without being opened, which would wait for ever."""
    pipe = tmp_path / "facts.yaml"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableFactsError, match=f"^{pipe}: not a regular file; name a YAML or JSON file of facts$"):
        dataset.load(pipe)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("a\0b", "null"), ("a" * 5000, "too long"), ("facts.yaml/x", "Not a dir"), ("\ud800", "encode")],
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path, name, reason):
    """NUL, far too many characters, a file as a folder and half a surrogate pair are refused like a missing file."""
    (tmp_path / "facts.yaml").write_bytes(BASE)
    with pytest.raises(UnreadableFactsError, match=f": .*{reason}.*; name a file of facts, YAML or JSON$"):
        dataset.load(tmp_path / name)


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    """Beyond the limit a file is not even read."""
    monkeypatch.setattr(factsfile, "MAX_BYTES", 2**20)
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"#" * (2**20 + 1))
    with pytest.raises(UnreadableFactsError, match="larger than 1 MiB"):
        dataset.load(path)


def test_a_file_of_more_than_512_mib_is_not_read(tmp_path):
    """No fact base is that large."""
    path = tmp_path / "facts.json"
    path.touch()
    os.truncate(path, 512 * 2**20 + 1)
    with pytest.raises(UnreadableFactsError, match=f"^{path}: larger than 512 MiB$"):
        factsfile.read_bytes(path)


def test_a_file_may_be_as_large_as_the_limit(tmp_path, monkeypatch):
    """Only what is larger is refused."""
    monkeypatch.setattr(factsfile, "MAX_BYTES", 2**20)
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"#" * 2**20)
    assert factsfile.read_bytes(path) == b"#" * 2**20


def while_read(monkeypatch, *changes):
    """Before the first reading of a file ends, the first of *changes* happens, and so on; gives the readings."""
    read = files.read
    readings = []

    def interrupted(path, most):
        data = read(path, most)
        if len(readings) < len(changes):
            changes[len(readings)](path)
        readings.append(data)
        return data

    monkeypatch.setattr(files, "read", interrupted)
    return readings


def grows(path):
    """The file has one more line."""
    with path.open("ab") as file:
        file.write(b"# more\n")


def is_touched(path):
    """The file has been written with as many bytes, later."""
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))


def is_replaced(path):
    """Another file of the same size and time has its name."""
    other = path.with_name("other")
    other.write_bytes(b"x" * path.stat().st_size)
    os.utime(other, ns=(0, path.stat().st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("change", [grows, is_touched, is_replaced])
def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path, monkeypatch, change):
    """It is given as it is in the end, when it has kept still."""
    path = tmp_path / "facts.yaml"
    path.write_bytes(BASE)
    readings = while_read(monkeypatch, change, change)
    data = factsfile.read_bytes(path)
    assert len(readings) == 3
    monkeypatch.undo()
    assert data == readings[-1] == path.read_bytes()


@pytest.mark.parametrize("change", [grows, is_touched, is_replaced, pathlib.Path.unlink])
def test_a_file_that_never_keeps_still_is_refused(tmp_path, monkeypatch, change):
    """After a few attempts, or when it is gone, that is said."""
    path = tmp_path / "facts.yaml"
    path.write_bytes(BASE)
    readings = while_read(monkeypatch, *[change] * 9)
    with pytest.raises(UnreadableFactsError, match=f"^{path}: (is being written; try|No such file)"):
        factsfile.read_bytes(path)
    assert len(readings) == (1 if change is pathlib.Path.unlink else 5)


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"", None, "empty"),
        (b" \n\n", None, "empty"),
        (b"# only a comment\n", None, "empty"),
        (b"---\n", None, "not a mapping"),
        (b"just words\n", None, "not a mapping"),
        (b"- a list\n", None, "not a mapping"),
        (b"\xef\xbb\xbf", None, "empty"),
        (b"schema: 1\ntitle: caf\xe9\n", 2, "not UTF-8"),
        ("schema: 1\ntitle: x\n".encode("utf-16"), 1, "not UTF-8"),
        ("schema: 1\ntitle: x\n".encode("utf-16-le"), 1, "U+0000"),
        ("schema: 1\ntitle: x\n".encode("utf-32-be"), 1, "U+0000"),
        (b"schema: 1\ntitle: a\x00b\n", 2, "U+0000"),
        (b"schema: 1\r\ntitle: \x1b[31m\r\n", 2, "U+001B"),
        (b"schema: 1\nsources:\n\t- id: a\n", 3, "a tab where YAML wants blanks"),
        (b"schema: 1\n---\nschema: 1\n", 2, "a second document"),
        (b"schema: 1\n--- x\n", 2, "a second document"),
        (b"schema: !!int 1\n", 1, "a tag, 'tag:yaml.org,2002:int'"),
        (b"schema: 1\ntitle: ! x\n", 2, "a tag"),
        (b"!!str schema: 1\n", 1, "a tag"),
        (b"schema: !!python/object/apply:os.system [true]\n", 1, "a tag"),
        (b"%TAG ! tag:evil,2000:\n---\nschema: !x 1\n", 3, "a tag"),
        (b"schema: 1\ntitle: &a x\n", 2, "an anchor, '&a'"),
        (b"schema: 1\n&key title: x\n", 2, "an anchor, '&key'"),
        (b"schema: 1\ntitle: *a\n", 2, "an alias, '*a'"),
        (b"schema: 1\n*a : x\n", 2, "an alias, '*a'"),
        (b"schema: 1\n<<: {title: x}\n", 2, "a merge key"),
        (b"schema: 1\n? [a, b]\n: x\n", 2, "a key that is no plain text"),
        (b'schema: 1\ntitle: "\\ud800"\n', 2, "escape"),
        (b"schema: 1\ntitle: 'open\n", None, "no valid YAML"),
        (b"schema: 1\ntitle: a: b\n", 2, "mapping values are not allowed"),
    ],
)
def test_what_is_no_tree_of_text_is_refused_with_its_line(data, line, says):
    """Nothing, no mapping, no UTF-8, control characters and YAML's magic are refused where they stand."""
    assert says in refused(data, line=line)


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"", None, "empty"),
        (b"{", 1, "no valid JSON"),
        (b'{"schema": 1,\n "title": NO}', 2, "no valid JSON"),
        (b'{"schema": 1,\n "title": 017}', 2, "no valid JSON"),
        (b'{"schema": 1,\n "title": "a\tb"}', 2, "no valid JSON: Invalid control character"),
        (b'{"schema": 1}\n{}', 2, "Extra data"),
        (b'{"schema": ' + b"9" * 5000 + b"}", None, "too many digits; quote it"),
        ('{"schema": 1}'.encode("utf-16"), 1, "not UTF-8"),
        ('{"schema": 1}'.encode("utf-16-le"), 1, "no valid JSON"),
        (b"[1]", None, "not a mapping"),
        (b'"text"', None, "not a mapping"),
    ],
)
def test_broken_json_is_refused_with_its_line(data, line, says):
    """A JSON file that is none is refused as such, where it breaks."""
    assert says in refused(data, "facts.JSON" if len(data) % 2 else "facts.json", line)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", ": empty; a fact base begins with 'schema: 1'"),
        (b"- a", ": not a mapping; a fact base begins with 'schema: 1'"),
        (b"a\nb\xff", ":2: not UTF-8 (byte 3); save it as UTF-8"),
        (b"\n\xff", ":2: not UTF-8 (byte 1); save it as UTF-8"),
        (b"\n\x07", ":2: no valid YAML: the control character U+0007; remove it, or save the file as UTF-8"),
        (b"a: 1\n---\nb: 1\n", ":2: a second document; keep one fact base a file"),
        (b"[" * 14, ":1: nesting deeper than 12 levels"),
        (b"{" + b'"a": {' * 100_000, ": nesting deeper than 12 levels"),
        (b"? [a]\n: b\n", ":1: a key that is no plain text; quote it"),
        (b"a: 1\n<<: b\n", ":2: a merge key (<<); write the fields out"),
        (b"a: *b\n", ":1: an alias, '*b'; write the value out, or quote it"),
        (b"a: &b c\n", ":1: an anchor, '&b'; write the value out, or quote it"),
        (b"a:\n  !b c\n", ":2: a tag, '!b'; quote the value instead"),
        (
            b"a: b: c\n",
            (
                ":1: no valid YAML: mapping values are not allowed in this context; "
                "put a value with a colon in it in quotes"
            ),
        ),
        (b"a: {b: c:}\n", ":1: no valid YAML: found unexpected ':'; put a value with a colon in it in quotes"),
        (
            b"a: b\nc\x1b\n\x07\n",
            ":2: no valid YAML: the control character U+001B; remove it, or save the file as UTF-8",
        ),
        (b'{"a":\n1', ":2: no valid JSON: Expecting ',' delimiter"),
        (b'{"a": ' + b"9" * 5000 + b"}", ": no valid JSON: a number of too many digits; quote it"),
    ],
)
def test_a_refusal_is_one_whole_sentence(data, message):
    """File, line, what is wrong and what to do, letter for letter."""
    assert refused(data, "x.json") == f"x.json{message}"


CONTROLS = "\x00\x08\x0b\x0c\x0e\x1f\x7f\x80\x84\x86\x9f\ufffe\uffff"
ALLOWED = "\t ~\x85\xa0\u2028\u2029\ud7ff\ue000\ufeff\ufffd\U00010000😀\U0010ffff"


@pytest.mark.parametrize("character", CONTROLS, ids=lambda character: f"U+{ord(character):04X}")
def test_yaml_has_no_control_characters(character):
    """Nor what is no character; each is named, whatever else is wrong."""
    says = f":2: no valid YAML: the control character U+{ord(character):04X}; remove it, or save the file as UTF-8"
    for data in (f"a: b\nc: d{character}\n", f"a: b\nc: d: {character}\n"):
        assert refused(data.encode(), "x.yaml") == f"x.yaml{says}"


@pytest.mark.parametrize("character", ALLOWED, ids=lambda character: f"U+{ord(character):04X}")
def test_what_is_wrong_is_not_put_down_to_a_character_that_may_be_there(character):
    """Any other character is text."""
    says = refused(f"a: b: {character} c\n".encode(), "x.yaml")
    assert says.startswith("x.yaml:1: no valid YAML: mapping values are not allowed in this context")


@pytest.mark.parametrize(
    "text", [*CONTROLS[6:], *ALLOWED[1:], "".join(f"\\ud{n}0{n}" for n in "89abcdefABCDEF"), "\\uD83D"]
)
def test_json_is_edited_whatever_characters_it_has(text):
    """What YAML would refuse stays as it is, and lines and places are found all the same."""
    data = f'{{"a": "{text}",\n"e": [{{"from": "{text}"}}], "b": "{text}"}}'.encode()
    done = edits.set_fields(data, "x.json", {CITATION: DIGEST})
    assert done == data.replace(b'"}], "b"', f'", "digest": "{DIGEST}"}}], "b"'.encode())
    assert factsfile.locate(data, "x.json", [CITATION, ("a",)]) == {CITATION: 2, ("a",): 1}


@pytest.mark.parametrize("value", ["x" * 500, 10**500, ["x" * 500], {"x" * 500: 1}])
def test_a_value_in_a_message_is_short(value):
    """Of text and numbers the beginning and the end, in 120 characters."""
    shown = factsfile.shown(value)
    assert len(shown.strip("[]{}: 1")) <= 120
    assert "..." in shown
    assert len(factsfile.shown("x" * 500)) == len(factsfile.shown(10**500)) == 120
    assert factsfile.shown("x" * 118) == repr("x" * 118)


def test_twelve_levels_are_read():
    """In lists and mappings alike; the thirteenth is refused."""
    lists, mappings = b"[" * 12 + b"x" + b"]" * 12, b"{a: " * 12 + b"x" + b"}" * 12
    for data in (lists, mappings):
        tree = factsfile.parse(data, "x.yaml")[0]
        for _ in range(12):
            tree = tree["a" if data == mappings else 0]
        assert tree == "x"
    for data in (b"[" + lists + b"]", b"{a: " + mappings + b"}"):
        with pytest.raises(UnreadableFactsError, match=r"^x\.yaml:1: nesting deeper than 12 levels$"):
            factsfile.parse(data, "x.yaml")


@pytest.mark.parametrize(
    "opening", [b"[", b"{", b"- ", b"? ", b'{"a":', b"{a: ", b"[{", b"a:\n- ", b"[a, ", b"!", b"'["]
)
@pytest.mark.parametrize("file", ["facts.yaml", "facts.json"])
@pytest.mark.parametrize("start", [b"", b"schema: 1\nfacts: ", b'{"schema": '])
def test_deep_nesting_is_refused(opening, file, start):
    """60 KB of brackets, braces or dashes are refused, not followed into a crash or for ever."""
    assert grows_in_proportion(lambda size: refused(start + opening * (size // len(opening)), file), 7500)


@pytest.mark.parametrize("depth", [900, 950, 990, 5000, 100_000])
@pytest.mark.parametrize(
    "place", ["[%s]", '{"schema": %s}', '{"schema": 1, "facts": [{"evidence": [{"hedged": %s}]}]}']
)
def test_nesting_that_is_closed_again_is_refused_too(depth, place):
    """However deep a JSON value is, the message stays short."""
    refused((place % ("[" * depth + "]" * depth)).encode(), "facts.json")


def test_yaml_may_be_nested_so_deep_and_no_deeper():
    """The limit is where it is said to be, in lists and in mappings."""
    most = factsfile.MAX_DEPTH
    assert factsfile.parse(b"[" * (most + 1) + b"]" * (most + 1), "x")[1] == []
    assert "deeper than 12 levels" in refused(b"[" * (most + 2) + b"]" * (most + 2), line=1)
    assert factsfile.parse(b"".join(b" " * level + b"a:\n" for level in range(most)), "x")[1] == []
    refused(b"".join(b" " * level + b"a:\n" for level in range(most + 1)), line=most + 1)


def test_an_alias_bomb_is_refused_at_its_first_anchor():
    """Aliases that would repeat one another into gigabytes are never followed."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
    )
    assert "an anchor, '&a'" in refused(bomb.encode(), line=1)


def test_a_merge_bomb_is_refused():
    """Merge keys are refused, flow or block, quoted or not."""
    refused(b"a: {<<: {<<: {b: c}}}\n", line=1)
    refused(b'a:\n  "<<": x\n', line=2)


@pytest.mark.parametrize("path", sorted(GOOD.glob("short.*")), ids=lambda path: path.name)
def test_a_file_cut_off_anywhere_is_refused(path):
    """Whatever part of a good file is left, it is refused in one line or still a whole fact base."""
    data = path.read_bytes()
    for end in range(0, len(data) - 1, 7):
        try:
            dataset.parse(data[:end], path.name)
        except KetcliError as error:
            assert str(error).startswith(path.name)  # noqa: PT017 - most, not all, are refused
            assert "\n" not in str(error)  # noqa: PT017 - as above


@pytest.mark.parametrize(
    "value",
    ["NO", "1.10", "017", "0x1F", "1:30", "2026-01-02", "2026-01-02 10:00:00", "9" * 3000, "1.0e+999", ".nan", "on"],
)
def test_yaml_scalars_are_kept_as_written(value):
    """YAML's words, numbers, times and dates are text, letter for letter."""
    assert factsfile.parse(f"a: {value}\nb: [{value}, '{value}']\n".encode(), "x.yaml")[0] == {
        "a": value,
        "b": [value, value],
    }


@pytest.mark.parametrize("value", ["~", "null", "Null", "NULL", ""])
def test_a_plain_null_is_none_and_a_quoted_one_is_text(value):
    """Only an unquoted null, or nothing at all, is no value."""
    assert factsfile.parse(f"a: {value}\nb: '{value}'\n".encode(), "x.yaml")[0] == {"a": None, "b": value}


@pytest.mark.parametrize("value", ["1.10", "17", "true", "1e999", "NaN", "-0", "9" * 3000])
def test_json_numbers_are_to_be_quoted(value):
    """JSON would change them, so numbers and the like are refused with the remedy."""
    data = (GOOD / "short.json").read_bytes().replace(b'"1.10"', value.encode())
    with pytest.raises(InvalidFactsError, match="quote it") as caught:
        dataset.parse(data, "x.json")
    assert [(problem.rule, problem.line) for problem in caught.value.problems] == [("wrong-type", 4)]


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\u0000", "\\ude42\\ud83d"])
@pytest.mark.parametrize("field", ['"title": "', '"claim": "', '"aliases": [\n    "'])
def test_half_a_surrogate_pair_and_nul_are_refused(escape, field):
    """Characters that cannot be stored or printed are refused, with their line."""
    text = (GOOD / "short.json").read_text(encoding="utf-8")
    data = text.replace(field, field + escape, 1).encode()
    with pytest.raises(InvalidFactsError) as caught:
        dataset.parse(data, "x.json")
    line = text[: text.index(field) + len(field)].count("\n") + 1
    assert [(problem.rule, problem.line) for problem in caught.value.problems] == [("unusable-character", line)]


def test_a_reason_is_text_like_any_other():
    """The reasons of uncited passages, which are keys, are checked as values are."""
    for reason, rule in (("\\ud800", "unusable-character"), ("  ", "empty-field"), ("x" * 5000, "too-long")):
        data = (GOOD / "short.json").read_bytes().replace(b"invitation", reason.encode())
        with pytest.raises(InvalidFactsError) as caught:
            dataset.parse(data, "x.json")
        place = ("sources", 0, "uncited", json.loads(f'"{reason}"'))
        assert [(problem.rule, problem.path) for problem in caught.value.problems] == [(rule, place)]


def test_json_may_begin_with_white_space():
    """It is JSON all the same, with numbers and the like."""
    assert factsfile.parse(b' \n{"a": 1, "b": [true]}', "x.yaml")[0] == {"a": 1, "b": [True]}


def test_a_whole_surrogate_pair_is_one_character():
    """JSON's way to write an emoji is as good as the emoji."""
    data = (GOOD / "short.json").read_bytes().replace(b"A short text on", b"\\ud83d\\ude42")
    assert dataset.parse(data, "x.json").dataset.title == "🙂 ketamine"


@pytest.mark.parametrize("data", BASES, ids=len)
def test_a_byte_order_mark_and_other_line_ends_change_nothing(data):
    """UTF-8 with a mark, with CRLF or with both is the same fact base."""
    known = dataset.parse(data, "x").dataset
    crlf = data.replace(b"\n", b"\r\n")
    for other in (b"\xef\xbb\xbf" + data, crlf, b"\xef\xbb\xbf" + crlf):
        assert dataset.parse(other, "x").dataset == known


def test_yaml_and_json_of_one_base_are_equal():
    """The two forms of a fact base say the same."""
    assert dataset.load(GOOD / "short.yaml").dataset == dataset.load(GOOD / "short.json").dataset
    assert dataset.load(GOOD / "leaflet.yaml").dataset == dataset.load(GOOD / "leaflet.json").dataset


def test_yaml_without_its_c_library_reads_the_same(monkeypatch):
    """PyYAML built without libyaml gives the same bases, lines and refusals."""
    known = [dataset.load(path).dataset for path in sorted(GOOD.glob("*.yaml"))]
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert [dataset.load(path).dataset for path in sorted(GOOD.glob("*.yaml"))] == known
    assert "U+0000" in refused(b"schema: 1\ntitle: a\x00b\n", line=2)
    refused(b"[" * 60_000, line=1)
    refused(b"schema: 1\ntitle: a: b\n", line=2)


def test_a_key_that_stands_twice_is_reported_at_its_second_place():
    """In YAML and in JSON, each repetition is a problem with its line; the last value is kept."""
    data = b'{"a": 1,\n "b": {"c": 2,\n "c": 3},\n "a": 4}'
    for name in ("x.json", "x.yaml"):
        tree, problems = factsfile.parse(data, name)
        assert tree == {"a": 4, "b": {"c": 3}}
        assert sorted((problem.line, problem.message) for problem in problems) == [
            (3, "the key 'c' stands twice in one mapping"),
            (4, "the key 'a' stands twice in one mapping"),
        ]
    (problem,) = factsfile.parse(b"a: 1\nb: 2\na: 3\n", "x")[1]
    assert problem == ("duplicate-key", ("a",), "the key 'a' stands twice in one mapping", "keep one", "", 3)


def test_a_key_that_stands_twice_in_json_that_is_no_yaml_is_reported_too():
    """Then its place and its line cannot be told."""
    data = json.dumps({"k" * 2000: 1, "b": 1, "c": {"d": 1}}).replace("}}", ', "d": 2}, "b": 2}').encode()
    assert factsfile.locate(data, "x.json", [("b",)]) == {}
    tree, problems = factsfile.parse(data, "x.json")
    assert tree == {"k" * 2000: 1, "b": 2, "c": {"d": 2}}
    assert problems == [
        ("duplicate-key", (), f"the key '{key}' stands twice in one mapping", "keep one", "", None) for key in "db"
    ]


def test_good_json_is_read_without_yaml(monkeypatch):
    """Which would take a hundred times as long."""
    monkeypatch.delattr(factsfile, "_YamlReader")
    assert dataset.load(GOOD / "short.json").dataset.title == "A short text on ketamine"


def test_many_keys_with_one_twice_take_no_time():
    """Finding a repeated key does not compare every key with every other."""

    def twice(size):
        keys = b",".join(b'"k%d": 1' % number for number in range(size))
        refused(b'{"a": 1,' + keys + b', "a": 2}', "x.json")

    assert grows_in_proportion(twice, 2000)


def test_a_place_without_a_line_has_that_of_its_nearest_ancestor():
    """A missing field is shown at the mapping that lacks it; a place in no mapping at the first line."""
    data = b"# c\na:\n  - b: 1\n    c: 2\n"
    paths = [("a", 0, "c"), ("a", 0, "z"), ("a", 0, "z", "y"), ("q",), ()]
    assert factsfile.locate(data, "x", paths) == dict(zip(paths, [4, 3, 3, 2, 2], strict=True))


def test_lines_of_json_are_known_also_where_it_is_no_yaml():
    """What JSON allows and YAML refuses, DEL and half surrogate pairs, is no obstacle to telling lines."""
    data = b'{"a": "\x7f\\ud800",\n "b": "\xef\xbf\xbe",\n "c": 1}'
    assert factsfile.locate(data, "x", [("b",), ("c",)]) == {("b",): 2, ("c",): 3}


def test_a_long_value_is_shortened_in_its_message():
    """A message stays a line that can be read, whatever the value."""
    for text in (f"schema: {'9' * 5000}", f"schema: 1\n{'k' * 1000}: x", f"&{'a' * 5000} x: 1", f"x: !{'a' * 5000} 1"):
        refused(text.encode())
    refused(json.dumps({"schema": 1, "k" * 100_000: "x"}).encode(), "x.json")


@steady
@given(st.binary(max_size=200), st.sampled_from(["x.yaml", "x.json"]))
def test_any_bytes_are_read_or_refused(data, file):
    """No bytes raise anything but ketcli's own errors."""
    with pytest.raises(KetcliError):
        dataset.parse(data, file)


@steady
@given(st.text(alphabet="{}[]:,-?&*!|>%@`'\"#~<\\\n\r\t ab01\x00\x85\u2028\ufeff😀", max_size=60))
def test_any_marks_are_read_or_refused(text):
    """No arrangement of YAML's and JSON's own marks raises anything but ketcli's own errors."""
    for start in ("", "schema: 1\nfacts: ", '{"schema": 1, "facts": '):
        with pytest.raises(KetcliError):
            dataset.parse((start + text).encode(), "x.yaml")


@steady
@given(st.data())
def test_a_good_file_with_any_damage_is_read_or_refused(data):
    """A good file with a stretch replaced, doubled or removed raises nothing but ketcli's own errors."""
    base = data.draw(st.sampled_from(BASES))
    start = data.draw(st.integers(0, len(base)))
    end = data.draw(st.integers(start, min(len(base), start + 30)))
    new = data.draw(
        st.one_of(st.binary(max_size=5), st.just(base[start:end] * 2), st.sampled_from([b"", b"\n", b": ", b"[", b"{"]))
    )
    try:
        dataset.parse(base[:start] + new + base[end:], "x")
    except KetcliError as error:
        assert "\n" not in str(error)  # noqa: PT017 - some damage leaves a good file


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("e:\n  - from: a\n    to: b\n", "e:\n  - from: a\n    to: b\n    digest: D\n"),
        ("e:\n  - to: b\n    from: a  # why\n# end\n", "e:\n  - to: b\n    digest: D\n    from: a  # why\n# end\n"),
        ("e:\n- from: a\n  to: b\n...\n", "e:\n- from: a\n  to: b\n  digest: D\n...\n"),
        ("e:\n  -\n    from: a", "e:\n  -\n    from: a\n    digest: D\n"),
        ("e:\r\n  - from: a\r\n    to: b\r\n", "e:\r\n  - from: a\r\n    to: b\r\n    digest: D\r\n"),
        ("e:\r\n  - from: a", "e:\r\n  - from: a\r\n    digest: D\r\n"),
        ("\ufeffe: [{from: 😀 “é” , to: b}]\n", "\ufeffe: [{from: 😀 “é” , to: b, digest: D}]\n"),
        ("e:\n  - from: a\n    to: b", "e:\n  - from: a\n    to: b\n    digest: D\n"),
        ("e:\n  - from: |+\n      a\n\n    to: c\n", "e:\n  - from: |+\n      a\n\n    to: c\n    digest: D\n"),
        ('{"e":[{"from":"a","digest":"OLD"}]}', '{"e":[{"from":"a","digest":"D"}]}'),
        ("e:\n  - {from: a} # c", "e:\n  - {from: a, digest: D} # c"),
        ("e:\n  - {from: 'a, b: c', to: b,}\n", "e:\n  - {from: 'a, b: c', to: b, digest: D,}\n"),
        (
            "e:\n  - from: >-\n      a\n      b\n    to: c\n",
            "e:\n  - from: >-\n      a\n      b\n    to: c\n    digest: D\n",
        ),
        ("e:\n  - from: a\n      b # c\n  - from: d\n", "e:\n  - from: a\n      b # c\n    digest: D\n  - from: d\n"),
        ("e:\n  - from: 'a\n\n      b'\n    to: c\n", "e:\n  - from: 'a\n\n      b'\n    to: c\n    digest: D\n"),
        ("e:\n  - from: a\n    digest: OLD # c\n", "e:\n  - from: a\n    digest: D # c\n"),
        ("e:\n  - from: a\n    digest: 'OLD'\n", "e:\n  - from: a\n    digest: D\n"),
        ("e:\n  - from: a\n    digest:\n    to: b\n", "e:\n  - from: a\n    digest: D\n    to: b\n"),
        ("e:\n  - from: a\n    digest: # c\n    to: b\n", "e:\n  - from: a\n    digest: D # c\n    to: b\n"),
        ("e:\n  - from: a\n    digest: ~\n", "e:\n  - from: a\n    digest: D\n"),
        ("e:\n  - {from: a, digest: , to: b}\n", "e:\n  - {from: a, digest: D, to: b}\n"),
        ("e:\n  - {from: a, digest}\n", "e:\n  - {from: a, digest: D}\n"),
        ('{"e": [{"from": "a", "to": "b"}]}', '{"e": [{"from": "a", "to": "b", "digest": "D"}]}'),
        ('{"e": [{"from": "a", "digest": null}]}', '{"e": [{"from": "a", "digest": "D"}]}'),
        ('{"e":[{"from":"\\ud83d\\ude42\\/"}]}', '{"e":[{"from":"\\ud83d\\ude42\\/", "digest": "D"}]}'),
        (
            '{\n\t"e": [\n\t\t{\n\t\t\t"from": "a"\n\t\t}\n\t]\n}',
            '{\n\t"e": [\n\t\t{\n\t\t\t"from": "a", "digest": "D"\n\t\t}\n\t]\n}',
        ),
    ],
)
def test_setting_a_field_leaves_the_rest_byte_for_byte(before, after):
    """A digest is added beside its passage or replaces an old one; layout, comments and line ends stay."""
    done = edits.set_fields(before.encode(), "x", {CITATION: DIGEST})
    assert done == after.replace("D", DIGEST).encode()
    assert factsfile.parse(done, "x")[0]["e"][0]["digest"] == DIGEST


@pytest.mark.parametrize(
    "text", ["e:\n  - ? from\n    : a\n", "e: [from: a]\n", "e:\r  - from: a\r    to: b\r  - from: c\r"]
)
def test_a_layout_that_cannot_be_edited_is_refused(text):
    """Where a field cannot be added without saying something else, nothing is changed."""
    with pytest.raises(UnreadableFactsError, match=r"^x: its layout"):
        edits.set_fields(text.encode(), "x", {CITATION: DIGEST})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"e: \xff", "x:1: not UTF-8 (byte 3)"),
        (b"a: b\nc: d: e\n", "x:2: no valid YAML: "),
        (b"e: [{from: \x1b}]\n", "x:1: no valid YAML: the control"),
    ],
)
def test_a_file_that_cannot_be_read_cannot_be_edited(data, says):
    """It is refused as when it is read, by name and line."""
    with pytest.raises(UnreadableFactsError) as caught:
        edits.set_fields(data, "x", {CITATION: DIGEST})
    assert str(caught.value).startswith(says)


def test_many_fields_are_set_at_once():
    """Every passage of a base can be pinned anew in one go, and only the digests differ."""
    for data in BASES:
        tree = factsfile.parse(data, "x")[0]
        places = [
            ("facts", number, "evidence", place, "digest")
            for number, fact in enumerate(tree["facts"])
            for place in range(len(fact["evidence"]))
        ]
        done = edits.set_fields(data, "x", dict.fromkeys(reversed(places), DIGEST))
        assert done.count(DIGEST.encode()) == len(places)
        assert len(done) == len(data)
        assert [len(line) for line in done.splitlines()] == [len(line) for line in data.splitlines()]


def test_looking_for_some_lines_remembers_no_others():
    """A file of very many values takes little more memory than they do themselves."""
    data = b'{"a": [' + b"[]," * 20_000 + b'[]],\n"b": [{"c": 1}]}'
    tracemalloc.start()
    try:
        assert factsfile.locate(data, "x.json", [("a",), ("b", 0, "c"), ("b", 0, "none")]) == {
            ("a",): 1,
            ("b", 0, "c"): 2,
            ("b", 0, "none"): 2,
        }
        assert tracemalloc.get_traced_memory()[1] < 50 * len(data)
    finally:
        tracemalloc.stop()
