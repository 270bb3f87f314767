"""What a valid fact base becomes, and how its defects are told."""

import copy
import json

import pytest
import yaml
from effort import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st
from paths import DATA

from ketcli.answers import export as answers
from ketcli.facts import dataset, fields, shapes
from ketcli.facts.nouns import Evidence, Left, Position, Uncited
from ketcli.facts.problem import InvalidFactsError, Problem
from ketcli.index import memory
from ketcli.index.build import fingerprint
from ketcli.render import render

pytestmark = pytest.mark.usefixtures("little_english")

GOOD = DATA / "good"
BAD = DATA / "bad"


def tree():
    """The data of a good base, to be spoilt."""
    return json.loads((GOOD / "short.json").read_text(encoding="utf-8"))


def problems(base):
    """The rule and place of every defect of *base*."""
    with pytest.raises(InvalidFactsError) as caught:
        dataset.parse(json.dumps(base).encode(), "x.json")
    return [(problem.rule, problem.where) for problem in caught.value.problems]


def test_a_base_becomes_its_nouns():
    """Every field arrives, and what is left out has its default."""
    base = dataset.load(GOOD / "leaflet.yaml").dataset
    assert (base.title, base.version, base.disclaimer) == ("A leaflet and a letter", "2026.1", "For the tests.")
    assert [source.id for source in base.sources] == ["leaflet", "letters"]
    assert base.sources[0].uncited[1] == Uncited("question", Left(None, "Is it habit-forming?", None, "fbfc10fb4218"))
    assert base.sources[1].uncited == ()
    assert [topic.aliases for topic in base.topics] == [("history",), (), ("outcome", "side effects")]
    fact = base.facts[1]
    assert (fact.id, fact.topics, fact.aliases, fact.when) == ("surgery-in-the-1970s", ("origin",), (), "1970s")
    assert fact.evidence[0] == Evidence(
        "leaflet", "Where it comes from", "Chemists first", "by the 1970s.", "6afbe862f1d4"
    )
    assert [item.hedged for item in base.facts[8].evidence] == [False, True, False]
    assert base.facts[4].evidence[0].passage.from_ == "A nurse checks your"
    assert base.conflicts[0].positions[1] == Position("It did not.", ("no-effect",))
    assert base.synonyms == (("sessions", "visits"),)
    assert base.lookalikes == ()


def test_a_citation_needs_neither_last_words_nor_a_digest_nor_a_hedge():
    """Then its first words are the whole passage, nothing is pinned and it is no hedge."""
    base = tree()
    base["facts"][0]["evidence"] = [{"source": "short", "section": "S", "from": "One visit"}]
    base["sources"][0]["uncited"] = {"why": [{"from": "Ask us", "to": "more!"}, {"from": "How"}]}
    read = dataset.parse(json.dumps(base).encode(), "x.json").dataset
    assert read.facts[0].evidence == (Evidence("short", "S", "One visit"),)
    assert read.sources[0].uncited == (
        Uncited("why", Left(None, "Ask us", "more!", None)),
        Uncited("why", Left(None, "How")),
    )


def test_defects_are_told_with_the_name_of_the_file(tmp_path):
    """As it was given."""
    path = tmp_path / "facts.json"
    base = tree()
    base["title"] = 5
    path.write_text(json.dumps(base, indent=1))
    with pytest.raises(InvalidFactsError, match=f"^{path}:3: wrong-type: 5 is no text"):
        dataset.load(path)


def test_what_can_be_read_is_read_in_spite_of_defects():
    """So that the rest can be checked as well."""
    base = tree()
    base["title"] = 5
    loaded, found = dataset.read(json.dumps(base).encode(), "x.json")
    assert loaded.file == "x.json"
    assert loaded.dataset.facts[0].id == "drip"
    assert [problem.rule for problem in found] == ["wrong-type"]


