"""Draw real answers as a picture for README: python benchmarks/picture.py > docs/screen.svg (needs ketcli and Rich)."""

import os
import re
import subprocess
import sys

from rich.console import Console
from rich.text import Text

WIDTH, LINES = 80, 24
"""Columns, and lines of each answer."""

COMMANDS = (("ketcli", "side", "effects"), ("ketcli", "show", "contraindications"))


def main() -> None:
    """Run each command in colour and print one SVG of all they print."""
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w", encoding="utf-8"), color_system="256")  # noqa: SIM115
    environment = {**os.environ, "COLUMNS": str(WIDTH)}
    for command in COMMANDS:
        drawn = [sys.executable, "-m", "ketcli", *command[1:], "-f", "table", "--color", "always"]
        output = subprocess.run(drawn, capture_output=True, text=True, check=True, env=environment).stdout
        console.print(Text(f"\n$ {' '.join(command)}"))
        console.print(Text.from_ansi("\n".join(output.splitlines()[:LINES])))
    svg = console.export_svg(title="ketcli")
    sys.stdout.write(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL))  # no font from elsewhere


if __name__ == "__main__":
    main()
