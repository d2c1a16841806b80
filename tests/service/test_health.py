"""Signs of life: honest about what is in danger, and silent about everything else."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from prometheus_client.parser import text_string_to_metric_families

from service.settings import Settings, SettingsUnusable
from service.store.audit import BACKED_UP, COMMAND_LINE, AuditLog
from service.store.database import ROOM, Database
from tests.inside import database_of
from tests.one_app import OneApp

Client = TestClient[Litestar]
TOKEN = "vingt-et-un-caracteres"  # noqa: S105 -- of tests
WELL = {
    "writer": "ok",
    "disk": "ok",
    "schema": "current",
    "backup": "none",
    "erased": "done",
    "clock": "ok",
}


def back_up(client: Client, *, ago: timedelta) -> None:
    at = datetime.now(UTC) - ago
    AuditLog(database_of(client)).add(COMMAND_LINE, BACKED_UP, "hash", at=at)


def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=ROOM - 1))


def test_a_service_that_can_store_answers_is_well(client: Client) -> None:
    answered = client.get("/health")

    assert (answered.status_code, answered.json()) == (200, {"status": "ok"})


def test_a_service_whose_file_was_taken_away_is_unwell_and_does_not_say_where_it_was(
    client: Client, settings: Settings
) -> None:
    path = Path(settings.database)
    path.rename(path.with_suffix(".away"))

    health, ready = client.get("/health"), client.get("/ready")

    assert (health.status_code, health.json()) == (503, {"status": "unwell"})
    assert (ready.status_code, ready.json()) == (503, WELL | {"writer": "stopped"})
    path.with_suffix(".away").rename(path)


def test_a_disk_that_is_nearly_full_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    little_room(monkeypatch)

    ready = client.get("/ready")

    assert (ready.status_code, ready.json()) == (503, WELL | {"disk": "low"})
    assert client.get("/health").status_code == 200  # starting it anew makes no room


@pytest.mark.parametrize(("hours", "said"), [(0, "recent"), (47, "recent"), (49, "late")])
def test_a_late_backup_is_said_and_keeps_nobody_away(client: Client, hours: int, said: str) -> None:
    back_up(client, ago=timedelta(hours=1_000))
    back_up(client, ago=timedelta(hours=hours))

    ready = client.get("/ready")

    assert (ready.status_code, ready.json()) == (200, WELL | {"backup": said})


def test_a_file_that_a_later_version_has_written_to_is_said(client: Client) -> None:
    with database_of(client).cursor() as cursor:
        cursor.execute("insert into migrations values ('9999_later.sql')")

    ready = client.get("/ready")

    assert (ready.status_code, ready.json()) == (503, WELL | {"schema": "other"})


# --- numbers -----------------------------------------------------------------------------------


@pytest.fixture
def watched(tmp_path: Path, empty_file: Path, one_app: OneApp) -> Iterator[Client]:
    """A service whose numbers can be read with a token."""
    path = Path(shutil.copy(empty_file, tmp_path / "bilan.duckdb"))
    settings = Settings(database=str(path), metrics_token=TOKEN)
    with (
        Database(path) as database,
        TestClient(one_app.over(settings, database), raise_server_exceptions=False) as client,
    ):
        yield client


class Sample(NamedTuple):
    name: str
    whose: str = ""
    status: str = ""


def numbers(client: Client) -> dict[Sample, float]:
    """Return what is read; of a histogram its count and its sum."""
    answered = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answered.status_code == 200
    assert answered.headers["content-type"].startswith("text/plain")
    return {
        Sample(each.name, each.labels.get("whose", ""), each.labels.get("status", "")): each.value
        for family in text_string_to_metric_families(answered.text)
        for each in family.samples
    }


def test_numbers_are_for_nobody_unless_a_token_is_set(client: Client) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("sent", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN])
def test_numbers_need_the_token(watched: Client, sent: str) -> None:
    answered = watched.get("/metrics", headers={"authorization": sent})

    assert answered.status_code == 401
    assert answered.content == b""


def test_numbers_tell_how_the_service_is(watched: Client) -> None:
    back_up(watched, ago=timedelta(0))

    read = numbers(watched)

    assert read[Sample("bilan_writer_up")] == 1
    assert read[Sample("bilan_disk_free_bytes")] > 0
    assert read[Sample("bilan_database_bytes")] > 1_000
    assert read[Sample("process_resident_memory_bytes")] > 1_000_000
    assert read[Sample("bilan_last_backup_seconds")] == pytest.approx(
        datetime.now(UTC).timestamp(), abs=60
    )


def test_requests_are_counted_by_whose_they_are_and_how_they_ended(watched: Client) -> None:
    watched.get("/s/nowhere")
    watched.post("/s/nowhere", data={"id": "1"})
    watched.post("/api/surveys/nowhere/submissions", json={})
    watched.get("/api/openapi.json")
    watched.get("/static/nowhere.js")
    watched.get("/sign-in")

    read = numbers(watched)

    def counted(whose: str, status: str) -> float:
        return read.get(Sample("bilan_request_seconds_count", whose, status), 0)

    assert counted("participants", "4xx") == 3
    assert counted("api", "2xx") == 1
    assert counted("static", "4xx") == 1
    assert counted("workspace", "2xx") == 1


def test_no_number_tells_what_was_opened_from_what_was_sent(watched: Client) -> None:
    watched.get("/s/nowhere")
    before = numbers(watched)
    watched.post("/s/nowhere", data={"id": "1"})
    after = numbers(watched)

    # Nothing stands there that did not when a form was opened.
    assert {each for each in after if each.whose == "participants"} == {
        each for each in before if each.whose == "participants"
    }
    count = Sample("bilan_request_seconds_count", "participants", "4xx")
    assert (before[count], after[count]) == (1, 2)


@pytest.mark.parametrize("token", ["court", "avec une espace, ce qui ne va pas", "é" * 20])
def test_a_token_that_could_be_guessed_or_not_be_sent_is_refused(token: str) -> None:
    with pytest.raises(SettingsUnusable, match="BILAN_METRICS_TOKEN"):
        Settings.from_environment({"BILAN_METRICS_TOKEN": token})
