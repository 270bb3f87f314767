"""A real browser without a window, for the page: Debian's Chromium, driven by Playwright, which needs no download."""

import functools
import pathlib
import shutil
import urllib.parse

import pytest
from paths import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

AXE = ROOT / "env" / "node_modules" / "axe-core" / "axe.min.js"
"""Where ``.ci/run`` puts what tests accessibility."""

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
"""What keeps it from asking anybody anything; tests may run as root."""

_DRIVERS = []


@functools.cache
def started():
    """The browser, one for all tests of a process; a test is skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here; Debian has it as the package chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright; pip install '.[browser]'")
    driver = playwright.sync_playwright().start()
    _DRIVERS.append(driver)
    return driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)


def stopped():
    """Close it, if it runs."""
    if _DRIVERS:
        started().close()
        started.cache_clear()
        _DRIVERS.pop().stop()


class Visit:
    """A page opened from a file with the network off; notes whatever it does that no page of ours should."""

    def __init__(self, path, anchor="", **settings):
        self.faults = []
        width, height = settings.pop("size", (1200, 900))
        self._context = started().new_context(offline=True, viewport={"width": width, "height": height}, **settings)
        self.page = self._context.new_page()
        self.page.on("request", lambda request: self._asked(request.url, path))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        self.page.goto(f"{pathlib.Path(path).as_uri()}{anchor}")

    def _asked(self, url, path):
        if not url.startswith(pathlib.Path(path).as_uri()):
            self.faults.append(url)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._context.close()

    def type(self, text):
        """Put *text* into the search, as typing does, and wait for the answer."""
        self.page.get_by_role("searchbox").fill(text)
        self.page.locator("[id='page:asked']", has_text=f"“{text}”").wait_for()

    def go(self, anchor):
        """Follow a link to *anchor* of this page, and wait for the answer where that is a question."""
        self.page.evaluate("anchor => { location.hash = anchor }", anchor)
        if anchor.startswith("#q="):
            asked = urllib.parse.unquote(anchor.removeprefix("#q="))
            self.page.locator("[id='page:asked']", has_text=f"“{asked}”").wait_for()

    def shown(self):
        """The texts of the facts that are shown as the answer, the best first."""
        return self.page.locator("[id='page:hits'] > li > p:first-child").all_inner_texts()

    def answer(self):
        """All that is shown as the answer."""
        return self.page.locator("[id='page:found']").inner_text()

    def views(self):
        """The names of the views that are shown."""
        return [view.get_attribute("id") for view in self.page.locator(".view").all() if view.is_visible()]
