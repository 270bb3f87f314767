"""How long something takes, as a ratio to what else takes now: seconds mean nothing on a machine that others use."""

import subprocess
import time

from hostile import MODULE


def grows_in_proportion(work, size):
    """Whether *work* on eight times the *size* takes eight times as long, and not 64 times as each with each would.

    What takes less than a hundredth of a second is too short to be compared and counts as one.
    """
    few = max(min(_seconds(work, size) for _ in range(3)), 0.01)
    return any(_seconds(work, 8 * size) < 24 * few for _ in range(3))


def a_start():
    """How many seconds a ketcli takes now that only says its version."""
    return min(_elapsed() for _ in range(3))


def _seconds(work, size):
    begun = time.process_time()
    work(size)
    return time.process_time() - begun


def _elapsed():
    begun = time.perf_counter()
    subprocess.run([*MODULE, "--version"], check=True, capture_output=True)
    return time.perf_counter() - begun
