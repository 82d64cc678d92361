"""A service order from the desk over the resident's link to the verification, as people of a station and residents see it."""

import re

import pytest

from conftest import WAYS, WIDTHS, address, person
from test_people import path_of, serious

ORDERS = "/stations/S07/orders"
SENT = "上门探望一小时，登记表 A-17"


def fits(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width], page.url
    assert serious(page) == [], page.url


def place(page):
    """Chooses the first thing that is offered; the number of the order."""
    page.locator("input[name=item]").first.check()
    page.click("main form button.btn-primary")
    return page.locator("h1").inner_text().split()[0]


def deliver(page):
    page.click("section[aria-labelledby=next] button.btn-primary")
    page.fill("#field-evidence", SENT)
    page.click("section[aria-labelledby=next] button.btn-primary")


def link_of(page):
    """Makes a link on the order's page and leaves the page that shows it."""
    page.click("section[aria-labelledby=next] button.btn-primary")
    return page.locator(".codes code").first.inner_text()


def on_this_machine(link):
    return address(re.sub(r"^https?://[^/]+", "", link))


@pytest.mark.parametrize("language, width", WAYS)
def test_from_the_desk_to_the_residents_word(open_page, screenshot, language, width):
    def shot(page, name):
        screenshot(page, f"orders-{name}-{language}-{width}")
        fits(page, width)

    desk = open_page(address(ORDERS, lang=language), width=width, role="station-staff")
    shot(desk, "list")
    desk.click(".panel-head a.btn-primary")
    shot(desk, "new")
    number = place(desk)
    here = desk.url
    shot(desk, "placed")
    deliver(desk)
    shot(desk, "delivered")
    link = link_of(desk)
    assert desk.locator(".qr svg").count() == 1
    shot(desk, "link")
    # Without an account, a script or anything but the link.
    resident = open_page(on_this_machine(link) + f"?lang={language}", width=width, role=None, javascript=False)
    screenshot(resident, f"orders-ask-{language}-{width}")
    assert SENT in resident.locator("main").inner_text()
    with resident.expect_navigation():
        resident.locator("main form button").first.click()
    assert resident.locator("main form").count() == 0
    screenshot(resident, f"orders-thanks-{language}-{width}")
    resident.goto(on_this_machine(link) + f"?lang={language}")
    assert resident.locator(".message.bad").count() == 1
    screenshot(resident, f"orders-used-{language}-{width}")
    desk.goto(here)
    shot(desk, "verified")
    assert desk.locator("tbody tr").count() == 4 and desk.locator("main form").count() == 0
    desk.goto(address(ORDERS, lang=language, state="verified"))
    assert number in desk.locator("tbody").inner_text()
    desk.goto(address(ORDERS, lang=language, state="placed"))
    assert number not in desk.locator("main").inner_text()
    open_page.complaints.clear()


@pytest.mark.parametrize("language, width", WAYS)
def test_a_resident_orders_by_a_link(open_page, screenshot, language, width):
    desk = open_page(address(f"{ORDERS}/new", lang=language), width=width, role="station-manager")
    desk.click("main form button.btn-outline-primary")
    link = desk.locator(".codes code").first.inner_text()
    resident = open_page(on_this_machine(link) + f"?lang={language}", width=width, role=None)
    screenshot(resident, f"orders-choose-{language}-{width}")
    fits(resident, width)
    resident.locator("input[name=item]").last.check()
    resident.click("main form button.btn-primary")
    said = resident.locator("main").inner_text()
    screenshot(resident, f"orders-ordered-{language}-{width}")
    number = re.search(r"H\d{6}-[0-9A-Z]{4}", said)[0]
    desk.goto(address(f"{ORDERS}/{number}", lang=language))
    assert path_of(desk) == f"{ORDERS}/{number}"
    assert desk.locator("tbody tr").count() == 1
    resident.goto(on_this_machine(link))
    assert resident.locator("input[name=item]").count() == 0
    open_page.complaints.clear()


def test_a_code_is_typed_at_the_counter(open_page, screenshot):
    desk = open_page(address(f"{ORDERS}/new"), role="station-staff")
    number = place(desk)
    here = desk.url
    deliver(desk)
    desk.click("section[aria-labelledby=next] button.btn-outline-primary")
    shown = desk.locator(".codes code").all_inner_texts()
    assert shown[0] == number
    screenshot(desk, "orders-code")
    resident = open_page(on_this_machine(desk.locator(".form-link a").first.get_attribute("href")), role=None)
    for code, wrong in [("000000" if shown[1] != "000000" else "000001", True), (shown[1], False)]:
        resident.fill("#field-order", number)
        resident.fill("#field-code", code)
        resident.click("main form button")
        assert resident.locator(".message.bad").count() == (1 if wrong else 0)
        screenshot(resident, f"orders-counter-{wrong}")
    desk.goto(here)
    assert desk.locator("tbody tr").count() == 4
    open_page.complaints.clear()


def test_what_was_not_received_is_told_and_a_cancellation_asks_why(open_page, screenshot):
    desk = open_page(address(f"{ORDERS}/new"), role="station-staff")
    place(desk)
    here = desk.url
    deliver(desk)
    link = link_of(desk)
    resident = open_page(on_this_machine(link), role=None)
    with resident.expect_navigation():
        resident.locator("main form button.btn-outline-danger").click()
    desk.goto(here)
    assert desk.locator(".message.look").count() == 1
    screenshot(desk, "orders-denied")
    cancel = desk.locator("form[action$='/cancel']")
    cancel.locator("#field-reason").fill("x")
    cancel.locator("button").click()
    assert desk.locator(".message.bad").count() == 1
    assert desk.locator("#field-reason").input_value() == "x"
    desk.fill("#field-reason", "居民没有收到，改期")
    desk.locator("form[action$='/cancel'] button").click()
    assert desk.locator("main form").count() == 0
    open_page.complaints.clear()


def test_others_see_nothing(open_page):
    desk = open_page(address(f"{ORDERS}/new"), role="station-staff")
    place(desk)
    for role in ("director", "finance-officer", "hospital-coordinator"):
        for path in (ORDERS, path_of(desk)):
            assert person(role).status(path) == 404, (role, path)
