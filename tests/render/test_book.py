"""The base as a Markdown document to read."""

import copy
import re

import pytest
from exporting import EMPTY, TEA, TEXT, exported, hostile_base, retold, tea
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ketcli.answers import export as data
from ketcli.render import book
from ketcli.system.safe import visible

HOSTILE = (
    "<script>alert(1)</script>",
    "[x](http://y)",
    "`code`",
    "# heading",
    "1. one",
    "2) two",
    "- item",
    "+ item",
    "a | b",
    "> quote",
    "***",
    "---",
    "===",
    "    indented",
    "\tindented",
    "one\n\ntwo",
    "one  \ntwo",
    "[x]: /y",
    "![x](y)",
    "&lt; &#35;",
    "**bold** _it_ ~~no~~",
    "ends in \\",
    "<!-- no",
    "Really? <b>Yes",
    "?  ? ",
    "*",
    "😀 עברית",
    "$x$ ^[note] [^1] @cited :smile:",
    "www. The sources",
)


COMMENT = ("html_inline", "<!-- -->")


def parsed(text):
    """The tree of *text* as a parser of CommonMark with GitHub's tables sees it."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    for token in tokens:  # an empty comment keeps GitHub from making a link, and shows nothing
        token.children = [
            each for each in token.children or () if (each.type, each.content) != COMMENT
        ] or token.children
    return SyntaxTreeNode(tokens)


def said(node):
    """The text that a reader sees of *node*'s own line, and of no list within it."""
    inline = node if node.type == "inline" else next(each for each in node.walk() if each.type == "inline")
    return plain("".join(each.content for each in inline.walk() if not each.children and each is not inline))


def plain(text):
    """*text* as it is shown, on one line."""
    return " ".join(visible(re.sub(r"[ \t\r\n]+", " ", text)).split())


def items(node):
    """The items of the lists that stand directly in *node*."""
    lists = [each for each in node.children if each.type in ("bullet_list", "ordered_list")]
    return [item for each in lists for item in each.children]


class Section:
    """What stands between one heading and the next."""

    def __init__(self, heading):
        self.tag, self.title, self.children = heading.tag, said(heading), []

    @property
    def paragraphs(self):
        """The texts outside of lists."""
        return [said(each) for each in self.children if each.type == "paragraph"]


def sections(text):
    """The sections of *text*, which begins with a heading."""
    found = []
    for node in parsed(text).children:
        if node.type == "heading":
            found.append(Section(node))
        else:
            found[-1].children.append(node)
    return found


def marked(names, hedging):
    """*names* as the text lists them."""
    return ", ".join(f"{name} (hedged)" if name in hedging else name for name in names)


def question(conflict):
    """The heading of *conflict*: its question without what follows."""
    return plain(re.sub(r"(?<=\?)[ \t\r\n].*", "", conflict["question"].strip(" \t\r\n"), flags=re.DOTALL))


def evidence(fact):
    """What stands below *fact* of its sources: each with its sections, of which the same one is named once."""
    sources = {}
    for cited in fact["evidence"]:
        sections = sources.setdefault(cited["source"], {})
        sections[f"{plain(cited['section'])}{' (hedged)' * cited['hedged']}"] = None
    return [f"{source}: {'; '.join(sections)}" for source, sections in sources.items()]


def check(document):
    """The text of *document* has the structure and the words that it should have, and no others."""
    text = book.render(document)
    kinds = {node.type for node in parsed(text).walk()}
    assert kinds <= set(
        "root heading paragraph inline text code_inline strong link bullet_list ordered_list list_item".split()
    )
    found = sections(text)
    topics, conflicts = document["topics"], document["conflicts"]
    assert [(each.tag, each.title) for each in found] == [
        ("h1", plain(document["title"])),
        ("h2", "The sources"),
        *(("h2", plain(topic["title"])) for topic in topics),
        ("h2", "Where the sources differ"),
        *(("h3", question(conflict)) for conflict in conflicts),
        ("h2", "What no source says"),
    ]
    front, sources, *rest = found
    assert plain(document["disclaimer"]) in front.paragraphs[0]
    for item, source in zip(items(sources), document["sources"], strict=True):
        assert said(item) == " · ".join(
            [
                plain(source["title"]),
                source["id"],
                f"{source['facts']} fact{'s' * (source['facts'] != 1)}",
                plain(source["kind"]),
            ]
        )
    for section, topic in zip(rest, topics, strict=False):
        check_topic(section, topic, document)
    for section, conflict in zip(rest[len(topics) + 1 : -1], conflicts, strict=True):
        check_conflict(section, conflict)
    titles = {topic["id"]: plain(topic["title"]) for topic in topics}
    for item, gap in zip(items(rest[-1]), document["gaps"], strict=True):
        near = ", ".join(titles[name] for name in gap["near"])
        assert said(item) == f"{plain(gap['title'])} · {gap['id']}{f' · see {near}' * bool(near)}"


