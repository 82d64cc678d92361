"""The district's money: a claim from the station's form to the paid voucher, as the people who share the work see it."""

import hashlib
import re
import time

import pytest

from conftest import WAYS, WIDTHS, address, person, views
from test_orders import deliver, link_of, on_this_machine, place
from test_pages import CLIPPED, OVERLAPS
from test_people import path_of, serious

STATION = "/stations/S07"
PAGES = {
    "overview": ("/funding", "finance-officer"), "vouchers": ("/funding/vouchers", "finance-officer"),
    "inbox": ("/funding/inbox", "finance-officer"), "claims": ("/funding/claims", "director"),
    "months": ("/funding/months", "auditor"), "appropriate": ("/funding/budget/appropriate", "finance-officer"),
    "allocate": ("/funding/budget/allocate", "finance-officer"), "adjust": ("/funding/budget/adjust", "director"),
    "freeze": ("/funding/budget/freeze", "director"), "own": (STATION + "/funding", "station-manager"),
    "own-claims": (STATION + "/claims", "station-manager"),
}


def fits(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width], page.url
    assert serious(page) == [], page.url
    assert page.evaluate(OVERLAPS) == [], page.url


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits(open_page, screenshot, name):
    path, role = PAGES[name]
    page = open_page("about:blank", role=role)
    for language, width in views(page, path):
        assert page.locator("h1").count() == 1
        screenshot(page, f"funding-{name}-{language}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
        assert page.evaluate(OVERLAPS) == []
        assert (language, width) not in WAYS or serious(page) == []
        assert page.evaluate(CLIPPED) == []
    # The switch of language keeps the page.
    page.locator("a.language").click()
    page.wait_for_load_state()
    assert path_of(page) == path


def owe(open_page):
    """An order that the resident verified; its number."""
    desk = open_page(address(STATION + "/orders/new"), role="station-staff")
    number = place(desk)
    deliver(desk)
    resident = open_page(on_this_machine(link_of(desk)), role=None, javascript=False)
    with resident.expect_navigation():
        resident.locator("main form button").first.click()
    return number


def until(page, condition):
    """Money follows an order a moment after its step."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, page.url
        page.reload()


def send(page, button):
    """By keyboard: the button takes the focus, Enter sends."""
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".message.bad").count() == 0, page.locator(".message.bad").all_inner_texts()


def approve(open_page, number, width, screenshot):
    """Approves the voucher of an order's service together with another one, by keyboard."""
    page = open_page(address("/funding/vouchers", state="waiting"), width=width, role="finance-officer")
    screenshot(page, f"funding-vouchers-waiting-{width}")
    fits(page, width)
    while not page.locator("tbody tr", has_text=number).count():
        with page.expect_navigation():
            page.locator("main a[href*='after=']").click()
    row = page.locator("tbody tr", has_text=number)
    boxes = [row, page.locator("tbody tr").last]
    for box in boxes:
        box.locator("input").focus()
        page.keyboard.press("Space")
    chosen = page.locator("main input:checked").count()
    send(page, page.locator("main form[method=post] button.btn-primary"))
    assert page.locator(".message.good").inner_text().startswith(f"✓ {chosen} ")


def test_a_claim_from_the_station_to_the_paid_voucher(open_page, screenshot, width="phone"):
    number = owe(open_page)
    manager = open_page(address(STATION + "/funding"), width=width, role="station-manager")
    send(manager, manager.locator(".panel-head a.btn-primary"))
    until(manager, lambda: manager.locator(f'input[value="{number}"]').count() == 1)
    screenshot(manager, f"funding-claim-form-{width}")
    # Only this order: what others left behind stays unclaimed.
    group = manager.locator(".claim-group", has=manager.locator(f'input[value="{number}"]'))
    group.locator("input[type=checkbox]").evaluate_all(
        "(all, number) => all.forEach((one) => { one.checked = one.value === number })", number)
    send(manager, group.locator("button"))
    claim = manager.locator("h1").inner_text().split()[0]
    assert re.fullmatch(r"C\d{6}-[0-9A-Z]{6}", claim)
    screenshot(manager, f"funding-claim-submitted-{width}")
    fits(manager, width)

    # The vouchers of the services are approved first; the hub prepared them.
    approve(open_page, number, width, screenshot)
    officer = open_page(address("/funding/claims", state="submitted"), width=width, role="finance-officer")
    fits(officer, width)
    send(officer, officer.get_by_role("link", name=claim))
    here = officer.url.split("?")[0]
    screenshot(officer, f"funding-claim-{width}")
    send(officer, officer.locator("form[action*='/approve'] button"))
    document = f"支付令 {claim}"
    officer.locator("#field-document").focus()
    officer.keyboard.type(document)
    screenshot(officer, f"funding-claim-pay-{width}")
    fits(officer, width)
    send(officer, officer.locator("form[action*='/pay'] button"))
    assert officer.locator("form[action*='/pay']").count() == 0
    with officer.expect_navigation():
        officer.locator(".facts a[href*='/funding/vouchers/']").click()
    # Who prepared it can't approve it.
    assert officer.locator("section[aria-labelledby=decide] form").count() == 0
    voucher = path_of(officer)
    screenshot(officer, f"funding-voucher-own-{width}")
    fits(officer, width)

    director = open_page(address(voucher), width=width, role="director")
    assert document in director.locator("main").inner_text()
    send(director, director.locator("form[action*='/approve'] button"))
    assert re.search(r"记-\d+", director.locator("h1").inner_text())
    screenshot(director, f"funding-voucher-paid-{width}")
    for name in ("financial", "budgetary"):
        table = director.locator(f"section[aria-labelledby={name}] tfoot td")
        assert table.nth(0).inner_text() == table.nth(1).inner_text() != "¥0.00"
    fits(director, width)
    officer.goto(here)
    assert "已支付" in officer.locator("h1").inner_text()
    manager.goto(address(STATION + "/claims", state="paid"))
    assert claim in manager.locator("tbody").last.inner_text()
    # From the line to the event to the voucher.
    auditor = open_page(address(voucher), width=width, role="auditor")
    assert auditor.locator("main form").count() == 0
    with auditor.expect_navigation():
        auditor.locator(".facts a[href*='/funding/lines/']").click()
    assert auditor.locator(f"a[href*='{voucher}']").count() == 1
    screenshot(auditor, f"funding-line-{width}")
    fits(auditor, width)


def test_a_form_that_is_refused_keeps_what_was_typed_and_moves_once(open_page, screenshot):
    page = open_page(address("/funding/budget/appropriate"), role="finance-officer")
    page.select_option("#field-funding-line", index=1)
    page.fill("#field-amount", "12,x")
    number = f"试〔{time.time_ns()}〕号"
    page.fill("#field-document", number)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".message.bad").count() == 1
    assert page.locator("#field-amount").input_value() == "12,x"
    assert page.locator("#field-document").input_value() == number
    screenshot(page, "funding-refused")
    page.fill("#field-amount", "¥1,234.50")
    # As by a second click while the first is on its way.
    with page.expect_navigation():
        page.evaluate("() => { const form = document.querySelector('main form'); form.requestSubmit(); form.requestSubmit(); }")
    page.wait_for_selector(".message.good")
    with page.expect_navigation():
        page.locator("tbody th a").first.click()
    assert page.locator("tbody tr", has_text=number).count() == 1
    open_page.complaints.clear()


