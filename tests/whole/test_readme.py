"""README cannot lie: every command in a console block is run in a terminal of 80 columns, and its output compared."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
from paths import DATA, ROOT

README = ROOT / "README.md"
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def steps(block):
    """The commands of a console block, each with the output that stands below it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def screen(command):
    """What *command*, run by a shell, leaves on a terminal of 80 columns without colours."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
    scripts = str(pathlib.Path(sys.executable).parent)
    keep = {name: os.environ[name] for name in ("HOME", "XDG_CACHE_HOME", "LANG") if name in os.environ}
    environment = {**keep, "PATH": f"{scripts}:{os.environ['PATH']}", "TERM": "xterm", "NO_COLOR": "1"}
    process = subprocess.Popen(["sh", "-c", command], stdout=slave, stderr=slave, stdin=slave, env=environment)
    os.close(slave)
    output = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the terminal is closed when the last process on it ends
            break
        if not piece:
            break
        output += piece
    process.wait()
    os.close(master)
    return output.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
@pytest.mark.parametrize(("command", "expected"), [step for block in BLOCKS for step in steps(block)])
def test_console_block(command, expected):
    """A command shown in README prints what README shows; KETCLI_GOLDEN=write writes it anew (with -n 0)."""
    if "jq" in command and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    shown = screen(command)
    if os.environ.get("KETCLI_GOLDEN") == "write":
        text = README.read_text(encoding="utf-8")
        README.write_text(text.replace(f"$ {command}\n{expected}", f"$ {command}\n{shown}"), encoding="utf-8")
        return
    assert shown == expected


def test_set_up_commands():
    """README gives two set-up commands: one ends with an answer, one runs the tests."""
    commands = re.findall(r"^```sh\n(.*)\n```$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("ketcli search side-effects")
    assert commands[1].endswith("python -m pytest")


def test_a_base_of_your_own(tmp_path):
    """The commands that make one do, in the folder that README speaks of, one after another."""
    (script,) = re.findall(r"^```bash\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    shutil.copytree(DATA / "licences" / "documents", tmp_path / "texts")
    path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
    outcome = subprocess.run(
        ["sh", "-ec", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    lines = outcome.stdout.splitlines()
    assert lines[-2] == "base.yaml: 3 facts, no problems"
    assert lines[-1].startswith("copies-may-be-sold\tCopies may be sold.\t1/3\t")
    assert sorted(os.listdir(tmp_path)) == ["base.yaml", "texts"]


def test_every_command_is_listed():
    """README names every command there is."""
    from ketcli.cli.commands import COMMANDS

    text = README.read_text(encoding="utf-8")
    assert COMMANDS
    assert [command.name for command in COMMANDS if f"`{command.name}" not in text] == []
