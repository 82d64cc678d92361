"""Keys and HTTP Message Signatures (RFC 9421) by libraries that share no code with the programs under test."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, HTTPSignatureKeyResolver, algorithms
from http_message_signatures.digests import ContentDigest

LABEL = "xl"


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


class Key:
    """An Ed25519 key of a station; `id` is the thumbprint of its JWK (RFC 7638)."""

    def __init__(self, private: Ed25519PrivateKey | None = None):
        self.private = private or Ed25519PrivateKey.generate()
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.jwk = {"crv": "Ed25519", "kty": "OKP", "x": base64url(raw)}
        self.id = key_id(self.jwk)

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)

    def proof(self, station: str, old: "Key") -> str:
        """That this key is to follow another one at the station."""
        return base64url(self.sign(f"xinlian/1/key/{station}/{old.id}/{self.id}".encode()))


def key_id(jwk: dict) -> str:
    members = json.dumps({name: jwk[name] for name in ("crv", "kty", "x")}, separators=(",", ":"), sort_keys=True)
    return base64url(hashlib.sha256(members.encode()).digest())


def public_key(jwk: dict) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(jwk["x"] + "=="))


class _Fields:
    """Field lines in their order, as the library asks for them."""

    def __init__(self, lines):
        self.lines = [(name, value.decode("latin-1") if isinstance(value, bytes) else value) for name, value in lines]

    def items(self):
        return self.lines

    def __iter__(self):
        return iter(dict.fromkeys(name for name, _ in self.lines))

    def __contains__(self, name):
        return any(name.lower() == other.lower() for other, _ in self.lines)

    def __setitem__(self, name, value):
        del self[name]
        self.lines.append((name, value))

    def __delitem__(self, name):
        self.lines = [pair for pair in self.lines if pair[0].lower() != name.lower()]


class _Request:
    def __init__(self, method, path, headers):
        self.method, self.url, self.headers = method, "http://hub.invalid" + path, _Fields(headers)


class _Resolver(HTTPSignatureKeyResolver):
    def __init__(self, private=None, public=None):
        self.private, self.public = private, public or {}

    def resolve_private_key(self, _):
        return self.private

    def resolve_public_key(self, name):
        return self.public.get(name)


class _Digests(ContentDigest):
    @classmethod
    def prepare(cls, *_, **__):
        """Nothing: what is signed is what the test put there, right or wrong."""


class _Signer(HTTPMessageSigner):
    content_digest_class = _Digests


def required(method: str, path: str, headers) -> list[str]:
    """What the protocol asks to be covered, as far as the request has it."""
    names = {name.lower() for name, _ in headers}
    return (["@method", "@path"] + (["@query"] if method == "GET" or "?" in path else [])
            + [name for name in ("content-digest", "xinlian-batch") if name in names])


def sign(key: Key, method: str, path: str, headers, *, covered=None, created=None, key_id=None, nonce=None, tag=None,
         include_alg=True) -> list[tuple[str, str]]:
    """The two header fields that sign a request."""
    request = _Request(method, path, headers)
    moment = None if created is None else datetime.datetime.fromtimestamp(created, datetime.timezone.utc)
    _Signer(signature_algorithm=algorithms.ED25519, key_resolver=_Resolver(key.private)).sign(
        request, key_id=key_id or key.id, created=moment, label=LABEL, nonce=nonce, tag=tag, include_alg=include_alg,
        covered_component_ids=covered if covered is not None else required(method, path, headers))
    return [pair for pair in request.headers.items() if pair[0].lower() in ("signature-input", "signature")]


class _Verifier(HTTPMessageVerifier):
    max_clock_skew = datetime.timedelta(days=366_000)     # the signed time is no ground for refusal
    allow_label_only_selection = True                     # the protocol has no tag


def verify(method: str, path: str, headers, keys: dict[str, Ed25519PublicKey]) -> str:
    """The id of the key that signed a request; raises the library's error unless everything required is covered."""
    verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=_Resolver(public=keys))
    needed = ["@method", "@path"] + (["@query"] if method == "GET" or "?" in path else [])
    if method != "GET":
        needed.append("content-digest")
    if path.partition("?")[0].endswith("/batches"):
        needed.append("xinlian-batch")
    result, = verifier.verify(_Request(method, path, headers), max_age=None, expect_label=LABEL,
                               require_components=needed)
    return result.parameters["keyid"]
