"""Choose among the fields of what is answered: what is left has the shape of the whole."""

from __future__ import annotations

from ketcli.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def only(node: Any, paths: Iterable[str]) -> Any:
    """*node*, made of mappings and lists, with only what *paths* lead to, such as "fact.id"; a list has no step."""
    tree: dict[str, Any] = {}
    for path in paths:
        branch = tree
        for step in path.split("."):
            branch = branch.setdefault(step, {})
    return _only(node, tree)


def _only(node: Any, tree: dict[str, Any]) -> Any:
    if not tree:
        return node
    if isinstance(node, list):
        return [_only(item, tree) for item in node]
    if isinstance(node, dict):
        return {key: _only(value, tree[key]) for key, value in node.items() if key in tree}
    return node
