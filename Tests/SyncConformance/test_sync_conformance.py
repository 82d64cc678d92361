"""Conformance tests for the sync protocol, version 1. They run in order on one growing book."""

import base64
import concurrent.futures
import gzip
import hashlib
import json
import os
import re
import time
import warnings

import pytest

from desk import (ACTIVITY, ReadingChosen, SAMPLES, WITH_SUBJECT, problem_of, sample, still_alive)
from xinlian_sync import (BATCHES, CHANGES, HEADER_MEMBERS, MAX_BODY, MAX_FACTS, MAX_LINE,
                          STATE, Batch, ConnectionCut, base64url, batch_field, chain_hash,
                          compact, content_digest, genesis, sf_bytes, utc_text, uuid7)

UNREADABLE = "unreadable"


def corrupted(desk, chain, corrupt, at=0, count=1):
    """A batch of `count` good facts, whose line `at` went through `corrupt(line)`."""
    facts = desk.goods(chain, count)
    lines = [fact.line() for fact in facts]
    lines[at] = corrupt(lines[at])
    return Batch.of(chain, facts, lines=lines)


def with_header(desk, chain, edit):
    """A batch of one fact, correctly hashed over header bytes that went through `edit`."""
    header = edit(desk.good(chain.copy()).header)
    return Batch.of(chain, [chain.add("", sample("resident.registered"), header=header)])


def swap(old, new):
    def apply(raw):
        assert raw.count(old) >= 1, f"{old!r} is not in {raw!r}"
        return raw.replace(old, new, 1)
    return apply


def re_swap(pattern, new):
    def apply(raw):
        changed, count = re.subn(pattern, new, raw, count=1)
        assert count == 1, f"{pattern!r} is not in {raw!r}"
        return changed
    return apply


# --- state ------------------------------------------------------------------------------------

def test_state_names_the_book(desk):
    reply = desk.client.request("GET", STATE)
    assert reply.status == 200 and reply.media_type == "application/json", str(reply)
    state = reply.json()
    assert {"station", "epoch", "acceptedThrough", "lastHash"} <= set(state), str(reply)
    assert state["station"] == desk.client.station
    assert type(state["epoch"]) is int and state["epoch"] >= 1
    assert type(state["acceptedThrough"]) is int and state["acceptedThrough"] >= 0
    if state["acceptedThrough"]:
        assert re.fullmatch("[0-9a-f]{64}", state["lastHash"]), str(reply)
    else:
        start = genesis(state["station"], "station", state["epoch"]).hex()
        assert state["lastHash"] in (None, "", start), str(reply)
        if state["lastHash"] != start:
            warnings.warn(f"lastHash of an empty book is {state['lastHash']!r}", ReadingChosen)


def test_state_of_the_other_station(desk):
    assert desk.other.state()["station"] == desk.other.station


def test_heartbeat_before_the_first_fact(desk, chain):
    batch = Batch.of(chain, [])
    before = desk.client.state()
    receipt = desk.receipt_of(desk.client.send(batch), batch)
    assert (receipt["added"], receipt["duplicates"], receipt["quarantined"]) == (0, 0, [])
    assert receipt["acceptedThrough"] == chain.seq
    assert desk.client.state() == before


# --- 200: receipts ----------------------------------------------------------------------------

def test_one_fact(desk, chain):
    desk.accept(chain, [desk.good(chain)])


def test_several_facts_and_state(desk, chain):
    facts = desk.goods(chain, 7)
    desk.accept(chain, facts)
    state = desk.client.state()
    assert state["acceptedThrough"] == facts[-1].seq and state["lastHash"] == facts[-1].hash.hex()


def test_identical_batch_gets_the_identical_receipt(desk, chain):
    facts = desk.goods(chain, 3)
    batch = Batch.of(chain, facts)
    first = desk.client.send(batch)
    desk.receipt_of(first, batch)
    time.sleep(1.1)         # so that a new receivedAt would show
    again = desk.client.send(batch)
    assert again.status == 200 and again.body == first.body
    desk.remember(facts)
    later = desk.chain()
    desk.accept(later, desk.goods(later, 2))
    late = desk.client.send(batch)
    assert late.status == 200 and late.body == first.body, "after later batches the receipt changed"
    assert desk.client.state()["acceptedThrough"] == later.seq


def test_identical_batch_with_quarantine_gets_the_identical_receipt(desk, chain):
    facts = [chain.add("nothing.known", {"a": 1}), desk.good(chain)]
    batch = Batch.of(chain, facts)
    first = desk.client.send(batch)
    assert [entry["seq"] for entry in desk.receipt_of(first, batch)["quarantined"]] == [facts[0].seq]
    assert desk.client.send(batch).body == first.body


def test_identical_heartbeat_gets_the_identical_receipt(desk, chain):
    batch = Batch.of(chain, [])
    first = desk.client.send(batch)
    time.sleep(1.1)
    again = desk.client.send(batch)
    assert first.status == again.status == 200 and first.body == again.body


def test_different_batches_get_different_receipts(desk, chain):
    a = desk.accept(chain, desk.goods(chain, 1))
    b = desk.accept(chain, desk.goods(chain, 1))
    assert a["receipt"] != b["receipt"]


def test_overlap_is_counted_as_duplicates(desk, chain):
    old = desk.goods(chain, 3)
    desk.accept(chain, old)
    new = desk.goods(chain, 2)
    facts = old[1:] + new
    batch = Batch.of(chain, facts)
    receipt = desk.receipt_of(desk.client.send(batch), batch)
    assert (receipt["added"], receipt["duplicates"]) == (2, 2)
    assert receipt["acceptedThrough"] == new[-1].seq and receipt["lastHash"] == new[-1].hash.hex()
    assert desk.client.state()["acceptedThrough"] == new[-1].seq


def test_shifted_boundaries(desk, chain):
    facts = desk.goods(chain, 9)
    for piece in (facts[:4], facts[4:]):
        batch = Batch.of(chain, piece)
        assert desk.receipt_of(desk.client.send(batch), batch)["added"] == len(piece)
    before = desk.client.state()
    hashes = {fact.seq: fact.hash.hex() for fact in facts}
    for piece in (facts[:2], facts[2:7], facts[3:9], facts):
        batch = Batch.of(chain, piece)
        reply = desk.client.send(batch)
        receipt = desk.receipt_of(reply, batch)
        assert (receipt["added"], receipt["duplicates"]) == (0, len(piece)), str(reply)
        assert receipt["acceptedThrough"] in (piece[-1].seq, facts[-1].seq), str(reply)
        assert receipt["lastHash"] == hashes[receipt["acceptedThrough"]], str(reply)
        assert desk.client.state() == before


def test_the_answer_was_lost(desk, chain):
    facts = desk.goods(chain, 2)
    batch = Batch.of(chain, facts)
    desk.client.cut_short("POST", BATCHES, batch.headers, batch.body, len(batch.body))
    for _ in range(20):
        time.sleep(0.1)
        if desk.client.state()["acceptedThrough"] == batch.last:
            break
    receipt = desk.receipt_of(desk.client.send(batch), batch)
    assert receipt["added"] + receipt["duplicates"] == 2
    assert desk.client.state()["lastHash"] == facts[-1].hash.hex()


def test_facts_of_all_kinds_in_the_document(desk, chain, resident):
    """Values the document lists must be taken; where it lists no codes the outcome is reported."""
    for kind in ("resident.registered", "activity.held", "activity.attended", "order.placed",
                 "enrolment.started", "feedback.given", "channel.measured"):
        subject = resident if kind in WITH_SUBJECT else None
        if kind == "resident.registered":
            subject = uuid7()
        fact = chain.add(kind, sample(kind), subject=subject)
        receipt = desk.accept(chain, [fact], quarantined=None)
        if receipt["quarantined"]:
            open_codes = kind in ("activity.held", "activity.attended", "order.placed", "enrolment.started")
            text = f"a plain {kind} is quarantined: {receipt['quarantined']}"
            assert open_codes, text
            warnings.warn(text, ReadingChosen)


@pytest.mark.parametrize("kind, data", [
    ("order.accepted", {"order": uuid7(), "package": "p1", "item": "i1", "amountFen": 1200}),
    ("order.accepted", {"order": uuid7(), "package": "p1", "item": "i1", "amountFen": 1200, "copaymentFen": 1200,
                        "group": "low-income", "performer": "department:civil-affairs"}),
    ("order.delivered", {"order": uuid7(), "package": "p1", "item": "i1", "amountFen": 1200, "evidence": "e"}),
    ("order.verified", {"order": uuid7(), "package": "p1", "item": "i1", "amountFen": 1200, "evidence": "e"}),
    ("order.cancelled", {"order": uuid7(), "package": "p1", "item": "i1", "amountFen": 1200, "reason": "r"}),
    ("enrolment.itemDone", {"enrolment": uuid7(), "package": "p1", "item": "i1", "due": "2026-12-01", "reason": "r"}),
    ("enrolment.ended", {"enrolment": uuid7(), "package": "p1", "item": "i1", "due": "2026-12-01", "reason": "r"}),
    ("activity.attended", {"activity": ACTIVITY, "role": "volunteer", "count": 12}),
    ("resident.registered", {"birthYearBand": "1955-1959", "sex": "unknown", "tags": ["t1"],
                             "consents": [{"purpose": "screening", "textVersion": "1"}]}),
])
def test_further_kinds_stay_in_the_chain(desk, chain, resident, kind, data):
    subject = None if "count" in data else resident
    facts = [chain.add(kind, data, subject=subject), desk.good(chain)]
    receipt = desk.accept(chain, facts, quarantined=None)
    assert facts[1].seq not in [entry["seq"] for entry in receipt["quarantined"]]
    for entry in receipt["quarantined"]:
        warnings.warn(f"a plausible {kind} is quarantined: {entry}", ReadingChosen)


def test_a_further_member_in_data_is_allowed(desk, chain):
    """The table says `fields at least`."""
    fact = chain.add("resident.registered", sample("resident.registered", later="x"), subject=uuid7())
    desk.accept(chain, [fact])


def test_text_beyond_ascii_and_escapes_in_data(desk, chain):
    raw = ('{"channel":"wechat","metric":"reads","count":3,"content":"心联 \U0001F375 \\u5fc3 \\ud83c\\udf75 '
           '\\"{},[]\\\\ \\/ tab\\t","note":"  spaces inside strings  "}').encode()
    desk.accept(chain, [chain.add("channel.measured", raw)])


def test_fractions_of_a_second(desk, chain):
    facts = [chain.add("resident.registered", sample("resident.registered"), subject=uuid7(),
                       occurredAt=text, recordedAt=text)
             for text in ("2026-01-31T23:59:59.1Z", "2026-01-31T23:59:59.123Z",
                          "2026-01-31T23:59:59.123456Z", "2026-01-31T23:59:59.123456789Z")]
    desk.accept(chain, facts)


def test_old_facts_are_as_welcome_as_new_ones(desk, chain):
    facts = [chain.add("resident.registered", sample("resident.registered"), subject=uuid7(),
                       occurredAt="2024-02-29T12:00:00Z"), desk.good(chain)]
    desk.accept(chain, facts)


