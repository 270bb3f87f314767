"""What a name that somebody types opens, also by a part of it, and never silently something else."""

from __future__ import annotations

from ketcli.errors import AmbiguousNameError, UnknownNameError, UsageError
from ketcli.facts.nouns import Fact
from ketcli.lean import TYPE_CHECKING
from ketcli.retrieval import names
from ketcli.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketcli.index.reader import Index

_LISTED = 6
"""Things of the same part of a name that are offered to choose from."""

_SHORTEST = 3
"""Letters of a beginning that opens what it begins."""


def opened(index: Index, name: str) -> tuple[names.Found, str]:
    """What *name* names, or what its words do that are several names of one kind, and a remark as ``one`` has it.

    Raises as that does, and UsageError for names of several kinds.
    """
    try:
        return one(index, name)
    except (UnknownNameError, AmbiguousNameError):
        try:
            found = names.several(index, name.split(), names.NOUNS)
        except UnknownNameError:
            found = []
        if len(found) < 2:  # noqa: PLR2004 - then it was one name
            raise
    kinds = dict.fromkeys(each.kind for each in found)
    if len(kinds) > 1:
        raise UsageError(f"show takes several names of one kind; these name a {' and a '.join(kinds)}")
    things = dict.fromkeys(thing for each in found for thing in each.things)
    return names.Found(found[0].kind, tuple(things)), "; ".join(note for each in found for note in each.notes)


def one(index: Index, name: str) -> tuple[names.Found, str]:
    """What *name* names, and a remark where that is not what it is called itself.

    Ids and titles come first, then parts of a source's id, then aliases, then parts of any name.  Raises
    UnknownNameError, with what there is to choose from, where it can mean several things or none.
    """
    typed = text.words(name)
    found, unknown = None, None
    try:
        found = names.find(index, name)
    except UnknownNameError as error:
        unknown = error
    if found and (found.kind != "fact" or found.retired or typed == text.words(found.things[0].id)):
        return found, ""
    sources = [item for item in index.sources.values() if typed and _begins(typed, text.words(item.id))]
    if len(sources) == 1:
        return names.Found("source", (sources[0],)), f'"{name}" opened as the source {sources[0].id}'
    if found:
        return found, _by_alias(name, found)
    owners = _partly(index, typed)
    if len(owners) == 1:
        ((kind, owner),) = owners
        return names.find(index, owner, (kind,)), f'"{name}" opened as the {kind} {owner}'
    if owners:
        some = ", ".join(owner for _, owner in owners[:_LISTED])
        more = f" and {len(owners) - _LISTED} more" if len(owners) > _LISTED else ""
        raise AmbiguousNameError(f"{name!r} may mean {some}{more}; name one of them")
    near = _misspelt(index, typed)
    if near:
        kind, owner = near
        return names.find(index, owner, (kind,)), f'"{name}" read as the {kind} {owner}'
    raise unknown or UnknownNameError("topic, conflict, source or fact", name)


def _by_alias(name: str, found: names.Found) -> str:
    (first, *others) = found.things
    if others or not isinstance(first, Fact):
        return ""
    return f'"{name}" is another name of the fact {first.id}'


def _partly(index: Index, typed: list[str]) -> list[tuple[str, str]]:
    """Kind and id of what has *typed* as a part of its id or title, topics before all else; one kind of them only."""
    stems = [text.stem(word) for word in typed]
    if not stems or all(len(word) < _SHORTEST for word in typed):
        return []
    found: dict[str, dict[str, None]] = {}
    for key, kind, owner in index.names():
        held = key.split()
        if _within(stems, [text.stem(word) for word in held]) and _is_name(index, kind, owner, held):
            found.setdefault(kind, {})[owner] = None
    return next(([(kind, owner) for owner in found[kind]] for kind in names.NOUNS if kind in found), [])


def _is_name(index: Index, kind: str, owner: str, held: list[str]) -> bool:
    """Whether *held* is the id or the title of *owner*, and no alias, nor an id that is in use no more."""
    if kind not in names.NOUNS:
        return False
    if held == text.words(owner):
        return True
    return kind == "topic" and held == text.words(index.topics[owner].title)


def _begins(typed: Iterable[str], words: Iterable[str]) -> bool:
    """Whether *typed* is how *words* begin: whole words, in order."""
    typed, words = list(typed), list(words)
    return words[: len(typed)] == typed


def _within(part: list[str], whole: list[str]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _misspelt(index: Index, typed: list[str]) -> tuple[str, str] | None:
    """The one thing whose id or title is so near that nothing else can be meant."""
    from ketcli.words import spelling

    keys = {key: (kind, owner) for key, kind, owner in index.names() if _is_name(index, kind, owner, key.split())}
    meant = spelling.meant(" ".join(typed), list(keys))
    return keys[meant] if meant else None
