"""Find the answers that stand under a receipt, and tell nothing of any other."""

import asyncio
import time
from typing import Any

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection

from service.store import receipts
from service.store.database import Database
from service.store.receipts import ReceiptUnknown
from service.web.limits import Attempts, address_key
from surveys.receipts import read_receipt, receipt_hash
from surveys.submissions import AcceptedSubmission

WRONG_CODES = 30
"""Most wrong codes of one address in a minute.

A classroom of 200 behind one address gets through with a few typing errors; guessing gets
nowhere: with 100,000 answers stored, a thousand addresses that guess for a year make
1,000 × 30 × 525,600 = 1.6e10 guesses at 100,000 of 2^60 = 1.2e18 codes, and find one in 700 years.
"""


class ReceiptFinder:
    """Looks codes up, one after the other, so that no burst of guesses gets past the limit."""

    def __init__(self, database: Database, attempts: Attempts) -> None:
        self._database = database
        self._attempts = attempts
        self._looking = asyncio.Lock()

    async def find(
        self, typed: str, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AcceptedSubmission:
        """Return the submission under the code that came over `connection`.

        What cannot be a code is looked up as well: it takes as long as a wrong one.

        Raises:
            TooMany: too many wrong codes came from there. A right one has to wait too:
                otherwise the limit would only hide from guessers that they failed.
            ReceiptUnknown: nothing stands under it.
        """
        key = address_key(connection.client.host if connection.client else "")
        self._attempts.check(key, at=time.monotonic())
        async with self._looking:
            self._attempts.check(key, at=time.monotonic())
            found = await sync_to_thread(self._look_up, typed)
            if found is None:
                self._attempts.failed(key, at=time.monotonic())
                raise ReceiptUnknown
        return found

    def _look_up(self, typed: str) -> AcceptedSubmission | None:
        with self._database.cursor() as cursor:
            return receipts.find(cursor, receipt_hash(read_receipt(typed) or typed))
