"""Surveys of personal links show nothing before they close: who used a link could be watched."""

from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.store import reads
from service.store.catalogue import Catalogue
from service.store.database import Database
from surveys.bundle import Bundle
from surveys.submissions import AcceptedSubmission, day_ordered_id
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.inside import database_of

SOON = datetime.now(UTC) + timedelta(days=1)
PAGE = "/cohorts/cohorte-1?survey=printemps-2026&lang=en"


@pytest.fixture(params=[SOON, None], ids=["closes tomorrow", "never closes"])
def closes_at(request: pytest.FixtureRequest) -> datetime | None:
    at: datetime | None = request.param
    return at


@pytest.fixture
def bundle(closes_at: datetime | None) -> Bundle:
    survey = make_survey(promise="one_per_invitation", closes_at=closes_at)
    return make_bundle(surveys=(survey,), submissions=tuple(map(_six, range(6))))


def _six(number: int) -> AcceptedSubmission:
    return make_accepted(submission_id=day_ordered_id(NOON.date(), bytes([number]) * 10))


def _catalogue(database: Database) -> Catalogue:
    catalogue = Catalogue(database)
    catalogue.reload()
    return catalogue


def test_while_it_is_open_only_the_submissions_are_counted(
    client: TestClient[Litestar], signed_in: TestClient[Litestar]
) -> None:
    database = database_of(client)
    setups = list(_catalogue(database).now.setups.values())
    now = datetime.now(UTC)
    database.telling.tell_texts([setup.survey for setup in setups], at=now)

    with database.cursor() as cursor:
        (tally,) = reads.survey_tallies(database.telling, setups, at=now).values()
        (wave,) = reads.waves(cursor, setups, at=now).values()
        comments = reads.comments(cursor, setups, at=now)

    assert (tally.submissions, dict(tally.items)) == (6, {})
    assert wave.codes == ()
    assert comments == []
    page = client.get(PAGE).text
    assert "Results wait until the survey closes" in page
    assert "fewer than 5" not in page


def test_once_it_has_closed_everything_is_shown(client: TestClient[Litestar]) -> None:
    database = database_of(client)
    setups = list(_catalogue(database).now.setups.values())
    later = SOON + timedelta(days=1)
    database.telling.tell_texts([setup.survey for setup in setups], at=later)

    with database.cursor() as cursor:
        (tally,) = reads.survey_tallies(database.telling, setups, at=later).values()
        comments = reads.comments(cursor, setups, at=later)

    closed = setups[0].survey.closes_at is not None
    assert bool(tally.items) is closed
    assert len(comments) == (6 if closed else 0)


@pytest.mark.parametrize("promise", ["open_link", "one_per_browser"])
def test_other_surveys_are_never_sealed(promise: str) -> None:
    assert not make_survey(promise=promise, closes_at=None).is_sealed(NOON)
