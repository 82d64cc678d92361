"""A newer version of a plugin beside the old one: rehearsed and agreed to on the pages, and back again, with signed bundles
in a hub as a district runs it."""

import html
import os
import pathlib
import re
import ssl
import subprocess
import sys
import tempfile
import urllib.request

import pytest

from test_plugins import ROOT, Workshop, run
from test_start import certificate, free_port, when_ready  # noqa: F401  (a fixture)

sys.path.insert(0, str(ROOT / "Tests" / "BrowserTests"))
import people  # noqa: E402

pytestmark = pytest.mark.skipif("XINLIAN_HUB_CMD" not in os.environ, reason="XINLIAN_HUB_CMD is not set")
MODULES = {"community-hub": "CommunityHub", "elderly-guardian": "ElderlyGuardian", "parent-child-partner":
           "ParentChildPartner", "workplace-energy": "WorkplaceEnergy", "mother-infant-steward": "MotherInfantSteward"}
PAGE = "/administration/plugins"


class Director(people.Person):
    """The first director, by the link of the hub's first start."""

    def __init__(self, link, district):
        self.role, self.name = "director", "director"
        self.cookies, self.secret, self.codes, self.recovery, self.page = {}, None, [], [], ""
        self.opener = urllib.request.build_opener(
            people.StrangerRedirect, urllib.request.HTTPSHandler(context=district.trust))
        self.set_password(link, district.environment["XINLIAN_DATABASE_URL"])
        self.sign_in()


class District:
    """A hub with a database of its own that runs signed bundles."""

    def __init__(self, folder, workshop, certificate):
        self.workshop, self.certificate, self.folder = workshop, certificate, folder
        self.port, self.log, self.process = free_port(), folder / "hub.log", None
        self.trust = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
        self.environment = {**os.environ, "XINLIAN_KEYS_FILE": str(folder / "keys.txt")}
        self.environment.pop("XINLIAN_DATABASE_URL", None)
        self.environment["XINLIAN_DATABASE_URL"] = self.hub("cluster", "start", folder / "cluster").strip()
        self.hub("keys", "generate", "--output", folder / "keys.txt")
        self.hub("database", "prepare")

    def hub(self, *arguments):
        return subprocess.run(
            [os.environ["XINLIAN_HUB_CMD"], *map(str, arguments)], cwd=ROOT, env=self.environment, check=True,
            capture_output=True, text=True, timeout=120).stdout

    def start(self):
        settings = {"XINLIAN_HTTP_PUBLIC_ADDRESS": f"https://127.0.0.1:{self.port}",
                    "XINLIAN_TLS_CERTIFICATE": str(self.certificate / "cert.pem"),
                    "XINLIAN_TLS_KEY": str(self.certificate / "key.pem")}
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                [os.environ["XINLIAN_HUB_CMD"], "serve", "--port", str(self.port), "--config", self.workshop.config,
                 "--plugins", self.workshop.plugins, "--plugin-copies", self.folder], cwd=ROOT, stdout=output,
                stderr=output, env={**self.environment, **settings})
        when_ready(f"https://127.0.0.1:{self.port}/health/ready", self.process, self.log.read_text, self.trust)

    def stop(self):
        self.process.terminate()
        assert self.process.wait(30) == 0, self.log.read_text()

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.hub("cluster", "stop", self.folder / "cluster")


@pytest.fixture(name="district")
def district_fixture(tmp_path, certificate):  # noqa: F811
    # The server's own user has to get through to its folder.
    with tempfile.TemporaryDirectory(prefix="xinlian-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        district = District(folder, Workshop(tmp_path), certificate)
        try:
            yield district
        finally:
            district.end()


def sign(workshop, name):
    run("sign", workshop.folder / "sources" / name, "--library", workshop.library.parent / f"lib{MODULES[name]}.so",
        "--key", workshop.key, "--output", workshop.plugins)


def users(director, version):
    """How many stations of the profile use a version, as the page says."""
    assert director.request(PAGE)[0] == 200
    row = re.search(rf"<tr>(?:(?!</tr>).)*community-hub(?:(?!</tr>).)*<td>{re.escape(version)}</td>.*?</tr>",
                    director.page, re.S)
    return int(re.search(r'<td class="num">([0-9]+)</td>', row[0])[1])


def move(director, source, target):
    """Rehearses and agrees for all stations that can; the texts of the rehearsal."""
    status, _ = director.request(f"{PAGE}/community-hub/rehearsal?from={source}&to={target}")
    assert status == 200
    effects = html.unescape(director.page)
    stations = re.findall(r'name="(station\.S[0-9]+)" value="on" checked', director.page)
    status, location = director.request(
        f"{PAGE}/community-hub", {"from": source, "to": target, "day": "", **dict.fromkeys(stations, "on")})
    assert status == 303 and location.startswith(PAGE), director.page
    return effects, len(stations)


def test_a_newer_version_is_agreed_to_and_taken_back(district, monkeypatch):
    workshop = district.workshop
    for name in MODULES:
        sign(workshop, name)
    district.start()
    monkeypatch.setattr(people, "BASE", f"https://127.0.0.1:{district.port}")
    link = re.search(r"https://[^ ]*(/sign-in/link\?token=[A-Za-z0-9_-]+)", district.log.read_text())[1]
    director = Director(link, district)
    stations = users(director, "1.0.0")
    assert stations > 3
    district.stop()

    # A version with another price, and without an activity.
    package = next(iter(sorted((workshop.source / "packages").glob("*.yaml"))))
    package.write_text(re.sub(r"(?m)^priceYuan: .*$|^unitPriceYuan: .*$", lambda line: line[0].split(":")[0] + ": 333",
                              package.read_text()))
    assert "333" in package.read_text()
    manifest = workshop.source / "plugin.yaml"
    manifest.write_text(manifest.read_text().replace("version: 1.0.0", "version: 1.1.0"))
    sign(workshop, "community-hub")
    district.start()
    # Installed, and in use nowhere before anybody agreed.
    assert users(director, "1.0.0") == stations and users(director, "1.1.0") == 0
    effects, moved = move(director, "1.0.0", "1.1.0")
    assert "333.00" in effects and 0 < moved <= stations
    assert users(director, "1.1.0") == moved
    # It stays so over a start, and goes back the same way.
    district.stop()
    district.start()
    assert users(director, "1.1.0") == moved
    _, back = move(director, "1.1.0", "1.0.0")
    assert back == moved and users(director, "1.1.0") == 0 and users(director, "1.0.0") == stations
    # Without the version that stations decided for they go on with the one that is there.
    move(director, "1.0.0", "1.1.0")
    district.stop()
    subprocess.run(["rm", "-r", str(workshop.plugins / "community-hub-1.1.0")], check=True)
    district.start()
    assert users(director, "1.0.0") == stations
    district.stop()
    assert "plugin loaded" in district.log.read_text()
