"""What is free is given back, although something in use stands above it."""

import os
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
from pathlib import Path
from sys import argv
from service.commands.memory import leave_no_gaps

def megabytes():
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(each for each in lines if each.startswith("RssAnon")).split()[1]) / 1024

def block(size):
    return b"." * size

if argv[1] == "told":
    assert leave_no_gaps()
before = megabytes()
block(300_000)  # freed at once: by itself, glibc now finds room in the heap for what is as large
both = [(block(300_000), block(20_000)) for _ in range(200)]
kept = both[-1][1]
del both
print(megabytes() - before)
"""

_HEAPS = """
import ctypes
from sys import argv
from tempfile import NamedTemporaryFile
from threading import Barrier, Thread
from service.commands.memory import leave_no_gaps

def work():
    kept = bytes(2_000)
    working.wait()
    counted.wait()

if argv[1] == "told":
    assert leave_no_gaps()
working, counted = Barrier(4), Barrier(4)
threads = [Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
working.wait()
glibc = ctypes.CDLL(None)
glibc.fopen.restype = ctypes.c_void_p
with NamedTemporaryFile("r") as file:
    stream = ctypes.c_void_p(glibc.fopen(file.name.encode(), b"w"))
    glibc.malloc_info(0, stream)
    glibc.fclose(stream)
    print(file.read().count("<heap "))
counted.wait()
"""

only_glibc = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="another C library does it by itself"
)


def said(program: str, *arguments: str) -> list[float]:
    """Return the numbers that a program prints whose C library nobody told anything before."""
    told = ("MALLOC_", "GLIBC_TUNABLES")
    untold = {name: value for name, value in os.environ.items() if not name.startswith(told)}
    ran = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=untold,
    )
    return [float(number) for number in ran.stdout.split()]


@only_glibc
def test_what_was_large_leaves_nothing_behind() -> None:
    [told], [untold] = said(_LARGE, "told"), said(_LARGE, "not told")

    assert told < 10
    assert untold > 40


@only_glibc
def test_all_threads_share_one_heap() -> None:
    [told], [untold] = said(_HEAPS, "told"), said(_HEAPS, "not told")

    assert told == 1
    assert untold > 1


@only_glibc
def test_gaps_in_the_heap_are_given_back() -> None:
    before, freed, given_back = said(_GAPS)

    assert freed > before - 20  # by itself, it would keep them
    assert given_back < before - 50
