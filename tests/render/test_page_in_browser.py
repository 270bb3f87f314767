"""The page in a real browser, opened from disk with the network off."""

import random

import browser
import effort
import pytest
from browser import AXE, Visit
from exporting import EMPTY, exported, named, retold, tea
from slips import bent

from ketcli.render import page
from ketcli.retrieval import danger, search
from ketcli.system.safe import visible

PAGES = tuple(f"#page:{name}" for name in ("conflicts", "matrix", "gaps", "sources", "notices", "retired"))
"""What every base has a page of."""

VIEWS = (
    "",
    "#topic:side-effects",
    *PAGES,
    "#q=is%20it%20safe",
    "#q=driving",
    "#q=kill%20myself",
)

SMALL_VIEWS = (
    "",
    "#topic:brewing",
    *PAGES,
    "#q=is%20it%20hot",
    "#q=milk",
    "#q=i%20burnt%20my%20hand",
)
"""The same of the small base: all kinds of pages, and questions with facts, with a gap and with a notice."""

HOSTILE = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "</style><script>window.ran=1</script><style>",
    "<!--<script>",
    "\"' onmouseover=window.ran=1 x='",
    "javascript:window.ran=1",
    "[x](javascript:window.ran=1)",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "\u202eevil\u202c \u2066x\u2069 \x1b[31m",
    "<svg onload=window.ran=1>",
)


@pytest.fixture(scope="module", autouse=True)
def _closed():
    yield
    browser.stopped()


@pytest.fixture(scope="module")
def opened(shipped_page, tmp_path_factory):
    """The file of the page of the shipped base."""
    return written(tmp_path_factory.mktemp("page") / "ketamine.html", shipped_page)


@pytest.fixture(scope="module")
def visit(opened):
    """A visit of that page, which all do that only type; in the end it has done nothing that no page of ours should."""
    with Visit(opened) as visit:
        yield visit
        assert visit.faults == []


def written(path, text):
    """*path*, with the page *text* in it."""
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("typed", ["bladder", "blader", "blader harm", "adicted", "side effects"])
def test_what_is_typed_is_found(visit, index, typed):
    """The first facts are those of the command line, of equals in any order, and a correction is told."""
    wanted = search(index, typed)
    visit.type(typed)
    assert visit.shown()[0] == wanted.hits[0].fact.claim
    assert set(visit.shown()[:3]) == {hit.fact.claim for hit in wanted.hits[:3]}
    for misspelt, word in wanted.query.corrections.items():
        assert f"“{misspelt}” read as “{word}”" in visit.answer()


def test_safety_shows_warnings_first(visit):
    """Who asks whether it is safe reads warnings before anything else."""
    visit.type("is it safe")
    first = visit.page.locator("[id='page:hits'] > li").all()[: danger.BEFORE]
    assert [each.get_attribute("class") for each in first] == ["w"] * danger.BEFORE


def test_silence_is_said(visit, index):
    """What no source answers is named, with what to ask and what comes nearest; what nobody mentions, too."""
    visit.type("driving")
    assert visit.shown() == []
    assert f"No source says anything on {search(index, 'driving').gap.title}" in visit.answer()
    visit.page.get_by_role("link", name="What else is not said").click()
    assert visit.page.locator("[id='gap:driving']").is_visible()
    assert visit.views() == ["page:gaps"]
    visit.page.go_back()
    assert "No source says anything on" in visit.answer()
    visit.type("xyzzy")
    assert "No fact here mentions “xyzzy”." in visit.answer()


def test_a_call_for_help_gets_the_notice_and_nothing_else(visit, index):
    """The notice stands first, whole, and no fact below it."""
    (notice,) = search(index, "kill myself").notices
    visit.type("kill myself")
    assert visit.page.locator("[id='page:notice']").inner_text() == notice.text
    assert visit.shown() == []


def test_the_search_agrees_with_the_command_line(visit, index, shipped):
    """On questions of the base, words dropped and misspelt: nearly always the same first fact, gap or silence."""
    chance = random.Random(17)
    asked = [question for each in (*shipped.facts, *shipped.gaps, *shipped.notices) for question in each.questions]
    typed = [bent(question, chance) for question in chance.sample(asked, 250)]
    visit.type("bladder")
    found = visit.page.evaluate(ANSWERS, typed)
    same = notices = 0
    for text, (first, told) in zip(typed, found, strict=True):
        answer = search(index, text)
        wanted = answer.hits[0].fact.id if answer.hits else f"gap:{answer.gap.id}" if answer.gap else ""
        same += first == wanted
        notices += told == [f"notice:{notice.id}" for notice in answer.notices]
    assert same >= 0.94 * len(typed)
    assert notices >= 0.98 * len(typed)


