"""ketcli: look up, in the terminal or from Python, which source says what about ketamine therapy.

>>> from ketcli import load, search
>>> with load() as index:
...     for hit in search(index, "blader harm", limit=1).hits:
...         print(hit.fact.claim, *hit.fact.sources)
Studies suggest that repeated, prolonged use of ketamine may harm the bladder. revive-clinic

``__all__`` is what programs may rely on; docs/api.md tells it with examples.  The packages below are ours to change.
"""

from __future__ import annotations

TYPE_CHECKING = False  # not from ketcli.lean: nothing is loaded before ketcli.__main__ has seen to Ctrl-C

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Audit",
    "Citations",
    "Conflict",
    "DocumentError",
    "Evidence",
    "Fact",
    "Found",
    "Gap",
    "Hit",
    "Index",
    "InvalidFactsError",
    "KetcliError",
    "Notice",
    "Position",
    "Problem",
    "Reference",
    "Report",
    "Source",
    "Topic",
    "UnknownNameError",
    "UnreadableFactsError",
    "UsageError",
    "check",
    "cite",
    "conflicts",
    "facts_of",
    "find",
    "gaps",
    "load",
    "search",
    "sources",
    "to_dict",
    "topics",
    "verify",
]

if TYPE_CHECKING:
    from ketcli.answers.cite import Citations
    from ketcli.answers.references import Reference
    from ketcli.api import check, cite, conflicts, facts_of, find, gaps, search, sources, to_dict, topics, verify
    from ketcli.documents.audit import Audit
    from ketcli.documents.passages import Report
    from ketcli.errors import DocumentError, KetcliError, UnknownNameError, UnreadableFactsError, UsageError
    from ketcli.facts.nouns import Conflict, Evidence, Fact, Gap, Notice, Position, Source, Topic
    from ketcli.facts.problem import InvalidFactsError, Problem
    from ketcli.index.base import load
    from ketcli.index.reader import Index
    from ketcli.retrieval.answer import Answer, Hit
    from ketcli.retrieval.names import Found
else:  # hidden from type checkers, so that they see a wrong name
    _HOMES = {
        "answers.cite": "Citations",
        "answers.references": "Reference",
        "api": "check cite conflicts facts_of find gaps search sources to_dict topics verify",
        "documents.audit": "Audit",
        "documents.passages": "Report",
        "errors": "DocumentError KetcliError UnknownNameError UnreadableFactsError UsageError",
        "facts.nouns": "Conflict Evidence Fact Gap Notice Position Source Topic",
        "facts.problem": "InvalidFactsError Problem",
        "index.base": "load",
        "index.reader": "Index",
        "retrieval.answer": "Answer Hit",
        "retrieval.names": "Found",
    }

    def __getattr__(name: str) -> object:
        """A public name, imported when it is first asked for, so that the command line does not pay for it."""
        for home, names in _HOMES.items():
            if name in names.split():
                from importlib import import_module

                return getattr(import_module(f"ketcli.{home}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
