"""Whole numbers in few bits: the adaptive binary range coder of LZMA, which spends fewer the likelier each bit is."""

from __future__ import annotations

_PROBABILITY, _SHIFT, _LEAST = 12, 5, 32
"""Bits of a probability, how fast it adapts, and how near it comes to 0 and 1."""


class Coder:
    """Writes whole numbers from 0 in few bits, each by its context."""

    def __init__(self) -> None:
        self._models: dict[tuple[int, int], int] = {}
        self._low, self._range = 0, 0xFFFFFFFF
        self._bytes = bytearray()

    def number(self, context: int, value: int) -> None:
        """Write *value*: how many bits it has, one by one, then these; the first four by those before them."""
        value += 1
        length = value.bit_length()
        for place in range(length):
            self._bit((context, place), int(place < length - 1))
        for place in range(length - 2, -1, -1):
            before = value >> (place + 1)
            known = before if length - 2 - place < 4 else 0  # noqa: PLR2004 - four bits
            self._bit((context, 32 + 16 * length + known), value >> place & 1)

    def _bit(self, model: tuple[int, int], bit: int) -> None:
        chance = self._models.get(model, 1 << (_PROBABILITY - 1))
        bound = (self._range >> _PROBABILITY) * chance
        if bit:
            self._low += bound
            self._range -= bound
            chance -= (chance - _LEAST) >> _SHIFT
        else:
            self._range = bound
            chance += ((1 << _PROBABILITY) - _LEAST - chance) >> _SHIFT
        self._models[model] = chance
        while self._range < 1 << 24:
            self._range <<= 8
            self._shift()

    def _shift(self) -> None:
        """Move the highest of the four bytes that are not sure yet to those that are, with what it carries."""
        if self._low >> 32:
            at = len(self._bytes) - 1
            while self._bytes[at] == 0xFF:  # noqa: PLR2004 - a full byte
                self._bytes[at] = 0
                at -= 1
            self._bytes[at] += 1
            self._low &= 0xFFFFFFFF
        self._bytes.append(self._low >> 24)
        self._low = (self._low & 0xFFFFFF) << 8

    def done(self) -> bytes:
        """All that was written."""
        for _ in range(4):
            self._shift()
        return bytes(self._bytes)
