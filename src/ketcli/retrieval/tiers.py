"""How a word of a query can be met, and what that is worth."""

EXACT, ALIAS, PREFIX, CLOSE, RELATED = "exact", "alias", "prefix", "close", "related"
TIERS = (EXACT, ALIAS, PREFIX, CLOSE, RELATED)
"""The surest first."""

WEIGHT = {EXACT: 1.0, ALIAS: 0.85, PREFIX: 0.8, CLOSE: 1.0, RELATED: 0.6}
"""How much of a word each is worth; a corrected word counts in full, so that its correction finds the same."""
