"""What people type and what answers it: the questions of facts, gaps and notices as weighted terms.

An inquiry is found by how well it and a query cover each other (the cosine of their weighted terms).  Its postings are
kept as packed arrays, one row a term, because a common word stands in very many inquiries.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ketcli.words import english, text
from ketcli.words.stopwords import FILLERS, NEGATIONS, QUESTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ketcli.facts.nouns import Dataset, Fact

FACT, GAP, NOTICE, SOURCES = range(4)
"""What an inquiry leads to: the fact, gap or notice of a number, or the list of sources."""

FLOOR = 0.04
"""What the commonest word weighs."""

UBIQUITOUS, UNTOLD = 0.25, 0.3
"""A word in this share of the claims is what the base is about: so much is left of its weight."""

GRAMMAR, ASKING, DENYING = 0.1, 0.25, 0.35
"""What a word of grammar, a question word and a negation weigh at the most; of the last, at the least too."""

FULL = 255
"""Weights and impacts of 1 as they are stored."""


class Inquiry(NamedTuple):
    """One thing that people type; the claim of a fact is one too."""

    kind: int
    owner: int
    """The number of the fact, gap or notice."""
    terms: frozenset[str]
    """Its words as stems, and the known phrases in it, as stems joined by blanks."""


def gather(
    dataset: Dataset, facts: Sequence[Fact], about: Iterable[str], phrases: Callable[[Sequence[str]], Iterable[str]]
) -> Iterator[Inquiry]:
    """Every inquiry of *dataset*, whose facts are numbered as in *facts*; *about* are those on the texts themselves.

    *phrases* finds the known phrases in the words of a text.
    """
    asked = [
        *((FACT, number, (fact.claim, fact.id, *fact.aliases, *fact.questions)) for number, fact in enumerate(facts)),
        *((GAP, number, (gap.title, *gap.questions)) for number, gap in enumerate(dataset.gaps)),
        *((NOTICE, number, notice.questions) for number, notice in enumerate(dataset.notices)),
        (SOURCES, 0, tuple(about)),
    ]
    for kind, owner, texts in asked:
        seen: set[frozenset[str]] = set()
        for typed in texts:
            words = text.words(typed)
            terms = frozenset((*map(text.stem, words), *phrases(words)))
            if terms and terms not in seen:
                seen.add(terms)
                yield Inquiry(kind, owner, terms)


class Weights:
    """How much each term tells: by how rare it is in English, and among what the base says and is asked."""

    def __init__(self, held: Mapping[str, int], total: int, claimed: Mapping[str, int], facts: int) -> None:
        """*held* says in how many of the *total* texts of the base each term stands, *claimed* of its *facts*."""
        counts = english.by_stem()
        self._english = counts
        self._words = sum(counts.values())
        self._held = held
        self._total = math.log(total + 2)
        self._ubiquitous = frozenset(term for term, count in claimed.items() if count >= UBIQUITOUS * facts)

    def of(self, term: str) -> float:
        """From FLOOR to 1 for a word; of a phrase, what its words weigh together."""
        words = term.split(" ")
        if len(words) > 1:
            return math.sqrt(sum(self.of(word) ** 2 for word in words))
        if term in NEGATIONS:
            return DENYING
        rarity = 1 - math.log(self._held.get(term, 0) + 1) / self._total
        share = UNTOLD if term in self._ubiquitous else 1.0
        weight = share * math.sqrt(english.telling(self._english.get(term, 0), self._words) * max(rarity, 0.0))
        return max(FLOOR, min(weight, GRAMMAR if term in FILLERS else ASKING if term in QUESTION_WORDS else 1.0))


class Postings(NamedTuple):
    """Where one term stands."""

    inquiries: array[int]
    """Numbers of inquiries, ascending."""
    impacts: array[int]
    """How much of each inquiry the term is, in FULL parts of 1."""


def post(inquiries: Sequence[Inquiry], weights: Mapping[str, float]) -> dict[str, Postings]:
    """The postings of each term of *inquiries*."""
    found: dict[str, Postings] = defaultdict(lambda: Postings(array("I"), array("B")))
    for number, inquiry in enumerate(inquiries):
        words = [term for term in inquiry.terms if " " not in term]
        norm = math.sqrt(sum(weights[term] ** 2 for term in words))
        for term in inquiry.terms:
            found[term].inquiries.append(number)
            found[term].impacts.append(min(FULL, max(1, round(FULL * weights[term] / norm))))
    return found


def count(texts: Iterable[Iterable[str]]) -> Counter[str]:
    """In how many of *texts*, each its terms, each term stands."""
    return Counter(term for terms in texts for term in set(terms))
