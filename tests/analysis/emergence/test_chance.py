from itertools import combinations
from math import comb

import numpy as np
import pytest

from analysis.emergence.chance import Chance


def chance_of(said: list[list[int]], weights: list[float], latest: int, people: int) -> Chance:
    regions = np.zeros((len(said), people), dtype=np.bool_)
    for row, members in zip(regions, said, strict=True):
        row[members] = True
    return Chance(regions, np.array(weights), np.arange(people) < latest, np.random.default_rng(1))


def test_of_one_region_the_chance_is_that_of_the_region() -> None:
    alone = chance_of([[0, 1]], [1.0], latest=2, people=6)

    assert alone.anywhere(1 / 15) == pytest.approx(1 / 15, abs=0.02)
    assert alone.anywhere(1 / 15) <= 1 / 15 + 1e-12


def test_of_several_regions_it_is_how_many_ways_of_dealing_give_any_of_them() -> None:
    said = [[0, 1, 2], [2, 3, 4], [5, 6, 7], [0, 1, 2, 3]]
    latest, people = 4, 12

    def strongest(here: tuple[int, ...]) -> float:
        return min(
            sum(
                comb(latest, n) * comb(people - latest, len(region) - n)
                for n in range(len(set(region) & set(here)), len(region) + 1)
            )
            / comb(people, len(region))
            for region in said
        )

    seen = comb(4, 3) / comb(12, 3)
    every = [strongest(here) for here in combinations(range(people), latest)]
    exact = sum(chance <= seen + 1e-12 for chance in every) / len(every)

    found = chance_of(said, [1.0] * 4, latest, people).anywhere(seen)

    assert found == pytest.approx(exact, abs=0.02)


def test_a_region_that_weighs_more_is_heard_at_a_higher_chance() -> None:
    said = [[0, 1, 2], [4, 5, 6]]
    light, heavy = chance_of(said, [1.0, 1.0], 4, 12), chance_of(said, [4.0, 1.0], 4, 12)
    seen = comb(4, 3) / comb(12, 3)

    # The heavy one is as much of a marvel as one four times as rare.
    assert heavy.anywhere(seen / 4) < light.anywhere(seen)


def test_what_no_deal_could_show_is_bounded_by_the_sum_over_regions() -> None:
    said = [list(range(start, start + 12)) for start in range(0, 36, 12)]
    regions = chance_of(said, [1.0] * 3, latest=12, people=48)
    seen = 1 / comb(48, 12)

    assert regions.anywhere(seen) == pytest.approx(3 * seen)
