"""Scores are plain Python: the process that serves pages computes them."""

import subprocess
import sys

HEAVY = {"numpy", "scipy", "sklearn", "nltk", "pandas", "plotly"}


def test_scores_import_nothing_heavy() -> None:
    code = "import sys, analysis.scores.trend; print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - our own interpreter, a constant program
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout.split()

    assert "analysis.scores.survey_scores" in loaded
    assert not HEAVY & set(loaded)
