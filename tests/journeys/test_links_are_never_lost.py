"""Personal links, many at once, and a server that is killed: a mark and its answers, or neither."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from service.store.database import Database
from service.store.invitations import LinkCount, link_counts, new_invitations
from service.store.load import load
from tests.factories import make_bundle, make_survey
from tests.journeys.test_nothing_is_lost import numbered, send_all, stored
from tests.live import live_service

LINKS = 600
KILLED_AFTER = (150, 300)


def counts(path: Path) -> LinkCount:
    with Database(path) as database, database.cursor() as cursor:
        return link_counts(cursor)["printemps-2026"]


def test_kill_9_parts_no_mark_from_its_answers(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        survey = make_survey(closes_at=None, promise="one_per_invitation")
        load(database, make_bundle(surveys=(survey,), submissions=()), at=datetime.now(UTC))
        with database.transaction() as cursor:
            links = new_invitations(cursor, survey.slug, LINKS)
    submissions = numbered(LINKS, links)

    for kill_after in KILLED_AFTER:
        with live_service(path) as service:
            acknowledged = asyncio.run(send_all(service, submissions, kill_after=kill_after))
            service.process.wait(timeout=20)

        there = stored(path)
        assert acknowledged <= set(there)
        assert counts(path) == LinkCount(made=LINKS, spent=there.total())

    with live_service(path) as service:  # everybody tries again, as a browser would
        acknowledged = asyncio.run(send_all(service, submissions))

    there = stored(path)
    assert acknowledged == set(there) == {submission.id for submission in submissions}
    assert set(there.values()) == {1}
    assert counts(path) == LinkCount(made=LINKS, spent=LINKS)
