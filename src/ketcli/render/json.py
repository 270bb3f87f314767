"""JSON: one document, or one object a line."""

from __future__ import annotations

import json

from ketcli.lean import TYPE_CHECKING
from ketcli.system.safe import json_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


def render(document: Mapping[str, Any], *, ascii: bool = False) -> str:
    """*document*, indented, with every character that could steer a terminal escaped.

    With *ascii* all others too that are not ASCII, for what is not written in UTF-8.
    """
    return json_safe(json.dumps(document, ensure_ascii=ascii, indent=2)) + "\n"


def compact(document: Mapping[str, Any]) -> str:
    """*document* in as few characters as it takes."""
    return json_safe(json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def render_lines(objects: Iterable[Mapping[str, Any]], *, ascii: bool = False) -> str:
    """Each of *objects* on a line of its own."""
    return "".join(json_safe(json.dumps(item, ensure_ascii=ascii)) + "\n" for item in objects)