def facts_of_size(chain, total):
    """Facts whose lines make exactly `total` bytes, none of them too long."""
    def add(note):
        return chain.add("channel.measured", sample("channel.measured", note="x" * note))

    facts, size = [], 0
    while total - size > 2 * MAX_LINE:
        facts.append(add(60_000))
        size += len(facts[-1].line()) + 1
    for share in (2, 1):
        bare = len(chain.copy().add("channel.measured", sample("channel.measured", note="")).line()) + 1
        facts.append(add((total - size) // share - bare))
        size += len(facts[-1].line()) + 1
    assert size == total and max(len(fact.line()) for fact in facts) < MAX_LINE
    return facts


def test_a_batch_of_exactly_four_mebibytes(desk, chain):
    facts = facts_of_size(chain, MAX_BODY)
    desk.accept(chain, facts, quarantined=None)


# --- 200: the structured field ----------------------------------------------------------------

def test_dictionary_in_another_order_with_spaces(desk, chain):
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact])
    members = batch.header("Xinlian-Batch").split(", ")
    desk.accept(chain, [fact], batch=batch.replace("Xinlian-Batch", " , \t".join(reversed(members))))


def test_dictionary_with_unknown_members_and_parameters(desk, chain):
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact])
    members = batch.header("Xinlian-Batch").split(", ")
    members[0] += ";x=1"
    desk.accept(chain, [fact],
                batch=batch.replace("Xinlian-Batch", ", ".join([*members, "later=?1", "more=(1 2)"])))


def test_dictionary_over_two_field_lines(desk, chain):
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact])
    members = batch.header("Xinlian-Batch").split(", ")
    desk.either(batch.replace("Xinlian-Batch", ", ".join(members[:3]), ", ".join(members[3:])), [fact],
                "a dictionary split over two field lines (RFC 8941 says: one dictionary)")


def test_dictionary_with_the_same_key_twice(desk, chain):
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact])
    desk.either(batch.replace("Xinlian-Batch", "first=7, " + batch.header("Xinlian-Batch")), [fact],
                "the same key twice in the dictionary (RFC 8941 says: the last one counts)")


def test_further_digest_algorithms(desk, chain):
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact])
    sha512 = "sha-512=" + sf_bytes(hashlib.sha512(batch.body).digest())
    desk.accept(chain, [fact],
                batch=batch.replace("Content-Digest", sha512 + ", " + batch.header("Content-Digest")))


def test_media_type_with_a_parameter(desk, chain):
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact]).replace("Content-Type", "Application/X-NDJSON; charset=utf-8")
    desk.either(batch, [fact], "media type with a parameter", refusals=(415,))


def test_chunked_body(desk, chain):
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact])
    pieces = [batch.body[at:at + 7] for at in range(0, len(batch.body), 7)]
    reply = desk.client.request("POST", BATCHES, batch.headers, chunks=pieces)
    assert desk.receipt_of(reply, batch)["added"] == 1


def test_last_line_without_newline(desk, chain):
    fact = desk.good(chain)
    desk.either(Batch.of(chain, [fact], body=fact.line()), [fact], "no newline after the last line")


# --- 200: empty batches -----------------------------------------------------------------------

def test_heartbeat_advances_complete_through(desk, chain):
    before = desk.client.state()
    now = int(time.time())
    for moment in (now, now + 1):
        batch = Batch.of(chain, [], complete_through=moment)
        receipt = desk.receipt_of(desk.client.send(batch), batch)
        assert (receipt["added"], receipt["duplicates"]) == (0, 0)
        assert receipt["acceptedThrough"] == chain.seq and receipt["lastHash"] == chain.last_hash.hex()
    assert desk.client.state() == before


def test_complete_through_going_back(desk, chain):
    desk.either(Batch.of(chain, [], complete_through=1_700_000_000), [], "complete-through goes back",
                refusals=(400, 409))


def test_heartbeat_beyond_the_head_is_a_gap(desk, chain):
    batch = Batch.of(chain, [], first=chain.seq + 5, last=chain.seq + 4)
    problem = desk.refuse(batch, 409, "gap")
    assert problem["expected"] == chain.seq + 1


def test_heartbeat_behind_the_head(desk, chain):
    facts = desk.goods(chain, 2)
    desk.accept(chain, facts)
    batch = Batch.of(chain, [], first=facts[1].seq, last=facts[0].seq, last_hash=facts[0].hash)
    desk.either(batch, [], "an empty batch behind the head", refusals=(400, 409))


def test_heartbeat_with_another_last_hash(desk, chain):
    desk.refuse(Batch.of(chain, [], last_hash=bytes(32)), {400, 409, 422})


def test_empty_body_that_claims_facts(desk, chain):
    facts = desk.goods(chain, 2)
    desk.refuse(Batch.of(chain, facts, body=b""), {400, 409})


def test_facts_under_an_empty_claim(desk, chain):
    head = chain.copy()
    facts = desk.goods(chain, 1)
    desk.refuse(Batch.of(chain, facts, first=head.seq + 1, last=head.seq, last_hash=head.last_hash),
                {400, 409, 422})


# --- 200 with quarantine ----------------------------------------------------------------------

PHQ9 = [0, 1, 2, 3, 0, 1, 2, 3, 0]


def screening(code, version, answers=PHQ9, **changes):
    numbers = [a for a in answers if isinstance(a, int)] if isinstance(answers, list) else []
    data = {"instrument": code, "instrumentVersion": version, "answers": answers, "unanswered": {},
            "total": sum(numbers), "severity": None,
            "triage": {"level": "station", "sameDay": False, "reasons": []},
            "plugin": {"id": code, "version": "1"}, "ageYears": 67}
    data.update(changes)
    return data


@pytest.fixture(scope="session")
def phq9(desk, resident):
    """The code and version under which this hub knows the PHQ-9: from the environment, from the
    changes, or by trying the likely spellings (the protocol does not tell)."""
    names, versions = [], []
    if os.environ.get("XINLIAN_PHQ9"):
        names.append(os.environ["XINLIAN_PHQ9"])
    reply = desk.client.changes()
    for change in reply.json()["changes"] if reply.status == 200 else []:
        name = change["key"].removeprefix("instrument/")
        if change["key"] != name and re.sub("[^a-z0-9]", "", name.lower()) == "phq9" and change["document"]:
            names.append(name)
            document = change["document"]
            document = json.loads(document) if isinstance(document, str) else document
            if isinstance(document, dict):
                versions += [document[key] for key in ("version", "instrumentVersion") if key in document]
    names += ["phq-9", "phq9", "PHQ-9", "PHQ9", "phq_9"]
    versions += ["1", 1, "1.0", "1.0.0"]
    if os.environ.get("XINLIAN_PHQ9_VERSION"):
        versions.insert(0, json.loads(os.environ["XINLIAN_PHQ9_VERSION"]))
    chain = desk.chain()
    tried = [(name, version) for name in dict.fromkeys(names) for version in versions]
    facts = [chain.add("screening.completed", screening(*pair), subject=resident) for pair in tried]
    receipt = desk.accept(chain, facts, quarantined=None)
    bad = {entry["seq"]: entry for entry in receipt["quarantined"]}
    for fact, pair in zip(facts, tried):
        if fact.seq not in bad:
            return pair
    pytest.fail(f"no valid PHQ-9 was taken; tried {tried}; first reason {receipt['quarantined'][0]}")


def test_a_valid_screening_is_taken(desk, chain, resident, phq9):
    desk.accept(chain, [chain.add("screening.completed", screening(*phq9), subject=resident)])


def test_an_unanswered_item(desk, chain, resident, phq9):
    data = screening(*phq9, answers=[0, None, 2, 3, 0, 1, 2, 3, 0], total=None)
    fact = chain.add("screening.completed", data, subject=resident)
    receipt = desk.accept(chain, [fact], quarantined=None)
    warnings.warn(f"a null answer, `unanswered` empty: {receipt['quarantined'] or 'taken'}", ReadingChosen)


SCREENINGS = {
    "answer 4": {"answers": [0, 1, 2, 4, 0, 1, 2, 3, 0]},
    "answer -1": {"answers": [0, 1, 2, -1, 0, 1, 2, 3, 0]},
    "answer 2**63": {"answers": [0, 1, 2, 2 ** 63, 0, 1, 2, 3, 0]},
    "answer 1.5": {"answers": [0, 1, 2, 1.5, 0, 1, 2, 3, 0]},
    "answer as text": {"answers": [0, 1, 2, "3", 0, 1, 2, 3, 0]},
    "answer true": {"answers": [0, 1, 2, True, 0, 1, 2, 3, 0]},
    "answer nested": {"answers": [0, 1, 2, [3], 0, 1, 2, 3, 0]},
    "eight answers": {"answers": PHQ9[:8]},
    "ten answers": {"answers": PHQ9 + [0]},
    "no answers": {"answers": []},
    "60 answers": {"answers": [0] * 60},
    "answers null": {"answers": None},
    "answers an object": {"answers": {"1": 0}},
    "answers text": {"answers": "012301230"},
    "instrument unknown": {"instrument": "no-such-instrument"},
    "instrument a number": {"instrument": 9},
    "instrument version unknown": {"instrumentVersion": "no-such-version"},
    "total text": {"total": "12"},
    "total negative": {"total": -1},
    "total fraction": {"total": 12.5},
    "triage level unknown": {"triage": {"level": "perhaps", "sameDay": False, "reasons": []}},
    "triage sameDay text": {"triage": {"level": "none", "sameDay": "no", "reasons": []}},
    "triage without level": {"triage": {"sameDay": False, "reasons": []}},
    "triage null": {"triage": None},
    "triage reasons no array": {"triage": {"level": "none", "sameDay": False, "reasons": "x"}},
    "unanswered reason unknown": {"answers": [None] + PHQ9[1:], "total": None, "unanswered": {"1": "asleep"}},
    "unanswered an array": {"unanswered": []},
    "plugin text": {"plugin": "p"},
    "plugin without id": {"plugin": {"version": "1"}},
    "age negative": {"ageYears": -1},
    "age text": {"ageYears": "67"},
    "age fraction": {"ageYears": 67.5},
    "age 10**30": {"ageYears": 10 ** 30},
    "severity a number": {"severity": 3},
}


@pytest.mark.parametrize("name", SCREENINGS)
def test_quarantined_screening(desk, chain, resident, phq9, name):
    changes = dict(SCREENINGS[name])
    answers = changes.pop("answers", PHQ9)
    if isinstance(answers, list) and not all(type(a) is int for a in answers) and "total" not in changes:
        changes["total"] = None
    data = screening(*phq9, answers=answers, **changes)
    bad = chain.add("screening.completed", data, subject=resident)
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


@pytest.mark.parametrize("member", ["instrument", "instrumentVersion", "answers", "triage", "plugin", "ageYears"])
def test_quarantined_screening_with_missing_field(desk, chain, resident, phq9, member):
    data = screening(*phq9)
    del data[member]
    bad = chain.add("screening.completed", data, subject=resident)
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


