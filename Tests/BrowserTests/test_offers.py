"""A station's profile and services: rehearsed, decided, in force at the stated moment, and restored."""

import datetime
import zoneinfo

from conftest import WAYS, WIDTHS, address, read_json, views
from test_people import path_of, serious

STATION = "/stations/S07"
PROFILE = f"{STATION}/profile"
MANAGER = "station-manager"
LOCAL = zoneinfo.ZoneInfo("Asia/Shanghai")


def decisions():
    return read_json(f"/api/v1{STATION}/offers", MANAGER)


def in_force():
    return next(one for one in decisions() if one["isInForce"])


def by_code(choices):
    return {one["code"]: one for one in choices}


def rehearse(page):
    page.click(".offer-form button[type=submit]")
    page.wait_for_selector("#rehearsal, .message.bad")


def restore(page, number):
    """Puts a decision of before in force at once, through the pages."""
    page.goto(address(f"{PROFILE}/{next(one for one in decisions() if one['number'] == number)['profile']}",
                      revision=number, **{"at-once": 1}))
    rehearse(page)
    page.click("section:has(#rehearsal) form button")
    page.wait_for_selector(".message.good")


def test_pages_fit_and_are_accessible(open_page, screenshot):
    pages = [(MANAGER, PROFILE), (MANAGER, f"{PROFILE}/elderly-guardian"), ("director", "/administration/plugins")]
    for role, path in pages:
        page = open_page("about:blank", role=role)
        for language, width in views(page, path):
            if path.endswith("elderly-guardian") and not page.locator("#rehearsal").count():
                rehearse(page)
            assert path_of(page) in (path, f"{path}/rehearsal")
            screenshot(page, f"{role}-{path.strip('/').replace('/', '-')}-{language}-{width}")
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width], path
            assert (language, width) not in WAYS or serious(page) == [], path


def test_a_price_is_rehearsed_decided_and_restored(open_page):
    before = in_force()
    page = open_page(address(PROFILE), role=MANAGER)
    page.click("a.btn-primary")
    page.fill("#field-price-family-consultation", "9999")
    rehearse(page)
    # Refused with the reason, and nothing that was typed is lost.
    assert "720" in page.locator(".message.bad").inner_text()
    assert page.input_value("#field-price-family-consultation") == "9999"
    assert page.get_attribute("#field-price-family-consultation", "aria-invalid") == "true"
    page.fill("#field-price-family-consultation", "555.50")
    page.uncheck("#field-activity-exam-relief-camp")
    page.fill("#field-day", "")
    rehearse(page)
    effects = page.locator(".effects li").all_inner_texts()
    assert any("555.50" in one for one in effects) and len(effects) == 2, effects
    # Nothing changed yet.
    assert in_force() == before
    page.click("section:has(#rehearsal) form button")
    page.wait_for_selector(".message.good")
    after = in_force()
    assert after["number"] > before["number"] and after["origin"] == "station"
    assert {"code": "family-consultation", "priceFen": 55550} in after["packages"]
    assert "555.50" in page.locator("section:has(#now)").inner_text()
    # The station's page shows it at once.
    page.goto(address(STATION))
    assert "555.50" in page.locator("section:has(#packages)").inner_text()
    restore(page, before["number"])
    # The form lists what there is in the profile's own order.
    restored = in_force()
    assert by_code(restored["packages"]) == by_code(before["packages"])
    assert by_code(restored["activities"]) == by_code(before["activities"])
    # The refusal was an answer of its own, which the browser's console names.
    open_page.complaints[:] = [one for one in open_page.complaints if "422" not in one]


def test_a_later_moment_waits_and_can_be_taken_back(open_page):
    before = in_force()
    page = open_page(address(f"{PROFILE}/elderly-guardian"), role=MANAGER)
    day = (datetime.datetime.now(LOCAL) + datetime.timedelta(days=3)).date()
    page.fill("#field-day", str(day))
    page.fill("#field-time", "08:30")
    rehearse(page)
    assert f"{day} 08:30" in page.locator("section:has(#rehearsal) form button").inner_text()
    page.click("section:has(#rehearsal) form button")
    page.wait_for_selector(".message.good")
    assert f"{day} 08:30" in page.locator("section:has(#scheduled)").inner_text()
    assert in_force() == before
    page.click("section:has(#scheduled) a.btn")
    rehearse(page)
    page.click("section:has(#rehearsal) form button")
    page.wait_for_selector(".message.good")
    assert page.locator("#scheduled").count() == 0
    assert in_force()["profile"] == before["profile"]


def test_two_managers_at_once_decide_one_after_the_other(open_page):
    before = in_force()
    first = open_page(address(f"{PROFILE}/parent-child-partner"), role=MANAGER)
    second = open_page(address(f"{PROFILE}/parent-child-partner"), role="director")
    for page, price in ((first, "500"), (second, "501")):
        page.fill("#field-price-family-consultation", price)
        page.fill("#field-day", "")
        rehearse(page)
    first.click("section:has(#rehearsal) form button")
    first.wait_for_selector(".message.good")
    second.click("section:has(#rehearsal) form button")
    second.wait_for_selector(".message.bad")
    # The refusal is an answer of its own, which the browser's console names.
    second.wait_for_load_state()
    open_page.complaints[:] = [one for one in open_page.complaints if "409" not in one]
    assert {"code": "family-consultation", "priceFen": 50000} in in_force()["packages"]
    assert second.input_value("#field-price-family-consultation") == "501"
    restore(first, before["number"])


def test_the_director_sees_versions_and_who_uses_them(open_page):
    page = open_page(address("/administration/plugins"))
    rows = page.locator("tbody tr")
    assert rows.count() >= 5
    stations = sum(int(one) for one in page.locator("tbody td.num").all_inner_texts())
    assert stations == len(read_json("/api/v1/overview")["stations"])
    assert "1.1.0" in rows.filter(has_text="parent-child-partner").inner_text()
