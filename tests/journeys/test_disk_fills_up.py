"""A disk that fills up under a service that people send to, is full for a while, and has room."""

import os
import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from service.store.database import Database
from service.store.load import load
from tests.disks import small_disk
from tests.factories import make_bundle, make_submission, make_survey
from tests.live import live_service

MEGABYTE = 1_000_000


class Sender:
    """Sends answers, and notes those that were acknowledged."""

    def __init__(self, address: str) -> None:
        self._to = f"{address}/api/surveys/printemps-2026/submissions"
        self.arrived: set[UUID] = set()

    def send(self) -> httpx.Response:
        submission = make_submission(id=uuid4())
        answered = httpx.post(self._to, json=msgspec.to_builtins(submission))
        if answered.status_code == 201:
            self.arrived.add(submission.id)
        return answered


def fill(disk: Path) -> Path:
    """Leave no byte free."""
    ballast = disk / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for size in (MEGABYTE, 4_096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return ballast


def stored(path: Path) -> set[UUID]:
    with Database(path) as database, database.cursor() as cursor:
        rows = cursor.execute("select submission_id from submissions").fetchall()
    return {each for (each,) in rows}


@pytest.mark.long
def test_it_answers_503_meanwhile_starts_and_stops_and_loses_nothing(tmp_path: Path) -> None:
    disk, path = tmp_path / "disk", tmp_path / "disk" / "bilan.duckdb"
    disk.mkdir()
    arrived: set[UUID] = set()
    with small_disk(disk, 120 * MEGABYTE):
        with Database(path) as database:
            bundle = make_bundle(surveys=(make_survey(closes_at=None),), submissions=())
            load(database, bundle, at=datetime.now(UTC))
        with live_service(path, log=tmp_path / "first.log") as service:
            sender = Sender(service.address)
            assert sender.send().status_code == 201
            ballast = fill(disk)
            refused = [sender.send() for _ in range(20)]
            while refused[-1].status_code == 201:  # the last page of the log had room
                refused.append(sender.send())
            assert refused[-1].status_code == 503
            assert refused[-1].headers["retry-after"]
            assert httpx.get(f"{service.address}/ready").json()["disk"] == "low"
            ballast.unlink()
            assert sender.send().status_code == 201  # by itself
            fill(disk)
            service.process.send_signal(signal.SIGTERM)
            assert service.process.wait(timeout=20) == 0
            arrived |= sender.arrived
        with live_service(path, log=tmp_path / "second.log") as service:  # there is no room yet
            sender = Sender(service.address)
            assert httpx.get(f"{service.address}/health").status_code == 200
            sender.send()
            os.kill(service.process.pid, signal.SIGKILL)
            service.process.wait()
            arrived |= sender.arrived
        ballast.unlink()
        with live_service(path, log=tmp_path / "third.log") as service:
            sender = Sender(service.address)
            assert sender.send().status_code == 201
            arrived |= sender.arrived
        shutil.copy(path, tmp_path)
    assert arrived <= stored(tmp_path / "bilan.duckdb")
    said = "".join(each.read_text("utf-8") for each in tmp_path.glob("*.log"))
    assert "Traceback" not in said
