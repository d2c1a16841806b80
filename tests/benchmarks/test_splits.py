"""The benchmark of splits, on labels that nobody could mistake."""

import json
from pathlib import Path

import pytest

from tests.analysis.themes.comments import EXAMPLES, PACE
from tests.benchmarks.labelled import read
from tests.benchmarks.splits import by_label, main


def test_two_planted_labels_are_told_apart_by_examples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled = [*((text, "examples") for text in EXAMPLES), *((text, "pace") for text in PACE)]
    file = tmp_path / "planted.jsonl"
    lines = [json.dumps({"text": text, "label": label, "lang": "fr"}) for text, label in labelled]
    file.write_text("\n".join(lines), encoding="utf-8")

    main([str(file), "--seeds", "2"])

    report = json.loads(capsys.readouterr().out)
    assert report["labels"] == 2
    assert report["like_precision"] > 0.85
    assert report["like_share"] < 0.6
    assert report["parts_of_1"] == 0.0


def test_the_same_words_count_once_and_rare_labels_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "few.jsonl"
    some = [("a", f"texte {n % 12}") for n in range(30)] + [("b", "texte"), ("b", "autre")]
    file.write_text(
        "\n".join(json.dumps({"text": text, "label": label}) for label, text in some), "utf-8"
    )

    assert {label: len(texts) for label, texts in by_label(read(file)).items()} == {"a": 12}
