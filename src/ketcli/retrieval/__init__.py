"""From what somebody types to ranked facts, or to silence."""

from ketcli.retrieval.rank import Answer, Explanation, Hit, search

__all__ = ["Answer", "Explanation", "Hit", "search"]
