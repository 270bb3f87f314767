"""Make characters visible that would steer a terminal, break a record or hide."""

from __future__ import annotations

import re

# Control characters (C0, DEL, C1), marks, overrides and isolates of direction, invisible line breaks, half surrogates.
_STEERING = (
    r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
)
# As text, for of most texts none is looked for, and re keeps what it has compiled.
_UNSAFE = f"[{_STEERING}]"
_SPECIAL = r"[\\`*_{}\[\]<>#|~&$!^]|:(?=\S)"
_OPENING = r"^([-+=]|\d+[.)])"


def visible(text: str) -> str:
    r"""*text* with every unsafe character written out, as ``\x1b`` or ``\u202e``; safe text is unchanged."""
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, lambda match: match[0].encode("unicode_escape").decode(), text)


def json_safe(text: str) -> str:
    """A JSON document with its unsafe characters as JSON escapes, so that it says the same and steers nothing.

    The line breaks between its values are kept.
    """
    if text.replace("\n", "").isprintable():
        return text
    return re.sub(_UNSAFE, lambda match: match[0] if match[0] == "\n" else f"\\u{ord(match[0]):04x}", text)


def markdown_safe(text: str) -> str:
    """*text* so that Markdown shows it as it is, also at the beginning of a line."""
    marked = re.sub(_SPECIAL, r"\\\g<0>", visible(text))
    return re.sub(_OPENING, lambda match: f"{match[0][:-1]}\\{match[0][-1]}", marked)
