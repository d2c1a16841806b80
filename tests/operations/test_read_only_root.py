"""The service writes beside its database and nowhere else."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import pytest

from service.jobs import find_themes
from service.store import jobs
from service.store.database import Database
from service.store.load import load
from tests.factories import make_bundle, make_submission, make_survey
from tests.live import live_service
from tests.load.processes import searching
from tests.operations.read_only import can_be_made, python_that_writes_to


def test_all_it_does_needs_one_folder_that_can_be_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    if not can_be_made(folder):
        pytest.skip("this machine lets nobody make a read-only root (unshare, mount)")
    path = folder / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),))
        load(database, bundle, at=datetime.now(UTC))
        find_themes.ask_for(database, bundle.activities, at=datetime.now(UTC))
    sent = msgspec.to_builtins(make_submission(id=uuid4()))

    with live_service(path, program=python_that_writes_to(folder)) as service:
        with httpx.Client(base_url=service.address) as client:
            stored = client.post("/api/surveys/printemps-2026/submissions", json=sent)
            ready = client.get("/ready")
        backup = subprocess.run(  # noqa: S603 -- our own interpreter and package
            [sys.executable, "-m", "service", "backup", str(tmp_path)],
            env=os.environ | {"BILAN_DATABASE": str(path)},
            capture_output=True,
            text=True,
            check=False,
        )
        while searching(service.process.pid):
            time.sleep(0.1)

    assert (stored.status_code, ready.status_code) == (201, 200)
    assert backup.returncode == 0, backup.stderr
    assert "Traceback" not in service.log.read_text("utf-8")
    with Database(path) as database, database.cursor() as cursor:
        job = jobs.latest(cursor, kind=find_themes.KIND, subject="formation")
    assert job
    assert job.state == "done", job.message
    assert {each.name for each in folder.iterdir()} == {"bilan.duckdb", "bilan.log"}