def test_all_defects_are_told_at_once():
    """One reading names every defect, each with its line; the error's own text is the first and their number."""
    text = (GOOD / "short.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("title: The visit", "titel: The visit"),
        ("kind: tension", "kind: tenson"),
        ("[effects]", "[efects]"),
    ):
        text = text.replace(old, new)
    with pytest.raises(InvalidFactsError) as caught:
        dataset.parse(text.encode(), "x.yaml")
    assert [str(problem) for problem in caught.value.problems] == [
        "x.yaml:16: empty-field: 'title' is missing",
        "x.yaml:17: unknown-key: the key 'titel' is not known (did you mean 'title'?)",
        "x.yaml:36: unknown-topic: no topic has the id 'efects' (did you mean 'effects'?)",
        "x.yaml:41: unknown-topic: no topic has the id 'efects' (did you mean 'effects'?)",
        "x.yaml:47: wrong-form: 'tenson' is not one of tension, contradiction, complement (did you mean 'tension'?)",
    ]
    assert str(caught.value) == "x.yaml:16: empty-field: 'title' is missing (and 4 more: ketcli check lists them)"


CITATION = ("facts", 0, "evidence", 0)
GONE = object()


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("schema",), "2", "schema: '2' is no known version of the data format (this ketcli reads 1)"),
        (("schema",), True, "schema: True is no known version of the data format (this ketcli reads 1)"),
        (("schema",), 1.0, "schema: 1.0 is no known version of the data format (this ketcli reads 1)"),
        (("schema",), GONE, "empty-field: 'schema' is missing"),
        (("title",), GONE, "empty-field: 'title' is missing"),
        (("title",), None, "empty-field: 'title' is empty"),
        (("title",), " ", "empty-field: title is empty"),
        (("title",), 5, "wrong-type: 5 is no text (quote it)"),
        (("title",), False, "wrong-type: False is no text (quote it)"),
        (("title",), 1.5, "wrong-type: 1.5 is no text (quote it)"),
        (("title",), {}, "wrong-type: title must be text"),
        (("title",), "x" * 4001, "too-long: title has 4001 characters; at most 4000 are allowed"),
        (("title",), "a\0", "unusable-character: title holds a NUL or half a surrogate pair (remove it)"),
        (("version",), [], "wrong-type: version must be text"),
        (("disclaimer",), "", "empty-field: disclaimer is empty"),
        (("titel",), "x", "unknown-key: the key 'titel' is not known (did you mean 'title'?)"),
        (("zzz",), "x", "unknown-key: the key 'zzz' is not known"),
        (
            ("facts", 0, "hedged"),
            True,
            "unknown-key: the key 'hedged' is not known (it belongs to each of 'evidence')",
        ),
        (
            ("facts", 0, "evidence", 0, "warning"),
            True,
            "unknown-key: the key 'warning' is not known (it belongs to the fact)",
        ),
        (("meta",), {}, "unknown-key: the key 'meta' is not known"),
        (("x" * 100,), "x", f"unknown-key: the key {'x' * 100!r} is not known"),
        (("synonyms",), {}, "wrong-type: synonyms must be a list"),
        (("synonyms", 0), "vein", "wrong-type: synonyms[0] must be a list"),
        (("lookalikes", 0, 1), 7, "wrong-type: 7 is no text (quote it)"),
        (("sources", 0), 5, "wrong-type: sources[0] must be a mapping with id, title, kind, file, sha256"),
        (("sources", 0, "title"), [], "wrong-type: sources[0].title must be text"),
        (("sources", 0, "kind"), [], "wrong-type: sources[0].kind must be text"),
        (("sources", 0, "file"), [], "wrong-type: sources[0].file must be text"),
        (("sources", 0, "file"), "a/b", "wrong-form: 'a/b' is a path (give the file's name alone)"),
        (("sources", 0, "sha256"), "0" * 63, f"wrong-form: {'0' * 63!r} is not 64 hexadecimal digits"),
        (("sources", 0, "sha256"), "", "empty-field: sources[0].sha256 is empty"),
        (
            ("sources", 0, "uncited"),
            [],
            "wrong-type: sources[0].uncited must be a mapping of reasons to lists of passages",
        ),
        (("sources", 0, "uncited", "invitation"), {}, "wrong-type: sources[0].uncited.invitation must be a list"),
        (
            ("sources", 0, "uncited", "invitation", 0),
            "x",
            "wrong-type: sources[0].uncited.invitation[0] must be a mapping with section or from",
        ),
        (
            ("sources", 0, "uncited", "invitation", 0, "from"),
            GONE,
            "empty-field: 'from' is missing (or name a section alone, for all of it)",
        ),
        (("topics", 1), [], "wrong-type: topics[1] must be a mapping with id, title, summary"),
        (("topics", 0, "title"), GONE, "empty-field: 'title' is missing"),
        (("topics", 0, "summary"), GONE, "empty-field: 'summary' is missing"),
        (("topics", 0, "aliases"), "x", "wrong-type: topics[0].aliases must be a list"),
        (("topics", 0, "id"), GONE, "empty-field: 'id' is missing"),
        (("facts", 0), "x", "wrong-type: facts[0] must be a mapping with id, topics, claim, evidence"),
        (("facts", 0, "id"), "A b", "wrong-form: 'A b' is not lower-case words joined by hyphens"),
        (("facts", 0, "id"), "", "empty-field: facts[0].id is empty"),
        (("facts", 0, "id"), "a" * 101, "too-long: facts[0].id has 101 characters; at most 100 are allowed"),
        (("facts", 1, "id"), "drip", "duplicate-id: the id 'drip' is taken (ids are never reused)"),
        (("facts", 0, "topics"), [], "empty-field: a fact needs at least one topic"),
        (("facts", 0, "topics"), GONE, "empty-field: 'topics' is missing"),
        (("facts", 0, "topics", 0), "efects", "unknown-topic: no topic has the id 'efects' (did you mean 'effects'?)"),
        (("facts", 0, "topics", 0), "", "empty-field: facts[0].topics[0] is empty"),
        (("facts", 0, "claim"), None, "empty-field: 'claim' is empty"),
        (("facts", 0, "aliases"), "x", "wrong-type: facts[0].aliases must be a list"),
        (("facts", 0, "aliases", 0), " ", "empty-field: facts[0].aliases[0] is empty"),
        (
            ("facts", 0, "when"),
            "then",
            "wrong-form: 'then' is not a year (1962), a decade (1960s) or a span (1980s-1990s)",
        ),
        (("facts", 0, "evidence"), [], "empty-field: a fact needs at least one citation"),
        (("facts", 0, "evidence"), None, "empty-field: 'evidence' is empty"),
        (CITATION, None, "wrong-type: facts[0].evidence[0] must be a mapping with source, section, from"),
        ((*CITATION, "source"), "shrt", "unknown-source: no source has the id 'shrt' (did you mean 'short'?)"),
        ((*CITATION, "section"), GONE, "empty-field: 'section' is missing"),
        ((*CITATION, "from"), [], "wrong-type: facts[0].evidence[0].from must be text"),
        ((*CITATION, "to"), [], "wrong-type: facts[0].evidence[0].to must be text"),
        ((*CITATION, "digest"), "0A4A86272CCE", "wrong-form: '0A4A86272CCE' is not 12 hexadecimal digits"),
        ((*CITATION, "hedged"), "yes", "wrong-type: 'yes' is neither true nor false"),
        (("conflicts", 0), [], "wrong-type: conflicts[0] must be a mapping with id, kind, question, positions"),
        (("conflicts", 0, "question"), GONE, "empty-field: 'question' is missing"),
        (("conflicts", 0, "id"), GONE, "empty-field: 'id' is missing"),
        (
            ("conflicts", 0, "kind"),
            "tenson",
            "wrong-form: 'tenson' is not one of tension, contradiction, complement (did you mean 'tension'?)",
        ),
        (("conflicts", 0, "kind"), "", "empty-field: conflicts[0].kind is empty"),
        (("conflicts", 0, "positions"), GONE, "empty-field: 'positions' is missing"),
        (("conflicts", 0, "positions"), "two", "wrong-type: conflicts[0].positions must be a list"),
        (("conflicts", 0, "positions", 1), GONE, "one-sided: conflict pleasant needs at least two positions"),
        (
            ("conflicts", 0, "positions", 1),
            5,
            "wrong-type: conflicts[0].positions[1] must be a mapping with says, facts",
        ),
        (("conflicts", 0, "positions", 0, "says"), GONE, "empty-field: 'says' is missing"),
        (("conflicts", 0, "positions", 0, "facts"), [], "empty-field: a position needs at least one fact"),
        (("conflicts", 0, "positions", 0, "facts"), GONE, "empty-field: 'facts' is missing"),
        (
            ("conflicts", 0, "positions", 0, "facts", 0),
            "flotting",
            "unknown-fact: no fact has the id 'flotting' (did you mean 'floating'?)",
        ),
    ],
)
def test_a_defect_is_told_once_and_at_its_place(path, value, told):
    """One wrong value is one problem, with what is wrong and what to do; the others are ids that now lead nowhere."""
    base = tree()
    node = base
    for step in path[:-1]:
        node = node[step]
    if value is GONE:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    with pytest.raises(InvalidFactsError) as caught:
        dataset.parse(json.dumps(base).encode(), "x.json")
    place = path[:-2] if told.startswith("one-sided") else path
    here = [str(problem) for problem in caught.value.problems if problem.path == place]
    assert [text.split(": ", 1)[1] for text in here] == [told]
    others = {problem.rule for problem in caught.value.problems if problem.path != place}
    assert others <= {"unknown-source", "unknown-topic", "unknown-fact"}


