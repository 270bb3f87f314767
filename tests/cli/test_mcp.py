"""What language models call, over the protocol that their clients speak, by the client of its own SDK."""

import contextlib
import json
import os
import signal
import subprocess
import sys

import pytest
from holding import DATA, LEAFLET, answered
from hostile import base as hostile_base
from hostile import hooked, ketcli, steering
from jsonschema import Draft202012Validator

MODULE = [sys.executable, "-m", "ketcli", "mcp"]
NONE = "the SDK of the Model Context Protocol is not installed: pip install 'ketcli[mcp]'"


def asked(use, facts=None, *, started=False):
    """What *use*, a function of a client, gives with a server for *facts* here, or *started* as clients start it."""
    anyio, mcp = pytest.importorskip("anyio", reason=NONE), pytest.importorskip("mcp", reason=NONE)
    from mcp.client.stdio import StdioServerParameters

    from ketcli.cli.mcp import server

    async def run():
        own = StdioServerParameters(command=MODULE[0], args=MODULE[1:], env=dict(os.environ))
        async with mcp.Client(own if started else server(facts and str(facts))) as client:
            return await use(client)

    return anyio.run(run)


def called(*calls, facts=None):
    """The results of tools, called with their arguments one after the other: text, and whether it is an error."""
    return asked(lambda client: results(client, calls), facts)


async def results(client, calls):
    """What *client* is told on each of *calls*: text, and whether it is an error."""
    given = [await client.call_tool(name, arguments) for name, arguments in calls]
    return [(result.content[0].text, bool(result.is_error)) for result in given]


def told(tool, /, facts=None, **arguments):
    """The one answer of a tool."""
    ((text, failed),) = called((tool, arguments), facts=facts)
    assert not failed, text
    return json.loads(text)


def test_what_a_client_is_told():
    """Tools with schemas, that only read; how to speak of the answers; what can be read.

    A server that its client starts tells the same, and answers two hundred calls alike.
    """
    calls = [("search", {"query": "bladder"}), ("show", {"name": "nausea"})]

    async def use(client):
        return client.instructions, (await client.list_tools()).tools, (await client.list_resources()).resources

    async def use_long(client):
        return await use(client), await results(client, calls * 100)

    instructions, tools, resources = told = asked(use)
    again, answers = asked(use_long, started=True)
    assert again == told
    assert answers == called(*calls) * 100
    assert len(set(answers)) == len(calls)
    disclaimer = json.loads(answered("sources")[1])["meta"]["disclaimer"]
    assert disclaimer in instructions
    for words in ("which source says it", "never fill the gap", "warnings", "both sides"):
        assert words in instructions
    assert [tool.name for tool in tools] == ["search", "show", "conflicts", "gaps", "cite"]
    for tool in tools:
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.input_schema["additionalProperties"] is False
        assert all(each["description"] for each in tool.input_schema["properties"].values())
        assert tool.description
        assert tool.annotations.read_only_hint
    for kind in ("topics", "sources"):
        ids = [item["id"] for item in json.loads(answered(kind)[1])[kind]]
        assert [each.name for each in resources if each.uri.startswith(f"ketcli://{kind[:-1]}/")] == ids


def test_silence_is_told_as_such():
    """Where no source answers there are no facts, but that, and which gap it is."""
    answer = told("search", query="can i drive after")
    assert answer["answered"] is False
    assert answer["gap"] == {"id": "driving", "title": "driving a car after a session"}
    assert answer["notes"] == ["No source says anything on driving a car after a session."]
    assert "hits" not in answer
    assert answer["disclaimer"]
    assert told("search", query="xyzzy")["answered"] is False


def test_warnings_come_first():
    """Who asks about safety is told warnings, with who gives them and how surely."""
    facts = [hit["fact"] for hit in told("search", query="is ketamine safe")["hits"]]
    assert facts[0]["warning"]
    assert sum(fact.get("warning", False) for fact in facts) >= 3
    for fact in facts:
        assert fact["claim"]
        assert set(fact.get("hedging", ())) <= set(fact["sources"])


def test_sides_and_notices():
    """Who is on which side and who is silent; what somebody in danger is told before all else."""
    (conflict,) = told("conflicts", name="cognition")["conflicts"]
    assert conflict["positions"][1]["hedged"] == ["revive-clinic"]
    assert conflict["silent"] == ["reworded-article", "ket-guide"]
    assert told("search", query="bladder")["differ"][0]["question"] == "Is long-term use harmful?"
    assert "emergency number" in told("search", query="i want to kill myself")["notices"][0]


def test_answers_are_small():
    """Five hits take less than 2 KB, the passages come when they are asked for, and it is the same answer."""
    queries = [
        "bladder",
        "side effects",
        "is ketamine safe",
        "depression",
        "what does it feel like",
        "how long does it last",
    ]
    results = called(*(("search", {"query": query}) for query in queries))
    for query, (text, _) in zip(queries, results, strict=True):
        found = json.loads(answered(f"search {query}")[1])
        hits = json.loads(text)["hits"]
        assert [hit["fact"]["id"] for hit in hits] == [hit["fact"]["id"] for hit in found["hits"][: len(hits)]]
        assert 0 < len(hits) <= 5
        assert len(text.encode()) < 2000, query
        assert "evidence" not in hits[0]["fact"]
    more = told("search", query="bladder", evidence=True, limit=1)["hits"]
    assert len(more) == 1
    assert more[0]["fact"]["evidence"][0]["section"] == "Long-Term Risks of Ketamine Use"


