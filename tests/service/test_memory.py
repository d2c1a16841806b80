"""What is free is given back, although something in use stands above it."""

import platform
import subprocess
import sys

import pytest

_GAPS = """
import time
from pathlib import Path
from service.commands.memory import giving_back
from service.store.database import Database

def megabytes():
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(each for each in lines if each.startswith("RssAnon")).split()[1]) / 1024

pieces = [bytes(2_000) for _ in range(40_000)]
kept = pieces[::100]
before = megabytes()
del pieces
freed = megabytes()
with Database(Path(":memory:")) as database, giving_back(database, 0.05):
    time.sleep(0.5)
    print(before, freed, megabytes())
"""


_LARGE = """
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from sys import argv
from service.commands.memory import leave_no_gaps

def megabytes():
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(each for each in lines if each.startswith("RssAnon")).split()[1]) / 1024

def answer(_):
    large = [bytes(300_000) for _ in range(100)]
    return bytes(2_000), len(large)

if argv[1] == "told":
    assert leave_no_gaps()
before = megabytes()
with ThreadPoolExecutor(8) as threads:
    kept = list(threads.map(answer, range(400)))
print(megabytes() - before)
"""

only_glibc = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="another C library does it by itself"
)


def grown(told: str) -> float:
    """Return how many megabytes are left of some work in several threads."""
    ran = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", _LARGE, told], capture_output=True, text=True, check=True
    )
    return float(ran.stdout)


@only_glibc
def test_what_was_large_leaves_nothing_behind() -> None:
    assert grown("told") < 5
    assert grown("not told") > 15


@only_glibc
def test_gaps_in_the_heap_are_given_back() -> None:
    ran = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", _GAPS], capture_output=True, text=True, check=True
    )
    before, freed, given_back = map(float, ran.stdout.split())

    assert freed > before - 20  # by itself, it would keep them
    assert given_back < before - 50