def test_others_see_nothing():
    for role in ("brand-operator", "station-staff", "station-manager", "hospital-coordinator", "volunteer"):
        for path in ("/funding", "/funding/vouchers", "/funding/claims", "/stations/S08/funding"):
            assert person(role).status(path) == 404, (role, path)


@pytest.mark.parametrize("language, width", WAYS)
def test_a_paper_is_recorded_by_its_digest_alone(open_page, screenshot, tmp_path, language, width):
    page = open_page(address("/funding/vouchers", lang=language), width=width, role="finance-officer")
    with page.expect_navigation():
        page.locator("tbody a[href*='/funding/vouchers/']").first.click()
    paper = tmp_path / f"发票 {language}{width}.pdf"
    paper.write_bytes(f"paper {language} {width}".encode())
    digest = hashlib.sha256(paper.read_bytes()).hexdigest()
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.locator("section[aria-labelledby=papers] summary").press("Enter")
    page.set_input_files("#paper-file", paper)
    page.wait_for_function("document.querySelector('#field-paper-digest').value.length === 64")
    assert page.input_value("#field-paper-digest") == digest
    assert page.input_value("#field-paper-name") == paper.name
    screenshot(page, f"funding-voucher-paper-{language}-{width}")
    fits(page, width)
    send(page, page.locator("form[action*='/papers'] button"))
    assert page.locator(".message.good").count() == 1
    assert digest in page.locator("section[aria-labelledby=papers] li").last.inner_text()
    assert sent and not any(f"paper {language} {width}" in body for body in sent)
    screenshot(page, f"funding-voucher-papers-{language}-{width}")
    fits(page, width)
