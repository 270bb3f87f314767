"""Wherever the program runs, it answers the same, leaves no litter, and ends when it is told to."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time

import platformdirs
import pytest
from effort import a_start
from hostile import MODULE, PROGRAM, answered, hooked, ketcli, many, shell, steering, written

from ketcli.system import places

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs Unix"),
    pytest.mark.usefixtures("little_english"),
]

QUERY = ("search", "three", "-f", "json")


@pytest.fixture(scope="module")
def small(tmp_path_factory, little_english):
    """A reader's own base of few facts, compiled in no time; with the answer to QUERY."""
    content = many(5)
    content["facts"][3]["claim"] = "Number three."
    content["topics"][0]["summary"] = "Alles über 漢字."  # for no locale's encoding
    facts = written(tmp_path_factory.mktemp("own") / "facts.json", content)
    return str(facts), ketcli(*QUERY, "--facts", str(facts)).stdout


def litter(folder):
    """What is left in the cache in *folder* of files that were being written."""
    return [path.name for path in folder.rglob("*") if path.name.startswith(".")]


UNKNOWN_USER = "import pwd\ndef gone(*_): raise KeyError('uid')\npwd.getpwuid = gone\n"


@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": None, "XDG_CACHE_HOME": None},
        {"HOME": "", "XDG_CACHE_HOME": ""},
        {"HOME": "relative", "XDG_CACHE_HOME": None},
        {"XDG_CACHE_HOME": "relative/cache", "HOME": None},
        {"XDG_CACHE_HOME": "~/x", "HOME": None},
        {"XDG_CACHE_HOME": "/dev/null/x"},
        {"XDG_CACHE_HOME": "/proc/self/none"},
    ],
    ids=ascii,
)
def test_no_place_for_a_cache(small, tmp_path, environment):
    """Without home, known user, or a cache that can be written, it answers the same and writes nowhere else."""
    facts, expected = small
    work = tmp_path / "work"
    work.mkdir()
    surroundings = {**environment, **hooked(tmp_path, UNKNOWN_USER), "PYTHONDONTWRITEBYTECODE": "1"}
    for _ in range(2):
        result = ketcli(*QUERY, "--facts", facts, environment=surroundings, cwd=work)
        assert (result.returncode, result.stdout, result.stderr) == (0, expected, b"")
    assert not list(work.iterdir())