def check_topic(section, topic, document):
    """The section of *topic* has its summary, each fact at home there, and the ids of the others."""
    questions = {conflict["id"]: question(conflict) for conflict in document["conflicts"]}
    own = [fact for fact in document["facts"] if fact["topics"][0] == topic["id"]]
    for item, fact in zip(items(section), own, strict=True):
        agreement = f"{fact['agreement']['sources']} of {len(document['sources'])} sources"
        warning = "warning · " * fact["warning"]
        assert said(item) == f"{plain(fact['claim'])} · {warning}{agreement} · {fact['id']}"
        differ = [f"Question: {questions[name]}" for name in fact["conflicts"]]
        assert [said(each) for each in items(item)] == [*evidence(fact), *differ]
    titles = {each["id"]: plain(each["title"]) for each in document["topics"]}
    homes = {}
    for fact in document["facts"]:
        if topic["id"] in fact["topics"] and fact not in own:
            homes.setdefault(fact["topics"][0], []).append(fact["id"])
    others = "; ".join(f"under {titles[home]}: {', '.join(names)}" for home, names in homes.items())
    assert section.paragraphs == [plain(topic["summary"]), *([f"See also {others}."] if others else [])]


def check_conflict(section, conflict):
    """The section of *conflict* has its positions, who takes each, its facts, who takes several and who none."""
    for item, position in zip(items(section), conflict["positions"], strict=True):
        assert item.parent.type == "ordered_list"
        assert said(item) == plain(position["says"])
        taking, facts = (said(each) for each in items(item))
        assert taking == marked(position["sources"], position["hedged"])
        assert facts == ", ".join(position["facts"])
    remark = plain(conflict["question"])[len(question(conflict)) :].strip()
    kinds = {"tension": "They differ, though all", "contradiction": "They differ, and cannot"}
    kind = {**kinds, "complement": "They add up: "}[conflict["kind"]]
    about, *divided = section.paragraphs
    assert about.startswith(f"{remark} {kind}".strip())
    assert about.endswith(f" · {conflict['id']}")
    expected = {"On more than one side": conflict["several"], "Silent": conflict["silent"]}
    assert divided == [f"{what}: {', '.join(names)}." for what, names in expected.items() if names]


@pytest.fixture(scope="module")
def base(index):
    """The document of the shipped base."""
    return data.base(index)


def test_the_shipped_base_reads_as_it_should(base):
    """Each fact stands once, at home, with its sources; each conflict with its positions."""
    check(base)
    assert len(items(parsed(book.render(base)))) > len(base["facts"])


@pytest.mark.parametrize("other", [hostile_base(), TEA, EMPTY], ids=["hostile", "tea", "empty"])
def test_other_bases_read_as_they_should(other):
    """So it is with a hostile base, a small one, and one without anything."""
    check(exported(other))


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_text_is_text(text):
    """No text of a base makes a tag, a link, a list, a heading or emphasis, wherever it stands."""
    check(retold(tea(), [text]))


@given(st.lists(TEXT | st.sampled_from(HOSTILE), min_size=1, max_size=20))
def test_any_text_is_text(texts):
    """So it is with any other text."""
    check(retold(tea(), texts))


def github(titles):
    """The anchors of headings by GitHub's rule: letters, digits and hyphens stay, and a space becomes a hyphen."""
    return numbered(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles)


def pandoc(titles):
    """By pandoc's: periods stay too, dashes become signs that go, several spaces are one, and a letter begins."""
    names = (re.sub(r"-{2,}", "", re.sub(r"[^\w\-. ]", "", title.lower())) for title in titles)
    return numbered(re.sub(r"^[^a-z]*", "", "-".join(name.split())) or "section" for name in names)


def numbered(names):
    """*names*, where one that is taken gets a number."""
    taken = []
    for name in names:
        free = (f"{name}-{number}" if number else name for number in range(len(taken) + 1))
        taken.append(next(each for each in free if each not in taken))
    return taken


def linked(text):
    """Each link of *text*: what it says, and the titles of where it leads on GitHub and in pandoc's output."""
    titles = [section.title for section in sections(text)]
    anchors = dict(zip(github(titles), titles, strict=True)), dict(zip(pandoc(titles), titles, strict=True))
    for node in parsed(text).walk():
        if node.type == "link":
            words = "".join(each.content for each in node.walk() if not each.children)
            yield words, [known.get(node.attrs["href"].removeprefix("#")) for known in anchors]


def test_every_link_of_the_shipped_base_leads_where_it_says(base):
    """Topics, conflicts and facts are links, which lead to the same heading on GitHub and in pandoc's output."""
    homes = {
        fact["id"]: topic["title"]
        for fact in base["facts"]
        for topic in base["topics"]
        if topic["id"] == fact["topics"][0]
    }
    links = list(linked(book.render(base)))
    assert {homes.get(words, words) for words, _ in links} == {
        *(topic["title"] for topic in base["topics"]),
        *map(question, base["conflicts"]),
    }
    for words, titles in links:
        assert titles == [homes.get(words, words)] * 2


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Past times", "past-times"),
        ("“Past”, times (and/or) it's?", "past-times-andor-its"),
        ("Tea", "tea-1"),
        ("2. Past", None),
        ("Past -- times", None),
        ("Past & times", None),
        ("Past. Times", None),
        ("Passé", None),
        ("Past_times", None),
        ("漢字", None),
    ],
)
def test_a_link_is_made_where_it_works_everywhere(title, anchor):
    """A heading of which GitHub and pandoc make different anchors is named without a link."""
    document = copy.deepcopy(tea())
    document["topics"][1]["title"] = title
    text = book.render(document)
    assert (f"](#{anchor})" in text) is (anchor is not None)
    targets = {target for words, titles in linked(text) if words == title for target in titles}
    assert targets == ({title} if anchor else set())


def test_nothing_steers_a_terminal():
    """Control and direction characters are written out."""
    text = book.render(exported(hostile_base()))
    assert "\\x1b" in text.replace("\\\\", "\\")
    assert visible(text.replace("\n", " ")) == text.replace("\n", " ")
