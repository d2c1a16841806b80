"""What a dashboard costs, however many answered: `docs/decisions/counts.md` says how.

    python -m tests.benchmarks.dashboards [--submissions 10000 100000] [--reads 20]

Over files of several sizes, with as many surveys, the pages of a programme and the data behind
them are read again and again, as a signed-in browser does, first by themselves and then while a
crowd sends submissions as fast as it can. Compared with: the smallest file; counting all answers in
the file anew, which has to give the same numbers; and the crowd that nobody reads beside. Every
survey but one is over. Prints one JSON object.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import httpx

from service.store.counts import counted
from service.store.database import Database
from service.web.front_desk import COOKIE
from surveys.texts import Slug
from tests.benchmarks.collecting.crowd import Phases, crowd
from tests.benchmarks.goals import Goal, as_json
from tests.live import LiveService, live_service
from tests.load.files import OPEN, make_file, sign_somebody_in

PAGES = (
    "/programmes",
    "/programmes/essai",
    "/programmes/essai/indicators",
    "/programmes/essai/by/role",
    "/cohorts/avant-3",
    "/cohorts/avant-3?role=volunteer",
    "/activities/formation/trends",
    "/activities/formation/trends?role=volunteer&since=2018-01-01",
    "/compare?programme=essai",
)
DATA = (
    "/api/home",
    "/api/programmes/essai/indicators",
    "/api/cohorts/avant-3",
    "/api/cohorts/avant-3?role=volunteer",
    "/api/activities/formation/trends",
)

_ITEM = "recommend_score"
"""Whose counts are held against the file's."""

_CONNECTIONS = 64


class Reading(NamedTuple):
    """Milliseconds that one address took, each time."""

    address: str
    times: Sequence[float]

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[-1]


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _asked(arguments)
    before = os.getloadavg()
    sizes = {}
    for submissions in sorted(asked.submissions):
        with TemporaryDirectory(prefix="bilan-dashboards-") as folder:
            sizes[submissions] = _size(Path(folder) / "bilan.duckdb", submissions, asked)
    report = {
        "benchmark": "dashboards",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": {"before": before[0], "after": os.getloadavg()[0]},
        "reads": asked.reads,
        "missing": {},
        "at": sizes,
        "goals": as_json(_goals(sizes)),
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--reads", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=4, help="that the crowd sends")
    return parser.parse_args(arguments)


def _size(path: Path, submissions: int, asked: argparse.Namespace) -> dict[str, Any]:
    """Measure one file, which is made for it."""
    make_file(path, submissions=submissions)
    (kept,) = sign_somebody_in(path, browsers=1)
    scan, numbers = _scanned(path)
    with (
        live_service(path, settings={"BILAN_SENDS_PER_SURVEY": str(10**9)}) as live,
        httpx.Client(base_url=live.address, cookies={COOKIE: kept}, timeout=60) as browser,
    ):
        first = [_read(browser, address, 1) for address in (*PAGES, *DATA)]
        alone = [_read(browser, address, asked.reads) for address in (*PAGES, *DATA)]
        shown = _shown(browser)
        quiet = _crowd(live, asked.seconds, seed=1)
        with ThreadPoolExecutor(1) as thread:
            sending = thread.submit(_crowd, live, asked.seconds, seed=2)
            beside = []
            while not sending.done():
                beside += [_read(browser, address, 1) for address in DATA]
            crowded = sending.result()
    return {
        "same_numbers": shown == {survey: numbers[survey] for survey in shown},
        "scan_milliseconds": round(scan, 1),
        "milliseconds": {
            each.address: {
                "first": round(once.times[0], 1),
                "median": round(median(each.times), 1),
                "p95": round(each.p95, 1),
            }
            for once, each in zip(first, alone, strict=True)
        },
        "beside_a_crowd": {
            "p95": round(Reading("", [each.times[0] for each in beside]).p95, 1),
            "writes_ratio": round(crowded / quiet, 2),
        },
    }


def _read(browser: httpx.Client, address: str, times: int) -> Reading:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        answer = browser.get(address)
        found.append(1_000 * (time.perf_counter() - began))
        assert answer.status_code == 200, (address, answer.status_code, answer.text[:300])
    return Reading(address, found)


def _scanned(path: Path) -> tuple[float, dict[Slug, list[int]]]:
    """Return how many milliseconds it takes to count all answers, and what one item is given."""
    with Database(path) as database, database.cursor() as cursor:
        surveys = [
            survey
            for (survey,) in cursor.execute("select distinct survey from submissions").fetchall()
        ]
        began = time.perf_counter()
        found = counted(cursor, surveys)
        took = 1_000 * (time.perf_counter() - began)
    return took, {
        survey: [parts[None, ""].cells.get((_ITEM, str(score)), 0) for score in range(11)]
        for survey, parts in found.items()
    }


def _shown(browser: httpx.Client) -> dict[Slug, list[int]]:
    """Return what the data of one cohort says of the item."""
    cohort = browser.get("/api/cohorts/avant-3").json()
    scores = [
        each
        for question in cohort["scores"]["questions"]
        for each in question["scores"]
        if each["item"] == _ITEM
    ]
    return {cohort["scores"]["survey"]: scores[0]["counts"]}


def _crowd(live: LiveService, seconds: float, *, seed: int) -> float:
    """Return how many submissions a second are taken."""
    address = f"{live.address}/api/surveys/{OPEN}/submissions"
    return crowd(address, Phases(0.5, seconds), connections=_CONNECTIONS, seed=seed).rate


def _goals(sizes: Mapping[int, dict[str, Any]]) -> list[Goal]:
    least, most = sizes[min(sizes)], sizes[max(sizes)]
    times = most["milliseconds"]
    slower = [times[each]["median"] / least["milliseconds"][each]["median"] for each in times]
    scans = [most["scan_milliseconds"] / times[each]["median"] for each in DATA]
    many = f"{max(sizes):,} submissions"
    return [
        Goal(f"a page and its data at {many}, over {min(sizes):,}", median(slower), most=1.2),
        Goal(f"counting anew at {many}, over reading the data of a page", median(scans), least=100),
        Goal(
            "p95 of the data of a page beside a crowd, ms", most["beside_a_crowd"]["p95"], most=10
        ),
        Goal("writes beside whoever reads", most["beside_a_crowd"]["writes_ratio"], least=0.95),
    ]


if __name__ == "__main__":
    main()
