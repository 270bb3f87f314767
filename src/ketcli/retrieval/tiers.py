"""How a word of a query can be met, and what that is worth."""

EXACT, ALIAS, PREFIX, CLOSE = "exact", "alias", "prefix", "close"
TIERS = (EXACT, ALIAS, PREFIX, CLOSE)
"""The surest first."""

WEIGHT = {EXACT: 1.0, ALIAS: 0.75, PREFIX: 0.8, CLOSE: 0.75}
"""How much of a word each is worth."""
