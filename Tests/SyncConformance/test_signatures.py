"""Keys, signatures and one-time codes: what a hub takes and what it refuses. Runs on the session's book like the others."""

import base64
import concurrent.futures
import re
import secrets
import time

import pytest

import signing
from desk import problem_of
from signing import Key
from xinlian_sync import BATCHES, CHANGES, ENROLMENTS, KEYS, STATE, Batch, compact, content_digest, sf_bytes

PARTS = ["@method", "@path", "content-digest", "xinlian-batch"]
BAD = "bad_signature"


def fresh(desk, chain, count=1):
    return Batch.of(chain, desk.goods(chain, count))


# --- what is taken ----------------------------------------------------------------------------

@pytest.mark.parametrize("changes", [
    {}, {"covered": PARTS[::-1]}, {"covered": [*PARTS, "@query"]}, {"covered": [*PARTS, "content-type"]},
    {"covered": ["@request-target", *PARTS]}, {"nonce": "n-1", "tag": "t"}, {"include_alg": False}],
    ids=lambda changes: "+".join(changes) or "plain")
def test_any_signature_of_the_standard_is_taken(desk, chain, changes):
    fact = desk.good(chain)
    desk.accept(chain, [fact], batch=desk.signed(Batch.of(chain, [fact]), **changes))


@pytest.mark.parametrize("created", [0, 1, 4_000_000_000, 32_503_680_000])
def test_the_signed_time_is_no_ground_for_refusal(desk, chain, created):
    fact = desk.good(chain)
    desk.accept(chain, [fact], batch=desk.signed(Batch.of(chain, [fact]), created=created))


def test_a_replay_gets_the_identical_receipt_and_adds_nothing(desk, chain):
    batch = fresh(desk, chain, 3)
    first = desk.client.send(desk.signed(batch))
    assert first.status == 200 and first.json()["added"] == 3
    state = desk.client.state()
    same = desk.signed(batch)
    for again in (same, same, desk.signed(batch, created=5), desk.signed(batch, nonce=secrets.token_hex(4))):
        reply = desk.client.send(again)
        assert reply.status == 200 and reply.body == first.body
    assert desk.client.state() == state


def test_another_label_beside_ours(desk, chain):
    fact = desk.good(chain)
    signed = desk.signed(Batch.of(chain, [fact]))
    for name, more in (("Signature-Input", 'sig1=("date");created=1, '), ("Signature", "sig1=:AAAA:, ")):
        signed = signed.replace(name, more + signed.header(name))
    desk.accept(chain, [fact], batch=signed)


# --- what is refused --------------------------------------------------------------------------

def test_without_a_signature(desk, chain):
    desk.refuse(fresh(desk, chain), 401, BAD, client=desk.client.with_key(None))
    for path in (STATE, CHANGES + "?cursor=0"):
        reply = desk.client.with_key(None).request("GET", path)
        problem_of(reply, 401, BAD)
        assert reply.headers.get("WWW-Authenticate")


@pytest.mark.parametrize("value", ["", "Bearer x", "Basic eDp5", "Signature x", "x" * 4000, b"\xff\xfe"])
def test_no_shared_secret_replaces_it(desk, chain, value):
    batch = fresh(desk, chain)
    batch.headers.append(("Authorization", value))
    desk.refuse(batch, {400, 401}, client=desk.client.with_key(None))


def test_an_unknown_key(desk, chain):
    desk.refuse(fresh(desk, chain), 401, "unknown_key", client=desk.client.with_key(Key()))
    problem_of(desk.client.with_key(Key()).request("GET", STATE), 401, "unknown_key")


@pytest.mark.parametrize("name", ["", "x", "' or 1=1 --", "A" * 43, "A" * 5000])
def test_a_key_nobody_has(desk, chain, name):
    desk.refuse(desk.signed(fresh(desk, chain), key_id=name or "-"), {401, 431, 400})


