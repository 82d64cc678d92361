"""Random mutations of valid batches: never a 5xx, the state never goes back, good batches go on.

XINLIAN_FUZZ_SEED repeats a run, XINLIAN_FUZZ_COUNT changes the number of mutations (300).
"""

import os
import random
import secrets

from desk import sample, still_alive
from xinlian_sync import BATCHES, MAX_LINE, Batch, ConnectionCut, compact, uuid7

ALLOWED = {200, 400, 401, 403, 409, 411, 413, 415, 422}


class Mutator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def flip(self, raw):
        if not raw:
            return raw
        changed = bytearray(raw)
        for _ in range(self.random.choice((1, 1, 1, 2, 8))):
            changed[self.random.randrange(len(changed))] ^= 1 << self.random.randrange(8)
        return bytes(changed)

    def cut(self, raw):
        return raw[:self.random.randrange(len(raw) + 1)]

    def cut_out(self, raw):
        a, b = sorted(self.random.randrange(len(raw) + 1) for _ in range(2))
        return raw[:a] + raw[min(b, a + 40):]

    def double(self, raw):
        a, b = sorted(self.random.randrange(len(raw) + 1) for _ in range(2))
        return raw[:b] + raw[a:b][:200] + raw[b:]

    def insert(self, raw):
        piece = self.random.choice((b"\n", b"\r\n", b" ", b"\x00", b"\xff", b'"', b"{", b"}", b"[", b",", b"\\", b"\\u0000",
                                    b"\\ud800", b"1e400", b"-1", b"null", b'"hash":"', b'"data":{', "心".encode(),
                                    b"[" * 500, b"9" * 300))
        at = self.random.randrange(len(raw) + 1)
        return raw[:at] + piece + raw[at:]

    def double_member(self, raw):
        """A `"name":value` run of a JSON object once more."""
        parts = raw.split(b",")
        at = self.random.randrange(len(parts))
        return b",".join(parts[:at + 1] + parts[at:])

    def swap_members(self, raw):
        parts = raw.split(b",")
        i, j = (self.random.randrange(len(parts)) for _ in range(2))
        parts[i], parts[j] = parts[j], parts[i]
        return b",".join(parts)

    def number(self, raw):
        """Some digit becomes another number."""
        places = [at for at, byte in enumerate(raw) if 48 <= byte <= 57]
        if not places:
            return raw
        at = self.random.choice(places)
        new = self.random.choice((b"0", b"9", b"-1", b"1.5", b"1e9", b"99999999999999999999", b"null", b"true", b'"1"'))
        return raw[:at] + new + raw[at + 1:]

    def bytes(self, raw):
        ways = (self.flip, self.flip, self.cut, self.cut_out, self.double, self.insert, self.insert,
                self.double_member, self.swap_members, self.number)
        for _ in range(self.random.choice((1, 1, 2))):
            raw = self.random.choice(ways)(raw)
        return raw

    def lines(self, lines):
        lines = list(lines)
        way = self.random.choice(("swap", "double", "drop", "join", "reverse", "blank"))
        i, j = (self.random.randrange(len(lines)) for _ in range(2))
        if way == "swap":
            lines[i], lines[j] = lines[j], lines[i]
        elif way == "double":
            lines.insert(j, lines[i])
        elif way == "drop":
            del lines[i]
        elif way == "join":
            lines[i] = lines[i] + lines[j]
        elif way == "reverse":
            lines.reverse()
        else:
            lines.insert(i, b"")
        return lines


def facts_of(rng, chain):
    kinds = {
        "resident.registered": sample("resident.registered"),
        "feedback.given": sample("feedback.given"),
        "channel.measured": sample("channel.measured", content="心 \"x\" \\ /"),
        "activity.held": sample("activity.held"),
        "correction": {"corrects": {"epoch": chain.epoch, "seq": 1}, "replacement": None},
    }
    return [(kind, kinds[kind]) for kind in rng.choices(list(kinds), k=rng.randint(1, 5))]


