"""Several processes that share a work and take turns with what they have done."""

from __future__ import annotations

import contextlib
import os
import pickle

from ketcli.errors import KetcliError
from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO, NoReturn

    Put = Callable[[Any], None]
    """Hands over what a process has done."""

_END = "the end"


def most() -> int:
    """How many processes can work at the same time; 1 where a process cannot be divided."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_turns(number: int, work: Callable[[int, Put], None]) -> Iterator[Any]:
    """What *number* processes put, one thing of each in turn, until one whose turn it is has no more.

    *work* is called in each with its place among them, from 0, and what it puts with.  Raises what *work* raises
    there, and KetcliError when a process is ended from outside.  No process waits for more than a pipe holds, and none
    outlives the last turn.
    """
    with contextlib.ExitStack() as stack:
        pipes: list[BinaryIO] = []
        for place in range(number):
            reading, writing = os.pipe()
            process = os.fork()
            if not process:
                for pipe in pipes:
                    pipe.close()
                os.close(reading)
                _work(place, writing, work)
            os.close(writing)
            stack.callback(os.waitpid, process, 0)
            pipes.append(stack.enter_context(open(reading, "rb")))  # closed first, which ends who still writes there
        turn = 0
        while (put := _taken(pipes[turn % number])) != _END:
            yield put
            turn += 1


def _work(place: int, writing: int, work: Callable[[int, Put], None]) -> NoReturn:
    """All that a new process does; it must not go on where the old one does."""
    try:
        with open(writing, "wb") as pipe:

            def put(item: object) -> None:
                pickle.dump((True, item), pipe)
                pipe.flush()

            try:
                work(place, put)
                put(_END)
            except Exception as error:  # noqa: BLE001 - told in the process that waits for this one
                with contextlib.suppress(OSError):
                    pickle.dump((False, error), pipe)
    finally:
        os._exit(0)


def _taken(pipe: BinaryIO) -> Any:
    try:
        done, item = pickle.load(pipe)  # noqa: S301 - from a process of our own
    except (EOFError, pickle.UnpicklingError) as error:
        raise KetcliError("a process of ketcli was ended from outside; ask again") from error
    if done:
        return item
    raise item
