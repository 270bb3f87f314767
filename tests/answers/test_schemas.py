"""Every answer in JSON holds to the schema of its command, which describes all that there is."""

import copy
import json
import re

import pytest
from comparing import compiled, golden
from curating import begun
from holding import DATA, LEAFLET, answered, closed, faults, kept, promised
from hostile import base as hostile_base
from jsonschema import Draft202012Validator

from ketcli import __version__
from ketcli.answers import add, references, schemas
from ketcli.answers import search as answers
from ketcli.documents.adding import Wanted
from ketcli.errors import UnknownNameError
from ketcli.facts import dataset
from ketcli.retrieval import names, search
from ketcli.retrieval.answer import Name

SHIPPED = None
SMALLEST = "good/smallest.yaml"
TERMS = "good/terms.yaml"
BAD = sorted(path.name for path in (DATA / "bad").iterdir() if path.suffix != ".expect")

CALLS = {
    "search": ("search drivng after visits", LEAFLET),
    "show": ("show better-sleep --documents documents --quote", LEAFLET),
    "facts": ("facts -t effects", LEAFLET),
    "topics": ("topics", LEAFLET),
    "sources": ("sources", LEAFLET),
    "conflicts": ("conflicts", LEAFLET),
    "gaps": ("gaps", LEAFLET),
    "compare": ("compare", LEAFLET),
    "compare-conflicts": ("compare --conflicts", LEAFLET),
    "timeline": ("timeline", LEAFLET),
    "cite": ("cite small-risk", LEAFLET),
    "check": ("check bad/not-cited.yaml --documents documents --coverage", None),
    "export": ("export", "good/short.yaml"),
    "uncovered": ("uncovered --documents documents", "bad/not-cited.yaml"),
    "diff": ("diff older/leaflet.yaml", LEAFLET),
}
"""Short, typical calls with their fact bases: what each answers in full is a golden file."""

