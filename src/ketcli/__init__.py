"""ketcli: look up, in the terminal or from Python, which source says what about ketamine therapy.

>>> from ketcli import load, search
>>> with load() as index:
...     for hit in search(index, "blader harm", limit=1).hits:
...         print(hit.fact.claim, *hit.fact.sources)
Studies suggest that repeated, prolonged use of ketamine may harm the bladder. revive-clinic
"""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from ketcli.errors import KetcliError
    from ketcli.index.base import load
    from ketcli.retrieval import search

__version__ = "0.1.0"

__all__ = ["KetcliError", "load", "search"]


_HOMES = {"KetcliError": "ketcli.errors", "load": "ketcli.index.base", "search": "ketcli.retrieval"}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for, so that the command line does not pay for it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
