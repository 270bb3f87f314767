"""The command line: what can be typed, how it is read, and how an answer reaches its reader.

Nothing else in ketcli may import it.
"""
