"""Stopping the service: at once, without a word, and what was going on starts anew."""

import os
import signal
import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID, uuid4

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


@pytest.mark.parametrize(
    ("how", "after"),
    [
        pytest.param(signal.SIGINT, 0.0, id="ctrl-c, at once"),
        pytest.param(signal.SIGTERM, 0.0, id="sigterm, at once", marks=pytest.mark.long),
        pytest.param(signal.SIGINT, 0.5, id="ctrl-c, soon", marks=pytest.mark.long),
        pytest.param(signal.SIGTERM, 0.5, id="sigterm, soon"),
        pytest.param(signal.SIGINT, 1.5, id="ctrl-c, later", marks=pytest.mark.long),
        pytest.param(signal.SIGTERM, 1.5, id="sigterm, later"),
    ],
)
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
        kept = SignIns(database, lasting=timedelta(days=1), idle=timedelta(days=1)).begin(
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


SUBMISSIONS = "/api/surveys/printemps-2026/submissions"


class HalfSent:
    """Answers of which only a part has been sent; the rest follows when it is told to."""

    def __init__(self, address: str) -> None:
        self.id = uuid4()
        body = msgspec.json.encode(make_submission(id=self.id))
        self._rest = body[20:]
        where = urlsplit(address)
        self._socket = socket.create_connection((where.hostname or "", where.port or 0), timeout=20)
        self._socket.sendall(
            f"POST {SUBMISSIONS} HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body[:20]
        )

    def send_the_rest(self) -> bytes:
        """Return what is answered."""
        self._socket.sendall(self._rest)
        return self._socket.recv(100)

    def __enter__(self) -> Self:
        time.sleep(0.2)  # its beginning is read
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def stored(path: Path) -> set[UUID]:
    with Database(path) as database, database.cursor() as cursor:
        return {
            each for (each,) in cursor.execute("select submission_id from submissions").fetchall()
        }


def wait_until_it_stops(address: str) -> httpx.Response:
    """Return the first answer of a service that is being stopped."""
    while (answer := httpx.get(f"{address}/s/printemps-2026")).status_code == 200:
        pass
    return answer


def test_a_service_that_stops_answers_what_is_under_way_and_turns_others_away_in_words(
    open_survey: Path,
) -> None:
    sent = make_submission(id=uuid4())
    with live_service(open_survey) as service, HalfSent(service.address) as half:
        service.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        page = wait_until_it_stops(service.address)
        program = httpx.get(f"{service.address}/api/surveys/printemps-2026")
        sending = httpx.post(service.address + SUBMISSIONS, json=msgspec.to_builtins(sent))
        answered = half.send_the_rest()
        code = service.process.wait(timeout=20)
        took = time.monotonic() - began

    assert (page.status_code, program.status_code) == (503, 503)
    assert page.headers["retry-after"] == program.headers["retry-after"] == "5"
    assert "momentanément arrêté" in page.text
    assert "being stopped" in program.json()["detail"]
    assert sending.status_code == 201
    assert answered.startswith(b"HTTP/1.1 201")
    assert code == 0
    assert took < 5
    assert stored(open_survey) == {sent.id, half.id}
    assert list(open_survey.parent.glob("*.wal*")) == []
    assert "Traceback" not in open_survey.with_suffix(".log").read_text("utf-8")


@pytest.mark.long
def test_somebody_who_never_ends_sending_keeps_no_service_from_stopping(open_survey: Path) -> None:
    with live_service(open_survey) as service, HalfSent(service.address) as half:
        service.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        code = service.process.wait(timeout=20)
        took = time.monotonic() - began

    assert code == 0
    assert took < 12
    assert half.id not in stored(open_survey)


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(signal.SIGINT, id="ctrl-c", marks=pytest.mark.long),
        pytest.param(signal.SIGTERM, id="sigterm"),
    ],
)
def test_who_tells_a_service_twice_to_stop_does_not_wait_and_loses_nothing(
    open_survey: Path, how: signal.Signals
) -> None:
    sent = make_submission(id=uuid4())
    with live_service(open_survey) as service, HalfSent(service.address):
        answered = httpx.post(service.address + SUBMISSIONS, json=msgspec.to_builtins(sent))
        service.process.send_signal(how)
        wait_until_it_stops(service.address)
        service.process.send_signal(how)
        began = time.monotonic()
        code = service.process.wait(timeout=20)
        took = time.monotonic() - began

    assert answered.status_code == 201
    assert code == 128 + how
    assert took < 1.5  # it would have waited for the half that is missing
    assert "Stopped at once" in open_survey.with_suffix(".log").read_text("utf-8")
    assert stored(open_survey) == {sent.id}  # and not half of the other
