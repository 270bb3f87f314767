"""Signals at every few thousandths of a second of a first and of a warm run, from the first file of the program on."""

import os
import signal
import subprocess
import time

import pytest
from hostile import MODULE, hooked, many, written

STEP = float(os.environ.get("KETCLI_TEST_STEP", "0.04"))
"""Seconds between one signal and the next; 0.002 looks at every moment, and takes minutes."""

pytestmark = pytest.mark.usefixtures("little_english")

BEGUN = """
import os, sys
def hook(event, args):
    if event == "import" and args[0] == "gc":
        os.write(2, b"+")
sys.addaudithook(hook)
"""


@pytest.mark.parametrize("warm", [False, True], ids=["first", "warm"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
def test_at_every_moment(tmp_path, name, warm):
    """It ends with the status of the signal or with its answer, silently, and the next run leaves nothing behind."""
    number = getattr(signal, name)
    facts = str(written(tmp_path / "facts.json", many(20)))
    environment = {**os.environ, **hooked(tmp_path, BEGUN), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [*MODULE, "show", "fact-7", "--facts", facts]

    def run():
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)

    expected = run().communicate()[0]
    delay, statuses = 0.0, []
    while statuses[-3:] != [0, 0, 0]:
        if not warm:
            for path in (tmp_path / "cache" / "ketcli").iterdir():
                path.unlink()
        with run() as process:
            assert process.stderr.read(1) == b"+"
            time.sleep(delay)
            process.send_signal(number)
            output, errors = process.communicate(timeout=60)
        statuses.append(process.returncode)
        assert process.returncode in (0, 128 + number, -number), (delay, errors)
        assert errors == b"", delay
        assert output in (b"", expected), delay
        assert process.returncode != 0 or output == expected
        delay += STEP
    assert len(set(statuses)) > 1
    assert run().communicate() == (expected, b"+")
    assert not [path.name for path in (tmp_path / "cache" / "ketcli").iterdir() if path.name.startswith(".")]
