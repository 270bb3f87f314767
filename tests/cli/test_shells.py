"""bash, zsh and fish on a terminal: what a press of the tabulator completes, shows and never does."""

import json
import shutil
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs pseudo-terminals", allow_module_level=True)

from shells import PROMPT, SHELLS, SHOWN, Shell

from ketcli.system.safe import visible

pytestmark = pytest.mark.usefixtures("little_english")

every_shell = pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed"))
        for name in SHELLS
    ],
)


@every_shell
def test_a_tabulator_completes(name, tmp_path):
    """Commands, facts, topics, sources, formats, conflicts and options are completed as far as they are certain."""
    completed = {
        "ketcli se": "ketcli search ",
        "ketcli show low-add": "ketcli show low-addiction ",
        "ketcli search x --topic side": "ketcli search x --topic side-effects ",
        "ketcli search x --source rev": "ketcli search x --source revive-clinic ",
        "ketcli topics --format js": "ketcli topics --format json",  # or jsonl
        "ketcli conflicts how-h": "ketcli conflicts how-harmful ",
        "ketcli search --li": "ketcli search --limit ",
        "ketcli search x --topic=side": "ketcli search x --topic=side-effects ",
    }
    with Shell(name, tmp_path, SHOWN[name]) as shell:
        for typed, expected in completed.items():
            shell.type(f"{typed}\t")
            shell.wait(lambda expected=expected: shell.line == PROMPT + expected)
            shell.type("\x15")  # all before the cursor goes
            shell.wait(lambda: shell.line == PROMPT)


@every_shell
@pytest.mark.parametrize("option", ["--topic s", "--topic="])
def test_what_is_offered_is_listed(name, option, tmp_path):
    """Of several ways to go on all are shown, with what each means where the shell shows that."""
    titles = {
        "session": "The session and afterwards",
        "side-effects": "Side effects and safety",
        "speed-and-duration": "Speed and duration",
    }
    with Shell(name, tmp_path, SHOWN[name]) as shell:
        shell.type(f"ketcli search {option}\t\t")
        shell.wait(lambda: all(topic in "\n".join(shell.rows[1:]) for topic in titles))
        if name != "bash":
            shell.wait(lambda: all(title in "\n".join(shell.rows) for title in titles.values()))


@every_shell
def test_installed_it_works_at_the_first_press(name, tmp_path):
    """What --install-completion writes completes in the next shell at once."""
    with Shell(name, tmp_path, " ") as shell:
        shell.type("ketcli --install-completion\n")
        shell.wait(lambda: f"{name} completion installed" in "\n".join(shell.rows) and shell.line == PROMPT)
    with Shell(name, tmp_path, None) as shell:
        shell.type("ketcli show low-add\t")
        shell.wait(lambda: shell.line == f"{PROMPT}ketcli show low-addiction ")


ODD = [
    'It "quotes", doesn\'t: at 10:30, [red]not red[/red] [sic] :smile: {a,b} 100%',
    "$(touch pwned) `touch pwned` ${HOME} $HOME $((1+1)) !! ~root =ls *? #x",
    r"\$(touch pwned) \`touch pwned` \\$(touch pwned) \"; touch pwned; \'; touch pwned; \n \e[31m %F{red}",
    "'; touch pwned; ' ; touch pwned; '')); touch pwned; ((",
    '"; touch pwned; " ; touch pwned; "")); touch pwned; ((',
    "(e:touch pwned:) *(e:'touch pwned':) <(touch pwned) =(touch pwned) >pwned | touch pwned & touch pwned",
    "[/] [/red] [link=file:///x]y[/link] \\[red] [@click=touch]",
    "\x1b]0;steered\x07\x1b[2J\r\x9b2J \u202etfel\u202c \u2066x\u2069 \u2028 \ufeff",
    "One line\nodd-fact-99\tand another\n\nodd-fact-98",
    "An end like \\",
    "漢字 café 😀",
]
"""Meanings that some shell, Rich or a terminal would take for more than text."""


def odd(kind):
    """An id and an odd text for each thing of this *kind*; zsh puts names of the same meaning on one row."""
    return [(f"odd-{kind}-{at}", text if kind == "fact" else f"{kind} {text}") for at, text in enumerate(ODD)]


