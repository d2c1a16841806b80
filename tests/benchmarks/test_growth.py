import json

import pytest

from tests.benchmarks.growth import main
from tests.benchmarks.made_up import made_up


def test_seconds_and_memory_are_told_of_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--comments", "60", "240", "--rounds", "1"])

    report = json.loads(capsys.readouterr().out)
    assert list(report["at"]) == ["60", "240"]
    for size in report["at"].values():
        assert size["themes"] > 0
        assert size["themes_mb"] >= size["start_mb"] > 0
        assert size["ratio"] == pytest.approx(size["themes"] / size["limit"], rel=0.01)
        assert size["found"] > 0
    ((growth,)) = report["growth"]
    assert (growth["from"], growth["to"]) == (60, 240)
    assert 0 < growth["themes"] < 3


def test_made_up_comments_are_nearly_all_different_and_come_again_by_seed() -> None:
    comments = list(made_up(500))

    assert len({each.text for each in comments}) > 490
    assert comments == list(made_up(500))
    assert comments != list(made_up(500, seed=1))
