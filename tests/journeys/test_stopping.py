"""Stopping the service: at once, without a word, and what was going on starts anew."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import pytest

from service.jobs import find_themes
from service.store import jobs
from service.store.database import Database
from service.store.load import load
from service.store.sign_ins import SignIns
from service.store.users import Users
from service.web.front_desk import COOKIE
from tests.accounts import make_user
from tests.factories import make_bundle, make_submission, make_survey
from tests.live import live_service


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a themes job that waits."""
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle()
        load(database, bundle, at=datetime.now(UTC))
        find_themes.ask_for(database, bundle.activities, at=datetime.now(UTC))
    return path


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
@pytest.mark.parametrize("after", [0.0, 0.5, 1.5])
def test_a_job_that_is_cut_short_starts_anew(path: Path, how: signal.Signals, after: float) -> None:
    with live_service(path) as service:
        time.sleep(after)
        os.killpg(service.process.pid, how)  # a terminal tells every process of the group
        code = service.process.wait(timeout=20)

    assert code == 0
    assert "Traceback" not in path.with_suffix(".log").read_text("utf-8")
    with Database(path) as database, database.cursor() as cursor:
        job = jobs.latest(cursor, kind=find_themes.KIND, subject="formation")
    assert job is not None
    assert job.state in {"running", "queued", "done"}  # done, where the machine was that quick


def test_the_file_is_closed_on_the_way_out(path: Path) -> None:
    with live_service(path) as service:
        service.process.send_signal(signal.SIGTERM)
        service.process.wait(timeout=20)

    assert list(path.parent.glob("*.wal")) == []


@pytest.mark.parametrize("what", ["deleted", "replaced"])
def test_a_file_that_is_taken_away_is_noticed_before_an_answer_is_lost(
    tmp_path: Path, what: str
) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),))
        load(database, bundle, at=datetime.now(UTC))
    backup = path.with_suffix(".backup")
    backup.write_bytes(path.read_bytes())
    sent = msgspec.to_builtins(make_submission(id=uuid4()))

    with live_service(path) as service, httpx.Client(base_url=service.address) as client:
        before = client.get("/health").status_code
        path.unlink() if what == "deleted" else backup.rename(path)
        after = client.get("/health")
        answered = client.post("/api/surveys/printemps-2026/submissions", json=sent)
        service.process.wait(timeout=20)

    assert (before, after.status_code, answered.status_code) == (200, 503, 503)
    assert after.json() == {"status": "unwell"}
    log = path.with_suffix(".log").read_text("utf-8")
    assert "moved, deleted or replaced" in log
    assert "Traceback" not in log


def test_an_open_screen_does_not_keep_the_service_from_stopping(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        load(database, make_bundle(surveys=(make_survey(closes_at=None),)), at=datetime.now(UTC))
        users = Users(database)
        users.add(make_user(administrator=True), at=datetime.now(UTC))
        kept = SignIns(database, lasting=timedelta(days=1)).begin(
            users.everybody[0].user, browser="", at=datetime.now(UTC)
        )
    events = "/api/surveys/printemps-2026/slide/events"
    with (
        live_service(path) as service,
        httpx.Client(base_url=service.address, cookies={COOKIE: kept}, timeout=20) as client,
        client.stream("GET", events, headers={"accept": "text/event-stream"}) as screen,
    ):
        lines = screen.iter_lines()
        first = [next(lines) for _ in range(4)]
        service.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        rest = list(lines)
        code = service.process.wait(timeout=20)
        took = time.monotonic() - began

    assert first[1] == "event: changed"
    assert rest == [""]  # ended as it should, not cut
    assert code == 0
    assert took < 5  # uvicorn would have waited for ten
    assert path.with_suffix(".log").read_text("utf-8").count("Traceback") == 0
