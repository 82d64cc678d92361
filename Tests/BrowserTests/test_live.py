"""An open page follows the hub by itself."""

import json
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


def test_what_was_typed_and_opened_survives_other_rows(open_page):
    """The hub's events are replaced by one that tells of another shape, once everything is typed and opened."""
    page = open_page("about:blank")
    told = {"body": ": nothing new\n\n"}
    page.route("**/events/**", lambda route: route.fulfill(
        status=200, content_type="text/event-stream", body="retry: 100\n\n" + told["body"]))
    page.goto(address("/"))
    page.locator(".table-behind summary").first.click()
    page.select_option("#filter-status", "silent")
    page.select_option("#period", index=1)
    period = page.locator("#period").input_value()
    page.locator("#filter-text").press_sequentially("新河")
    page.evaluate("window.before = document.querySelector('main')")
    update = {"figures": {}, "hints": {}, "charts": {}, "shape": "another"}
    told["body"] = f"event: figures\ndata: {json.dumps(update)}\n\n"
    page.wait_for_function("() => document.querySelector('main') !== window.before", timeout=10_000)
    told["body"] = ": nothing new\n\n"
    assert page.locator("#filter-text").input_value() == "新河"
    assert page.locator("#filter-status").input_value() == "silent"
    assert page.locator("#period").input_value() == period
    assert page.locator(".table-behind").first.get_attribute("open") is not None
    assert page.evaluate("document.activeElement.id") == "filter-text"
    page.keyboard.type("街")
    assert page.locator("#filter-text").input_value() == "新河街"


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
