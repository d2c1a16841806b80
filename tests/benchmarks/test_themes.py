import json
from pathlib import Path

import pytest

from tests.analysis.themes.comments import EXAMPLES, PACE
from tests.benchmarks.labelled import Labelled, draw, read
from tests.benchmarks.measures import measured
from tests.benchmarks.themes import main

PAIRS = Path(__file__).with_name("pairs.jsonl")


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
    assert report["peak_mb"] > 0
    assert {"stability_seeds", "stability_halves", "tf_idf_ari"} <= set(report)


def line(label: str, language: str = "fr", pair: str = "") -> Labelled:
    return Labelled(f"{label} {language} {pair}", label, "fr" if language == "fr" else "en", pair)


def test_pairs_and_languages_are_counted_as_worked_by_hand() -> None:
    # Of three pairs one is together, one apart, one unsure. Theme 1 has five texts of French of
    # six (83 %), theme 2 five of five; theme 3 is of two, which is too few to say.
    lines = [
        *(line("a", "fr", "1"), line("a", "en", "1")),
        *(line("a", "fr", "2"), line("b", "en", "2")),
        *(line("b", "fr", "3"), line("b", "en", "3")),
        *(line("a") for _ in range(3)),
        *(line("b", "en") for _ in range(4)),
        *(line("c") for _ in range(2)),
    ]
    themes = [1, 1, 1, 2, -1, -1, 1, 1, 1, 2, 2, 2, 2, 3, 3]

    report = measured([lines], [themes])

    assert report["pairs_together"] == pytest.approx(1 / 3, abs=1e-3)
    assert report["single_language"] == 0.5
    assert report["themes"] == 3
    assert report["unsure"] == pytest.approx(2 / 15, abs=1e-3)


def test_a_file_of_pairs_without_labels_has_no_agreement() -> None:
    report = measured([[line("", "fr", "1"), line("", "en", "1")]], [[1, 1]])

    assert report == {"themes": 1, "unsure": 0, "pairs_together": 1.0}


def test_pairs_are_drawn_whole() -> None:
    lines = draw(read(PAIRS), 30, seed=3)

    pairs = [text.pair for text in lines]
    assert len(lines) == 30
    assert all(pairs.count(pair) == 2 for pair in pairs)


def test_our_pairs_hold_both_languages_under_one_label() -> None:
    lines = read(PAIRS)

    assert len(lines) == 120
    for first, second in zip(lines[::2], lines[1::2], strict=True):
        assert (first.pair, first.label) == (second.pair, second.label)
        assert (first.language, second.language) == ("fr", "en")