VARIANTS = [
    ("search blood presure", 0, "query.corrections.presure", LEAFLET),
    ("search surgery", 0, "query.terms", LEAFLET),
    ("search visits -n 1", 0, "query.substitutions.visits", LEAFLET),
    ("search blood pressure cuff yesterday", 0, "query.unmatched", LEAFLET),
    ("search pressure -t effects -s leaflet --explain", 0, "hits.0.explanation.0.points", LEAFLET),
    ("search effects -n 0", 0, "hits.2", LEAFLET),
    ("search how long", 1, "query.text", LEAFLET),
    ("search asdkjfh", 1, "query.unmatched", LEAFLET),
    ("search patient pregnant", 1, "suggestions", LEAFLET),
    ("search minutes", 0, "hits.0.fact.evidence", "bad/passage-unpinned.yaml"),
    ("show effects", 0, "found.0.summary", LEAFLET),
    ("show letters", 0, "found.0.sha256", LEAFLET),
    ("show does-it-help", 0, "found.0.positions", LEAFLET),
    ("show unpleasant", 0, "found.0.claim", LEAFLET),
    ("show unpleasant --documents documents", 0, "found.0.claim", LEAFLET),
    ("show unpleasant --documents documents --quote", 0, "quotes.2", LEAFLET),
    ("show unpleasant --documents bad", 0, "unread.0.reason", LEAFLET),
    ("show no-driving", 0, "found.0.questions.1", LEAFLET),
    ("show mixed-results", 0, "found.1", LEAFLET),
    ("show children", 0, "found.0.near", LEAFLET),
    ("gaps", 0, "gaps.1.questions", LEAFLET),
    ("gaps", 0, "meta", SMALLEST),
    ("gaps", 0, "ask", SHIPPED),
    ("conflicts does-it-help", 0, "conflicts.0.positions", LEAFLET),
    ("conflicts what-it-feels-like", 0, "conflicts.0.silent", LEAFLET),
    ("conflicts", 0, "meta", SMALLEST),
    ("compare effects", 0, "lines.5.stances", LEAFLET),
    ("compare effects session --source letters", 0, "choice.source", LEAFLET),
    ("compare origin --min-sources 2", 1, "topics.0", LEAFLET),
    ("timeline", 1, "meta", SMALLEST),
    *((f"cite origin letters --style {style}", 0, "citations.1", LEAFLET) for style in references.STYLES),
    ("cite length", 0, "citations.0", LEAFLET),
    ("check good/leaflet.yaml", 0, "meta.facts", None),
    ("check good/leaflet.yaml --documents documents", 0, "passages.found", None),
    ("check good/leaflet.yaml --documents documents --coverage", 0, "coverage.1", None),
    ("check good/short.yaml --documents good", 1, "passages.not checked", None),
    ("export", 0, "sources.0.uncited.question", LEAFLET),
    ("export", 0, "topics.2.outline.1.facts", LEAFLET),
    ("export", 0, "related.0.to", LEAFLET),
    ("export", 0, "notices.0.text", LEAFLET),
    ("export", 0, "retired.1.now", LEAFLET),
    ("export", 0, "facts", SMALLEST),
    ("export", 0, "sources.0.uncited.definitions", TERMS),
    ("sources", 0, "sources.0.author", TERMS),
    ("show terms", 0, "found.0.url", TERMS),
    ("search as is", 0, "hits.0", TERMS),
    ("search blader harm --explain", 0, "query.corrections.blader", SHIPPED),
    ("search prozac --explain", 0, "query.related.prozac", SHIPPED),
    ("search side-effects -n 0 --explain", 0, "hits.20", SHIPPED),
    ("search euph --explain", 0, "hits", SHIPPED),
    ("show conventional drugs", 0, "found.2", SHIPPED),
    ("show ptsd", 0, "conflicts", SHIPPED),
    ("show quick-guide", 0, "facts.90", SHIPPED),
    ("show addiction-risk", 0, "found.0.several", SHIPPED),
    ("facts", 0, "facts.200", SHIPPED),
    ("facts -t effects -s letters", 0, "choice.sources.0", LEAFLET),
    ("show effects session", 0, "found.1", LEAFLET),
    ("topics", 0, "topics.10", SHIPPED),
    ("sources", 0, "sources.4", SHIPPED),
    ("conflicts", 0, "conflicts.20", SHIPPED),
    ("compare", 0, "by_topic.10", SHIPPED),
    ("compare addiction ptsd --conflicts", 0, "lines.0.sides", SHIPPED),
    ("timeline", 0, "events.3", SHIPPED),
    ("cite dizziness", 0, "citations.3", SHIPPED),
    ("export", 0, "facts.200", SHIPPED),
    ("uncovered --documents documents", 0, "sentences.0.evidence", "bad/not-cited.yaml"),
    ("uncovered --documents documents", 0, "sentences.0.to", "older/leaflet.yaml"),
    ("uncovered --documents licences/documents --next", 1, "meta", "licences/licences.yaml"),
    ("diff older/leaflet.yaml", 0, "changes.0.fields", LEAFLET),
    ("diff good/short.yaml", 0, "changes.20", LEAFLET),
    ("diff good/short.yaml good/short.yaml", 0, "meta", None),
    *((f"check bad/{name} --documents documents --coverage", 1, "problems.0", None) for name in BAD),
]
"""Command line, exit status, what in the answer makes it this variant, fact base."""

LINES = {
    "search visits": "hit",
    "show effects": "fact",
    "facts": "fact",
    "topics": "topic",
    "sources": "source",
    "conflicts": "conflict",
    "gaps": "gap",
    "show children": "gap",
    "compare": "group",
    "compare effects": "line",
    "timeline": "event",
    "export": "fact",
    "diff older/leaflet.yaml": "change",
    "uncovered --facts bad/not-cited.yaml --documents documents": "sentence",
}
"""What the lines of ``--format jsonl`` are."""

