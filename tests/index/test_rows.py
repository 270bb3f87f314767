"""What is kept of the rows of a database."""

from ketcli.index.rows import Memory


def test_what_is_remembered_is_bounded():
    """By the sizes of what is kept together; what is forgotten is looked up again."""
    memory = Memory(100, len)
    for number in range(50):
        memory.keep(number, "kept here")
        assert memory[number] == "kept here"
        assert sum(map(len, memory.values())) <= 100
    assert memory.of([49, 0], lambda missing: dict.fromkeys(missing, "anew")) == {49: "kept here", 0: "anew"}


def test_only_what_is_not_remembered_is_looked_up():
    """At once, each once, and that there is nothing is remembered too."""
    memory, asked = Memory(100), []

    def look_up(keys):
        asked.append(keys)
        return {key: key.upper() for key in keys if key != "c"}

    assert memory.of(["a", "c"], look_up) == {"a": "A", "c": None}
    assert memory.of(["a", "b", "c"], look_up) == {"a": "A", "b": "B", "c": None}
    assert asked == [["a", "c"], ["b"]]
