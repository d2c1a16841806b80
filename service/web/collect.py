"""Take a submission, from the form or from the API."""

from datetime import UTC, datetime

import msgspec
from litestar.concurrency import sync_to_thread

from service.store import submissions as store
from service.store.catalogue import Catalogue, Setup
from service.store.database import Database
from service.store.matching_codes import CodeHasher
from service.store.writer import SubmissionWriter
from surveys.acceptance import SubmissionRejected, SurveyClosed, accept
from surveys.personal_code import given_code
from surveys.submissions import Submission


class Collector:
    """What is needed to take submissions; made once, in `create_app`."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        writer: SubmissionWriter,
        hasher: CodeHasher,
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._writer = writer
        self._hasher = hasher

    async def collect(self, survey: str, submission: Submission) -> Setup:
        """Return once `submission` is safe on disk.

        Raises:
            SurveyNotFound: there is no such survey.
            SurveyClosed: it takes no answers now, and this one was not taken before.
            SubmissionRejected: the answers do not fit.
            StoreError: they could not be stored.
        """
        setup = self._catalogue.setup(survey)
        try:
            accepted = accept(setup.questionnaire, setup.survey, submission, at=datetime.now(UTC))
        except SurveyClosed:
            # It may be a retry of what arrived in time, whose answer was lost on the way.
            if await sync_to_thread(self._is_stored, setup, submission):
                return setup
            raise
        if code := given_code(setup.questionnaire, submission.answers):
            hashes = await self._hasher.hashes(setup.programme.slug, code)
            accepted = msgspec.structs.replace(accepted, matching=hashes)
        await self._writer.store(accepted)
        return setup

    def _is_stored(self, setup: Setup, submission: Submission) -> bool:
        with self._database.cursor() as cursor:
            known = store.known(cursor, [submission.id])
        try:
            sent = accept(setup.questionnaire, setup.survey, submission, at=setup.survey.opens_at)
        except SubmissionRejected:
            return False
        if code := given_code(setup.questionnaire, submission.answers):
            hashes = self._hasher.hash(setup.programme.slug, code)
            sent = msgspec.structs.replace(sent, matching=hashes)
        return any(store.same(sent, each) for each in known.values())
