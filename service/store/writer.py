"""Commit submissions in groups.

DuckDB commits a hundred rows about as fast as one, and a commit returns only
when it is on disk. So requests queue here, one thread takes all that are
waiting, writes them in one transaction, and then answers them all. While it
commits, the next group gathers: the busier the service, the larger the groups,
with no timer to tune.

A personal link is marked as used in the transaction that stores what came through it:
no answer without its mark, no mark without its answer. Then the file forgets which of
the two came together (docs/decisions/invitations.md).
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self
from uuid import UUID

import duckdb

from service.store import submissions as store
from service.store.database import Database
from service.store.invitations import Claim, InvitationRefused, forget_order, spend
from service.store.submissions import NotStored, SubmissionIdTaken
from surveys.submissions import AcceptedSubmission

_PATIENCE_SECONDS = 0.05
"""How long what is to be forgotten waits for readers before it is tried again."""


class _Waiting(NamedTuple):
    submission: AcceptedSubmission
    invitation: str | None
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[None]


class _Stored(NamedTuple):
    submissions: Mapping[UUID, AcceptedSubmission]
    """What now stands under each id."""
    refused: Mapping[UUID, InvitationRefused]


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
        self._to_forget = True  # a killed process may have left something
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="submission-writer")

    async def store(self, submission: AcceptedSubmission, *, invitation: str | None = None) -> None:
        """Return once `submission` is safe on disk, or was already.

        Args:
            submission: What to store.
            invitation: The hash of the personal link it came through, if it has to be one:
                the link is used up by it.

        Raises:
            SubmissionIdTaken: another submission has its id.
            InvitationRefused: there is no such link, or it was used before.
            NotStored: the disk did not take it.
        """
        loop = asyncio.get_running_loop()
        stored: asyncio.Future[None] = loop.create_future()
        self._queue.put(_Waiting(submission, invitation, loop, stored))
        await stored

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
                loop.call_soon_threadsafe(_settle, loop, group, outcomes)
            self._forget()
        self._forget()

    def _next_group(self) -> list[_Waiting]:
        """Wait for one request and take all behind it. Empty when it is time to stop."""
        group: list[_Waiting] = []
        while (waiting := self._next()) is not None:
            group.append(waiting)
            if self._queue.empty() or len(group) == self._largest_group:
                return group
        if group:
            self._queue.put(None)  # stop after this group
        return group

    def _next(self) -> _Waiting | None:
        while self._to_forget:
            try:
                return self._queue.get(timeout=_PATIENCE_SECONDS)
            except Empty:
                self._forget()
        return self._queue.get()

    def _forget(self) -> None:
        """Let the file forget what came together, once nobody waits for it."""
        if not self._to_forget:
            return
        try:
            self._to_forget = not forget_order(self._database)
        except duckdb.Error as error:
            self._give_up(error)
            self._to_forget = not self._dead

    def _give_up(self, error: Exception) -> None:
        if isinstance(error, duckdb.FatalException) and not self._dead:
            self._dead = True
            self._on_fatal()

    def _commit(self, group: Sequence[_Waiting]) -> list[Exception | None]:
        """Return what went wrong for each of `group`; None: it is on disk."""
        try:
            stored = _store(self._database, group)
        except Exception as error:  # noqa: BLE001 -- each waiting request must hear of it
            self._give_up(error)
            failure = NotStored(str(error))
            failure.__cause__ = error
            return [failure] * len(group)
        self._to_forget |= any(waiting.invitation for waiting in group)
        return [_outcome(waiting.submission, stored) for waiting in group]


def _store(database: Database, group: Sequence[_Waiting]) -> _Stored:
    """Store each id once, the first submission winning."""
    first: dict[UUID, _Waiting] = {}
    for waiting in group:
        first.setdefault(waiting.submission.submission_id, waiting)
    wanted = {each: waiting.submission for each, waiting in first.items()}
    if not any(waiting.invitation for waiting in first.values()):
        try:
            with database.transaction() as cursor:
                store.insert(cursor, list(wanted.values()))
        except duckdb.ConstraintException:
            pass  # one of them is there already
        else:
            return _Stored(wanted, {})
    with database.transaction() as cursor:
        known = store.known(cursor, wanted)
        refused = spend(
            cursor,
            {
                each: Claim(waiting.submission.survey, waiting.invitation)
                for each, waiting in first.items()
                if waiting.invitation and each not in known
            },
        )
        if new := [wanted[each] for each in wanted if each not in known and each not in refused]:
            store.insert(cursor, new)
    return _Stored(wanted | known, refused)


def _outcome(submission: AcceptedSubmission, stored: _Stored) -> Exception | None:
    """Return what went wrong; None: it is on disk."""
    submission_id = submission.submission_id
    if submission_id in stored.refused:
        return stored.refused[submission_id]
    if store.same(submission, stored.submissions[submission_id]):
        return None
    return SubmissionIdTaken(submission_id)


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