def test_a_cache_is_never_relative(monkeypatch):
    """Nothing is kept below wherever ketcli is called; older platformdirs take a relative home as it is."""
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "relative/ketcli")
    for variable in ("XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(variable, "relative")
    assert places.cache_folder() is None


@pytest.mark.parametrize("caches", [None, "", "relative", "/caches", "/caches/", "/two words/é%"])
@pytest.mark.parametrize("home", [None, "", "relative", "~", "/", "/home/me", "/home/me/"])
def test_the_cache_is_where_the_system_keeps_caches(monkeypatch, caches, home):
    """Where the variables tell, platformdirs need not be loaded, and says the same."""
    for variable, value in (("XDG_CACHE_HOME", caches), ("HOME", home)):
        monkeypatch.delenv(variable, raising=False)
        if value is not None:
            monkeypatch.setenv(variable, value)
    assert places.cache_folder() == platformdirs.user_cache_dir("ketcli", appauthor=False)


READ_ONLY = """
import errno, os, sys
def hook(event, args):
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if (writes or event in ("os.mkdir", "os.rename", "os.remove")) and "ketcli" in str(args[0]):
        raise OSError(errno.{error}, os.strerror(errno.{error}), str(args[0]))
sys.addaudithook(hook)
"""


@pytest.mark.parametrize("error", ["EROFS", "ENOSPC", "EACCES"])
@pytest.mark.parametrize("warm", [False, True])
def test_a_cache_that_cannot_be_written(small, tmp_path, error, warm):
    """On a read-only or full file system the answer is the same, whether or not the cache holds something."""
    facts, expected = small
    if warm:
        ketcli(*QUERY, "--facts", facts)
        os.utime(facts)  # so that there is something to be written
    result = ketcli(*QUERY, "--facts", facts, environment=hooked(tmp_path, READ_ONLY.replace("{error}", error)))
    assert (result.returncode, result.stdout, result.stderr) == (0, expected, b"")


def test_a_cache_that_fills_up(small, tmp_path):
    """When the disk is full in the midst of writing, the answer is the same, from Python too, and nothing stays."""
    facts, expected = small
    result = shell('ulimit -f 64; "$@"', *QUERY, "--facts", facts, environment={"XDG_CACHE_HOME": str(tmp_path)})
    assert (result.returncode, result.stdout, result.stderr) == (0, expected, b"")
    code = "import sys, ketcli; print(ketcli.load(sys.argv[1]).meta.facts)"
    command = ["sh", "-c", 'ulimit -f 64; "$@"', "sh", sys.executable, "-c", code, facts]
    result = ketcli(command=command, environment={"XDG_CACHE_HOME": str(tmp_path)})
    assert (result.stdout, result.stderr) == (b"5\n", b"")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_deleted_working_directory(small, tmp_path):
    """Where there is no working directory any more, absolute paths work, and relative ones are told to be missing."""
    facts, expected = small
    script = f'mkdir "{tmp_path}/gone" && cd "{tmp_path}/gone" && rmdir "{tmp_path}/gone" && "$@"'
    assert shell(script, *QUERY, "--facts", facts).stdout == expected
    for arguments in (["topics", "--facts", "x.yaml"], ["check", "x.yaml"], ["check", facts, "--documents", "x"]):
        _, errors = answered(shell(script, *arguments), 2)
        assert errors.startswith("ketcli: x")


def test_modules_in_the_working_directory(small, tmp_path):
    """The program never imports what lies where it is called, whatever it is named."""
    facts, expected = small
    for name in ("yaml", "rich", "facts", "json", "typer", "ketcli", "sqlite3", "platformdirs", "sitecustomize", "re"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from the working directory')\n")
    command = [sys.executable, str(PROGRAM)] if PROGRAM.exists() else pytest.skip("the program is not installed")
    assert ketcli(*QUERY, "--facts", facts, command=command, cwd=tmp_path).stdout == expected
    answered(ketcli("search", "thre", "-f", "table", "--facts", facts, command=command, cwd=tmp_path), 0, 1)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error"},
        {"PYTHONUTF8": "0", "LC_ALL": "tlh_QO", "TZ": "Nowhere/Land"},
    ],
    ids=str,
)
def test_any_mode_of_python(small, tmp_path, environment):
    """Optimised, with warnings as errors, in any locale: cold and warm the answer is the same, and nothing else."""
    facts, expected = small
    surroundings = {**environment, "XDG_CACHE_HOME": str(tmp_path)}
    for _ in range(2):
        result = ketcli(*QUERY, "--facts", facts, environment=surroundings)
        assert (result.returncode, result.stdout, result.stderr) == (0, expected, b"")
    for arguments in (["search", "thrree", "-f", "table"], ["cite", "fact-3"], ["check", facts], ["--help"]):
        options = () if arguments[0] in ("check", "--help") else ("--facts", facts)
        answered(ketcli(*arguments, *options, environment=surroundings), 0)


def test_few_file_descriptors(small, tmp_path):
    """Twenty file descriptors are enough, also for compiling."""
    facts, expected = small
    for _ in range(2):
        result = shell('ulimit -n 20; "$@"', *QUERY, "--facts", facts, environment={"XDG_CACHE_HOME": str(tmp_path)})
        assert (result.stdout, result.stderr) == (expected, b"")


OFFLINE = """
import os, sys
def hook(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "ssl.", "subprocess.", "os.system", "os.exec")):
        os.write(2, event.encode())
        os._exit(99)
sys.addaudithook(hook)
"""