@pytest.mark.parametrize("member", ["unanswered", "total", "severity"])
def test_screening_without_a_field_that_may_be_null(desk, chain, resident, phq9, member):
    data = screening(*phq9)
    del data[member]
    fact = chain.add("screening.completed", data, subject=resident)
    receipt = desk.accept(chain, [fact, desk.good(chain)], quarantined=None)
    warnings.warn(f"a screening without `{member}`: {receipt['quarantined'] or 'taken'}", ReadingChosen)


def test_a_wrong_total(desk, chain, resident, phq9):
    fact = chain.add("screening.completed", screening(*phq9, total=27), subject=resident)
    receipt = desk.accept(chain, [fact, desk.good(chain)], quarantined=None)
    warnings.warn(f"a total that is not the sum: {receipt['quarantined'] or 'taken'}", ReadingChosen)


@pytest.mark.parametrize("kind, version", [
    ("nothing.known", 1), ("", 1), ("Resident.Registered", 1), ("resident", 1), ("order.", 1),
    ("k" * 200, 1), ("心联", 1), ("resident.registered", 2), ("resident.registered", 99),
    ("resident.registered", 2 ** 31)])
def test_quarantined_unknown_kind_or_version(desk, chain, kind, version):
    bad = chain.add(kind, sample("resident.registered"), version=version, subject=uuid7())
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


MISSING = [(kind, member) for kind, members in {
    "resident.registered": ("birthYearBand", "sex", "tags", "consents"),
    "activity.held": ("activity", "activityKind", "setting", "capacity", "minutes"),
    "activity.attended": ("activity", "role"),
    "order.placed": ("order", "package", "item", "amountFen"),
    "enrolment.started": ("enrolment", "package"),
    "feedback.given": ("about", "score", "first"),
    "channel.measured": ("channel", "metric", "count"),
}.items() for member in members]


@pytest.mark.parametrize("kind, member", MISSING)
def test_quarantined_missing_field(desk, chain, resident, kind, member):
    data = sample(kind)
    del data[member]
    bad = chain.add(kind, data, subject=resident if kind in WITH_SUBJECT else None)
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


@pytest.mark.parametrize("kind, member", MISSING)
def test_quarantined_wrong_type(desk, chain, resident, kind, member):
    """An object where the table wants text, a number, a bool or an array (and text for `about`)."""
    wrong = "x" if member == "about" else {"x": 1}
    bad = chain.add(kind, sample(kind, **{member: wrong}), subject=resident if kind in WITH_SUBJECT else None)
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


VALUES = [
    ("feedback.given", "score", 0), ("feedback.given", "score", 6), ("feedback.given", "score", -1),
    ("feedback.given", "score", 3.5), ("feedback.given", "score", "5"), ("feedback.given", "score", True),
    ("feedback.given", "score", None), ("feedback.given", "first", "yes"), ("feedback.given", "first", 1),
    ("feedback.given", "about", {"kind": "activity"}), ("feedback.given", "about", {"id": "x"}),
    ("channel.measured", "count", -1), ("channel.measured", "count", 1.5), ("channel.measured", "count", "3"),
    ("channel.measured", "count", 10 ** 30), ("channel.measured", "count", True),
    ("channel.measured", "count", None), ("channel.measured", "metric", "likes"),
    ("channel.measured", "metric", "Reads"), ("channel.measured", "content", 7),
    ("resident.registered", "sex", "f"), ("resident.registered", "sex", None),
    ("resident.registered", "birthYearBand", "1959-1955"), ("resident.registered", "birthYearBand", "old"),
    ("resident.registered", "birthYearBand", 1955), ("resident.registered", "tags", [1]),
    ("resident.registered", "tags", "a"), ("resident.registered", "consents", [{"purpose": "x"}]),
    ("resident.registered", "consents", ["x"]),
    ("activity.held", "capacity", -1), ("activity.held", "minutes", -5), ("activity.held", "minutes", 1.5),
    ("activity.attended", "role", "guest"),
    ("order.placed", "copaymentFen", -1), ("order.placed", "copaymentFen", 1201), ("order.placed", "group", 7),
    ("order.placed", "performer", ["station"]),
    ("order.placed", "amountFen", -1), ("order.placed", "amountFen", 12.34), ("order.placed", "amountFen", "12"),
    ("enrolment.started", "due", "0000-01-01"), ("enrolment.started", "due", "2026-13-01"),
    ("enrolment.started", "due", "2026-02-30"), ("enrolment.started", "due", "2025-02-29"),
    ("enrolment.started", "due", "2026-00-10"), ("enrolment.started", "due", "soon"),
    ("enrolment.started", "due", 20261201),
]


@pytest.mark.parametrize("kind, member, value", VALUES, ids=[f"{k}-{m}-{v}"[:60] for k, m, v in VALUES])
def test_quarantined_value(desk, chain, resident, kind, member, value):
    bad = chain.add(kind, sample(kind, **{member: value}), subject=resident if kind in WITH_SUBJECT else None)
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


@pytest.mark.parametrize("count", [None, -1, 1.5, "12"])
def test_quarantined_head_count(desk, chain, count):
    data = sample("activity.attended", role="participant")
    if count is not None:
        data["count"] = count
    bad = chain.add("activity.attended", data, subject=None)
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


MEASURED = b'{"channel":"wechat","metric":"reads","count":%s,"content":%s}'

RAW_DATA = {
    "NUL escape": MEASURED % (b"1", b'"a\\u0000b"'),
    "NUL escape in a further member's name": b'{"channel":"wechat","metric":"reads","count":1,"content":null,"a\\u0000":1}',
    "duplicate key": b'{"channel":"wechat","metric":"reads","count":1,"content":null,"count":2}',
    "duplicate key, equal values": b'{"channel":"wechat","metric":"reads","count":1,"content":null,"count":1}',
    "duplicate key by escape": b'{"channel":"wechat","metric":"reads","count":1,"content":null,"c\\u006funt":2}',
    "duplicate key nested": b'{"channel":"wechat","metric":"reads","count":1,"content":null,"x":{"a":1,"a":2}}',
    "lone high surrogate": MEASURED % (b"1", b'"a\\ud83cb"'),
    "lone low surrogate": MEASURED % (b"1", b'"a\\udf75b"'),
    "surrogates the wrong way round": MEASURED % (b"1", b'"\\udf75\\ud83c"'),
    "lone surrogate at the end": MEASURED % (b"1", b'"\\ud83c"'),
    "invalid UTF-8: lone byte": MEASURED % (b"1", b'"a\xffb"'),
    "invalid UTF-8: overlong": MEASURED % (b"1", b'"a\xc0\xafb"'),
    "invalid UTF-8: surrogate": MEASURED % (b"1", b'"a\xed\xa0\x80b"'),
    "invalid UTF-8: above U+10FFFF": MEASURED % (b"1", b'"a\xf4\x90\x80\x80b"'),
    "invalid UTF-8: cut": MEASURED % (b"1", b'"a\xe5\xbf"'),
    "malformed: no value": b'{"channel":}',
    "malformed: trailing comma": MEASURED % (b"1", b"null,"),
    "malformed: bare name": b'{channel:1}',
    "malformed: single quotes": b"{'channel':'wechat'}",
    "malformed: NaN": MEASURED % (b"NaN", b"null"),
    "malformed: Infinity": MEASURED % (b"Infinity", b"null"),
    "malformed: leading zero": MEASURED % (b"01", b"null"),
    "malformed: plus": MEASURED % (b"+1", b"null"),
    "malformed: hexadecimal": MEASURED % (b"0x1", b"null"),
    "malformed: bare dot": MEASURED % (b"1.", b"null"),
    "malformed: open string": MEASURED % (b"1", b'"open'),
    "malformed: open array": MEASURED % (b"1", b'[1'),
    "malformed: brace too many": MEASURED % (b"1", b'null}'),
    "malformed: bad escape": MEASURED % (b"1", b'"\\x41"'),
    "malformed: short escape": MEASURED % (b"1", b'"\\u12"'),
    "malformed: True": MEASURED % (b"1", b'True'),
    "malformed: comment": b'{/**/"channel":"wechat","metric":"reads","count":1,"content":null}',
    "control byte in a string": MEASURED % (b"1", b'"a\x01b"'),
    "raw NUL in a string": MEASURED % (b"1", b'"a\x00b"'),
    "40 levels of objects": b'{"a":' * 40 + b"1" + b"}" * 40,
    "40 levels of arrays": b'{"a":' + b"[" * 40 + b"]" * 40 + b"}",
    "10,000 levels": b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "10,000 objects deep": b'{"a":' * 8_000 + b"1" + b"}" * 8_000,
    "10,000 open arrays": b'{"a":' + b"[" * 10_000 + b"}",
    "number 1e400": MEASURED % (b"1e400", b"null"),
    "number -1e400": MEASURED % (b"-1e400", b"null"),
    "number of 400 digits": MEASURED % (b"9" * 400, b"null"),
    "number of 20,000 digits": MEASURED % (b"9" * 20_000, b"null"),
    "number 2**63": MEASURED % (b"9223372036854775808", b"null"),
    "number 2**64": MEASURED % (b"18446744073709551616", b"null"),
    "number 1e999999999": MEASURED % (b"1e999999999", b"null"),
    "number 1e-999999999": MEASURED % (b"1e-999999999", b"null"),
    "empty object": b"{}",
}


@pytest.mark.parametrize("name", RAW_DATA)
def test_quarantined_raw_data(desk, chain, name):
    """Whatever stands between the braces, the line can be cut, so the book must not get stuck."""
    bad = chain.add("channel.measured", RAW_DATA[name])
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])
    after = desk.chain()
    desk.accept(after, [desk.good(after)])


OPEN_DATA = {
    "count 1.0": MEASURED % (b"1.0", b"null"),
    "count 1e2": MEASURED % (b"1e2", b"null"),
    "count -0": MEASURED % (b"-0", b"null"),
    "count 2**53+1": MEASURED % (b"9007199254740993", b"null"),
    "white space inside data": b'{"channel": "wechat","metric":"reads","count":1,"content":null}',
    "tab before the brace's end": b'{"channel":"wechat","metric":"reads","count":1,"content":null\t}',
    "carriage return inside data": b'{"channel":"wechat","metric":"reads","count":1,"content":null\r}',
    "40 levels in a further member": b'{"channel":"wechat","metric":"reads","count":1,"content":null,"x":'
                                     + b"[" * 40 + b"]" * 40 + b"}",
    "data null": b"null", "data an array": b"[]", "data a number": b"1", "data text": b'"x"', "data nothing": b"",
    "data looks like a line's end": b'{"a":1},"hash":"' + b"0" * 64 + b'"}',
    "the byte order mark in text": MEASURED % (b"1", b'"\xef\xbb\xbf"'),
    "noncharacters": MEASURED % (b"1", b'"\xef\xbf\xbe"'),
}


