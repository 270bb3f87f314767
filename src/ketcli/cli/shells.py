"""How completion is told to bash, zsh, fish and PowerShell.

What Typer itself prints for a shell goes through Rich, which takes [words] out of a description, fails at [/] and
breaks a long one into lines, each of which fish offers as if it were a name; and in zsh a description with a
backslash before $(…) would run a command.  So the shells that show descriptions are told here.
"""

from __future__ import annotations

from typer import _completion_classes, _completion_shared
from typer._click.shell_completion import CompletionItem, ShellComplete, add_completion_class


def register() -> None:
    """Let Typer, which has registered its own before, complete by these."""
    shells = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish, "powershell": _PowerShell, "pwsh": _PowerShell}
    for name, shell in shells.items():
        add_completion_class(shell, name)
    _completion_shared._completion_scripts["zsh"] = _Zsh.source_template  # noqa: SLF001 - there is no public way


class _Bash(_completion_classes.BashComplete):
    """bash takes an offer alone."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor and the one that is begun; --topic=side reaches us as three words."""
        args, incomplete = super().get_completion_args()
        if incomplete == "=":
            return args, ""
        return (args[:-1] if args[-1:] == ["="] else args), incomplete


class _WholeWords(ShellComplete):
    """A shell that goes on with the whole of --topic=side and not with what stands after the sign."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """The offers, as whole words."""
        option, sign, _ = incomplete.partition("=")
        before = f"{option}=" if sign and option.startswith("--") else ""
        items = super().get_completions(args, incomplete)
        return [CompletionItem(f"{before}{item.value}", item.type, item.help) for item in items]


class _Zsh(_WholeWords, _completion_classes.ZshComplete):
    """zsh evaluates what is printed: every offer stands between single quotes, in which nothing has a meaning."""

    source_template = """\
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

    def format_completion(self, item: CompletionItem) -> str:
        """An offer as ``_describe`` takes it, which parts the name from its meaning at the first bare colon."""
        name, meaning = (text.replace("\\", "\\\\") for text in (item.value, _meaning(item)))
        offer = name.replace(":", "\\:") + (f":{meaning}" if meaning else "")
        return "'" + offer.replace("'", r"'\''") + "'"

    def complete(self) -> str:
        """The command to evaluate."""
        offers = [self.format_completion(item) for item in self.get_completions(*self.get_completion_args())]
        return f"local -a offers; offers=({' '.join(offers)}); _describe offer offers" if offers else "_files"


class _Fish(_WholeWords, _completion_classes.FishComplete):
    """fish takes a line as an offer: a name, a tab, its meaning."""

    def format_completion(self, item: CompletionItem) -> str:
        """One line."""
        meaning = _meaning(item)
        return f"{item.value}\t{meaning}" if meaning else item.value


class _PowerShell(_WholeWords, _completion_classes.PowerShellComplete):
    """PowerShell is given a line as well, and wants some meaning in each."""

    def format_completion(self, item: CompletionItem) -> str:
        """One line."""
        return f"{item.value}:::{_meaning(item) or ' '}"


def _meaning(item: CompletionItem) -> str:
    """What an offer means, on one line."""
    return " ".join((item.help or "").split())
