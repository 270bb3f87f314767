"""Questions as somebody in a hurry types them; the tests of the page use them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


def bent(question: str, chance: random.Random) -> str:
    """*question* with up to two words dropped, and in every other one a letter dropped, doubled or swapped."""
    words = question.split()
    for _ in range(chance.randrange(3)):
        if len(words) > 2:
            words.pop(chance.randrange(len(words)))
    long = [place for place, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if long and chance.random() < 0.5:
        place = chance.choice(long)
        word, at = words[place], chance.randrange(1, len(words[place]) - 1)
        words[place] = word[:at] + chance.choice(
            (word[at + 1 :], word[at] * 2 + word[at + 1 :], word[at + 1] + word[at] + word[at + 2 :])
        )
    return " ".join(words)