def test_the_other_tools():
    """A topic with its facts, references in a style, gaps near a topic, and the same as a resource to read."""
    topic = told("show", name="addiction")
    assert topic["found"][0]["summary"]
    assert {fact["id"] for fact in topic["facts"]} >= {"addiction-potential"}
    assert told("cite", name="bladder nausea", style="bibtex")["text"].startswith("@")
    assert "driving" in {gap["id"] for gap in told("gaps", topic="session")["gaps"]}

    async def use(client):
        return (await client.read_resource("ketcli://topic/addiction")).contents[0]

    read = asked(use)
    assert read.mime_type == "application/json"
    assert json.loads(read.text) == topic


def test_what_is_wrong_is_said_and_the_next_call_is_answered():
    """A wrong or missing argument, a value out of range, an unknown name or tool: one line each."""
    wrong = [
        ("search", {"q": "bladder"}, "'query' is a required property; search takes query, limit, "),
        ("search", {"query": "x", "limit": -1}, "limit: -1 is less than the minimum of 0"),
        ("search", {"query": 3}, "query: 3 is not of type 'string'"),
        ("search", {"query": "x", "facts": "/etc/passwd"}, "'facts' was unexpected"),
        ("show", {"name": "bladder", "documents": "/etc"}, "'documents' was unexpected"),
        ("search", {"query": "x", "topic": ["sideeffects"]}, "nearest: side-effects"),
        ("search", {"query": "x" * 5000}, "at most 1000 are read"),
        ("show", {"name": "nowhere"}, "is called 'nowhere'"),
        ("show", {"name": ""}, "is called ''"),
        ("cite", {"name": "bladder", "style": "mla"}, "'mla' is not one of"),
        ("gaps", {}, "'topic' is a required property"),
        ("delete", {}, "no tool is called 'delete'; tools: search, "),
    ]
    results = called(*((name, arguments) for name, arguments, _ in wrong), ("search", {"query": "bladder"}))
    for (text, failed), (_, _, why) in zip(results, wrong, strict=False):
        assert failed, text
        assert why in text
        assert len(text.splitlines()) == 1
    assert json.loads(results[-1][0])["answered"]


def test_there_is_nothing_else_to_read():
    """Only what is listed."""
    mcp = pytest.importorskip("mcp", reason=NONE)

    async def use(client):
        told = []
        for uri in ("ketcli://topic/nowhere", "ketcli://fact/", "ketcli://topic", "file:///etc/passwd"):
            with pytest.raises(mcp.MCPError) as raised:
                await client.read_resource(uri)
            told.append(str(raised.value))
        return told

    assert all("nowhere" in each or "nothing to read" in each for each in asked(use))


def test_a_base_of_ones_own(tmp_path):
    """It is served in its own words, is read anew when it changes, and steers nothing whatever it holds."""
    own = tmp_path / "own.yaml"
    own.write_text((DATA / LEAFLET).read_text(encoding="utf-8"), encoding="utf-8")

    async def use(client):
        before = await client.call_tool("show", {"name": "length"})
        own.write_text(own.read_text(encoding="utf-8").replace("- id: length", "- id: duration"), encoding="utf-8")
        after = await client.call_tool("show", {"name": "duration"})
        own.write_text("no: base", encoding="utf-8")
        spoilt = await client.call_tool("show", {"name": "duration"})
        return client.instructions, before, after, spoilt

    instructions, before, after, spoilt = asked(use, own)
    assert "Ketamine therapy" not in instructions
    assert (before.is_error, after.is_error, spoilt.is_error) == (False, False, True)
    assert "own.yaml" in spoilt.content[0].text
    hostile = tmp_path / "hostile.json"
    hostile.write_text(json.dumps(hostile_base()), encoding="utf-8")
    for text, failed in called(("search", {"query": "fact"}), ("show", {"name": "alpha"}), facts=hostile):
        assert not failed, text
        assert not steering(text)


def test_it_ends_with_its_input():
    """A client that goes, or asks for it, leaves nothing behind; what is no message is passed over."""
    pytest.importorskip("mcp", reason=NONE)
    for typed in (b"", b"no message\n{}\n"):
        ended = subprocess.run(MODULE, input=typed, capture_output=True, timeout=60, check=False)
        assert ended.returncode == 0
        assert b"Traceback" not in ended.stderr
    with subprocess.Popen(MODULE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
        process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "ketcli"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 143
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        assert process.stderr.read() == b""


def test_without_the_sdk_it_is_said_how_to_install_it(tmp_path):
    """One line, exit status 2; a base that cannot be read is told as everywhere."""
    environment = hooked(tmp_path, "import sys\nsys.modules['mcp'] = None\n")
    result = ketcli("mcp", environment=environment)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr == b"ketcli: mcp needs the SDK of the protocol; install it: pip install 'ketcli[mcp]'\n"
    pytest.importorskip("mcp", reason=NONE)
    result = ketcli("mcp", "--facts", str(tmp_path / "none.yaml"))
    assert (result.returncode, result.stdout, result.stderr.count(b"\n")) == (2, b"", 1)
