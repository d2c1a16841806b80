"""How much may be sent in a minute: by an address, to a survey, with an invitation.

Far above what people do, a whole room behind one address included. Counted in memory, and
forgotten a minute later; addresses are never stored or logged.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any

from service.errors import TooMany
from service.web.limits import address_key

WINDOW_SECONDS = 60.0
_SENDS_PER_INVITATION = 30
_MOST_KEYS = 20_000  # a few megabytes; the oldest is forgotten first, so nobody is ever refused


class Rate:
    """Counts by key: at most `most` in the minute that begins with the first."""

    def __init__(self, most: int, *, most_keys: int = _MOST_KEYS) -> None:
        self._most = most
        self._most_keys = most_keys
        self._began: dict[str, float] = {}  # in order of time
        self._counts: dict[str, int] = {}

    def count(self, key: str, *, at: float) -> None:
        """Count one more at `at`, in seconds of a clock that never goes back.

        Raises:
            TooMany: the minute of `key` is full.
        """
        self._forget_minutes_over(at)
        if key not in self._began:
            if len(self._began) >= self._most_keys:
                self._forget(next(iter(self._began)))
            self._began[key], self._counts[key] = at, 0
        if self._counts[key] >= self._most:
            raise TooMany(retry_after=ceil(self._began[key] + WINDOW_SECONDS - at))
        self._counts[key] += 1

    def _forget_minutes_over(self, at: float) -> None:
        while self._began:
            oldest = next(iter(self._began))
            if at < self._began[oldest] + WINDOW_SECONDS:
                return
            self._forget(oldest)

    def _forget(self, key: str) -> None:
        del self._began[key], self._counts[key]


class SendLimits:
    """The three counts that a send must pass."""

    def __init__(self, *, per_address: int, per_survey: int) -> None:
        self._addresses = Rate(per_address)
        self._surveys = Rate(per_survey)
        self._invitations = Rate(_SENDS_PER_INVITATION)

    def count(self, *, address: str | None, survey: str, invitation: str | None, at: float) -> None:
        """Count one send; `address` is one of `counted_address`.

        Raises:
            TooMany: too much was sent within a minute.
        """
        if address:
            self._addresses.count(address, at=at)
        if invitation:
            self._invitations.count(invitation[:64], at=at)
        self._surveys.count(survey, at=at)


def counted_address(scope: Mapping[str, Any]) -> str | None:
    """Return what stands for who sends: an IPv4 address, or the /64 network of an IPv6 one.

    None for the machine itself, which is its administrator, or a proxy that does not say whom
    it sends for: everybody would share one count.
    """
    host = scope["client"][0] if scope["client"] else ""
    key = address_key(host)
    return None if key.startswith("127.") or host == "::1" else key[:64] or None
