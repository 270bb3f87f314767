"""The compiled form of a fact base: one SQLite database that answers without reading the rest.

A Dataset comes in; an Index goes out, of which each question reads only the rows it needs.  It alone knows the tables.
"""