def test_another_key_under_this_ones_name(desk, chain):
    desk.refuse(desk.signed(fresh(desk, chain), Key(), key_id=desk.client.key.id), 401, BAD)
    desk.refuse(desk.signed(fresh(desk, chain), desk.other.key, key_id=desk.client.key.id), 401, BAD)


def test_the_key_of_another_station(desk, chain):
    """Also for a batch that the hub has: a receipt is for its station alone."""
    before = desk.other.state()
    desk.refuse(fresh(desk, chain), 403, "wrong_station", client=desk.client.with_key(desk.other.key))
    chain = desk.chain()
    fact = desk.good(chain)
    batch = Batch.of(chain, [fact])
    desk.accept(chain, [fact], batch=batch)
    desk.refuse(batch, 403, "wrong_station", client=desk.client.with_key(desk.other.key))
    assert desk.other.state() == before


TAMPERED = {
    "batch header": lambda b: b.replace("Xinlian-Batch", b.header("Xinlian-Batch") + ", later=1"),
    "batch header's spelling": lambda b: b.replace("Xinlian-Batch", b.header("Xinlian-Batch").replace(", ", ",  ", 1)),
    "digest and body": lambda b: b.with_body(b.body.replace(b"female", b"malefe", 1)),
    "digest": lambda b: b.replace("Content-Digest", content_digest(b"another")),
    "time": lambda b: b.replace("Signature-Input", re.sub(r"created=(\d+)", r"created=1\1", b.header("Signature-Input"))),
    "parameters": lambda b: b.replace("Signature-Input", b.header("Signature-Input") + ';nonce="x"'),
    "algorithm": lambda b: b.replace("Signature-Input", b.header("Signature-Input").replace("ed25519", "hmac-sha256")),
    "one bit": lambda b: b.replace("Signature", flipped(b.header("Signature"))),
    "signature cut": lambda b: b.replace("Signature", "xl=" + sf_bytes(bytes(63))),
    "signature of zeros": lambda b: b.replace("Signature", "xl=" + sf_bytes(bytes(64))),
    "signature no bytes": lambda b: b.replace("Signature", "xl=1"),
    "signature empty": lambda b: b.replace("Signature", ""),
    "signature missing": lambda b: b.without("Signature"),
    "input missing": lambda b: b.without("Signature-Input"),
    "input nonsense": lambda b: b.replace("Signature-Input", "xl=(("),
    "input under another label": lambda b: b.replace("Signature-Input", b.header("Signature-Input").replace("xl=", "sig1=", 1)),
    "input without parameters": lambda b: b.replace("Signature-Input", b.header("Signature-Input").split(";")[0]),
}


def flipped(value):
    raw = bytearray(base64.b64decode(value.removeprefix("xl=:").removesuffix(":")))
    raw[7] ^= 4
    return "xl=" + sf_bytes(bytes(raw))


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered(desk, chain, name):
    desk.refuse(TAMPERED[name](desk.signed(fresh(desk, chain))), 401, BAD)


def test_tampered_body(desk, chain):
    batch = desk.signed(fresh(desk, chain))
    desk.refuse(batch.with_body(batch.body.replace(b"female", b"malefe", 1), digest=False), 401, "bad_digest")


@pytest.mark.parametrize("method, path", [("PUT", BATCHES), ("POST", KEYS), ("POST", BATCHES + "/")])
def test_signed_for_another_method_or_path(desk, chain, method, path):
    batch = fresh(desk, chain)
    batch.headers += signing.sign(desk.client.key, method, path, batch.headers, covered=PARTS)
    desk.refuse(batch, 401, BAD)


def test_a_query_that_was_added(desk, chain):
    signed = desk.signed(fresh(desk, chain))
    problem_of(desk.client.request("POST", BATCHES + "?x=1", signed.headers, signed.body), 401, BAD)


