"""What plugins decide, as people see it: how they are doing, and what they say of a resident and of a station."""

import re

import pytest

from conftest import LANGUAGES, WAYS, WIDTHS, address, read_json, views
from test_people import path_of, serious
from test_residents import STATION, screened_resident

OPERATIONS = "/administration/operations"


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]


def test_pages_fit_and_are_accessible(open_page, screenshot):
    path = f"{STATION}/residents/{screened_resident()}"
    for role, here in [("director", OPERATIONS), ("auditor", OPERATIONS), ("station-staff", path)]:
        page = open_page("about:blank", role=role)
        for language, width in views(page, here):
            screenshot(page, f"plugins-{role}-{language}-{width}")
            assert path_of(page) == here and page.locator("h1").count() == 1
            assert fits(page, width), here
            assert (language, width) not in WAYS or serious(page) == [], here


def test_every_plugin_stands_on_the_operations_page(open_page):
    plugins = read_json("/api/v1" + OPERATIONS)["plugins"]
    assert len(plugins) == 5 and all(one["state"] == "running" and one["processId"] > 0 for one in plugins)
    page = open_page(address("/"))
    page.click(f"nav.entries a[href='{OPERATIONS}']")
    assert path_of(page) == OPERATIONS
    assert page.locator("nav.entries a").count() <= 7
    for one in plugins:
        row = page.locator(f"tr[data-plugin='{one['id']}']").inner_text()
        assert one["version"] in row and "运行中" in row and "✓" in row


def test_staff_see_what_to_do_for_a_resident_and_why(open_page):
    page = open_page(address(f"{STATION}/residents/{screened_resident()}"), role="station-staff")
    packages = page.locator("section[aria-labelledby=offers] tbody tr")
    assert packages.count() == 3
    for row in packages.all():
        text = row.inner_text()
        assert re.search("符合条件|不符合|待核实", text) and text.count("¥") == 3
        assert row.locator(".reason").count() >= 1
    for row in page.locator("section[aria-labelledby=next] tbody tr").all():
        assert re.search(r"\d{4}年\d+月\d+日", row.inner_text())
        assert re.search("今天|明天|还有 \\d+ 天|已逾期 \\d+ 天", row.inner_text())
        assert row.locator(".reason").count() >= 1
    assert page.locator("main .message.bad").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_counsellors_are_ranked_for_a_problem_and_a_tier(open_page, screenshot, language):
    path = f"{STATION}/residents/{screened_resident()}"
    page = open_page(address(path, lang=language), role="station-staff")
    page.select_option("#problem", index=1)
    page.select_option("#tier", "C3")
    page.click("#matching button[type=submit]")
    page.wait_for_load_state()
    assert path_of(page) == path and page.get_attribute("html", "lang").startswith(language)
    assert set(re.findall(r"[?&](\w+)=", page.url)) == {"problem", "tier"} | ({"lang"} if language == "en" else set())
    assert page.locator("#tier").input_value() == "C3"
    rows = page.locator("#matching tbody tr")
    assert rows.count() == 2
    scores = [int(text) for text in page.locator("#matching tbody td.num").all_inner_texts()]
    assert all(0 < score <= 100 for score in scores)
    assert all(row.locator(".reason").count() >= 1 for row in rows.all())
    assert page.locator("#matching .message.look").count() == 1
    assert serious(page) == []
    screenshot(page, f"plugins-counsellors-{language}")
