"""The signs and colours that drawings are made of, and plainer signs for terminals that lack them."""

from __future__ import annotations

STATES, HEDGES, SILENT = "●", "○", "·"
"""What a source does with a claim."""

ITSELF = "—"
"""A source compared with itself."""

SHADES = " ░▒▓█"
"""From nothing to all."""

POINT, SOMETIME, AXIS, TICK = "◆", "░", "─", "┬"
"""A year, a stretch of years of which one is meant, the line of years and a year on it."""

# Colours that are readable on light and on dark; each repeats what a word or a sign says.
MATCH = "bold"
TITLE = "bold"
AGREEMENT = "green"
HEDGED = "cyan"
DISPUTED = "magenta"
SIDE = "dim"

WIDEST_PROSE = 110
"""Columns beyond which lines of prose tire."""

# No two signs of one drawing share their plainer form.
_PLAINER = {
    STATES: "#",
    HEDGES: "o",
    SILENT: ".",
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


def _has(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
