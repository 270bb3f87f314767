"""Several processes that share a work; each test has a process of its own to divide."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be divided here")

HEAD = """
import os, signal, sys
from ketcli.errors import UnknownNameError
from ketcli.system.workers import in_turns
"""


def outcome(program):
    """What *program* writes to standard output and to standard error."""
    done = subprocess.run(
        [sys.executable, "-c", HEAD + program], capture_output=True, timeout=60, text=True, check=False
    )
    return done.stdout.split(), done.stderr


def test_each_puts_in_its_turn():
    """Also where one is much quicker, and puts more than a pipe holds."""
    program = """
def work(place, put):
    for number in range(place, 50, 3):
        put((number, "x" * 100_000 * (place == 1)))
print(*[number for number, _ in in_turns(3, work)])
"""
    assert outcome(program) == ([str(number) for number in range(50)], "")


def test_what_one_raises_is_raised():
    """With its kind and what it says, after what was put before it."""
    program = """
def work(place, put):
    put(place)
    if not place:
        raise UnknownNameError("topic", "nope", ["near"])
try:
    for each in in_turns(2, work):
        print(each)
except UnknownNameError as error:
    print(repr(str(error)), error.nearest)
"""
    found, errors = outcome(program)
    assert (" ".join(found), errors) == ("0 1 \"no topic is called 'nope'; nearest: near\" ('near',)", "")


def test_one_that_is_killed():
    """That is told, and nothing that comes after it is lost unseen."""
    program = """
def work(place, put):
    put(place)
    if place:
        os.kill(os.getpid(), signal.SIGKILL)
    put(place)
for each in in_turns(2, work):
    print(each)
"""
    found, errors = outcome(program)
    assert found == ["0", "1", "0"]
    assert "KetcliError: a process of ketcli was ended from outside" in errors


def test_none_is_left_when_nobody_takes_on():
    """Whoever would put for ever ends with the loop that takes."""
    program = """
def work(place, put):
    while True:
        put("x" * 1000)
for each in in_turns(2, work):
    break
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("none")
"""
    assert outcome(program) == (["none"], "")