def mutated(mutator, chain):
    """One mutated batch; its name tells how."""
    rng = mutator.random
    way = rng.choice(("body", "body", "line", "lines", "field", "fields", "data", "data", "data", "header", "header"))
    facts = []
    target = rng.randrange(5)
    for at, (kind, data) in enumerate(facts_of(rng, chain)):
        raw, header = compact(data), None
        hit = at == target or at == 0
        if way == "data" and hit:           # hashed after the mutation: past the chain, into the reading
            raw = mutator.bytes(raw).replace(b"\n", b" ")
        if way == "header" and hit:
            header = mutator.bytes(chain.copy().add(kind, data, subject=uuid7(random_bytes=rng.randbytes)).header)
        facts.append(chain.add(kind, raw, header=header, subject=uuid7(random_bytes=rng.randbytes)))
    lines = [fact.line() for fact in facts]
    if way == "lines":
        lines = mutator.lines(lines)
    if way == "line":
        at = rng.randrange(len(lines))
        lines[at] = mutator.bytes(lines[at])
    batch = Batch.of(chain, facts, lines=lines)
    if way == "body":
        batch = batch.with_body(mutator.bytes(batch.body), digest=rng.random() < 0.8)
    if way in ("field", "fields"):
        for name in ("Xinlian-Batch", "Content-Digest", "Content-Type") if way == "fields" else ("Xinlian-Batch",):
            value = mutator.bytes(batch.header(name).encode())
            value = bytes(byte for byte in value if byte >= 32 and byte != 127)     # a legal field line
            batch = batch.replace(name, value)
    return way, facts, batch


def test_random_mutations(desk):
    seed = os.environ.get("XINLIAN_FUZZ_SEED") or str(secrets.randbits(48))
    count = int(os.environ.get("XINLIAN_FUZZ_COUNT", "300"))
    print(f"\nXINLIAN_FUZZ_SEED={seed}")
    mutator = Mutator(seed)

    first = desk.chain()
    known = desk.goods(first, 3)
    desk.accept(first, known)

    before = desk.client.state()
    seen = {}
    for turn in range(count):
        note = f"turn {turn} of XINLIAN_FUZZ_SEED={seed}"
        chain = desk.chain()
        chain.random_bytes = mutator.random.randbytes
        way, facts, batch = mutated(mutator, chain)
        try:
            reply = desk.client.send(batch)
        except ConnectionCut:
            reply = None
        after = still_alive(desk.client)
        note = f"{note} ({way}): {reply}\nfields {batch.headers}\nbody {batch.body[:2000]!r}"
        status = reply.status if reply else "cut"
        seen[way, status] = seen.get((way, status), 0) + 1
        assert status == "cut" or status in ALLOWED, note
        assert after["epoch"] == before["epoch"], note
        assert after["acceptedThrough"] >= before["acceptedThrough"], note
        if status != 200:
            assert after == before, note
            if reply is not None and reply.media_type:
                assert reply.media_type == "application/problem+json", note
        else:
            receipt = reply.json()
            assert after["acceptedThrough"] == before["acceptedThrough"] + receipt["added"], note
            assert receipt["added"] <= len(facts) and after["lastHash"] == receipt["lastHash"], note
            if receipt["added"]:
                assert after["lastHash"] in {fact.hash.hex() for fact in facts}, note
        before = after
    for (way, status), number in sorted(seen.items(), key=str):
        print(f"{way:7} {status}: {number}")

    reply = desk.client.send(Batch.of(first, known))
    assert reply.status == 200 and reply.json()["duplicates"] + reply.json()["added"] == 3, str(reply)
    chain = desk.chain()
    desk.accept(chain, desk.goods(chain, 3))


def test_random_bytes_instead_of_requests(desk):
    """Not even HTTP: the hub may answer 400 or hang up; it lives on."""
    seed = os.environ.get("XINLIAN_FUZZ_SEED") or str(secrets.randbits(48))
    print(f"\nXINLIAN_FUZZ_SEED={seed}")
    rng = random.Random(seed)
    before = desk.client.state()
    for _ in range(20):
        sock = desk.client.connect()
        try:
            start = rng.choice((b"", b"POST ", b"GET / HTTP/1.1\r\n", f"POST {BATCHES} HTTP/1.1\r\nContent-Length: ".encode()))
            sock.sendall(start + rng.randbytes(rng.randrange(1, MAX_LINE // 16)) + b"\r\n\r\n")
        except OSError:
            pass
        finally:
            sock.close()
    assert still_alive(desk.client) == before
