"""``diff``: what has changed from one fact base to another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ketcli import __version__
from ketcli.answers import table as tables
from ketcli.answers.objects import SCHEMA_VERSION
from ketcli.answers.outcome import Outcome
from ketcli.facts import dataset, differences

if TYPE_CHECKING:
    import pathlib

    from ketcli.answers import authored
    from ketcli.facts.dataset import Loaded
    from ketcli.facts.differences import Change


def diff(old: pathlib.Path, new: pathlib.Path) -> Outcome:
    """All changes from the fact base at *old* to that at *new*; raises what ``dataset.load`` raises."""
    before, after = dataset.load(old), dataset.load(new)
    changes = [_change(each) for each in differences.differences(before.dataset, after.dataset)]
    counts = Counter((each["kind"], each["change"]) for each in changes)
    document: authored.Diff = {
        "schema_version": SCHEMA_VERSION,
        "meta": {"tool": f"ketcli {__version__}", "old": _compared(before), "new": _compared(after)},
        "counts": [{"kind": kind, "change": change, "count": count} for (kind, change), count in counts.items()],
        "changes": changes,
    }
    return Outcome(document, changes, tables.Table(_COLUMNS, [_cells(each) for each in changes], _USUAL), "diff")


_COLUMNS = ("change", "kind", "id", "title", "fields", "now", "removed", "added")
_USUAL = 6


def _cells(item: authored.Change) -> tuple[tables.Value, ...]:
    removed = [f"{each['field']}: {text}" for each in item["fields"] for text in each["removed"]]
    added = [f"{each['field']}: {text}" for each in item["fields"] for text in each["added"]]
    fields = [each["field"] for each in item["fields"]]
    return item["change"], item["kind"], item["id"], item["title"], fields, item["now"], removed, added


def _compared(loaded: Loaded) -> authored.Compared:
    base = loaded.dataset
    return {"file": loaded.file, "title": base.title, "version": base.version, "facts": len(base.facts)}


def _change(item: Change) -> authored.Change:
    return {
        "change": item.change,
        "kind": item.kind,
        "id": item.id,
        "title": item.title,
        "now": list(item.now),
        "fields": [
            {"field": each.field, "removed": list(each.removed), "added": list(each.added)} for each in item.differences
        ],
    }
