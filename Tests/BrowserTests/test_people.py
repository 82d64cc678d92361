"""People of every role sign in at a real browser, by keyboard alone, in both languages."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import LANGUAGES, WIDTHS, address, person, views
from people import PASSWORD, ROLES, time_code

HOMES = {
    "director": "/", "brand-operator": "/", "finance-officer": "/", "auditor": "/", "station-manager": "/stations/S07",
    "station-staff": "/stations/S07", "hospital-coordinator": "/hospitals/H01", "volunteer": "/account",
}
NEEDS_CODE = {"director", "finance-officer", "auditor"}


def path_of(page):
    return re.sub(r"^https?://[^/]*", "", page.url).split("?")[0]


def next_code(somebody):
    """A code is good once. Soon after another one, the next step's is taken as well; after that, a recovery code is."""
    for seconds in (0, 30):
        code = time_code(somebody.secret, time.time() + seconds)
        if code not in somebody.codes:
            somebody.codes.append(code)
            return code
    return somebody.recovery.pop()


def serious(page):
    found = Axe().run(page).response["violations"]
    return [f'{one["id"]}: {one["nodes"][0]["html"][:120]}' for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("role, language", [(role, LANGUAGES[place % 2]) for place, role in enumerate(ROLES)])
def test_everybody_signs_in_by_keyboard(open_page, role, language):
    somebody = person(role)
    page = open_page(address("/", lang=language), role=None)
    assert path_of(page) == "/sign-in"
    assert page.evaluate("document.documentElement.lang").startswith(language)
    assert serious(page) == []
    # The first field has the focus; Tab leads on, Enter sends.
    page.keyboard.type(somebody.name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if role in NEEDS_CODE:
        assert path_of(page) == "/sign-in/code"
        assert serious(page) == []
        page.keyboard.type(next_code(somebody))
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert path_of(page) == HOMES[role]
    assert page.evaluate("document.documentElement.lang").startswith(language)
    assert page.locator(".me-name").inner_text() == f"测试 {role}"
    assert serious(page) == []
    for link in page.locator("nav.entries a").all():
        assert page.request.get(page.evaluate("a => a.href", link.element_handle())).status == 200
    # Out again, also by keyboard.
    page.locator(".me summary").focus()
    page.keyboard.press("Enter")
    page.locator(".me-menu form[action^='/sign-out'] button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert path_of(page) == "/sign-in"
    page.goto(address(HOMES[role]))
    assert path_of(page) == "/sign-in"


@pytest.mark.parametrize("role, path", [
    ("director", "/administration/accounts"), ("station-manager", "/stations/S07/staff"), ("director", "/account"),
    ("volunteer", "/account"), ("hospital-coordinator", "/hospitals/H01"), (None, "/sign-in"),
])
def test_pages_of_accounts_fit_and_are_accessible(open_page, screenshot, role, path):
    page = open_page("about:blank", role=role)
    for language, width in views(page, path):
        screenshot(page, f"{path.strip('/').replace('/', '-')}-{language}-{width}")
        assert path_of(page) == path
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
        assert serious(page) == []


def test_a_manager_makes_an_account_and_hands_over_the_link(open_page):
    page = open_page(address("/stations/S07/staff"), role="station-manager")
    page.locator("#new").scroll_into_view_if_needed()
    name = f"new-{int(page.evaluate('Date.now()'))}"
    page.fill("#field-display-name", "<b>新人</b>'; --")
    page.fill("#field-name", name)
    page.click("#new button[type=submit]")
    link = page.locator(".codes code").inner_text()
    assert "/sign-in/link?token=" in link
    stranger = open_page(link, role=None)
    assert "<b>新人</b>'; --" in stranger.locator(".lead-text").inner_text()
    stranger.fill("#field-password", "nine calm harbours 5")
    stranger.fill("#field-again", "nine calm harbours 5")
    stranger.click("button[type=submit]")
    stranger.wait_for_selector(".message.good")
    stranger.fill("input[name=name]", name)
    stranger.fill("input[name=password]", "nine calm harbours 5")
    stranger.keyboard.press("Enter")
    stranger.wait_for_selector(".me-name")
    assert stranger.locator(".me-name").inner_text() == "<b>新人</b>'; --"
    # Typed once more, it is taken; what was typed is still there.
    page.goto(address("/stations/S07/staff"))
    page.fill("#field-display-name", "另一人")
    page.fill("#field-name", name)
    page.click("#new button[type=submit]")
    page.wait_for_selector(".message.bad")
    assert page.locator("#field-display-name").input_value() == "另一人"
    open_page.complaints.clear()


def test_others_stations_look_absent(open_page):
    page = open_page(address("/stations/S08"), role="station-manager")
    assert page.locator(".status-code").inner_text() == "404"
    open_page.complaints.clear()
