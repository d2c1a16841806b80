import json

import pytest

from tests.benchmarks.collect import main


def test_rates_of_one_round_are_compared_with_peers(capsys: pytest.CaptureFixture[str]) -> None:
    main(
        [
            "--connections",
            "4",
            "--rounds",
            "1",
            "--seconds",
            "0.3",
            "--without",
            "bare",
            "duckdb_each",
            "duckdb_threads",
        ]
    )

    report = json.loads(capsys.readouterr().out)
    measured = report["at"]["4"]
    assert measured["rates"].keys() - {"postgresql_each"} == {
        "bilan",
        "bilan_batch",
        "typed",
        "sqlite_each",
    }
    assert measured["rates"].keys() | report["missing"].keys() >= {"postgresql_each"}
    assert all(rate > 0 for rate in measured["rates"].values())
    assert measured["batch"]["ratio"]["median"] > 1
    assert measured["milliseconds"]["p50"] <= measured["milliseconds"]["p99.9"]
