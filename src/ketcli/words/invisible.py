"""Characters that do not show, and letters that look like others: what they are, said once.

Words are compared without the former and with the latter read as what they look like (``words.text``), passages are too
(``documents.document``); answers write them out (``system.safe``), and ``check`` reports them.
"""

from __future__ import annotations

# Control characters (C0, DEL, C1), marks, overrides and isolates of direction, invisible line breaks, half surrogates.
STEERING = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
"""Those that steer a terminal, as a class of characters."""

HIDDEN = r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u3164\uffa0\U000e0000-\U000e0fff"
"""Those that nothing shows: soft hyphens, spaces without width, fillers, tags."""

JOINERS = r"\u200c\u200d"
"""Those that some scripts and pictures are written with; beside a Latin letter or a digit they only hide."""

_BESIDE = rf"[0-9A-Za-z\u00c0-\u024f{STEERING}{HIDDEN}]"
STRAY = f"[{JOINERS}]+(?={_BESIDE})|(?<={_BESIDE})[{JOINERS}]+"
"""Joiners where they join nothing."""

IGNORED = rf"{HIDDEN}{JOINERS}\ufeff\ufe00-\ufe0f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
"""What words are compared without: all of these that stand inside a line."""

LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝкмтвн" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ",
    "ABESIJKMHOPCTYXaesijopcyxhdqwkmtbh" + "ABEZHIKMNOPTYXaikvopux",
)
"""Cyrillic and Greek letters as the Latin ones that they look like; within a Latin word they are read so."""

MIXED = "[A-Za-z\u0370-\u03ff\u0400-\u052f]+"
"""A run of letters of these scripts."""
