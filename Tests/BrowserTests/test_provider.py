"""Signing in with an identity service: a real OpenID provider and a faulty one, hub processes of their own, a browser."""

import base64
import hashlib
import re
import time
import urllib.parse
import urllib.request

import oidc_provider_mock
import pytest

import faulty_provider
from another_hub import fresh_address, running_hub
from conftest import WAYS, person, read_json
from people import PASSWORD, StrangerRedirect

NOT_LINKED, NOT_PROVEN = "尚未关联", "未完成"


def trusting(issuer):
    """The settings of a hub that people may sign in to with an identity service."""
    return {"XINLIAN_OPENID_ISSUER": issuer, "XINLIAN_OPENID_CLIENT_ID": "xinlian",
            "XINLIAN_OPENID_CLIENT_SECRET": "secret"}


@pytest.fixture(scope="module")
def hub():
    with oidc_provider_mock.run_server_in_thread() as server:
        with running_hub(**trusting(f"http://localhost:{server.server_port}")) as base:
            yield base


@pytest.fixture(scope="module")
def faulty():
    """A faulty provider and a hub that trusts it."""
    with faulty_provider.running() as provider, running_hub(**trusting(provider.base)) as base:
        yield provider, base


@pytest.fixture
def visit(browser, open_page):
    """Opens pages from an address of its own, each in a browser of its own: it keeps the cookie of an attempt."""
    address, contexts = fresh_address(), []

    def visit(url, role=None, width="desk"):
        contexts.append(browser.new_context())
        if role:
            contexts[-1].add_cookies(person(role).browser_cookies)
        page = open_page(url, role=role, width=width, context=contexts[-1])
        page.set_extra_http_headers({"X-Forwarded-For": address})
        return page

    visit.address = address
    yield visit
    for context in contexts:
        context.close()
    # Chromium reports refused pages as errors of the console.
    open_page.complaints.clear()


def authorize(page, subject):
    page.wait_for_selector("input[name=sub]")
    page.fill("input[name=sub]", subject)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(re.compile(r"^http://127\.0\.0\.1:"))


def leave(page):
    page.click("a[href^='/sign-in/provider']")


def begin_link(page, hub, password=PASSWORD):
    """From the account page to the link that leads to the service."""
    page.goto(hub + "/account")
    if page.locator("form[action^='/account/provider/remove']").count():
        # Left by an earlier run.
        page.click("form[action^='/account/provider/remove'] button")
    page.click("a[href^='/account/provider']")
    page.fill("#field-password", password)
    page.click("main form button[type=submit]")


def link(page, hub, subject):
    begin_link(page, hub)
    page.click("main a[href^='http://localhost']")
    authorize(page, subject)


def message(page):
    return page.locator(".message.bad").inner_text()


def refusals(address):
    """The reasons of the attempts that the trail says were refused to an address."""
    found = []
    for kind in ("refusal", "sign-in"):
        rows = read_json(f"/api/v1/administration/audit?type={kind}&outcome=refused", "auditor")["entries"]
        found += [row["details"] for row in rows if row["source"] == address]
    words = [details.get("check") or details.get("refusal") for details in found]
    words = [word for word in words if word]
    return ["state" if word == "untrusted_identity" else word for word in words]


def test_a_person_links_an_identity_and_signs_in_with_it(visit, hub):
    subject = f"wei-{time.time_ns()}"
    stranger = visit(hub + "/sign-in")
    leave(stranger)
    authorize(stranger, subject)
    assert NOT_LINKED in message(stranger)
    assert refusals(visit.address) == ["unlinked_identity"]

    page = visit(hub + "/sign-in", role="brand-operator")
    link(page, hub, subject)
    assert page.url == hub + "/account"
    assert "已关联" in page.locator("section[aria-labelledby=provider]").inner_text()

    again = visit(hub + "/sign-in?lang=en&next=%2Faccount%3Flang%3Den")
    leave(again)
    authorize(again, subject)
    assert again.url == hub + "/account?lang=en"
    assert again.locator(".me-name").inner_text() == "测试 brand-operator"

    other = visit(hub + "/sign-in", role="station-staff")
    link(other, hub, subject)
    assert "已关联到其他人" in message(other)

    page.goto(hub + "/account")
    page.click("form[action^='/account/provider/remove'] button")
    page.wait_for_selector("a[href^='/account/provider']")
    leave(stranger := visit(hub + "/sign-in"))
    authorize(stranger, subject)
    assert NOT_LINKED in message(stranger)


@pytest.mark.parametrize("role", ["director", "finance-officer", "auditor"])
def test_the_second_factor_is_shown_all_the_same(visit, hub, role):
    subject = f"{role}-{time.time_ns()}"
    link(visit(hub + "/sign-in", role=role), hub, subject)
    page = visit(hub + "/sign-in")
    leave(page)
    authorize(page, subject)
    assert page.url == hub + "/sign-in/code"
    page.goto(hub + "/account")
    assert page.url.startswith(hub + "/sign-in/code")
    page.fill("#field-code", person(role).recovery.pop())
    page.click("main form button[type=submit]")
    page.goto(hub + "/account")
    assert page.locator(".me-name").inner_text() == f"测试 {role}"
    page.click("form[action^='/account/provider/remove'] button")
    page.wait_for_selector("a[href^='/account/provider']")


def test_nobody_is_led_elsewhere(visit, hub):
    subject = f"next-{time.time_ns()}"
    link(visit(hub + "/sign-in", role="station-manager"), hub, subject)
    for address in ("https://evil.example/", "//evil.example", "/\\evil.example", "/sign-out"):
        page = visit(f"{hub}/sign-in/provider?next={urllib.parse.quote(address, safe='')}")
        authorize(page, subject)
        assert page.url == hub + "/stations/S07"


