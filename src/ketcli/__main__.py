"""The entry of the program: ``ketcli`` and ``python -m ketcli``."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # the working directory, from which nothing is imported

TYPE_CHECKING = False  # not from ketcli.lean, see below
if TYPE_CHECKING:
    import signal
else:
    import _signal as signal  # what stands behind signal, which loads enum for it: in that time Ctrl-C were not ours

_OURS = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _OURS:  # unless whoever has started us lets us ignore it
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends us silently also before ``main`` can see to that

import gc  # noqa: E402 - after that
import os  # noqa: E402 - as above

DEFECT, INTERRUPTED, TERMINATED = 2, 130, 143
"""Exit status after a defect of our own, after Ctrl-C and after a request to end, as shells have them."""

ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")
"""What asks us to end, as far as a system has it: then nothing is left half written, and no cursor hidden."""


def main() -> None:
    """Run ``ketcli`` with the arguments of the process, and end it."""
    # A process this short ends before collecting garbage pays, and before being taken apart does.
    gc.disable()
    status = INTERRUPTED
    try:
        _listen()
        from ketcli.cli import program as cli

        status = cli.run(sys.argv[1:])
    except KeyboardInterrupt:
        pass
    except SystemExit as request:
        status = request.code if isinstance(request.code, int) else TERMINATED
    except MemoryError:
        status = _told("out of memory; the fact base is too large for this machine")
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        status = _told(f"a defect in ketcli: {error!r}; with PYTHONDEVMODE=1 before ketcli it shows where")
    os._exit(status)


def _listen() -> None:
    """Let every request to end be an exception, unless whoever has started us lets us ignore it."""
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    if _OURS:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.unraisablehook = _unraisable


def _end(number: int, _: object) -> None:
    raise SystemExit(TERMINATED - signal.SIGTERM + number)


def _unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """End here where the request to end came while Python could not raise it, as in the lock of an import."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    if isinstance(unraisable.exc_value, SystemExit):
        os._exit(int(unraisable.exc_value.code or TERMINATED))
    sys.__unraisablehook__(unraisable)


def _told(line: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"ketcli: {line}\n")
    return DEFECT


if __name__ == "__main__":
    main()
