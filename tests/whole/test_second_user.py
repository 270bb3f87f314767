"""Another user of the same machine, without rights, tries to change an answer or to have a file deleted."""

import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

import pytest
from hostile import ketcli, many, written

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become another user"),
    pytest.mark.usefixtures("little_english"),
]

OTHER = 65534
CLAIM, LIE = "Number three.", "Three is perfectly harmless."
QUERY = ("search", "thrree", "--json", "-n", "1")


def base(folder, claim):
    """A base in *folder*, old enough for a note to vouch for it."""
    content = many(5)
    content["facts"][3]["claim"] = claim
    facts = written(folder / "facts.json", content)
    os.utime(facts, (1e9, 1e9))
    return str(facts)


def asked(facts, home, **options):
    """The claim that the victim is answered with."""
    result = ketcli(*QUERY, "--facts", facts, environment={"XDG_CACHE_HOME": str(home)}, timeout=300, **options)
    assert result.returncode == 0
    return json.loads(result.stdout)["hits"][0]["fact"]["claim"]


@pytest.fixture(scope="module")
def lie(tmp_path_factory, little_english):
    """The file of an index that says something else, readable by all."""
    folder = tmp_path_factory.mktemp("lie")
    assert asked(base(folder, LIE), folder) == LIE
    return next(folder.rglob("*.sqlite3")).read_bytes()


@pytest.fixture
def place(lie):
    """A folder that everybody can enter: facts and private files of the victim, and what the other user needs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:  # who swaps may still be at it
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        (folder / "lie.sqlite3").write_bytes(lie)
        (folder / "lie.sha256").write_text(hashlib.sha256(lie).hexdigest())
        (folder / "victim").mkdir(mode=0o755)
        for file in (".env", ".netrc", ".ketcli.1.1", "x.sqlite3", "log"):
            (folder / "victim" / file).write_text("precious")
            os.utime(folder / "victim" / file, (1, 1))
        yield folder


def other(place, script):
    """Let the other user run *script* in *place*; whether it may do all of that does not matter."""
    user = ["setpriv", f"--reuid={OTHER}", f"--regid={OTHER}", "--clear-groups", "sh", "-c", script]
    subprocess.run(user, cwd=place, check=False, capture_output=True, timeout=300)


COPY = 'for f in "$D"/*.sqlite3; do cp -f lie.sqlite3 "$f"; cp -f lie.sha256 "$f.sha256"; done; '
NAMED = 'mkdir -p "$D"; cp -f lie.sqlite3 "$D/$NAME"; cp -f lie.sha256 "$D/$NAME.sha256"; chmod -R a+rX "$D"; '
TRIES = {
    # how the folder of caches stands, whether the victim has a cache there already, and what the other user does
    "plants a cache in a shared folder": (0o777, False, NAMED),
    "plants a cache in a sticky folder": (0o1777, False, NAMED),
    "plants a cache that all may write": (0o1777, False, NAMED + 'chmod -R a+rwX "$D"'),
    "overwrites the index in place": (0o777, True, COPY),
    "overwrites the index in a sticky folder": (0o1777, True, COPY),
    "puts another cache in its place": (0o777, True, f'mv "$D" away; {NAMED}'),
    "copies the cache and changes the copy": (0o777, True, f'cp -r "$D" copy; mv "$D" away; mv copy "$D"; {COPY}'),
    "writes a note of his own": (0o777, False, NAMED + 'printf "a\\nb\\nc\\n0" > "$D/00000000.note"'),
    "links the cache to the victim's folder": (0o777, False, 'ln -s "$PWD/victim" "$D"'),
    "links it there from a sticky folder": (0o1777, False, 'ln -s "$PWD/victim" "$D"'),
    "links the index to the victim's log": (0o777, False, 'mkdir "$D"; ln -s "$PWD/victim/log" "$D/$NAME"'),
    "links what is half written to a file": (0o777, False, 'mkdir "$D"; ln -s "$PWD/victim/.env" "$D/.ketcli.1.1"'),
    "makes hard links to the victim's files": (0o777, False, 'mkdir "$D"; ln victim/.env "$D/.ketcli.1.1"'),
    "lays a pipe in the place of the index": (0o777, False, 'mkdir "$D"; mkfifo -m 666 "$D/$NAME"'),
    "lays a pipe in the place of the cache": (0o777, False, 'mkfifo -m 666 "$D"'),
    "lays a file in the place of the cache": (0o777, False, 'cp lie.sqlite3 "$D"'),
    "makes the folder unreadable": (0o777, False, NAMED + 'chmod 0 "$D"'),
    "moves the cache away": (0o777, True, 'mv "$D" away'),
    "removes what is in the cache": (0o777, True, 'rm -rf "$D"'),
    "fills the cache with old indexes": (
        0o777,
        False,
        NAMED + 'for n in 1 2 3 4 5 6 7 8 9; do ln -s "$PWD/victim/x.sqlite3" "$D/$n.sqlite3"; done',
    ),
}


@pytest.mark.parametrize("attempt", TRIES)
def test_no_answer_changes_and_no_file_goes(place, attempt):
    """Whatever the other user tries in a shared folder of caches, the answer is that of the facts."""
    mode, warm, script = TRIES[attempt]
    facts = base(place, CLAIM)
    home = place / "caches"
    home.mkdir()
    if warm:
        assert asked(facts, home) == CLAIM
    home.chmod(mode)
    name = f"{hashlib.sha256(pathlib.Path(facts).read_bytes()).hexdigest()[:32]}-{version(place)}.sqlite3"
    other(place, f'D="$PWD/caches/ketcli" NAME={name}; {script}')
    for _ in range(2):
        assert asked(facts, home) == CLAIM
    assert all(path.read_text() == "precious" for path in (place / "victim").iterdir())
    assert len(list((place / "victim").iterdir())) == 5


def version(place):
    """The version of the lie's tables, which its header says."""
    return int.from_bytes((place / "lie.sqlite3").read_bytes()[60:64], "big")


