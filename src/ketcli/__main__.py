"""``python -m ketcli``."""

from ketcli.cli import main

if __name__ == "__main__":
    main()
