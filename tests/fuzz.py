"""Feed the loader, the documents or the search whatever comes up, guided by the lines it reaches; what fails is kept.

By hand: ``pip install atheris``, then ``python tests/fuzz.py loader --seconds 600``, ``edits`` (of a valid base),
``documents`` or ``search``.  One process runs some hundreds of inputs a second; with ``--blind`` it looks at no lines,
needs no atheris, and mostly runs more.
"""

import argparse
import contextlib
import importlib
import json
import os
import pathlib
import random
import re
import sys
import tempfile
import time
import unicodedata
import zlib

TESTS = pathlib.Path(__file__).parent
CASES = TESTS / "data" / "fuzz"
"""What once failed, in a folder for each target."""

MEMORY = "/dev/shm"  # noqa: S108 - where there is none, writing documents takes longer than all else
LIMIT = 5
"""Seconds of processor time that one input may take, slowed down by being watched."""

LONGEST = {"loader": 8000, "edits": 8000, "documents": 800, "search": 600}
"""Bytes of an input for each target."""

GUIDING = {
    "loader": ["facts"],
    "edits": ["facts"],
    "documents": [f"documents.{name}" for name in ("document", "layout", "sentences", "passages", "quoting")],
    "search": ["retrieval", "words.spelling"],
}
"""Rooms and modules whose lines guide a target; all others run at full speed, twice as many inputs in the same time."""

RARELY = 20
"""Of so many queries one, told by itself, is put to the shipped base and drawn in all formats, which take longest."""

PLAIN = "\t\n"
"""The control characters that plain records are made of; other formats are made of lines."""


def loader(data):
    """A fact base is loaded, compiled, exported and drawn, and read again the same, or refused in one line."""
    from ketcli.errors import KetcliError, UnreadableFactsError
    from ketcli.facts import checks, dataset
    from ketcli.facts.edits import set_fields
    from ketcli.index import build, memory

    for name in ("facts.json", "facts.yaml"):  # under the second also what is almost JSON
        try:
            loaded = dataset.parse(data, name)
        except KetcliError as error:
            message = str(error)
            assert "\n" not in message, message
            assert len(message) < 500, message
            continue
        checks.check(loaded.dataset)
        with memory.compiled(loaded.dataset) as index:
            written = shown(index, everything)
        again = dataset.parse(written["json"].encode(), "export.json").dataset
        assert sorted(again.facts) == sorted(loaded.dataset.facts)
        known = {fact.id: fact for fact in loaded.dataset.facts}
        conflicts = tuple(
            conflict._replace(silent=build.silent(conflict, loaded.dataset.sources, known))
            for conflict in loaded.dataset.conflicts
        )
        assert again._replace(facts=()) == loaded.dataset._replace(facts=(), conflicts=conflicts)
        digests = {("facts", at, "evidence", 0, "digest"): "abcdef123456" for at in range(len(loaded.dataset.facts))}
        with contextlib.suppress(UnreadableFactsError):
            pinned = dataset.parse(set_fields(data, name, digests), name).dataset
            assert {fact.evidence[0].passage.digest for fact in pinned.facts} <= set(digests.values())
        return


