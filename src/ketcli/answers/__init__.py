"""What each command answers: from the index to a JSON document with its records and its notes.

One module a command.  An Index and the values of options come in, an Outcome goes out; how it looks is not known here.
"""
