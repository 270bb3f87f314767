"""Whoever builds ketcli from the same sources gets the same files, byte for byte."""

import os
import pathlib
import tarfile

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from paths import ROOT


def built(root, folder):
    """The names and bytes of the source archive and of the wheel of the sources in *root*."""
    made = [next(builder(str(root)).build(directory=str(folder))) for builder in (SdistBuilder, WheelBuilder)]
    return {os.path.basename(path): pathlib.Path(path).read_bytes() for path in made}


@pytest.mark.parametrize("epoch", [None, "1700000000"])
def test_the_same_sources_give_the_same_files(tmp_path, monkeypatch, epoch):
    """Whatever the folder, its permissions and times, what lies about in it, and whether it has a repository."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    first = built(ROOT, tmp_path / "first")
    (archive,) = (tmp_path / "first").glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    again = tmp_path / archive.name.removesuffix(".tar.gz")
    (again / "src" / "ketcli" / "__pycache__").mkdir()
    (again / "src" / "ketcli" / "__pycache__" / "errors.pyc").touch()
    for path in again.rglob("*"):
        os.utime(path, (1e9, 1e9))
        path.chmod(0o700 if path.is_dir() or os.access(path, os.X_OK) else 0o600)
    assert built(again, tmp_path / "second") == first
