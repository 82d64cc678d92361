"""Further hubs beside the one that is tested."""

import contextlib
import os
import pathlib
import random
import socket
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


def fresh_address():
    """An address to come from, since refused attempts from one address make it wait."""
    return "10." + ".".join(str(random.randrange(256)) for _ in range(3))


@contextlib.contextmanager
def running_hub(**settings):
    """A hub with settings of its own, on the same database; it believes what requests say of their address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | settings | {"XINLIAN_HTTP_TRUSTED_PROXIES": "127.0.0.1"}
    process = subprocess.Popen(
        [os.environ["XINLIAN_HUB_CMD"], "serve", "--development", "--port", str(port), "--log-level", "error"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    base, deadline = f"http://127.0.0.1:{port}", time.monotonic() + 60
    try:
        while True:
            try:
                urllib.request.urlopen(base + "/health/ready", timeout=2)
                break
            except OSError:
                assert time.monotonic() < deadline and process.poll() is None
                # A program that gets ready says so only to those who ask.
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(30)
