import json

import pytest

from tests.benchmarks.dashboards import main

pytestmark = pytest.mark.long


def test_pages_show_the_numbers_of_the_file_and_are_timed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["--submissions", "400", "1200", "--reads", "2", "--seconds", "0.5"])

    report = json.loads(capsys.readouterr().out)
    assert report["at"].keys() == {"400", "1200"}
    for measured in report["at"].values():
        assert measured["same_numbers"]
        assert all(each["median"] > 0 for each in measured["milliseconds"].values())
    assert len(report["goals"]) == 4