@pytest.mark.parametrize(("length", "hint"), [(100, f"did you mean {'a' * 100!r}?"), (101, "")])
def test_a_name_too_long_for_an_id_has_no_suggestion(length, hint):
    """To compare it would take long, and nothing is near it."""
    base = tree()
    base["facts"][0]["id"] = "a" * 100
    base["conflicts"][0]["positions"][0]["facts"] = ["a" * (length - 1) + "b"]
    with pytest.raises(InvalidFactsError) as caught:
        dataset.parse(json.dumps(base).encode(), "x.json")
    assert [problem.hint for problem in caught.value.problems] == [hint]


@pytest.mark.parametrize("field", ["schema", "title", "version", "disclaimer", "sources", "topics", "facts"])
@pytest.mark.parametrize("value", [..., None])
def test_what_every_base_needs_may_not_be_missing(field, value):
    """Each of these fields has to be there and to hold something; the others may be left out."""
    base = tree()
    del base[field]
    if value is None:
        base[field] = None
    assert ("empty-field", field) in problems(base)
    for optional in ("conflicts", "synonyms", "lookalikes"):
        whole = tree()
        del whole[optional]
        dataset.parse(json.dumps(whole).encode(), "x.json")


@pytest.mark.parametrize("value", [5, True, 1.5, "text", [], [5], [[]], ["x"], {}, {"x": {}}, "", "\0", "9" * 5000])
def test_a_value_of_the_wrong_kind_anywhere_is_a_defect_and_no_crash(value):
    """Whatever stands in whatever place, it is read or told, in text of bounded length."""

    def places(node, path=()):
        yield path
        items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for step, child in items:
            yield from places(child, (*path, step))

    for path in list(places(tree()))[1:]:
        base = tree()
        node = base
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value
        try:
            dataset.parse(json.dumps(base).encode(), "x.json")
        except InvalidFactsError as error:
            told = [str(problem) for problem in error.problems]
        else:
            told = ["nothing"]
        assert told
        assert max(map(len, told)) < 500


