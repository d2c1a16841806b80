"""Take a submission, from the form or from the API."""

import time
from datetime import UTC, datetime

from litestar.concurrency import sync_to_thread

from service.store import submissions as store
from service.store.catalogue import Catalogue, Setup
from service.store.database import Database
from service.store.writer import SubmissionWriter
from service.web.robots import Holding
from service.web.send_limits import SendLimits
from surveys.acceptance import SubmissionRejected, SurveyClosed, accept
from surveys.submissions import Submission


class Collector:
    """What is needed to take submissions; made once, in `create_app`."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        writer: SubmissionWriter,
        holding: Holding,
        limits: SendLimits,
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._writer = writer
        self._holding = holding
        self._limits = limits

    def check(self) -> None:
        """Raises NotStored: no submission can be stored any more."""
        self._writer.check()

    async def collect(
        self, survey: str, submission: Submission, *, address: str | None, early_by: float = 0.0
    ) -> Setup:
        """Return once `submission` is safe on disk.

        Args:
            survey: Where to.
            submission: What was sent.
            address: Whom to count it for.
            early_by: Seconds to hold it, once it is known to fit and to be in time.

        Raises:
            SurveyNotFound: there is no such survey.
            TooMany: too much was sent within a minute.
            SurveyClosed: it takes no answers now, and this one was not taken before.
            SubmissionRejected: the answers do not fit.
            StoreError: they could not be stored.
        """
        setup = self._catalogue.setup(survey)
        self._limits.count(
            address=address, survey=survey, invitation=submission.invitation, at=time.monotonic()
        )
        try:
            accepted = accept(setup.questionnaire, setup.survey, submission, at=datetime.now(UTC))
        except SurveyClosed:
            # It may be a retry of what arrived in time, whose answer was lost on the way.
            if await sync_to_thread(self._is_stored, setup, submission):
                return setup
            raise
        await self._holding.hold(early_by)
        await self._writer.store(accepted)
        return setup

    def _is_stored(self, setup: Setup, submission: Submission) -> bool:
        with self._database.cursor() as cursor:
            known = store.known(cursor, [submission.id])
        try:
            sent = accept(setup.questionnaire, setup.survey, submission, at=setup.survey.opens_at)
        except SubmissionRejected:
            return False
        return any(store.same(sent, each) for each in known.values())
