"""Say to who finds a weakness whom to tell (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from litestar import Controller, MediaType, get
from litestar.di import NamedDependency

from service.settings import Settings
from service.store.catalogue import NotFound
from service.web.permitted import PUBLIC

_PATH = "/.well-known/security.txt"
_HOLDS = timedelta(days=180)
"""RFC 9116, section 2.5.5: less than a year."""


class SecurityTxtController(Controller):
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(_PATH, media_type=MediaType.TEXT, sync_to_thread=False)
    def security_txt(self, settings: NamedDependency[Settings]) -> str:
        """Raises NotFound: nobody is named."""
        if not settings.security_contact_address:
            raise NotFound("no contact is set")
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return "\n".join(
            [
                f"Contact: {settings.security_contact_address}",
                f"Expires: {(today + _HOLDS).isoformat()}",
                "Preferred-Languages: fr, en",
                f"Canonical: {settings.address}{_PATH}",
                "",
            ]
        )
