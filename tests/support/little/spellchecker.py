"""English of a few words, in the place of the real one: what compiles a base of its own with it is soon done."""

WORDS = {"the": 10_000_000, "number": 2_000, "three": 3_000, "there": 9_000, "throng": 200}


class SpellChecker:
    """What ``ketcli.words.english`` asks of the real one."""

    def __init__(self, language):
        """There is one *language*, and little of it."""
        self.word_frequency = WORDS
