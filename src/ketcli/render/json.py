"""JSON: one document, or one object a line."""

from __future__ import annotations

import json

from ketcli.lean import TYPE_CHECKING
from ketcli.system.safe import json_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


def render(document: Mapping[str, Any]) -> str:
    """*document*, indented, with every character that could steer a terminal escaped."""
    return json_safe(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def render_lines(objects: Iterable[Mapping[str, Any]]) -> str:
    """Each of *objects* on a line of its own."""
    return "".join(json_safe(json.dumps(item, ensure_ascii=False)) + "\n" for item in objects)