@pytest.mark.parametrize("value", ["yes", "True", "on", "1", 1, 0, 1.0, [], {}])
def test_a_hedge_is_true_or_false(value):
    """Nothing else is taken for either."""
    base = tree()
    base["facts"][2]["evidence"][0]["hedged"] = value
    assert problems(base) == [("wrong-type", "facts[2].evidence[0].hedged")]


@pytest.mark.parametrize(("value", "hedged"), [(True, True), ("true", True), (False, False), ("false", False)])
def test_a_hedge_is_written_in_json_or_in_yaml(value, hedged):
    """YAML's words are text, JSON's are not."""
    base = tree()
    base["facts"][2]["evidence"][0]["hedged"] = value
    assert dataset.parse(json.dumps(base).encode(), "x.json").dataset.facts[2].evidence[0].hedged is hedged


@pytest.mark.parametrize("value", ["1962", "1960s", "1980s-1990s", "1962-1970"])
def test_a_date_is_a_year_a_decade_or_a_span(value):
    """These are read as they are."""
    base = tree()
    base["facts"][0]["when"] = value
    assert dataset.parse(json.dumps(base).encode(), "x.json").dataset.facts[0].when == value


@pytest.mark.parametrize("value", ["62", "about 1962", "1962 ", "1960's", "١٩٦٢", "1962-", "1962–1970", "19620"])
def test_no_other_date_is_understood(value):
    """Not words, other digits, other dashes or half a span."""
    base = tree()
    base["facts"][0]["when"] = value
    assert problems(base) == [("wrong-form", "facts[0].when")]


