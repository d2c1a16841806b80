import json
from pathlib import Path

from analysis.themes.embedders import HashedWordsEmbedder
from tests.benchmarks.text import EXPECTED, reports

SUBJECTS = ("congés payés", "prime de noël", "période d'essai", "accident du travail")


def written(folder: Path) -> Path:
    """Eight variants of each of four requests, and one answer to each question about notebooks."""
    typed = [
        {"text": f"{opening} {subject}", "label": subject, "lang": "fr"}
        for subject in SUBJECTS
        for opening in ("mes", "calcul", "droit", "durée", "refus", "demande", "quand", "perdre")
    ]
    answers = [
        {"text": "It was too slow for large files", "question": question, "lang": "en"}
        for question in EXPECTED
    ]
    for name, lines in (("french-typos/variants", typed), ("jupyter-2015/responses", answers)):
        path = folder / f"{name}.jsonl"
        path.parent.mkdir()
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder


def test_every_measure_is_made_on_the_files_that_are_there(tmp_path: Path) -> None:
    found = {
        (each["measure"], each["of"]): each
        for each in reports(written(tmp_path), HashedWordsEmbedder(), draws=1)
    }

    assert found["language", "french-typos"]["n"] == 32
    assert found["spelling", "french-typos"]["nearest_is_own, spelled out"] > 0.9
    assert found["hint", "difficult_aspects"] == {
        "measure": "hint",
        "of": "difficult_aspects",
        "n": 1,
        "abstains": 0.0,
        "right_when_given": 1.0,
    }
    assert found["hint", "pleasant_aspects"]["right_when_given"] == 0
    assert found["modules", "french-typos/variants"]["ideas_right_when_heard"] == 1
    assert ("modules", "banking77/train") not in found


def test_without_files_only_our_own_sets_are_measured(tmp_path: Path) -> None:
    measured = list(reports(tmp_path, HashedWordsEmbedder(), draws=1))

    assert {each["of"].split(",")[0] for each in measured} == {"own pairs", "own set"}
