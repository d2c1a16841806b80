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


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library does it by itself")
def test_gaps_in_the_heap_are_given_back() -> None:
    ran = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", _GAPS], capture_output=True, text=True, check=True
    )
    before, freed, given_back = map(float, ran.stdout.split())

    assert freed > before - 20  # by itself, it would keep them
    assert given_back < before - 50
