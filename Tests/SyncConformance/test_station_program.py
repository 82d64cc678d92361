"""What the station's own program signs, verified by a library that shares no code with it.

XINLIAN_STATION_CMD names the program; the hub is the one of `fake_hub.py`, in this process.
"""

import os
import pathlib
import shlex
import socket
import socketserver
import stat
import struct
import subprocess
import threading
from http.server import ThreadingHTTPServer

import pytest

import fake_hub

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Station:
    def __init__(self, folder, url):
        self.book, self.url = folder / "book", url

    def run(self, *arguments, **options):
        command = shlex.split(os.environ["XINLIAN_STATION_CMD"]) + [*arguments, "--book", str(self.book)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)

    def done(self, *arguments, **options):
        result = self.run(*arguments, **options)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def init(self, code):
        return self.done("init", "--development", "--station", "S01", "--hub", self.url, "--config",
                         str(ROOT / "config"), "--code-file", "-", input=code)

    def record(self, count):
        self.done("record", "channel.measured", "--field", "channel=wechat", "--field", "metric=reads", "--field",
                  f"count={count}")


@pytest.fixture(name="hub")
def hub_fixture(monkeypatch):
    if not os.environ.get("XINLIAN_STATION_CMD"):
        pytest.skip("no station's program to test; set XINLIAN_STATION_CMD")
    monkeypatch.setattr(fake_hub, "BOOKS", {name: fake_hub.Book(name) for name in fake_hub.STATIONS})
    monkeypatch.setattr(fake_hub, "DIRECTORY", fake_hub.Directory())
    server = ThreadingHTTPServer(("127.0.0.1", 0), fake_hub.Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture(name="station")
def station_fixture(hub, tmp_path):
    return Station(tmp_path, f"http://127.0.0.1:{hub.server_address[1]}")


@pytest.fixture(name="nobody")
def nobody_fixture():
    """An address that hangs up on everybody."""
    class HangUp(socketserver.BaseRequestHandler):
        def handle(self):
            # With what was sent unread this ends in a reset, as of a line that breaks.
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), HangUp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def through():
    return fake_hub.BOOKS["S01"].state()["acceptedThrough"]


def test_a_station_enrols_sends_and_rotates(station):
    station.init(fake_hub.DIRECTORY.issue("S01"))
    first = station.done("key", "show").strip()
    assert list(fake_hub.DIRECTORY.keys) == [first]
    assert stat.S_IMODE((station.book / "station.key").stat().st_mode) == 0o600
    assert not (station.book / "station.code").exists()
    station.record(1)
    station.done("sync")
    assert through() == 1
    second = station.done("key", "rotate").strip()
    assert second == station.done("key", "show").strip() != first
    assert [entry[2] for entry in fake_hub.DIRECTORY.keys.values()] == [True, False]
    station.record(2)
    station.done("sync")
    assert through() == 2


def test_what_the_hub_was_not_there_for_is_finished_later(station, nobody):
    """The address answers nobody at first; the same code and the same key go on when it does."""
    url, station.url = station.url, nobody
    station.init(fake_hub.DIRECTORY.issue("S01"))
    key = station.done("key", "show").strip()
    station.record(1)
    assert station.run("sync").returncode == 1
    station.done("sync", "--hub", url)
    assert list(fake_hub.DIRECTORY.keys) == [key] and through() == 1
    assert station.run("enrol", "--hub", url).returncode != 0     # the code is used up and forgotten


def test_a_revoked_key_and_the_way_back(station):
    station.init(fake_hub.DIRECTORY.issue("S01"))
    fake_hub.DIRECTORY.revoke("S01")
    station.record(1)
    refused = station.run("sync")
    assert refused.returncode == 1 and "xinlian-station enrol" in refused.stderr and "作废" in refused.stderr
    station.done("enrol", "--code", fake_hub.DIRECTORY.issue("S01"))
    station.done("sync")
    assert through() == 1


def test_a_key_that_others_can_read_is_not_used(station):
    station.init(fake_hub.DIRECTORY.issue("S01"))
    (station.book / "station.key").chmod(0o644)
    refused = station.run("sync")
    assert refused.returncode == 1 and "chmod 600" in refused.stderr


def test_a_used_code_says_what_to_do(station, tmp_path):
    code = fake_hub.DIRECTORY.issue("S01")
    station.init(code)
    (tmp_path / "second").mkdir()
    other = Station(tmp_path / "second", station.url)
    result = other.run("init", "--development", "--station", "S01", "--hub", station.url, "--config",
                       str(ROOT / "config"), "--code", code)
    assert result.returncode == 1 and "登记码" in result.stderr
    assert len(fake_hub.DIRECTORY.keys) == 1
