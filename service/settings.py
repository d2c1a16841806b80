"""Settings, read once from the environment when a command starts."""

from collections.abc import Mapping

import msgspec

PREFIX = "BILAN_"


class SettingsUnusable(ValueError):
    """A setting has a value that cannot be used; the message names it."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Each field `name` is set by the environment variable `BILAN_NAME`."""

    database: str = "bilan.duckdb"
    """Path of the DuckDB file. Created if it does not exist."""

    host: str = "127.0.0.1"
    """Address the service listens on."""

    port: int = 8000
    """Port the service listens on."""

    public_url: str = ""
    """Address under which people reach the service; made from host and port when empty."""

    largest_group: int = 1_000
    """Most submissions the writer commits in one transaction."""

    largest_submission: int = 262_144
    """Most bytes a submission may have; a larger one is answered with 413."""

    sign_in_hours: int = 12
    """How long a sign-in link can be opened."""

    signed_in_days: int = 30
    """How long a browser stays signed in."""

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
            raise SettingsUnusable(f"{PREFIX}…: {error}") from error

    @property
    def address(self) -> str:
        """The address to print and to share, without a final slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")
