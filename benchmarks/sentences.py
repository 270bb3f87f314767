"""Splitters of sentences on labelled ones: ``python benchmarks/sentences.py``, with those libraries that are installed.

tests/data/sentences.txt has a text a line, with a bar where a sentence ends within it; "# de" begins texts of a kind.
"""

from __future__ import annotations

import contextlib
import pathlib
from typing import TYPE_CHECKING

from ketcli.documents.sentences import Ends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LABELLED = pathlib.Path(__file__).parents[1] / "tests" / "data" / "sentences.txt"
LANGUAGES = {"de": "de", "fr": "fr", "ru": "ru", "ja": "ja"}


def splitters() -> dict[str, Callable[[str, str], Iterable[str]]]:
    """Each by its name: from a text and its language to its sentences."""
    ends = Ends()
    found = {"ketcli": lambda text, _: [text[start:end] for start, end in ends.split(text, 0, len(text))]}
    with contextlib.suppress(ImportError):
        import pysbd

        found["pysbd"] = lambda text, language: pysbd.Segmenter(language=language, clean=False).segment(text)
    with contextlib.suppress(ImportError):
        import sentencex

        found["sentencex"] = lambda text, language: sentencex.segment(language, text)
    with contextlib.suppress(ImportError):
        from syntok import segmenter

        found["syntok"] = lambda text, _: [
            "".join(token.spacing + token.value for token in sentence)
            for paragraph in segmenter.analyze(text)
            for sentence in paragraph
        ]
    return found


def ends_of(sentences: Iterable[str], text: str) -> set[int]:
    """Where *sentences* end in *text*."""
    found, at = set(), 0
    for sentence in map(str.strip, sentences):
        place = text.find(sentence, at) if sentence else -1
        if place >= 0:
            at = place + len(sentence)
            found.add(at)
    return found


def main() -> None:
    """Print for each splitter how many ends it finds too many and too few, by kind of text."""
    for name, split in splitters().items():
        kind, wrong = "", {}
        for line in LABELLED.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                kind = line[2:]
                continue
            text = line.replace("|", "")
            known = ends_of(line.split("|"), text)
            found = ends_of(split(text, LANGUAGES.get(kind, "en")), text)
            more, fewer = wrong.get(kind, (0, 0))
            wrong[kind] = (more + len(found - known), fewer + len(known - found))
        more, fewer = (sum(each[place] for each in wrong.values()) for place in (0, 1))
        print(f"{name}: {more} too many, {fewer} too few", wrong)


if __name__ == "__main__":
    main()
