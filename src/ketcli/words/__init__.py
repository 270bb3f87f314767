"""How words are compared: normalised, reduced to stems, told from one another and from misspellings.

Text comes in, words and stems go out; it knows nothing of facts.  Everybody may use it; each library about words has
its one owner here.
"""