@pytest.mark.parametrize("name", OPEN_DATA)
def test_open_raw_data(desk, chain, name):
    facts = [chain.add("channel.measured", OPEN_DATA[name]), desk.good(chain)]
    desk.either(Batch.of(chain, facts), facts, name)
    after = desk.chain()
    desk.accept(after, [desk.good(after)])


TIMES = ["0000-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-32T00:00:00Z",
         "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T25:00:00Z",
         "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z"]


@pytest.mark.parametrize("member", ["occurredAt", "recordedAt"])
@pytest.mark.parametrize("text", TIMES)
def test_quarantined_impossible_time(desk, chain, member, text):
    bad = chain.add("resident.registered", sample("resident.registered"), subject=uuid7(), **{member: text})
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


OPEN_HEADERS = [
    ("occurredAt", "2026-01-01T24:00:00Z"), ("occurredAt", "2016-12-31T23:59:60Z"),
    ("occurredAt", "2026-01-01T08:00:00+08:00"), ("occurredAt", "2026-01-01T00:00:00z"),
    ("occurredAt", "2026-01-01t00:00:00Z"), ("occurredAt", "2026-01-01 00:00:00Z"),
    ("occurredAt", "2026-01-01T00:00:00"), ("occurredAt", "2026-01-01T00:00Z"), ("occurredAt", "2026-01-01"),
    ("occurredAt", "yesterday"), ("occurredAt", ""), ("occurredAt", "9999-12-31T23:59:59Z"),
    ("occurredAt", "2026-01-01T00:00:00." + "1" * 40 + "Z"), ("recordedAt", "1970-01-01T00:00:00Z"),
    ("actor", "robot:1"), ("actor", "staff:"), ("actor", "staff"), ("actor", ""), ("actor", "a\u0000b"),
    ("subject", ""), ("subject", "no such resident"), ("id", "not a uuid"), ("id", ""),
    ("id", "0190163d-8694-4c3f-8b67-0d3f4f1c2a3b"), ("id", uuid7().upper()), ("kind", "a\u0000b"),
    ("version", 0), ("version", -1), ("version", 10 ** 30),
]


@pytest.mark.parametrize("member, value", OPEN_HEADERS, ids=[f"{m}-{v}"[:50].replace("\0", "NUL") for m, v in OPEN_HEADERS])
def test_open_header_values(desk, chain, member, value):
    """Well-formed JSON of the right type with a strange value: unreadable or quarantined."""
    changes = {"subject": uuid7()}
    changes[member] = value
    kind = changes.pop("kind", "resident.registered")
    facts = [chain.add(kind, sample("resident.registered"), **changes), desk.good(chain)]
    desk.either(Batch.of(chain, facts), facts, f"header {member} = {str(value)[:50]!r}")


def test_the_same_id_twice(desk, chain):
    one = desk.good(chain)
    desk.accept(chain, [one])
    known = json.loads(one.header)["id"]
    facts = [chain.add("resident.registered", sample("resident.registered"), id=known, subject=uuid7()),
             desk.good(chain)]
    desk.either(Batch.of(chain, facts), facts, "the id of an earlier fact again", refusals=(400, 409))


def test_many_quarantined_in_one_batch(desk, chain):
    facts = [chain.add("nothing.known", {"n": n}) if n % 2 else desk.good(chain) for n in range(40)]
    desk.accept(chain, facts, quarantined=[fact.seq for n, fact in enumerate(facts) if n % 2])


def test_a_batch_of_nothing_but_quarantined(desk, chain):
    facts = [chain.add("nothing.known", {"n": n}) for n in range(5)]
    desk.accept(chain, facts, quarantined=[fact.seq for fact in facts])
    desk.accept(chain, [desk.good(chain)])


# --- corrections ------------------------------------------------------------------------------

def correct(chain, epoch, seq, replacement, **members):
    return chain.add("correction", {"corrects": {"epoch": epoch, "seq": seq}, "replacement": replacement}, **members)


def measured(chain, count):
    return chain.add("channel.measured", sample("channel.measured", count=count))


def test_correction_with_a_replacement(desk, chain):
    fact = measured(chain, 5)
    desk.accept(chain, [fact])
    desk.accept(chain, [correct(chain, chain.epoch, fact.seq, sample("channel.measured", count=6))])


def test_correction_that_withdraws(desk, chain):
    fact = measured(chain, 5)
    desk.accept(chain, [fact])
    desk.accept(chain, [correct(chain, chain.epoch, fact.seq, None)])


def test_correction_in_the_batch_of_the_fact_it_corrects(desk, chain):
    fact = measured(chain, 5)
    desk.accept(chain, [fact, correct(chain, chain.epoch, fact.seq, None)])


@pytest.mark.parametrize("name, epoch, seq", [
    ("ahead", 0, 1_000_000), ("seq 0", 0, -10 ** 9), ("epoch 99", 98, 0), ("next", 0, 2), ("itself", 0, 1)])
def test_quarantined_correction_of_a_missing_fact(desk, chain, name, epoch, seq):
    target = max(0, chain.seq + seq) or (chain.seq + seq if seq > 0 else 0)
    bad = correct(chain, chain.epoch + epoch, target, None)
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


@pytest.mark.parametrize("replacement", [
    sample("channel.measured", count=-1), {}, "text", 7, sample("feedback.given")],
    ids=["out of range", "empty", "text", "number", "data of another kind"])
def test_quarantined_correction_with_an_invalid_replacement(desk, chain, replacement):
    fact = measured(chain, 5)
    bad = correct(chain, chain.epoch, fact.seq, replacement)
    desk.accept(chain, [fact, bad, desk.good(chain)], quarantined=[bad.seq])


@pytest.mark.parametrize("data", [
    {"replacement": None}, {"corrects": None, "replacement": None}, {"corrects": {"seq": 1}, "replacement": None},
    {"corrects": {"epoch": 1}, "replacement": None}, {"corrects": {"epoch": "1", "seq": "1"}, "replacement": None},
    {"corrects": {"epoch": 1, "seq": 1.5}, "replacement": None}, {"corrects": [1, 1], "replacement": None}],
    ids=lambda data: json.dumps(data)[:60])
def test_quarantined_malformed_correction(desk, chain, data):
    bad = chain.add("correction", data)
    desk.accept(chain, [bad, desk.good(chain)], quarantined=[bad.seq])


def test_open_corrections(desk, chain):
    """Twice, of a correction, of a withdrawn fact, of a quarantined fact, without `replacement`."""
    broken = chain.add("channel.measured", sample("channel.measured", count=-4))
    fact = measured(chain, 5)
    first = correct(chain, chain.epoch, fact.seq, sample("channel.measured", count=6))
    steps = {
        "a second correction": correct(chain, chain.epoch, fact.seq, sample("channel.measured", count=7)),
        "a correction of a correction": correct(chain, chain.epoch, first.seq, None),
        "withdrawal after corrections": correct(chain, chain.epoch, fact.seq, None),
        "correction of a withdrawn fact": correct(chain, chain.epoch, fact.seq, sample("channel.measured", count=8)),
        "replacement for a quarantined fact": correct(chain, chain.epoch, broken.seq, sample("channel.measured", count=4)),
        "correction without `replacement`": chain.add("correction", {"corrects": {"epoch": chain.epoch, "seq": fact.seq}}),
    }
    receipt = desk.accept(chain, [broken, fact, first, *steps.values()], quarantined=None)
    bad = {entry["seq"]: entry["code"] for entry in receipt["quarantined"]}
    assert broken.seq in bad and fact.seq not in bad and first.seq not in bad
    for name, step in steps.items():
        warnings.warn(f"{name}: {bad.get(step.seq, 'taken')}", ReadingChosen)


# --- 400 unreadable: lines --------------------------------------------------------------------

def members_in_order(*order):
    def apply(line):
        value = json.loads(line)
        return compact({name: value[name] for name in order})
    return apply


LINES = {
    "not JSON": lambda line: b"hello",
    "an empty object": lambda line: b"{}",
    "an array": lambda line: b"[" + line + b"]",
    "null": lambda line: b"null",
    "a number": lambda line: b"1",
    "cut in the header": lambda line: line[:40],
    "cut in the hash": lambda line: line[:-10],
    "last brace missing": lambda line: line[:-1],
    "first brace missing": lambda line: line[1:],
    "a brace too many": lambda line: line + b"}",
    "something after the brace": lambda line: line + b"x",
    "byte order mark": lambda line: b"\xef\xbb\xbf" + line,
    "NUL bytes": lambda line: bytes(len(line)),
    "random bytes": lambda line: bytes(range(128, 256)) * 3,
    "space before": lambda line: b" " + line,
    "space behind": lambda line: line + b" ",
    "tab behind": lambda line: line + b"\t",
    "carriage return behind": lambda line: line + b"\r",
    "space after the first brace": swap(b'{"header"', b'{ "header"'),
    "space after a colon": swap(b'"header":', b'"header": '),
    "space before a colon": swap(b'"salt":', b'"salt" :'),
    "space after a comma": swap(b',"salt"', b', "salt"'),
    "space before data": swap(b'"data":', b'"data": '),
    "space after data": swap(b',"hash"', b' ,"hash"'),
    "space before the last brace": lambda line: line[:-1] + b" }",
    "blank in the header": swap(b'"station":', b'"station": '),
    "order: salt first": members_in_order("salt", "header", "data", "hash"),
    "order: hash first": members_in_order("hash", "header", "salt", "data"),
    "order: data before salt": members_in_order("header", "data", "salt", "hash"),
    "order: hash before data": members_in_order("header", "salt", "hash", "data"),
    "no salt": members_in_order("header", "data", "hash"),
    "no data": members_in_order("header", "salt", "hash"),
    "no hash": members_in_order("header", "salt", "data"),
    "no header": members_in_order("salt", "data", "hash"),
    "a fifth member at the end": lambda line: line[:-1] + b',"more":1}',
    "a fifth member at the start": swap(b'{"header"', b'{"more":1,"header"'),
    "salt twice": swap(b',"salt"', b',"salt":"AAAAAAAAAAAAAAAAAAAAAA","salt"'),
    "hash twice": lambda line: line[:-1] + line[line.rindex(b',"hash"'):],
    "names in capitals": swap(b'"salt"', b'"Salt"'),
    "salt null": re_swap(rb'"salt":"[^"]*"', b'"salt":null'),
    "salt empty": re_swap(rb'"salt":"[^"]*"', b'"salt":""'),
    "salt of 21 characters": re_swap(rb'"salt":".', b'"salt":"'),
    "salt of 23 characters": re_swap(rb'"salt":"', b'"salt":"A'),
    "salt with padding": re_swap(rb'("salt":"[^"]*)"', rb'\1=="'),
    "salt with plus": re_swap(rb'"salt":".', b'"salt":"+'),
    "salt with slash": re_swap(rb'"salt":".', b'"salt":"/'),
    "salt with an escape": re_swap(rb'"salt":".', rb'"salt":"\\u0041'),
    "hash null": re_swap(rb'"hash":"[^"]*"', b'"hash":null'),
    "hash empty": re_swap(rb'"hash":"[^"]*"', b'"hash":""'),
    "hash of 63 digits": re_swap(rb'"hash":".', b'"hash":"'),
    "hash of 65 digits": re_swap(rb'"hash":"', b'"hash":"0'),
    "hash with a g": re_swap(rb'"hash":".', b'"hash":"g'),
    "header null": re_swap(rb'"header":\{[^}]*\}', b'"header":null'),
    "header an array": re_swap(rb'"header":\{[^}]*\}', b'"header":[]'),
    "header text": re_swap(rb'"header":\{[^}]*\}', b'"header":"x"'),
    "header empty": re_swap(rb'"header":\{[^}]*\}', b'"header":{}'),
}


