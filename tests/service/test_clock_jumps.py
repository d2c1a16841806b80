"""The clock of the machine jumps: nothing is lost, refused or hung by it."""

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from click.testing import CliRunner
from litestar import Litestar
from litestar.testing import TestClient

from service.__main__ import main
from service.settings import Settings
from service.store import audit, jobs
from service.store.audit import BACKED_UP, COMMAND_LINE, AuditLog
from service.store.database import Database
from tests.accounts import sign_in
from tests.clocks import Clock, clock_of_the_service
from tests.dashboards.markup import read, sent_fields
from tests.inside import database_of
from tests.journeys.test_form import FORM
from tests.journeys.test_receipts import WRITTEN, code_on, press

Client = TestClient[Litestar]

HOUR, TEN_YEARS = timedelta(hours=1), timedelta(days=3_653)
JUMPS = pytest.mark.parametrize(
    "jump", [-HOUR, HOUR, -TEN_YEARS, TEN_YEARS], ids=lambda jump: f"{jump.total_seconds():.0f} s"
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """What is sent sooner than half a second after its form was opened is held."""
    return msgspec.structs.replace(settings, shortest_seconds=0.5)


@pytest.fixture
def clock(client: Client) -> Iterator[Clock]:
    with clock_of_the_service() as clock:
        yield clock


@pytest.mark.parametrize("jump", [-HOUR, TEN_YEARS], ids=["an hour back", "ten years on"])
def test_answers_are_taken_read_corrected_and_erased_across_jumps(
    client: Client, clock: Clock, jump: timedelta
) -> None:
    fields = dict(sent_fields(read(client.get(FORM).text))) | WRITTEN
    clock.off = jump
    began = time.monotonic()
    sent = client.post(FORM, data=fields)
    took = time.monotonic() - began
    code = code_on(read(sent.text))
    clock.off = timedelta(0)
    shown = press(client, "/r", code)
    corrected = dict(sent_fields(press(client, "/r/correct", code))) | {"go": "send"}
    done = client.post(f"{FORM}/correct", data=corrected)
    clock.off = jump
    erased = client.post("/r/erased", data={"code": code, "lang": "fr"})

    assert sent.url.path == f"{FORM}/received"
    assert took < 5  # held for half a second, not for as long as the clock went back
    assert WRITTEN["q.needs_next"] in shown.text
    assert done.url.path == "/r/corrected"
    assert erased.url.path == "/r/erased"


@JUMPS
def test_who_is_signed_in_stays_so_once_the_clock_is_right_again(
    client: Client, clock: Clock, jump: timedelta
) -> None:
    sign_in(client)
    clock.off = jump
    meanwhile = client.get("/programmes")
    clock.off = timedelta(0)

    assert meanwhile.url.path == ("/sign-in" if jump == TEN_YEARS else "/programmes")
    assert client.get("/programmes").url.path == "/programmes"


def test_the_audit_log_is_in_the_order_it_was_written_and_holds(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with Database(tmp_path / "bilan.duckdb") as database:
        log = AuditLog(database)
        for off in (timedelta(0), TEN_YEARS, -HOUR, timedelta(0)):
            log.add(COMMAND_LINE, "ran", str(off), at=now + off)
        with database.cursor() as cursor:
            written = audit.lines(cursor)

    assert [line.number for line in written] == [1, 2, 3, 4]
    assert [line.at - now for line in written] == [timedelta(0), TEN_YEARS, -HOUR, timedelta(0)]
    ran = CliRunner().invoke(
        main, ["audit", "verify"], env={"BILAN_DATABASE": str(tmp_path / "bilan.duckdb")}
    )
    assert ran.exit_code == 0, ran.output


def test_a_job_that_is_asked_for_later_is_the_latest_whatever_the_clock_said(
    tmp_path: Path,
) -> None:
    now = datetime.now(UTC)
    with Database(tmp_path / "bilan.duckdb") as database, database.cursor() as cursor:
        asked = []
        for off in (TEN_YEARS, timedelta(0), -HOUR):
            job = jobs.add(cursor, job_id=uuid4(), kind="k", subject="s", at=now + off)
            asked.append(job.job_id)
            waiting = [each.job_id for each in jobs.unfinished(cursor)]
            latest = jobs.latest(cursor, kind="k", subject="s")
            assert latest
            assert (waiting, latest.job_id) == ([job.job_id], job.job_id)
            jobs.set_state(cursor, job.job_id, "done", finished_at=now + off)
            latest = jobs.latest(cursor, kind="k", subject="s")
            assert latest
            assert latest.job_id == job.job_id


def test_a_backup_of_the_future_does_not_pass_for_a_recent_one(client: Client) -> None:
    log, now = AuditLog(database_of(client)), datetime.now(UTC)

    log.add(COMMAND_LINE, BACKED_UP, "hash", at=now + TEN_YEARS)
    assert client.get("/ready").json()["backup"] == "late"

    log.add(COMMAND_LINE, BACKED_UP, "hash", at=now)
    assert client.get("/ready").json()["backup"] == "recent"


def backups(folder: Path, *ages: int) -> set[str]:
    """Put backups of so many days ago there; return their names."""
    now = datetime.now(UTC)
    names = {f"bilan-{now - timedelta(days=age):%Y%m%dT%H%M%SZ}.backup" for age in ages}
    for name in names:
        (folder / name).touch()
    return names


def test_a_clock_that_jumps_ahead_deletes_no_backup(tmp_path: Path, empty_file: Path) -> None:
    database = {"BILAN_DATABASE": str(shutil.copy(empty_file, tmp_path))}
    folder = tmp_path / "backups"
    folder.mkdir()
    names = backups(folder, 3_651, 3_652, 3_653)
    run = ["backup", str(folder), "--keep-days", "30"]

    ran = CliRunner().invoke(main, run, env=database)

    assert ran.exit_code == 0, ran.output
    assert "Nothing was deleted" in ran.output
    assert names < {each.name for each in folder.iterdir()}
    # The clock is right after all, and there was no backup for long: the next run says so.
    for made in {each.name for each in folder.iterdir()} - names:
        (folder / made).rename(folder / backups(folder, 1).pop())
    CliRunner().invoke(main, run, env=database)
    assert not names & {each.name for each in folder.iterdir()}
