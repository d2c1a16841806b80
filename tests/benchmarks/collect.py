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
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from service.store.database import Database
from service.store.load import load
from tests.benchmarks.collecting.crowd import Phases, Taken, crowd
from tests.benchmarks.collecting.peers import PATH, SURVEY
from tests.benchmarks.collecting.postgresql import NotInstalled, postgresql
from tests.factories import make_bundle
from tests.live import free_port, live_service

OURS = "bilan"
BATCHES = "bilan_batch"
PEERS = ("typed", "bare", "duckdb_each", "duckdb_threads", "sqlite_each", "postgresql_each")

_AT_ONCE = 100
"""Submissions in a batch."""

_WARM_UP_SECONDS = 1.0
_PATIENCE_SECONDS = 30

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
                places["postgresql_each"] = _postgresql(stack)
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
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--connections", type=int, nargs="+", default=[64, 256])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--without", nargs="+", default=[], choices=PEERS, metavar="PEER")
    return parser.parse_args(arguments)


def _postgresql(stack: ExitStack) -> str:
    if not find_spec("asyncpg"):
        raise NotInstalled("the Python package asyncpg is not installed (extra `peers`)")
    return stack.enter_context(postgresql())


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
            serving = _peer(name, places[name] or folder) if peer else _ours(folder)
            address = f"{stack.enter_context(serving)}{PATH}"
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


@contextmanager
def _peer(name: str, place: str) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.collecting.peers", name, str(port), place]
    process = subprocess.Popen(command)  # noqa: S603 -- our own
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    """Return once something listens there."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- our own
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{process.args!r} did not begin to serve")


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


def _tell(connections: int, taken: dict[str, Taken]) -> None:
    """Say on standard error what a round came to: the whole takes minutes."""
    rates = ", ".join(f"{name} {each.rate:.0f}/s" for name, each in taken.items())
    sys.stderr.write(f"{connections} connections, load {os.getloadavg()[0]:.1f}: {rates}\n")


if __name__ == "__main__":
    main()
