"""Fixtures: a browser, pages in both languages and widths, and the figures that the hub gives as JSON."""

import functools
import json
import os
import pathlib
import urllib.request

import pytest
from playwright.sync_api import sync_playwright
from xdist.scheduler.loadscope import LoadScopeScheduling

from people import BASE, Person

PAGES = {"overview": "/", "station": "/stations/S07"}
WIDTHS = {"desk": 1280, "phone": 390}
LANGUAGES = ("zh", "en")
# A way over several pages is gone once on a phone and once at a desk, and so is it asked whether a page is accessible; how
# each page fits is looked at in all four.
WAYS = [("zh", "phone"), ("en", "desk")]


# They change a station's orders, facts, profile, residents and notices, or compare what stands there: one after the other.
DISTRICT = {"test_figures", "test_funding", "test_live", "test_offers", "test_orders", "test_plugins", "test_residents"}
# How the pages of these fit is looked at beside them.
FITS = {"test_funding": "test_every_page_fits", "test_offers": "test_pages_fit_and_are_accessible"}


class Groups(LoadScopeScheduling):
    """Gives the tests of a group to one worker."""

    def _split_scope(self, nodeid):
        file, _, name = nodeid.partition("::")
        stem = pathlib.Path(file).stem
        if name.split("[")[0] == FITS.get(stem):
            return "fits"
        return "district" if stem in DISTRICT else stem


def pytest_xdist_make_scheduler(config, log):
    return Groups(config, log)


def pytest_collection_modifyitems(items):
    for item in items:
        if not BASE:
            item.add_marker(pytest.mark.skip(reason="XINLIAN_PAGE_URL is not set"))


def address(path, **query):
    query = {name: value for name, value in query.items() if value is not None}
    if query.get("lang") == "zh":
        del query["lang"]
    return BASE + path + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def person(role="director"):
    return signed_in(role)


@functools.cache
def signed_in(role):
    """One person a role, since making somebody anew ends what the one before is signed in to."""
    return Person(role)


def read(path, role="director"):
    """The body of what somebody in a role is shown."""
    cookies = "; ".join(f"{name}={value}" for name, value in person(role).cookies.items())
    with urllib.request.urlopen(urllib.request.Request(BASE + path, headers={"Cookie": cookies}), timeout=20) as answer:
        return answer.read()


def read_json(path, role="director"):
    return json.loads(read(path, role))


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        path = os.environ.get("XINLIAN_CHROMIUM", "/usr/bin/chromium-headless-shell")
        # Chromium's own sandbox refuses to run as root, as it does in a container.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


# A chart follows its box one frame after the box has followed the window, and what stands beside it one after that.
FRAMES = """async () => { for (let left = 4; left > 0; left--) await new Promise(requestAnimationFrame) }"""


def views(page, path):
    """The page in both languages, each loaded once, and in both widths."""
    for language in LANGUAGES:
        page.goto(address(path, lang=language))
        for width in WIDTHS:
            page.set_viewport_size({"width": WIDTHS[width], "height": 900})
            page.evaluate(FRAMES)
            yield language, width


@pytest.fixture(scope="session")
def contexts(browser):
    """The browser of each person, kept from test to test as people do."""
    kept = {}

    def context(role, javascript):
        if (role, javascript) not in kept:
            kept[role, javascript] = browser.new_context(java_script_enabled=javascript)
            kept[role, javascript].add_cookies(person(role).browser_cookies)
        return kept[role, javascript]

    yield context
    for context in kept.values():
        context.close()


@pytest.fixture
def open_page(browser, contexts):
    """Opens an address and fails the test at its end if the console said anything wrong; strangers come with a browser of
    their own."""
    opened, complaints = [], []

    def open_page(url, width="desk", javascript=True, role="director", context=None):
        if not role and not context:
            context = browser.new_context(java_script_enabled=javascript)
            opened.append(context)
        page = (context or contexts(role, javascript)).new_page()
        opened.insert(0, page)
        page.set_viewport_size({"width": WIDTHS[width], "height": 900})
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url, wait_until="load")
        return page

    open_page.complaints = complaints
    yield open_page
    for one in opened:
        one.close()
    assert not complaints, complaints


@pytest.fixture
def screenshot():
    folder = os.environ.get("XINLIAN_SCREENSHOTS")

    def take(page, name):
        if folder:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return take


def figure(page, name):
    """The text of a figure as a reader sees it."""
    return page.locator(f'[data-figure="{name}"]').first.inner_text().strip()


def figures(page):
    return page.eval_on_selector_all(
        "[data-figure]", "all => Object.fromEntries(all.map(one => [one.dataset.figure, one.textContent.trim()]))")