NAMED = {("corrections",), ("substitutions",), ("stances",), ("sources",), ("uncited",)}
"""Where an object has data for keys."""


def at(document, path):
    """What stands at *path*."""
    for step in path:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def objects(node, path=()):
    """The path of every object in *node*."""
    if isinstance(node, dict):
        yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from objects(value, (*path, key))


@pytest.fixture
def odd(tmp_path):
    """Fact bases with what no other has, by name: lines that cannot be told, hostile texts, nothing under a heading."""
    short, leaflet = (json.loads((DATA / "good" / f"{name}.json").read_text()) for name in ("short", "leaflet"))
    bases = {
        "hostile": hostile_base(),
        "lineless": short | {"k" * 2000: 1},
        "headless": leaflet
        | {"facts": leaflet["facts"][:3], "conflicts": [], "retired": []}
        | {"topics": [{**topic, "outline": []} for topic in leaflet["topics"]]},
    }
    for name, base in bases.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(base))
    return {name: str(tmp_path / f"{name}.json") for name in bases}


def all_that_an_answer_may_have():
    """The document of a search that has a gap, a notice, words left out and everything else beside its facts."""
    index = compiled(dataset.load(DATA / LEAFLET).dataset)
    found = search(index, "cuff")
    query = found.query._replace(left_out=("Xyzzy",), related={"heart": "blood pressure"})
    see = tuple(Name(kind, "effects") for kind in (*names.NOUNS, "sources"))
    notices = tuple(index.notices.values())
    return answers.answer(index, found._replace(query=query, gap=index.gaps["children"], notices=notices, see=see))


def refused():
    """What --batch answers to a line that cannot be read."""
    return answers.refused(compiled(dataset.load(DATA / LEAFLET).dataset), "query", "The reason.").document


def additions(folder):
    """What ``add`` answers: a fact with its topic, one more citation, a sentence and a section that none cites."""
    path, _ = begun(folder)
    for wanted in (
        Wanted("leaf", ("hot water",), "Heat is needed.", ("brewing",), "heat", hedged=True, titles=("Brewing",)),
        Wanted("leaf", ("Green tea",), id="heat"),
        Wanted("leaf", ("steeped",), uncited="advice"),
        Wanted("leaf", (), sections=("Again",), uncited="advice"),
    ):
        yield add.add(path, folder, wanted).document
    text = path.read_text()
    path.write_text(text.replace("    summary:", "    outline: [{title: All, facts: [heat]}]\n    summary:"))
    yield add.add(path, folder, Wanted("leaf", ("Nobody",), "It is old.", ("brewing",))).document


def test_what_is_added_holds_to_the_schema(tmp_path):
    """Whatever it was."""
    documents = list(additions(tmp_path))
    assert [faults("add", document) for document in documents] == [[]] * 5
    assert [document["added"]["new"] for document in documents] == [True, False, False, False, True]
    assert documents[-1]["problems"][0]["rule"] == "outline-misses-fact"


@pytest.mark.parametrize("command", [None, *schemas.COMMANDS])
def test_a_schema_is_one(command):
    """It keeps the rules of its draft, has a name of its own, and says of each property what it means."""
    schema = schemas.of(command)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:ketcli:schema:{command or 'facts'}:1"
    places = [path for path in objects(schema) if path[-1:] == ("properties",) and not {"else", "anyOf"} & {*path}]
    properties = [value for path in places for value in at(schema, path).values() if "$ref" not in value]
    assert len(properties) > 10
    assert [value for value in properties if not value["description"].endswith(".")] == []


def test_an_unknown_command_has_none():
    """The nearest that has one is named."""
    with pytest.raises(UnknownNameError, match=r"'serch'; nearest: search$"):
        schemas.of("serch")


