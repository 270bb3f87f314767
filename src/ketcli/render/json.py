"""JSON: one document, or one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ketcli.system.safe import json_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.answers.objects import Object


def render(document: Object) -> str:
    """*document*, indented, with every character that could steer a terminal escaped."""
    return json_safe(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def render_lines(objects: Iterable[Object]) -> str:
    """Each of *objects* on a line of its own."""
    return "".join(json_safe(json.dumps(item, ensure_ascii=False)) + "\n" for item in objects)