def test_no_network_and_no_other_programs(small, tmp_path):
    """No command opens a socket or starts another program, neither when compiling nor warm."""
    facts, _ = small
    environment = {**hooked(tmp_path, OFFLINE), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    for arguments in (
        *(["search", "thrree", "-f", form] for form in ("table", "json", "csv")),
        *(["show", "alpha"], ["show", "fact-3"], ["topics"], ["sources"], ["conflicts"], ["compare"], ["timeline"]),
        *(["cite", "fact-3", "--style", style] for style in ("apa", "bibtex")),
        *(["export"], ["check", "--documents", str(tmp_path)]),
    ):
        answered(ketcli(*arguments, "--facts", facts, environment=environment), 0, 1)


AT = """
import os, signal, sys
def hook(event, args):
    global hook_done
    if not hook_done and f"{event} {args[0] if args else ''}".startswith(os.environ["AT"]):
        hook_done = True
        os.kill(os.getpid(), int(os.environ["SIGNAL"]))
hook_done = False
sys.addaudithook(hook)
"""

MOMENTS = (
    "import ketcli.cli.program",
    "import ketcli.cli.quick",
    "import ketcli.system.places",
    "import ketcli.cli.commands",
    "import ketcli.index.cache",
    "import yaml",
    "import ketcli.facts.dataset",
    "import ketcli.index.build",
    "import spellchecker",
    "sqlite3.connect",
    "sqlite3.connect/handle",
    "os.mkdir",
    "os.rename",
    "import ketcli.retrieval.query",
    "import rapidfuzz",
    "import rapidfuzz.process",
    "import ketcli.render.terminal.cards",
    "import rich.console",
)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"])
def test_told_to_end_at_any_moment(small, tmp_path, number, status):
    """Ctrl-C and TERM end it at every step of starting, compiling and answering: silently, without litter."""
    facts, _ = small
    reached = 0
    for moment in MOMENTS:
        cache = tmp_path / moment.replace("/", "-")
        environment = {**hooked(tmp_path, AT), "AT": moment, "SIGNAL": str(int(number)), "XDG_CACHE_HOME": str(cache)}
        arguments = ("search", "thrree", "-f", "table", "--facts", facts)
        result = ketcli(*arguments, environment=environment)
        if result.returncode == 0:
            continue  # this moment does not come
        reached += 1
        assert (result.returncode, result.stdout, result.stderr.strip()) == (status, b"", b""), moment
        assert not litter(cache), moment
    assert reached >= 12


READY = """
import os, sys
def hook(event, args):
    if event == "import" and args[0] == "ketcli.cli.commands":
        os.write(1, b"ready")
sys.addaudithook(hook)
"""


def test_told_to_end_while_busy(tmp_path):
    """While a large base is read and compiled, Ctrl-C and TERM end it soon and without litter."""
    facts = written(tmp_path / "facts.json", many(15_000))
    environment = {**os.environ, **hooked(tmp_path, READY)}
    start = a_start()
    for delay, number in itertools.product((0.05, 0.3, 0.6, 0.9), (signal.SIGINT, signal.SIGTERM)):
        command = [*MODULE, "topics", "--facts", str(facts)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment) as process:
            assert process.stdout.read(5) == b"ready"
            time.sleep(delay)
            process.send_signal(number)
            begun = time.perf_counter()
            output, errors = process.communicate(timeout=30)
            took = time.perf_counter() - begun
        assert (process.returncode, output, errors) == (128 + number, b"", b"")
        assert took < 10 * start
    assert not litter(tmp_path / "cache")


DEFECT = r"""
import sys
def hook(event, args):
    if event == "import" and args[0] == "ketcli.answers.search":
        raise RuntimeError("unforeseen \x1b[2J\n\u202e")
sys.addaudithook(hook)
"""


def test_what_nobody_foresaw(small, tmp_path):
    """A defect of ketcli's own is one line and status 2, never "no answer"; Python's development mode shows where."""
    facts, _ = small
    environment = hooked(tmp_path, DEFECT)
    result = ketcli(*QUERY, "--facts", facts, environment=environment)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.startswith(b"ketcli: a defect in ketcli: RuntimeError(")
    assert not steering(result.stderr.decode())
    assert result.stderr.count(b"\n") == 1
    assert shell('"$@" 2>&-', *QUERY, "--facts", facts, environment=environment).returncode == 2
    assert b"PYTHONDEVMODE=1 before ketcli" in result.stderr
    developing = {**environment, "PYTHONDEVMODE": "1"}
    assert b"Traceback" in ketcli(*QUERY, "--facts", facts, environment=developing).stderr


def test_no_memory_is_no_defect(small, tmp_path):
    """Out of memory is told as what it is."""
    facts, _ = small
    code = DEFECT.replace('RuntimeError("unforeseen \\x1b[2J\\n\\u202e")', "MemoryError")
    result = ketcli(*QUERY, "--facts", facts, environment=hooked(tmp_path, code))
    told = b"ketcli: out of memory; the fact base is too large for this machine\n"
    assert (result.returncode, result.stdout, result.stderr) == (2, b"", told)


@pytest.mark.parametrize(
    "command", [MODULE, [sys.executable, "-X", "dev", "-m", "ketcli"]], ids=["-m", "advice of old"]
)
def test_a_module_run_as_such_imports_nothing_from_the_working_directory(small, tmp_path, command):
    """Also ``python -m ketcli`` runs no file that only has the name of one of Python's or of the libraries."""
    facts, expected = small
    for name in ("yaml", "rich", "json", "typer", "sqlite3", "platformdirs", "signal", "gc", "re"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from the working directory')\n")
    assert ketcli(*QUERY, "--facts", facts, command=command, cwd=tmp_path).stdout == expected


EARLY = """
import os, sys
def hook(event, args):
    if event == "import" and args[0] == os.environ["AT"]:
        os.kill(os.getpid(), 2)
sys.addaudithook(hook)
"""


@pytest.mark.parametrize("moment", ["ketcli.cli", "gc", "enum"])
def test_told_to_end_before_it_has_begun(tmp_path, moment):
    """Ctrl-C while Python still reads the first file of the program ends it silently."""
    environment = {**hooked(tmp_path, EARLY), "AT": moment}
    result = ketcli("topics", environment=environment)
    assert (result.returncode in (130, -signal.SIGINT), result.stdout, result.stderr) == (True, b"", b"")


def test_many_at_once(small, tmp_path):
    """Sixteen processes that all find an empty cache give one answer, and leave one index and no litter."""
    facts, expected = small
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = [*MODULE, *QUERY, "--facts", facts]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment) for _ in range(16)]
    results = [(*process.communicate(timeout=60), process.returncode) for process in running]
    assert set(results) == {(expected, b"", 0)}
    assert not litter(tmp_path)
    assert len(list(tmp_path.rglob("*.sqlite3"))) == 1


