"""Run ketcli inside the process of the tests."""

from ketcli.cli import program as cli


def run(capsys, *arguments):
    """Exit status, standard output and standard error of ketcli."""
    status = cli.run(list(arguments))
    output, errors = capsys.readouterr()
    return status, output, errors
