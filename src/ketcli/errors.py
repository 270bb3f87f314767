"""Everything that ketcli raises on purpose; a fact base with defects has its error beside their record."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Collection, Sequence
    from typing import Any


class KetcliError(Exception):
    """The root: its text is one line that says what is wrong, where, and what to do."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what it says, not what it was made of, so that it gets from one process to another."""
        return _remade, (type(self), self.args), self.__dict__


def _remade(kind: type[KetcliError], args: tuple[Any, ...]) -> KetcliError:
    return kind.__new__(kind, *args)


class UnreadableFactsError(KetcliError):
    """A facts file that cannot be opened, decoded or parsed at all."""


class DocumentError(KetcliError):
    """A source document that cannot be read."""

    def __init__(self, path: pathlib.Path, reason: str) -> None:
        """Say which document and why."""
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class UnknownNameError(KetcliError):
    """A name of no topic, fact, source, conflict or gap, with the nearest that there are."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = (), other: str = "") -> None:
        """Say what was looked for, and suggest; where something of the *other* kind has the name, say that."""
        self.nearest = tuple(nearest)
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        hint = f"; it is a {other}: ketcli show {name}" if other else hint
        super().__init__(f"no {kind} is called {name!r}{hint}")

    @classmethod
    def among(cls, kind: str, name: str, known: Collection[str], otherwise: Sequence[str] = ()) -> UnknownNameError:
        """The error with those of the *known* names that are spelt like *name*; where none is, with *otherwise*."""
        from difflib import get_close_matches

        return cls(kind, name, get_close_matches(name, known) or otherwise)


class AmbiguousNameError(KetcliError):
    """A part of several names."""


class OutputError(KetcliError):
    """A file that an answer cannot be written to."""


class UsageError(KetcliError):
    """An option or argument whose value cannot be used."""
