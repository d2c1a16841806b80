"""How well a theme is split by examples, and in parts, where people gave labels.

    python -m tests.benchmarks.splits FILE.jsonl … [--seeds 40] [--examples 3]

Reads files as `tests.benchmarks.themes` does. A theme is made of 12, 30 or 60 different texts of
each of two to four labels; of one of them, some are given as examples. Precision and recall are
those of what is proposed, for that label, examples left out; `share` is what proposing all would
reach as precision. For parts, themes of one label (30 to 90 texts; nothing should be proposed)
and of two (20 to 40 each): how often something is, and its adjusted Rand index with the labels.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from uuid import UUID

import numpy as np

from analysis.themes.embedders import UniversalSentenceEncoder
from analysis.themes.groups import agreement_of
from analysis.themes.results import idea_name
from analysis.themes.split import like_examples, stable_split
from analysis.themes.split_proposals import Said
from tests.benchmarks.labelled import Labelled, read
from tests.benchmarks.ours import Remembering

_FIRST_SEED = 1_000
"""Lower ones were used while the method was chosen."""

_FEWEST = 12
"""Different texts of a label that is used."""

Theme = list[tuple[Said, str]]
"""Ideas and their labels."""


def main(arguments: Sequence[str]) -> None:
    """Print one JSON object per file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--examples", type=int, default=3)
    options = parser.parse_args(arguments)
    embedder = Remembering(UniversalSentenceEncoder())
    for file in map(Path, options.files):
        texts = by_label(read(file))
        seeds = range(_FIRST_SEED, _FIRST_SEED + options.seeds)
        report = {"file": file.stem, "labels": len(texts)}
        report |= like(texts, seeds, options.examples, embedder)
        report |= parts(texts, seeds, embedder)
        sys.stdout.write(json.dumps(report) + "\n")
        sys.stdout.flush()


def by_label(lines: Sequence[Labelled]) -> dict[str, list[Labelled]]:
    """Return the different texts of each label of which there are enough."""
    texts: dict[str, dict[str, Labelled]] = {}
    for line in lines:
        if line.label:
            texts.setdefault(line.label, {}).setdefault(line.text.casefold(), line)
    return {
        label: [some[text] for text in sorted(some)]
        for label, some in sorted(texts.items())
        if len(some) >= _FEWEST
    }


def like(
    texts: dict[str, list[Labelled]], seeds: range, examples: int, embedder: Remembering
) -> dict[str, float]:
    """Return how right and how complete proposals by examples are, on average."""
    right, found, share = [], [], []
    for seed in seeds:
        chance = random.Random(seed)  # noqa: S311
        labels = chance.sample(sorted(texts), min(len(texts), chance.choice([2, 3, 4])))
        theme = _theme(texts, labels, (12, 30, 60), chance)
        wanted = {_called(said) for said, label in theme if label == labels[0]}
        given = set(chance.sample(sorted(wanted), examples))
        proposed = like_examples([said for said, _ in theme], sorted(given), embedder=embedder)
        ideas = {idea for part in proposed.parts for idea in part.ideas}
        left = wanted - given
        right.append(len(ideas & left) / len(ideas) if ideas else 0.0)
        found.append(len(ideas & left) / len(left))
        share.append(len(left) / (len(theme) - examples))
    measured = {"like_precision": right, "like_recall": found, "like_share": share}
    return {name: round(mean(values), 3) for name, values in measured.items()}


def parts(
    texts: dict[str, list[Labelled]], seeds: range, embedder: Remembering
) -> dict[str, float | None]:
    """Return how often parts are proposed of one label and of two, and how right they are."""
    report: dict[str, float | None] = {}
    for several, sizes in ((1, (30, 60, 90)), (2, (20, 30, 40))):
        proposed, agreement = [], []
        for seed in seeds:
            chance = random.Random(seed)  # noqa: S311
            labels = chance.sample(sorted(texts), several)
            theme = _theme(texts, labels, sizes, chance)
            split = stable_split([said for said, _ in theme], embedder=embedder)
            proposed.append(bool(split.parts))
            if split.parts and several > 1:
                part_of = {idea: n for n, part in enumerate(split.parts) for idea in part.ideas}
                groups = np.array([part_of[_called(said)] for said, _ in theme])
                truth = np.array([labels.index(label) for _, label in theme])
                agreement.append(agreement_of(truth, groups))
        report[f"parts_of_{several}"] = round(mean(proposed), 3)
        if several > 1:
            report["parts_agreement"] = round(mean(agreement), 3) if agreement else None
    return report


def _theme(
    texts: dict[str, list[Labelled]],
    labels: Sequence[str],
    sizes: Sequence[int],
    chance: random.Random,
) -> Theme:
    lines = [
        line
        for label in labels
        for line in chance.sample(texts[label], min(len(texts[label]), chance.choice(sizes)))
    ]
    return [
        (Said(UUID(int=n), "all", "text", 0, len(line.text), line.text, line.language), line.label)
        for n, line in enumerate(lines)
    ]


def _called(said: Said) -> str:
    return idea_name(said.submission_id, said.question, said.start)


if __name__ == "__main__":
    main(sys.argv[1:])
