"""Run every benchmark that compares, and say which of its goals are met: `make bench`.

    python -m tests.benchmarks [NAME …]

Each runs in a process of its own, one after the other, as it does by itself; what it prints there
goes to standard error here. A peer that is missing is named, and a benchmark that fails does not
keep the next from running. Exits with 1 if one failed; a goal that is missed is no failure.
"""

import subprocess
import sys
from collections.abc import Sequence

import msgspec

from tests.benchmarks.goals import Goal

NAMES = ("collect", "dashboards", "footprint", "growth", "pages")


class _Report(msgspec.Struct):
    goals: list[Goal]
    load: dict[str, float]
    missing: dict[str, str]


def main(names: Sequence[str]) -> int:
    """Return how many failed."""
    failed = 0
    for name in names or NAMES:
        command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
        ran = subprocess.run(command, stdout=subprocess.PIPE, check=False)  # noqa: S603 -- our own
        if ran.returncode:
            failed += 1
            _say(f"{name}: it failed (exit code {ran.returncode})")
            continue
        sys.stderr.buffer.write(ran.stdout)
        report = msgspec.json.decode(ran.stdout, type=_Report)
        loads = " to ".join(f"{load:.1f}" for load in report.load.values())
        _say(f"{name} (load {loads})")
        for goal in report.goals:
            _say(f"  {goal}")
        for peer, why in report.missing.items():
            _say(f"  MISSING {peer}: {why}")
    return failed


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(bool(main(sys.argv[1:])))