def test_folders_that_are_replaced_between_check_and_use(place):
    """Where the other user swaps his folder and the victim's all the time, not one answer changes."""
    facts = base(place, CLAIM)
    home = place / "caches"
    home.mkdir()
    asked(facts, home)
    home.chmod(0o777)
    name = next((home / "ketcli").glob("*.sqlite3")).name
    script = f'D="$PWD/caches/evil" NAME={name}; {NAMED} cd caches; while :; do mv ketcli a; mv evil ketcli; '
    script += "mv ketcli evil; mv a ketcli; done"
    user = ["setpriv", f"--reuid={OTHER}", f"--regid={OTHER}", "--clear-groups", "sh", "-c", script]
    with subprocess.Popen(user, cwd=place, stderr=subprocess.DEVNULL, start_new_session=True) as swapping:
        try:
            assert {asked(facts, home) for _ in range(8)} == {CLAIM}
        finally:
            os.killpg(swapping.pid, signal.SIGKILL)


@pytest.mark.parametrize("script", ["ln -s ../victim/log answer", "ln -s ../victim shared; mkfifo -m 666 .ketcli.1.1"])
def test_an_output_in_a_shared_folder(place, script):
    """Beside the file that is named nothing of the victim's or of others' goes."""
    shared = place / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    other(shared, script)
    before = sorted(os.listdir(shared))
    with contextlib.suppress(subprocess.TimeoutExpired):
        ketcli("topics", "-o", str(shared / "mine"), timeout=300)
    assert (shared / "mine").exists()
    assert sorted({*before, "mine"}) == sorted(os.listdir(shared))
    assert all(path.read_text() == "precious" for path in (place / "victim").iterdir())


@pytest.mark.parametrize("name", ["link", "folder/log", "round", "pipe"])
def test_an_output_that_another_leads_elsewhere(place, name):
    """Where everybody may write, a link or pipe of another user in the place of the file or on the way is refused."""
    shared = place / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    other(shared, "ln -s ../victim/log link; ln -s ../victim folder; ln -s round round; mkfifo -m 666 pipe")
    result = ketcli("topics", "-o", str(shared / name), timeout=300)
    assert result.returncode == 2
    assert b"shared/" + name.split("/")[0].encode() + b": another user has put this" in result.stderr
    assert all(path.read_text() == "precious" for path in (place / "victim").iterdir())


def test_an_output_by_links_of_ones_own(place):
    """They are followed where everybody may write, as are those of the owner of a folder."""
    shared = place / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "mine").symlink_to(place / "victim" / "answer")
    assert ketcli("topics", "-o", str(shared / "mine"), timeout=300).returncode == 0
    assert (place / "victim" / "answer").stat().st_size > 100
    os.chown(shared, OTHER, OTHER)
    other(shared, "ln -s answer his")
    assert ketcli("topics", "-o", str(shared / "his"), timeout=300).returncode == 0
    assert (shared / "answer").stat().st_size > 100
