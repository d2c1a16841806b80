"""Hash passwords with argon2id, out of the event loop and few at once.

One hash takes 64 MiB for as long as it is made (RFC 9106, section 4, second recommended option),
so a flood of sign-ins waits in a short line, and what does not fit there is told to come again.
"""

import asyncio
import secrets
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.errors import TooMany
from surveys.passwords import LONGEST, password_as_typed

_T = TypeVar("_T")

_SOON_SECONDS = 5


class Passwords:
    """Makes and compares hashes of passwords."""

    def __init__(
        self, *, memory_kib: int = 65_536, passes: int = 3, at_once: int = 2, most_waiting: int = 30
    ) -> None:
        """Take `memory_kib` and `passes` for a hash; let `most_waiting` wait for their turn."""
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=4)
        self._nobodys = _hash_of_nothing(self._hasher)
        self._at_once = at_once
        self._most = at_once + most_waiting
        self._busy = 0
        self._counting = Lock()
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="password")

    async def hashed(self, password: str) -> str:
        """Return what is kept of a password.

        Raises:
            TooMany: too many are being hashed.
        """
        return await self._in_turn(lambda: self._hasher.hash(password_as_typed(password)))

    async def fits(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one that is kept; without one, no, as slowly.

        Raises:
            TooMany: too many are being compared.
        """
        return await self._in_turn(lambda: self._compare(kept, password))

    def is_dated(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than those of today."""
        return self._hasher.check_needs_rehash(kept)

    def _compare(self, kept: str | None, password: str) -> bool:
        typed = password_as_typed(password[: LONGEST + 1])
        try:
            self._hasher.verify(kept or self._nobodys, typed)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    async def _in_turn(self, work: Callable[[], _T]) -> _T:
        with self._counting:
            if self._busy >= self._most:
                raise TooMany(retry_after=_SOON_SECONDS)
            self._busy += 1
        made = self._pool.submit(work)
        made.add_done_callback(self._done)  # not when who asked goes away: the memory is still held
        return await asyncio.wrap_future(made)

    def _done(self, _: Future[_T]) -> None:
        with self._counting:
            self._busy -= 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pool.shutdown()


def _hash_of_nothing(hasher: PasswordHasher) -> str:
    """Return a hash that no password has, with the parameters of `hasher`."""
    salt, made = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=")
        for size in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${made}"
