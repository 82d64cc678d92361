"""How the hub starts and refuses to: a real process for each case.

Needs XINLIAN_HUB_CMD, XINLIAN_DATABASE_URL and XINLIAN_KEYS_FILE of a prepared database.
"""

import datetime
import ipaddress
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = pathlib.Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif("XINLIAN_HUB_CMD" not in os.environ, reason="XINLIAN_HUB_CMD is not set")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(*arguments, **settings):
    environment = {**os.environ, **settings}
    for name, value in settings.items():
        if value is None:
            del environment[name]
    return subprocess.Popen([os.environ["XINLIAN_HUB_CMD"], "serve", "--log-level", "error", *arguments], cwd=ROOT,
                            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def when_ready(url, hub, told, trust=None):
    """The hub's first answer: a program that gets ready says so only to those who ask. `told` gives what it says of itself."""
    deadline = time.monotonic() + 60
    while True:
        try:
            # Read to its end, since a hub that stops waits a while for those who are still reading.
            with urllib.request.urlopen(url, timeout=5, context=trust) as answer:
                answer.read()
                return answer
        except OSError:
            assert time.monotonic() < deadline and hub.poll() is None, told()
            time.sleep(0.05)


def pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of its own for 127.0.0.1."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256()))
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(pem(key))
    return folder


SAFE = {"XINLIAN_HTTP_PUBLIC_ADDRESS": "https://hub.example.cn", "XINLIAN_HTTP_TRUSTED_PROXIES": "10.0.0.0/8"}
REMOTE = "postgres://xinlian@192.0.2.1/xinlian"


@pytest.mark.parametrize("arguments, settings, words", [
    ([], {}, "XINLIAN_HTTP_PUBLIC_ADDRESS"),
    ([], {"XINLIAN_HTTP_PUBLIC_ADDRESS": "hub"}, "XINLIAN_HTTP_PUBLIC_ADDRESS"),
    ([], {"XINLIAN_HTTP_PUBLIC_ADDRESS": "http://hub.example.cn"}, "https://"),
    ([], {"XINLIAN_HTTP_PUBLIC_ADDRESS": "https://hub.example.cn"}, "XINLIAN_TLS_CERTIFICATE"),
    ([], SAFE | {"XINLIAN_HTTP_TRUSTED_PROXIES": "everybody"}, "everybody"),
    ([], SAFE | {"XINLIAN_TLS_CERTIFICATE": "cert.pem"}, "私钥"),
    ([], SAFE | {"XINLIAN_KEYS_FILE": None}, "keys generate"),
    ([], SAFE | {"XINLIAN_DATABASE_URL": REMOTE}, "XINLIAN_DATABASE_PASSWORD"),
    ([], SAFE | {"XINLIAN_DATABASE_URL": REMOTE, "XINLIAN_DATABASE_PASSWORD": "postgres"}, "XINLIAN_DATABASE_PASSWORD"),
    ([], SAFE | {"XINLIAN_DATABASE_URL": REMOTE, "XINLIAN_DATABASE_PASSWORD": "xinlian"}, "XINLIAN_DATABASE_PASSWORD"),
    (["--development", "--host", "0.0.0.0"], {}, "--development"),
    (["--development"], {"XINLIAN_AUDIT_RETENTION_MONTHS": "5"}, "XINLIAN_AUDIT_RETENTION_MONTHS"),
    (["--development"], {"XINLIAN_ACCOUNTS_COMMON_PASSWORDS": "/nowhere"}, "john-data"),
    (["--development"], {"XINLIAN_OPENID_ISSUER": "http://id.example.cn"}, "XINLIAN_OPENID_ISSUER"),
    ([], SAFE | {"XINLIAN_OPENID_ISSUER": "http://127.0.0.1:9"}, "XINLIAN_OPENID_ISSUER"),
    ([], SAFE | {"XINLIAN_OPENID_ISSUER": "id.example.cn"}, "XINLIAN_OPENID_ISSUER"),
    ([], SAFE | {"XINLIAN_OPENID_ISSUER": "https://id.example.cn"}, "XINLIAN_OPENID_CLIENT_ID"),
    ([], SAFE | {"XINLIAN_OPENID_ISSUER": "https://id.example.cn", "XINLIAN_OPENID_CLIENT_ID": "xinlian",
                 "XINLIAN_OPENID_CLIENT_SECRET_FILE": "/nowhere"}, "/nowhere"),
    ([], SAFE | {"XINLIAN_TLS_CERTIFICATE": "/nowhere.pem", "XINLIAN_TLS_KEY": "/nowhere.pem"}, "/nowhere.pem"),
    ([], SAFE | {"XINLIAN_DATABASE_URL": REMOTE, "XINLIAN_DATABASE_PASSWORD": "k3-Zq9_w7Lx"}, "XINLIAN_DATABASE_PASSWORD"),
])
def test_unsafe_settings_are_refused(arguments, settings, words):
    refused(words, *arguments, **settings)


def refused(words, *arguments, **settings):
    """What the hub says instead of starting: in both languages, and never what is secret."""
    hub = start("--port", str(free_port()), *arguments, **settings)
    output, errors = hub.communicate(timeout=60)
    assert hub.returncode not in (0, -signal.SIGILL, -signal.SIGTRAP) and not output
    assert words in errors
    assert re.search(r"[\u4e00-\u9fff].*/ .*[a-z]{3}", errors), errors
    password = settings.get("XINLIAN_DATABASE_PASSWORD")
    assert not password or password in ("postgres", "xinlian") or password not in errors
    return errors


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_file_open_to_others_is_refused(tmp_path, mode):
    keys = tmp_path / "keys.txt"
    keys.write_text(pathlib.Path(os.environ["XINLIAN_KEYS_FILE"]).read_text())
    keys.chmod(mode)
    errors = refused("600", "--development", XINLIAN_KEYS_FILE=str(keys))
    for line in keys.read_text().splitlines():
        if not line.startswith("#"):
            assert line.split()[-1] not in errors


def test_a_key_file_that_is_no_key_file_is_refused(tmp_path):
    keys = tmp_path / "keys.txt"
    keys.write_text("7 not-a-key\n")
    keys.chmod(0o600)
    refused("第 1 行", "--development", XINLIAN_KEYS_FILE=str(keys))


def test_a_key_of_another_certificate_is_refused(certificate, tmp_path):
    other = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "key.pem").write_bytes(pem(other))
    refused("XINLIAN_TLS_KEY", **SAFE, XINLIAN_TLS_CERTIFICATE=str(certificate / "cert.pem"),
            XINLIAN_TLS_KEY=str(tmp_path / "key.pem"))


