"""The client against itself: fixed vectors in `vectors.json`, needs no hub.

`python3 test_client_self.py` writes the vectors anew (they never change unless the protocol does).
"""

import hashlib
import json
import pathlib
import uuid

from xinlian_sync import (Batch, Chain, base64url, batch_field, chain_hash_erased, compact, content_digest, genesis,
                          sha256, uuid7)

VECTORS = pathlib.Path(__file__).with_name("vectors.json")


def build():
    chain = Chain("S07", 1)
    fixed = {"occurredAt": "2026-03-01T08:00:00Z", "recordedAt": "2026-03-01T08:00:05.250Z", "actor": "staff:s-1"}
    facts = [
        chain.add("resident.registered", {"birthYearBand": "1955-1959", "sex": "female", "tags": [], "consents": []},
                  id="019ca8c1-e400-7000-8000-000000000001", subject="r-1", salt=bytes(range(16)), **fixed),
        chain.add("channel.measured", '{"channel":"微信","metric":"reads","count":17,"content":"茶 \\u8336 \\"1\\""}'.encode(),
                  id="019ca8c1-e400-7000-8000-000000000002", salt=bytes(range(240, 256)), **fixed),
        chain.add("channel.measured", b'{"channel":"\xff\xfe","metric":}',
                  id="019ca8c1-e400-7000-8000-000000000003", salt=bytes(16), **fixed),
    ]
    batch = Batch.of(chain, facts, complete_through=1772352000)
    other = genesis("心-1", "hub", 3)
    return {
        "about": "Sync protocol version 1: hashes over exact bytes. The third fact's data is not valid UTF-8 nor JSON; "
                 "its hash counts all the same.",
        "genesis": [
            {"text": "xinlian/1/S07/station/1", "sha256": genesis("S07", "station", 1).hex()},
            {"text": "xinlian/1/心-1/hub/3", "sha256": other.hex()},
        ],
        "facts": [{
            "seq": fact.seq,
            "previous": fact.previous.hex(),
            "header": fact.header.decode("utf-8"),
            "headerDigest": sha256(fact.header).hex(),
            "salt": base64url(fact.salt),
            "saltHex": fact.salt.hex(),
            "dataHex": fact.data.hex(),
            "dataDigest": sha256(fact.salt, fact.data).hex(),
            "hash": fact.hash.hex(),
            "lineHex": fact.line().hex(),
        } for fact in facts],
        "batch": {
            "bodySha256": sha256(batch.body).hex(),
            "bodyLength": len(batch.body),
            "Xinlian-Batch": batch.header("Xinlian-Batch"),
            "Content-Digest": batch.header("Content-Digest"),
        },
        "emptyBatch": {
            "Xinlian-Batch": Batch.of(chain, [], complete_through=1772352000).header("Xinlian-Batch"),
            "Content-Digest": content_digest(b""),
        },
    }


def test_vectors_are_what_the_client_computes():
    assert json.loads(VECTORS.read_text("utf-8")) == build()


def test_vectors_by_the_bare_formula():
    """Without the client: only hashlib and the text of the protocol."""
    import base64
    vectors = json.loads(VECTORS.read_text("utf-8"))
    for entry in vectors["genesis"]:
        assert hashlib.sha256(entry["text"].encode()).hexdigest() == entry["sha256"]
    previous = bytes.fromhex(vectors["genesis"][0]["sha256"])
    body = b""
    for fact in vectors["facts"]:
        header, data = fact["header"].encode(), bytes.fromhex(fact["dataHex"])
        salt = base64.urlsafe_b64decode(fact["salt"] + "==")
        assert len(fact["salt"]) == 22 and salt.hex() == fact["saltHex"] and len(salt) == 16
        inner = hashlib.sha256(salt + data).digest()
        value = hashlib.sha256(previous + hashlib.sha256(header).digest() + inner).hexdigest()
        assert previous.hex() == fact["previous"] and value == fact["hash"]
        assert chain_hash_erased(previous, header, bytes.fromhex(fact["dataDigest"])).hex() == value
        line = (b'{"header":' + header + b',"salt":"' + fact["salt"].encode() + b'","data":' + data
                + b',"hash":"' + value.encode() + b'"}')
        assert line.hex() == fact["lineHex"]
        body += line + b"\n"
        previous = bytes.fromhex(value)
    assert hashlib.sha256(body).hexdigest() == vectors["batch"]["bodySha256"]


def test_the_example_of_the_protocol():
    text = batch_field("S07", 1, 118, 240, bytes(32), 1772352000)
    assert text == ('station="S07", epoch=1, first=118, last=240, '
                    "last-hash=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:, complete-through=@1772352000")


def test_uuid7():
    value = uuid.UUID(uuid7(0x0123456789AB))
    assert value.version == 7 and value.variant == uuid.RFC_4122
    assert value.bytes[:6].hex() == "0123456789ab" and uuid7() != uuid7()


def test_member_order_and_white_space():
    chain = Chain("S07")
    fact = chain.add("channel.measured", {"a": "x y", "b": [1, None]})
    assert list(json.loads(fact.line())) == ["header", "salt", "data", "hash"]
    assert list(json.loads(fact.header)) == ["station", "origin", "epoch", "seq", "id", "kind", "version", "occurredAt",
                                             "recordedAt", "actor", "subject"]
    assert fact.data == b'{"a":"x y","b":[1,null]}' == compact({"a": "x y", "b": [1, None]})
    assert b" " not in fact.line().replace(b"x y", b"")


def test_a_batch_can_be_corrupted():
    chain = Chain("S07")
    batch = Batch.of(chain, [chain.add("x", {})])
    assert "Content-Digest" not in dict(batch.without("content-digest").headers)
    assert batch.replace("X", "a", "b").headers[-2:] == [("X", "a"), ("X", "b")]
    assert dict(batch.with_body(b"").headers)["Content-Digest"] == content_digest(b"")
    assert dict(batch.with_body(b"", digest=False).headers) == dict(batch.headers)
    empty = Batch.of(chain, [])
    assert empty.body == b"" and empty.first == empty.last + 1


if __name__ == "__main__":
    VECTORS.write_text(json.dumps(build(), ensure_ascii=False, indent=2) + "\n", "utf-8")
