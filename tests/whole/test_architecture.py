"""The rooms of the program: data flows one way, and no two modules need each other."""

import copy
import importlib
import subprocess
import sys

import grimp
import pytest
from paths import ROOT

ROOMS = (
    "lean",
    "errors",
    "words",
    "system",
    "facts",
    "documents",
    "index",
    "retrieval",
    "answers",
    "api",
    "render",
    "cli",
)
"""In the order in which data flows; docs/architecture.md describes them."""

SOURCE = ROOT / "src" / "ketcli"

LONGEST = 300
"""Lines of a module."""


@pytest.fixture(scope="module")
def graph():
    """Which module imports which, also where only a type checker looks."""
    return grimp.build_graph("ketcli")


def _room(module):
    return module.split(".")[1] if "." in module else ""


def test_every_module_is_in_a_room(graph):
    """There is nothing beside the rooms but the package itself and the entry."""
    assert {_room(module) for module in graph.modules} == {*ROOMS, "", "__main__"}


def test_every_module_can_be_imported(graph):
    """Also those that no command reads, for they are there for type checkers."""
    for module in sorted(graph.modules - {"ketcli.__main__"}):
        importlib.import_module(module)


def test_a_room_imports_only_from_those_before_it(graph):
    """Neither at run time nor for its types."""
    upward = [
        (module, other)
        for module in graph.modules
        if _room(module) in ROOMS
        for other in graph.find_modules_directly_imported_by(module)
        if _room(other) in ROOMS and ROOMS.index(_room(other)) > ROOMS.index(_room(module))
    ]
    assert upward == []


def test_no_two_modules_need_each_other(graph):
    """There is no circle of imports, of whatever length.

    The package itself is left out: it has a version, and the names of what is public, none of which it imports.
    """
    inner = copy.deepcopy(graph)
    inner.remove_module("ketcli")
    circles = [
        (module, other)
        for module in inner.modules
        for other in inner.find_modules_directly_imported_by(module)
        if inner.find_shortest_chain(other, module)
    ]
    assert circles == []


def test_the_package_itself_loads_nothing():
    """What is public is loaded when it is asked for, so that the command line pays for nothing of it."""
    code = "import sys, ketcli; print(sorted(name for name in sys.modules if name.startswith('ketcli')))"
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert outcome.stdout == "['ketcli']\n"


def test_modules_are_short():
    """What is longer is two things."""
    lengths = {path.name: len(path.read_text().splitlines()) for path in SOURCE.rglob("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_room_says_what_it_is_for():
    """In the docstring of its package or module: what comes in, what goes out."""
    homes = {room: SOURCE / room / "__init__.py" for room in ROOMS}
    said = {room: (home if home.exists() else SOURCE / f"{room}.py").read_text() for room, home in homes.items()}
    silent = [room for room, text in said.items() if len(text.split('"""')[1]) < 80]
    assert silent == []
