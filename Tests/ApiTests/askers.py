"""Who asks the API: nobody, a person in each role, and the node of a station, which signs what it asks."""

import os
import pathlib
import shlex
import subprocess
import sys

import requests

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "BrowserTests"), str(TESTS / "SyncConformance")]

import functools  # noqa: E402

from conftest import person, read_json  # noqa: E402
from people import BASE, ROLES  # noqa: E402
from signing import Key, sign  # noqa: E402
from xinlian_sync import Batch, Chain, Client, content_digest, uuid7  # noqa: E402

NOBODY, NODE = "nobody", "station node"
ASKERS = [NOBODY, NODE, *ROLES]
# One that the demonstration sends little to.
STATION = "S26"


class Signature(requests.auth.AuthBase):
    """Signs a request with a station's key, whatever stands in it."""

    def __init__(self, key):
        self.key = key

    def __call__(self, request):
        for name in ("Signature", "Signature-Input"):
            request.headers.pop(name, None)
        if request.method == "POST":
            body = request.body or b""
            request.headers["Content-Digest"] = content_digest(body.encode() if isinstance(body, str) else body)
        for name, value in sign(self.key, request.method, request.path_url, list(request.headers.items())):
            request.headers[name] = value
        return request


def enrolled(station):
    """The client of a node that is known to the hub."""
    command = shlex.split(os.environ["XINLIAN_HUB_CMD"]) + ["stations", "enrol", station]
    code = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()
    client = Client(BASE, station, Key())
    assert client.enrol(code).status == 200
    return client


@functools.cache
def resident(station):
    """Somebody who is registered at a station; its node is asked to register one if there is nobody."""
    path = f"/api/v1/stations/{station}/residents"
    if not read_json(path, "station-staff")["residents"]:
        chain = Chain(station)
        data = {"birthYearBand": "1955-1959", "sex": "female", "tags": [],
                "consents": [{"purpose": "screening", "textVersion": "1"}]}
        fact = chain.add("resident.registered", data, subject=uuid7())
        reply = enrolled(station).send(Batch.of(chain, [fact]))
        assert reply.status == 200, str(reply)
    return read_json(path, "station-staff")["residents"][0]["resident"]


@functools.cache
def order(station):
    """An order of a station; one is placed if there is none."""
    path = f"/api/v1/stations/{station}/orders"
    if not read_json(path, "station-staff")["orders"]:
        headers = credentials("station-staff")["headers"]
        offered = requests.post(BASE + path + "/quote", json={}, headers=headers, timeout=30).json()["items"][0]
        headers["Idempotency-Key"] = "an-order-to-read"
        assert requests.post(BASE + path, json={"item": offered["item"]}, headers=headers, timeout=30).ok
    return read_json(path, "station-staff")["orders"][0]["order"]


def credentials(asker):
    """What requests sends besides."""
    if asker == NOBODY:
        return {}
    if asker == NODE:
        return {"auth": Signature(enrolled(STATION).key)}
    return {"headers": {"Cookie": "; ".join(f"{name}={value}" for name, value in person(asker).cookies.items())}}
