"""Signing, verifying and listing plugins from the command line.

Needs XINLIAN_HUB_CMD, beside which the plugins' libraries lie.
"""

import base64
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from test_start import free_port, when_ready

ROOT = pathlib.Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif("XINLIAN_HUB_CMD" not in os.environ, reason="XINLIAN_HUB_CMD is not set")
BOTH = r"[\u4e00-\u9fff][^\n]* / [^\n]*[a-z]{3}"


def run(*arguments, status=0):
    result = subprocess.run([os.environ["XINLIAN_HUB_CMD"], "plugins", *map(str, arguments)], cwd=ROOT,
                            capture_output=True, text=True, timeout=120)
    assert (result.returncode == 0) == (status == 0), result.stdout + result.stderr
    assert result.returncode >= 0
    return result.stdout, result.stderr


class Workshop:
    def __init__(self, folder):
        self.folder = folder
        self.config = folder / "config"
        self.plugins = folder / "plugins"
        self.key = folder / "plugins.key"
        self.source = folder / "sources" / "community-hub"
        self.library = pathlib.Path(os.environ["XINLIAN_HUB_CMD"]).parent / "libCommunityHub.so"
        shutil.copytree(ROOT / "config", self.config)
        shutil.copytree(ROOT / "Plugins", folder / "sources")
        # The tests' own version, whatever the shipped plugins are at.
        for file in (folder / "sources").glob("*/plugin.yaml"):
            file.write_text(re.sub(r"(?m)^version: .*$", "version: 1.0.0", file.read_text()))
        line, _ = run("keygen", "--output", self.key, "--id", "district-2026")
        (self.config / "plugin-keys.yaml").write_text(line)

    def sign(self, *arguments, status=0):
        return run("sign", self.source, "--library", self.library, "--key", self.key, "--output", self.plugins,
                   *arguments, status=status)

    def verify(self, *folders, status=0):
        return run("verify", *folders, "--config", self.config, status=status)[0]


@pytest.fixture(name="workshop")
def workshop_fixture(tmp_path):
    return Workshop(tmp_path)


def test_keygen_makes_a_private_file_and_prints_the_public_half(tmp_path):
    key = tmp_path / "plugins.key"
    line, _ = run("keygen", "--output", key)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    match = re.fullmatch(r"- \{id: (key-[0-9a-f]{12}), publicKey: ([A-Za-z0-9_-]{43})\}\n", line)
    assert match
    secret = [line for line in key.read_text().splitlines() if not line.startswith("#")]
    assert len(secret) == 1 and secret[0].split()[0] == match[1] and secret[0].split()[1] not in line
    before = key.read_bytes()
    _, errors = run("keygen", "--output", key, status=1)
    assert re.search(BOTH, errors) and key.read_bytes() == before
    _, errors = run("keygen", "--output", tmp_path / "other.key", "--id", "Not An Id", status=1)
    assert re.search(BOTH, errors) and not (tmp_path / "other.key").exists()


def test_a_signed_bundle_is_what_the_readme_says(workshop):
    path, _ = workshop.sign()
    bundle = pathlib.Path(path.strip())
    assert bundle == workshop.plugins / "community-hub-1.0.0"
    manifest = json.loads((bundle / "bundle.json").read_bytes())
    assert {"format", "id", "version", "module", "api", "compiler", "build", "contractHash", "files", "requires",
            "awareOf", "title"} == set(manifest)
    listed = {entry["path"] for entry in manifest["files"]}
    found = {str(file.relative_to(bundle)) for file in bundle.rglob("*") if file.is_file()}
    assert found == listed | {"bundle.json", "bundle.sig"}
    assert {"plugin.yaml", "libCommunityHub.so", "instruments/gad-7.yaml", "instruments/phq-9.yaml"} <= listed
    assert "instruments/epds.yaml" not in listed and not any(name.endswith(".swift") for name in listed)
    # The signature by another implementation.
    label, signer, signature = (bundle / "bundle.sig").read_text().split()
    public = re.search(r"publicKey: (\S+)\}", (workshop.config / "plugin-keys.yaml").read_text())[1]
    decode = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    Ed25519PublicKey.from_public_bytes(decode(public)).verify(
        decode(signature), label.encode() + b"\0" + (bundle / "bundle.json").read_bytes())
    assert signer == "district-2026"
    line = workshop.verify(bundle)
    assert "ok" in line and "正常" in line and "community-hub@1.0.0" in line


def test_one_bad_bundle_is_named_beside_the_good_one(workshop):
    path, _ = workshop.sign()
    good = pathlib.Path(path.strip())
    bad = workshop.folder / "bad"
    shutil.copytree(good, bad)
    (bad / "plugin.yaml").write_text((bad / "plugin.yaml").read_text().replace("1.0.0", "6.6.6"))
    lines = workshop.verify(good, bad, status=1).splitlines()
    assert len(lines) == 2 and "ok" in lines[0]
    assert "plugin.yaml" in lines[1] and re.search(BOTH, lines[1])


def test_a_key_that_is_not_trusted_does_not_count(workshop):
    stranger = workshop.folder / "stranger.key"
    run("keygen", "--output", stranger, "--id", "district-2062")
    path, _ = run("sign", workshop.source, "--library", workshop.library, "--key", stranger, "--output",
                  workshop.plugins)
    line = workshop.verify(path.strip(), status=1)
    assert "district-2062" in line and "nearest: district-2026" in line
    (workshop.config / "plugin-keys.yaml").unlink()
    assert "trusted: none" in workshop.verify(path.strip(), status=1)


