"""Where files are, as text, for pathlib takes long to load: the fact base that is shipped, and the user's cache."""

from __future__ import annotations

import os
import sys


def facts_file() -> str:
    """The shipped fact base: inside the package when installed, in ``data/`` of a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    installed = os.path.join(package, "data", "facts.yaml")
    return installed if os.path.exists(installed) else os.path.abspath(f"{package}/../../data/facts.yaml")


def cache_folder() -> str | None:
    """The folder for compiled indexes, or None where the user has no place for caches."""
    folder = _caches()
    return folder if folder and os.path.isabs(folder) else None  # never below wherever one happens to be


def _caches() -> str:
    """The folder for ketcli in the user's caches; empty where it is not known."""
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        # As platformdirs says, which takes a tenth of a start to load.
        for variable, caches in (("XDG_CACHE_HOME", "ketcli"), ("HOME", ".cache/ketcli")):
            if os.path.isabs(os.environ.get(variable, "")):
                return os.path.join(os.environ[variable], caches)
    import platformdirs

    try:
        return platformdirs.user_cache_dir("ketcli", appauthor=False)
    except (OSError, RuntimeError):  # no home, unknown user
        return ""
