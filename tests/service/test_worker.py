"""A computation runs in a process of its own, and whatever happens there is heard of."""

import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Timer

import pytest

from service.jobs.worker import Computation, ComputeCancelled, ComputeFailed, compute

MODULE = "tests.service.jobs_for_tests"


def ignore(done: float) -> None:
    del done


def test_the_result_comes_back_and_progress_is_told() -> None:
    told: list[float] = []

    assert compute(Computation(MODULE, "double", 21), progress=told.append) == 42
    assert told == [0.5]


def test_parts_are_handed_over_in_order_before_the_result() -> None:
    parts: list[int] = []

    assert compute(Computation(MODULE, "count", 3), progress=ignore, part=parts.append) == 3
    assert parts == [0, 1, 2]
    assert compute(Computation(MODULE, "count", 3), progress=ignore) == 3


def test_what_is_raised_is_heard_of() -> None:
    with pytest.raises(ComputeFailed) as failed:
        compute(Computation(MODULE, "fail", "somebody's words"), progress=ignore)

    assert str(failed.value) == "ValueError"
    where = "\n".join(failed.value.__notes__)
    assert "jobs_for_tests.py" in where
    assert "somebody" not in where


def test_a_process_that_dies_is_heard_of() -> None:
    with pytest.raises(ComputeFailed, match="ended with code 3"):
        compute(Computation(MODULE, "die", 3), progress=ignore)


def test_it_can_be_stopped_at_once() -> None:
    cancelled = Event()
    Timer(0.5, cancelled.set).start()
    started = time.monotonic()

    with pytest.raises(ComputeCancelled):
        compute(Computation(MODULE, "wait", 60.0), progress=ignore, cancelled=cancelled)

    assert time.monotonic() - started < 30


def test_the_parent_does_not_import_what_the_child_computes_with() -> None:
    sys.modules.pop("tests.service.jobs_for_tests", None)

    assert compute(Computation(MODULE, "is_imported", MODULE), progress=ignore)
    assert MODULE not in sys.modules


_DIES_AS_IT_STARTS = """
import os
from service.jobs.worker import Computation, ComputeFailed, compute

if __name__ == "__mp_main__":
    os._exit(3)
if __name__ == "__main__":
    try:
        compute(Computation("json", "dumps", "x" * 1_000_000), progress=print)
    except ComputeFailed as error:
        print(error)
"""


def test_a_process_that_dies_before_it_reads_a_large_argument_is_told_at_once(
    tmp_path: Path,
) -> None:
    script = tmp_path / "dies.py"
    script.write_text(_DIES_AS_IT_STARTS, "utf-8")
    done = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, str(script)], capture_output=True, text=True, timeout=15, check=True
    )

    assert "ended with code 3 before it had a result" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="another system tells this in another way")
def test_whoever_serves_people_comes_before_what_computes() -> None:
    nice, ended_first = compute(Computation(MODULE, "place_in_the_queue", None), progress=ignore)

    assert nice == 19
    assert ended_first > int(Path("/proc/self/oom_score_adj").read_text("ascii"))
