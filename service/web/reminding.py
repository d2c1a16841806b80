"""Send the reminders of a survey one after the other, each at most once a day.

Who is written to stands in memory only, for as long as it takes. What the file keeps is which
links were reminded today: so a list that is sent again after a stop goes on where it ended.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from litestar.concurrency import sync_to_thread

from dashboards.mails import Mail, MailFault
from service.mail import Line, Mailer, MailNotSent
from service.store import reminders as store
from service.store.database import Database
from surveys.texts import Slug

PAUSE_SECONDS: Final = 0.2
"""Between two e-mails: mail servers slow down or shut out who sends faster."""

_PERSONAL: Final[frozenset[MailFault]] = frozenset({"recipient", "refused"})
"""What goes wrong with one e-mail, and not with the next."""
_UNSURE: Final[frozenset[MailFault]] = frozenset({"slow"})
"""What may have left all the same: better none than two."""


class ToRemind(NamedTuple):
    token_hash: str
    line: int
    """Of the list; 0: of none."""
    mail: Mail


@dataclass
class Round:
    """One sending of reminders, as far as it is."""

    total: int
    already: int = 0
    """Reminded earlier that day."""
    sent: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)
    """Line and address of those to whom nothing left; 0: of no list."""
    stopped: MailFault | None = None
    """Why the rest was not tried."""
    running: bool = True

    @property
    def progress(self) -> float:
        """From 0 to 1."""
        done = self.already + self.sent + len(self.failed)
        return done / self.total if self.total else 1.0


class Reminders:
    """Sends rounds of reminders, one at a time for each survey."""

    def __init__(self, database: Database, mailer: Mailer) -> None:
        self._database = database
        self._mailer = mailer
        self._rounds: dict[Slug, Round] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def can_send(self) -> bool:
        return self._mailer.can_send

    def latest(self, survey: Slug) -> Round | None:
        """Return the latest round since the service started."""
        return self._rounds.get(survey)

    def begin(self, survey: Slug, everybody: Sequence[ToRemind], day: date) -> Round:
        """Send to everybody who got nothing on this day; a round that runs goes on instead."""
        now = self._rounds.get(survey)
        if now and now.running:
            return now
        begun = self._rounds[survey] = Round(total=len(everybody))
        task = asyncio.create_task(self._run(begun, everybody, day))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return begun

    async def stop(self) -> None:
        """Stop after the e-mail that is on its way."""
        for each in self._rounds.values():
            each.running = False
        await asyncio.gather(*self._tasks)

    async def _run(self, now: Round, everybody: Sequence[ToRemind], day: date) -> None:
        try:
            before = await sync_to_thread(self._before, everybody, day)
            now.already = len(before)
            waiting = [each for each in everybody if each.token_hash not in before]
            while waiting and now.stopped is None:
                sent = now.sent
                async with self._mailer.line() as line:
                    fault = await self._over(line, now, waiting, day)
                if now.sent == sent:  # a line that took something is opened once more
                    now.stopped = fault
        except MailNotSent as error:
            now.stopped = error.fault
        finally:
            now.running = False

    async def _over(
        self, line: Line, now: Round, waiting: list[ToRemind], day: date
    ) -> MailFault | None:
        """Send over one line while it takes e-mails; return why it takes no more."""
        while waiting and now.running:
            fault = await self._one(line, now, waiting[0], day)
            if fault is not None and fault not in _PERSONAL | _UNSURE:
                return fault
            waiting.pop(0)
            if fault in _UNSURE:
                return fault
            await asyncio.sleep(PAUSE_SECONDS)
        waiting.clear()
        return None

    async def _one(self, line: Line, now: Round, each: ToRemind, day: date) -> MailFault | None:
        """Send one, noted before it leaves: cut short, it is not sent again that day."""
        await sync_to_thread(self._note, each, day)
        try:
            await line.send(each.mail)
        except MailNotSent as error:
            if error.fault in _PERSONAL | _UNSURE:
                now.failed.append((each.line, each.mail.to))
            if error.fault not in _UNSURE:
                await sync_to_thread(self._take_back, each, day)
            return error.fault
        now.sent += 1
        return None

    def _before(self, everybody: Sequence[ToRemind], day: date) -> frozenset[str]:
        with self._database.transaction() as cursor:
            store.forget_other_days(cursor, day)
            return store.reminded(cursor, [each.token_hash for each in everybody], day)

    def _note(self, each: ToRemind, day: date) -> None:
        with self._database.transaction() as cursor:
            store.note_reminded(cursor, each.token_hash, day)

    def _take_back(self, each: ToRemind, day: date) -> None:
        with self._database.transaction() as cursor:
            store.take_back_reminded(cursor, each.token_hash, day)