def edits(data):
    """A valid base is loaded or refused whatever is taken from it, put into it, doubled or moved about in it."""
    from feeding import TOKENS

    tree = json.loads((TESTS / "data" / "good" / "leaflet.json").read_text(encoding="utf-8"))
    for at in range(0, len(data) - 3, 4):
        places = list(_places(tree))
        parent, key = places[int.from_bytes(data[at : at + 2], "big") % len(places)]
        other, name = places[data[at + 3] * 257 % len(places)]
        if data[at + 2] % 6 == 0:
            del parent[key]
        elif data[at + 2] % 6 == 1:
            parent[key] = json.loads(json.dumps(other[name]))
        elif data[at + 2] % 6 == 2 and isinstance(parent, list):
            parent.append(json.loads(json.dumps(parent[key])))
        elif data[at + 2] % 6 == 3 and isinstance(parent[key], str):
            half = len(parent[key]) // 2
            parent[key] = parent[key][:half] + TOKENS[data[at + 3] % len(TOKENS)] + parent[key][half:]
        elif data[at + 2] % 6 == 4:
            parent[key] = TOKENS[data[at + 3] % len(TOKENS)]
        else:
            parent[key] = ([], {}, "", None, True, 5, "x" * 4001, [[]])[data[at + 3] % 8]
        if len(json.dumps(tree)) > 100_000 or not tree:
            break
    loader(json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _places(node):
    """Everything that stands in *node*, each as what holds it and the key there."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], (dict, list)):
            yield from _places(node[key])


def documenting(folder):
    """A function that reads documents, each put into *folder*."""
    from ketcli.documents import document, folding, passages, quoting
    from ketcli.errors import DocumentError
    from ketcli.facts.nouns import Dataset, Fact, Source

    def documents(data):
        """A document is divided in order, and what is cited of it is found again; or it is refused in one line."""
        begun = time.process_time()
        (folder / "text").write_bytes(data)
        try:
            read = document.read(folder / "text", ["approx", "z. B."])
        except DocumentError as error:
            message = str(error)
            assert "\n" not in message, message
            return
        ends = [0, *(unit.end for unit in read.units)]
        for at, unit in zip(ends, read.units, strict=False):
            assert at <= unit.start < unit.end <= len(read.text)
            assert read.text[unit.start : unit.end].strip() == read.text[unit.start : unit.end]
            assert unit.section in (None, *read.headings)
        assert read.folded == folding.fold(read.text) == folding.fold(read.folded)
        assert (list(read.offsets), len(read.offsets)) == (sorted(read.offsets), len(read.folded) + 1)
        for form in ("NFC", "NFD"):
            assert folding.fold_with_offsets(unicodedata.normalize(form, read.text))[0] == read.folded

        chosen = read.units[:: len(read.units) // 12 + 1]
        cited = [quoting.evidence("text", read, [unit]) for unit in chosen]
        for unit, each in zip(chosen, cited, strict=True):
            assert unit in quoting.holding(read, read.said(unit))
            assert each.digest == folding.digest(read.text[unit.start : unit.end]) == folding.digest(read.said(unit))
        facts = tuple(Fact(f"fact-{number}", (), "Said.", (each,)) for number, each in enumerate(cited))
        source = Source("text", "Text", "A text.", "text", read.sha256)
        for problem in passages.verify(Dataset("", "", "", (source,), (), facts), folder).problems:
            if problem.rule == "passage-ambiguous":  # it is cited whole, and stands elsewhere word for word
                each = cited[problem.path[1]]
                words = re.escape(folding.fold(each.from_))
                places = re.findall(f"(?={words})", read.folded)  # also one within another
                assert (each.to, len(places) > 1) == (None, True), each
            else:
                assert (problem.rule, cited) == ("nothing-to-check", []), problem
        assert time.process_time() - begun < LIMIT

    return documents


def searching():
    """A function that searches a small base, and now and then the shipped one."""
    import comparing

    from ketcli.errors import UsageError
    from ketcli.facts import dataset
    from ketcli.system import places

    leaflet = TESTS / "data" / "good" / "leaflet.json"
    small, shipped = (
        comparing.compiled(dataset.load(path).dataset) for path in (leaflet, pathlib.Path(places.facts_file()))
    )

    def search(data):
        """A query is answered, some on the shipped base and in every format, or refused for its length."""
        words = data.decode("utf-8", "surrogateescape")  # as the system hands it over
        index, forms = (small, ["json"]) if zlib.crc32(data) % RARELY else (shipped, ())
        try:
            document = json.loads(shown(index, answer(words), forms)["json"])
        except UsageError:
            assert len(words) > 15  # a ligature stands for up to four words
        else:
            assert document["query"]["text"] == words

    return search


# The functions of ketcli.answers and what renders them are called below and nowhere else.


def everything(index):
    """The answers that take no argument, the export last."""
    from ketcli.answers import cite, compare, conflicts, export, lists, references, show, timeline

    for fact in index.facts_of():
        yield show.show(index, fact.id)
    yield lists.topics(index)
    yield lists.sources(index)
    yield lists.gaps(index)
    yield conflicts.conflicts(index)
    yield compare.compare(index)
    yield compare.compare(index, list(index.topics))
    yield timeline.timeline(index)
    yield cite.cite(index, list(index.sources), references.BIBTEX)
    yield export.export(index)


def answer(words):
    """A function that asks an index for *words*."""
    from ketcli.answers import search

    return lambda index: [search.search(index, words, limit=1, explain=True)]


def shown(index, answers, forms=()):
    """What the last of *answers* looks like in each of *forms* (all, when none is named), if all are harmless."""
    from ketcli.render import OF_ANSWERS, is_page, render

    begun = time.process_time()
    written = {}
    for outcome in answers(index):
        for form in forms or OF_ANSWERS:
            written[form] = render(outcome, form)
            plain = form == "plain" or (form == "table" and not is_page(outcome, form))
            assert harmless(written[form], PLAIN if plain else "\n"), (form, written[form])
        json.loads(written["json"])
        for line in written.get("jsonl", "").splitlines():
            json.loads(line)
    assert time.process_time() - begun < LIMIT
    return written


def harmless(text, made_of):
    """Whether *text* steers no terminal, apart from the characters that its format is made of."""
    from ketcli.system.safe import visible

    bare = text.translate(dict.fromkeys(map(ord, made_of)))
    return visible(bare) == bare


def main():
    """Fuzz the target that the command line names."""
    sys.path.append(str(TESTS / "support"))
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("target", nargs="?", choices=["loader", "edits", "documents", "search"], default="loader")
    options.add_argument("--seconds", type=int, default=600)
    options.add_argument("--blind", action="store_true")
    options.add_argument("--corpus", type=pathlib.Path, help="inputs to begin with too")
    chosen = options.parse_args()
    from feeding import LAID_OUT, TOKENS, seeds

    (CASES / chosen.target).mkdir(parents=True, exist_ok=True)
    folders = [folder for folder in (CASES / chosen.target, chosen.corpus) if folder]
    more = [path.read_bytes() for folder in folders for path in sorted(folder.iterdir())]
    corpus = [*seeds(chosen.target), *more]
    tokens = [token.encode() for token in (LAID_OUT if chosen.target == "documents" else TOKENS)]
    if not chosen.blind:
        follow(GUIDING[chosen.target])
    with tempfile.TemporaryDirectory(dir=MEMORY if os.path.isdir(MEMORY) else None) as name:
        folder = pathlib.Path(name)
        if chosen.target in {"loader", "edits"}:
            from ketcli.words import english

            english.counts = lambda: {"house": 500, "tree": 500}  # all of them take longer than the rest
        made = {"search": searching, "documents": lambda: documenting(folder)}.get(chosen.target)
        run = made() if made else globals()[chosen.target]
        if chosen.blind:
            blindly(run, corpus, tokens, chosen)
        else:
            guided(run, corpus, tokens, chosen, folder)


def blindly(run, corpus, tokens, chosen):
    """Put into *run* what comes of *corpus* by chance, as long as *chosen*; what fails is kept."""
    seed = time.time_ns()
    chance = random.Random(seed)
    longest, end, count = LONGEST[chosen.target], time.monotonic() + chosen.seconds, 0
    while time.monotonic() < end:
        data = bytearray(chance.choice(corpus)[:longest])
        for _ in range(1 << chance.randrange(4)):
            at, beyond = sorted(chance.randrange(len(data) + 1) for _ in range(2))
            other = chance.choice(corpus)
            start = chance.randrange(len(other) + 1)
            data[at : chance.choice((at, at + 1, beyond))] = chance.choice(
                (chance.choice(tokens), b"", chance.randbytes(1), data[at:beyond], other[start : start + 40])
            )
        data = bytes(data[:longest])
        try:
            run(data)
        except BaseException:
            sys.stdout.write(f"the next after {count} inputs from seed {seed} fails\n")
            (CASES / chosen.target / f"crash-{zlib.crc32(data):08x}").write_bytes(data)
            raise
        count += 1
    sys.stdout.write(f"{count} inputs from seed {seed}, all as they should be\n")


def follow(rooms):
    """Load all of ketcli, so that the lines of these *rooms* are watched."""
    import ketcli

    root = pathlib.Path(ketcli.__path__[0])
    paths = (path.relative_to(root.parent).with_suffix("") for path in root.rglob("*.py"))
    names = {".".join(path.parts).removesuffix(".__init__") for path in paths} - {"ketcli", "ketcli.__main__"}
    followed = {name for name in names if name.startswith(tuple(f"ketcli.{room}" for room in rooms))}
    try:
        import atheris
    except ImportError:
        sys.exit("fuzzing needs atheris: pip install atheris; or --blind")
    with atheris.instrument_imports(include=["ketcli"], exclude=sorted(names - followed)):
        for name in sorted(names):
            importlib.import_module(name)


def guided(run, corpus, tokens, chosen, folder):
    """Let libFuzzer, which writes into *folder*, put into *run* what it makes of *corpus*; what fails is kept."""
    import atheris

    begun = folder / "corpus"
    begun.mkdir()
    for number, seed in enumerate(corpus):
        (begun / f"{number:05}").write_bytes(seed)
    dictionary = folder / "tokens"
    escaped = ("".join(f"\\x{byte:02x}" for byte in token) for token in tokens)
    dictionary.write_text("".join(f'"{token}"\n' for token in escaped))
    bounds = [f"-max_total_time={chosen.seconds}", f"-timeout={4 * LIMIT}", "-rss_limit_mb=2048"]
    made_of = [f"-max_len={LONGEST[chosen.target]}", f"-dict={dictionary}", str(begun)]
    reports = ["-print_final_stats=1", f"-artifact_prefix={CASES / chosen.target}/"]
    atheris.Setup([sys.argv[0], *bounds, *reports, *made_of], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
