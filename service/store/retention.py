"""The clock that anonymises surveys on the day that their participants were told.

What it does cannot be undone, so a clock that is wrong must not do it: a survey is noted a day
before it is due, and anonymised only once it has been noted for a day. A clock that jumps ahead and
is put right within a day harms nothing; one that goes back only waits, and the note is forgotten.
"""

import asyncio
import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from types import TracebackType
from typing import Self

import duckdb

from service.store.anonymising import forget_note, note, noted, register
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.submissions import NotStored
from service.store.writer import SubmissionWriter
from surveys.survey import Survey
from surveys.texts import Slug

logger = logging.getLogger(__name__)

GRACE = timedelta(days=1)
"""For how long a survey is at least noted before it is anonymised."""

_LOOK_SECONDS = 3_600.0
_AHEAD = GRACE + timedelta(seconds=_LOOK_SECONDS)
"""So long before it is due a survey is noted, at one look or the next."""


class RetentionClock:
    """Looks once an hour, and once at the start. Use it as a context manager."""

    def __init__(
        self,
        catalogue: Catalogue,
        database: Database,
        writer: SubmissionWriter,
    ) -> None:
        self._catalogue = catalogue
        self._database = database
        self._writer = writer
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="retention-clock")

    def look(self, *, at: datetime) -> list[Slug]:
        """Note which surveys are nearly due, anonymise what is due; return that.

        Raises:
            NotStored: the disk did not take it; it is tried again at the next look.
        """
        surveys = [setup.survey for setup in self._catalogue.now.setups.values()]
        with self._database.reading() as cursor:
            seen, done = noted(cursor), {each.survey for each in register(cursor)}
        near = [each for each in surveys if each.slug not in done and _is_due(each, at + _AHEAD)]
        self._note(seen, {each.slug for each in near}, at=at)
        ripe = [
            each
            for each in near
            if _is_due(each, at) and each.slug in seen and seen[each.slug] <= at - GRACE
        ]
        for survey in ripe:
            asyncio.run(self._writer.anonymise(survey, at=at))
            self._database.telling.forget(survey.slug)
            logger.warning(
                "the survey %s was anonymised, as those who answered it were told", survey.slug
            )
        return [survey.slug for survey in ripe]

    def _note(self, seen: Collection[Slug], due: Collection[Slug], *, at: datetime) -> None:
        if not set(seen) ^ set(due):
            return
        with self._database.transaction() as cursor:
            for survey in sorted(set(due) - set(seen)):
                note(cursor, survey, at=at)
            for survey in sorted(set(seen) - set(due)):
                forget_note(cursor, survey)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                self.look(at=datetime.now(UTC))
            except (duckdb.Error, NotStored):
                logger.exception("surveys could not be looked through: it is tried again")
            if self._stopping.wait(_LOOK_SECONDS):
                return


def _is_due(survey: Survey, at: datetime) -> bool:
    return survey.kept_until is not None and survey.kept_until <= at
