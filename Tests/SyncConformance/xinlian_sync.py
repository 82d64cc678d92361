"""A small client for the sync protocol, version 1, written from the protocol text alone.

Everything a station puts on the wire is composed here as exact bytes, and every piece can be
replaced by the caller (raw header bytes, raw data bytes, salt text, hash text, any HTTP header,
any body, any framing), because the tests have to send things no honest station would send.

Requests are signed by `signing.py`; everything else is the standard library.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import http.client
import json
import secrets
import select
import socket
import ssl
import time
import urllib.parse
import uuid
from datetime import datetime, timezone

import signing
from http_message_signatures import HTTPMessageSignaturesException

BATCHES = "/api/v1/sync/batches"
STATE = "/api/v1/sync/state"
CHANGES = "/api/v1/sync/changes"
EPOCHS = "/api/v1/sync/epochs"
KEYS = "/api/v1/sync/keys"
ENROLMENTS = "/api/v1/stations/enrolments"

MAX_LINE = 64 * 1024
MAX_BODY = 4 * 1024 * 1024
MAX_FACTS = 10_000

HEADER_MEMBERS = ("station", "origin", "epoch", "seq", "id", "kind", "version",
                  "occurredAt", "recordedAt", "actor", "subject")


# --- pieces -----------------------------------------------------------------------------------

def sha256(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def compact(value) -> bytes:
    """JSON without white space outside strings, as UTF-8, members in the given order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def uuid7(milliseconds: int | None = None, random_bytes=secrets.token_bytes) -> str:
    """RFC 9562, version 7: 48 bits of Unix milliseconds, then random bits."""
    if milliseconds is None:
        milliseconds = time.time_ns() // 1_000_000
    raw = bytearray(milliseconds.to_bytes(6, "big") + random_bytes(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return str(uuid.UUID(bytes=bytes(raw)))


def utc_text(moment: datetime | None = None) -> str:
    moment = moment or datetime.now(timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def genesis(station: str, origin: str, epoch: int) -> bytes:
    return sha256(f"xinlian/1/{station}/{origin}/{epoch}".encode("utf-8"))


def chain_hash(previous: bytes, header: bytes, salt: bytes, data: bytes) -> bytes:
    """`salt` is the sixteen bytes themselves, not their base64url text."""
    return chain_hash_erased(previous, header, sha256(salt, data))


def chain_hash_erased(previous: bytes, header: bytes, data_digest: bytes) -> bytes:
    """The same hash when only the digest of salt and data is left."""
    return sha256(previous, sha256(header), data_digest)


def sf_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sf_bytes(raw: bytes) -> str:
    return ":" + base64.b64encode(raw).decode("ascii") + ":"


def content_digest(body: bytes) -> str:
    return "sha-256=" + sf_bytes(sha256(body))


def batch_field(station: str, epoch: int, first: int, last: int, last_hash: bytes,
                complete_through: int) -> str:
    return (f"station={sf_string(station)}, epoch={epoch}, first={first}, last={last}, "
            f"last-hash={sf_bytes(last_hash)}, complete-through=@{complete_through}")


# --- facts ------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Fact:
    seq: int
    previous: bytes
    header: bytes
    salt: bytes
    data: bytes
    hash: bytes

    def line(self, *, header: bytes | None = None, salt_text: str | None = None,
             data: bytes | None = None, hash_text: str | None = None) -> bytes:
        """The line without its newline; every argument replaces one piece after hashing."""
        return b"".join((
            b'{"header":', self.header if header is None else header,
            b',"salt":"', (base64url(self.salt) if salt_text is None else salt_text).encode(),
            b'","data":', self.data if data is None else data,
            b',"hash":"', (self.hash.hex() if hash_text is None else hash_text).encode(), b'"}'))


class Chain:
    """One book: (station, origin, epoch) and the head of its hash chain."""

    def __init__(self, station: str, epoch: int = 1, origin: str = "station",
                 seq: int = 0, last_hash: bytes | None = None, random_bytes=secrets.token_bytes):
        self.station, self.epoch, self.origin = station, epoch, origin
        self.seq = seq
        self.last_hash = last_hash if last_hash is not None else genesis(station, origin, epoch)
        self.random_bytes = random_bytes

    def copy(self) -> "Chain":
        return Chain(self.station, self.epoch, self.origin, self.seq, self.last_hash,
                     self.random_bytes)

    def add(self, kind: str, data, *, header: bytes | None = None, salt: bytes | None = None,
            seq: int | None = None, previous: bytes | None = None, **members) -> Fact:
        """Compose the next fact and move the head to it.

        `data`: an object, or bytes taken as they are. `header`: raw bytes instead of the composed
        header. Other keyword arguments replace header members (`id`, `occurredAt`, `actor`, …).
        """
        seq = self.seq + 1 if seq is None else seq
        previous = self.last_hash if previous is None else previous
        if header is None:
            now = utc_text()
            values = {"station": self.station, "origin": self.origin, "epoch": self.epoch,
                      "seq": seq, "id": uuid7(random_bytes=self.random_bytes), "kind": kind,
                      "version": 1, "occurredAt": now, "recordedAt": now, "actor": "staff:s-1",
                      "subject": None}
            for name, value in members.items():
                if name not in values:
                    raise TypeError(f"{name} is no member of a header")
                values[name] = value
            header = compact(values)
        raw = data if isinstance(data, bytes) else compact(data)
        salt = self.random_bytes(16) if salt is None else salt
        fact = Fact(seq, previous, header, salt, raw, chain_hash(previous, header, salt, raw))
        self.seq, self.last_hash = seq, fact.hash
        return fact


# --- batches ----------------------------------------------------------------------------------

@dataclasses.dataclass
class Batch:
    """A body and its HTTP header fields; `replace` and `without` corrupt the fields."""
    body: bytes
    headers: list[tuple[str, str | bytes]]
    first: int
    last: int
    last_hash: bytes

    @classmethod
    def of(cls, chain: Chain, facts: list[Fact], *, body: bytes | None = None,
           lines: list[bytes] | None = None, first: int | None = None, last: int | None = None,
           last_hash: bytes | None = None, station: str | None = None, epoch: int | None = None,
           complete_through: int | None = None) -> "Batch":
        """`facts` may be empty (a heartbeat at the head of `chain`)."""
        if body is None:
            pieces = lines if lines is not None else [fact.line() for fact in facts]
            body = b"".join(piece + b"\n" for piece in pieces)
        if first is None:
            first = facts[0].seq if facts else chain.seq + 1
        if last is None:
            last = facts[-1].seq if facts else chain.seq
        if last_hash is None:
            last_hash = facts[-1].hash if facts else chain.last_hash
        if complete_through is None:
            complete_through = int(time.time())
        field = batch_field(station or chain.station, chain.epoch if epoch is None else epoch,
                            first, last, last_hash, complete_through)
        return cls(body, [("Content-Type", "application/x-ndjson"), ("Xinlian-Batch", field),
                          ("Content-Digest", content_digest(body))], first, last, last_hash)

    def header(self, name: str) -> str | bytes:
        return next(value for key, value in self.headers if key.lower() == name.lower())

    def without(self, name: str) -> "Batch":
        kept = [pair for pair in self.headers if pair[0].lower() != name.lower()]
        return dataclasses.replace(self, headers=kept)

    def replace(self, name: str, *values: str | bytes) -> "Batch":
        """Several values make several field lines of the same name."""
        changed = self.without(name)
        changed.headers.extend((name, value) for value in values)
        return changed

    def with_body(self, body: bytes, *, digest: bool = True) -> "Batch":
        changed = dataclasses.replace(self, body=body, headers=list(self.headers))
        return changed.replace("Content-Digest", content_digest(body)) if digest else changed


# --- HTTP -------------------------------------------------------------------------------------

class ConnectionCut(Exception):
    """The server ended the connection without a readable answer."""


@dataclasses.dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def media_type(self) -> str:
        return (self.headers.get("Content-Type") or "").split(";")[0].strip().lower()

    def json(self):
        return json.loads(self.body.decode("utf-8"))

    def __str__(self) -> str:
        return f"{self.status} {self.media_type} {self.body[:600]!r}"


def _raw(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8")


class Client:
    """A station's client: signs every request that has no signature yet, unless it has no key."""

    def __init__(self, url: str, station: str, key: signing.Key | None, timeout: float = 30.0):
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("the hub's URL must be http:// or https:// with a host")
        self.secure = parts.scheme == "https"
        self.host = parts.hostname
        self.port = parts.port or (443 if self.secure else 80)
        self.authority = parts.netloc.rpartition("@")[2]
        self.prefix = parts.path.rstrip("/")
        self.url, self.station, self.key, self.timeout = url, station, key, timeout

    def with_key(self, key: signing.Key | None) -> "Client":
        return Client(self.url, self.station, key, self.timeout)

    # one exchange on one connection

    def connect(self) -> socket.socket:
        plain = socket.create_connection((self.host, self.port), timeout=self.timeout)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self.secure:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)

    def head(self, method: str, path: str, headers) -> bytes:
        lines = [f"{method} {self.prefix}{path} HTTP/1.1".encode(),
                 b"Host: " + self.authority.encode(), b"Connection: close"]
        headers = [*headers, *self.signature(method, path, headers)]
        lines += [_raw(name) + b": " + _raw(value) for name, value in headers]
        return b"\r\n".join(lines) + b"\r\n\r\n"

    def signature(self, method: str, path: str, headers):
        if self.key is None or any(name.lower() in ("signature-input", "signature") for name, _ in headers):
            return []
        try:
            return signing.sign(self.key, method, path, headers)
        except (HTTPMessageSignaturesException, ValueError):
            # What can't stand in a signature base (not ASCII, say) is sent all the same, covering what can.
            return signing.sign(self.key, method, path, [], covered=["@method", "@path"])

    @staticmethod
    def _read(sock: socket.socket, method: str) -> Reply:
        response = http.client.HTTPResponse(sock, method=method)
        try:
            response.begin()
            return Reply(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException) as problem:
            raise ConnectionCut(repr(problem)) from problem
        finally:
            response.close()

    def _sent(self, sock: socket.socket, piece: bytes) -> bool:
        """Sends a piece; False when the server answers before it took the whole of it, since it may read no further."""
        left = memoryview(piece)
        while left:
            answered, ready, _ = select.select([sock], [sock], [], self.timeout)
            if answered:
                return False
            if not ready:
                raise TimeoutError("the server neither reads nor answers")
            # With a timeout `send` waits for room only as long as there is none, and there is some.
            left = left[sock.send(left):]
        return True

    def request(self, method: str, path: str, headers=(), body: bytes | None = None, *,
                chunks=None, length: int | None = None) -> Reply:
        """`body` goes with Content-Length (or `length`, true or not); `chunks`, an iterable of
        bytes, goes chunked without one. Sending stops as soon as the server has answered."""
        headers = list(headers)
        if chunks is not None:
            headers.append(("Transfer-Encoding", "chunked"))
            pieces = (b"%x\r\n%s\r\n" % (len(piece), piece) for piece in chunks if piece)
        else:
            if body is not None or length is not None:
                headers.append(("Content-Length", str(len(body or b"") if length is None else length)))
            content = body or b""
            pieces = (content[at:at + 65536] for at in range(0, len(content), 65536))
        sock = self.connect()
        try:
            try:
                sock.sendall(self.head(method, path, headers))
                if all(self._sent(sock, piece) for piece in pieces) and chunks is not None:
                    sock.sendall(b"0\r\n\r\n")
            except OSError:
                pass        # the answer may still be readable
            return self._read(sock, method)
        finally:
            sock.close()

    def cut_short(self, method: str, path: str, headers, body: bytes, length: int) -> None:
        """Announce `length` bytes, send `body`, close without waiting for an answer."""
        sock = self.connect()
        try:
            sock.sendall(self.head(method, path, [*headers, ("Content-Length", str(length))]) + body)
            time.sleep(0.05)
        finally:
            sock.close()

    def patiently(self, method: str, path: str, headers=(), body: bytes | None = None) -> Reply:
        """As `request`, but heeds Retry-After of 429 and 503 a few times."""
        for _ in range(8):
            reply = self.request(method, path, headers, body)
            if reply.status not in (429, 503) or "Retry-After" not in reply.headers:
                return reply
            wait = reply.headers["Retry-After"]
            time.sleep(min(float(wait) if wait.isdigit() else 1.0, 5.0))
        return reply

    # the protocol

    def send(self, batch: Batch) -> Reply:
        return self.patiently("POST", BATCHES, batch.headers, batch.body)

    def post(self, path: str, message) -> Reply:
        body = compact(message)
        return self.patiently("POST", path, [("Content-Type", "application/json"),
                                             ("Content-Digest", content_digest(body))], body)

    def enrol(self, code: str, key: signing.Key | None = None, station: str | None = None) -> Reply:
        """Registers a key (this client's unless given); the request is signed by this client's."""
        key = key or self.key
        return self.post(ENROLMENTS, {"station": station or self.station, "code": code, "key": key.jwk})

    def rotate(self, new: signing.Key, proof: str | None = None) -> Reply:
        return self.post(KEYS, {"key": new.jwk, "proof": proof or new.proof(self.station, self.key)})

    def state(self) -> dict:
        reply = self.patiently("GET", STATE)
        if reply.status != 200:
            raise RuntimeError(f"no state: {reply}")
        return reply.json()

    def chain(self) -> Chain:
        """The head of this station's book as the hub knows it."""
        state = self.state()
        through = state["acceptedThrough"]
        last = bytes.fromhex(state["lastHash"]) if through else None
        return Chain(self.station, state["epoch"], seq=through, last_hash=last)

    def changes(self, cursor=0, limit=None) -> Reply:
        query = f"?cursor={cursor}" + ("" if limit is None else f"&limit={limit}")
        return self.patiently("GET", CHANGES + query)
