"""How well themes found without labels agree with labels people gave.

    python -m tests.benchmarks.themes FILE.jsonl … [--n 100 300] [--seeds 5]

Reads lines `{"text", "label", "lang"}` (a line without a label is left out; several labels
count as none), draws n of them per seed, runs the product's own pipeline on them with the
labels unseen, and prints one JSON object per file and n. The same draws go to TF-IDF with
k-means and the silhouette. Several files joined by "+" are read as one.

Every text is one answer; where it holds several ideas, the theme of the first counts. Ideas in
"unsure" are one group of their own: being unsure of everything scores 0, not 1.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import (
    adjusted_rand_score,
    normalized_mutual_info_score,
    silhouette_score,
)
from threadpoolctl import threadpool_limits

from analysis.inputs import Comment
from analysis.themes.embedders import UniversalSentenceEncoder
from analysis.themes.find import find_themes
from surveys.texts import Language

LABELS_PER_DRAW = 20
"""Of a file with more labels, each draw takes these many at random."""

_FIRST_SEED = 1_000
"""Lower ones were used while the method was chosen."""


class Labelled(NamedTuple):
    """One text and the label people gave it."""

    text: str
    label: str
    language: Language


def main(arguments: Sequence[str]) -> None:
    """Print one JSON object per file and n."""
    options = _options(arguments)
    embedder = UniversalSentenceEncoder()
    embedder.encode(["read the model from disk before the clock starts"])
    for name in options.files:
        texts = [line for part in name.split("+") for line in _read(Path(part))]
        for n in options.n:
            draws = [
                _draw(texts, n, seed) for seed in range(_FIRST_SEED, _FIRST_SEED + options.seeds)
            ]
            report = {"file": "+".join(Path(part).stem for part in name.split("+"))}
            sys.stdout.write(json.dumps(report | _measured(draws, embedder)) + "\n")
            sys.stdout.flush()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.themes")
    parser.add_argument("files", nargs="+", metavar="FILE.jsonl")
    parser.add_argument("--n", nargs="+", type=int, default=[100, 300])
    parser.add_argument("--seeds", type=int, default=5)
    return parser.parse_args(arguments)


def _read(path: Path) -> list[Labelled]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(line["text"], line["label"], "fr" if line.get("lang") == "fr" else "en")
        for line in lines
        if line.get("label") and line["text"].strip()
    ]


def _draw(texts: Sequence[Labelled], n: int, seed: int) -> list[Labelled]:
    chance = random.Random(seed)  # noqa: S311
    labels = sorted({text.label for text in texts})
    if len(labels) > LABELS_PER_DRAW:
        labels = chance.sample(labels, LABELS_PER_DRAW)
    pool = sorted({text for text in texts if text.label in labels})
    return chance.sample(pool, min(n, len(pool)))


def _measured(
    draws: Sequence[Sequence[Labelled]], embedder: UniversalSentenceEncoder
) -> dict[str, Any]:
    ours = [_ours(draw, embedder) for draw in draws]
    theirs = [_tf_idf(draw) for draw in draws]
    true = [[text.label for text in draw] for draw in draws]
    return {
        "n": mean(map(len, draws)),
        "seeds": len(draws),
        "labels": mean(len(set(labels)) for labels in true),
        "themes": mean(max(found.themes) + 1 for found in ours),
        "unsure": round(mean(found.themes.count(-1) / len(found.themes) for found in ours), 3),
        "seconds": round(mean(found.seconds for found in ours), 2),
        **_agreement("", true, [found.themes for found in ours]),
        "tf_idf_themes": mean(max(found.themes) + 1 for found in theirs),
        **_agreement("tf_idf_", true, [found.themes for found in theirs]),
    }


def _agreement(
    name: str, true: Sequence[Sequence[str]], found: Sequence[Sequence[int]]
) -> dict[str, float]:
    pairs = list(zip(true, found, strict=True))
    rand = [adjusted_rand_score(labels, themes) for labels, themes in pairs]
    return {
        f"{name}ari": round(float(mean(rand)), 3),
        f"{name}ari_sd": round(float(np.std(rand)), 3),
        f"{name}nmi": round(
            float(mean(normalized_mutual_info_score(labels, themes) for labels, themes in pairs)), 3
        ),
    }


class _Found(NamedTuple):
    themes: list[int]
    """Of each text, -1 for unsure or set aside."""
    seconds: float


def _ours(draw: Sequence[Labelled], embedder: UniversalSentenceEncoder) -> _Found:
    comments = [
        Comment(
            submission_id=UUID(int=number),
            survey="all",
            question="text",
            language=line.language,
            text=line.text,
        )
        for number, line in enumerate(draw)
    ]
    begun = time.perf_counter()
    found = find_themes(comments, embedder=embedder)
    seconds = time.perf_counter() - begun
    themes = [-1] * len(draw)
    for mention in reversed(found.mentions):  # so that the first of a text is the last to count
        themes[mention.submission_id.int] = -1 if mention.theme is None else mention.theme - 1
    return _Found(themes, seconds)


def _tf_idf(draw: Sequence[Labelled]) -> _Found:
    begun = time.perf_counter()
    with threadpool_limits(limits=1):
        matrix = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode").fit_transform(
            [line.text for line in draw]
        )
        tried = []
        for k in range(2, min(25, len(draw) // 4)):
            labels = KMeans(k, n_init=4, random_state=0).fit_predict(matrix)
            tried.append((float(silhouette_score(matrix, labels)), -k, labels.tolist()))
    return _Found(max(tried)[2], time.perf_counter() - begun)


if __name__ == "__main__":
    main(sys.argv[1:])
