import json

import pytest

from tests.benchmarks.pages import main

pytestmark = pytest.mark.long


def test_pages_are_opened_beside_their_peers(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--submissions", "400", "--rounds", "1"])

    report = json.loads(capsys.readouterr().out)
    assert {*report["pages"], *report["missing"]} == {"cohort", "form", "plotly", "surveyjs"}
    for page in report["pages"].values():
        assert page["bytes"] > 1_000
        assert 0 < page["first_paint_seconds"] <= page["there_seconds"]
    assert len(report["goals"]) == 2 - len(report["missing"])