def test_only_the_person_links(visit, hub):
    """Neither an address to follow nor an open browser is enough to let another identity in."""
    page = visit(hub + "/account/provider", role="volunteer")
    assert page.url == hub + "/account/provider"
    begin_link(page, hub, password="not my password 1")
    assert "密码不对" in message(page)
    assert not page.locator("main a[href^='http://localhost']").count()
    answer = page.request.post(hub + "/account/provider", form={"password": PASSWORD, "_token": "x"})
    assert answer.status == 403
    # A link that was begun is for the account that began it.
    begin_link(page, hub)
    onward = page.locator("main a[href^='http://localhost']").get_attribute("href")
    attempt = [cookie for cookie in page.context.cookies() if cookie["name"] == "__Host-xinlian-provider"]
    for other in (visit(hub + "/sign-in"), visit(hub + "/sign-in", role="station-staff")):
        other.context.add_cookies(attempt)
        other.goto(onward)
        authorize(other, f"other-{time.time_ns()}")
        assert NOT_PROVEN in message(other)
    assert refusals(visit.address) == ["state", "state"]


class Visitor:
    """A browser reduced to its redirects and the cookie of the attempt."""

    def __init__(self, hub):
        self.hub, self.address, self.cookie = hub, fresh_address(), None
        self.opener = urllib.request.build_opener(StrangerRedirect)

    def get(self, url, cookie=None):
        headers = {"Accept": "text/html", "X-Forwarded-For": self.address} | ({"Cookie": cookie} if cookie else {})
        try:
            return self.opener.open(urllib.request.Request(url, headers=headers), timeout=20)
        except urllib.error.HTTPError as error:
            return error

    def go(self):
        """To the service, and where it sends the browser back to."""
        away = self.get(self.hub + "/sign-in/provider")
        assert away.status == 303
        fields = away.headers.get_all("Set-Cookie")
        self.cookie = next(field.split(";")[0] for field in fields if field.startswith("__Host-xinlian-provider="))
        return self.get(away.headers["Location"]).headers["Location"]

    def come_back(self, url, cookie=None):
        """The text of the page, which signs nobody in."""
        page = self.get(url, cookie)
        cookies = page.headers.get_all("Set-Cookie") or []
        assert page.status in (422, 429) and not any(field.startswith("__Host-xinlian=") for field in cookies)
        assert any(field.startswith("__Host-xinlian-provider=;") for field in cookies)
        return page.read().decode()

    @property
    def refusals(self):
        return refusals(self.address)


def test_an_answer_belongs_to_the_browser_that_asked(faulty):
    provider, hub = faulty
    provider.fault = None
    for reason, change in [
            ("state", lambda mine, theirs: theirs), ("state", lambda mine, theirs: mine.replace("state=", "state=x")),
            ("state", lambda mine, theirs: mine.split("state=")[0]),
            ("no code", lambda mine, theirs: mine.replace("code=abc&", "")),
            ("no code", lambda mine, theirs: mine.replace("code=abc", "error=access_denied"))]:
        visitor = Visitor(hub)
        theirs, mine = visitor.go(), visitor.go()
        assert NOT_PROVEN in visitor.come_back(change(mine, theirs), visitor.cookie)
        assert NOT_PROVEN in visitor.come_back(mine)
        # Answers that nobody asked for are counted in one entry a minute.
        assert visitor.refusals == (["state"] if reason == "state" else ["state", reason])


def test_an_answer_is_taken_once(faulty):
    provider, hub = faulty
    provider.fault = None
    visitor = Visitor(hub)
    answer = visitor.go()
    # It proves who it is, who isn't linked here.
    assert NOT_LINKED in visitor.come_back(answer, visitor.cookie)
    assert NOT_PROVEN in visitor.come_back(answer, visitor.cookie)
    assert visitor.refusals == ["used before", "unlinked_identity"]


def test_a_right_token_is_taken_and_the_code_is_bound(faulty):
    provider, hub = faulty
    provider.fault = None
    visitor = Visitor(hub)
    assert NOT_LINKED in visitor.come_back(visitor.go(), visitor.cookie)
    asked, exchanged = provider.asked, provider.exchanged
    assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
    digest = hashlib.sha256(exchanged["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert len(asked["nonce"]) >= 43 and exchanged["redirect_uri"] == asked["redirect_uri"]


@pytest.mark.parametrize("fault, reason", faulty_provider.FAULTS.items())
def test_tokens_that_prove_nothing_are_refused(faulty, fault, reason):
    provider, hub = faulty
    provider.fault = fault
    visitor = Visitor(hub)
    assert NOT_PROVEN in visitor.come_back(visitor.go(), visitor.cookie)
    assert visitor.refusals == [reason]


def test_answers_that_nobody_asked_for_make_nobody_wait(faulty):
    """A page elsewhere can send a browser here as often as it likes; the people of its network still sign in."""
    provider, hub = faulty
    provider.fault = None
    visitor = Visitor(hub)
    for _ in range(40):
        assert NOT_PROVEN in visitor.come_back(hub + "/sign-in/provider/answer?code=x&state=y")
    assert visitor.refusals == ["state"]
    assert NOT_LINKED in visitor.come_back(visitor.go(), visitor.cookie)


@pytest.mark.parametrize("language, width", WAYS)
def test_the_pages_fit(visit, hub, screenshot, width, language):
    query = "" if language == "zh" else "?lang=en"
    page = visit(hub + "/sign-in" + query, width=width)
    pages = {"sign-in": page}
    for name, path in {"account": "/account", "link": "/account/provider"}.items():
        pages[name] = visit(hub + path + query, role="volunteer", width=width)
    leave(page)
    page.go_back()
    for name, page in pages.items():
        screenshot(page, f"provider-{name}-{language}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
