"""How often a cohort in which nothing is new raises an alarm, over all looks at it."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom

from analysis.emergence.look import look
from analysis.emergence.spending import ALARMS
from analysis.emergence.voices import Voices
from tests.analysis.emergence.cohorts import first_of_latest, stable, wandering

LOOKS = (10, 16, 25)
"""People of the latest cohort at each look."""


def alarmed(make: Callable[[np.random.Generator, list[int]], Voices], *, cohorts: int) -> int:
    """Return how many of so many cohorts raise an alarm at any look."""
    alarms = 0
    for seed in range(cohorts):
        rng = np.random.default_rng(seed)
        voices = make(rng, [25] * 5)
        alarms += any(
            look(first_of_latest(voices, people), look=number, seed=seed)
            for number, people in enumerate(LOOKS, start=1)
        )
    return alarms


def too_many(cohorts: int, share: float) -> int:
    """Return what chance alone would exceed once in a thousand times at this share."""
    return int(binom.ppf(0.999, cohorts, share))


def test_forty_stable_cohorts_raise_no_more_alarms_over_three_looks_than_allowed() -> None:
    assert alarmed(stable, cohorts=40) <= too_many(40, ALARMS)


@pytest.mark.long
def test_stable_cohorts_raise_an_alarm_in_five_of_a_hundred_at_most() -> None:
    assert alarmed(stable, cohorts=400) <= too_many(400, ALARMS)


@pytest.mark.long
def test_cohorts_whose_mix_wanders_raise_an_alarm_in_ten_of_a_hundred_at_most() -> None:
    assert alarmed(wandering, cohorts=400) <= too_many(400, 2 * ALARMS)
