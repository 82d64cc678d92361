"""An open page follows the hub by itself."""

import os
import subprocess

import pytest

from conftest import PAGES, address, figure


@pytest.mark.parametrize("path", PAGES.values())
def test_page_says_that_it_is_live(open_page, path):
    page = open_page(address(path))
    page.wait_for_selector('[data-live="on"]', timeout=10_000)
    assert page.locator(".live-on").is_visible()


def test_page_says_when_the_connection_is_lost(open_page):
    page = open_page("about:blank")
    page.route("**/events/**", lambda route: route.abort())
    page.goto(address("/"))
    page.wait_for_selector('[data-live="off"]', timeout=10_000)
    assert page.locator(".live-off").is_visible()
    page.unroute("**/events/**")
    page.wait_for_selector('[data-live="on"]', timeout=20_000)
    # The browser itself logs the requests that were cut off.
    open_page.complaints.clear()


@pytest.mark.skipif("XINLIAN_TOUCH_CMD" not in os.environ, reason="XINLIAN_TOUCH_CMD is not set")
@pytest.mark.parametrize("path", ["/", "/?lang=en"])
def test_new_facts_arrive_without_reload(open_page, path):
    page = open_page(address("/") + path[1:])
    page.wait_for_selector('[data-live="on"]', timeout=10_000)
    page.evaluate("window.stillTheSamePage = true")
    before = figure(page, "totals.facts")
    height = page.evaluate("document.documentElement.scrollHeight")
    subprocess.run(os.environ["XINLIAN_TOUCH_CMD"], shell=True, check=True, timeout=120)
    page.wait_for_function(
        """(before) => document.querySelector('[data-figure="totals.facts"]').textContent !== before""",
        arg=before, timeout=15_000)
    assert int(figure(page, "totals.facts").replace(",", "")) > int(before.replace(",", ""))
    assert figure(page, "sum.facts") == figure(page, "totals.facts")
    assert page.evaluate("window.stillTheSamePage") is True
    assert abs(page.evaluate("document.documentElement.scrollHeight") - height) < 60
    shown = {name: figure(page, name) for name in ("totals.screenings", "totals.facts", "funnel.reach")}
    page.reload()
    for name, text in shown.items():
        assert figure(page, name) == text