def test_tampered_query(desk):
    fields = signing.sign(desk.client.key, "GET", CHANGES + "?cursor=0", [])
    assert desk.client.request("GET", CHANGES + "?cursor=0", fields).status == 200
    problem_of(desk.client.request("GET", CHANGES + "?cursor=1", fields), 401, BAD)
    problem_of(desk.client.request("GET", CHANGES, fields), 401, BAD)
    uncovered = signing.sign(desk.client.key, "GET", STATE, [], covered=["@method", "@path"])
    problem_of(desk.client.request("GET", STATE, uncovered), 401, BAD)


@pytest.mark.parametrize("missing", PARTS)
def test_missing_component(desk, chain, missing):
    desk.refuse(desk.signed(fresh(desk, chain), covered=[part for part in PARTS if part != missing]), 401, BAD)


@pytest.mark.parametrize("more", ['"x-none"', '"@status"', '"@path"', '"content-digest";sf', '"content-type";key="x"',
                                  '"Content-Type"', '"@query-param";name="x"', "date", "1"])
def test_components_that_can_not_be_verified(desk, chain, more):
    """Signed as if they stood for nothing: a hub that left them out of the base would take it."""
    batch = fresh(desk, chain)
    covered = " ".join(f'"{part}"' for part in PARTS)
    parameters = f'({covered} {more});created={int(time.time())};keyid="{desk.client.key.id}";alg="ed25519"'
    values = ["POST", BATCHES, batch.header("Content-Digest"), batch.header("Xinlian-Batch")]
    base = "".join(f'"{part}": {value}\n' for part, value in zip(PARTS, values)) + f'"@signature-params": {parameters}'
    batch.headers += [("Signature-Input", "xl=" + parameters),
                      ("Signature", "xl=" + sf_bytes(desk.client.key.sign(base.encode())))]
    desk.refuse(batch, 401, BAD)


# --- one-time codes ---------------------------------------------------------------------------

def test_a_code_registers_one_key(desk, office):
    station = desk.other.station
    client = desk.other.with_key(Key())
    code = office("enrol", station)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}", code)
    first = client.enrol(code)
    assert first.status == 200 and first.json()["keyId"] == client.key.id and first.json()["station"] == station
    assert client.enrol(code).body == first.body
    assert client.enrol(code.lower().replace("-", " ")).body == first.body
    assert client.state()["station"] == station and desk.other.state()["station"] == station
    problem = problem_of(client.with_key(Key()).enrol(code), 409, "used_enrolment")
    assert problem["titleZh"] and problem["titleEn"]
    assert client.key.id in office("keys", station)


def test_a_later_code_voids_an_earlier_one(desk, office):
    client = desk.other.with_key(Key())
    first, second = office("enrol", client.station), office("enrol", client.station)
    problem_of(client.enrol(first), 410, "void_enrolment")
    assert client.enrol(second).status == 200


def test_a_code_of_another_station_is_not_used_up(desk, office):
    client, code = desk.other.with_key(Key()), office("enrol", desk.other.station)
    problem_of(client.enrol(code, station=desk.client.station), 403, "wrong_station")
    assert client.enrol(code).status == 200


@pytest.mark.parametrize("code", ["", "x", "0000-0000-0000-0000-0000-0000-0000", "' or 1=1 --"])
def test_a_code_nobody_issued(desk, code):
    problem_of(desk.client.with_key(Key()).enrol(code), 404, "unknown_enrolment")


def test_a_code_with_a_slip(desk, office):
    client, code = desk.other.with_key(Key()), office("enrol", desk.other.station)
    slip = ("0" if code[0] != "0" else "1") + code[1:]
    problem_of(client.enrol(slip), 404, "unknown_enrolment")
    assert client.enrol(code).status == 200


def test_parallel_use_of_a_code(desk, office):
    code = office("enrol", desk.other.station)
    clients = [desk.other.with_key(Key()) for _ in range(16)]
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda client: client.enrol(code), clients))
    assert sorted(reply.status for reply in replies) == [200] + [409] * 15
    known = [client.key.id for client in clients if client.request("GET", STATE).status == 200]
    winner, = (reply.json()["keyId"] for reply in replies if reply.status == 200)
    assert known == [winner]


