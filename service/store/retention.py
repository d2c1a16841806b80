"""The clock that anonymises surveys on the day that their participants were told.

What it does cannot be undone, so a clock that is wrong must not do it: a survey is noted a day
before it is due, and anonymised only once it has been noted for a day. A clock that jumps ahead and
is put right within a day harms nothing; one that goes back only waits, and the note is forgotten.

Nor must a clock do it that is wrong for long. The file keeps when it was last looked through; where
that was more than two weeks ago, or is as far ahead, either the service was off or the clock leapt.
Nobody but people can tell which, so nothing is noted or anonymised until an administrator says that
the clock is right (docs/decisions/anonymising.md).
"""

import asyncio
import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import duckdb

from service.repeated import Repeated
from service.store.anonymising import (
    forget_note,
    last_look,
    note,
    note_look,
    noted,
    register,
)
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.submissions import NotStored
from service.store.writer import SubmissionWriter
from surveys.survey import Survey
from surveys.texts import Slug

logger = logging.getLogger(__name__)

GRACE = timedelta(days=1)
"""For how long a survey is at least noted before it is anonymised."""

PLAUSIBLE = timedelta(days=14)
"""So far a clock may go between two looks: as long as a service is off over the holidays."""

_LOOK_SECONDS = 3_600.0
_AHEAD = GRACE + timedelta(seconds=_LOOK_SECONDS)
"""So long before it is due a survey is noted, at one look or the next."""


class RetentionClock:
    """Looks which surveys are due: when it is asked to, and by itself while it is `running`."""

    def __init__(
        self,
        catalogue: Catalogue,
        database: Database,
        writer: SubmissionWriter,
    ) -> None:
        self._catalogue = catalogue
        self._database = database
        self._writer = writer

    def running(self) -> Repeated:
        """Look once an hour, and once at the start."""
        return Repeated(
            "retention-clock", self._look_again, every_seconds=_LOOK_SECONDS, at_once=True
        )

    def look(self, *, at: datetime) -> list[Slug]:
        """Note which surveys are nearly due, anonymise what is due; return that.

        Nothing is done while the clock is doubted.

        Raises:
            NotStored: the disk did not take it; it is tried again at the next look.
        """
        if last := self.doubted_since(at=at):
            logger.warning(
                "the clock says %s, and surveys were last looked through at %s: none is anonymised "
                "until an administrator says on /registers that the clock is right",
                *(f"{each:%Y-%m-%d %H:%M} UTC" for each in (at, last)),
            )
            return []
        surveys = [setup.survey for setup in self._catalogue.now.setups.values()]
        with self._database.reading() as cursor:
            before = last_look(cursor)
            seen, done = noted(cursor), {each.survey for each in register(cursor)}
        near = [each for each in surveys if each.slug not in done and _is_due(each, at + _AHEAD)]
        if before is None or abs(at - before) >= GRACE:  # once a day is enough
            self.confirm(at=at)
        self._note(seen, {each.slug for each in near}, at=at)
        ripe = [
            each
            for each in near
            if _is_due(each, at) and each.slug in seen and seen[each.slug] <= at - GRACE
        ]
        for survey in ripe:
            asyncio.run(self._writer.anonymise(survey, at=at))
            self._database.counts.forget(survey.slug)
            logger.warning(
                "the survey %s was anonymised, as those who answered it were told", survey.slug
            )
        return [survey.slug for survey in ripe]

    def doubted_since(self, *, at: datetime) -> datetime | None:
        """Return when surveys were last looked through, if `at` is too far from that; else None."""
        with self._database.cursor() as cursor:
            last = last_look(cursor)
        return last if last and abs(at - last) > PLAUSIBLE else None

    def confirm(self, *, at: datetime) -> None:
        """Go on from `at`: the clock is right."""
        with self._database.transaction() as cursor:
            note_look(cursor, at=at)

    def _note(self, seen: Collection[Slug], due: Collection[Slug], *, at: datetime) -> None:
        if not set(seen) ^ set(due):
            return
        with self._database.transaction() as cursor:
            for survey in sorted(set(due) - set(seen)):
                note(cursor, survey, at=at)
            for survey in sorted(set(seen) - set(due)):
                forget_note(cursor, survey)

    def _look_again(self) -> bool:
        try:
            self.look(at=datetime.now(UTC))
        except (duckdb.Error, NotStored):
            logger.exception("surveys could not be looked through: it is tried again")
        return True


def _is_due(survey: Survey, at: datetime) -> bool:
    return survey.kept_until is not None and survey.kept_until <= at
