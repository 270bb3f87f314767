"""A new base loads, names its documents as they are, and has in comments what works when it is uncommented."""

import re

import pytest
from curating import TEA, TEXTS
from paths import DATA

from ketcli.documents import audit, skeleton
from ketcli.errors import DocumentError, UsageError
from ketcli.facts import dataset

DOCUMENTS = sorted((DATA / "documents").iterdir())


def made(*paths):
    """The base of the documents at *paths*."""
    return dataset.parse(skeleton.skeleton(paths).encode(), "new.yaml").dataset


@pytest.fixture
def folder(tmp_path):
    """A folder with a document."""
    (tmp_path / "leaf.txt").write_text(TEA)
    return tmp_path


@pytest.mark.parametrize("paths", [DOCUMENTS, sorted(TEXTS.iterdir())], ids=["documents", "licences"])
def test_a_new_base_has_only_the_problem_that_it_should(tmp_path, paths):
    """That nothing is cited yet; with the documents, each as it is, and each sentence to be cited."""
    path = tmp_path / "base.yaml"
    path.write_text(skeleton.skeleton(paths))
    assert audit.audit(path, None).problems == ()
    found = audit.audit(path, paths[0].parent)
    assert [problem.rule for problem in found.problems] == ["nothing-to-check"]
    assert set(found.report.documents.values()) == {"same"}
    rules = {problem.rule for problem in audit.audit(path, paths[0].parent, coverage=True).problems}
    assert rules - {"words-unseen"} == {"nothing-to-check", "not-cited"}


def test_sources_are_named_after_their_files_and_headings(folder):
    """An id from the name, the title from the first heading, in brackets where there is none; both only once."""
    for name in ("Leaf.md", "v1.0", "Über Tee (2).rst", "漢字.txt", ".txt"):
        (folder / name).write_text(
            TEA if name != "v1.0" else "One sentence stands here, and that is all of it there is.\n"
        )
    names = ["leaf.txt", "Leaf.md", "v1.0", "Über Tee (2).rst", "漢字.txt", ".txt"]
    base = made(*(folder / name for name in names))
    assert [source.file for source in base.sources] == names
    assert [source.id for source in base.sources] == ["leaf", "leaf-2", "v1-0", "uber-tee-2", "source", "source-2"]
    assert [source.title for source in base.sources][:4] == ["Tea", "Tea (2)", "[v1-0]", "Tea (3)"]
    assert len({source.title for source in base.sources}) == len(names)


def test_what_stands_before_the_first_heading_has_a_name_that_can_be_typed(folder):
    """By its paragraphs; and a heading that comes only after text is no title."""
    path = folder / "note.txt"
    path.write_text("It is late here.\n\nIt rains, and nobody minds. It rains on.\n\nAppendix\n\nMore is said here.\n")
    text = skeleton.skeleton([path])
    assert "sections:\n    #   [Paragraph 1] to [Paragraph 2]: 3\n    #   Appendix: 1\n" in text
    assert made(path).sources[0].title == "[note]"
    path.write_text("It is late here.\n\nAppendix\n\nMore is said here.\n")
    assert "    #   [Paragraph 1]: 1\n" in skeleton.skeleton([path])


def test_sections_are_named_with_their_sentences(folder):
    """In comments below the source."""
    assert "    # 8 sentences and list items; sections:\n    #   Tea: 3\n    #   Origin: 4\n    #   Again: 1\n" in (
        skeleton.skeleton([folder / "leaf.txt"])
    )


def test_the_example_in_comments_works(folder):
    """Uncommented, in the place of the empty lists, it is a base of one fact that check passes."""
    path = folder / "base.yaml"
    text = skeleton.skeleton([folder / "leaf.txt"])
    text = re.sub(r"^#(  .*)$", r"\1", text, flags=re.MULTILINE)
    text = text.replace("topics: []", "topics:").replace("facts: []", "facts:")
    text = re.sub(r"^# (reminder|examples|abbreviations): (.*?)   +#.*$", r"\1: \2", text, flags=re.MULTILINE)
    uncited = re.search(r"^    uncited:\n(?:  .*\n)*", text, flags=re.MULTILINE)[0]
    path.write_text(
        text.replace(uncited, "")
        .replace("My subject", "Tea")
        .replace("\n#conflicts:", "\nconflicts:")
        .replace("another-fact", "my-fact")
    )
    base = dataset.load(path).dataset
    assert (base.reminder, len(base.examples), len(base.conflicts)) == ("Two leaflets, no advice.", 2, 1)
    rules = [problem.rule for problem in audit.audit(path, folder).problems]
    assert rules == ["both-sides"]  # for one fact is on both
    path.write_text(text[: text.index("\n# Where they differ")].replace("    sha256:", f"{uncited}    sha256:"))
    assert [problem.rule for problem in audit.audit(path, folder).problems] == ["cited-after-all"]


def test_names_and_headings_that_mean_harm(folder):
    """Whatever stands in them, the file is one that loads, and steers nothing."""
    name = "we\x1b[31mird\n [x] \u202e: #.txt"
    (folder / name).write_text("\x1b[2J Head: # {x} \u202e\n\nOne sentence stands here, and that is all of it.\n")
    text = skeleton.skeleton([folder / name])
    assert not set("\x1b\u202e\x07") & set(text)
    base = dataset.parse(text.encode(), "x").dataset
    assert base.sources[0].file == name
    path = folder / "base.yaml"
    path.write_text(text)
    assert audit.audit(path, folder).report.documents == {base.sources[0].id: "same"}


def test_documents_that_no_base_can_have(folder, tmp_path_factory):
    """In two folders, twice, without a sentence, missing, no text, of a name that cannot be written."""
    leaf = folder / "leaf.txt"
    other = tmp_path_factory.mktemp("other") / "b.txt"
    other.write_text(TEA)
    (folder / "none").write_text("")
    (folder / "back\\slash").write_text(TEA)
    (folder / "bytes").write_bytes(b"\xff\xfe")
    for paths, error, says in (
        ([leaf, other], UsageError, "two folders"),
        ([leaf, folder / "." / "leaf.txt"], UsageError, "'leaf.txt' is named 2 times"),
        ([folder / "none"], DocumentError, "no sentence in it"),
        ([folder / "missing"], DocumentError, "no such file"),
        ([folder], DocumentError, "not a regular file"),
        ([folder / "bytes"], DocumentError, "not UTF-8"),
        ([folder / "back\\slash"], UsageError, "is a path; rename it"),
    ):
        with pytest.raises(error, match=re.escape(says)):
            skeleton.skeleton(paths)
    strange = folder / "l\udcff.txt"
    strange.write_text(TEA)
    with pytest.raises(UsageError, match="not UTF-8"):
        skeleton.skeleton([strange])
