"""Speak OpenID Connect with one provider: discovery, the code flow with PKCE, the id_token.

Imported only where a provider is set: it brings a HTTP client and cryptography with it.
"""

import time
from typing import Any, NamedTuple

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from service.errors import SingleSignOnRefused
from service.logs import spoken
from service.settings import Settings, is_safe_issuer

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures that only the provider can make: never `none`, never one with a shared secret."""

_KEPT_SECONDS = 3_600.0
"""How long what the provider says of itself is believed."""

_PATIENCE_SECONDS = 10.0
_LEEWAY_SECONDS = 60
"""By which two clocks may differ."""


class Claimed(NamedTuple):
    """Who the provider says has signed in."""

    email: str
    verified: bool


class WrongProvider(ValueError):
    """What a provider publishes of itself is not what the settings say."""


class _Known(NamedTuple):
    """What the provider says of itself."""

    said: dict[str, Any]
    keys: KeySet
    until: float


class Provider:
    """One provider of identities."""

    def __init__(self, settings: Settings, back: str) -> None:
        """`back` is the address, in full, to which it sends people back."""
        self._settings = settings
        self._back = back
        self._known: _Known | None = None

    async def way(self, *, state: str, nonce: str, verifier: str) -> str:
        """Return the address where somebody signs in.

        Raises:
            SingleSignOnRefused: the provider does not answer as it should.
        """
        known = await self._about()
        async with self._client() as client:
            address, _ = client.create_authorization_url(
                known.said["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=verifier,
            )
        return str(address)

    async def claimed(self, code: str, *, nonce: str, verifier: str) -> Claimed:
        """Return whom the provider gave `code` for, once its word was verified.

        Raises:
            SingleSignOnRefused: it does not answer, or its word does not hold.
        """
        known = await self._about()
        try:
            async with self._client() as client:
                token = await client.fetch_token(
                    known.said["token_endpoint"], code=code, code_verifier=verifier
                )
            claims = await self._verified(token, nonce)
        except (httpx2.HTTPError, ValueError) as error:
            raise SingleSignOnRefused("down", _told(error)) from error
        except (AuthlibBaseError, JoseError, KeyError, TypeError) as error:
            raise SingleSignOnRefused("invalid", _told(error)) from error
        email = claims.get("email")
        verified = claims.get("email_verified") is True
        return Claimed(email if isinstance(email, str) else "", verified)

    async def _verified(self, token: dict[str, Any], nonce: str) -> dict[str, Any]:
        """Return what an id_token says whose signature, issuer, audience, times and nonce fit."""
        known = await self._about()
        try:
            decoded = self._decoded(token["id_token"], known)
        except InvalidKeyIdError:  # the provider has new keys
            decoded = self._decoded(token["id_token"], await self._about(anew=True))
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": self._settings.oidc_issuer},
                "aud": {"essential": True, "value": self._settings.oidc_client_id},
            },
            {
                "nonce": nonce,
                "client_id": self._settings.oidc_client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=_LEEWAY_SECONDS)
        return dict(claims)

    def _decoded(self, id_token: str, known: _Known) -> jwt.Token:
        offered = known.said.get("id_token_signing_alg_values_supported") or ["RS256"]
        algorithms = [each for each in _ALGORITHMS if each in offered]
        registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)
        return jwt.decode(id_token, known.keys, registry=registry)

    async def _about(self, *, anew: bool = False) -> _Known:
        """Return what the provider says of itself, asked for once an hour.

        Raises:
            SingleSignOnRefused: it does not answer, or speaks for another issuer.
        """
        if self._known and not anew and time.monotonic() < self._known.until:
            return self._known
        issuer = self._settings.oidc_issuer
        try:
            async with httpx2.AsyncClient(timeout=_PATIENCE_SECONDS) as client:
                at = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
                said = (await client.get(at)).raise_for_status().json()
                _check(said, issuer)
                keys = (await client.get(said["jwks_uri"])).raise_for_status().json()
            self._known = _Known(
                said, KeySet.import_key_set(keys), time.monotonic() + _KEPT_SECONDS
            )
        except (httpx2.HTTPError, JoseError, ValueError, KeyError, TypeError) as error:
            raise SingleSignOnRefused("down", _told(error)) from error
        return self._known

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            client_id=self._settings.oidc_client_id,
            client_secret=self._settings.oidc_client_secret or None,
            redirect_uri=self._back,
            scope="openid email",
            code_challenge_method="S256",
            timeout=_PATIENCE_SECONDS,
        )


def _check(said: dict[str, Any], issuer: str) -> None:
    """Raises WrongProvider: it speaks for another issuer, or sends elsewhere in the clear."""
    if said["issuer"] != issuer:
        raise WrongProvider(f"the provider says that it is {said['issuer']!r}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_safe_issuer(said[name]):
            raise WrongProvider(f"{name} is no address over https")


def _told(error: Exception) -> str:
    """Return what the log may say: a provider's own words may hold a code, a name or an address."""
    if isinstance(error, WrongProvider):
        return str(error)
    if isinstance(error, httpx2.HTTPStatusError):
        return f"status {error.response.status_code}"
    return spoken(error)