@pytest.mark.parametrize(("value", "rule"), [("", "empty-field"), (1962, "wrong-type"), (["1962"], "wrong-type")])
def test_what_is_no_text_is_told_once(value, rule):
    """A date that is empty or no text at all is not also told to have the wrong form."""
    base = tree()
    base["facts"][0]["when"] = value
    assert problems(base) == [(rule, "facts[0].when")]


@pytest.mark.parametrize("value", ["a/b", "../a", "..", ".", "/etc/passwd", "a\\b"])
def test_a_document_is_named_without_a_path(value):
    """A fact base cannot point outside the folder of documents."""
    base = tree()
    base["sources"][0]["file"] = value
    assert problems(base) == [("wrong-form", "sources[0].file")]


@pytest.mark.parametrize("value", ["A", "a b", "a_b", "-a", "a-", "a--b", "é", "a\n", "a.b"])
def test_an_id_is_lower_case_words_joined_by_hyphens(value):
    """So that it can be typed, and stands in a command without quotes."""
    base = tree()
    base["conflicts"][0]["id"] = value
    assert problems(base) == [("wrong-form", "conflicts[0].id")]


@pytest.mark.parametrize(("length", "rules"), [(100, []), (101, [("too-long", "facts[0].id")])])
def test_an_id_has_at_most_100_characters(length, rules):
    """Which still go on a line."""
    base = tree()
    base["facts"][0]["id"] = "a" * length
    if rules:
        assert problems(base) == rules
    else:
        assert dataset.parse(json.dumps(base).encode(), "x.json").dataset.facts[0].id == "a" * length


def test_an_id_is_given_once():
    """Each repetition is told at its place, also a third; the same id may name a fact and a topic."""
    base = tree()
    base["facts"] += [base["facts"][0], {**base["facts"][1], "id": "visits"}, base["facts"][0]]
    assert problems(base) == [("duplicate-id", "facts[4].id"), ("duplicate-id", "facts[6].id")]


@pytest.mark.parametrize("kind", ["sources", "topics", "facts", "conflicts"])
def test_ids_are_given_once_in_each_kind(kind):
    """Sources, topics, facts and conflicts alike."""
    base = tree()
    base[kind].append(base[kind][0])
    assert problems(base) == [("duplicate-id", f"{kind}[{len(base[kind]) - 1}].id")]


@pytest.mark.parametrize("value", ["a", "1962", "5-ht2a", "b12-345-678"])
def test_an_id_may_have_digits(value):
    """Anywhere."""
    base = tree()
    base["facts"][0]["id"] = value
    assert dataset.parse(json.dumps(base).encode(), "x.json").dataset.facts[0].id == value


@pytest.mark.parametrize(
    "path",
    [
        *((name,) for name in ("title", "version", "disclaimer", "sources", "topics", "facts")),
        *(("facts", 0, name) for name in ("id", "topics", "claim", "evidence")),
        ("conflicts", 0, "positions"),
        ("conflicts", 0, "positions", 0, "facts"),
    ],
)
def test_what_is_missing_is_read_as_nothing(path):
    """Of an invalid base the rest can still be checked, for a missing text is empty and a missing list too."""
    base = tree()
    node = base
    for step in path[:-1]:
        node = node[step]
    empty = () if isinstance(node.pop(path[-1]), list) else ""
    read = dataset.read(json.dumps(base).encode(), "x.json")
    assert read.problems
    node = read.loaded.dataset
    for step in path:
        node = node[step] if isinstance(step, int) else getattr(node, step)
    assert node == empty


@pytest.mark.parametrize(("length", "rules"), [(4000, []), (4001, [("too-long", "topics[0].summary")])])
def test_a_text_has_at_most_4000_characters(length, rules):
    """One that is longer is refused, and never cut."""
    base = tree()
    base["topics"][0]["summary"] = "é" * length
    if rules:
        assert problems(base) == rules
    else:
        assert len(dataset.parse(json.dumps(base).encode(), "x.json").dataset.topics[0].summary) == length


