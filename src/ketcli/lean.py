"""What every module needs of ``typing``, which takes a tenth of a start to load: type checkers see that itself."""

from __future__ import annotations

TYPE_CHECKING = False
"""As ``typing`` has it: what stands below it is read by type checkers alone."""

__all__ = ["TYPE_CHECKING", "NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    class _Declared(type):
        """Makes a class that is declared as one of ``typing.NamedTuple`` is."""

        def __new__(cls, name, bases, body):  # noqa: ANN001, ANN204, ARG004 - type checkers see another
            fields = body.pop("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024 - see above
            for attribute, value in body.items():
                if attribute not in _OF_THE_BODY:
                    setattr(made, attribute, value)
            return made

    _OF_THE_BODY = {"__module__", "__qualname__", "__firstlineno__", "__static_attributes__"}
    NamedTuple = type.__new__(_Declared, "NamedTuple", (), {})
