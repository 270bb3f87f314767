"""What people type and what answers it: the questions of facts, gaps and notices as weighted terms.

An inquiry is found by how well it and a query cover each other (the cosine of their weighted terms).  Its postings are
kept as packed arrays, one row a term, because a common word stands in very many inquiries.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ketcli.index.tables import FULL, UBIQUITOUS
from ketcli.words import english, text
from ketcli.words.stopwords import FILLERS, NEGATIONS, QUESTION_WORDS, REFLEXIVES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ketcli.facts.nouns import Dataset, Fact

FLOOR = 0.04
"""What the commonest word weighs."""

UNTOLD = 0.3
"""What is left of the weight of a word that is what the base is about."""

GRAMMAR, ASKING, DENYING = 0.1, 0.25, 0.35
"""What a word of grammar, a question word and a negation weigh at the most; of the last, at the least too."""

OFTEN = 1.0
"""A term that stands in so many inquiries of one owner counts half of what the most frequent one counts."""


class Postings(NamedTuple):
    """Where one term stands."""

    places: array[int]
    """Numbers of inquiries, or of their owners, ascending."""
    impacts: array[int]
    """How much of each the term is, in FULL parts of 1."""

    def foremost(self, most: int) -> Postings:
        """The *most* of them in which the term is most, ascending too."""
        places = sorted(range(len(self.impacts)), key=lambda place: (-self.impacts[place], place))[:most]
        places.sort()
        return Postings(*(array(each.typecode, (each[place] for place in places)) for each in self))


class Inquiries:
    """All that people type, the claims of facts too; packed, for there may be millions.

    They are numbered in the order of their owners: the facts, the gaps, the notices, the list of sources.
    """

    def __init__(
        self,
        dataset: Dataset,
        facts: Sequence[Fact],
        about: Iterable[str],
        phrases: Callable[[Sequence[str]], Iterable[str]],
    ) -> None:
        """Read those of *dataset*, whose facts are numbered as in *facts*; *about* are those on the texts themselves.

        *phrases* finds the known phrases in the words of a text.
        """
        self.starts: list[array[int]] = []
        """For each kind (see ``tables``) the number of the first inquiry of each owner, and of that after them all."""
        self._phrases = phrases
        self._numbers: dict[str, int] = {}
        self._terms = array("I")
        self._ends = array("I")
        kinds: tuple[Iterator[Iterable[str]], ...] = (
            ((fact.claim, fact.id, *fact.aliases, *fact.questions) for fact in facts),
            ((gap.title, *gap.questions) for gap in dataset.gaps),
            (notice.questions for notice in dataset.notices),
            iter([about]),
        )
        for owners in kinds:
            starts = array("I")
            for asked in owners:
                starts.append(len(self._ends))
                self._read(asked)
            starts.append(len(self._ends))
            self.starts.append(starts)

    def _read(self, asked: Iterable[str]) -> None:
        """Add the inquiries of one owner; one of those with the same terms."""
        seen: set[frozenset[int]] = set()
        numbers = self._numbers
        for typed in asked:
            words = text.words(typed)
            terms = dict.fromkeys(chain(map(text.stem, words), self._phrases(words)))
            found = [numbers.setdefault(term, len(numbers)) for term in terms]
            known = frozenset(found)
            if found and known not in seen:
                seen.add(known)
                self._terms.extend(found)
                self._ends.append(len(self._terms))

    def __len__(self) -> int:
        return len(self._ends)

    def held(self) -> dict[str, int]:
        """In how many inquiries each term stands: words as stems, known phrases as stems joined by blanks."""
        counts = Counter(self._terms)
        return {term: counts[number] for term, number in self._numbers.items()}

    def owners(self) -> dict[str, Postings]:
        """For each term the owners in whose inquiries it stands, more where it does more often.

        They are numbered through all kinds.
        """
        found = [Postings(array("I"), array("B")) for _ in self._numbers]
        owner = inquiry = start = 0
        for starts in self.starts:
            for beyond in starts[1:]:
                counts: Counter[int] = Counter()
                while inquiry < beyond:
                    counts.update(self._terms[start : self._ends[inquiry]])
                    start = self._ends[inquiry]
                    inquiry += 1
                for term, count in counts.items():
                    found[term].places.append(owner)
                    found[term].impacts.append(round(FULL * count / (count + OFTEN)))
                owner += 1
        return dict(zip(self._numbers, found, strict=True))

    def post(self, weights: Mapping[str, float]) -> dict[str, Postings]:
        """The postings of each term."""
        worth = [weights[term] for term in self._numbers]
        squares = [0.0 if " " in term else weights[term] ** 2 for term in self._numbers]
        found = [Postings(array("I"), array("B")) for _ in worth]
        start = 0
        for inquiry, end in enumerate(self._ends):
            terms = self._terms[start:end]
            norm = math.sqrt(sum([squares[term] for term in terms]))
            for term in terms:
                inquiries, impacts = found[term]
                inquiries.append(inquiry)
                impacts.append(min(FULL, round(FULL * worth[term] / norm) or 1))
            start = end
        return dict(zip(self._numbers, found, strict=True))


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
        little = term in QUESTION_WORDS or term in REFLEXIVES
        return max(FLOOR, min(weight, GRAMMAR if term in FILLERS else ASKING if little else 1.0))


def count(texts: Iterable[Iterable[str]]) -> Counter[str]:
    """In how many of *texts*, each its terms, each term stands."""
    return Counter(term for terms in texts for term in set(terms))