def test_an_enrolment_is_signed_by_its_key(desk, office):
    client, code = desk.other.with_key(Key()), office("enrol", desk.other.station)
    problem_of(client.enrol(code, key=Key()), 401, BAD)
    problem_of(client.with_key(desk.other.key).enrol(code, key=client.key), 401, BAD)
    body = compact({"station": client.station, "code": code, "key": client.key.jwk})
    headers = [("Content-Type", "application/json"), ("Content-Digest", content_digest(body))]
    problem_of(client.with_key(None).request("POST", ENROLMENTS, headers, body), 401, BAD)
    fields = signing.sign(client.key, "POST", ENROLMENTS, headers)
    problem_of(client.request("POST", ENROLMENTS, [*headers, *fields], body.replace(b"OKP", b"okp")), 401, "bad_digest")
    assert client.enrol(code).status == 200


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b'{"station":1,"code":2,"key":3}',
                                  b'{"station":"S02","code":"x","key":{"kty":"OKP","crv":"Ed25519","x":"AAAA"}}'])
def test_malformed_enrolment(desk, body):
    reply = desk.client.with_key(Key()).request("POST", ENROLMENTS, [("Content-Digest", content_digest(body))], body)
    problem_of(reply, 400, "unreadable")


# --- rotation and revocation ------------------------------------------------------------------

def enrolled(desk, office):
    client = desk.other.with_key(Key())
    assert client.enrol(office("enrol", client.station)).status == 200
    return client


def test_rotation(desk, office):
    old = enrolled(desk, office)
    new = old.with_key(Key())
    problem_of(new.request("GET", STATE), 401, "unknown_key")
    reply = old.rotate(new.key)
    assert reply.status == 200 and reply.json()["keyId"] == new.key.id, str(reply)
    assert new.state()["station"] == old.station
    problem_of(old.request("GET", STATE), 401, "revoked_key")
    problem_of(old.rotate(new.key), 401, "revoked_key")
    problem_of(old.rotate(Key()), 401, "revoked_key")


def test_rotation_needs_both_keys(desk, office):
    old = enrolled(desk, office)
    new, other = Key(), Key()
    for proof in (old.key.proof(old.station, old.key), other.proof(old.station, old.key), new.proof(old.station, other),
                  new.proof(desk.client.station, old.key), "", "x"):
        problem_of(old.rotate(new, proof or "-"), 401, BAD)
    problem_of(old.with_key(new).rotate(other), 401, "unknown_key")
    assert old.state()["station"] == old.station
    problem_of(old.with_key(new).request("GET", STATE), 401, "unknown_key")


def test_rotation_to_a_key_that_is_known(desk, office):
    client = enrolled(desk, office)
    problem_of(client.rotate(client.key), 409, "key_in_use")
    problem_of(client.rotate(desk.client.key), 409, "key_in_use")
    assert client.state() and desk.client.state()


def test_revocation_acts_at_once(desk, office):
    first, second = enrolled(desk, office), enrolled(desk, office)
    assert office("revoke", first.station, "--key", first.key.id) == first.key.id
    problem_of(first.request("GET", STATE), 401, "revoked_key")
    assert second.state()
    chain = second.chain()
    batch = Batch.of(chain, [desk.good(chain)])
    problem_of(first.send(batch), 401, "revoked_key")
    code = office("enrol", first.station)
    problem_of(first.enrol(code), 401, "revoked_key")
    assert first.with_key(Key()).enrol(code).status == 200
    assert desk.other.state()


def test_a_code_that_revokes_all_keys(desk, office):
    """The session's other client goes on with a new key."""
    code = office("enrol", desk.other.station, "--revoke-keys")
    problem_of(desk.other.request("GET", STATE), 401, "revoked_key")
    desk.other.key = Key()
    assert desk.other.enrol(code).status == 200
    assert desk.other.state()
    assert desk.client.state()