@pytest.mark.parametrize(("line", "status", "place", "facts"), VARIANTS)
def test_answers_hold_to_their_schemas(line, status, place, facts):
    """What a command answers is what its schema says, and no more than that."""
    exit_status, output = answered(line, facts)
    document = json.loads(output)
    assert exit_status == status
    assert at(document, place.split("."))
    assert faults(line.split()[0], document) == []


def test_odd_answers_hold_to_their_schemas(odd):
    """So it is when no text is harmless, when no line can be told and where no heading stands."""
    for line in ("search fact", "show alpha", "topics", "sources", "conflicts", "compare", "cite alpha", "export"):
        assert faults(line.split()[0], json.loads(answered(line, odd["hostile"])[1])) == []
    for name in odd:
        assert faults("check", json.loads(answered(f"check {odd[name]} --documents documents --coverage")[1])) == []


def test_what_an_answer_may_have_beside_its_facts_holds_to_the_schema():
    """A gap, notices, what has a page of its own, and what was done with the words."""
    assert faults("search", all_that_an_answer_may_have()) == []
    assert faults("search", refused()) == []


def test_every_promise_of_the_schemas_is_kept(odd, tmp_path):
    """The answers above have all that the schemas describe: each field filled, each null, each word of a list."""
    asked = [*((line, facts) for line, _, _, facts in VARIANTS), *CALLS.values()]
    asked += [(f"check {path} --documents documents --coverage", None) for path in odd.values()]
    asked.append(("export", odd["hostile"]))
    answers = [(line.split()[0], json.loads(answered(line, facts)[1])) for line, facts in asked]
    answers += [("search", all_that_an_answer_may_have()), ("search", refused())]
    answers += [("add", document) for document in additions(tmp_path)]
    seen = {found for command, document in answers for found in kept(command, document)}
    assert {place for command in schemas.COMMANDS for place in promised(command)} - seen == set()


def test_a_short_answer_in_full():
    """Its fields, their order and the layout; KETCLI_GOLDEN=write shows what changed."""
    line, facts = CALLS["search"]
    _, output = answered(line, facts)
    assert faults(line.split()[0], json.loads(output)) == []
    assert f'"ketcli {__version__}"' in output
    steady = output.replace(f'"ketcli {__version__}"', '"ketcli VERSION"')
    assert golden("json-search.json", re.sub(r'"score": 0[.][0-9]+', '"score": 0.5', steady))


@pytest.mark.parametrize("call", CALLS)
def test_nothing_passes_undescribed(call):
    """One key more, anywhere in an answer, is noticed; readers of the published schema it does not disturb."""
    line, facts = CALLS[call]
    command = line.split()[0]
    document = json.loads(answered(line, facts)[1])
    for path in objects(document):
        more = copy.deepcopy(document)
        at(more, path)["extra"] = {}
        assert faults(command, more) != [], path
    assert Draft202012Validator(schemas.of(command)).is_valid(document | {"extra": {}})


@pytest.mark.parametrize("call", CALLS)
def test_no_field_may_go(call):
    """One key less, anywhere in an answer, is noticed."""
    line, facts = CALLS[call]
    document = json.loads(answered(line, facts)[1])
    published = Draft202012Validator(schemas.of(line.split()[0]))
    keys = 0
    for path in objects(document):
        if path[-1:] not in NAMED:
            for key in at(document, path):
                less = copy.deepcopy(document)
                del at(less, path)[key]
                assert not published.is_valid(less), (path, key)
                keys += 1
    assert keys > 10


@pytest.mark.parametrize("line", LINES)
def test_lines_of_json_are_definitions(line):
    """The schema describes a line of --format jsonl too, and its description says where."""
    schema = schemas.of(line.split()[0])
    name = LINES[line]
    assert f"#/$defs/{name}" in schema["description"]
    held = Draft202012Validator(closed({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}))
    lines = [
        json.loads(each)
        for each in answered(line, None if "--facts" in line else LEAFLET, form="jsonl")[1].splitlines()
    ]
    assert [each for each in lines if not held.is_valid(each)] == []
    assert lines
