"""What a benchmark says of memory is that of its own process."""

import subprocess
import sys


def test_a_process_does_not_take_the_peak_of_the_one_that_started_it_for_its_own() -> None:
    largest = bytearray(300_000_000)
    done = subprocess.run(
        [sys.executable, "-c", "from tests.benchmarks.memory import peak_mb; print(peak_mb())"],
        capture_output=True,
        check=True,
    )
    assert 1 < float(done.stdout) < len(largest) / 1_000_000
