"""Limit how often one address may fail."""

import math
from collections import OrderedDict, deque
from ipaddress import IPv6Address, IPv6Network, ip_address
from threading import Lock

from service.errors import TooMany


class Attempts:
    """The recent failures of each key, in memory: a restart forgets them.

    Only failures count, so that many people behind one address do not lock each other
    out by being right.
    """

    def __init__(self, *, most: int = 10, window: float = 60.0, most_keys: int = 10_000) -> None:
        """Allow `most` failures in any `window` seconds; remember the latest `most_keys` keys."""
        self._most = most
        self._window = window
        self._most_keys = most_keys
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()  # the latest to fail last
        self._lock = Lock()

    def check(self, key: str, *, at: float) -> None:
        """Let `key` try, at `at` seconds on a clock that never goes back.

        Raises:
            TooMany: it failed too often.
        """
        with self._lock:
            failures = self._recent(key, at)
            if len(failures) >= self._most:
                raise TooMany(retry_after=math.ceil(failures[0] + self._window - at))

    def failed(self, key: str, *, at: float) -> None:
        """Count a failure of `key`; the key that has rested longest gives way to a new one."""
        with self._lock:
            self._count(key, self._recent(key, at), at)

    def begin(self, key: str, *, at: float) -> None:
        """Count a try as failed until it is known not to: many at once do not get past the limit.

        Raises:
            TooMany: it failed too often.
        """
        with self._lock:
            failures = self._recent(key, at)
            if len(failures) >= self._most:
                raise TooMany(retry_after=math.ceil(failures[0] + self._window - at))
            self._count(key, failures, at)

    def take_back(self, key: str) -> None:
        """Count one failure of `key` less: the try was right."""
        with self._lock:
            if failures := self._failures.get(key):
                failures.pop()

    def forget(self, key: str) -> None:
        """Count no failure of `key` any more."""
        with self._lock:
            self._failures.pop(key, None)

    def _count(self, key: str, failures: deque[float], at: float) -> None:
        failures.append(at)
        self._failures[key] = failures
        self._failures.move_to_end(key)
        if len(self._failures) > self._most_keys:
            self._failures.popitem(last=False)

    def _recent(self, key: str, at: float) -> deque[float]:
        failures = self._failures.get(key, deque(maxlen=self._most))
        while failures and failures[0] <= at - self._window:
            failures.popleft()
        return failures


def address_key(host: str) -> str:
    """Return what counts as one address: an IPv4, or the 64 bits of IPv6 that one line is given.

    A host without an IP address (a Unix socket, a test) is one too.
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))