def odd_base(path):
    """A fact base at *path* in which facts, topics, sources and conflicts are called by the odd texts."""
    cited = [{"source": "odd-source-0", "section": "S", "from": "Some words"}]
    file = {"kind": "text", "file": "one.txt", "sha256": "0" * 64}
    positions = [{"says": "Yes.", "facts": ["odd-fact-0"]}, {"says": "No.", "facts": ["odd-fact-1"]}]
    content = {
        "schema": 1,
        "title": "Odd",
        "version": "1",
        "disclaimer": "None.",
        "sources": [{"id": name, "title": text, **file} for name, text in odd("source")],
        "topics": [{"id": name, "title": text, "summary": "None."} for name, text in odd("topic")],
        "facts": [
            {"id": name, "topics": ["odd-topic-0"], "claim": text, "evidence": cited} for name, text in odd("fact")
        ],
        "conflicts": [
            {"id": name, "kind": "tension", "question": text, "positions": positions} for name, text in odd("conflict")
        ],
    }
    path.write_text(json.dumps(content))
    return str(path)


@every_shell
def test_what_a_name_means_is_only_text(name, tmp_path):
    """Whatever the texts of a base hold, they are shown as they are: no shell runs them, no terminal obeys them."""
    kinds = ("fact", "topic", "source", "conflict")
    names = {name: " ".join(visible(text).split()) for kind in kinds for name, text in odd(kind)}
    as_shown = {"bash": "{0}", "zsh": "{0} -- {1}", "fish": "{0} ({1})"}[name]
    with Shell(name, tmp_path, SHOWN[name], KETCLI_FACTS=odd_base(tmp_path / "odd.json")) as shell:

        def listed():
            return [" ".join(row.split()) for row in shell.rows[1:] if row and not row.startswith(PROMPT)]

        shell.type("ketcli show odd-\t\t")
        if name == "bash":
            shell.wait(lambda: set(" ".join(listed()).split()) == set(names))
        else:
            shell.wait(lambda: sorted(listed()) == sorted(as_shown.format(*offer) for offer in names.items()))
        written = shell.raw.decode()
    assert not list(tmp_path.rglob("*pwned*"))
    assert not set(written) & set("\x9b\u202e\u202c\u2066\u2069\u2028\ufeff")
    assert "\x1b]0;steered" not in written


@every_shell
def test_a_window_too_narrow_for_what_names_mean(name, index, tmp_path):
    """However narrow the window, nothing is offered but names."""
    with Shell(name, tmp_path, SHOWN[name], columns=50) as shell:

        def offered():
            rows = [row.split() for row in shell.rows[1:] if row and not row.startswith(PROMPT)]
            return {word for row in rows for word in (row if name == "bash" else row[:1])}

        shell.type("ketcli conflicts \t\t")
        shell.wait(lambda: offered() == set(index.conflicts))


@every_shell
@pytest.mark.parametrize("content", [None, b"{", b"\xff\0"], ids=ascii)
def test_without_facts_nothing_disturbs_the_prompt(name, content, tmp_path):
    """Where the fact base is missing or broken nothing is offered, and nothing is said either."""
    facts = tmp_path / "own.yaml"
    if content is not None:
        facts.write_bytes(content)
    with Shell(name, tmp_path, SHOWN[name], KETCLI_FACTS=str(facts)) as shell:
        shell.type("ketcli show low-add\t")
        shell.type("iction")  # read after the shell has given up
        shell.wait(lambda: shell.line.startswith(f"{PROMPT}ketcli show low-addiction"))
        assert shell.rows == [f"{PROMPT}ketcli show low-addiction"]


@every_shell
@pytest.mark.parametrize("cache", ["/dev/null/x", "/proc/self/none"])
def test_without_a_cache_it_completes_all_the_same(name, cache, tmp_path):
    """Where no index can be kept, the facts are read anew, without a word."""
    with Shell(
        name, tmp_path, SHOWN[name], KETCLI_FACTS=odd_base(tmp_path / "odd.json"), XDG_CACHE_HOME=cache
    ) as shell:
        shell.type("ketcli cite odd-fact-7\t")
        shell.wait(lambda: shell.line == f"{PROMPT}ketcli cite odd-fact-7 ")
        assert shell.rows == [f"{PROMPT}ketcli cite odd-fact-7"]


@every_shell
def test_a_base_in_the_home_folder_is_found(name, tmp_path):
    """The base that --facts names on the line is completed from, also when ~ stands for the home folder."""
    odd_base(tmp_path / "odd.json")
    with Shell(name, tmp_path, SHOWN[name]) as shell:
        shell.type("ketcli show --facts ~/odd.json odd-topic-7\t")
        shell.wait(lambda: shell.line == f"{PROMPT}ketcli show --facts ~/odd.json odd-topic-7 ")
