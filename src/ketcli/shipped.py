"""Where the fact base that comes with ketcli lies."""

from __future__ import annotations

import pathlib


def facts_file() -> pathlib.Path:
    """Inside the package when installed, in ``data/`` of a checkout."""
    here = pathlib.Path(__file__).parent
    installed = here / "data" / "facts.yaml"
    return installed if installed.exists() else here.parents[1] / "data" / "facts.yaml"
