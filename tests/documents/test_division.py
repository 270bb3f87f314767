"""The documents of the shipped base divide into sentences and sections as they did when its facts were written."""

import json

import pytest
from paths import DATA, ROOT

from ketcli.documents import document as documents
from ketcli.documents import passages

DIVISION = json.loads((DATA / "division.json").read_text())
DOCUMENTS = ROOT.parent / "shared" / "documents"
"""They are no part of the repository; where they do not lie beside it, nothing can be told."""


def divided(document):
    """Each sentence and list item: digest of its heading, number of its paragraph, whether an item, its digest."""
    return [
        [unit.section and documents.digest(unit.section), unit.paragraph, unit.item, documents.digest(text)]
        for unit in document.units
        for text in [document.text[unit.start : unit.end]]
    ]


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents do not lie beside the repository")
def test_the_documents_divide_as_they_did(shipped):
    """Not one sentence begins, ends or stands under another heading than it did."""
    opened, failed = passages.open_documents(shipped.sources, DOCUMENTS)
    assert not failed
    assert {name: divided(document) for name, document in opened.items()} == DIVISION


def test_what_the_base_cites_is_what_they_divided_into(shipped):
    """Most of them are pinned in the base by themselves, the others together with one beside them."""
    for source in shipped.sources:
        units = {digest for *_, digest in DIVISION[source.id]}
        pinned = {item.digest for fact in shipped.facts for item in fact.evidence if item.source == source.id}
        pinned |= {item.passage.digest for item in source.uncited}
        assert len(units & pinned) > len(units) / 2
