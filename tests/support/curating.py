"""The second base of the tests, on another subject and from wrapped texts, and copies of it to work on."""

import shutil

from paths import DATA

LICENCES = DATA / "licences" / "licences.yaml"
TEXTS = DATA / "licences" / "documents"

TEA = """\
Tea

Tea is made with hot water, as everyone in
this house knows. Leaves are steeped: for three
minutes at most. Never boil it.

Origin

It comes from China. Nobody knows since when.

- Green tea
- Black tea is oxidised.

Again

Never boil it.
"""

SKELETON = """\
schema: 1
title: Tea
version: "1"
disclaimer: None.
sources:
  - {id: leaf, title: A leaf on tea, kind: A text., file: leaf.txt, sha256: SHA256}   # the only one
topics: []
facts: []   # none yet
"""


def begun(folder, text=TEA, skeleton=SKELETON):
    """A base without facts in *folder*, whose one document says *text*; the paths of the base and of the folder."""
    import hashlib

    (folder / "leaf.txt").write_bytes(text.encode())
    base = folder / "base.yaml"
    base.write_text(skeleton.replace("SHA256", hashlib.sha256(text.encode()).hexdigest()), encoding="utf-8")
    return base, folder


def copied(folder):
    """A copy of the second base in *folder*, to write into."""
    return shutil.copy(LICENCES, folder / "licences.yaml")
