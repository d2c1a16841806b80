import json
from pathlib import Path

import pytest

from tests.analysis.themes.comments import EXAMPLES, PACE
from tests.benchmarks.themes import main


def test_the_benchmark_agrees_fully_with_two_planted_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled = [*((text, "examples") for text in EXAMPLES), *((text, "pace") for text in PACE)]
    file = tmp_path / "planted.jsonl"
    file.write_text(
        "\n".join(
            json.dumps({"text": text, "label": label, "lang": "fr"}) for text, label in labelled
        ),
        encoding="utf-8",
    )

    main([str(file), "--n", "100", "--seeds", "1"])

    report = json.loads(capsys.readouterr().out)
    assert (report["file"], report["n"], report["labels"]) == ("planted", 26, 2)
    assert report["ari"] > 0.8
