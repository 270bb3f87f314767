"""Measure the page for a browser, and draw it for README: python benchmarks/page.py [--picture docs/page.png].

Needs ketcli[browser] and Chromium.  Prints the size of the page, how long it takes until it shows and until it answers,
and how often it answers as the command line does, asked questions of the base itself, words dropped and misspelt.
"""

import argparse
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import Browser, sync_playwright
from slips import bent

from ketcli import load, search
from ketcli.index.reader import Index

QUESTIONS, VISITS = 600, 9

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

READY = """() => new Promise(done => {
    const answered = () =>
        document.querySelector("[id='page:hits'] > li") ? done(performance.now()) : setTimeout(answered);
    answered();
})"""

SHOWN = "performance.getEntriesByType('paint').find(each => each.name === 'first-contentful-paint')?.startTime ?? 0"

ANSWER = """typed => typed.map(text => {
    const box = document.querySelector("[type=search]");
    const begun = performance.now();
    box.value = text;
    box.dispatchEvent(new Event("input"));
    const found = "[id='page:hits'] li > p:first-child a, [id='page:silence'] a[href^='#gap:']";
    const links = [...document.querySelectorAll(found)];
    const notices = document.querySelectorAll("[id='page:notice'] p").length;
    return [links.slice(0, 3).map(each => each.getAttribute("href").slice(1)), notices, performance.now() - begun];
})"""


def main() -> None:
    """Measure, and draw where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--picture", metavar="FILE", help="write a picture of the page to this PNG, and stop")
    picture = arguments.parse_args().picture
    chromium = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = pathlib.Path(folder) / "ketamine.html"
        subprocess.run([sys.executable, "-m", "ketcli", "export", "-f", "html", "-o", str(file)], check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        if picture:
            draw(browser, file, picture)
        else:
            measure(browser, file)
        browser.close()


def draw(browser: Browser, file: pathlib.Path, picture: str) -> None:
    """What somebody sees who has typed a misspelt question."""
    page = browser.new_page(viewport={"width": 860, "height": 640}, device_scale_factor=1.5)
    page.goto(f"{file.as_uri()}#q=blader%20harm")
    page.evaluate(READY)
    page.locator("[id='page:hits'] summary").first.click()
    page.wait_for_timeout(600)  # until what screen readers are told is written too
    page.screenshot(path=picture)


def measure(browser: Browser, file: pathlib.Path) -> None:
    """Print what it weighs, how fast it is, and how well its search agrees."""
    shown, ready, bare = [], [], []
    for _ in range(VISITS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        bare.append(1000 * (time.perf_counter() - begun))
        page = browser.new_context(offline=True).new_page()
        page.goto(f"{file.as_uri()}#q=bladder")
        ready.append(page.evaluate(READY))
        shown.append(page.evaluate(SHOWN))
        page.context.close()
    print(f"size: {file.stat().st_size:,} bytes")
    times = [statistics.median(each) for each in (shown, ready, bare)]
    print("shown after {:.0f} ms, answers after {:.0f} ms, bare Python meanwhile {:.0f} ms (medians)".format(*times))
    page = browser.new_context(offline=True).new_page()
    page.goto(f"{file.as_uri()}#q=bladder")
    page.evaluate(READY)
    with load() as index:
        typed = questions(index, random.Random(7))
        found = page.evaluate(ANSWER, typed)
        wanted = [search(index, each) for each in typed]
    firsts = [each.hits[0].fact.id if each.hits else f"gap:{each.gap.id}" if each.gap else None for each in wanted]
    rows = list(zip(firsts, wanted, found, strict=True))
    same = sum((links[0] if links else None) == first for first, _, (links, _, _) in rows)
    three = sum(first in links or (first is None and not links) for first, _, (links, _, _) in rows)
    silent = sum(
        bool(links and not links[0].startswith("gap:")) == bool(answer.hits) for _, answer, (links, _, _) in rows
    )
    told = sum(notices == len(answer.notices) for _, answer, (_, notices, _) in rows)
    print(f"of {len(typed)} questions the same first fact, gap or silence: {same}; among the first three: {three};")
    print(f"facts where the command line has facts: {silent}; as many notices: {told}")
    print(f"an answer takes {statistics.median(took for _, _, (_, _, took) in rows):.1f} ms (median)")


def questions(index: Index, chance: random.Random) -> list[str]:
    """What the base is asked, drawn from all facts, gaps and notices, as somebody in a hurry types it."""
    base = index.dataset()
    asked = [text for each in (*base.facts, *base.gaps, *base.notices) for text in each.questions]
    return [bent(text, chance) for text in chance.sample(asked, QUESTIONS)]


if __name__ == "__main__":
    main()