def test_what_an_export_derives_is_passed_over():
    """Its counts and titles are no unknown keys, but only beside its schema_version."""
    base = tree()
    base["meta"] = {"facts": 4}
    base["sources"][0]["facts"] = base["topics"][0]["facts"] = 2
    base["facts"][0].update(agreement={"sources": 1, "of": 1}, hedged=False, conflicts=[])
    base["facts"][0]["evidence"][0].update(title="x", file="y")
    base["conflicts"][0].update(several=[])
    base["conflicts"][0]["positions"][0].update(sources=["short"], hedged=[])
    assert {rule for rule, _ in problems(base)} == {"unknown-key"}
    base["schema_version"] = "1"
    assert dataset.parse(json.dumps(base).encode(), "x.json").dataset == dataset.load(GOOD / "short.json").dataset


any_text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20).filter(str.strip)


@st.composite
def trees(draw):
    """The data of a good base with other texts in it, all of which are allowed."""
    base = tree()

    def spoilt(node, name=""):
        if isinstance(node, dict):
            return {key: spoilt(child, key) for key, child in node.items()}
        if isinstance(node, list):
            return [spoilt(child, name) for child in node]
        free = {
            "title",
            "version",
            "disclaimer",
            "kind",
            "summary",
            "aliases",
            "claim",
            "section",
            "from",
            "to",
            "says",
        }
        return draw(any_text) if name in free and node not in ("tension", None) else node

    base = spoilt(base)
    base["synonyms"] = draw(st.lists(st.lists(any_text, max_size=3), max_size=2))
    base["facts"][0]["when"] = draw(st.sampled_from([None, "1962", "1960s", "1980s-1990s"]))
    base["sources"][0]["uncited"] = {draw(any_text): [{"from": draw(any_text), "to": draw(any_text)}]}
    return base


steady = settings(derandomize=True, database=None, max_examples=10)


@settings(steady, max_examples=50)
@given(trees())
def test_a_base_is_the_same_in_yaml_and_in_json(base):
    """Whatever its texts are, both ways to write a base are read as the same nouns, with every text as it is."""
    written = json.dumps(base)
    known = dataset.parse(written.encode(), "x.json").dataset
    assert known.facts[0].claim == base["facts"][0]["claim"]
    assert known.sources[0].uncited[0].reason in base["sources"][0]["uncited"]
    assert dataset.parse(json.dumps(base, ensure_ascii=False).encode(), "x.json").dataset == known
    assert dataset.parse(yaml.safe_dump(base).encode(), "x.yaml").dataset == known


@steady
@given(trees())
def test_an_export_is_read_back_as_it_was(base):
    """What export writes is a fact base, and the same one but for the order of the facts."""
    known = dataset.parse(json.dumps(base).encode(), "x.json").dataset
    with memory.compiled(known) as index:
        exported = render(answers.export(index), "json")
    again = dataset.parse(exported.encode(), "x.json").dataset
    assert again._replace(facts=tuple(sorted(again.facts))) == known._replace(facts=tuple(sorted(known.facts)))


@pytest.mark.parametrize("path", sorted(GOOD.iterdir()), ids=lambda path: path.name)
def test_the_hash_is_of_what_a_base_says(path):
    """It is the same in YAML and JSON, with and without what is default, and exported and read any number of times."""
    exported = export(dataset.load(path).dataset)
    known = exported["meta"]["facts_sha256"]
    again = export(dataset.parse(json.dumps(exported).encode(), "x.json").dataset)
    assert again == exported
    for other in GOOD.glob(f"{path.stem}.*"):
        assert export(dataset.load(other).dataset)["meta"]["facts_sha256"] == known


def test_what_an_optional_field_is_by_default_changes_no_hash():
    """Written out or left out, it says the same; anything else in its place does not."""
    base = tree() | {"gaps": [{"id": "g", "title": "G", "questions": ["why"]}]}
    for name, shape in shapes.SHAPES.items():
        for field in shape.fields:
            if field.optional:
                held = base | ({"notices": NAMED["notices"]} if field.name == "notice" else {})
                plain = hashed(held)
                spelt, other = copy.deepcopy(held), copy.deepcopy(held)
                written = RECORDS[name](spelt)
                if written.setdefault(field.name, fields.default(field)) == fields.default(field):
                    assert hashed(spelt) == plain, (name, field.name)
                    RECORDS[name](other)[field.name] = NAMED.get(field.name) or OTHER[field.kind]
                    says_more = field.name != "silent"  # which follows from the sides
                    assert (hashed(other) != plain) is says_more, (name, field.name)


