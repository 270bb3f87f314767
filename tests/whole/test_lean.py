"""Named tuples that are made without ``typing`` are what those of ``typing`` are."""

import pickle
import typing

import pytest

from ketcli import lean


class Lean(lean.NamedTuple):
    """Ours."""

    one: int
    two: str = "b"
    three: tuple = ()

    @property
    def twice(self):
        """Something more."""
        return 2 * self.one


class Typed(typing.NamedTuple):
    """The model."""

    one: int
    two: str = "b"
    three: tuple = ()


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((1,), {}),
        ((1, "x"), {}),
        ((1, "x", (2,)), {}),
        ((), {"one": 1, "three": (3,)}),
        ((1,), {"three": 3}),
        ((), {}),
        ((1, 2, 3, 4), {}),
        ((1,), {"one": 2}),
        ((1,), {"four": 4}),
        ((), {"two": "x"}),
    ],
)
def test_they_are_made_alike(values, named):
    """From the same arguments come the same values, or a TypeError."""
    try:
        expected = Typed(*values, **named)
    except TypeError:
        with pytest.raises(TypeError):
            Lean(*values, **named)
        return
    made = Lean(*values, **named)
    assert tuple(made) == tuple(expected)
    assert (made.one, made.two, made.three) == (expected.one, expected.two, expected.three)
    assert repr(made) == repr(expected).replace("Typed", "Lean")
    assert made._asdict() == expected._asdict()
    assert made._replace(two="z") == expected._replace(two="z")
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
    assert made.twice == 2 * made.one


def test_they_are_as_frozen():
    """A field cannot be set, and there is no other."""
    with pytest.raises(AttributeError):
        Lean(1).one = 2
    with pytest.raises(AttributeError):
        Lean(1).other = 2
    with pytest.raises(TypeError):
        Lean(1)._replace(four=4)
    assert (Lean._fields, Lean._field_defaults, Lean.__match_args__) == (
        Typed._fields,
        Typed._field_defaults,
        Typed.__match_args__,
    )
