"""Commit submissions in groups.

DuckDB commits a hundred rows about as fast as one, and a commit returns only
when it is on disk. So requests queue here, one thread takes all that are
waiting, writes them in one transaction, and then answers them all. While it
commits, the next group gathers: the busier the service, the larger the groups,
with no timer to tune.

What participants change later waits in the same queue, for a transaction of its own: a
correction never races what it corrects, nor an erasure a late copy of what it erases.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self, TypeAlias
from uuid import UUID

import duckdb

from service.store import receipts
from service.store import submissions as store
from service.store.database import Database
from service.store.submissions import (
    NotStored,
    StoreError,
    SubmissionErased,
    SubmissionIdTaken,
)
from surveys.submissions import AcceptedSubmission

logger = logging.getLogger(__name__)

_Change: TypeAlias = Callable[[duckdb.DuckDBPyConnection], None]


class _Waiting(NamedTuple):
    submission: AcceptedSubmission
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[None]


class _Changing(NamedTuple):
    change: _Change
    erases: UUID | None
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[None]


class SubmissionWriter:
    """The only writer of submissions while the service runs. Use it as a context manager.

    `on_fatal` is called, once, when DuckDB has declared the open file unusable
    (its disk failed): it then takes nothing more until the file is opened again.
    """

    def __init__(
        self, database: Database, *, largest_group: int, on_fatal: Callable[[], None]
    ) -> None:
        self._database = database
        self._largest_group = largest_group
        self._on_fatal = on_fatal
        self._dead = False
        self._erased: set[UUID] = set()
        self._queue: SimpleQueue[_Waiting | _Changing | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="submission-writer")

    async def store(self, submission: AcceptedSubmission) -> None:
        """Return once `submission` is safe on disk, or was already.

        Raises:
            SubmissionIdTaken: another submission has its id.
            SubmissionErased: it was stored before, and its participant erased it.
            NotStored: the disk did not take it.
        """
        loop = asyncio.get_running_loop()
        stored: asyncio.Future[None] = loop.create_future()
        self._queue.put(_Waiting(submission, loop, stored))
        await stored

    async def correct(self, corrected: AcceptedSubmission) -> None:
        """Return once `corrected` stands on disk in the place of what had its id.

        Raises:
            SubmissionErased: there is nothing to correct any more.
            NotStored: the disk did not take it; what was there stays.
        """
        await self._make(partial(receipts.correct, corrected=corrected))

    async def allow_quotes(self, submission_id: UUID, *, quotable: bool) -> None:
        """Return once it is on disk whether comments may be quoted. Raises as `correct` does."""
        await self._make(
            partial(receipts.allow_quotes, submission_id=submission_id, quotable=quotable)
        )

    async def erase(self, submission_id: UUID) -> None:
        """Return once nothing but its id is left. Raises as `correct` does."""
        change = partial(receipts.erase, submission_id=submission_id)
        await self._make(change, erases=submission_id)

    async def _make(self, change: _Change, *, erases: UUID | None = None) -> None:
        loop = asyncio.get_running_loop()
        stored: asyncio.Future[None] = loop.create_future()
        self._queue.put(_Changing(change, erases, loop, stored))
        await stored

    def __enter__(self) -> Self:
        with self._database.cursor() as cursor:
            self._erased = receipts.erased(cursor)
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Store what is still queued, then stop."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while group := self._next_group():
            new: list[_Waiting] = []
            for each in group:
                if isinstance(each, _Waiting):
                    new.append(each)
                else:
                    self._commit(new)  # in the order they came
                    new = []
                    self._change(each)
            self._commit(new)

    def _next_group(self) -> list[_Waiting | _Changing]:
        """Wait for one request and take all behind it. Empty when it is time to stop."""
        group: list[_Waiting | _Changing] = []
        while (waiting := self._queue.get()) is not None:
            group.append(waiting)
            if self._queue.empty() or len(group) == self._largest_group:
                return group
        if group:
            self._queue.put(None)  # stop after this group
        return group

    def _commit(self, group: Sequence[_Waiting]) -> None:
        """Store a group of new submissions in one transaction, and answer them all."""
        wanted = [waiting.submission for waiting in group]
        try:
            stored = _store(
                self._database, [each for each in wanted if each.submission_id not in self._erased]
            )
        except Exception as error:  # noqa: BLE001 -- each waiting request must hear of it
            outcomes: list[Exception | None] = [self._not_stored(error)] * len(wanted)
        else:
            outcomes = [self._outcome(submission, stored) for submission in wanted]
        for loop in {waiting.loop for waiting in group}:
            loop.call_soon_threadsafe(_settle, loop, group, outcomes)

    def _outcome(
        self, submission: AcceptedSubmission, stored: Mapping[UUID, AcceptedSubmission]
    ) -> Exception | None:
        """Return what went wrong; None: it is on disk."""
        if submission.submission_id in self._erased:
            return SubmissionErased(submission.submission_id)
        if store.same(submission, stored[submission.submission_id]):
            return None
        return SubmissionIdTaken(submission.submission_id)

    def _change(self, waiting: _Changing) -> None:
        """Make one change in a transaction of its own, and answer it."""
        outcome: Exception | None = None
        try:
            with self._database.rewriting, self._database.transaction() as cursor:
                waiting.change(cursor)
        except StoreError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 -- the waiting request must hear of it
            outcome = self._not_stored(error)
        else:
            if waiting.erases:
                self._erased.add(waiting.erases)
        waiting.loop.call_soon_threadsafe(_settle, waiting.loop, [waiting], [outcome])
        if waiting.erases and outcome is None:
            self._checkpoint()

    def _checkpoint(self) -> None:
        """Let what was erased leave the log too, if nothing stands in the way."""
        try:
            with self._database.cursor() as cursor:
                cursor.checkpoint()
        except duckdb.Error as error:
            self._not_stored(error)
            logger.warning("no checkpoint after an erasure: %s", error)

    def _not_stored(self, error: Exception) -> NotStored:
        """Return what to answer when DuckDB took nothing; tell `on_fatal` if it never will."""
        if isinstance(error, duckdb.FatalException) and not self._dead:
            self._dead = True
            self._on_fatal()
        failure = NotStored(str(error))
        failure.__cause__ = error
        return failure


def _store(
    database: Database, wanted: Sequence[AcceptedSubmission]
) -> Mapping[UUID, AcceptedSubmission]:
    """Store each id once, the first submission winning. Return what now stands under each id."""
    if not wanted:
        return {}
    first: dict[UUID, AcceptedSubmission] = {}
    for submission in wanted:
        first.setdefault(submission.submission_id, submission)
    try:
        with database.transaction() as cursor:
            store.insert(cursor, list(first.values()))
    except duckdb.ConstraintException:
        with database.transaction() as cursor:
            known = store.known(cursor, first)
            if new := [each for each in first.values() if each.submission_id not in known]:
                store.insert(cursor, new)
        return first | known
    return first


def _settle(
    loop: asyncio.AbstractEventLoop,
    group: Sequence[_Waiting | _Changing],
    outcomes: Sequence[Exception | None],
) -> None:
    for waiting, outcome in zip(group, outcomes, strict=True):
        if waiting.loop is loop and not waiting.stored.done():
            if outcome is None:
                waiting.stored.set_result(None)
            else:
                waiting.stored.set_exception(outcome)
