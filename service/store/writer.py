"""Commit submissions in groups.

DuckDB commits a hundred rows about as fast as one, and a commit returns only
when it is on disk. So requests queue here, one thread takes all that are
waiting, writes them in one transaction, and then answers them all. While it
commits, the next group gathers: the busier the service, the larger the groups,
with no timer to tune.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self
from uuid import UUID

import duckdb

from service.store import submissions as store
from service.store.database import Database, DatabaseMoved
from service.store.submissions import NotStored, SubmissionIdTaken
from surveys.submissions import AcceptedSubmission


class _Waiting(NamedTuple):
    submission: AcceptedSubmission
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[None]


class SubmissionWriter:
    """The only writer of submissions while the service runs. Use it as a context manager.

    `on_fatal` is called, once, when DuckDB has declared the open file unusable (its disk
    failed), or when the file is no longer where it was: it then takes nothing more until
    the file is opened again.
    """

    def __init__(
        self, database: Database, *, largest_group: int, on_fatal: Callable[[], None]
    ) -> None:
        self._database = database
        self._largest_group = largest_group
        self._on_fatal = on_fatal
        self._dead = False
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="submission-writer")

    async def store(self, submission: AcceptedSubmission) -> None:
        """Return once `submission` is safe on disk, or was already.

        Raises:
            SubmissionIdTaken: another submission has its id.
            NotStored: the disk did not take it.
        """
        loop = asyncio.get_running_loop()
        stored: asyncio.Future[None] = loop.create_future()
        self._queue.put(_Waiting(submission, loop, stored))
        await stored

    def check(self) -> None:
        """Raises NotStored: nothing can be stored any more."""
        try:
            self._database.check_in_place()
        except DatabaseMoved as error:
            raise NotStored(str(error)) from error
        if self._dead or not self._thread.is_alive():
            raise NotStored("the writer has stopped")

    def __enter__(self) -> Self:
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
            outcomes = self._commit(group)
            for loop in {waiting.loop for waiting in group}:
                with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                    loop.call_soon_threadsafe(_settle, loop, group, outcomes)

    def _next_group(self) -> list[_Waiting]:
        """Wait for one request and take all behind it. Empty when it is time to stop."""
        group: list[_Waiting] = []
        while (waiting := self._queue.get()) is not None:
            group.append(waiting)
            if self._queue.empty() or len(group) == self._largest_group:
                return group
        if group:
            self._queue.put(None)  # stop after this group
        return group

    def _commit(self, group: Sequence[_Waiting]) -> list[Exception | None]:
        """Return what went wrong for each of `group`; None: it is on disk."""
        wanted = [waiting.submission for waiting in group]
        try:
            stored = _store(self._database, wanted)
            self._database.check_in_place()
        except Exception as error:  # noqa: BLE001 -- each waiting request must hear of it
            if isinstance(error, duckdb.FatalException | DatabaseMoved) and not self._dead:
                self._dead = True
                self._on_fatal()
            failure = NotStored(str(error))
            failure.__cause__ = error
            return [failure] * len(wanted)
        return [
            None
            if store.same(submission, stored[submission.submission_id])
            else SubmissionIdTaken(submission.submission_id)
            for submission in wanted
        ]


def _store(
    database: Database, wanted: Sequence[AcceptedSubmission]
) -> Mapping[UUID, AcceptedSubmission]:
    """Store each id once, the first submission winning. Return what now stands under each id."""
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
    group: Sequence[_Waiting],
    outcomes: Sequence[Exception | None],
) -> None:
    for waiting, outcome in zip(group, outcomes, strict=True):
        if waiting.loop is loop and not waiting.stored.done():
            if outcome is None:
                waiting.stored.set_result(None)
            else:
                waiting.stored.set_exception(outcome)
