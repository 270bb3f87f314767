"""What can be offered after a half-typed topic, source, conflict, gap or fact: from the index, with descriptions."""

from __future__ import annotations

import os

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ketcli.index.reader import Index

Offers = list[tuple[str, str]]
"""Words to complete to, each with what it means."""


class Line:
    """A command line that is being typed."""

    def __init__(self, params: Mapping[str, str]) -> None:
        """*params* is what it says, by the name of the parameter."""
        self.params = params


_MOST = 1000
"""Facts offered at once, more than the shipped base has; nobody reads through more."""


def topics(ctx: Line, incomplete: str) -> Offers:
    """Topics whose id begins so."""
    return _offers(ctx, incomplete, lambda index: [(item.id, item.title) for item in index.topics.values()])


def sources(ctx: Line, incomplete: str) -> Offers:
    """Sources whose id begins so."""
    return _offers(ctx, incomplete, lambda index: [(item.id, item.title) for item in index.sources.values()])


def conflicts(ctx: Line, incomplete: str) -> Offers:
    """Conflicts whose id begins so."""
    return _offers(ctx, incomplete, lambda index: [(item.id, item.question) for item in index.conflicts.values()])


def gaps(ctx: Line, incomplete: str) -> Offers:
    """Gaps whose id begins so."""
    return _offers(ctx, incomplete, lambda index: [(item.id, item.title) for item in index.gaps.values()])


def facts(ctx: Line, incomplete: str) -> Offers:
    """Facts whose id begins so; a retired id only when it is typed in full."""

    def listing(index: Index) -> Offers:
        retired = index.retired.get(incomplete)
        known = [(retired.id, f"retired: {', '.join(retired.now)}")] if retired else []
        return [*index.facts_beginning(incomplete, _MOST), *known]

    return _offers(ctx, incomplete, listing)


def stated(ctx: Line, incomplete: str) -> Offers:
    """All of these about which sources say something."""
    return [offer for kind in (topics, conflicts, sources, facts) for offer in kind(ctx, incomplete)]


def names(ctx: Line, incomplete: str) -> Offers:
    """All of these."""
    return [*stated(ctx, incomplete), *gaps(ctx, incomplete)]


def answering(ctx: Line, incomplete: str) -> Offers:
    """The commands that answer in JSON, with what they answer."""
    del ctx
    from ketcli.answers.schemas.answers import ANSWERS

    return [(name, answer.says) for name, answer in ANSWERS.items() if name.startswith(incomplete)]


def _offers(ctx: Line, incomplete: str, listing: Callable[[Index], Offers]) -> Offers:
    from ketcli.errors import KetcliError
    from ketcli.index import base
    from ketcli.system.safe import visible

    facts = ctx.params.get("facts")
    try:  # the shell has not put the home folder in place of ~ yet
        every = base.ask(listing, os.path.expanduser(facts) if facts else None)
    except KetcliError:  # a shell at a prompt is no place for error messages
        return []
    return [(name, visible(meaning)) for name, meaning in every if name.startswith(incomplete)]
