"""The compiled form of a fact base: one SQLite database that answers without reading the rest."""
