"""How much room answers take on disk, and how soon and how lean the service stands over them.

    python -m tests.benchmarks.footprint [--submissions 100000] [--rounds 5]

Made-up submissions go into a file of Bilan, which is then written anew as after an erasure; and
the same ones, as JSON, into a table of PostgreSQL with a `jsonb` column and a primary key, packed
by `vacuum full`. Bytes are by submission; what a file without any takes is not counted. Then
the service is started over the file, in turns with the same server over one route that stores
nothing: seconds from the process to its first answer. What is resident is looked at ten seconds
later. Prints one JSON object; a peer that cannot be started here is named with the reason.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from service.store.database import Database
from service.store.renewal import renew
from tests.benchmarks.collecting.postgresql import NotInstalled, postgresql
from tests.benchmarks.collecting.serving import serving
from tests.benchmarks.goals import Goal, as_json
from tests.live import live_service
from tests.load.files import make_file
from tests.load.processes import use_of

_SETTLED_SECONDS = 10.0

_STORED = """
with written as (
    select submission_id, map(list(question), list(text)) as comments
    from comments
    group by submission_id
)
select submission_id, survey, answers::json, received_on::varchar, language, comments
from submissions left join written using (submission_id)
"""


class Started(NamedTuple):
    """What one start came to."""

    seconds: float
    """From the process to its first answer."""
    megabytes: float
    """Resident, some time later."""


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _asked(arguments)
    before = os.getloadavg()
    missing: dict[str, str] = {}
    with TemporaryDirectory(prefix="bilan-footprint-") as folder:
        path, empty = Path(folder) / "bilan.duckdb", Path(folder) / "empty.duckdb"
        make_file(empty)
        make_file(path, submissions=asked.submissions)
        sizes = {"bilan": (_packed(path) - _packed(empty)) / asked.submissions}
        try:
            with postgresql() as address:
                sizes["postgresql_jsonb"] = asyncio.run(_jsonb(address, path)) / asked.submissions
        except NotInstalled as error:
            missing["postgresql_jsonb"] = str(error)
        ours, theirs = [], []
        for _ in range(asked.rounds):
            ours.append(_started(path, asked.settled))
            theirs.append(_bare_start(folder))
    report = {
        "benchmark": "footprint",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": {"before": before[0], "after": os.getloadavg()[0]},
        "submissions": asked.submissions,
        "rounds": asked.rounds,
        "missing": missing,
        "bytes": {name: round(size, 1) for name, size in sizes.items()},
        "start": {
            "seconds": round(median(each.seconds for each in ours), 3),
            "ratio_to_bare": round(
                median(one.seconds / other for one, other in zip(ours, theirs, strict=True)), 2
            ),
        },
        "megabytes": round(median(each.megabytes for each in ours), 1),
        "goals": as_json(_goals(sizes, ours)),
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--settled", type=float, default=_SETTLED_SECONDS, metavar="SECONDS")
    return parser.parse_args(arguments)


def _goals(sizes: Mapping[str, float], starts: Sequence[Started]) -> list[Goal]:
    found = [
        Goal("seconds to the first answer", median(each.seconds for each in starts), most=0.4),
        Goal("megabytes resident", median(each.megabytes for each in starts), most=100),
    ]
    if "postgresql_jsonb" in sizes:
        ratio = sizes["bilan"] / sizes["postgresql_jsonb"]
        found.append(Goal("bytes, over PostgreSQL's jsonb", ratio, most=0.15))
    return found


def _packed(path: Path) -> int:
    """Write a file anew, and return its bytes."""
    with Database(path) as database:
        assert renew(database, patience=10)
    return path.stat().st_size


async def _jsonb(address: str, path: Path) -> int:
    """Return the bytes of all submissions in a table of PostgreSQL."""
    import asyncpg  # noqa: PLC0415 -- only this peer needs it

    with Database(path) as database, database.cursor() as cursor:
        stored = cursor.execute(_STORED).fetchall()
    rows = [
        (key, survey, json.dumps({**rest, "answers": json.loads(answers)}))
        for key, survey, answers, *values in stored
        for rest in [dict(zip(("day", "language", "comments"), values, strict=True))]
    ]
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(
            "create table submissions (id uuid primary key, survey text, submission jsonb)"
        )
        await connection.copy_records_to_table("submissions", records=rows)
        await connection.execute("vacuum full submissions")
        size: int = await connection.fetchval("select pg_total_relation_size('submissions')")
    finally:
        await connection.close()
    return size


def _started(path: Path, settled: float) -> Started:
    """Start the service, and stop it."""
    began = time.perf_counter()
    with live_service(path) as live:
        seconds = time.perf_counter() - began
        time.sleep(settled)
        return Started(seconds, use_of(live.process.pid).resident / 1e6)


def _bare_start(place: str) -> float:
    began = time.perf_counter()
    with serving("typed", place):
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