@pytest.mark.parametrize("name", LINES)
def test_unreadable_line(desk, chain, name):
    problem = desk.refuse(corrupted(desk, chain, LINES[name]), 400, UNREADABLE)
    assert problem.get("line") == 1, problem


@pytest.mark.parametrize("name", ["not JSON", "space behind", "cut in the hash", "header empty"])
@pytest.mark.parametrize("at", [0, 2, 4])
def test_the_problem_says_which_line(desk, chain, name, at):
    problem = desk.refuse(corrupted(desk, chain, LINES[name], at=at, count=5), 400, UNREADABLE)
    assert problem.get("line") == at + 1, f"lines are counted from 1: {problem}"


def test_two_facts_on_one_line(desk, chain):
    """A reader that cuts the line from both ends takes the middle for data; the chain stops it then."""
    facts = desk.goods(chain, 2)
    desk.refuse(Batch.of(chain, facts, body=facts[0].line() + facts[1].line() + b"\n"), {400, 422})


def test_hash_in_capitals(desk, chain):
    fact = desk.good(chain)
    desk.either(Batch.of(chain, [fact], lines=[fact.line(hash_text=fact.hash.hex().upper())]), [fact],
                "hash in capital hex digits", refusals=(400, 422))


def test_salt_with_spare_bits(desk, chain):
    """22 characters carry 132 bits: four too many, which should be zero."""
    fact = chain.add("resident.registered", sample("resident.registered"), subject=uuid7(), salt=bytes(16))
    line = fact.line(salt_text="A" * 21 + "B")
    desk.either(Batch.of(chain, [fact], lines=[line]), [fact], "salt with spare bits that are not zero")


@pytest.mark.parametrize("where, body", [
    ("at the start", lambda a, b: b"\n" + a + b"\n" + b + b"\n"),
    ("in the middle", lambda a, b: a + b"\n\n" + b + b"\n"),
    ("at the end", lambda a, b: a + b"\n" + b + b"\n\n"),
    ("with a space", lambda a, b: a + b"\n \n" + b + b"\n")])
def test_blank_line(desk, chain, where, body):
    facts = desk.goods(chain, 2)
    batch = Batch.of(chain, facts, body=body(facts[0].line(), facts[1].line()))
    problem = desk.refuse(batch, 400, UNREADABLE)
    expected = {"at the start": 1, "in the middle": 2, "at the end": 3, "with a space": 2}[where]
    assert problem.get("line") == expected, problem


def test_carriage_return_and_newline(desk, chain):
    facts = desk.goods(chain, 2)
    body = b"".join(fact.line() + b"\r\n" for fact in facts)
    assert desk.refuse(Batch.of(chain, facts, body=body), 400, UNREADABLE).get("line") == 1


@pytest.mark.parametrize("body", [b"\n", b"\r\n", b" ", b"\x00", b"[]", b"null\n"])
def test_body_that_is_no_fact(desk, chain, body):
    facts = desk.goods(chain, 1)
    desk.refuse(Batch.of(chain, facts, body=body), 400, UNREADABLE)


# --- 400 unreadable: header members -----------------------------------------------------------

def reorder(first, second):
    def apply(header):
        value = json.loads(header)
        names = list(value)
        i, j = names.index(first), names.index(second)
        names[i], names[j] = names[j], names[i]
        return compact({name: value[name] for name in names})
    return apply


def drop(member):
    def apply(header):
        value = json.loads(header)
        del value[member]
        return compact(value)
    return apply


def put(member, raw):
    """Replace a member's value by raw JSON text."""
    def apply(header):
        value = json.loads(header)
        return b"{" + b",".join(compact(name) + b":" + (raw if name == member else compact(value[name]))
                                for name in value) + b"}"
    return apply


HEADERS = {
    **{f"without {name}": drop(name) for name in HEADER_MEMBERS},
    "station and origin swapped": reorder("station", "origin"),
    "epoch and seq swapped": reorder("epoch", "seq"),
    "actor and subject swapped": reorder("actor", "subject"),
    "station last": lambda h: compact(dict(list(json.loads(h).items())[1:] + list(json.loads(h).items())[:1])),
    "further member at the end": lambda h: h[:-1] + b',"more":1}',
    "further member in the middle": swap(b',"kind"', b',"more":1,"kind"'),
    "seq twice": swap(b',"seq":', b',"seq":1,"seq":'),
    "station twice": swap(b',"origin"', b',"station":"X","origin"'),
    "subject twice": lambda h: h[:-1] + b',"subject":null}',
    "kind twice, equal": swap(b',"version"', b',"kind":"resident.registered","version"'),
    "a name by escape, twice": swap(b',"id":', b',"s\\u0065q":1,"id":'),
    "invalid UTF-8": put("actor", b'"staff:\xff"'),
    "invalid UTF-8, overlong": put("actor", b'"staff:\xc0\xaf"'),
    "invalid UTF-8, surrogate": put("actor", b'"staff:\xed\xa0\x80"'),
    "invalid UTF-8 in a name": swap(b'"actor"', b'"act\xffr"'),
    "control byte in text": put("actor", b'"staff:\x01"'),
    "raw NUL in text": put("actor", b'"staff:\x00"'),
    "bad escape": put("actor", b'"staff:\\q"'),
    "trailing comma": lambda h: h[:-1] + b",}",
    "space": swap(b',"seq"', b', "seq"'),
    "tab": swap(b',"seq"', b',\t"seq"'),
    "space at the end": lambda h: h[:-1] + b" }",
    "seq text": lambda h: re_swap(rb'"seq":(\d+)', rb'"seq":"\1"')(h),
    "seq fraction": put("seq", b"1.5"),
    "seq null": put("seq", b"null"),
    "seq 0": put("seq", b"0"),
    "seq negative": put("seq", b"-1"),
    "seq with leading zero": re_swap(rb'"seq":(\d+)', rb'"seq":0\1'),
    "seq of 400 digits": put("seq", b"9" * 400),
    "seq 2**64": put("seq", b"18446744073709551616"),
    "seq 1e400": put("seq", b"1e400"),
    "epoch 0": put("epoch", b"0"),
    "epoch text": put("epoch", b'"1"'),
    "epoch true": put("epoch", b"true"),
    "version text": put("version", b'"1"'),
    "version fraction": put("version", b"1.5"),
    "version null": put("version", b"null"),
    "kind null": put("kind", b"null"),
    "kind a number": put("kind", b"1"),
    "id null": put("id", b"null"),
    "occurredAt a number": put("occurredAt", b"1772352000"),
    "occurredAt null": put("occurredAt", b"null"),
    "actor null": put("actor", b"null"),
    "actor an object": put("actor", b"{}"),
    "subject a number": put("subject", b"7"),
    "subject an array": put("subject", b"[]"),
    "station null": put("station", b"null"),
    "origin null": put("origin", b"null"),
    "origin unknown": put("origin", b'"moon"'),
    "40 levels in actor": put("actor", b"[" * 40 + b"]" * 40),
    "10,000 levels in actor": put("actor", b"[" * 10_000 + b"]" * 10_000),
}


@pytest.mark.parametrize("name", HEADERS)
def test_unreadable_header(desk, chain, name):
    """The hash is right over these bytes; it is the reading of them that fails."""
    problem = desk.refuse(with_header(desk, chain, HEADERS[name]), 400, UNREADABLE)
    assert problem.get("line") == 1, problem


OPEN_FORMS = {
    "seq as 1.0": re_swap(rb'"seq":(\d+)', rb'"seq":\1.0'),
    "seq as 1e0": re_swap(rb'"seq":(\d+)', rb'"seq":\1e0'),
    "escape in a value": swap(b'"staff:', b'"st\\u0061ff:'),
    "escape in a name": swap(b'"actor"', b'"\\u0061ctor"'),
    "escaped slash": swap(b'"staff:', b'"staff:\\/'),
    "lone surrogate": put("actor", b'"staff:\\ud800"'),
}


@pytest.mark.parametrize("name", OPEN_FORMS)
def test_open_header_forms(desk, chain, name):
    batch = with_header(desk, chain, OPEN_FORMS[name])
    desk.either(batch, [], f"header: {name}")


def test_a_fact_of_the_hub_is_never_sent_up(desk, chain):
    fact = chain.add("resident.registered", sample("resident.registered"), subject=uuid7(), origin="hub")
    desk.refuse(Batch.of(chain, [fact]), {400, 403})


# --- 400 unreadable: HTTP fields --------------------------------------------------------------

@pytest.mark.parametrize("name", ["Content-Digest", "Xinlian-Batch"])
def test_missing_field(desk, chain, name):
    """Lost after it was signed, it is said to be missing; never signed, the signature covers too little."""
    batch = Batch.of(chain, desk.goods(chain, 1))
    desk.refuse(desk.signed(batch).without(name), 400, UNREADABLE)
    desk.refuse(batch.without(name), 401, "bad_signature")


def edit_field(pattern, new):
    def apply(text):
        changed, count = re.subn(pattern, new, text, count=1)
        assert count == 1
        return changed
    return apply


