import json
from pathlib import Path

import pytest

from service.store.database import Database
from service.store.load import load
from service.store.theme_layers import told
from tests.benchmarks.arrivals import main
from tests.factories import NOON
from tests.service import theme_desk


def test_steps_are_measured_on_a_copy_of_the_file_that_was_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, kept = tmp_path / "texts.jsonl", tmp_path / "kept.duckdb"
    line = {"text": "Moins de route", "label": "travel", "lang": "fr"}
    texts.write_text(json.dumps(line), encoding="utf-8")
    with Database(kept) as database:
        written = theme_desk.bundle()
        load(database, written, at=NOON)
        theme_desk.search(database, written)

    main([str(texts), "--keep", str(kept), "--only", "the page of the themes", "a rename"])

    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [report["step"] for report in reports] == ["the page of the themes", "a rename"]
    assert all(0 < report["cpu_seconds"] < report["peak_mb"] for report in reports)
    assert all(report["worker_peak_mb"] == 0 for report in reports)
    with Database(kept) as database, database.cursor() as cursor:
        assert {theme.name for theme in told(cursor, "formation")} == {None}
