"""Half an hour at load: what the process holds does not grow, and a leak would be seen."""

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.live import live_service
from tests.load.audience import Seen
from tests.load.files import make_file, sign_somebody_in, stored
from tests.load.soak import Growth, Sample, growth, leaks, soak

MINUTES = float(os.environ.get("SOAK_MINUTES", "30"))

_LEAKING = """
from service.web.collect import Collector

kept = []
collect = Collector.collect


async def leaking(self, *given, **named):
    kept.append(bytearray(50_000))
    return await collect(self, *given, **named)


Collector.collect = leaking
from service.__main__ import main

main()
"""
"""The service, which keeps 50 kB of each submission: 10 MB a minute at load."""


def samples(
    minutes: float,
    *,
    per_minute: float = 0.0,
    descriptors_per_minute: float = 0.0,
    threads_per_minute: float = 0.0,
) -> list[Sample]:
    """Return what a process might hold: noise, peaks of a hundred megabytes, and a leak."""
    chance = Random(7)  # noqa: S311 -- noise
    return [
        Sample(
            seconds=second,
            memory=150
            + 30 * (1 - 0.97**second)
            + abs(chance.gauss(0, 15))
            + (100 if second % 11 < 3 else 0)
            + per_minute * second / 60,
            threads=18 + second % 5 + int(threads_per_minute * second / 60),
            descriptors=60 + chance.randrange(20) + int(descriptors_per_minute * second / 60),
            file=10,
            log=(second % 30) / 10,
        )
        for second in range(int(60 * minutes))
    ]


def test_noise_peaks_and_warming_up_are_no_leak() -> None:
    assert leaks(growth(samples(10))) == []
    assert leaks(growth(samples(30))) == []


@pytest.mark.parametrize(
    ("what", "leaking"),
    [
        ("memory", samples(10, per_minute=1.0)),
        ("descriptors", samples(10, descriptors_per_minute=2)),
        ("threads", samples(10, threads_per_minute=1)),
    ],
)
def test_what_grows_slowly_is_seen(what: str, leaking: list[Sample]) -> None:
    (found,) = leaks(growth(leaking))

    assert found.startswith(what)


def test_the_slope_is_that_of_the_leak() -> None:
    grown = growth(samples(20, per_minute=3.0))

    assert grown.memory == pytest.approx(30, abs=3)


def held(
    tmp_path: Path, minutes: float, program: Sequence[str] = ("-m", "service")
) -> tuple[Growth, Seen]:
    path = tmp_path / "bilan.duckdb"
    make_file(path)
    kept = sign_somebody_in(path, browsers=5)
    seen = Seen()
    with live_service(path, program=program, settings={"BILAN_SHORTEST_SECONDS": "2"}) as service:
        looked = asyncio.run(soak(service, path, kept, 60 * minutes, seen))
    for each in looked[:: max(1, len(looked) // 20)]:
        print(*(f"{value:9.1f}" for value in each))  # noqa: T201 -- it was measured
    print(growth(looked), len(seen.acknowledged), seen.errors[:5])  # noqa: T201
    assert seen.acknowledged - seen.erased <= stored(path)
    return growth(looked), seen


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at as Linux shows them")
def test_half_an_hour_at_load_leaves_memory_flat(tmp_path: Path) -> None:
    """`SOAK_MINUTES` makes it shorter or longer; below ten, noise weighs more than a leak."""
    grown, seen = held(tmp_path, MINUTES)

    assert seen.errors == []
    assert leaks(grown) == []


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at as Linux shows them")
def test_a_leak_would_be_seen(tmp_path: Path) -> None:
    grown, _ = held(tmp_path, min(MINUTES, 5), ("-c", _LEAKING))

    assert grown.memory > 40  # 100 in ten minutes, were everything else flat
