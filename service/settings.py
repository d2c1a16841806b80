"""Settings, read once from the environment when a command starts."""

import re
from collections.abc import Collection, Mapping
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from surveys.emails import is_email

PREFIX = "BILAN_"

_SECRET = re.compile(r"[!-~]{20,}")
"""What can stand in a header, and cannot be guessed."""

CLUSTER_IN_CLEAR = "dask"
CLUSTER_ENCRYPTED = "dask+tls"
"""How an address of a scheduler of Dask begins."""

_LONGEST_NAME = 40
"""Characters that a button has room for."""


class SettingsUnusable(ValueError):
    """A setting has a value that cannot be used; the message names it."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Each field `name` is set by the environment variable `BILAN_NAME`."""

    database: str = "bilan.duckdb"
    """Path of the DuckDB file. Created if it does not exist."""

    host: str = "127.0.0.1"
    """Address the service listens on."""

    port: Annotated[int, msgspec.Meta(ge=0, le=65_535)] = 8000
    """Port the service listens on."""

    public_url: str = ""
    """Address under which people reach the service; made from host and port when empty."""

    largest_group: Annotated[int, msgspec.Meta(ge=1)] = 1_000
    """Most submissions the writer commits in one transaction."""

    largest_submission: Annotated[int, msgspec.Meta(ge=1)] = 262_144
    """Most bytes a submission may have; a larger one is answered with 413."""

    largest_file: Annotated[int, msgspec.Meta(ge=100_000, le=100_000_000)] = 5_000_000
    """Most bytes of a file that somebody brings to a page: a list, a report, a codebook."""

    shortest_seconds: Annotated[int, msgspec.Meta(ge=0, le=30)] = 2
    """Fewest seconds from opening a form to storing it; what comes sooner is held until then."""

    sends_per_address: Annotated[int, msgspec.Meta(ge=1)] = 1_200
    """Most submissions a minute from one address, this machine's own not counted."""

    sends_per_survey: Annotated[int, msgspec.Meta(ge=1)] = 120_000
    """Most submissions a minute to one survey."""

    sign_in_hours: Annotated[int, msgspec.Meta(ge=1, le=8_760)] = 12
    """How long a one-time link can be used: a first account, an invitation, a new password."""

    signed_in_days: Annotated[int, msgspec.Meta(ge=1, le=3_650)] = 30
    idle_hours: Annotated[int, msgspec.Meta(ge=1, le=87_600)] = 168
    """How long a browser stays signed in."""

    embedder: str = "bundled"
    """What gives texts their vectors: `bundled`, `words`, or the directory of a model."""

    compute: str = ""
    """The scheduler of a Dask cluster that shares searches for themes; empty: nobody does."""

    backup_passphrase: str = ""
    """What backups are sealed with; they are not when it is empty."""

    backup_hours: Annotated[int, msgspec.Meta(ge=1, le=8_760)] = 48
    """After how many hours `/ready` says that the last backup is late."""

    log: Literal["text", "json"] = "text"
    """How the log is written: failures for a person, or one JSON object a line, with requests."""

    security_contact: str = ""
    """Whom to tell of a weakness: an e-mail address or a page over https; nobody when empty."""

    metrics_token: str = ""
    """What a program sends to read `/metrics`; nobody can when it is empty."""

    oidc_issuer: str = ""
    """The organisation's provider of identities (OpenID Connect); none when empty."""

    oidc_client_id: str = ""
    """The name under which the provider knows this service."""

    oidc_client_secret: str = ""
    """The secret that the provider gave this service; empty for a public client."""

    oidc_name: str = "OpenID"
    """What people call the provider: the button on the page for signing in says it."""

    smtp_host: str = ""
    """The server that takes e-mails; empty: none is sent."""

    smtp_port: Annotated[int, msgspec.Meta(ge=1, le=65_535)] = 587
    """Its port."""

    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the way there is encrypted."""

    smtp_user: str = ""
    """Who signs in to it; empty: nobody has to."""

    smtp_password: str = ""
    """The password of `smtp_user`."""

    smtp_from: str = ""
    """The e-mail address that e-mails come from."""

    smtp_seconds: Annotated[float, msgspec.Meta(gt=0, le=120)] = 15
    """Longest it may take to answer."""

    def __post_init__(self) -> None:
        """Raises ValueError, naming the variable."""
        if not self.host.strip():
            raise ValueError(
                "BILAN_HOST is empty: name an address, 0.0.0.0 for all of this machine"
            )
        if not self.database.strip() or self.database.startswith(":memory:"):
            raise ValueError("BILAN_DATABASE is no path of a file: answers would be lost")
        if not self.embedder.strip():
            raise ValueError(
                "BILAN_EMBEDDER is empty: it is `bundled`, `words`, or the directory of a model"
            )
        if self.compute and not _is_address(
            self.compute, {CLUSTER_IN_CLEAR, CLUSTER_ENCRYPTED}, path=False
        ):
            raise ValueError(
                "BILAN_COMPUTE is no address like dask://10.0.0.5:8786 or "
                "dask+tls://scheduler.example.org:8786; empty, searches use this machine alone"
            )
        if self.public_url and not _is_address(self.public_url):
            raise ValueError(
                "BILAN_PUBLIC_URL is no address like https://bilan.example.org: a scheme, a host, "
                "perhaps a port and a path, and nothing else"
            )
        if self.metrics_token and not _SECRET.fullmatch(self.metrics_token):
            raise ValueError(
                "BILAN_METRICS_TOKEN is no secret of 20 letters, digits or signs, without a space"
            )
        if self.security_contact and not self.security_contact_address:
            raise ValueError(
                "BILAN_SECURITY_CONTACT is neither an e-mail address nor a page over https"
            )
        self._check_provider()
        self._check_mail()

    def _check_provider(self) -> None:
        """Raises ValueError, naming the variable."""
        if bool(self.oidc_issuer) != bool(self.oidc_client_id):
            raise ValueError(
                "BILAN_OIDC_ISSUER and BILAN_OIDC_CLIENT_ID belong together: set both, or neither"
            )
        if self.oidc_issuer and not is_safe_issuer(self.oidc_issuer):
            raise ValueError(
                "BILAN_OIDC_ISSUER is no address like https://login.example.org: over https, or "
                "of this machine"
            )
        if not 1 <= len(self.oidc_name.strip()) <= _LONGEST_NAME:
            raise ValueError(f"BILAN_OIDC_NAME is a name of 1 to {_LONGEST_NAME} characters")

    def _check_mail(self) -> None:
        """Raises ValueError, naming the variable."""
        if not self.smtp_host:
            return
        if not is_email(self.smtp_from):
            raise ValueError("BILAN_SMTP_FROM is no e-mail address, and BILAN_SMTP_HOST needs one")
        if bool(self.smtp_user) != bool(self.smtp_password):
            raise ValueError("BILAN_SMTP_USER and BILAN_SMTP_PASSWORD go together: set both")
        if self.smtp_password and self.smtp_security == "none":
            raise ValueError(
                "BILAN_SMTP_PASSWORD would be sent in clear: "
                "BILAN_SMTP_SECURITY has to be starttls or tls"
            )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Raises SettingsUnusable, naming the variable, if a value cannot be used."""
        given = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in environment.items()
            if name.startswith(PREFIX)
        }
        try:
            return msgspec.convert(given, cls, strict=False)
        except msgspec.ValidationError as error:
            raise SettingsUnusable(_named(str(error))) from error

    @property
    def address(self) -> str:
        """The address to print and to share, without a final slash."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def encrypted(self) -> bool:
        """Whether people reach the service over https, so that cookies may ask for it."""
        return self.address.startswith("https://")

    @property
    def security_contact_address(self) -> str:
        """Where to write about a weakness, as an address; empty: nowhere."""
        said = self.security_contact
        if is_email(said.removeprefix("mailto:")):
            return f"mailto:{said.removeprefix('mailto:')}"
        return said if said.startswith("https://") and _is_address(said) else ""

    @property
    def sends_mail(self) -> bool:
        return bool(self.smtp_host)

    def link(self, token: str) -> str:
        """Return the personal link with this secret, in full."""
        return f"{self.address}/i/{token}"


def is_safe_issuer(url: object) -> bool:
    """Whether `url` is an address over https, or one of this machine."""
    if not isinstance(url, str) or not _is_address(url):
        return False
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}


def _is_address(
    url: str, schemes: Collection[str] = ("http", "https"), *, path: bool = True
) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in schemes
        and bool(parts.hostname)
        and (path or not parts.path)
        and not set(url) & set(" \t\n?#@\\")
    )


def _named(reason: str) -> str:
    """Say a reason of msgspec's with the variable in the place of the field."""
    reason = re.sub(r" - at `\$\.(\w+)`", lambda at: f" ({PREFIX}{at[1].upper()})", reason)
    return re.sub(
        r"unknown field `(\w+)`", lambda field: f"no setting {PREFIX}{field[1].upper()}", reason
    )
