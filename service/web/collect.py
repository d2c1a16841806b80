"""Take a submission, from the form or from the API."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import msgspec
from litestar.concurrency import sync_to_thread

from service.errors import TooMany
from service.store import submissions as store
from service.store.arrivals import Arrived
from service.store.catalogue import Catalogue, Setup
from service.store.database import Database
from service.store.invitations import InvitationMissing, InvitationRefused, InvitationUnknown
from service.store.matching_codes import CodeHasher
from service.store.writer import SubmissionWriter
from service.web.robots import Holding
from service.web.send_limits import SendLimits
from surveys.acceptance import SubmissionRejected, SurveyClosed, accept
from surveys.invitations import read_token, token_hash
from surveys.personal_code import given_code
from surveys.submissions import AcceptedSubmission, Submission
from surveys.survey import Survey

_AT_ONCE = 50
"""Submissions that are checked before others have their turn: some milliseconds."""


class Brakes(NamedTuple):
    """What slows robots and bounds floods."""

    holding: Holding
    limits: SendLimits


class Collector:
    """What is needed to take submissions; made once, in `create_app`."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        writer: SubmissionWriter,
        hasher: CodeHasher,
        brakes: Brakes,
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._writer = writer
        self._hasher = hasher
        self._brakes = brakes

    async def collect(
        self, survey: str, submission: Submission, *, address: str | None, opened: str | None = None
    ) -> Setup:
        """Return once `submission` is safe on disk.

        Args:
            survey: Where to.
            submission: What was sent.
            address: Whom to count it for.
            opened: The mark of when its form was opened; None if it came through no form.

        Raises:
            SurveyNotFound: there is no such survey.
            TooMany: too much was sent within a minute.
            SurveyClosed: it takes no answers now, and this one was not taken before.
            SubmissionRejected: the answers do not fit.
            InvitationRefused: it wants a personal link that has not been used.
            StoreError: they could not be stored.
        """
        setup = self._catalogue.setup(survey)
        try:
            arrived = await self._arrived(setup, submission, address=address, opened=opened)
        except SurveyClosed:
            # It may be a retry of what arrived in time, whose answer was lost on the way.
            if await self.has_stored(survey, submission):
                return setup
            raise
        await self._writer.store(arrived.submission, invitation=arrived.invitation)
        return setup

    async def collect_all(
        self, survey: str, submissions: Sequence[Submission], *, address: str | None
    ) -> list[Exception | None]:
        """Return, by submission, why it was refused; None once it is safe on disk.

        Each is taken as `collect` takes it, whatever becomes of the others.

        Raises:
            SurveyNotFound: there is no such survey.
        """
        setup = self._catalogue.setup(survey)
        refused: list[Exception | None] = [None] * len(submissions)
        arrived: dict[int, Arrived] = {}
        for place, submission in enumerate(submissions):
            if place % _AT_ONCE == _AT_ONCE - 1:
                await asyncio.sleep(0)  # others have their turn
            try:
                arrived[place] = await self._arrived(setup, submission, address=address)
            except SurveyClosed as error:
                if not await self.has_stored(survey, submission):
                    refused[place] = error
            except (TooMany, SubmissionRejected, InvitationRefused) as error:
                refused[place] = error
        outcomes = await self._writer.store_all(list(arrived.values()))
        for place, outcome in zip(arrived, outcomes, strict=True):
            refused[place] = outcome
        return refused

    async def _arrived(
        self,
        setup: Setup,
        submission: Submission,
        *,
        address: str | None,
        opened: str | None = None,
    ) -> Arrived:
        """Return what is to be stored. Raises as `collect` does, but StoreError."""
        survey = setup.survey
        self._brakes.limits.count(
            address=address,
            survey=survey.slug,
            invitation=submission.invitation,
            at=time.monotonic(),
        )
        accepted = accept(setup.questionnaire, survey, submission, at=datetime.now(UTC))
        claimed = _claimed(survey, submission)
        if opened is not None:
            await self._brakes.holding.hold(opened, submission.id)
        return Arrived(await self._with_matching(setup, submission, accepted), claimed)

    async def has_stored(self, survey: str, submission: Submission) -> bool:
        """Whether this very submission is on disk. Raises SurveyNotFound."""
        setup = self._catalogue.setup(survey)
        try:
            sent = accept(setup.questionnaire, setup.survey, submission, at=setup.survey.opens_at)
        except SubmissionRejected:
            return False
        sent = await self._with_matching(setup, submission, sent)
        known = await sync_to_thread(self._known, submission.id)
        return any(store.same(sent, each) for each in known.values())

    async def correct(self, found: AcceptedSubmission, submission: Submission) -> None:
        """Return once `submission` stands on disk in the place of `found`, under its id.

        Raises:
            SurveyClosed: it takes no answers now.
            SubmissionRejected: the answers do not fit.
            StoreError: what was found is there no more, or the disk did not take it.
        """
        setup = self._catalogue.setup(found.survey)
        corrected = accept(setup.questionnaire, setup.survey, submission, at=datetime.now(UTC))
        corrected = await self._with_matching(setup, submission, corrected)
        await self._writer.correct(
            msgspec.structs.replace(corrected, submission_id=found.submission_id)
        )

    async def _with_matching(
        self, setup: Setup, submission: Submission, accepted: AcceptedSubmission
    ) -> AcceptedSubmission:
        code = given_code(setup.questionnaire, submission.answers)
        if code is None:
            return accepted
        hashes = await self._hasher.hashes(setup.programme.slug, code)
        return msgspec.structs.replace(accepted, matching=hashes)

    def _known(self, submission_id: UUID) -> dict[UUID, AcceptedSubmission]:
        with self._database.cursor() as cursor:
            return store.known(cursor, [submission_id])


def _claimed(survey: Survey, submission: Submission) -> str | None:
    """Return the hash of the personal link that has to be used up; None if none has.

    Raises:
        InvitationMissing: there has to be one.
        InvitationUnknown: what was sent cannot be one.
    """
    if survey.promise != "one_per_invitation":
        return None
    if not submission.invitation:
        raise InvitationMissing
    token = read_token(submission.invitation)
    if token is None:
        raise InvitationUnknown
    return token_hash(token)
