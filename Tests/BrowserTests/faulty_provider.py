"""An OpenID provider whose ID tokens prove nothing, in one way at a time, and which takes a code more than once."""

import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.parse

from joserfc import jwk, jwt

CLAIMS = {
    "issuer": {"iss": "https://evil.example"}, "audience": {"aud": "another"},
    "audiences": {"aud": ["xinlian", "another"]}, "authorized party": {"azp": "another"},
    "nonce": {"nonce": "another"}, "no nonce": {"nonce": None}, "NUL in the subject": {"sub": "wei\0"},
    "long subject": {"sub": "w" * 256}, "no subject": {"sub": ""},
}
# What is wrong, and the reason that the hub's trail gives.
FAULTS = {
    "issuer": "issuer", "audience": "audience", "audiences": "audience", "authorized party": "audience",
    "nonce": "nonce", "no nonce": "nonce", "NUL in the subject": "subject", "long subject": "subject",
    "no subject": "subject", "expired": "expired", "signature": "signature", "alg none": "algorithm",
    "alg HS256": "algorithm", "alg ES384": "algorithm", "unknown key": "key",
    "critical header": "header of the ID token", "not a token": "header of the ID token",
    "no token": "token endpoint", "error": "token endpoint", "keys": "keys",
}


def segment(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class FaultyProvider:
    """Says of everybody who asks that it is the subject, unless `fault` names what is wrong."""

    def __init__(self):
        self.fault, self.subject, self.asked, self.exchanged = None, "wei", {}, {}
        # A key that isn't for signatures and one of a kind that nobody knows stand before the right one.
        self.key, self.other = (jwk.ECKey.generate_key("P-256", {"kid": "k1"}) for _ in range(2))
        self.keys = [
            {"kty": "unheard-of", "kid": "k0"}, {**self.other.as_dict(private=False), "use": "enc"},
            {**self.key.as_dict(private=False), "alg": "ES256", "use": "sig"}]

    def token(self):
        claims = {"iss": self.base, "aud": "xinlian", "sub": self.subject, "exp": int(time.time()) + 300,
                  "iat": int(time.time()), "nonce": self.asked["nonce"], **CLAIMS.get(self.fault, {})}
        if self.fault == "expired":
            claims["exp"] = int(time.time()) - 1
        if self.fault == "alg none":
            return f"{segment({'alg': 'none'})}.{segment(claims)}."
        if self.fault == "alg HS256":
            # The public key taken for a secret.
            signed = f"{segment({'alg': 'HS256', 'kid': 'k1'})}.{segment(claims)}"
            mac = hmac.new(self.key.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
            return f"{signed}.{segment(mac)}"
        header = {"alg": "ES256", "kid": "k9" if self.fault == "unknown key" else "k1"}
        if self.fault == "alg ES384":
            return f"{segment({**header, 'alg': 'ES384'})}.{segment(claims)}.{segment(b'0' * 96)}"
        if self.fault == "critical header":
            signed = f"{segment({**header, 'crit': ['b64'], 'b64': False})}.{segment(claims)}"
            return f"{signed}.{segment(b'0' * 64)}"
        if self.fault == "not a token":
            return "x.y"
        return jwt.encode(header, claims, self.other if self.fault == "signature" else self.key)


def handler(provider):
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

        def answer(self, value, status=200):
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            base = provider.base
            if self.path.startswith("/.well-known"):
                return self.answer({"issuer": base, "authorization_endpoint": base + "/auth",
                                    "token_endpoint": base + "/token", "jwks_uri": base + "/keys"})
            if self.path.startswith("/keys"):
                return self.answer({"keys": 7} if provider.fault == "keys" else {"keys": provider.keys})
            query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
            provider.asked = {name: values[0] for name, values in query.items()}
            self.send_response(302)
            self.send_header(
                "Location", f"{provider.asked['redirect_uri']}?code=abc&state={provider.asked['state']}")
            self.end_headers()

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.exchanged = {name: values[0] for name, values in urllib.parse.parse_qs(body).items()}
            answer = {"id_token": provider.token(), "access_token": "x", "token_type": "Bearer"}
            if provider.fault == "no token":
                del answer["id_token"]
            self.answer(answer, 500 if provider.fault == "error" else 200)

    return Handler


@contextlib.contextmanager
def running():
    provider = FaultyProvider()
    server = http.server.ThreadingHTTPServer(("localhost", 0), handler(provider))
    provider.base = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
