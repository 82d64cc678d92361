"""People who sign in: made by the hub's own command, their second factors set through the pages' forms."""

import base64
import hashlib
import hmac
import html
import os
import re
import struct
import subprocess
import time
import urllib.parse
import urllib.request

import psycopg

BASE = os.environ.get("XINLIAN_PAGE_URL", "").rstrip("/")
PASSWORD = "seven quiet lanterns 2046"
# As a hash of less work than the hub would choose, which holds itself what it takes: each costs a debug build seconds.
SALT = b"sixteen letters."
HASH = "$scrypt$ln=4,r=1,p=1$" + "$".join(
    base64.b64encode(part).decode().rstrip("=")
    for part in (SALT, hashlib.scrypt(PASSWORD.encode(), salt=SALT, n=2**4, r=1, p=1, dklen=32)))
ROLES = {
    "director": "director", "brand-operator": "brand-operator", "finance-officer": "finance-officer",
    "auditor": "auditor", "station-manager": "station-manager@S07", "station-staff": "station-staff@S07",
    "hospital-coordinator": "hospital-coordinator@H01", "volunteer": "volunteer",
}


def time_code(secret, at=None):
    """RFC 6238 with SHA-1, 30 seconds and six digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    mac = hmac.new(key, counter, hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


class StrangerRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Person:
    """Signed in over HTTP; what a browser needs is the cookie."""

    def __init__(self, role):
        # Workers that test at once have people of their own.
        self.role, self.name = role, f"t-{role}{os.environ.get('PYTEST_XDIST_WORKER', '')}"
        self.cookies, self.secret, self.codes, self.recovery, self.page = {}, None, [], [], ""
        self.opener = urllib.request.build_opener(StrangerRedirect)
        self.set_password(self.link())
        self.sign_in()

    def link(self):
        hub = os.environ["XINLIAN_HUB_CMD"]
        create = [hub, "accounts", "create", self.name, "--display-name", f"测试 {self.role}", "--role", ROLES[self.role],
                  "--log-level", "error"]
        made = subprocess.run(create, capture_output=True, text=True, timeout=60)
        if made.returncode != 0:
            reset = [hub, "accounts", "reset", self.name, "--second-factor", "--log-level", "error"]
            made = subprocess.run(reset, capture_output=True, text=True, timeout=60, check=True)
        return made.stdout.strip()

    def request(self, path, fields=None):
        """Status, location and body; cookies are kept."""
        data = None
        if fields is not None:
            token = re.search(r'name="_token" value="([^"]*)"', self.page)
            data = urllib.parse.urlencode({"_token": html.unescape(token[1]), **fields}).encode()
        request = urllib.request.Request(BASE + path, data=data, headers={
            "Accept": "text/html", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())})
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        for field in answer.headers.get_all("Set-Cookie") or []:
            name, value = field.split(";")[0].split("=", 1)
            self.cookies[name] = value
        self.page = answer.read().decode()
        return answer.status, answer.headers.get("Location")

    def set_password(self, link, database=None):
        """What the form that the link leads to does, with the hash of less work; in the database of the pages or another."""
        token = urllib.parse.parse_qs(urllib.parse.urlparse(link).query)["token"][0]
        with psycopg.connect(database or os.environ["XINLIAN_DATABASE_URL"]) as connection:
            changed = connection.execute(
                "UPDATE account SET password_hash = %s, password_set_at = now(), link_digest = NULL, link_expires_at = NULL"
                " WHERE link_digest = %s", [HASH, hashlib.sha256(token.encode()).digest()])
            assert changed.rowcount == 1

    def sign_in(self):
        self.request("/sign-in")
        status, location = self.request("/sign-in", {"name": self.name, "password": PASSWORD})
        assert status == 303, self.page
        if location == "/sign-in/second-factor":
            self.request(location)
            self.secret = re.search(r": ((?:[A-Z2-7]{4} ?)+)<", self.page)[1].replace(" ", "")
            self.codes.append(time_code(self.secret))
            status, _ = self.request(location, {"code": self.codes[-1]})
            assert status == 200, self.page
            self.recovery = re.findall(r"<code>([A-Z2-7-]{19})</code>", self.page)

    def status(self, path):
        """What the person is answered, without a browser."""
        return self.request(path)[0]

    @property
    def browser_cookies(self):
        # Chromium takes a cookie of this name by hand for TLS addresses only; it then sends it to the own machine as well.
        url = BASE.replace("http:", "https:")
        return [{"name": name, "value": value, "url": url, "secure": True, "httpOnly": True, "sameSite": "Lax"}
                for name, value in self.cookies.items()]
