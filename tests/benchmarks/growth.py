"""What searches for themes, and for what is new, take as comments grow: seconds and memory.

    python -m tests.benchmarks.growth [--comments 1000 10000] [--rounds 5] [--embedder words]
        [--compute dask://HOST:PORT]

Comments are made up (`made_up`), and nearly all different. Each size is measured in a process of
its own: `themes` is a first search; `emergence` the next one, that looks at the last tenth of the
people, a cohort of their own. The limit is making the vectors alone, of as many texts: measured
in the same process right before, on at most 2,048 of them, and multiplied.

Prints one JSON object: of each size, medians of the rounds of seconds, of peak memory in MB, and
of the ratio of `themes` to the limit; and `growth`, the exponent by which seconds and memory grow
from the size before (1 is linear).
"""

import argparse
import json
import math
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context
from statistics import median
from typing import NamedTuple, TypeVar

from threadpoolctl import threadpool_limits

from analysis.themes.cached_embedder import PIECE, CachedEmbedder
from analysis.themes.embedders import Embedder, HashedWordsEmbedder
from analysis.themes.sealed_vectors import SealedVectors
from analysis.themes.search import Search, search
from analysis.themes.spread import cut
from service.jobs.cluster import on_workers
from service.jobs.embedder_choice import Choice, choose
from service.jobs.embedders import embedder_of
from tests.benchmarks.goals import Goal, as_json
from tests.benchmarks.made_up import made_up
from tests.benchmarks.memory import forget_peak, peak_mb

_MOST_OF_LIMIT = 2_048
_LATEST = 0.1
"""Share of the people who are in the latest cohort."""

_Result = TypeVar("_Result")


class Taken(NamedTuple):
    """By one size, in one round; seconds, and megabytes at the highest."""

    limit: float
    themes: float
    emergence: float
    themes_mb: float
    emergence_mb: float
    start_mb: float
    """Before a search, with its comments in memory."""
    found: int
    """Themes."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one JSON object."""
    asked = _asked(arguments)
    before = os.getloadavg()
    taken: dict[int, list[Taken]] = {number: [] for number in asked.comments}
    for _ in range(asked.rounds):
        for number, rounds in taken.items():
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                rounds.append(
                    alone.submit(measured, number, choose(asked.embedder), asked.compute).result()
                )
            _tell(number, rounds[-1])
    medians = {
        number: Taken(*(median(each) for each in zip(*rounds, strict=True)))
        for number, rounds in taken.items()
    }
    report = {
        "benchmark": "growth",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": {"before": before[0], "after": os.getloadavg()[0]},
        "rounds": asked.rounds,
        "embedder": asked.embedder,
        "compute": asked.compute or "one process",
        "missing": {"bertopic": "compared by tests.benchmarks.themes --peers, not here"},
        "at": {
            number: {
                **{name: float(f"{value:.4g}") for name, value in found._asdict().items()},
                "ratio": round(median(each.themes / each.limit for each in taken[number]), 2),
            }
            for number, found in medians.items()
        },
        "growth": _growth(medians),
        "goals": as_json(_goals(_growth(medians))),
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--comments", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--embedder", default="words")
    parser.add_argument("--compute", default="")
    return parser.parse_args(arguments)


def measured(number: int, choice: Choice, compute: str) -> Taken:
    """Search so many comments, twice; to be run in a process that has done nothing else."""
    comments = [
        replace(each, survey="latest" if which >= (1 - _LATEST) * number else "before")
        for which, each in enumerate(made_up(number))
    ]
    cohorts = [(name, frozenset([name])) for name in ("before", "latest")]
    asked = Search(comments=comments, cohorts=(), standing=None, watch=None)
    limit = _limit(embedder_of(choice), [each.text for each in comments])
    start = peak_mb()
    with on_workers(compute, choice):
        embedder = embedder_of(choice)
        if not isinstance(embedder, HashedWordsEmbedder):
            embedder = CachedEmbedder(embedder, SealedVectors(b"", b""), lambda _: None)
        themes, first, themes_mb = _timed(lambda: search(asked, embedder=embedder))
        again = replace(asked, cohorts=cohorts, standing=first.standing)
        emergence, _, emergence_mb = _timed(lambda: search(again, embedder=embedder))
    return Taken(
        limit, themes, emergence, themes_mb, emergence_mb, start, len(first.standing.themes)
    )


def _limit(embedder: Embedder, texts: Sequence[str]) -> float:
    """Return the seconds that the vectors of all `texts` take, from those of some."""
    embedder.encode(["read the model from disk before the clock starts"])
    some = texts[:_MOST_OF_LIMIT]
    with threadpool_limits(limits=1):
        begun = time.perf_counter()
        for piece in cut(some, PIECE):
            embedder.encode(piece)
        return (time.perf_counter() - begun) * len(texts) / len(some)


def _timed(work: Callable[[], _Result]) -> tuple[float, _Result, float]:
    """Return the seconds it took, what it returned, and the peak of memory meanwhile."""
    forget_peak()
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result, peak_mb()


def _growth(medians: dict[int, Taken]) -> list[dict[str, float]]:
    """Return the exponents from each size to the next: of seconds, and of memory beyond none."""
    sizes = sorted(medians)
    return [
        {
            "from": less,
            "to": more,
            **{
                name: round(
                    math.log(getattr(medians[more], name) / getattr(medians[less], name))
                    / math.log(more / less),
                    2,
                )
                for name in ("themes", "emergence", "themes_mb", "emergence_mb")
            },
        }
        for less, more in pairwise(sizes)
    ]


def _goals(growth: Sequence[Mapping[str, float]]) -> list[Goal]:
    return [
        Goal(
            f"{name} from {each['from']:,} to {each['to']:,} comments, exponent", each[name], most=1
        )
        for each in growth
        for name in ("themes", "emergence", "themes_mb", "emergence_mb")
    ]


def _tell(number: int, taken: Taken) -> None:
    """Say on standard error what a round came to: the whole takes minutes."""
    sys.stderr.write(
        f"{number} comments, load {os.getloadavg()[0]:.1f}: themes {taken.themes:.1f} s, "
        f"{taken.themes_mb:.0f} MB; emergence {taken.emergence:.1f} s\n"
    )


if __name__ == "__main__":
    main()
