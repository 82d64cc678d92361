"""Fixtures: the hub under test comes from environment variables; one chain grows in the session."""

import os

import pytest

from desk import RESIDENT, Desk, sample
from xinlian_sync import Client

NEEDED = ("XINLIAN_HUB_URL", "XINLIAN_STATION", "XINLIAN_TOKEN",
          "XINLIAN_OTHER_STATION", "XINLIAN_OTHER_TOKEN")


@pytest.fixture(scope="session", name="desk")
def desk_fixture():
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        pytest.skip("no hub to test; set " + ", ".join(missing))
    url = os.environ["XINLIAN_HUB_URL"]
    client = Client(url, os.environ["XINLIAN_STATION"], os.environ["XINLIAN_TOKEN"])
    other = Client(url, os.environ["XINLIAN_OTHER_STATION"], os.environ["XINLIAN_OTHER_TOKEN"])
    return Desk(client, other)


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