def test_it_serves_tls_and_tells_browsers_to_insist(certificate):
    port = free_port()
    hub = start("--port", str(port), XINLIAN_HTTP_PUBLIC_ADDRESS=f"https://127.0.0.1:{port}",
                XINLIAN_TLS_CERTIFICATE=str(certificate / "cert.pem"), XINLIAN_TLS_KEY=str(certificate / "key.pem"))
    trust = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    try:
        answer = when_ready(f"https://127.0.0.1:{port}/sign-in", hub, lambda: hub.poll() is not None and hub.stderr.read(), trust)
        assert answer.status == 200
        assert "max-age=" in answer.headers["Strict-Transport-Security"]
        with pytest.raises(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5)
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises(OSError):
            urllib.request.urlopen(f"https://127.0.0.1:{port}/sign-in", timeout=5, context=old)
        # Another name than its own is nobody's.
        strange = urllib.request.Request(f"https://127.0.0.1:{port}/sign-in", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as answer_elsewhere:
            urllib.request.urlopen(strange, timeout=5, context=trust)
        assert answer_elsewhere.value.code == 404
        answer_elsewhere.value.close()
    finally:
        hub.terminate()
        hub.wait(30)
    # Whoever stops it sees that nothing went wrong.
    assert hub.returncode == 0