def test_facts_that_are_replaced(tmp_path):
    """While the fact file is replaced again and again, each answer, also a kept one, is of one whole version."""
    facts = tmp_path / "facts.json"
    contents = [json.dumps(many(number) | {"title": f"Version {number}"}) for number in (3, 7)]
    facts.write_text(contents[0], encoding="utf-8")
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([*MODULE, "topics", "-f", "json", "--facts", str(facts)], stdout=pipe, stderr=pipe)
        for _ in range(6)
    ]
    turn = 0
    while any(process.poll() is None for process in running):
        turn += 1
        (tmp_path / "new").write_text(contents[turn % 2], encoding="utf-8")
        os.replace(tmp_path / "new", facts)
    for process in running:
        output, errors = process.communicate()
        assert (process.returncode, errors) in ((0, b""), (2, f"ketcli: {WRITTEN.format(facts)}\n".encode()))
        if process.returncode == 0:
            document = json.loads(output)
            assert document["meta"]["title"] == f"Version {document['meta']['facts']}"
    for number, content in zip((3, 7), contents, strict=True):
        facts.write_text(content, encoding="utf-8")
        output, _ = answered(ketcli("topics", "-f", "json", "--facts", str(facts)))
        assert json.loads(output)["meta"]["facts"] == number


WRITTEN = "{}: is being written; try again when that is done"

REWRITING = """
import os, sys
def hook(event, args):
    if event == "open" and str(args[0]) == os.environ["REWRITTEN"] and args[1] != "a":
        with open(os.environ["REWRITTEN"], "a") as file:
            file.write(" ")
sys.addaudithook(hook)
"""


def test_facts_that_never_keep_still(tmp_path):
    """A fact file that changes each time it is read is refused, and neither half of it nor a mixture is answered."""
    facts = written(tmp_path / "facts.json", many(3))
    environment = {**hooked(tmp_path, REWRITING), "REWRITTEN": str(facts)}
    output, errors = answered(ketcli("topics", "--facts", str(facts), environment=environment), 2)
    assert (output, errors) == ("", f"ketcli: {WRITTEN.format(facts)}\n")
    answered(ketcli("topics", "--facts", str(facts)), 0)


def test_an_own_base_needs_nothing_else(small, tmp_path):
    """With a base of their own, readers need neither documents nor the shipped facts; the option beats the variable."""
    facts, expected = small
    environment = {"KETCLI_FACTS": facts, "KETCLI_DOCUMENTS": None}
    assert ketcli(*QUERY, environment=environment, cwd=tmp_path).stdout == expected
    other = written(tmp_path / "other.json", many(2))
    output, _ = answered(ketcli("topics", "--json", "--facts", str(other), environment=environment))
    assert json.loads(output)["meta"]["facts"] == 2
    for missing in ("/nowhere.yaml", str(tmp_path), "\udcff"):
        output, errors = answered(ketcli("topics", environment={"KETCLI_FACTS": missing}), 2)
        assert (output, errors.count("\n")) == ("", 1)
