"""How many submissions a second are acknowledged, that is on disk, through the real route.

    python -m tests.benchmarks.collect [--connections 64 256] [--rounds 5] [--seconds 4]
        [--without PEER …]

Each round sends to Bilan and to every peer (`collecting.peers`), each freshly started over an empty
file, one after the other: so a ratio compares what ran within the same minute. Prints one JSON
object: ratios (Bilan's rate over the peer's: median, least and most of the rounds; of the batch
route, its rate over that of the single one), rates, latencies of the acknowledgement of single
ones, and the load of the machine. A peer that cannot be started here
is named with the reason.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from service.store.database import Database
from service.store.load import load
from tests.benchmarks.collecting.crowd import Phases, Taken, crowd
from tests.benchmarks.collecting.peers import PATH, SURVEY
from tests.benchmarks.collecting.postgresql import NotInstalled, postgresql
from tests.benchmarks.collecting.serving import serving
from tests.benchmarks.goals import Goal, as_json
from tests.factories import make_bundle
from tests.live import live_service

OURS = "bilan"
BATCHES = "bilan_batch"
PEERS = ("typed", "bare", "duckdb_each", "duckdb_threads", "sqlite_each", "postgresql_each")

GOALS: dict[int, dict[str, float]] = {
    64: {"duckdb_each": 25, "sqlite_each": 20, "postgresql_each": 2.5, "typed": 1.0, "bare": 0.9},
    256: {"duckdb_each": 50, "sqlite_each": 40, "postgresql_each": 5.0, "typed": 1.0, "bare": 0.9},
}
"""By connections: of a peer's rate, at least."""

_AT_ONCE = 100
"""Submissions in a batch."""

_WARM_UP_SECONDS = 1.0

Rounds: TypeAlias = dict[int, list[dict[str, Taken]]]
"""By number of connections: what was measured in each round, by name."""


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _asked(arguments)
    before = os.getloadavg()
    with ExitStack() as stack:
        missing: dict[str, str] = {}
        places = {name: "" for name in PEERS if name not in asked.without}
        if "postgresql_each" in places:
            try:
                places["postgresql_each"] = stack.enter_context(postgresql())
            except NotInstalled as error:
                missing["postgresql_each"] = str(error)
                del places["postgresql_each"]
        rounds: Rounds = {connections: [] for connections in asked.connections}
        for number in range(asked.rounds):
            for connections, measured in rounds.items():
                measured.append(_round(places, connections, asked.seconds, number))
                _tell(connections, measured[-1])
    report = {
        "benchmark": "collect",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": {"before": before[0], "after": os.getloadavg()[0]},
        "rounds": asked.rounds,
        "seconds": asked.seconds,
        "missing": missing,
        "at": {connections: _summary(measured) for connections, measured in rounds.items()},
    }
    report["goals"] = as_json(_goals(report["at"]))
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--connections", type=int, nargs="+", default=[64, 256])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--without", nargs="+", default=[], choices=PEERS, metavar="PEER")
    return parser.parse_args(arguments)


def _round(
    places: dict[str, str], connections: int, seconds: float, number: int
) -> dict[str, Taken]:
    """Measure everybody once, in an order that turns with the round."""
    names = [OURS, BATCHES, *places]
    phases = Phases(_WARM_UP_SECONDS, seconds)
    turned = names[number % len(names) :] + names[: number % len(names)]
    taken = {}
    for name in turned:
        with TemporaryDirectory(prefix="bilan-collect-") as folder, ExitStack() as stack:
            peer = name in places
            serves = serving(name, places[name] or folder) if peer else _ours(folder)
            address = f"{stack.enter_context(serves)}{PATH}"
            batch = name == BATCHES
            taken[name] = crowd(
                f"{address}/batch" if batch else address,
                phases,
                connections=connections,
                seed=number,
                at_once=_AT_ONCE if batch else 0,
            )
    return taken


@contextmanager
def _ours(folder: str) -> Iterator[str]:
    path = Path(folder) / "bilan.duckdb"
    with Database(path) as database:
        load(database, make_bundle(surveys=(SURVEY,)), at=datetime.now(UTC))
    all_by_one = {"BILAN_SENDS_PER_SURVEY": str(10**9)}
    with live_service(path, settings=all_by_one) as live:
        yield live.address


def _summary(rounds: Sequence[dict[str, Taken]]) -> dict[str, Any]:
    names = rounds[0].keys()

    def ratio(of: str, over: str) -> dict[str, float]:
        found = [each[of].rate / each[over].rate for each in rounds]
        values = {"median": median(found), "least": min(found), "most": max(found)}
        return {name: round(value, 2) for name, value in values.items()}

    return {
        "ratios": {name: ratio(OURS, name) for name in PEERS if name in names},
        "batch": {"at_once": _AT_ONCE, "ratio": ratio(BATCHES, OURS)},
        "rates": {name: round(median(each[name].rate for each in rounds)) for name in names},
        "milliseconds": {
            f"p{100 * share:g}": round(
                median(1000 * each[OURS].percentile(share) for each in rounds), 2
            )
            for share in (0.5, 0.99, 0.999)
        },
    }


def _goals(at: Mapping[int, Any]) -> list[Goal]:
    found = []
    for connections, summary in at.items():
        goals = GOALS[min(GOALS, key=lambda each: abs(each - connections))]
        found += [
            Goal(f"{connections} connections, over {peer}", found["median"], least=goals[peer])
            for peer, found in summary["ratios"].items()
            if peer in goals
        ]
        batch = summary["batch"]["ratio"]["median"]
        found.append(Goal(f"{connections} connections, batches over single ones", batch, least=10))
        tail = summary["milliseconds"]["p99.9"] / summary["milliseconds"]["p50"]
        found.append(Goal(f"{connections} connections, p99.9 over p50", tail, most=10))
    return found


def _tell(connections: int, taken: dict[str, Taken]) -> None:
    """Say on standard error what a round came to: the whole takes minutes."""
    rates = ", ".join(f"{name} {each.rate:.0f}/s" for name, each in taken.items())
    sys.stderr.write(f"{connections} connections, load {os.getloadavg()[0]:.1f}: {rates}\n")


if __name__ == "__main__":
    main()
