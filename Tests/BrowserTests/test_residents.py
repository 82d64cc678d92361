"""A station's residents, and break-glass access to one record, as people of the roles see them."""

import json

import pytest

from conftest import WAYS, WIDTHS, address, read, read_json, views
from test_people import path_of, serious

STATION = "/stations/S07"
REASON = "居民来电称有轻生念头，站点无人接听"


def screened_resident():
    """A registered resident with a screening; who that is differs with the seed of the demonstration."""
    for line in read_json(f"/api/v1{STATION}/residents", "station-staff")["residents"]:
        record = read_json(f"/api/v1{STATION}/residents/{line['resident']}", "station-staff")
        if any(one["kind"] == "screening.completed" for one in record["records"]):
            return line["resident"]
    raise AssertionError("nobody on the first page was screened")


def open_in_emergency(open_page, resident):
    page = open_page(address("/emergency"))
    page.select_option("#field-station", "S07")
    page.fill("#field-resident", resident)
    page.fill("#field-reason", REASON)
    page.click("main .fields button[type=submit]")
    page.wait_for_selector("#records")
    return page


def test_pages_fit_and_are_accessible(open_page, screenshot):
    resident = screened_resident()
    emergency = open_in_emergency(open_page, resident)
    pages = [("station-manager", f"{STATION}/residents"), ("station-manager", f"{STATION}/residents/{resident}"),
             ("director", "/emergency"), ("director", path_of(emergency)), ("director", "/administration/notices"),
             ("auditor", "/administration/notices"), ("station-staff", f"{STATION}/notices"),
             ("station-staff", STATION), ("auditor", "/administration/audit")]
    for role, path in pages:
        page = open_page("about:blank", role=role)
        name = path.replace(resident, "one").strip("/").replace("/", "-")
        for language, width in views(page, path):
            screenshot(page, f"{role}-{name[:40]}-{language}-{width}")
            assert path_of(page) == path
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width], path
            assert (language, width) not in WAYS or serious(page) == [], path


def test_the_list_is_searched_and_sorted(open_page):
    resident = screened_resident()
    page = open_page(address(f"{STATION}/residents"), role="station-staff")
    page.fill("#q", resident[:8])
    page.click("form.filters button")
    rows = page.locator("tbody tr")
    assert rows.count() == 1 and resident[:8] in rows.first.inner_text()
    page.goto(address(f"{STATION}/residents"))
    page.locator("th button.sort").nth(1).focus()
    page.keyboard.press("Enter")
    years = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert len(years) > 5 and years == sorted(years)
    page.keyboard.press("Enter")
    assert page.locator("tbody tr td:nth-child(2)").all_inner_texts() == sorted(years, reverse=True)
    page.goto(address(f"{STATION}/residents", q="00000000"))
    assert page.locator(".empty").count() == 1


def test_a_manager_hands_over_the_file_and_staff_can_not(open_page):
    resident = screened_resident()
    page = open_page(address(f"{STATION}/residents/{resident}"), role="station-manager")
    with page.expect_download() as download:
        page.click("a[download]")
    record = json.loads(download.value.path().read_text())
    assert record["resident"] == resident and record["records"]
    page = open_page(address(f"{STATION}/residents/{resident}"), role="station-staff")
    assert page.locator("a[download]").count() == 0 and page.locator("main form[method=post]").count() == 0


def test_both_sides_are_told_on_open_pages(open_page):
    """Nobody reloads: the line appears on the pages that the station's people and the bureau's have open."""
    resident = screened_resident()
    for role, path in [("station-staff", f"{STATION}/notices"), ("auditor", "/administration/notices")]:
        page = open_page(address(path), role=role)
        while page.locator("main form button").count():
            page.locator("main form button").first.click()
    watching = [open_page(address(STATION), role="station-staff"), open_page(address("/"), role="auditor")]
    for page in watching:
        page.wait_for_selector("[data-live=on]")
        assert page.locator(".message.look").count() == 0
    emergency = open_in_emergency(open_page, resident)
    assert emergency.locator(".message.look").count() == 1
    for page in watching:
        page.wait_for_selector(".message.look", timeout=5000)
    page = watching[0]
    page.click(".message.look a")
    assert REASON in page.locator("tbody tr").first.inner_text()
    page.locator("main form button").first.click()
    page.goto(address(STATION))
    assert page.locator(".message.look").count() == 0
    # Given back, the record is closed.
    here = emergency.url
    emergency.click("form[action$='/end'] button")
    emergency.goto(here)
    assert emergency.locator(".status-code").inner_text() == "404"
    open_page.complaints.clear()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(open_page):
    page = open_page(address("/emergency"))
    page.select_option("#field-station", "S07")
    page.fill("#field-resident", "3f2a")
    page.fill("#field-reason", REASON)
    page.select_option("#field-hours", "3")
    page.click("main .fields button[type=submit]")
    assert page.locator(".message.bad").count() == 1
    typed = [page.locator(f"#field-{name}").input_value() for name in ("station", "resident", "reason", "hours")]
    assert typed == ["S07", "3f2a", REASON, "3"]
    open_page.complaints.clear()


def test_a_manager_erases_somebody(open_page):
    lines = read_json(f"/api/v1{STATION}/residents", "station-staff")["residents"]
    resident = lines[-1]["resident"]
    page = open_page(address(f"{STATION}/residents/{resident}"), role="station-manager")
    page.fill("#field-reason", "居民本人书面要求")
    page.fill("#field-confirm", "x")
    page.click("main .fields button[type=submit]")
    assert page.locator(".message.bad").count() == 1
    assert page.locator("#field-reason").input_value() == "居民本人书面要求"
    page.fill("#field-confirm", resident[:8])
    page.click("main .fields button[type=submit]")
    assert "资料已删除" in page.locator("main").inner_text()
    assert resident not in read(f"/api/v1{STATION}/residents", "station-staff").decode()
    open_page.complaints.clear()
