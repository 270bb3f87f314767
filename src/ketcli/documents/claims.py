"""What claims may not do beside their documents: copy them, or name a number that their passages do not have."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ketcli.documents.folding import fold
from ketcli.facts.problem import Problem
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ketcli.documents.document import Document
    from ketcli.facts.nouns import Dataset, Fact
    from ketcli.facts.problem import Path

COPIED_WORDS = 8
"""A claim that shares this many words in a row with a document is a copy."""

SENTENCE_WORDS = 4
"""A claim of so many words that is a sentence of a document is a copy, too."""

PROSE_WORDS = 6
"""So many of them are of no name, for a name nobody can say in other words."""

LONGEST_NAME = 5
"""Words of the longest run of capitalised words that is taken for a name; a longer one is a heading, or shouted."""

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]+[\"“”»]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ASIDE = re.compile(r"\([^()]*\)")
"""What explains a word; what it counts the source need not count."""

_COUNTING = "two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {**{word: str(number) for number, word in enumerate(_COUNTING, 2)}, "hundred": "100"}
_ALSO = {
    **dict.fromkeys(("one", "once", "single", "a", "an", "first", "1st"), "1"),
    **dict.fromkeys(("twice", "both", "double", "second", "2nd", "half"), "2"),
    **dict.fromkeys(("third", "3rd", "triple"), "3"),
    "dozen": "12",
}
"""Words of a passage that say a number too; in a claim they often count nothing."""


def check(dataset: Dataset, documents: Iterable[Document], quoted: Iterable[Sequence[str]]) -> Iterator[Problem]:
    """What is wrong with the claims of *dataset* beside its *documents*.

    Of each fact, *quoted* has those of its passages that are in them.
    """
    spoken = [(document, f" {' '.join(text.words(document.folded))} ") for document in documents]
    for number, (fact, passages) in enumerate(zip(dataset.facts, quoted, strict=True)):
        path = ("facts", number, "claim")
        yield from _copied(fact, path, spoken)
        if len(passages) == len(fact.evidence):
            yield from _numbers(fact, path, list(map(fold, passages)))


def _copied(fact: Fact, path: Path, spoken: Iterable[tuple[Document, str]]) -> Iterator[Problem]:
    """A problem for each document of which the claim of *fact* has a run of words outside quotation marks.

    Or a whole sentence, which is one however few words it has.
    """
    claim = " ".join(text.words(fold(fact.claim)))
    runs = [" ".join(run) for part in _QUOTED.split(fact.claim) for run in _runs(fold(part))]
    for document, said in spoken:
        copied = claim if _is_sentence(claim, document, said) else next((run for run in runs if f" {run} " in said), "")
        if copied:
            message = f"{fact.id} copies from {document.name}: {copied!r}"
            yield Problem("copied-words", path, message, "say it in other words, or in quotation marks")


def _is_sentence(claim: str, document: Document, said: str) -> bool:
    """Whether *claim*, its words, is a sentence of *document*, which says so in all."""
    if len(claim.split()) < SENTENCE_WORDS or f" {claim} " not in said:
        return False
    return any(" ".join(text.words(fold(document.said(unit)))) == claim for unit in document.units)


def _runs(claim: str) -> Iterator[list[str]]:
    """Each run of words of *claim* that has just so many words, and so many of no name, as make a copy."""
    words = list(text.spans(claim))
    named = _named(claim)
    for start in range(len(words)):
        prose = [at for at in range(start, len(words)) if at not in named][:PROSE_WORDS]
        end = max(start + COPIED_WORDS, prose[-1] + 1 if len(prose) == PROSE_WORDS else len(words) + 1)
        if end <= len(words):
            yield [word for _, _, word in words[start:end]]


def _named(claim: str) -> set[int]:
    """The places of the words in *claim* that are of a name: capitalised ones side by side within a sentence."""
    words = list(text.spans(claim))
    large = [claim[start].isupper() for start, _, _ in words]
    gaps = [claim[end:start].strip() for (_, end, _), (start, _, _) in pairwise(words)]
    runs: list[list[int]] = [[]]
    for at, is_large in enumerate(large):
        if at and gaps[at - 1] not in ("", "-", "&"):
            runs.append([])
        begins = not at or bool(re.search(r"[.!?:]", gaps[at - 1]))
        if is_large and not begins:
            runs[-1].append(at)
        else:
            runs.append([])
    return {at for run in runs if 1 < len(run) <= LONGEST_NAME for at in run}


def _numbers(fact: Fact, path: Path, passages: Sequence[str]) -> Iterator[Problem]:
    """A problem for each number of the claim of *fact*, in digits or as a word, that none of its *passages* has."""
    known = dict.fromkeys(number for passage in passages for number in _said(passage, {**_NUMBERS, **_ALSO}))
    told = [number for passage in passages for number in _said(passage, _NUMBERS)]
    claimed = [*_NUMBER.findall(fact.claim), *_said(_ASIDE.sub("", fact.claim), _NUMBERS)]
    for number in dict.fromkeys(claimed):
        if number not in known:
            have = f"they have {', '.join(dict.fromkeys(told))}" if told else "they have no number"
            hint = f"{have}; say what they say, or cite the passage that has it"
            message = f"{fact.id}: none of its passages has {number}"
            yield Problem("number-not-in-passages", path, message, hint)


def _said(passage: str, words: Mapping[str, str]) -> Iterator[str]:
    """The numbers in *passage*, in digits and as one of *words*."""
    yield from _NUMBER.findall(passage)
    yield from (words[word] for word in re.findall(r"[^\W_]+", passage.lower()) if word in words)
