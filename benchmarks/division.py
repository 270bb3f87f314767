"""How much of texts is seen when they are divided: ``python benchmarks/division.py FILE…``."""

from __future__ import annotations

import pathlib
import sys

from ketcli.documents import document as documents
from ketcli.documents.folding import words

for name in sys.argv[1:]:
    text = pathlib.Path(name).read_text(encoding="utf-8", errors="replace")
    document = documents.parse(name, text)
    total = document.unseen + sum(words(text[unit.start : unit.end]) for unit in document.units)
    share = document.unseen / max(total, 1)
    print(
        f"{pathlib.Path(name).name}: {total} words, {share:.1%} unseen, "
        f"{len(document.units)} sentences, {len(document.headings)} headings"
    )
