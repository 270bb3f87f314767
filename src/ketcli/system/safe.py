"""Make characters visible that would steer a terminal, break a record or hide."""

from __future__ import annotations

import re

from ketcli.words import invisible

_COMMON = bytes(range(0x20, 0x7F))
"""ASCII, as far as it is safe everywhere."""

# As text, for of most texts none is looked for, and re keeps what it has compiled.
_SUSPECT = f"[{invisible.STEERING}{invisible.HIDDEN}{invisible.JOINERS}]"
_UNSAFE = f"[{invisible.STEERING}{invisible.HIDDEN}]|{invisible.STRAY}"
_SPECIAL = r"[\\`*_{}\[\]<>#|~&$!^]|:(?=\S)"
_LIVE = r"@(?=\S)|(?<=www)\."
"""What GitHub makes links of although nobody has marked it, but not beside a comment."""
_OPENING = r"^([-+=]|\d+[.)])"


def _is_safe(text: str, more: bytes = b"") -> bool:
    """Whether *text* has no character that can be unsafe; those of *more* never are.

    Only what is left without the common characters is looked at one by one, for an answer has tens of thousands.
    """
    if text.isascii() and text.isprintable():
        return True
    rest = text.encode(errors="surrogatepass").translate(None, _COMMON + more)
    return not rest or re.search(_SUSPECT, rest.decode(errors="surrogatepass")) is None


def visible(text: str) -> str:
    r"""*text* with every unsafe character written out, as ``\x1b`` or ``\u202e``; safe text is unchanged."""
    if _is_safe(text):
        return text
    return re.sub(_UNSAFE, lambda match: match[0].encode("unicode_escape").decode(), text)


def json_safe(text: str) -> str:
    """A JSON document with its unsafe characters as JSON escapes, so that it says the same and steers nothing.

    The line breaks between its values are kept.
    """
    if _is_safe(text, b"\n"):
        return text
    return re.sub(_UNSAFE, lambda match: match[0] if match[0] == "\n" else escaped(match[0]), text)


def escaped(text: str) -> str:
    """*text* as JSON escapes it, each character: of one beyond the first plane the two halves."""
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def markdown_safe(text: str) -> str:
    """*text* so that Markdown shows it as it is, also at the beginning of a line."""
    marked = re.sub(_SPECIAL, r"\\\g<0>", visible(text))
    marked = re.sub(_LIVE, r"\g<0><!-- -->", marked, flags=re.IGNORECASE)
    return re.sub(_OPENING, lambda match: f"{match[0][:-1]}\\{match[0][-1]}", marked)
