"""A small provider of identities on this machine, that says what a test makes it say."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "bilan", "a secret of tests"


class OidcProvider:
    """Issues what it was asked for, unless `claims`, `sign` or `metadata` is changed."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.email = "ada@example.org"
        self.claims: dict[str, Any] = {}
        """What an id_token says besides, or instead; None leaves a claim out."""
        self.metadata: dict[str, Any] = {}
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.status = 200
        self.issuer = ""
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    def signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def with_secret(self, claims: dict[str, Any]) -> str:
        """Sign with what both sides know: the public key, as an old attack does."""
        parts = ({"alg": "HS256", "kid": "one"}, claims)
        content = ".".join(_plain(json.dumps(part).encode()) for part in parts)
        made = hmac.digest(self.key.as_pem(private=False), content.encode(), "sha256")
        return f"{content}.{_plain(made)}"

    def unsigned(self, claims: dict[str, Any]) -> str:
        parts = ({"alg": "none", "kid": "one"}, claims)
        return ".".join(_plain(json.dumps(part).encode()) for part in parts) + "."

    def by_a_stranger(self, claims: dict[str, Any]) -> str:
        stranger = RSAKey.generate_key(2048, {"kid": "one"})
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, stranger)

    def renew_keys(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "two", "use": "sig", "alg": "RS256"})

    def agree(self, address: str) -> str:
        """Return where a browser is sent back to, once somebody signed in at `address`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def answer(self, path: str, sent: dict[str, str], authorization: str) -> tuple[int, Any]:
        self.asked.append(path)
        if self.status != 200:
            return self.status, {}
        match path:
            case "/.well-known/openid-configuration":
                return 200, self._about()
            case "/keys":
                return 200, KeySet([self.key]).as_dict(private=False)
            case "/token":
                return self._token(sent, authorization)
            case _:
                return 404, {}

    def _about(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        } | self.metadata

    def _token(self, sent: dict[str, str], authorization: str) -> tuple[int, Any]:
        asked = self._codes.pop(sent.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = _plain(sha256(sent.get("code_verifier", "").encode()).digest())
        if asked is None or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        if authorization != f"Basic {known}" or sent["redirect_uri"] != asked["redirect_uri"]:
            return 401, {"error": "invalid_client"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "somebody",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": self.email,
            "email_verified": True,
        } | self.claims
        said = {name: value for name, value in claims.items() if value is not None}
        return 200, {
            "access_token": "for nothing",
            "token_type": "Bearer",
            "id_token": self.sign(said),
        }


@contextmanager
def provider() -> Iterator[OidcProvider]:
    """Serve one on this machine."""
    made = OidcProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._answer({name: values[0] for name, values in parse_qs(body).items()})

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- its name there
            pass

        def _answer(self, sent: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            status, said = made.answer(path, sent, self.headers.get("authorization", ""))
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _plain(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
