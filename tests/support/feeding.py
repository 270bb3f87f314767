"""What fuzzing begins with, and what it puts in: pieces of fact bases, of documents and of queries."""

from paths import DATA, ROOT

TOKENS = [
    *("schema: 1", "title", "version", "disclaimer", "sources", "topics", "facts", "conflicts", "synonyms", "when"),
    *("lookalikes", "aliases", "evidence", "section", "hedged: true", "digest", "from", "uncited", "positions", "says"),
    *("warning: true", "questions", "outline", "silent", "related", "words", "to", "gaps", "near", "notices", "text"),
    *("notice: ", "retired", "now", "complement", "schema_version", "1960s", "1980s-1990s", "question", "kind"),
    *("tension", "sha256", "summary", "claim", "reminder", "examples", "\u200b", "\u043a", "e\u0301", "=1"),
    *("- ", ": ", "\n  ", "? ", "{", "}", "[", "]", ", ", "#", "|", ">-", "'", '"', "&a ", "*a", "!!str ", "<<: "),
    *("---", "...", "%YAML", "~", "null", "0x1F", "1e999", ".inf", "\\u202e", "\\x1b", "\\ud83d", "\ufeff", "\u2028"),
]
"""What fact bases are made of."""

LAID_OUT = [
    *("- ", "* ", "1. ", "2. ", "a) ", "(iv) ", "# ", "## ", "====", "----", "```", "~~~", "::", "| ", "|", "> ", ": "),
    *(". ", ".\n", "! ", "? ", "…", "。", ".) ", ".” ", "Dr. ", "No. 5", "U.S. ", "e.g. ", "J. ", "Table of contents"),
    *(".....", "\n\n", "\r\n", "\r", "\f", "\t", "\x85", "\u2028", "\u00a0", "\u200b", "\u00ad", "\ufeff", "\u0301"),
    *(
        "\u0323",
        "\ufb01",
        "\ufb05",
        "e\u0301",
        "\u1100\u1161",
        "\uac00\u11a8",
        "\u1161",
        "“",
        "„",
        "»",
        "’",
        "漢",
        "\0",
    ),
]
"""What documents are laid out with."""


def seeds(target):
    """What the inputs for *target* are made from."""
    shipped = (ROOT / "data" / "facts.yaml").read_bytes()
    if target == "edits":
        yield from (
            bytes([place >> 8, place & 255, kind, place * 7 % 256]) for place in range(256) for kind in range(6)
        )
        return
    if target == "loader":
        for path in sorted([*DATA.glob("good/*"), *DATA.glob("bad/*[yj][as][mo][ln]")]):
            yield path.read_bytes()
        yield from (shipped[at : at + 4000] for at in range(0, len(shipped), 40_000))
        return
    if target == "documents":
        for path in sorted([*DATA.glob("documents/*"), *DATA.glob("licences/documents/*")]):
            yield from (path.read_bytes()[at : at + 800] for at in range(0, path.stat().st_size, 4000))
        yield from (piece.encode() for piece in LAID_OUT if piece.isprintable())
        yield from ("Ça. É. Straße.".encode(form) for form in ("utf-16", "latin-1", "utf-8-sig"))
        return
    lines = [*(DATA / "good" / "leaflet.yaml").read_bytes().splitlines(), *shipped.splitlines()]
    yield from (line.split(b":", 1)[-1].strip(b" []") for line in lines if b"aliases:" in line or b"claim:" in line)
    yield from (b"blader harm", b"side-effects", b"can i take it while pregnant", b"throwing up", b"\x1b[2J\xff \xe2")
    yield from (b"x" * 1001, b"a " * 65, "漢字 كِتَاب cafe\u0301 \u202e".encode())
