"""Fixtures: the hub under test comes from environment variables; one chain grows in the session.

XINLIAN_HUB_URL, XINLIAN_STATION and XINLIAN_OTHER_STATION name it and two stations of it. XINLIAN_HUB_CMD runs the hub's
program on the same database; `stations enrol` and `stations revoke` are asked of it.
"""

import os
import shlex
import subprocess

import pytest

from desk import RESIDENT, Desk, sample
from signing import Key
from xinlian_sync import Client

NEEDED = ("XINLIAN_HUB_URL", "XINLIAN_STATION", "XINLIAN_OTHER_STATION", "XINLIAN_HUB_CMD")


def office(*arguments):
    """What the bureau's operator does at the hub: standard output without the last line's end."""
    command = shlex.split(os.environ["XINLIAN_HUB_CMD"]) + ["stations", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="session", name="desk")
def desk_fixture():
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        pytest.skip("no hub to test; set " + ", ".join(missing))
    url = os.environ["XINLIAN_HUB_URL"]
    clients = []
    for name in ("XINLIAN_STATION", "XINLIAN_OTHER_STATION"):
        client = Client(url, os.environ[name], Key())
        reply = client.enrol(office("enrol", client.station))
        assert reply.status == 200, str(reply)
        clients.append(client)
    return Desk(*clients)


@pytest.fixture(name="office")
def office_fixture():
    return office


@pytest.fixture
def chain(desk):
    """The book at the hub's head; read anew for each test, so that one failure stays one."""
    return desk.chain()


@pytest.fixture(scope="session")
def resident(desk):
    chain = desk.chain()
    fact = chain.add("resident.registered", sample("resident.registered"), subject=RESIDENT)
    desk.accept(chain, [fact], quarantined=None)
    return RESIDENT
