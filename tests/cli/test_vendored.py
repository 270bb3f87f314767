"""What is private in Typer and used all the same."""

import os
import subprocess
import sys


def test_zsh_is_told_by_a_script_of_ours():
    """The script that Typer prints for zsh is the one that completes at the first press."""
    environment = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    command = [sys.executable, "-c", "from ketcli.__main__ import main; main()", "--show-completion", "zsh"]
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
    assert (
        'eval "$(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _KETCLI_COMPLETE=complete_zsh ketcli)"'
        in outcome.stdout
    )
    assert outcome.stdout.startswith("#compdef ketcli\n")
