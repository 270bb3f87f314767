"""The signs and colours that drawings are made of, and plainer signs for terminals that lack them."""

from __future__ import annotations

STATES, HEDGES, SILENT = "●", "○", "·"
"""What a source does with a claim."""

DIFFER = "≠"
"""A fact on one of opposed sides."""

ITSELF = "—"
"""A source compared with itself."""

SHADES = " ░▒▓█"
"""From nothing to all."""

POINT, SOMETIME, AXIS, TICK = "◆", "░", "─", "┬"
"""A year, a stretch of years of which one is meant, the line of years and a year on it."""

DOWN = "│"
"""From the name of a column down to it."""

# Each repeats what a word or a sign says.  Of the 256 colours that all palettes have alike, these few have a contrast
# of 4.5 : 1 and more on white as well as on black; of the first 16, which palettes change, hardly any has.
MATCH = "underline"
TITLE = "bold"
MANY = "color(29)"
"""What nearly all sources say."""
ONE = "color(131)"
"""What one source alone says."""
OPPOSED = "color(163)"
"""Where sources differ."""
SIDE = "color(243)"
"""What stands beside the matter."""

WIDEST_PROSE = 110
"""Columns beyond which lines of prose tire."""

_NEARLY_ALL = 0.8

# No two signs of one drawing share their plainer form.
_PLAINER = {
    STATES: "#",
    HEDGES: "o",
    SILENT: ".",
    DIFFER: "!",
    DOWN: "|",
    "░": ":",
    "▒": "+",
    "▓": "%",
    "█": "@",
    POINT: "*",
    AXIS: "-",
    TICK: "+",
    "•": "*",
    "→": ">",
    "←": "<",
    "›": ">",
    "×": "x",
    "…": "~",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
}


def fitting(text: str, encoding: str) -> str:
    """*text* with each sign that *encoding* lacks replaced by one of the same width that it has."""
    return text.translate({ord(sign): plainer for sign, plainer in _PLAINER.items() if not _has(encoding, sign)})


def shade(part: int, whole: int) -> str:
    """One of SHADES: blank for none, then a quarter of *whole* each."""
    return SHADES[0] if part <= 0 else SHADES[min(4, 1 + 4 * part // whole)]


def agreement(sources: int, of: int) -> str:
    """The colour of *sources* of so many: nearly all, some, one alone."""
    if of > 1 and sources <= 1:
        return ONE
    return MANY if sources >= _NEARLY_ALL * of else ""


def _has(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