FIELDS = {
    "empty": lambda text: "",
    "no dictionary": lambda text: "hello world",
    "JSON": lambda text: '{"station":"S07"}',
    "cut": lambda text: text[:30],
    "trailing comma": lambda text: text + ",",
    "semicolons": lambda text: text.replace(", ", "; "),
    "open string": edit_field(r'station="([^"]*)"', r'station="\1'),
    "not ASCII": edit_field(r'station="', 'station="心'),
    "capital key": edit_field("station=", "Station="),
    **{f"without {name}": (lambda name: lambda text: ", ".join(
        part for part in text.split(", ") if not part.startswith(name + "=")))(name)
       for name in ("station", "epoch", "first", "last", "last-hash", "complete-through")},
    "station a token": edit_field(r'station="[^"]*"', "station=S07"),
    "station a number": edit_field(r'station="[^"]*"', "station=7"),
    "epoch text": edit_field(r"epoch=(\d+)", r'epoch="\1"'),
    "epoch 0": edit_field(r"epoch=\d+", "epoch=0"),
    "epoch true": edit_field(r"epoch=\d+", "epoch"),
    "first decimal": edit_field(r"first=(\d+)", r"first=\1.5"),
    "first negative": edit_field(r"first=\d+", "first=-1"),
    "first 0": edit_field(r"first=\d+", "first=0"),
    "first of 15 nines": edit_field(r"first=\d+", "first=" + "9" * 15),
    "first too long": edit_field(r"first=\d+", "first=" + "9" * 16),
    "first of 40 digits": edit_field(r"first=\d+", "first=" + "9" * 40),
    "last negative": edit_field(r"last=\d+", "last=-3"),
    "last an inner list": edit_field(r"last=(\d+)", r"last=(\1)"),
    "last-hash text": edit_field(r"last-hash=:[^:]*:", 'last-hash="00"'),
    "last-hash empty": edit_field(r"last-hash=:[^:]*:", "last-hash=::"),
    "last-hash short": edit_field(r"last-hash=:[^:]*:", "last-hash=:AAAA:"),
    "last-hash no base64": edit_field(r"last-hash=:[^:]*:", "last-hash=:!!!!:"),
    "last-hash open": edit_field(r"last-hash=:[^:]*:", "last-hash=:AAAA"),
    "complete-through text": edit_field(r"complete-through=@\d+", 'complete-through="2026-01-01T00:00:00Z"'),
    "complete-through decimal": edit_field(r"complete-through=@\d+", "complete-through=@1.5"),
    "complete-through empty": edit_field(r"complete-through=@\d+", "complete-through=@"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_malformed_batch_field(desk, chain, name):
    batch = Batch.of(chain, desk.goods(chain, 1))
    text = FIELDS[name](batch.header("Xinlian-Batch"))
    # What is not ASCII can't be signed (RFC 9421, section 2.5).
    status = {"first of 15 nines": {400, 409}, "not ASCII": 401}.get(name, 400)
    code = {400: UNREADABLE, 401: "bad_signature"}.get(status) if isinstance(status, int) else None
    desk.refuse(batch.replace("Xinlian-Batch", text), status, code)


@pytest.mark.parametrize("name, pattern, new", [
    ("complete-through as a plain integer", r"complete-through=@", "complete-through="),
    ("complete-through negative", r"complete-through=@\d+", "complete-through=@-5"),
    ("complete-through in the year 33658", r"complete-through=@\d+", "complete-through=@999999999999"),
    ("last-hash without padding", r"=:(, complete)", r":\1")])
def test_open_batch_field(desk, chain, name, pattern, new):
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact])
    desk.either(batch.replace("Xinlian-Batch", edit_field(pattern, new)(batch.header("Xinlian-Batch"))), [fact], name)


@pytest.mark.parametrize("name, first, last", [
    ("first one earlier", -1, 0), ("first one later", 1, 0), ("last one earlier", 0, -1), ("last one later", 0, 1),
    ("last far away", 0, 1000)])
def test_batch_field_that_does_not_fit_the_lines(desk, chain, name, first, last):
    facts = desk.goods(chain, 3)
    batch = Batch.of(chain, facts, first=facts[0].seq + first, last=facts[-1].seq + last)
    desk.refuse(batch, {400, 409})


def test_first_after_last(desk, chain):
    facts = desk.goods(chain, 3)
    desk.refuse(Batch.of(chain, facts, first=facts[-1].seq + 5, last=facts[0].seq), {400, 409})


def test_last_hash_that_does_not_fit_the_lines(desk, chain):
    facts = desk.goods(chain, 3)
    desk.refuse(Batch.of(chain, facts, last_hash=bytes(32)), {400, 409, 422})


@pytest.mark.parametrize("value", ["", "hello", "sha-256", "sha-256=abc", "sha-256=:AAAA:", "sha-256=:!!:",
                                   "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:", 'sha-256="x"', "sha-256=:AAAA", "sha-256=1"])
def test_malformed_digest(desk, chain, value):
    batch = Batch.of(chain, desk.goods(chain, 1)).replace("Content-Digest", value)
    desk.refuse(batch, {400, 401}, {UNREADABLE, "bad_digest"})


# --- 401 --------------------------------------------------------------------------------------

def test_digest_of_another_body(desk, chain):
    batch = Batch.of(chain, desk.goods(chain, 1)).replace("Content-Digest", content_digest(b"another"))
    desk.refuse(batch, 401, "bad_digest")


def test_body_changed_under_the_digest(desk, chain):
    batch = Batch.of(chain, desk.goods(chain, 2))
    desk.refuse(batch.with_body(batch.body.replace(b"female", b"malefe", 1), digest=False), 401, "bad_digest")


def test_digest_of_a_heartbeat(desk, chain):
    desk.refuse(Batch.of(chain, []).replace("Content-Digest", content_digest(b"\n")), 401, "bad_digest")


# --- 403 wrong_station ------------------------------------------------------------------------

def test_key_of_another_station(desk, chain):
    before = desk.other.state()
    batch = Batch.of(chain, desk.goods(chain, 1))
    desk.refuse(batch, 403, "wrong_station", client=desk.client.with_key(desk.other.key))
    assert desk.other.state() == before


def test_line_of_another_station(desk, chain):
    """The batch names our station, a line does not."""
    fact = chain.add("resident.registered", sample("resident.registered"), subject=uuid7(), station=desk.other.station)
    desk.refuse(Batch.of(chain, [fact]), 403, "wrong_station")


def test_one_line_of_another_station_among_ours(desk, chain):
    facts = desk.goods(chain, 2)
    facts.append(chain.add("resident.registered", sample("resident.registered"), station=desk.other.station))
    desk.refuse(Batch.of(chain, facts), 403, "wrong_station")


def test_batch_field_of_another_station(desk, chain):
    batch = Batch.of(chain, desk.goods(chain, 1), station=desk.other.station)
    desk.refuse(batch, 403, "wrong_station")


def test_batch_of_a_station_nobody_knows(desk, chain):
    desk.refuse(Batch.of(chain, desk.goods(chain, 1), station="no-such-station"), 403, "wrong_station")


def test_heartbeat_of_another_station(desk, chain):
    desk.refuse(Batch.of(chain, [], station=desk.other.station), 403, "wrong_station")


def test_the_other_book_grows_alone(desk):
    before = desk.client.state()
    chain = desk.other.chain()
    fact = chain.add("resident.registered", sample("resident.registered"), subject=uuid7())
    batch = Batch.of(chain, [fact])
    reply = desk.other.send(batch)
    assert reply.status == 200 and reply.json()["station"] == desk.other.station, str(reply)
    assert desk.other.state()["lastHash"] == fact.hash.hex()
    assert desk.client.state() == before


# --- 409 --------------------------------------------------------------------------------------

@pytest.mark.parametrize("skip", [1, 2, 1000, 2 ** 40])
def test_gap(desk, chain, skip):
    expected = chain.seq + 1
    ahead = chain.copy()
    ahead.seq += skip
    facts = desk.goods(ahead, 2)
    assert desk.refuse(Batch.of(ahead, facts), 409, "gap")["expected"] == expected


def test_gap_when_a_real_fact_is_left_out(desk, chain):
    facts = desk.goods(chain, 3)
    assert desk.refuse(Batch.of(chain, facts[1:]), 409, "gap")["expected"] == facts[0].seq
    desk.accept(chain, facts)


def test_hole_inside_the_batch(desk, chain):
    facts = desk.goods(chain, 5)
    batch = Batch.of(chain, facts[:2] + facts[3:])
    assert desk.refuse(batch, 409, "gap")["expected"] == facts[2].seq


def test_hole_inside_the_batch_with_a_running_chain(desk, chain):
    """Only the numbers jump; every hash follows from the one before."""
    facts = desk.goods(chain, 2)
    chain.seq += 1
    facts += desk.goods(chain, 2)
    assert desk.refuse(Batch.of(chain, facts), 409, "gap")["expected"] == facts[1].seq + 1


def test_lines_in_the_wrong_order(desk, chain):
    facts = desk.goods(chain, 3)
    desk.refuse(Batch.of(chain, facts, lines=[facts[i].line() for i in (0, 2, 1)]), {400, 409})


def test_the_same_line_twice(desk, chain):
    facts = desk.goods(chain, 2)
    desk.refuse(Batch.of(chain, facts, lines=[facts[i].line() for i in (0, 0, 1)]), {400, 409})


def test_the_same_number_twice(desk, chain):
    one = desk.good(chain)
    two = chain.add("resident.registered", sample("resident.registered"), seq=one.seq)
    desk.refuse(Batch.of(chain, [one, two]), {400, 409})


def fork_of(desk, problem, seq, *hashes):
    assert problem.get("seq") == seq, problem
    texts = {str(value).lower() for value in problem.values()}
    for raw in hashes:
        assert raw.hex() in texts, f"both hashes belong into the problem: {problem}"


def test_fork_at_the_head(desk, chain):
    root = chain.copy()
    fact = desk.good(chain)
    desk.accept(chain, [fact])
    other = desk.good(root)
    fork_of(desk, desk.refuse(Batch.of(root, [other]), 409, "fork"), fact.seq, fact.hash, other.hash)
    desk.accept(chain, [desk.good(chain)])


def test_fork_further_back(desk, chain):
    root = chain.copy()
    facts = desk.goods(chain, 4)
    desk.accept(chain, facts)
    others = desk.goods(root, 6)
    fork_of(desk, desk.refuse(Batch.of(root, others), 409, "fork"), facts[0].seq, facts[0].hash, others[0].hash)


def test_fork_after_duplicates(desk, chain):
    shared = desk.goods(chain, 2)
    root = chain.copy()
    mine = desk.goods(chain, 2)
    desk.accept(chain, shared + mine)
    others = desk.goods(root, 3)
    problem = desk.refuse(Batch.of(root, shared + others), 409, "fork")
    fork_of(desk, problem, mine[0].seq, mine[0].hash, others[0].hash)


def test_fork_from_the_very_beginning(desk):
    chain = desk.chain()
    if chain.seq == 0:
        desk.accept(chain, desk.goods(chain, 1))
    start = type(chain)(chain.station, chain.epoch)
    problem = desk.refuse(Batch.of(start, desk.goods(start, 1)), 409, "fork")
    assert problem.get("seq") == 1, problem


def test_known_number_and_hash_over_other_data(desk, chain):
    fact = desk.good(chain)
    desk.accept(chain, [fact])
    line = fact.line(data=fact.data.replace(b"female", b"male"))
    desk.either(Batch.of(chain, [fact], lines=[line]), [], "a stored hash over other data", refusals=(409, 422))


def test_known_number_with_a_hash_out_of_the_air(desk, chain):
    fact = desk.good(chain)
    desk.accept(chain, [fact])
    batch = Batch.of(chain, [fact], lines=[fact.line(hash_text="0" * 64)], last_hash=bytes(32))
    desk.refuse(batch, {409, 422}, {"fork", "broken_chain"})


def test_an_old_epoch(desk, chain):
    if chain.epoch == 1:
        pytest.skip("the book is in its first epoch; the operator has to confirm a second one")
    old = type(chain)(chain.station, chain.epoch - 1)
    desk.refuse(Batch.of(old, desk.goods(old, 1)), 409, "old_epoch")


