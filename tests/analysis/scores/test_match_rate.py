"""The match rate and its false links, worked by hand; and what the gate keeps back."""

from typing import Any
from uuid import UUID

import pytest

from analysis.disclosure.gate import Withheld
from analysis.disclosure.matched import ReleasedMatching, release_matching
from analysis.inputs import HashedCode, Wave
from analysis.matching import Coincidences, Linked, Pair
from analysis.scores.match_rate import MatchRate, match_rate


def released(**changes: Any) -> ReleasedMatching:
    fields: dict[str, Any] = {
        "before": "end",
        "after": "follow-up",
        "codes_before": 40,
        "codes_after": 30,
        "exact": 20,
        "tolerant": 3,
        "ambiguous": 2,
        "coincidences": Coincidences(alike=2, pairs=4_800),
    }
    return ReleasedMatching(**fields | changes)


def test_a_rate_is_of_those_who_could_be_linked_at_most() -> None:
    # 20 + 3 of at most 30. Each of 40 codes is compared with each of 30: 1,200 pairs, of which
    # 2 of 4,800 look alike by chance: 0.5.
    rate = match_rate(released())

    assert (rate.matched, rate.possible, rate.tolerant, rate.ambiguous) == (23, 30, 3, 2)
    assert rate.rate == pytest.approx(23 / 30)
    assert rate.false_expected == pytest.approx(0.5)
    # Wilson, z = 1.959964: (2 + 1.92073 + 1.959964 * sqrt(2 * 4798 / 4800 + 0.96036)) / 4803.8415
    # = (3.92073 + 3.37145) / 4803.8415 = 0.00151799; of 1,200 pairs: 1.82159.
    assert rate.false_at_most == pytest.approx(1.82159, abs=1e-4)


def test_without_any_coincidence_the_upper_end_still_knows_how_few_pairs_there_were() -> None:
    # z² / (pairs + z²) of 1,200: 3.841459 / 803.841459 * 1,200 = 5.7346.
    rate = match_rate(released(coincidences=Coincidences(alike=0, pairs=800)))

    assert rate.false_expected == 0
    assert rate.false_at_most == pytest.approx(5.7346, abs=1e-3)


def waves(before: int, after: int, linked: int) -> tuple[Wave, Wave, Linked]:
    def wave(survey: str, first: int, count: int) -> Wave:
        codes = (HashedCode(UUID(int=first + place), (UUID(int=place),)) for place in range(count))
        return Wave(survey, tuple(codes))

    pairs = tuple(Pair(UUID(int=each), UUID(int=100 + each)) for each in range(linked))
    return wave("end", 0, before), wave("follow-up", 100, after), Linked(pairs, (), 0)


@pytest.mark.parametrize("counts", [(4, 9, 4), (9, 4, 4), (9, 9, 4), (9, 9, 0), (0, 0, 0)])
def test_fewer_than_five_on_any_side_say_nothing(counts: tuple[int, int, int]) -> None:
    assert release_matching(*waves(*counts), Coincidences(0, 72)) == Withheld()


def test_five_on_every_side_are_told() -> None:
    told = release_matching(*waves(5, 6, 5), Coincidences(0, 25))

    assert isinstance(told, ReleasedMatching)
    assert (told.codes_before, told.codes_after, told.exact) == (5, 6, 5)
    assert isinstance(match_rate(told), MatchRate)


def test_the_threshold_is_never_lowered() -> None:
    with pytest.raises(ValueError, match="never lowered"):
        release_matching(*waves(9, 9, 9), Coincidences(0, 72), threshold=4)
    assert release_matching(*waves(9, 9, 9), Coincidences(0, 72), threshold=10) == Withheld()