RECORDS = {
    "base": lambda base: base,
    "source": lambda base: base["sources"][0],
    "topic": lambda base: base["topics"][0],
    "fact": lambda base: base["facts"][1],
    "evidence": lambda base: base["facts"][1]["evidence"][0],
    "uncited": lambda base: base["sources"][0]["uncited"]["invitation"][0],
    "conflict": lambda base: base["conflicts"][0],
    "gap": lambda base: base["gaps"][0],
}
"""Of each shape that has optional fields a record in the base to be spoilt."""

NAMED = {
    "outline": [{"title": "T", "facts": ["drip"]}],
    "silent": ["short"],
    "to": "more!",
    "related": [{"words": ["a"], "to": "b"}],
    "near": ["visits"],
    "notice": "n",
    "notices": [{"id": "n", "questions": ["why"], "text": "T"}],
    "retired": [{"id": "r", "now": ["drip"], "version": "1"}],
}
"""Of the fields that not everything of their kind may stand in, what may."""

OTHER = {
    fields.TEXT: "other",
    fields.TEXTS: ["other"],
    fields.FLAG: True,
    fields.DATE: "1962",
    fields.ISSUED: "2004-01",
    fields.URL: "https://example.org",
}
"""Of each kind something that is not the default."""


def export(base):
    """The document of ``export`` for *base*."""
    with memory.compiled(base) as index:
        return answers.export(index).document


def hashed(base):
    """The hash of *base*, which is plain data."""
    known = dataset.parse(json.dumps(base).encode(), "x.json").dataset
    return fingerprint(known, sorted(known.facts, key=lambda fact: fact.id))


def test_what_no_export_derives_is_unknown_in_one_too():
    """Every mapping of an export may have only what belongs there."""
    base = tree()
    base["schema_version"] = "1"
    base["sources"][0]["uncited"]["invitation"][0]["titel"] = base["facts"][0]["evidence"][0]["titel"] = "x"
    assert {place for _, place in problems(base)} == {
        "sources[0].uncited.invitation[0].titel",
        "facts[0].evidence[0].titel",
    }


def test_thousands_of_defects_are_told_in_no_time():
    """Suggestions are made for the first of them only."""

    def hints(size):
        base = tree()
        base["facts"] += [{**base["facts"][0], "id": f"fact-number-{number}"} for number in range(size)]
        base["conflicts"][0]["positions"][0]["facts"] = [f"fact-numbers-{number}" for number in range(size)]
        with pytest.raises(InvalidFactsError) as caught:
            dataset.parse(json.dumps(base).encode(), "x.json")
        return [problem.hint for problem in caught.value.problems]

    assert grows_in_proportion(hints, 75)
    told = hints(900)
    assert len(told) == 900
    assert "did you mean 'fact-number-0'?" in told
    assert told.index("") < 100
    assert set(told[100:]) == {""}


def test_problems_are_told_in_the_order_of_their_lines(monkeypatch):
    """Whatever rule they break; one without a line comes first, and those of one line stay as they were."""
    loaded = dataset.load(GOOD / "short.yaml")
    rules = {"z": ("title",), "b": ("facts", 1), "y": ("facts", 1), "a": ("conflicts",)}
    placed = loaded.placed(Problem(rule, path, "is wrong") for rule, path in reversed(rules.items()))
    assert [(problem.rule, problem.line) for problem in placed] == [("z", 3), ("y", 30), ("b", 30), ("a", 45)]
    assert {problem.file for problem in placed} == {str(GOOD / "short.yaml")}
    monkeypatch.setattr(dataset.file, "locate", lambda *_: {})
    placed = loaded.placed([Problem("a", (), "is wrong", line=1), Problem("b", (), "is wrong")])
    assert [(problem.rule, problem.line) for problem in placed] == [("b", None), ("a", 1)]


def test_where_nothing_is_wrong_nothing_is_read_again(monkeypatch):
    """To find the lines of a large YAML file takes as long as to read it."""
    loaded = dataset.load(GOOD / "short.yaml")
    monkeypatch.delattr(dataset.file, "locate")
    assert loaded.placed([]) == []


def test_a_problem_without_a_line_is_shown_by_its_place():
    """As file, then the place in the data."""
    problem = Problem("too-long", ("facts", 3, "evidence", 0, "from"), "is too long", "", "x.json")
    assert str(problem) == "x.json: facts[3].evidence[0].from: too-long: is too long"
