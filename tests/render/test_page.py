"""The base as one page for a browser: what stands in the file."""

import base64
import hashlib
import html.parser
import re

import pytest
from exporting import EMPTY, TEA, exported, hostile_base, named, retold, tea
from holding import LEAFLET
from paths import DATA
from running import run

from ketcli.render import page
from ketcli.system.safe import visible

LARGEST = 600 * 1024
"""Bytes of the page of the shipped base."""


class Reader(html.parser.HTMLParser):
    """The ids, links, elements and words of a page, as a browser without a script sees them."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.elements, self.attributes, self.words = [], [], [], set(), []
        self.meta, self._raw = {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        named = dict(attrs)
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if "href" in named else []
        if tag == "meta" and "http-equiv" in named:
            self.meta[named["http-equiv"]] = named["content"]
        self._raw = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag):
        """Note that it ends."""
        self._raw = ""

    def handle_data(self, data):
        """Note what is read."""
        if not self._raw:
            self.words.append(data)

    @property
    def text(self):
        """All that is read, on one line."""
        return " ".join(" ".join(self.words).split())


def test_it_is_small(shipped_page):
    """All of the shipped base with its search."""
    assert len(shipped_page.encode()) <= LARGEST


def test_all_of_the_base_is_there(shipped_page, shipped):
    """Every noun has an address, and each text of it that people read stands there."""
    reader = Reader(shipped_page)
    wanted = [
        *(fact.id for fact in shipped.facts),
        *(old.id for old in shipped.retired),
        *(f"topic:{topic.id}" for topic in shipped.topics),
        *(f"conflict:{conflict.id}" for conflict in shipped.conflicts),
        *(f"gap:{gap.id}" for gap in shipped.gaps),
        *(f"source:{source.id}" for source in shipped.sources),
        *(f"notice:{notice.id}" for notice in shipped.notices),
    ]
    assert set(wanted) <= set(reader.ids)
    texts = [
        shipped.disclaimer,
        shipped.reminder,
        *(fact.claim for fact in shipped.facts),
        *(f"{cited.section}: “{cited.from_}" for fact in shipped.facts for cited in fact.evidence),
        *(text for topic in shipped.topics for text in (topic.title, topic.summary)),
        *(conflict.question for conflict in shipped.conflicts),
        *(position.says for conflict in shipped.conflicts for position in conflict.positions),
        *(gap.title for gap in shipped.gaps),
        *(text for source in shipped.sources for text in (source.title, source.kind)),
        *(notice.text for notice in shipped.notices),
    ]
    shown = reader.text
    assert [text for text in texts if " ".join(text.split()) not in shown] == []


@pytest.mark.parametrize("base", [TEA, EMPTY, None], ids=["tea", "empty", "hostile"])
def test_every_link_leads_somewhere(base):
    """Into the page itself or into its search, and no two things have one name."""
    reader = Reader(page.render(exported(base or hostile_base())))
    assert len(reader.ids) == len(set(reader.ids))
    assert [link for link in reader.links if link[1:] not in reader.ids and not link.startswith("#q=")] == []


def test_every_link_of_the_shipped_base_leads_somewhere(shipped_page):
    """Also those of outlines, conflicts, gaps and retired names."""
    reader = Reader(shipped_page)
    assert len(reader.ids) == len(set(reader.ids))
    assert [link for link in reader.links if link[1:] not in reader.ids and not link.startswith("#q=")] == []


def test_only_what_is_named_may_run(shipped_page):
    """The policy lets nothing load and nothing run but the one script and style, by their digests."""
    policy = dict(part.split(" ", 1) for part in Reader(shipped_page).meta["Content-Security-Policy"].split("; "))
    script = shipped_page.rpartition("<script>")[2].partition("</script>")[0]
    style = shipped_page.partition("<style>")[2].partition("</style>")[0]
    assert policy == {
        "default-src": "'none'",
        "style-src": digest(style),
        "script-src": digest(script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def digest(text):
    """How a policy names *text*."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_it_names_no_other_place(shipped_page):
    """Nothing in it is loaded from anywhere, and no script writes markup."""
    assert not re.search(r"https?://|//[a-z]|\bsrc=|@import|url\(", shipped_page)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function", shipped_page)


def test_texts_add_no_markup():
    """Whatever the texts of a base are, the page has the same elements and attributes."""
    markup = ("<b onclick=x>", '" autofocus x="', "</script><script>x</script>", "<!-- <script>", "{{ x }}", "&amp;")
    plain, hostile = (Reader(page.render(named(retold(tea(), texts)))) for texts in (("text",), markup))
    assert hostile.elements == plain.elements
    assert hostile.attributes == plain.attributes
    assert all(text in hostile.text for text in markup)


def test_nothing_steers_or_hides():
    """Control, direction and invisible characters are written out."""
    text = page.render(exported(hostile_base()))
    assert visible(text.replace("\n", " ")) == text.replace("\n", " ")
    assert "\\u202e" in text


def test_who_says_it_and_how_surely(index, shipped_page):
    """A fact names its sources, hedged ones as such, and the table says the same of each."""
    with_may = next(fact for fact in index.facts_of() if fact.hedging and len(fact.sources) > 1)
    card = re.search(rf'<li id="{with_may.id}".*?</summary>', shipped_page, re.DOTALL)[0]
    row = re.search(rf'<tr><th><a href="#{with_may.id}">.*?</a>(.*?)(?=<tr>|</tbody>)', shipped_page)[1]
    for source in with_may.sources:
        assert (f"{source} <i>(may)</i>" in card) == (source in with_may.hedging)
    cells = [{"says": "says", "<i>may</i>": "may", "": ""}[cell] for cell in row.split("<td>")[1:]]
    hedging, stating = with_may.hedging, with_may.sources
    assert cells == ["may" if each in hedging else "says" if each in stating else "" for each in index.sources]


@pytest.mark.parametrize("part", [["--topic", "effects"], ["--source", "letters"]], ids=" ".join)
def test_a_part_has_a_page(capsys, tmp_path, part):
    """Of a topic or a source, with a search that knows only that; retired names in it stay."""
    file = tmp_path / "part.html"
    export = ("export", "--facts", str(DATA / LEAFLET))
    assert run(capsys, *export, "-f", "html", *part, "-o", str(file))[0] == 0
    reader = Reader(file.read_text(encoding="utf-8"))
    whole, facts = (
        set(run(capsys, *export, "-f", "csv", "--fields", "id", *chosen)[1].split()[1:]) for chosen in ([], part)
    )
    assert whole & set(reader.ids) == facts < whole
    assert [link for link in reader.links if link[1:] not in reader.ids and not link.startswith("#q=")] == []


def test_it_has_no_columns(capsys):
    """A page has none to choose from."""
    status, out, err = run(capsys, "export", "-f", "html", "--fields", "id")
    assert (status, out) == (2, "")
    assert "html has all" in err


def test_the_same_base_gives_the_same_page():
    """Byte for byte, so that two of them can be compared."""
    assert page.render(exported(TEA)) == page.render(exported(TEA))
