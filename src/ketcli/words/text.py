"""How words are compared: normalise, split into words, reduce to stems; and how some are put together for people."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import Stemmer

from ketcli.lean import TYPE_CHECKING
from ketcli.words import invisible
from ketcli.words.stemming import AMERICAN, AMERICAN_MINIMUM, APART

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASCII_WORD = re.compile("[^\\W_]+(?:'[^\\W_]+)*")
_ENDING = r"['’](?:s|m|d|re|ve|ll)$"
_CAMEL = r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
_APOSTROPHES = str.maketrans("", "", "'’")

_stemmer = Stemmer.Stemmer("english")


def normalise(text: str) -> str:
    """*text* without case, accents, compatibility forms and what does not show: ``Café ﬁve`` becomes ``cafe five``.

    A Cyrillic or Greek letter within a Latin word is read as the Latin one that it looks like.
    """
    import unicodedata

    ignored, mixed = _hiding()
    # Before case goes too, for some letters look alike only as capitals.
    text = mixed.sub(_latin, _bare(ignored.sub("", unicodedata.normalize("NFKC", text))))
    return unicodedata.normalize("NFC", mixed.sub(_latin, _bare(text.casefold())))


def _bare(text: str) -> str:
    """*text* without accents."""
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def is_mixed(run: str) -> bool:
    """Whether *run*, some letters, has Latin ones among which others hide that look like them."""
    return any(c.isascii() for c in run) and run.translate(invisible.LATIN) != run


def _latin(match: re.Match[str]) -> str:
    return match[0].translate(invisible.LATIN) if is_mixed(match[0]) else match[0]


@cache
def _hiding() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is passed over in a text that is not ASCII, and the runs of letters in which others may hide."""
    return re.compile(f"[{invisible.IGNORED}]"), re.compile(invisible.MIXED)


@cache
def _any_word() -> re.Pattern[str]:
    """A word in any script; made at the first text that is not ASCII, for that takes a millisecond."""
    import unicodedata

    # Vowel signs and accents that stand after their letter are part of the word; \w has none of them.
    marks = "".join(c for c in map(chr, range(0x300, 0x1100)) if unicodedata.category(c)[0] == "M")
    marks += f"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a{invisible.IGNORED}"
    letters = f"[^\\W_](?:[^\\W_]|[{marks}])*"
    return re.compile(f"{letters}(?:['’]{letters})*")


def _word(text: str) -> re.Pattern[str]:
    return _ASCII_WORD if text.isascii() else _any_word()


def words(text: str) -> list[str]:
    """The words of *text*, normalised; hyphens and underscores separate.

    An apostrophe goes, with a contracted ending that says nothing: ``don't`` is ``dont``, ``what's`` is ``what``.
    """
    plain = text.lower() if text.isascii() else normalise(text)
    found = _word(plain).findall(plain)
    if "'" in text or "’" in text:
        found = [re.sub(_ENDING, "", word).translate(_APOSTROPHES) for word in found]
    return found


def name(text: str) -> str:
    """What a name is compared by: its words joined by blanks; of one that has none, itself, normalised."""
    return " ".join(words(text)) or " ".join(normalise(text).encode("utf-8", "backslashreplace").decode().split())


def slug(text: str) -> str:
    """*text* as an id: its letters and digits without accents, joined by hyphens; empty where it has none of ASCII."""
    return "-".join(re.findall(r"[a-z0-9]+", normalise(text)))


def counted(number: int, noun: str) -> str:
    """The *number* with its *noun*, as in "1 fact" and "2 facts"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def either(words: Sequence[str]) -> str:
    """One of *words*, as in "a, b or c"."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def spans(text: str) -> list[tuple[int, int, str]]:
    """The words of *text* with where each begins and ends, for marking them."""
    return [
        (match.start(), match.end(), word)
        for match in _word(text).finditer(text)
        for word in words(match.group())
        if word
    ]


def camel_parts(word: str) -> list[str]:
    """``sideEffects`` as ``side``, ``Effects``; a word without such a seam alone."""
    return [part for part in re.split(_CAMEL, word) if part]


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem that the inflections and the British and American spellings of a normalised *word* share."""
    if word in APART:
        return APART[word]
    if len(word) >= AMERICAN_MINIMUM:
        for letters, place, pattern, replacement in AMERICAN:
            if word.find(letters, place) >= 0:
                word = re.sub(pattern, replacement, word)
    while (shorter := _stemmer.stemWord(word)) != word:
        word = shorter
    return APART.get(word, word)


def stems(text: str) -> list[str]:
    """The stems of the words of *text*, in order."""
    return [stem(word) for word in words(text)]
