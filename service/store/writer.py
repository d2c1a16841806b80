"""Commit submissions in groups.

DuckDB commits a hundred rows about as fast as one, and a commit returns only
when it is on disk. So requests queue here, one thread takes all that are
waiting, writes them in one transaction, and then answers them all. While it
commits, the next group gathers: the busier the service, the larger the groups,
with no timer to tune.

A personal link is marked as used in the transaction that stores what came through it:
no answer without its mark, no mark without its answer. Then the file forgets which of
the two came together (docs/decisions/invitations.md).

How often forms are opened and started is counted in memory, and written every few seconds in a
transaction of its own, after whoever waits was answered (docs/decisions/openings.md).

What participants change later waits in the same queue, for a transaction of its own: a
correction never races what it corrects, nor an erasure a late copy of what it erases.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from math import inf
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self, TypeAlias
from uuid import UUID

import duckdb

from analysis.inputs import Openings
from service.logs import spoken
from service.store import openings, receipts
from service.store import submissions as store
from service.store.anonymising import anonymise
from service.store.arrivals import Arrived, Stored, store_once
from service.store.counts import Change
from service.store.database import Database, DatabaseMoved
from service.store.invitations import forget_order
from service.store.submissions import (
    NotStored,
    StoreError,
    SubmissionErased,
    SubmissionIdTaken,
)
from surveys.submissions import AcceptedSubmission
from surveys.survey import Survey
from surveys.texts import Code

logger = logging.getLogger(__name__)

_Make: TypeAlias = Callable[[duckdb.DuckDBPyConnection], Change]

_PATIENCE_SECONDS = 0.05
"""How long what is to be forgotten waits for readers before it is tried again."""

COUNTING_SECONDS = 2.0
"""How long counted openings gather before they are written; a crash loses as much."""

_LONGEST_LOG = 16_000_000
"""Bytes; a start after a crash reads that much, in about a second."""


class _Waiting(NamedTuple):
    submission: AcceptedSubmission
    invitation: str | None
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[Exception | None]
    """What went wrong; None: it is on disk."""


class _Changing(NamedTuple):
    make: _Make
    erases: UUID | None
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[Exception | None]


class _Counting(NamedTuple):
    """Says that openings wait to be written; nobody waits for it."""


class SubmissionWriter:
    """The only writer of submissions while the service runs. Use it as a context manager.

    `on_fatal` is called, once, when DuckDB has declared the open file unusable (its disk
    failed), or when the file is no longer where it was: it then takes nothing more until
    the file is opened again. What is counted gathers for `counting_seconds`.
    """

    def __init__(
        self,
        database: Database,
        *,
        largest_group: int,
        on_fatal: Callable[[], None],
        counting_seconds: float = COUNTING_SECONDS,
    ) -> None:
        self._database = database
        self._largest_group = largest_group
        self._on_fatal = on_fatal
        self._counting_seconds = counting_seconds
        self._dead = False
        self._to_forget = True  # a killed process may have left something
        self._erased: set[UUID] = set()
        self._openings = openings.OpeningCounts()
        self._openings_due = inf
        self._queue: SimpleQueue[_Waiting | _Changing | _Counting | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="submission-writer")

    async def store(self, submission: AcceptedSubmission, *, invitation: str | None = None) -> None:
        """Return once `submission` is safe on disk, or was already.

        Args:
            submission: What to store.
            invitation: The hash of the personal link it came through, if it has to be one:
                the link is used up by it.

        Raises:
            SubmissionIdTaken: another submission has its id.
            SubmissionErased: it was stored before, and its participant erased it.
            InvitationRefused: there is no such link, or it was used before.
            NotStored: the disk did not take it.
        """
        (refused,) = await self.store_all([Arrived(submission, invitation)])
        if refused:
            raise refused

    async def store_all(self, arrived: Sequence[Arrived]) -> list[Exception | None]:
        """Return, by what arrived, what `store` raises of it; None once it is safe on disk."""
        loop = asyncio.get_running_loop()
        waiting = [_Waiting(*each, loop, loop.create_future()) for each in arrived]
        for each in waiting:
            self._queue.put(each)
        return [await each.stored for each in waiting]

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

    async def erase_text(self, submission_id: UUID, question: Code) -> None:
        """Return once nothing is left of what was written to a question. Raises as `correct`."""
        await self._make(
            partial(receipts.erase_text, submission_id=submission_id, question=question)
        )

    async def anonymise(self, survey: Survey, *, at: datetime) -> None:
        """Return once only counts are left of a survey. Raises NotStored."""
        await self._make(partial(anonymise, survey=survey, at=at))

    def count(self, survey: str, *, opened: int = 0, started: int = 0) -> None:
        """Count that a form was opened or started; it is on disk a little later, or never."""
        if self._openings.add(survey, Openings(opened, started)):
            self._queue.put(_Counting())

    async def _make(self, make: _Make, *, erases: UUID | None = None) -> None:
        loop = asyncio.get_running_loop()
        changed: asyncio.Future[Exception | None] = loop.create_future()
        self._queue.put(_Changing(make, erases, loop, changed))
        if refused := await changed:
            raise refused

    @property
    def is_tidy(self) -> bool:
        """Whether the file has forgotten what came together in it."""
        return not self._to_forget

    def check(self) -> None:
        """Raises NotStored: nothing can be stored any more."""
        try:
            self._database.check_in_place()
        except DatabaseMoved as error:
            raise NotStored(str(error)) from error
        if self._dead or not self._thread.is_alive():
            raise NotStored("the writer has stopped")

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
                match each:
                    case _Waiting():
                        new.append(each)
                    case _Changing():
                        self._commit(new)  # in the order they came
                        new = []
                        self._change(each)
                    case _Counting():
                        self._openings_due = time.monotonic() + self._counting_seconds
            self._commit(new)
            self._tidy_up()
        self._openings_due = 0.0  # now
        self._tidy_up()

    def _next_group(self) -> list[_Waiting | _Changing | _Counting]:
        """Wait for one request and take all behind it. Empty when it is time to stop."""
        group: list[_Waiting | _Changing | _Counting] = []
        while (waiting := self._next()) is not None:
            group.append(waiting)
            if self._queue.empty() or len(group) == self._largest_group:
                return group
        if group:
            self._queue.put(None)  # stop after this group
        return group

    def _next(self) -> _Waiting | _Changing | _Counting | None:
        while (patience := self._patience()) < inf:
            try:
                return self._queue.get(timeout=patience)
            except Empty:
                self._tidy_up()
        return self._queue.get()

    def _patience(self) -> float:
        """Return for how many seconds to wait for requests before something else is done."""
        if self._to_forget:
            return _PATIENCE_SECONDS
        return max(0.0, self._openings_due - time.monotonic())

    def _tidy_up(self) -> None:
        """Do what nobody waits for."""
        self._write_openings()
        self._forget()
        self._shorten_log()

    def _write_openings(self) -> None:
        """Write what was counted, if it is time; its log is not left lying about either."""
        if time.monotonic() < self._openings_due:
            return
        self._openings_due = inf
        if not (counted := self._openings.take()):
            return
        try:
            again = partial(openings.add, counts=counted)
            with self._database.transaction(again=again) as cursor:
                again(cursor)
        except duckdb.Error as error:  # a full disk, for one: a few openings are not worth more
            self._give_up(error)
        else:
            self._to_forget = True

    def _forget(self) -> None:
        """Let the file forget what came together, once nobody waits for it."""
        if not self._to_forget:
            return
        try:
            self._to_forget = not forget_order(self._database)
        except duckdb.Error as error:
            self._give_up(error)
            self._to_forget = not self._dead

    def _shorten_log(self) -> None:
        """Write a log that has become long into the tables, if its readers and the disk allow."""
        if self._dead or self._database.log_size < _LONGEST_LOG:
            return
        try:
            self._database.checkpoint()
        except duckdb.Error as error:
            self._give_up(error)

    def _commit(self, group: Sequence[_Waiting]) -> None:
        """Store a group of new submissions in one transaction, and answer them all."""
        try:
            with self._database.counts.changing() as changes:
                stored = store_once(
                    self._database,
                    [
                        Arrived(each.submission, each.invitation)
                        for each in group
                        if each.submission.submission_id not in self._erased
                    ],
                )
                changes += [Change(None, each) for each in stored.new]
            self._database.check_in_place()
        except Exception as error:  # noqa: BLE001 -- each waiting request must hear of it
            outcomes: list[Exception | None] = [self._not_stored(error)] * len(group)
        else:
            self._to_forget |= any(waiting.invitation for waiting in group)
            outcomes = [self._outcome(waiting.submission, stored) for waiting in group]
        _answer(group, outcomes)

    def _outcome(self, submission: AcceptedSubmission, stored: Stored) -> Exception | None:
        """Return what went wrong; None: it is on disk."""
        submission_id = submission.submission_id
        if submission_id in self._erased:
            return SubmissionErased(submission_id)
        if submission_id in stored.refused:
            return stored.refused[submission_id]
        if store.same(submission, stored.submissions[submission_id]):
            return None
        return SubmissionIdTaken(submission_id)

    def _change(self, waiting: _Changing) -> None:
        """Make one change in a transaction of its own, and answer it."""
        outcome: Exception | None = None
        try:
            with self._database.rewriting, self._database.counts.changing() as changes:
                with self._database.transaction(again=waiting.make) as cursor:
                    change = waiting.make(cursor)
                changes.append(change)
            self._database.check_in_place()
        except StoreError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 -- the waiting request must hear of it
            outcome = self._not_stored(error)
        else:
            if waiting.erases:
                self._erased.add(waiting.erases)
                self._to_forget = True
        _answer([waiting], [outcome])

    def _not_stored(self, error: Exception) -> NotStored:
        """Return what to answer when DuckDB took nothing."""
        self._give_up(error)
        failure = NotStored(str(error))
        failure.__cause__ = error
        return failure

    def _give_up(self, error: Exception) -> None:
        """Tell `on_fatal` if nothing will ever be taken again."""
        if isinstance(error, duckdb.FatalException | DatabaseMoved) and not self._dead:
            self._dead = True
            why = str(error) if isinstance(error, DatabaseMoved) else spoken(error)
            logger.error("nothing more can be stored, and the service stops: %s", why)
            self._on_fatal()


def _answer(group: Sequence[_Waiting | _Changing], outcomes: Sequence[Exception | None]) -> None:
    for loop in {waiting.loop for waiting in group}:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_settle, loop, group, outcomes)


def _settle(
    loop: asyncio.AbstractEventLoop,
    group: Sequence[_Waiting | _Changing],
    outcomes: Sequence[Exception | None],
) -> None:
    for waiting, outcome in zip(group, outcomes, strict=True):
        if waiting.loop is loop and not waiting.stored.done():
            waiting.stored.set_result(outcome)