def test_mistakes_in_the_list_of_keys_have_their_place(workshop):
    keys = workshop.config / "plugin-keys.yaml"
    keys.write_text(keys.read_text() + "- {id: second, publickey: abc}\n")
    _, errors = run("verify", workshop.source, "--config", workshop.config, status=1)
    assert "config/plugin-keys.yaml:2:16:" in errors and "publicKey" in errors


def test_a_private_key_that_others_can_read_is_refused(workshop):
    workshop.key.chmod(0o640)
    _, errors = workshop.sign(status=1)
    assert "chmod 600" in errors and not workshop.plugins.exists()


def test_another_content_of_one_version_is_not_overwritten(workshop):
    path, _ = workshop.sign()
    bundle = pathlib.Path(path.strip())
    before = (bundle / "bundle.json").read_bytes()
    assert workshop.sign()[0] == path
    file = workshop.source / "plugin.yaml"
    file.write_text(file.read_text().replace("gad7.refer: 15", "gad7.refer: 14"))
    _, errors = workshop.sign(status=1)
    assert re.search(BOTH, errors) and (bundle / "bundle.json").read_bytes() == before
    file.write_text(file.read_text().replace("version: 1.0.0", "version: 1.0.1"))
    assert workshop.sign()[0].strip().endswith("community-hub-1.0.1")
    assert not [name for name in os.listdir(workshop.plugins) if name.startswith(".")]


def test_the_library_of_another_module_is_not_signed(workshop):
    _, errors = run("sign", workshop.source, "--library", workshop.library.parent / "libElderlyGuardian.so", "--key",
                    workshop.key, "--output", workshop.plugins, status=1)
    assert "libCommunityHub.so" in errors and not workshop.plugins.exists()


def test_mistakes_in_the_source_are_listed(workshop):
    file = workshop.source / "plugin.yaml"
    file.write_text(file.read_text() + "requires: [{id: community-hub, from: 1.0.0}]\n")
    _, errors = workshop.sign(status=1)
    assert re.search(r"community-hub/plugin.yaml:\d+:\d+: ", errors)


def test_list_shows_what_would_be_loaded_and_why_the_rest_is_not(workshop):
    workshop.sign()
    shutil.copytree(workshop.plugins / "community-hub-1.0.0", workshop.plugins / "copy")
    file = workshop.folder / "sources" / "elderly-guardian" / "plugin.yaml"
    run("sign", file.parent, "--library", workshop.library.parent / "libElderlyGuardian.so", "--key", workshop.key,
        "--output", workshop.plugins)
    lines, _ = run("list", "--plugins", workshop.plugins, "--config", workshop.config)
    rows = [line.split("\t") for line in lines.splitlines()]
    assert [row[0] for row in rows] == ["elderly-guardian", "community-hub", "community-hub"]
    assert rows[0][1] == "1.0.0" and rows[0][3] == "district-2026" and "ok" in rows[0][4]
    assert all("refused" in row[4] and "copy" in row[5] for row in rows[1:])


@pytest.mark.skipif("XINLIAN_DATABASE_URL" not in os.environ, reason="XINLIAN_DATABASE_URL is not set")
def test_the_hub_goes_on_without_a_refused_plugin(workshop):
    workshop.sign()
    for name, module in [("elderly-guardian", "ElderlyGuardian"), ("parent-child-partner", "ParentChildPartner"),
                         ("workplace-energy", "WorkplaceEnergy"), ("mother-infant-steward", "MotherInfantSteward")]:
        run("sign", workshop.folder / "sources" / name, "--library", workshop.library.parent / f"lib{module}.so",
            "--key", workshop.key, "--output", workshop.plugins)
    bad = workshop.plugins / "elderly-guardian-1.0.0" / "packages" / "living-alone-companion.yaml"
    bad.write_bytes(bad.read_bytes() + b"\n")
    port = free_port()
    log = workshop.folder / "hub.log"
    with log.open("w") as output:
        hub = subprocess.Popen(
            [os.environ["XINLIAN_HUB_CMD"], "serve", "--port", str(port), "--config", workshop.config, "--plugins",
             workshop.plugins, "--plugin-copies", workshop.folder], cwd=ROOT, stdout=output, stderr=output,
            env={**os.environ, "XINLIAN_HTTP_PUBLIC_ADDRESS": "https://hub.example.cn",
                 "XINLIAN_HTTP_TRUSTED_PROXIES": "10.0.0.0/8"})
    try:
        when_ready(f"http://127.0.0.1:{port}/health/ready", hub, log.read_text)
    finally:
        hub.terminate()
        hub.wait(30)
    text = log.read_text()
    assert hub.returncode == 0, text
    lines = {name: [line for line in text.splitlines() if name in line and "plugin" in line]
             for name in ["community-hub", "elderly-guardian", "parent-child-partner"]}
    assert any("plugin loaded" in line for line in lines["community-hub"]), text
    assert any("plugin loaded" in line for line in lines["parent-child-partner"]), text
    assert not any("plugin loaded" in line for line in lines["elderly-guardian"])
    assert any("plugin not loaded" in line and "living-alone-companion.yaml" in line
               for line in lines["elderly-guardian"]), text
