"""From what somebody types to ranked facts, or to silence.

A query and an Index come in, an Answer goes out: hits with their reasons, or the gap that was asked about, or nothing.
"""

from ketcli.retrieval.answer import Answer, Explanation, Hit, Name
from ketcli.retrieval.rank import search

__all__ = ["Answer", "Explanation", "Hit", "Name", "search"]
