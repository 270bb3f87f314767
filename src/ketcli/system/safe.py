"""Make characters visible that would steer a terminal, break a record or hide."""

from __future__ import annotations

import re

from ketcli.words import invisible

_UNSAFE = re.compile(f"[{invisible.STEERING}{invisible.HIDDEN}]|{invisible.STRAY}")

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$!^]|:(?=\S)")
_LIVE = re.compile(r"@(?=\S)|(?<=www)\.", re.IGNORECASE)
"""What GitHub makes links of although nobody has marked it, but not beside a comment."""
_OPENING = re.compile(r"^([-+=]|\d+[.)])")


def visible(text: str) -> str:
    r"""*text* with every unsafe character written out, as ``\x1b`` or ``\u202e``; safe text is unchanged."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def json_safe(text: str) -> str:
    """A JSON document with its unsafe characters as JSON escapes, so that it says the same and steers nothing.

    The line breaks between its values are kept.
    """
    return _UNSAFE.sub(lambda match: match[0] if match[0] == "\n" else _escaped(match[0]), text)


def _escaped(character: str) -> str:
    """*character* as JSON escapes it: of one beyond the first plane the two halves."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def markdown_safe(text: str) -> str:
    """*text* so that Markdown shows it as it is, also at the beginning of a line."""
    marked = _LIVE.sub(r"\g<0><!-- -->", _SPECIAL.sub(r"\\\g<0>", visible(text)))
    return _OPENING.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", marked)