@pytest.mark.parametrize("ahead", [1, 5, 2 ** 40])
def test_an_epoch_nobody_granted(desk, chain, ahead):
    new = type(chain)(chain.station, chain.epoch + ahead)
    problem = desk.refuse(Batch.of(new, desk.goods(new, 1)), {400, 403, 409})
    warnings.warn(f"an epoch nobody granted: {problem['status']} {problem['code']}", ReadingChosen)


def test_epoch_of_the_line_is_not_the_batch_s(desk, chain):
    fact = chain.add("resident.registered", sample("resident.registered"), epoch=chain.epoch + 1)
    desk.refuse(Batch.of(chain, [fact]), {400, 409})


# --- 413 --------------------------------------------------------------------------------------

def big_batch(desk, chain, size):
    facts, total = [], 0
    while total < size:
        facts.append(chain.add("channel.measured", sample("channel.measured", note="x" * 60_000)))
        total += len(facts[-1].line()) + 1
    return Batch.of(chain, facts)


def refused_as_too_large(desk, reply, before):
    problem_of(reply, 413)
    assert desk.client.state() == before


def test_body_over_four_mebibytes(desk, chain):
    before = desk.client.state()
    batch = big_batch(desk, chain, MAX_BODY + 1)
    refused_as_too_large(desk, desk.client.request("POST", BATCHES, batch.headers, batch.body), before)


def test_body_one_byte_over(desk, chain):
    before = desk.client.state()
    batch = Batch.of(chain, facts_of_size(chain, MAX_BODY + 1))
    assert len(batch.body) == MAX_BODY + 1
    refused_as_too_large(desk, desk.client.request("POST", BATCHES, batch.headers, batch.body), before)


def test_body_over_four_mebibytes_chunked(desk, chain):
    before = desk.client.state()
    batch = big_batch(desk, chain, MAX_BODY + 1)
    pieces = [batch.body[at:at + 50_000] for at in range(0, len(batch.body), 50_000)]
    refused_as_too_large(desk, desk.client.request("POST", BATCHES, batch.headers, chunks=pieces), before)


def test_announced_length_beyond_all_reason(desk, chain):
    """Nothing but the announcement is sent; the answer must come without waiting for the body."""
    before = desk.client.state()
    batch = Batch.of(chain, desk.goods(chain, 1))
    reply = desk.client.request("POST", BATCHES, batch.headers, b"", length=10 ** 12)
    refused_as_too_large(desk, reply, before)


def test_line_over_64_kibibytes(desk, chain):
    long = chain.add("channel.measured", sample("channel.measured", note="x" * MAX_LINE))
    desk.refuse(Batch.of(chain, [long]), 413)


def test_long_line_among_others(desk, chain):
    facts = desk.goods(chain, 2)
    facts.append(chain.add("channel.measured", sample("channel.measured", note="x" * (MAX_LINE + 5))))
    facts += desk.goods(chain, 2)
    desk.refuse(Batch.of(chain, facts), 413)


def line_of(chain, size):
    bare = len(chain.copy().add("channel.measured", sample("channel.measured", note="")).line())
    fact = chain.add("channel.measured", sample("channel.measured", note="x" * (size - bare)))
    assert len(fact.line()) == size
    return fact


def test_line_of_exactly_64_kibibytes_with_its_newline(desk, chain):
    desk.accept(chain, [line_of(chain, MAX_LINE - 1)], quarantined=None)


def test_line_of_exactly_64_kibibytes_without_its_newline(desk, chain):
    fact = line_of(chain, MAX_LINE)
    desk.either(Batch.of(chain, [fact]), [fact], "a line of 65,536 bytes, newline not counted", refusals=(413,))


def test_line_one_byte_too_long(desk, chain):
    desk.refuse(Batch.of(chain, [line_of(chain, MAX_LINE + 1)]), 413)


def test_more_than_ten_thousand_facts(desk, chain):
    facts = [chain.add("x", {}, actor="staff:1") for _ in range(MAX_FACTS + 1)]
    batch = Batch.of(chain, facts)
    assert len(batch.body) <= MAX_BODY
    desk.refuse(batch, 413)


@pytest.mark.parametrize("chunked", [True, False], ids=["chunked", "with Content-Length"])
def test_a_line_of_100_megabytes(desk, chain, chunked):
    """The connection may be cut, the hub must live and store nothing."""
    before = desk.client.state()
    headers = Batch.of(chain, desk.goods(chain, 1)).headers
    piece = b"x" * 1_000_000
    try:
        if chunked:
            reply = desk.client.request("POST", BATCHES, headers, chunks=(piece for _ in range(100)))
        else:
            reply = desk.client.request("POST", BATCHES, headers, piece * 100)
    except ConnectionCut:
        reply = None
    if reply is not None:
        problem_of(reply, 413)
    assert still_alive(desk.client) == before


# --- 415 --------------------------------------------------------------------------------------

@pytest.mark.parametrize("value", ["application/json", "text/plain", "application/octet-stream", "ndjson",
                                   "application/x-ndjson2", "multipart/form-data; boundary=x", ""])
def test_other_media_type(desk, chain, value):
    desk.refuse(Batch.of(chain, desk.goods(chain, 1)).replace("Content-Type", value), 415)


def test_no_media_type(desk, chain):
    desk.refuse(Batch.of(chain, desk.goods(chain, 1)).without("Content-Type"), 415)


def test_content_coding(desk, chain):
    """No coding is named in the protocol, so none may be guessed."""
    batch = Batch.of(chain, desk.goods(chain, 1))
    batch = batch.with_body(gzip.compress(batch.body))
    batch.headers.append(("Content-Encoding", "gzip"))
    desk.refuse(batch, {400, 415})


# --- 422 broken_chain -------------------------------------------------------------------------

BREAKS = {
    "hash": lambda fact: fact.line(hash_text=("0" if fact.hash.hex()[0] != "0" else "1") + fact.hash.hex()[1:]),
    "data": lambda fact: fact.line(data=fact.data.replace(b"female", b"male")),
    "salt": lambda fact: fact.line(salt_text=base64url(bytes(15) + b"\1")),
    "header": lambda fact: fact.line(header=re.sub(rb"staff:s-1", b"staff:s-2", fact.header)),
}


@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.parametrize("at", [0, 2, 3])
def test_broken_chain(desk, chain, name, at):
    facts = desk.goods(chain, 4)
    lines = [fact.line() for fact in facts]
    lines[at] = BREAKS[name](facts[at])
    batch = Batch.of(chain, facts, lines=lines)
    if name == "hash" and at == 3:
        changed = json.loads(lines[3])["hash"]
        batch = Batch.of(chain, facts, lines=lines, last_hash=bytes.fromhex(changed))
    assert desk.refuse(batch, 422, "broken_chain")["seq"] == facts[at].seq


def test_first_fact_does_not_follow_from_the_head(desk, chain):
    fact = chain.add("resident.registered", sample("resident.registered"), previous=bytes(32))
    assert desk.refuse(Batch.of(chain, [fact]), 422, "broken_chain")["seq"] == fact.seq


def test_chain_that_starts_anew(desk, chain):
    """The right number, but chained to the beginning of the book."""
    if chain.seq == 0:
        desk.accept(chain, desk.goods(chain, 1))
    fact = chain.add("resident.registered", sample("resident.registered"),
                     previous=genesis(chain.station, "station", chain.epoch))
    assert desk.refuse(Batch.of(chain, [fact]), 422, "broken_chain")["seq"] == fact.seq


def test_salt_hashed_as_text(desk, chain):
    """The salt goes into the hash as sixteen bytes, not as its 22 characters."""
    fact = desk.good(chain)
    wrong = chain_hash(fact.previous, fact.header, base64url(fact.salt).encode(), fact.data)
    batch = Batch.of(chain, [fact], lines=[fact.line(hash_text=wrong.hex())], last_hash=wrong)
    assert desk.refuse(batch, 422, "broken_chain")["seq"] == fact.seq


# --- broken transport -------------------------------------------------------------------------

@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_truncated_body(desk, chain, share):
    before = desk.client.state()
    batch = Batch.of(chain, desk.goods(chain, 20))
    sent = batch.body[:int(len(batch.body) * share)]
    desk.client.cut_short("POST", BATCHES, batch.headers, sent, len(batch.body))
    time.sleep(0.3)
    assert still_alive(desk.client) == before


def test_truncated_after_a_whole_line(desk, chain):
    """What arrived is a readable batch of one line; the announced length says it is not all."""
    before = desk.client.state()
    facts = desk.goods(chain, 2)
    whole = Batch.of(chain, facts)
    part = Batch.of(chain, facts[:1])
    desk.client.cut_short("POST", BATCHES, part.headers, part.body, len(whole.body))
    time.sleep(0.3)
    assert still_alive(desk.client) == before


def test_truncated_chunked_body(desk, chain):
    before = desk.client.state()
    batch = Batch.of(chain, desk.goods(chain, 1))
    sock = desk.client.connect()
    head = desk.client.head("POST", BATCHES, [*batch.headers, ("Transfer-Encoding", "chunked")])
    sock.sendall(head + b"%x\r\n%s\r\n" % (len(batch.body), batch.body))    # the last chunk never comes
    time.sleep(0.05)
    sock.close()
    time.sleep(0.3)
    assert still_alive(desk.client) == before


def test_length_shorter_than_the_body(desk, chain):
    before = desk.client.state()
    batch = Batch.of(chain, desk.goods(chain, 2))
    reply = desk.client.request("POST", BATCHES, batch.headers, batch.body, length=len(batch.body) - 50)
    assert 400 <= reply.status < 500, str(reply)
    assert still_alive(desk.client) == before


# --- methods and paths ------------------------------------------------------------------------

@pytest.mark.parametrize("method, path", [
    ("GET", BATCHES), ("PUT", BATCHES), ("DELETE", BATCHES), ("PATCH", BATCHES), ("POST", STATE), ("PUT", STATE),
    ("DELETE", STATE), ("POST", CHANGES), ("DELETE", CHANGES),
    ("FROBNICATE", BATCHES)])
def test_wrong_method(desk, method, path):
    before = desk.client.state()
    reply = desk.client.request(method, path, body=b"" if method in ("PUT", "POST", "PATCH") else None)
    if method == "FROBNICATE":
        assert reply.status in (400, 405, 501), str(reply)
        return
    problem_of(reply, 405)
    if "Allow" not in reply.headers:
        warnings.warn(f"405 for {method} {path} without Allow", ReadingChosen)
    assert desk.client.state() == before


