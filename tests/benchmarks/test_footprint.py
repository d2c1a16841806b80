import json

import pytest

from tests.benchmarks.footprint import main

pytestmark = pytest.mark.long


def test_room_and_start_are_compared_with_peers(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--submissions", "3000", "--rounds", "1", "--settled", "0"])

    report = json.loads(capsys.readouterr().out)
    assert {*report["bytes"], *report["missing"]} == {"bilan", "postgresql_jsonb"}
    assert all(0 < size < 2_000 for size in report["bytes"].values())
    assert len(report["goals"]) == 3 - len(report["missing"])
