"""How many answers change theme when others arrive, and whether what people decided is kept.

    python -m tests.benchmarks.identity FILE.jsonl … [--n 300] [--arrivals 8] [--seeds 2]

Reads lines `{"text", "label", "lang"}`, draws n of them, lets them arrive in random order in
equal parts, searches at each arrival, and prints one JSON object per file:

- `placing`: nothing that a search proposes is accepted;
- `proposals`: every proposal is accepted (themes of what fits nowhere);
- `refits`: all is grouped anew at each arrival, and that is accepted;
- `decided`: the same, with two random decisions of people after each arrival;
- `cold`, the peer: a search from nothing at each arrival, whose themes get the numbers of those
  before them with which they have most answers in common.

`changed` is the share of the answers there before an arrival that are in another theme, in one
instead of none or in none instead of one after it, the mean over arrivals; `left` counts only
those that were in a theme. `ari` is the agreement of the themes at the end with the labels, beside
that of a search from nothing (`fresh`), so that stability is not bought with stale themes.
Where an answer holds several ideas, the theme of the first counts.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from sklearn.metrics import adjusted_rand_score

from analysis.inputs import Comment
from analysis.themes.embedders import Embedder, UniversalSentenceEncoder
from analysis.themes.find import find_themes
from analysis.themes.held import held
from analysis.themes.refit import match
from analysis.themes.results import ThemesFound
from analysis.themes.search import Search, search
from tests.benchmarks.decisions_at_random import Decided
from tests.benchmarks.labelled import Labelled, draw, read
from tests.benchmarks.ours import Remembering

_FIRST_SEED = 1_000
"""Lower ones were used while the method was chosen."""

Themes = dict[int, int]
"""Theme of each answer, 0 for none; those that hold no idea are not in it."""


def main(arguments: Sequence[str]) -> None:
    """Print one JSON object per file."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.identity")
    parser.add_argument("files", nargs="+", metavar="FILE.jsonl")
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--arrivals", type=int, default=8)
    parser.add_argument("--seeds", type=int, default=2)
    options = parser.parse_args(arguments)
    embedder = Remembering(UniversalSentenceEncoder())
    for name in options.files:
        texts = [line for line in read(Path(name)) if line.label]
        seeds = range(_FIRST_SEED, _FIRST_SEED + options.seeds)
        begun = time.perf_counter()
        stories = [
            _story(draw(texts, options.n, seed), options.arrivals, seed, embedder) for seed in seeds
        ]
        report = {
            "file": Path(name).stem,
            "n": options.n,
            "arrivals": options.arrivals,
            "seeds": options.seeds,
            **_mean_of(stories),
            "seconds": round(time.perf_counter() - begun, 1),
        }
        sys.stdout.write(json.dumps(report) + "\n")
        sys.stdout.flush()


def _mean_of(stories: Sequence[dict[str, dict[str, float]]]) -> dict[str, Any]:
    return {
        course: {
            figure: round(mean(story[course][figure] for story in stories), 3)
            for figure in stories[0][course]
        }
        for course in stories[0]
    }


def _story(
    drawn: Sequence[Labelled], arrivals: int, seed: int, embedder: Embedder
) -> dict[str, dict[str, float]]:
    """Return the figures of each course of the same arrivals."""
    lines = random.Random(seed).sample(drawn, len(drawn))  # noqa: S311
    comments = [
        Comment(UUID(int=person), "all", "text", line.language, line.text)
        for person, line in enumerate(lines)
    ]
    ends = [round(len(comments) * part / arrivals) for part in range(1, arrivals + 1)]
    turns = [comments[:end] for end in ends]
    labels = [line.label for line in lines]
    decided = Decided(random.Random(seed))  # noqa: S311
    return {
        "placing": _course(turns, labels, _searching(embedder, accept=False, refit=False)),
        "proposals": _course(turns, labels, _searching(embedder, accept=True, refit=False)),
        "refits": _course(turns, labels, _searching(embedder, accept=True, refit=True)),
        "decided": _course(
            turns, labels, _searching(embedder, accept=True, refit=True, decided=decided)
        )
        | {"decisions": decided.made, "decisions_kept": decided.kept},
        "cold": _course(turns, labels, _cold(embedder)),
        "fresh": _at_the_end(_themes(find_themes(comments, embedder=embedder)), labels),
    }


_Search = Callable[[Sequence[Comment]], Themes]


class _Moved(NamedTuple):
    changed: float
    left: float


def _course(
    turns: Sequence[Sequence[Comment]], labels: Sequence[str], searched: _Search
) -> dict[str, float]:
    moved: list[_Moved] = []
    before: Themes | None = None
    after: Themes = {}
    for comments in turns:
        after = searched(comments)
        if before is not None:
            moved.append(_between(before, after))
        before = after
    return {
        "changed": mean(each.changed for each in moved),
        "left": mean(each.left for each in moved),
        "most_changed": max(each.changed for each in moved),
        **_at_the_end(after, labels),
    }


def _between(before: Themes, after: Themes) -> _Moved:
    changed = [answer for answer in before if after[answer] != before[answer]]
    left = [answer for answer in changed if before[answer]]
    return _Moved(len(changed) / len(before), len(left) / len(before))


def _at_the_end(themes: Themes, labels: Sequence[str]) -> dict[str, float]:
    of_each = [themes.get(answer, 0) for answer in range(len(labels))]
    return {
        "ari": float(adjusted_rand_score(labels, of_each)),
        "themes": len(set(of_each) - {0}),
        "unsure": of_each.count(0) / len(of_each),
    }


def _searching(
    embedder: Embedder, *, accept: bool, refit: bool, decided: Decided | None = None
) -> _Search:
    """Return the product's search, each turn standing on the last."""
    standing: ThemesFound | None = None

    def searched(comments: Sequence[Comment]) -> Themes:
        nonlocal standing
        asked = Search(comments, cohorts=(), standing=standing, watch=None, refit=refit)
        result = search(asked, embedder=embedder)
        standing = result.standing
        if accept and result.proposed is not None:
            standing = held(result.proposed, standing)
        themes = _themes(standing)
        if decided is not None:
            decided.look_at(standing)
            standing = decided.decide(decided.decide(standing))
        return themes

    return searched


def _cold(embedder: Embedder) -> _Search:
    """Return a search from nothing whose themes get the numbers of the last."""
    before: Themes = {}
    given = 0

    def searched(comments: Sequence[Comment]) -> Themes:
        nonlocal before, given
        found = _themes(find_themes(comments, embedder=embedder))
        answers = sorted(found)
        groups = np.array([found[answer] - 1 for answer in answers])
        number = match(
            np.array([before.get(answer, 0) for answer in answers]),
            groups,
            np.ones(len(answers), dtype=np.int64),
        )
        for group in sorted(set(groups.tolist()) - {-1} - number.keys()):
            given = max(given, *number.values(), 0) + 1
            number[group] = given
        before = {
            answer: number.get(group, 0)
            for answer, group in zip(answers, groups.tolist(), strict=True)
        }
        return before

    return searched


def _themes(found: ThemesFound) -> Themes:
    themes: Themes = {}
    for mention in found.mentions:
        themes.setdefault(mention.submission_id.int, mention.theme or 0)
    return themes


if __name__ == "__main__":
    main(sys.argv[1:])
