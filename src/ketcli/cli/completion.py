"""What the shell offers after a half-typed topic, source, conflict, gap or fact: from the index, with descriptions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from typer import Context  # noqa: TC002 - Typer reads the annotations at run time

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketcli.index.reader import Index

Offers = list[tuple[str, str]]
"""Words to complete to, each with what it means."""

_MOST = 1000
"""Facts offered at once, more than the shipped base has; nobody reads through more."""


def topics(context: Context, incomplete: str) -> Offers:
    """Topics whose id begins so."""
    return _offers(context, incomplete, lambda index: [(item.id, item.title) for item in index.topics.values()])


def sources(context: Context, incomplete: str) -> Offers:
    """Sources whose id begins so."""
    return _offers(context, incomplete, lambda index: [(item.id, item.title) for item in index.sources.values()])


def conflicts(context: Context, incomplete: str) -> Offers:
    """Conflicts whose id begins so."""
    return _offers(context, incomplete, lambda index: [(item.id, item.question) for item in index.conflicts.values()])


def gaps(context: Context, incomplete: str) -> Offers:
    """Gaps whose id begins so."""
    return _offers(context, incomplete, lambda index: [(item.id, item.title) for item in index.gaps.values()])


def facts(context: Context, incomplete: str) -> Offers:
    """Facts whose id begins so; a retired id only when it is typed in full."""

    def listing(index: Index) -> Offers:
        retired = index.retired.get(incomplete)
        known = [(retired.id, f"retired: {', '.join(retired.now)}")] if retired else []
        return [*index.facts_beginning(incomplete, _MOST), *known]

    return _offers(context, incomplete, listing)


def stated(context: Context, incomplete: str) -> Offers:
    """All of these about which sources say something."""
    return [offer for kind in (topics, conflicts, sources, facts) for offer in kind(context, incomplete)]


def names(context: Context, incomplete: str) -> Offers:
    """All of these."""
    return [*stated(context, incomplete), *gaps(context, incomplete)]


def _offers(context: Context, incomplete: str, listing: Callable[[Index], Offers]) -> Offers:
    from ketcli.errors import KetcliError
    from ketcli.index import base
    from ketcli.system.safe import visible

    facts = context.params.get("facts")
    try:  # the shell has not put the home folder in place of ~ yet
        every = base.ask(listing, os.path.expanduser(facts) if facts else None)
    except KetcliError:  # a shell at a prompt is no place for error messages
        return []
    return [(name, visible(meaning)) for name, meaning in every if name.startswith(incomplete)]
