"""Slow robots down, refuse nobody: what comes sooner than a person can send is held until then.

Each form carries when it was opened, signed by this process. A send that is early waits; one
whose mark is missing, made up, or of an earlier process counts as opened just now. Nothing of
it is stored or logged.
"""

import asyncio
import hmac
import time
from math import ceil
from uuid import UUID

_MOST_HELD = 256  # at once, with bodies of up to 256 kB: more pass at once, memory is bounded


class Holding:
    """Marks forms when they are opened, and holds what is sent too early.

    Args:
        key: Signs the marks; random, made once a process.
        shortest: Seconds from opening a form to storing what it sends.
    """

    def __init__(self, *, key: bytes, shortest: float) -> None:
        self._key = key
        self._shortest = shortest
        self._held = 0

    def mark(self, submission_id: UUID, *, at: float) -> str:
        """Return what a form opened at `at`, in seconds since 1970, carries until it is sent."""
        seconds = str(ceil(at))
        return f"{seconds}-{self._signed(submission_id, seconds)}"

    def early_by(self, mark: str, submission_id: UUID, *, at: float) -> float:
        """Return how many seconds what arrives at `at` has to wait: at most the shortest time."""
        seconds, _, signature = mark.partition("-")
        expected = self._signed(submission_id, seconds)
        if not hmac.compare_digest(signature.encode(), expected.encode()):
            return self._shortest
        return min(max(int(seconds) + self._shortest - at, 0.0), self._shortest)

    async def hold(self, mark: str, submission_id: UUID) -> None:
        """Wait as long as it came early, unless too many wait already.

        A robot must not keep people out.
        """
        seconds = self.early_by(mark, submission_id, at=time.time())
        if not seconds or self._held >= _MOST_HELD:
            return
        self._held += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self._held -= 1

    def _signed(self, submission_id: UUID, seconds: str) -> str:
        said = submission_id.bytes + seconds.encode()
        return hmac.new(self._key, said, "sha256").hexdigest()[:32]
