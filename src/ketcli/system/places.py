"""Where files are: the fact base that comes with ketcli, and the user's cache."""

from __future__ import annotations

import pathlib


def facts_file() -> pathlib.Path:
    """The shipped fact base: inside the package when installed, in ``data/`` of a checkout."""
    package = pathlib.Path(__file__).parents[1]
    installed = package / "data" / "facts.yaml"
    return installed if installed.exists() else package.parents[1] / "data" / "facts.yaml"


def cache_folder() -> pathlib.Path | None:
    """The folder for compiled indexes, or None where the user has no place for caches."""
    import platformdirs

    try:
        folder = pathlib.Path(platformdirs.user_cache_dir("ketcli", appauthor=False))
    except (OSError, RuntimeError):  # no home, unknown user
        return None
    return folder if folder.is_absolute() else None  # never below wherever one happens to be
