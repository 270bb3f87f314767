"""An index in few bytes, for a program that has no database: a page in a browser.

What people ask is most of it.  Numbers come as the steps between them, coded in few bits (see ``coder``), and are
decoded by ``render/page/portable.js``, which mirrors this file.
"""

from __future__ import annotations

import itertools
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ketcli.index.asked import Asked
from ketcli.index.coder import Coder
from ketcli.index.lists import numbers
from ketcli.index.scores import REMOTE
from ketcli.index.tables import CLAIM, FULL, IMPACT_BITS, SCALE, TOPIC
from ketcli.words import english, text
from ketcli.words.stopwords import FILLERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from ketcli.index.database import Database

WEIGHTS, IMPACTS = 63, 31
"""The parts of 1 in which the weights of terms and their impacts on facts are given."""

COMMON = 6000
"""English words that the corpus has less often are left out: a page has no room for them."""

LIGHT = 0.2
"""No question is compared by words that tell less, nor by words of grammar."""

_SIZE, _WEIGHT, _FACTS, _IMPACT, _OWNERS, _TIMES, _PLACES = (number << 6 for number in range(7))
"""What a number says, so that it is coded by how its like were."""


class Portable(NamedTuple):
    """An index without its texts."""

    head: dict[str, Any]
    """What is best written as JSON."""
    body: bytes
    """The numbers, coded."""
    words: list[str]
    """All words that it knows."""


def portable(database: Database) -> Portable:
    """The index in *database*, but for the words that tell next to nothing of a question."""
    said = dict(database.execute("SELECT word, stem FROM words ORDER BY word").fetchall())
    terms = {term: (num, weight) for term, num, weight in database.execute("SELECT term, num, weight FROM terms")}
    grammar = {text.stem(word) for word in FILLERS}
    light = {num for num, weight in terms.values() if weight < LIGHT * FULL}
    stems = list(dict.fromkeys(stem for stem in said.values()))
    places = {stem: place for place, stem in enumerate(stems)}
    phrases = sorted(term for term in terms if " " in term and all(part in places for part in term.split(" ")))
    asked = Asked(database)
    wanted = {num for term, (num, _) in terms.items() if term not in grammar} - light
    held, sizes = _questions(database, asked.starts, wanted)
    facts = _facts(database)
    coder = Coder()
    for size in sizes:
        coder.number(_SIZE, size)
    for term in (*stems, *phrases):
        num, weight = terms.get(term, (-1, 0))
        coder.number(_WEIGHT, round(WEIGHTS * weight / FULL))
        _write(coder, facts.get(num, ()))
        _write_owners(coder, held.get(num, {}), sizes)
    counts = english.counts()
    total = sum(counts.values())
    every = sorted({*said, *(word for word, count in counts.items() if count >= COMMON)})
    return Portable(
        {
            "words": _folded(every),
            "stems": _steps([places[said[word]] if word in said else -1 for word in every]),
            "telling": "".join(_telling(counts.get(word), total) for word in every),
            "phrases": [[places[part] for part in term.split(" ")] for term in phrases],
            "terms": len(stems),
            "parts": {"weights": WEIGHTS, "impacts": IMPACTS},
            "kinds": [len(starts) - 1 for starts in asked.kinds],
        },
        coder.done(),
        every,
    )


def _questions(
    database: Database, owners: Sequence[int], wanted: set[int]
) -> tuple[dict[int, dict[int, list[int]]], list[int]]:
    """For each of the terms *wanted* its places within the questions of each owner, and how many each owner has.

    *owners* has the first question of each, and that after them all.  Those of one owner that are alike by these terms
    count once; they stand in the order that codes shortest.
    """
    rows = ((term, numbers(places)) for term, places in database.execute("SELECT term, places FROM asked"))
    lists = {term: places for term, places in rows if term in wanted}
    often = {term: rank for rank, term in enumerate(sorted(lists, key=lambda term: (-len(lists[term]), term)))}
    questions: dict[int, list[int]] = defaultdict(list)
    for term, rank in often.items():
        for inquiry in lists[term]:
            questions[inquiry].append(rank)
    held: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    sizes: list[int] = []
    names = list(often)
    for start, beyond in itertools.pairwise(owners):
        different = sorted({tuple(questions[inquiry]) for inquiry in range(start, beyond) if inquiry in questions})
        for place, question in enumerate(different):
            for rank in question:
                held[names[rank]][len(sizes)].append(place)
        sizes.append(len(different))
    return held, sizes


def _facts(database: Database) -> dict[int, list[tuple[int, int]]]:
    """For each term the facts that hold it and its impact on each, in IMPACTS parts of 1."""
    found: dict[int, list[tuple[int, int]]] = {}
    for term, places, packed in database.execute("SELECT term, places, impacts FROM said"):
        marks = array("H", packed)
        near = (1.0 if mark & (CLAIM | TOPIC) << IMPACT_BITS else REMOTE for mark in marks)
        impacts = (mark & (1 << IMPACT_BITS) - 1 for mark in marks)
        worths = [round(IMPACTS * share * impact / SCALE) for share, impact in zip(near, impacts, strict=True)]
        found[term] = list(zip(numbers(places), worths, strict=True))
    return found


def _write(coder: Coder, facts: Sequence[tuple[int, int]]) -> None:
    coder.number(_FACTS, len(facts))
    last = -1
    for fact, impact in facts:
        coder.number(_FACTS + 1, fact - last - 1)
        coder.number(_IMPACT, impact)
        last = fact


def _write_owners(coder: Coder, owners: dict[int, list[int]], sizes: Sequence[int]) -> None:
    """Which owners ask with a term, how often, and in which of their questions, each as the step from the one before.

    How long such a step is depends on how many there are in how much room.
    """
    left, last, times = len(owners), -1, 1
    coder.number(_OWNERS, left)
    for owner, places in owners.items():
        coder.number(_OWNERS + 1 + crowd(len(sizes) - last - 1, left), owner - last - 1)
        coder.number(_TIMES + 8 * min(sizes[owner].bit_length(), 7) + min(times, 7), len(places) - 1)
        last, left, times = owner, left - 1, len(places)
        within, room = -1, len(places)
        for place in places:
            if sizes[owner] - within - 1 > room:
                coder.number(_PLACES + crowd(sizes[owner] - within - 1, room), place - within - 1)
            within, room = place, room - 1


def crowd(room: int, many: int) -> int:
    """How much of *room* there is for each of *many*, in half steps of a scale of powers of two, up to 60."""
    each = 4 * room // many
    length = each.bit_length()
    return 2 * length + (each >> (length - 2) & 1)


def _folded(words: Iterable[str]) -> str:
    """*words*, sorted, each as a capital for how many letters it shares with the one before, and the rest."""
    found, before = [], ""
    for word in words:
        same = next((at for at, (one, other) in enumerate(zip(word, before, strict=False)) if one != other), None)
        shared = min(same if same is not None else min(len(word), len(before)), 25)
        found.append(chr(ord("A") + shared) + word[shared:])
        before = word
    return "".join(found)


def _telling(count: int | None, total: int) -> str:
    """How much a word tells in English that is *count* of *total*, in fourths; ``-`` where it is none."""
    return "-" if count is None else str(round(4 * english.telling(count, total)))


def _steps(places: Iterable[int]) -> str:
    """The stem of each word: ``.`` for none, ``+`` for one that is met for the first time, else which it is."""
    found, known = [], -1
    for place in places:
        if place < 0:
            found.append(".")
        elif place > known:
            known = place
            found.append("+")
        else:
            found.append(f"{known - place};")
    return "".join(found)
