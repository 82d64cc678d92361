"""What the tests share: sample data, the check of problem documents, and a station at work."""

import dataclasses
import re
import time
import warnings

import signing
from xinlian_sync import BATCHES, Batch, Chain, Client, uuid7


class ReadingChosen(UserWarning):
    """The protocol text leaves this open; the warning says what the hub under test does."""


# Valid data. Where the protocol names no list of codes (channel, setting, activityKind, package,
# item, reason, about.kind) free text is assumed; change the codes here if a hub knows a list.
ACTIVITY = uuid7()
ORDER = uuid7()
ENROLMENT = uuid7()
RESIDENT = uuid7()

SAMPLES = {
    "resident.registered": {"birthYearBand": "1955-1959", "sex": "female", "tags": [], "consents": []},
    "activity.held": {"activity": ACTIVITY, "activityKind": "lecture", "setting": "station",
                      "capacity": 30, "minutes": 60},
    "activity.attended": {"activity": ACTIVITY, "role": "participant"},
    "order.placed": {"order": ORDER, "package": "p1", "item": "i1", "amountFen": 1200},
    "enrolment.started": {"enrolment": ENROLMENT, "package": "p1", "item": "i1",
                          "due": "2026-12-01", "reason": "screening"},
    "feedback.given": {"about": {"kind": "activity", "id": ACTIVITY}, "score": 5, "first": False},
    "channel.measured": {"channel": "wechat", "metric": "reads", "count": 17, "content": None},
}
WITH_SUBJECT = {"resident.registered", "activity.attended", "order.placed", "enrolment.started",
                "feedback.given", "screening.completed"}


def sample(kind, **changes):
    data = dict(SAMPLES[kind])
    data.update(changes)
    return data


def problem_of(reply, status, code=None):
    """Check a refusal and its problem document; the document is returned."""
    assert reply.status == status, f"expected {status}, got {reply}"
    assert reply.media_type == "application/problem+json", str(reply)
    problem = reply.json()
    assert isinstance(problem, dict), str(reply)
    for member in ("type", "title", "detail", "code"):
        assert isinstance(problem.get(member), str) and problem[member], f"member {member}: {reply}"
    assert problem.get("status") == status and type(problem["status"]) is int, str(reply)
    if code is not None:
        allowed = {code} if isinstance(code, str) else set(code)
        assert problem["code"] in allowed, f"expected {sorted(allowed)}, got {reply}"
    return problem


class Desk:
    """A station at work: composes at the hub's head, sends, checks what came of it."""

    def __init__(self, client: Client, other: Client):
        self.client, self.other = client, other
        self.sent = {}             # seq -> Fact of this session that the hub accepted

    def chain(self) -> Chain:
        return self.client.chain()

    def signed(self, batch: Batch, key=None, **changes) -> Batch:
        """The batch with a signature, which later changes of it no longer fit."""
        fields = signing.sign(key or self.client.key, "POST", BATCHES, batch.headers, **changes)
        return dataclasses.replace(batch, headers=[*batch.headers, *fields])

    def good(self, chain: Chain):
        return chain.add("resident.registered", sample("resident.registered"), subject=uuid7())

    def goods(self, chain: Chain, count: int):
        return [self.good(chain) for _ in range(count)]

    def remember(self, facts):
        self.sent.update((fact.seq, fact) for fact in facts)

    def receipt_of(self, reply, batch: Batch) -> dict:
        """All members of a receipt for a batch that ends at the head."""
        assert reply.status == 200, str(reply)
        assert reply.media_type == "application/json", str(reply)
        receipt = reply.json()
        wanted = {"receipt": str, "station": str, "epoch": int, "acceptedThrough": int, "added": int,
                  "duplicates": int, "quarantined": list, "lastHash": str, "receivedAt": str}
        for member, form in wanted.items():
            assert type(receipt.get(member)) is form, f"member {member}: {reply}"
        assert receipt["receipt"], str(reply)
        assert receipt["station"] == self.client.station
        assert len(receipt["lastHash"]) == 64
        for entry in receipt["quarantined"]:
            assert type(entry.get("seq")) is int, str(reply)
            assert isinstance(entry.get("code"), str) and entry["code"], str(reply)
            assert isinstance(entry.get("detail"), str) and entry["detail"], str(reply)

        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", receipt["receivedAt"]), str(reply)
        return receipt

    def accept(self, chain: Chain, facts, *, quarantined=(), batch: Batch | None = None) -> dict:
        """Send facts that continue the book; exactly the given sequence numbers are quarantined
        (None: whatever). `chain` must stand after the last of them."""
        batch = batch or Batch.of(chain, facts)
        reply = self.client.send(batch)
        receipt = self.receipt_of(reply, batch)
        assert receipt["acceptedThrough"] == batch.last, str(reply)
        assert receipt["lastHash"] == facts[-1].hash.hex(), str(reply)
        assert receipt["added"] == len(facts) and receipt["duplicates"] == 0, str(reply)
        if quarantined is not None:
            got = sorted(entry["seq"] for entry in receipt["quarantined"])
            assert got == sorted(quarantined), f"quarantined {got}, expected {sorted(quarantined)}: {reply}"
        self.remember(facts)
        state = self.client.state()
        assert state["acceptedThrough"] == batch.last and state["lastHash"] == facts[-1].hash.hex()
        return receipt

    def refuse(self, batch: Batch, status, code=None, *, client=None) -> dict:
        """Send a batch that must be refused; nothing of it may be stored."""
        before = self.client.state()
        reply = (client or self.client).send(batch)
        after = self.client.state()
        if isinstance(status, int):
            problem = problem_of(reply, status, code)
        else:
            assert reply.status in status, f"expected one of {sorted(status)}, got {reply}"
            problem = problem_of(reply, reply.status, code)
        assert after == before, f"a refused batch changed the state: {before} -> {after}"
        return problem

    def either(self, batch: Batch, facts, note: str, refusals=(400,)) -> int:
        """The text leaves it open whether the batch is taken; both ways must be clean."""
        before = self.client.state()
        reply = self.client.send(batch)
        after = self.client.state()
        if reply.status == 200:
            receipt = reply.json()
            assert after["acceptedThrough"] >= before["acceptedThrough"]
            assert receipt["acceptedThrough"] == after["acceptedThrough"], str(reply)
            listed = [entry["code"] for entry in receipt["quarantined"]]
            self.remember(facts)
            warnings.warn(f"{note}: accepted" + (f", quarantined {listed}" if listed else ""),
                          ReadingChosen, stacklevel=2)
        else:
            assert reply.status in refusals, f"{note}: {reply}"
            problem = problem_of(reply, reply.status)
            assert after == before, f"a refused batch changed the state: {before} -> {after}"
            warnings.warn(f"{note}: refused with {reply.status} {problem['code']}",
                          ReadingChosen, stacklevel=2)
        return reply.status


def still_alive(client: Client, within: float = 10.0) -> dict:
    """The hub answers again within a while."""
    end = time.monotonic() + within
    while True:
        try:
            return client.state()
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
