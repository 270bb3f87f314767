"""How ketcli grows: bases of 250 to 250,000 facts with their questions, compiled and asked."""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (250, 2_500, 25_000, 100_000, 250_000)
SEED = 20261120

QUERIES = {
    "warm": ("side-effects",),
    "two words": ("chronic", "pain"),
    "misspelled": ("side-efects",),
    "frequent word": ("ketamine",),
    "question": ("how", "long", "do", "the", "effects", "last"),
    "about safety": ("is", "it", "safe", "for", "depression"),
}
"""What is asked of every base: a topic's name, two words, the first again misspelt, a word that many facts hold.

Then a whole question, of words that very many questions hold, and one whose answers begin with warnings.
"""

FREQUENT, SHARE = "ketamine", 0.4
"""The word that this share of the made facts hold."""

WARNINGS = 0.1
"""The share of the made facts that are warnings."""

GAPS = 300

OPENINGS = (
    *("how", "how long", "how much", "how does it", "how do i", "how often", "what", "what is", "what about"),
    *("can i", "can it", "does it", "does", "do i", "is it", "is", "is there", "should i", "will it", "why", "when"),
    *("who", "where", "which", "my mum has", "are there any", "do people", "is it safe with", "what happens after"),
)
"""How questions begin, as far as they do."""


# Making a base