ANSWERS = """typed => typed.map(text => {
    const box = document.querySelector("[type=search]");
    box.value = text;
    box.dispatchEvent(new Event("input"));
    const first = document.querySelector("[id='page:hits'] a, [id='page:silence'] a[href^='#gap:']");
    const notices = [...document.querySelectorAll("[id='page:notice'] p")].map(each =>
        [...document.querySelectorAll(".notice[id]")].find(own => own.textContent === each.textContent).id);
    return [first ? first.getAttribute("href").slice(1) : "", notices];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1200, 900), (320, 700)], ids=str)
def test_everybody_can_use_it(tmp_path, scheme, size):
    """axe-core finds nothing against WCAG 2.2 AA or good practice in any view of a base that has all that there is."""
    with Visit(written(tmp_path / "tea.html", page.render(tea())), color_scheme=scheme, size=size) as visit:
        assert barriers(visit, SMALL_VIEWS) == []


def test_everybody_can_use_the_shipped_one(opened):
    """Nor where the answers, the lists and the table are long."""
    with Visit(opened, color_scheme="dark", size=(320, 700)) as visit:
        assert barriers(visit, ("#page:matrix", "#q=is%20it%20safe")) == []


def barriers(visit, anchors):
    """What axe-core finds in the views at *anchors*."""
    if not AXE.exists():
        pytest.skip("no axe-core; npm install --prefix env axe-core")
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for anchor in anchors:
        visit.go(anchor)
        violations = visit.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        found += [(anchor, each["id"], [node["html"] for node in each["nodes"]]) for each in violations]
    return found


@pytest.mark.parametrize("size", [(320, 600), (640, 450)], ids=str)
def test_nothing_runs_off_the_side(opened, size):
    """At 320 px, and at 640 px, which is a screen of 1280 px at 200 %, only the table scrolls, by itself."""
    with Visit(opened, size=size) as visit:
        for anchor in VIEWS:
            visit.go(anchor)
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0], anchor


def test_names_of_facts_last(opened, index):
    """An address with the name of a fact opens it, also one that is retired."""
    with Visit(opened, "#bladder") as visit:
        assert visit.views() == ["topic:long-term-risks"]
        assert visit.page.locator("#bladder").is_visible()
        assert visit.page.evaluate("document.querySelector('#bladder').getBoundingClientRect().top") < 900
    old = next(iter(index.retired.values()))
    with Visit(opened, f"#{old.id}") as visit:
        assert visit.views() == ["page:retired"]
        visit.page.locator(f"[id='{old.id}'] a").first.click()
        assert visit.page.locator(f"[id='{old.now[0]}']").is_visible()


def test_without_javascript_all_but_the_search_works(opened, index):
    """Every view can be reached and read; the search is not offered, and why is said."""
    with Visit(opened, java_script_enabled=False) as visit:
        assert visit.page.get_by_role("searchbox").count() == 0
        assert "Searching needs JavaScript" in visit.page.locator("main").inner_text()
        visit.page.get_by_role("link", name="Side effects and safety").first.click()
        assert index.topics["side-effects"].summary in visit.page.locator("main").inner_text()
        visit.page.locator("#nausea summary").click()
        assert visit.page.locator("#nausea dd").first.is_visible()
        visit.page.get_by_role("link", name="Who says what").click()
        assert visit.page.get_by_role("table").is_visible()


def test_it_is_used_with_the_keyboard(opened):
    """The first key leads past the header, the next ones through it, and what is found can be opened."""
    with Visit(opened) as visit:
        focused = "document.activeElement.textContent || document.activeElement.type"
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate(focused) == "Skip to the content"
        visit.page.get_by_role("searchbox").focus()
        visit.page.keyboard.type("bladder")
        visit.page.locator("[id='page:hits'] > li").first.wait_for()
        visit.page.locator("[id='page:hits'] summary").first.focus()
        visit.page.keyboard.press("Enter")
        assert visit.page.locator("[id='page:hits'] dd").first.is_visible()


def test_paper_has_the_passages_and_the_disclaimer(opened):
    """What is folded on a screen is open on paper, and what only a screen needs is not there."""
    with Visit(opened, "#topic:side-effects") as visit:
        visit.page.emulate_media(media="print")
        assert visit.page.locator("#nausea dd").first.bounding_box()["height"] > 0
        assert not visit.page.get_by_role("navigation").is_visible()
        assert visit.page.locator("footer").is_visible()
        assert visit.page.pdf().startswith(b"%PDF")


def test_it_is_ready_at_once(opened):
    """From opening it to an answer takes no longer than a few starts of Python."""
    begun = "performance.timeOrigin + performance.now()"
    waits = []
    for _ in range(3):
        with Visit(opened, "#q=bladder") as visit:
            visit.page.locator("[id='page:hits'] > li").first.wait_for()
            waits.append(visit.page.evaluate(f"{begun} - performance.timeOrigin") / 1000)
    assert min(waits) < 15 * effort.a_start()


def test_nothing_of_a_base_runs(tmp_path):
    """Whatever its texts hold is shown as it is written, and the search shows it so too."""
    document = named(retold(tea(), HOSTILE))
    for anchor in ("", "#page:all"):
        with Visit(written(tmp_path / "hostile.html", page.render(document)), anchor) as visit:
            shown = visit.page.locator("body").inner_text()
            assert visit.page.evaluate("window.ran") is None
            assert visit.page.locator("script").count() == 2
            foreign = "img, svg, iframe, object, [onerror], [onmouseover], a:not([href^='#'])"
            assert visit.page.locator(foreign).count() == 0
            visit.type("window")
            visit.type(HOSTILE[1])
            assert visit.page.evaluate("window.ran") is None
            assert visit.faults == []
    for text in HOSTILE:
        assert " ".join(visible(text).split()) in " ".join(shown.split()), text


def test_an_empty_base_has_a_page(tmp_path):
    """There is nothing in it, and that is said."""
    with Visit(written(tmp_path / "empty.html", page.render(exported(EMPTY)))) as visit:
        visit.type("bladder")
        assert "No fact here mentions “bladder”." in visit.answer()
        assert visit.faults == []
