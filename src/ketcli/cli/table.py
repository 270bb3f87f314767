"""What can be typed: the parameters of each command.  Written by ``tabulate``, never by hand."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TypedDict

    class Parameter(TypedDict):
        """One of them."""

        name: str
        options: tuple[str, ...]
        """What it is called on the command line; nothing: it is an argument."""
        kind: str
        needed: bool
        default: Any
        limit: Any
        """Of a number the least; of a text what it can be, None: anything."""
        variable: str
        """The one in the environment that says it as well."""
        offers: str
        """The function in ``completion`` that offers values for it."""
        says: str

FLAG, NUMBER, TEXT, TEXTS = "flag", "number", "text", "texts"
"""Kinds: given or not, a whole number, one text, any number of them."""

TABLE: Mapping[str, Sequence[Parameter]] = {
    'search': [
        {'name': 'query', 'options': (), 'kind': 'texts', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'What to look for: words, a slug, a question. Default: asked for on a terminal.'},
        {'name': 'limit', 'options': ('--limit', '-n'), 'kind': 'number', 'needed': False, 'default': None, 'limit': 0, 'variable': '', 'offers': '', 'says': 'At most so many facts; 0: all. Default: 10, on a terminal what the screen holds.'},
        {'name': 'topic', 'options': ('--topic', '-t'), 'kind': 'texts', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': 'topics', 'says': 'Only facts of this topic; repeatable. Default: all.'},
        {'name': 'source', 'options': ('--source', '-s'), 'kind': 'texts', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': 'sources', 'says': 'Only facts of this source; repeatable. Default: all.'},
        {'name': 'exact', 'options': ('--exact',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Take each word as it is typed.'},
        {'name': 'explain', 'options': ('--explain',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Say why each fact scored what it did.'},
        {'name': 'verbose', 'options': ('--verbose', '-v'), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'On a terminal, say more of each.'},
        {'name': 'batch', 'options': ('--batch',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Answer each line of this file, -: of standard input, in order: a line of JSON each, or plain records behind the query. Default: none.'},
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'show': [
        {'name': 'name', 'options': (), 'kind': 'texts', 'needed': True, 'default': None, 'limit': None, 'variable': '', 'offers': 'names', 'says': 'A topic, fact, source, conflict or gap, by id, title or alias.'},
        {'name': 'documents', 'options': ('--documents',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_DOCUMENTS', 'offers': '', 'says': 'The folder with the source documents. Default: none; they are not part of ketcli.'},
        {'name': 'quote', 'options': ('--quote',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Also what stands around each passage of a fact; needs --documents.'},
        {'name': 'everything', 'options': ('--all',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'All of a long page.'},
        {'name': 'verbose', 'options': ('--verbose', '-v'), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'On a terminal, say more of each.'},
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'topics': [
        {'name': 'verbose', 'options': ('--verbose', '-v'), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'On a terminal, say more of each.'},
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'sources': [
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'conflicts': [
        {'name': 'name', 'options': (), 'kind': 'texts', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': 'conflicts', 'says': 'One of them by name, or words, a topic, a fact that they have to do with. Default: all.'},
        {'name': 'verbose', 'options': ('--verbose', '-v'), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'On a terminal, say more of each.'},
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'gaps': [
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'compare': [
        {'name': 'topic', 'options': (), 'kind': 'texts', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': 'topics', 'says': 'Topics, by id, title or alias. Default: all.'},
        {'name': 'minimum', 'options': ('--min-sources',), 'kind': 'number', 'needed': False, 'default': 1, 'limit': 1, 'variable': '', 'offers': '', 'says': 'Only facts of so many sources or more.'},
        {'name': 'disputed', 'options': ('--conflicts',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Only facts on which the sources differ. Default: all.'},
        {'name': 'source', 'options': ('--source', '-s'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': 'sources', 'says': 'Only facts of this source alone. Default: of any.'},
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'timeline': [
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'cite': [
        {'name': 'name', 'options': (), 'kind': 'texts', 'needed': True, 'default': None, 'limit': None, 'variable': '', 'offers': 'stated', 'says': 'Facts, topics, conflicts or sources, by id, title or alias.'},
        {'name': 'style', 'options': ('--style',), 'kind': 'text', 'needed': False, 'default': 'apa', 'limit': ('apa', 'bibtex', 'ris', 'csl-json', 'markdown'), 'variable': '', 'offers': '', 'says': 'How references are written.'},
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'check': [
        {'name': 'file', 'options': (), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The fact base. Default: as --facts.'},
        {'name': 'documents', 'options': ('--documents',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_DOCUMENTS', 'offers': '', 'says': 'The folder with the source documents. Default: none; they are not part of ketcli.'},
        {'name': 'coverage', 'options': ('--coverage',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Also list the sentences that no fact cites.'},
        {'name': 'strict', 'options': ('--strict',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Also tell what is no defect but could be better.'},
        {'name': 'pin', 'options': ('--pin',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write missing digests into the file.'},
        {'name': 'force', 'options': ('--force',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'With --pin: also replace those that differ.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('table', 'plain', 'json', 'jsonl', 'csv', 'markdown'), 'variable': '', 'offers': '', 'says': 'Default: table on a terminal, else plain: one record a line, tabs between.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'export': [
        {'name': 'topic', 'options': ('--topic', '-t'), 'kind': 'texts', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': 'topics', 'says': 'Only facts of this topic; repeatable. Default: all.'},
        {'name': 'source', 'options': ('--source', '-s'), 'kind': 'texts', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': 'sources', 'says': 'Only facts of this source; repeatable. Default: all.'},
        {'name': 'form', 'options': ('--format', '-f'), 'kind': 'text', 'needed': False, 'default': None, 'limit': ('json', 'jsonl', 'csv', 'markdown', 'sqlite'), 'variable': '', 'offers': '', 'says': 'Default: json.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'fields', 'options': ('--fields',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'The columns, such as id,claim; a wrong name lists those there are. Default: the usual ones.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
        {'name': 'facts', 'options': ('--facts',), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': 'KETCLI_FACTS', 'offers': '', 'says': 'A fact base, YAML or JSON. Default: the one that comes with ketcli.'},
        {'name': 'color', 'options': ('--color',), 'kind': 'text', 'needed': False, 'default': 'auto', 'limit': ('auto', 'always', 'never'), 'variable': '', 'offers': '', 'says': 'When to use colours.'},
        {'name': 'no_pager', 'options': ('--no-pager',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'Show an answer longer than the screen at once. Default: page it, by PAGER.'},
    ],
    'schema': [
        {'name': 'name', 'options': (), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': 'answering', 'says': 'A command that answers in JSON. Default: none, the schema of a fact base.'},
        {'name': 'json', 'options': ('--json',), 'kind': 'flag', 'needed': False, 'default': False, 'limit': None, 'variable': '', 'offers': '', 'says': 'The same as --format json.'},
        {'name': 'output', 'options': ('--output', '-o'), 'kind': 'text', 'needed': False, 'default': None, 'limit': None, 'variable': '', 'offers': '', 'says': 'Write to this file, whole or not at all. Default: -, standard output.'},
    ],
}