@pytest.mark.parametrize("path", ["/api/v1/sync", "/api/v1/sync/nothing", "/api/v1/sync/batch", "/api/v1/sync/state/1",
                                  "/api/v1/sync/Batches", "/api/v1/sync/%ff", "/api/v1/sync/batches/../nothing"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_wrong_path(desk, method, path):
    reply = desk.client.request(method, path, body=b"" if method == "POST" else None)
    if path.endswith(("%ff", "../nothing")):
        assert 400 <= reply.status < 500, str(reply)
    else:
        problem_of(reply, 404)


@pytest.mark.parametrize("path", ["/api/v2/sync/batches", "/api/v0/sync/batches", "/api/v99/sync/batches"])
def test_a_version_from_the_future(desk, chain, path):
    before = desk.client.state()
    batch = Batch.of(chain, desk.goods(chain, 1))
    reply = desk.client.request("POST", path, batch.headers, batch.body)
    assert reply.status in (400, 404, 410, 501), str(reply)
    problem_of(reply, reply.status)
    assert desk.client.state() == before


# --- changes ----------------------------------------------------------------------------------

def page(desk, cursor=0, limit=None):
    reply = desk.client.changes(cursor, limit)
    assert reply.status == 200 and reply.media_type == "application/json", str(reply)
    answer = reply.json()
    assert type(answer.get("changes")) is list and type(answer.get("more")) is bool, str(reply)
    assert type(answer.get("cursor")) is int, str(reply)
    last = cursor
    for change in answer["changes"]:
        assert {"number", "key", "version", "digest", "document"} <= set(change), change
        assert type(change["number"]) is int and change["number"] > last, f"numbers must rise: {change}"
        assert isinstance(change["key"], str) and change["key"]
        last = change["number"]
    if limit is not None:
        assert len(answer["changes"]) <= limit
    if answer["changes"]:
        assert answer["cursor"] >= last
        if answer["more"]:
            assert answer["cursor"] == last, "a cursor beyond the page would skip changes"
    else:
        assert not answer["more"], "an empty page that promises more never ends"
    return answer


def everything(desk, limit=None, cursor=0):
    changes = []
    for _ in range(10_000):
        answer = page(desk, cursor, limit)
        changes += answer["changes"]
        cursor = answer["cursor"]
        if not answer["more"]:
            return changes, cursor
    pytest.fail("the pages never end")


def test_changes_from_the_start(desk):
    changes, cursor = everything(desk)
    assert changes, "a snapshot has at least the key `station`"
    keys = [change["key"] for change in changes]
    pattern = r"station|profile|district|(package|activity|instrument|offer|shift|referral|case)/.+"
    for key in keys:
        assert re.fullmatch(pattern, key), f"a key the protocol does not name: {key}"
    assert "station" in keys
    numbers = [change["number"] for change in changes]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        warnings.warn("the numbers of a snapshot have holes", ReadingChosen)
    if len(set(keys)) != len(keys):
        warnings.warn("a snapshot has several versions of a key", ReadingChosen)
    versions = {}
    for change in changes:
        assert change["key"] not in versions or change["version"] > versions[change["key"]], change
        versions[change["key"]] = change["version"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_are_the_whole(desk, limit):
    whole, end = everything(desk)
    paged, paged_end = everything(desk, limit)
    assert paged == whole and paged_end == end


def test_a_cursor_in_the_middle(desk):
    whole, end = everything(desk)
    for change in whole[:: max(1, len(whole) // 5)]:
        rest, rest_end = everything(desk, cursor=change["number"])
        assert rest == [later for later in whole if later["number"] > change["number"]] and rest_end == end


def test_the_end_of_the_changes(desk):
    _, end = everything(desk)
    answer = page(desk, end)
    assert (answer["changes"], answer["cursor"], answer["more"]) == ([], end, False)


def test_no_cursor_is_the_start(desk):
    reply = desk.client.request("GET", CHANGES)
    if reply.status == 200:
        assert reply.json() == desk.client.changes(0).json()
    else:
        problem_of(reply, 400)
    warnings.warn(f"changes without a cursor: {reply.status}", ReadingChosen)


@pytest.mark.parametrize("query", ["cursor=-1", "cursor=abc", "cursor=", "cursor=1.5", "cursor=1e3", "cursor=%00",
                                   "cursor=" + "9" * 40, "cursor=0&limit=abc", "cursor=0&limit=-1", "cursor=%ff"])
def test_malformed_cursor_or_limit(desk, query):
    reply = desk.client.request("GET", CHANGES + "?" + query)
    problem_of(reply, 400)


@pytest.mark.parametrize("query", ["cursor=0&limit=0", "cursor=0&limit=" + "9" * 18, "cursor=" + "9" * 12,
                                   "cursor=0&cursor=5", "cursor=0&unknown=1", "cursor=+1", "cursor=0&limit="])
def test_open_cursor_or_limit(desk, query):
    reply = desk.client.request("GET", CHANGES + "?" + query)
    assert reply.status in (200, 400, 404, 409, 410), str(reply)
    if reply.status != 200:
        problem_of(reply, reply.status)
    warnings.warn(f"changes?{query[:40]}: {reply.status}", ReadingChosen)


def raw_documents(text):
    """The exact text of every `document` in the answer, in order."""
    decoder, found = json.JSONDecoder(), []
    answer = json.loads(text)
    at = 0
    for change in answer["changes"]:
        while True:
            at = text.index('"document"', at) + len('"document"')
            start = re.compile(r"\s*:\s*").match(text, at)
            if start is None:
                continue
            value, end = decoder.raw_decode(text, start.end())
            if value == change["document"]:
                found.append(text[start.end():end])
                at = end
                break
    return found


def test_digests_of_the_documents(desk):
    """The document form is open: text of the document, its bytes in the answer, or canonical JSON."""
    reply = desk.client.changes(0, 100)
    text = reply.body.decode("utf-8")
    changes = reply.json()["changes"]
    forms = None
    for change, raw in zip(changes, raw_documents(text)):
        if change["document"] is None:
            continue
        document = change["document"]
        contents = {"bytes in the answer": raw.encode(), "bytes without escaped slashes": raw.replace("\\/", "/").encode(),
                    "sorted, compact": json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()}
        if isinstance(document, str):
            contents["text"] = document.encode()
        matching = set()
        for name, content in contents.items():
            raw_digest = hashlib.sha256(content).digest()
            base = base64.b64encode(raw_digest).decode()
            known = {raw_digest.hex(), base, base64url(raw_digest), f":{base}:", f"sha-256=:{base}:",
                     "sha256:" + raw_digest.hex(), "sha-256:" + raw_digest.hex()}
            if str(change["digest"]) in known or str(change["digest"]).lower() in known:
                matching.add(name)
        forms = matching if forms is None else forms & matching
    if forms is None:
        pytest.skip("no documents")
    if not forms:
        warnings.warn("no known form of the document gives its digest", ReadingChosen)
    else:
        warnings.warn(f"digest over: {sorted(forms)}", ReadingChosen)


# --- concurrency ------------------------------------------------------------------------------

def together(*calls):
    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


@pytest.mark.parametrize("turn", range(3))
def test_the_same_batch_eight_times_at_once(desk, chain, turn):
    facts = desk.goods(chain, 5)
    batch = Batch.of(chain, facts)
    replies = together(*[lambda: desk.client.send(batch)] * 8)
    assert [reply.status for reply in replies] == [200] * 8, [str(reply) for reply in replies]
    different = {reply.body for reply in replies}
    receipts = [json.loads(body) for body in different]
    assert sum(receipt["added"] for receipt in receipts) == 5, receipts
    for receipt in receipts:
        assert receipt["added"] + receipt["duplicates"] == 5
    state = desk.client.state()
    assert state["acceptedThrough"] == facts[-1].seq and state["lastHash"] == facts[-1].hash.hex()


@pytest.mark.parametrize("turn", range(5))
def test_two_continuations_at_once(desk, chain, turn):
    left, right = chain.copy(), chain.copy()
    batches = [Batch.of(head, desk.goods(head, 3)) for head in (left, right)]
    replies = together(*[lambda batch=batch: desk.client.send(batch) for batch in batches])
    assert sorted(reply.status for reply in replies) == [200, 409], [str(reply) for reply in replies]
    won = replies[0].status != 200
    problem = problem_of(replies[1 - won], 409, "fork")
    assert problem["seq"] == chain.seq + 1
    state = desk.client.state()
    assert state["acceptedThrough"] == batches[won].last and state["lastHash"] == batches[won].last_hash.hex()


def test_overlapping_pieces_at_once(desk, chain):
    """Whichever comes first, in the end the book is whole or the late pieces met a gap."""
    facts = desk.goods(chain, 12)
    pieces = [facts[:4], facts[:8], facts[:12], facts[2:6]]
    replies = together(*[lambda piece=piece: desk.client.send(Batch.of(chain, piece)) for piece in pieces])
    for reply in replies[:3]:
        assert reply.status == 200, str(reply)
    if replies[3].status != 200:
        problem_of(replies[3], 409, "gap")
    assert desk.client.state()["lastHash"] == facts[-1].hash.hex()


def test_state_never_goes_back_while_sending(desk, chain):
    batches = [Batch.of(chain, desk.goods(chain, 3)) for _ in range(8)]

    def send():
        return [desk.client.send(batch).status for batch in batches]

    def watch():
        return [desk.client.state()["acceptedThrough"] for _ in range(20)]

    statuses, *seen = together(send, watch, watch, watch)
    assert statuses == [200] * 8
    boundaries = {batches[0].first - 1} | {batch.last for batch in batches}
    for row in seen:
        assert row == sorted(row), "the state went back"
        assert set(row) <= boundaries, "half a batch was visible"


def test_both_stations_at_once(desk, chain):
    theirs = desk.other.chain()
    mine = [Batch.of(chain, desk.goods(chain, 2)) for _ in range(5)]
    others = [Batch.of(theirs, desk.goods(theirs, 2)) for _ in range(5)]
    a, b = together(lambda: [desk.client.send(batch).status for batch in mine],
                    lambda: [desk.other.send(batch).status for batch in others])
    assert a == b == [200] * 5
    assert desk.client.state()["lastHash"] == mine[-1].last_hash.hex()
    assert desk.other.state()["lastHash"] == others[-1].last_hash.hex()


def test_a_slow_sender_does_not_hold_up_others(desk, chain):
    slow = Batch.of(chain, desk.goods(chain.copy(), 1))
    sock = desk.client.connect()
    try:
        sock.sendall(desk.client.head("POST", BATCHES, [*slow.headers, ("Content-Length", str(len(slow.body)))]))
        begin = time.monotonic()
        desk.accept(chain, desk.goods(chain, 2))
        assert time.monotonic() - begin < 10
    finally:
        sock.close()


# --- at last ----------------------------------------------------------------------------------

def test_everything_sent_in_this_session_is_still_there(desk):
    """Facts of the session again: all duplicates, so no stored hash has changed."""
    before = desk.client.state()
    seqs = sorted(desk.sent)[:30]
    runs = []
    for seq in seqs:
        if runs and runs[-1][-1].seq == seq - 1 and runs[-1][-1].hash == desk.sent[seq].previous:
            runs[-1].append(desk.sent[seq])
        else:
            runs.append([desk.sent[seq]])
    assert runs
    for run in runs:
        chain = desk.chain()
        reply = desk.client.send(Batch.of(chain, run))
        assert reply.status == 200, str(reply)
    assert desk.client.state() == before


def test_the_book_goes_on(desk, chain):
    desk.accept(chain, desk.goods(chain, 3))