class _Maker:
    """Makes facts out of the words of the shipped base and of words that sound like medicine."""

    VOCABULARY = 80_000
    EXPONENT, SHIFT = 1.07, 2.7
    """Word frequencies fall as 1 / (rank + shift) ** exponent, as in English (Zipf, Mandelbrot)."""

    def __init__(self, size: int) -> None:
        import yaml

        self.size = size
        self.shipped = yaml.load(measure.SHIPPED.read_bytes(), yaml.CSafeLoader)
        self.random = random.Random(SEED)
        self.words = self._vocabulary()
        weights = (1 / (rank + self.SHIFT) ** self.EXPONENT for rank in range(1, len(self.words) + 1))
        self.ranks = list(itertools.accumulate(weights))
        self.passages: list[dict[str, str]] = []

    def base(self) -> dict[str, Any]:
        """A whole fact base."""
        topics = self._topics(max(15, min(300, round(15 + self.size**0.5 / 1.75))))
        sources = self._sources(max(5, min(150, round(self.size**0.42))))
        facts = list(self._facts([topic["id"] for topic in topics], sources))
        return {
            "schema": 1,
            "title": f"{self.size} made facts",
            "version": "1",
            "disclaimer": self.shipped["disclaimer"],
            "sources": [{name: value for name, value in source.items() if name != "sections"} for source in sources],
            "topics": topics,
            "facts": facts,
            "conflicts": self._conflicts([fact["id"] for fact in facts]),
            "synonyms": self.shipped["synonyms"],
            "lookalikes": self.shipped["lookalikes"],
            "related": self.shipped["related"],
            "gaps": self._gaps([topic["id"] for topic in topics]),
            "notices": self.shipped["notices"],
        }

    def _vocabulary(self) -> list[str]:
        """Words, the most frequent first: the shipped base's in their order, thinning out among made ones."""
        counts = Counter(
            word
            for fact in self.shipped["facts"]
            for word in re.findall(r"[a-z]+", fact["claim"].casefold())
            if word != FREQUENT
        )
        known = [word for word, _ in counts.most_common()]
        asked = {word for query in QUERIES.values() for part in query for word in part.split("-")}
        words = known[:150]
        rest, seen = iter(known[150:]), {*known, *asked, FREQUENT}
        for made in self._made_words(known):
            if len(words) >= self.VOCABULARY:
                break
            if len(words) % 4 == 0 and (old := next(rest, None)):
                words.append(old)
            if made not in seen:
                seen.add(made)
                words.append(made)
        return words

    def _made_words(self, known: list[str]) -> Iterator[str]:
        """Words by rule: syllables with a clinical ending, inflected, and now and then one letter off a known word."""
        onsets = "b c d f g h l m n p r s t v z b c d f l m n p r s t br cl cr dr fl ph pl pr st th tr".split()
        vowels = "a e i o u a e i o u y ea io ou".split()
        codas = ["", "", "", "", "", "", "n", "r", "l", "s", "m", "x", "nt", "st", "ct"]
        endings = "itis osis ine ol ide ate ation emia oma ism ity ic al ant azole amine mab pril sartan opathy".split()
        inflections = ["", "", "", "s", "s", "ed", "ing", "ly"]
        letters = "etaoinsrhldcumpfgyb"
        pick, chance = self.random.choice, self.random.random
        long = [word for word in known if len(word) > 5]
        while True:
            if chance() < 0.05:
                word = pick(long)
                place = self.random.randrange(1, len(word))
                yield word[:place] + pick(letters) + word[place + (chance() < 0.6) :]
                continue
            root = "".join(pick(onsets) + pick(vowels) + pick(codas) for _ in range(pick((1, 2, 2, 2, 3, 3))))
            yield root + (pick(endings) if chance() < 0.35 else "") + pick(inflections)

    def _some(self, fewest: int, most: int) -> list[str]:
        count = self.random.randint(fewest, most)
        return [
            self.words[min(bisect.bisect(self.ranks, self.random.random() * self.ranks[-1]), len(self.words) - 1)]
            for _ in range(count)
        ]

    def _rare(self, count: int) -> list[str]:
        """Words without the first hundred, which say nothing in a name."""
        low = self.ranks[100]
        return [
            self.words[bisect.bisect(self.ranks, self.random.uniform(low, self.ranks[-1] * 0.999))]
            for _ in range(count)
        ]

    def _topics(self, count: int) -> list[dict[str, Any]]:
        shipped: list[dict[str, Any]] = self.shipped["topics"][:count]
        topics = [{name: value for name, value in topic.items() if name != "outline"} for topic in shipped]
        seen = {topic["id"] for topic in topics}
        while len(topics) < count:
            name = self._rare(self.random.randint(1, 3))
            if (topic_id := "-".join(name)) in seen:
                continue
            seen.add(topic_id)
            aliases = [" ".join(self._rare(self.random.randint(1, 3))) for _ in range(self.random.randint(1, 8))]
            summary = " ".join(self._some(15, 40)).capitalize() + "."
            topics.append(
                {"id": topic_id, "title": " ".join(name).capitalize(), "summary": summary, "aliases": aliases}
            )
        return topics

    def _sources(self, count: int) -> list[dict[str, Any]]:
        return [
            {
                "id": f"source-{number}",
                "title": " ".join(self._rare(5)).capitalize(),
                "kind": " ".join(self._some(15, 40)).capitalize() + ".",
                "file": f"{number:03}.txt",
                "sha256": self.random.randbytes(32).hex(),
                "sections": [" ".join(self._rare(self.random.randint(2, 6))).capitalize() for _ in range(25)],
            }
            for number in range(count)
        ]

    def _facts(self, topics: list[str], sources: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Facts; topics are as unequal in size as those of the shipped base."""
        weights = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(topics))))
        seen: set[str] = set()
        chance = self.random.random
        while len(seen) < self.size:
            fact_id = "-".join(self._rare(self.random.choice((2, 2, 3, 3, 4))))
            if fact_id in seen or len(fact_id) > 100:
                continue
            seen.add(fact_id)
            claim = self._some(8, 25)
            if chance() < SHARE:
                claim[self.random.randrange(len(claim))] = FREQUENT
            aliases = [" ".join(self._rare(self.random.choice((1, 2, 2, 3)))) for _ in range(self.random.randint(0, 5))]
            named = self.random.choices(topics, cum_weights=weights, k=self.random.choice((1, 1, 2, 2, 3)))
            cited = self.random.choices((1, 2, 3, 4, 5), (50, 22, 14, 8, 6))[0]
            fact: dict[str, Any] = {
                "id": fact_id,
                "topics": list(dict.fromkeys(named)),
                "claim": " ".join(claim).capitalize() + ".",
                "aliases": list(dict.fromkeys(aliases)),
                "questions": self._questions(self.random.randint(3, 5), claim),
                "evidence": [self._evidence(sources) for _ in range(cited)],
            }
            if chance() < 0.05:
                fact["when"] = f"{self.random.randint(1950, 2026)}"
            if chance() < WARNINGS:
                fact["warning"] = True
            yield fact

    def _questions(self, count: int, told: list[str]) -> list[str]:
        """Questions of 2 to 7 words, every other one of them among those *told*; two of three begin like questions."""
        asked = []
        for _ in range(count):
            words = [
                self.random.choice(told) if told and self.random.random() < 0.5 else word for word in self._some(2, 7)
            ]
            if self.random.random() < 2 / 3:
                words.insert(0, self.random.choice(OPENINGS))
            if self.random.random() < 0.1:
                words.append(FREQUENT)
            asked.append(" ".join(words))
        return list(dict.fromkeys(asked))

    def _gaps(self, topics: list[str]) -> list[dict[str, Any]]:
        """Subjects that no made fact is about, each of rare words that its questions share."""
        gaps = []
        for number in range(GAPS):
            subject = self._rare(3)
            gaps.append(
                {
                    "id": f"gap-{number}",
                    "title": " ".join(subject).capitalize(),
                    "questions": self._questions(self.random.randint(10, 30), subject),
                    "near": [self.random.choice(topics)],
                }
            )
        return gaps

    def _evidence(self, sources: list[dict[str, Any]]) -> dict[str, Any]:
        """A citation; every other one of a passage that another fact cites too."""
        if self.passages and self.random.random() < 0.5:
            return self.random.choice(self.passages[-500:])
        source = self.random.choice(sources)
        item = {
            "source": source["id"],
            "section": self.random.choice(source["sections"]),
            "from": " ".join(self._some(3, 5)).capitalize(),
            "to": " ".join(self._some(2, 3)) + ".",
            "digest": self.random.randbytes(6).hex(),
        }
        if self.random.random() < 0.3:
            item["hedged"] = True
        self.passages.append(item)
        return item

    def _conflicts(self, facts: list[str]) -> list[dict[str, Any]]:
        return [
            {
                "id": f"conflict-{number}",
                "kind": "tension",
                "question": " ".join(self._some(6, 12)).capitalize() + "?",
                "positions": [
                    {"says": " ".join(self._some(5, 10)).capitalize() + ".", "facts": [fact]}
                    for fact in self.random.sample(facts, 2)
                ],
            }
            for number in range(min(300, len(facts) // 25))
        ]


def make(size: int, path: Path) -> None:
    """Write a base of *size* facts to *path*, as JSON with a fact a line; the same for the same size."""
    base = _Maker(size).base()
    text = json.dumps(base | {"facts": []}, ensure_ascii=False)
    facts = ",\n".join(json.dumps(fact, ensure_ascii=False) for fact in base["facts"])
    path.write_text(text.replace('"facts": []', f'"facts": [\n{facts}\n]', 1), encoding="utf-8")


# Measuring


def measured(size: int, folder: Path, rounds: int) -> list[str]:
    """A row of the table for a base of *size* facts, held against the shipped base asked in the same minute."""
    facts = folder / f"{size}.json"
    subprocess.run([sys.executable, __file__, "--make", str(size), str(facts)], check=True)
    cache = folder / f"cache-{size}"
    environment = measure.environment(cache)
    asked = {
        name: measure.Command([measure.KETCLI, "search", *query, "--json", "--facts", str(facts)], environment)
        for name, query in QUERIES.items()
    }
    plain = {
        f"shipped {name}": measure.Command([measure.KETCLI, "search", *query, "--json"], environment)
        for name, query in QUERIES.items()
    }
    first = measure.run(asked["warm"])
    index = max(path.stat().st_size for path in cache.rglob("*.sqlite3"))
    pairs = {name: command for both in zip(plain.items(), asked.items(), strict=True) for name, command in both}
    runs = measure.in_turns(pairs, rounds)
    for name, command in asked.items():
        if not json.loads(measure.output(command))["hits"]:
            sys.exit(f"{size} facts: nothing found for the {name} query {QUERIES[name]}")
    if any(one.status for every in runs.values() for one in every) or first.status:
        sys.exit(f"{size} facts: ketcli failed")
    times = []
    for name in QUERIES:
        here = measure.milliseconds(runs[name])
        times.append(f"{here:.0f} ms ({here / measure.milliseconds(runs[f'shipped {name}']):.2f} ×)")
    return [
        f"{size:,}",
        f"{facts.stat().st_size / 1e6:.1f} MB",
        f"{index / 1e6:.1f} MB ({index / facts.stat().st_size:.2f} ×)",
        f"{first.milliseconds / 1000:.1f} s ({first.processor / 1000:.1f} s)",
        f"{first.mebibytes:.0f} MiB",
        *times,
        f"{max(measure.mebibytes(runs[name]) for name in QUERIES):.0f} MiB",
    ]


def main() -> None:
    """Make the bases, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of facts")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each query")
    parser.add_argument("--make", nargs=2, metavar=("SIZE", "FILE"), help="only make one base")
    options = parser.parse_args()
    if options.make:
        make(int(options.make[0]), Path(options.make[1]))
        return
    head = ["facts", "file", "index", "first query, compiling", "its memory", *QUERIES, "most memory"]
    with tempfile.TemporaryDirectory(prefix="ketcli-scale-") as folder:
        rows = [measured(size, Path(folder), options.rounds) for size in options.sizes]
    print(f"{measure.machine()}; {measure.versions('ketcli', 'typer', 'rapidfuzz')}\n")
    print(measure.table(head, rows))


if __name__ == "__main__":
    main()
