"""The entry of the program: ``ketcli`` and ``python -m ketcli``."""

import gc
import os
import signal
import sys

DEFECT, INTERRUPTED, TERMINATED = 2, 130, 143
"""Exit status after a defect of our own, after Ctrl-C and after a request to end, as shells have them."""


def main() -> None:
    """Run ``ketcli`` with the arguments of the process, and end it."""
    # A process this short ends before collecting garbage pays, and before being taken apart does.
    gc.disable()
    status = INTERRUPTED
    try:
        signal.signal(signal.SIGTERM, _end)
        from ketcli.cli import program as cli

        status = cli.run(sys.argv[1:])
    except KeyboardInterrupt:
        pass
    except SystemExit as request:
        status = request.code if isinstance(request.code, int) else TERMINATED
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        if sys.stderr is not None:
            sys.stderr.write(f"ketcli: a defect in ketcli: {error!r}; python -X dev -m ketcli … shows where\n")
        status = DEFECT
    os._exit(status)


def _end(*_: object) -> None:
    raise SystemExit(TERMINATED)


if __name__ == "__main__":
    main()
