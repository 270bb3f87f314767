"""ketcli: look up, in the terminal, which source says what about ketamine therapy."""

__version__ = "0.1.0"
