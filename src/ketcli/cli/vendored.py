"""What Typer has no public way for."""

from __future__ import annotations

from typer import _completion_shared

_ZSH = """\
#compdef %(prog_name)s

%(complete_func)s() {
  eval "$(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" %(autocomplete_var)s=complete_zsh %(prog_name)s)"
}

# Read as a file of completions this is the completion itself, and not only what defines it.
if [[ "${funcstack[1]}" == _%(prog_name)s ]]; then
  %(complete_func)s "$@"
else
  compdef %(complete_func)s %(prog_name)s
fi
"""


def tell_zsh() -> None:
    """Let zsh be told by a script of ours how to complete: with that of Typer the first press does nothing."""
    _completion_shared._completion_scripts["zsh"] = _ZSH  # noqa: SLF001 - there is no public way
