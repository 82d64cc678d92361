"""Fixtures: a browser, pages in both languages and widths, and the figures that the hub gives as JSON."""

import functools
import json
import os
import pathlib
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from people import BASE, Person

PAGES = {"overview": "/", "station": "/stations/S07"}
WIDTHS = {"desk": 1280, "phone": 390}
LANGUAGES = ("zh", "en")


def pytest_collection_modifyitems(items):
    if not BASE:
        for item in items:
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
        path = os.environ.get("XINLIAN_CHROMIUM", "/usr/bin/chromium")
        # Chromium's own sandbox refuses to run as root, as it does in a container.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Opens an address and fails the test at its end if the console said anything wrong."""
    contexts, complaints = [], []

    def open_page(url, width="desk", javascript=True, role="director"):
        context = browser.new_context(
            viewport={"width": WIDTHS[width], "height": 900}, java_script_enabled=javascript)
        if role:
            context.add_cookies(person(role).browser_cookies)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url, wait_until="load")
        return page

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
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
