"""A hub in memory: tries the tests themselves, and verifies what a real station signs. It says nothing about a real hub.

    python3 fake_hub.py 8099                            stations S01 and S02
    python3 fake_hub.py ask 8099 stations enrol S01     what the bureau's operator does, for XINLIAN_HUB_CMD
"""

import base64
import datetime
import hashlib
import json
import re
import sys
import secrets
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import signing

STATIONS = ("S01", "S02")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOCK = threading.Lock()
NAMES = ["station", "origin", "epoch", "seq", "id", "kind", "version", "occurredAt", "recordedAt", "actor", "subject"]
TYPES = [str, str, int, int, str, str, int, str, str, str, (str, type(None))]
LINE = re.compile(rb'\{"header":(\{.*?\}),"salt":"([A-Za-z0-9_-]{22})","data":(\{.*\}),"hash":"([0-9a-f]{64})"\}', re.S)


class Refused(Exception):
    def __init__(self, status, code, detail="refused", **more):
        self.status, self.code, self.detail, self.more = status, code, detail, more


class Bad(Exception):
    pass


def h(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class Book:
    def __init__(self, station):
        self.station, self.hashes, self.receipts = station, [h(f"xinlian/1/{station}/station/1".encode())], {}
        self.kinds = {}

    def state(self):
        return {"station": self.station, "epoch": 1, "acceptedThrough": len(self.hashes) - 1,
                "lastHash": self.hashes[-1].hex()}


class Directory:
    """Keys and one-time codes, as the bureau keeps them."""

    def __init__(self):
        self.keys = {}        # id -> [station, jwk, revoked]
        self.codes = {}       # plain code -> [station, id of the key, void]

    def issue(self, station, revoke=False):
        for entry in self.codes.values():
            entry[2] = entry[2] or entry[0] == station and entry[1] is None
        if revoke:
            self.revoke(station)
        text = "".join(secrets.choice(ALPHABET) for _ in range(26))
        text += "".join(ALPHABET[byte & 31] for byte in hashlib.sha256(text.encode()).digest()[:2])
        self.codes[text] = [station, None, False]
        return "-".join(text[at:at + 4] for at in range(0, 28, 4))

    def revoke(self, station, only=None):
        found = [name for name, entry in self.keys.items() if entry[0] == station and not entry[2] and only in (None, name)]
        for name in found:
            self.keys[name][2] = True
        return found

    def signer(self, handler, keys=None):
        """The id of the key that signed; `keys` instead of those that are known."""
        known = keys or {name: signing.public_key(entry[1]) for name, entry in self.keys.items()}
        field = handler.headers.get("Signature-Input") or ""
        named = re.search(r'(?:^|,)\s*xl=\(.*;keyid="([^"]*)"', field)
        if not named or not handler.headers.get("Signature"):
            raise Refused(401, "bad_signature")
        if named[1] not in known:
            raise Refused(401, "unknown_key" if keys is None else "bad_signature")
        if named[1] in self.keys and self.keys[named[1]][2]:
            raise Refused(401, "revoked_key")
        for needed in ("Content-Digest",) * (handler.command == "POST") + ("Xinlian-Batch",) * ("/batches" in handler.path):
            if needed not in handler.headers:
                raise Refused(400, "unreadable", needed)
        try:
            return signing.verify(handler.command, handler.path, handler.headers.items(), known)
        except Exception as problem:
            raise Refused(401, "bad_signature", repr(problem)) from problem

    def enrol(self, handler, message):
        try:
            station, code, jwk = message["station"], message["code"], message["key"]
            if jwk["kty"] != "OKP" or jwk["crv"] != "Ed25519":
                raise ValueError("key")
            name, public = signing.key_id(jwk), signing.public_key(jwk)
            plain = re.sub(r"[\s-]", "", code.upper())
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise Refused(400, "unreadable", repr(problem)) from problem
        self.signer(handler, {name: public})
        entry = self.codes.get(plain)
        if entry is None:
            raise Refused(404, "unknown_enrolment")
        if entry[0] != station:
            raise Refused(403, "wrong_station")
        if entry[1] not in (None, name):
            raise Refused(409, "used_enrolment")
        if entry[2]:
            raise Refused(410, "void_enrolment")
        entry[1] = name
        return self.register(station, jwk)

    def rotate(self, old, message):
        station = self.keys[old][0]
        try:
            jwk = message["key"]
            name, public = signing.key_id(jwk), signing.public_key(jwk)
            proof = base64.urlsafe_b64decode(message["proof"] + "==")
            public.verify(proof, f"xinlian/1/key/{station}/{old}/{name}".encode())
        except Exception as problem:
            raise Refused(401, "bad_signature", repr(problem)) from problem
        if name in self.keys:
            raise Refused(409, "key_in_use")
        self.keys[old][2] = True
        return self.register(station, jwk)

    def register(self, station, jwk):
        name = signing.key_id(jwk)
        self.keys.setdefault(name, [station, jwk, False])
        return {"station": station, "keyId": name, "enrolledAt": "2026-03-01T08:00:00Z"}

    def office(self, verb, station, *options):
        if verb == "enrol":
            return self.issue(station, "--revoke-keys" in options)
        if verb == "revoke":
            return "\n".join(self.revoke(station, options[1] if options else None))
        return "\n".join(name for name, entry in self.keys.items() if entry[0] == station)


BOOKS = {name: Book(name) for name in STATIONS}
DIRECTORY = Directory()


def strict(raw):
    def pairs(items):
        if len({key for key, _ in items}) != len(items):
            raise Bad("duplicate_key")
        return dict(items)

    def constant(_):
        raise Bad("number")
    text = raw.decode("utf-8")
    if re.search(r"[\[{]{30}|(\{\"a\":){30}", text):
        raise Bad("too_deep")
    value = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    if "\\u0000" in text:
        raise Bad("nul")
    return value


def whole(value, low=0, high=2 ** 53):
    return type(value) is int and low <= value <= high


def text(value):
    return isinstance(value, str) and value != ""


def date(value):
    try:
        datetime.date.fromisoformat(value)
        return len(value) == 10
    except (ValueError, TypeError):
        return False


def codes(value):
    return isinstance(value, list) and all(text(v) for v in value)


def band(value):
    match = re.fullmatch(r"(\d{4})-(\d{4})", value) if isinstance(value, str) else None
    return bool(match) and match[1] <= match[2]


def fields(*names):
    return lambda v: isinstance(v, dict) and all(text(v.get(n)) for n in names)


def or_none(check):
    return lambda v: v is None or check(v)


def one_of(*values):
    return lambda v: isinstance(v, str) and v in values


ORDER = {"order": text, "package": text, "item": text, "amountFen": whole, "copaymentFen?": whole, "group?": text,
         "performer?": text}
ENROLMENT = {"enrolment": text, "package": text, "due?": date, "item?": text, "reason?": text}
KINDS = {
    "resident.registered": {"birthYearBand": band, "sex": one_of("female", "male", "other", "unknown"), "tags": codes,
                            "consents": lambda v: isinstance(v, list) and all(fields("purpose", "textVersion")(c) for c in v)},
    "screening.completed": {
        "instrument": one_of("phq-9"), "instrumentVersion": one_of("1"),
        "answers": lambda v: isinstance(v, list) and len(v) == 9 and all(a is None or whole(a, 0, 3) for a in v),
        "unanswered?": lambda v: isinstance(v, dict) and all(one_of("refused", "unknown", "missing")(r) for r in v.values()),
        "total?": or_none(whole), "severity?": or_none(text),
        "triage": lambda v: isinstance(v, dict) and one_of("none", "self-help", "station", "hospital", "crisis")(v.get("level"))
        and type(v.get("sameDay")) is bool and codes(v.get("reasons")),
        "plugin": fields("id", "version"), "ageYears": lambda v: whole(v, 0, 130)},
    "activity.held": {"activity": text, "activityKind": text, "setting": text, "capacity": whole, "minutes": whole},
    "activity.attended": {"activity": text, "role": one_of("participant", "volunteer"), "count?": whole},
    **{f"order.{n}": ORDER for n in ("placed", "accepted", "delivered", "verified", "cancelled")},
    **{f"enrolment.{n}": ENROLMENT for n in ("started", "itemDone", "ended")},
    "feedback.given": {"about": fields("kind", "id"), "score": lambda v: whole(v, 1, 5), "first": lambda v: type(v) is bool},
    "channel.measured": {"channel": text, "metric": one_of("reads", "plays", "shares", "visitors", "followers", "bookings"),
                         "count": whole, "content?": or_none(text)},
}


def check(kind, data):
    for name, test in KINDS[kind].items():
        optional = name.endswith("?")
        name = name.rstrip("?")
        if name not in data:
            if not optional:
                raise Bad("field_missing")
        elif not test(data[name]):
            raise Bad("field_invalid")
    if KINDS[kind] is ORDER and (data.get("copaymentFen") or 0) > data["amountFen"]:
        raise Bad("field_invalid")


def examine(book, new, header, raw):
    try:
        for name in ("occurredAt", "recordedAt"):
            match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z", header[name])
            if not match:
                raise Bad("time")
            datetime.datetime.fromisoformat(match[1])
        kind = header["kind"]
        if header["version"] != 1 or kind not in KINDS and kind != "correction":
            raise Bad("unknown_kind")
        data = strict(raw)
        if kind == "correction":
            at = data.get("corrects")
            if not isinstance(at, dict) or at.get("epoch") != 1 or not whole(at.get("seq"), 1):
                raise Bad("corrects")
            known = new.get(at["seq"]) or book.kinds.get(at["seq"])
            if known is None or "replacement" not in data:
                raise Bad("corrects_nothing")
            if data["replacement"] is not None and known in KINDS:
                if not isinstance(data["replacement"], dict):
                    raise Bad("replacement")
                check(known, data["replacement"])
        else:
            check(kind, data)
            if kind == "activity.attended" and header["subject"] is None and "count" not in data:
                raise Bad("count_missing")
    except Bad as problem:
        return str(problem)
    except (ValueError, RecursionError, UnicodeError):
        return "malformed"


MEMBER = re.compile(r'[ \t]*(?:([a-z*][a-z0-9_.*-]*)(?:=("(?:[ !#-\[\]-~]|\\["\\])*"|:[A-Za-z0-9+/=]*:|@-?\d{1,15}|-?\d{1,15}'
                    r'|\?[01]|\([^()]*\)))?((?:;[a-z*][a-z0-9]*(?:=\d+)?)*))[ \t]*')


def dictionary(value):
    found = {}
    for part in re.split(r",", value):
        match = MEMBER.fullmatch(part)
        if not match:
            raise Refused(400, "unreadable", "structured field")
        found[match[1]] = match[2]
    return found


def bare(found, name, pattern):
    match = re.fullmatch(pattern, found.get(name) or "")
    if not match:
        raise Refused(400, "unreadable", name)
    return match[1]


def sf_digest(headers):
    match = re.search(r"sha-256=:([A-Za-z0-9+/]{43}=):", headers.get("Content-Digest") or "")
    if not match:
        raise Refused(400, "unreadable", "digest")
    return base64.b64decode(match[1])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, media="application/json", **headers):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.close_connection = True
        self.send_response(status)
        for name, value in {"Content-Type": media, "Content-Length": str(len(raw)), "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)
        self.wfile.flush()
        if status >= 400:       # let the rest of the body go by, so that the answer arrives
            self.connection.settimeout(0.3)
            try:
                for _ in range(200):
                    if not self.rfile.read1(1 << 20):
                        break
            except OSError:
                pass

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            got = b""
            while True:
                line = self.rfile.readline(100)
                size = int(line.strip(), 16)
                piece = self.rfile.read(size)
                if self.rfile.readline(10) != b"\r\n" or len(piece) != size:
                    raise OSError("cut")
                if size == 0:
                    return got
                got += piece
                if len(got) > 4 << 20:
                    raise Refused(413, "too_large")
        size = int(self.headers.get("Content-Length") or 0)
        if size > 4 << 20:
            raise Refused(413, "too_large")
        got = self.rfile.read(size)
        if len(got) != size:
            raise OSError("cut")
        return got

    def go(self):
        try:
            path, _, query = self.path.partition("?")
            if path == "/office":
                with LOCK:
                    return self.answer(200, DIRECTORY.office(*json.loads(self.body())).encode(), "text/plain")
            if path == "/api/v1/stations/enrolments":
                if "Signature-Input" not in self.headers:
                    raise Refused(401, "bad_signature")
                message = self.message()
                with LOCK:
                    return self.answer(200, DIRECTORY.enrol(self, message))
            routes = {"batches": "POST", "state": "GET", "changes": "GET", "epochs": "POST", "keys": "POST"}
            name = path.removeprefix("/api/v1/sync/")
            if name == path or name not in routes:
                raise Refused(404, "not_found")
            if self.command != routes[name]:
                raise Refused(405, "method")
            with LOCK:
                self.signer = DIRECTORY.signer(self)
            self.book = BOOKS[DIRECTORY.keys[self.signer][0]]
            getattr(self, name)(query)
        except Refused as no:
            self.answer(no.status, {"type": f"urn:sync:{no.code}", "title": no.code, "titleZh": no.code, "titleEn": no.code,
                                    "status": no.status, "detail": no.detail, "code": no.code, **no.more},
                        "application/problem+json", **{"WWW-Authenticate": "Signature"} if no.status == 401 else {})
        except OSError:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = go

    def state(self, _):
        with LOCK:
            self.answer(200, self.book.state())

    def changes(self, query):
        values = {}
        for part in filter(None, query.split("&")):
            key, _, value = part.partition("=")
            values[key] = value
        for value in values.values():
            if not re.fullmatch(r"\d{1,18}", value):
                raise Refused(400, "unreadable")
        cursor, limit = int(values.get("cursor", 0)), int(values.get("limit", 100)) or 1
        documents = [("station", {"code": self.book.station}), ("instrument/phq-9", {"version": "1"}),
                     ("package/p1", {"b": 1, "a": "心"}), ("activity/x", None)]
        rows = [{"number": n, "key": k, "version": 1, "digest": "" if d is None else h(compact(d)).hex(), "document": d}
                for n, (k, d) in enumerate(documents, 1) if n > cursor]
        page = rows[:limit]
        self.answer(200, compact({"changes": page, "cursor": page[-1]["number"] if page else cursor,
                                  "more": len(rows) > len(page)}))

    def message(self):
        body = self.body()
        if sf_digest(self.headers) != h(body):
            raise Refused(401, "bad_digest")
        try:
            return json.loads(body)
        except ValueError as problem:
            raise Refused(400, "unreadable", repr(problem)) from problem

    def keys(self, _):
        message = self.message()
        with LOCK:
            self.answer(200, DIRECTORY.rotate(self.signer, message))

    def epochs(self, _):
        raise Refused(400, "unreadable")

    def batches(self, _):
        media = (self.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        if media != "application/x-ndjson" or self.headers.get("Content-Encoding"):
            raise Refused(415, "media_type")
        body = self.body()
        if sf_digest(self.headers) != h(body):
            raise Refused(401, "bad_digest")
        field = ", ".join(self.headers.get_all("Xinlian-Batch") or [""])
        found = dictionary(field)
        station = bare(found, "station", r'"(.*)"')
        epoch, first, last = (int(bare(found, n, r"([1-9]\d*|0)")) for n in ("epoch", "first", "last"))
        last_hash = base64.b64decode(bare(found, "last-hash", r":([A-Za-z0-9+/]{43}=):"))
        bare(found, "complete-through", r"@(-?\d+)")
        if not epoch or not first:
            raise Refused(400, "unreadable")
        if station != self.book.station:
            raise Refused(403, "wrong_station")
        if epoch != 1:
            raise Refused(409, "unknown_epoch")
        with LOCK:
            self.commit(body, field, first, last, last_hash)

    def commit(self, body, field, first, last, last_hash):
        book = self.book
        key = (h(body), field)
        if key in book.receipts:
            return self.answer(200, book.receipts[key])
        facts = []
        lines = body.split(b"\n")
        if lines[-1] == b"":
            lines.pop()
        if len(lines) > 10_000 or any(len(line) > 65536 for line in lines):
            raise Refused(413, "too_large")
        for number, line in enumerate(lines, 1):
            match = LINE.fullmatch(line)
            if not match:
                raise Refused(400, "unreadable", line=number)
            try:
                header = strict(match[1])
                good = (list(header) == NAMES and json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() == match[1]
                        and all(isinstance(v, t) and type(v) is not bool for v, t in zip(header.values(), TYPES))
                        and header["seq"] in range(1, 2 ** 53) and header["epoch"] in range(1, 2 ** 53)
                        and header["origin"] == "station")
            except (Bad, ValueError, RecursionError, UnicodeError):
                good = False
            if not good:
                raise Refused(400, "unreadable", line=number)
            if header["station"] != book.station:
                raise Refused(403, "wrong_station", line=number)
            if header["epoch"] != 1:
                raise Refused(400, "unreadable", line=number)
            facts.append((header, match))
        seqs = [header["seq"] for header, _ in facts]
        through = len(book.hashes) - 1
        if first > through + 1:
            raise Refused(409, "gap", expected=through + 1)
        if seqs and (seqs[0] != first or seqs[-1] != last) or not seqs and first != last + 1:
            raise Refused(400, "unreadable", "first and last")
        new, kinds, quarantined, duplicates = [], {}, [], 0
        for at, (header, match) in enumerate(facts):
            if header["seq"] != first + at:
                raise Refused(409, "gap", expected=first + at)
            seq, digest = header["seq"], bytes.fromhex(match[4].decode())
            if seq <= through and book.hashes[seq] != digest:
                raise Refused(409, "fork", seq=seq, stored=book.hashes[seq].hex(), sent=digest.hex())
            previous = new[-1] if new else book.hashes[seq - 1]
            salt = base64.urlsafe_b64decode(match[2] + b"==")
            if h(previous, h(match[1]), h(salt, match[3])) != digest:
                raise Refused(422, "broken_chain", seq=seq)
            if seq <= through:
                duplicates += 1
                continue
            new.append(digest)
            code = examine(book, kinds, header, match[3])
            if code:
                quarantined.append({"seq": seq, "code": code, "detail": code})
            else:
                kinds[seq] = header["kind"]
        if last_hash != (new[-1] if new else book.hashes[last]):
            raise Refused(400, "unreadable", "last-hash")
        book.hashes += new
        book.kinds.update(kinds)
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        book.receipts[key] = json.dumps({"receipt": f"r{len(book.receipts)}", **book.state(), "added": len(new),
                                         "duplicates": duplicates, "quarantined": quarantined, "receivedAt": now}).encode()
        self.answer(200, book.receipts[key])


if __name__ == "__main__":
    if sys.argv[1] == "ask":
        question = json.dumps(sys.argv[4:]).encode()
        with urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[2]}/office", question) as reply:
            print(reply.read().decode())
    else:
        ThreadingHTTPServer.request_queue_size = 64
        ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
