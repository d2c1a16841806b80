"""Krippendorff's alpha against its definition, and what its interval is worth."""

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.agreement.alpha import Unit, alpha, alpha_interval, reading
from analysis.intervals import Interval

codes = st.one_of(st.none(), st.integers(0, 3))
units_of_three = st.lists(st.tuples(codes, codes, codes), max_size=25)
SEED = b"a seed"


def oracle(units: list[Unit]) -> float | None:
    """One less observed over expected disagreement, pair by pair, from the coincidence matrix."""
    matrix: dict[tuple[int, int], float] = {}
    for unit in units:
        given_codes = [code for code in unit if code is not None]
        for one, other in permutations(given_codes, 2):
            matrix[one, other] = matrix.get((one, other), 0) + 1 / (len(given_codes) - 1)
    values = sum(matrix.values())
    of_code: dict[int, float] = {}
    for (one, _), weight in matrix.items():
        of_code[one] = of_code.get(one, 0) + weight
    observed = sum(weight for (one, other), weight in matrix.items() if one != other) / values
    expected = sum(of_code[one] * of_code[other] for one, other in permutations(of_code, 2))
    expected /= values * (values - 1)
    return 1 - observed / expected


@given(units_of_three)
def test_alpha_is_what_its_definition_says(units: list[Unit]) -> None:
    found = alpha(units)

    if found is None:  # nothing to compare, or nothing varies
        compared = [code for unit in units if sum(c is not None for c in unit) > 1 for code in unit]
        assert len(set(compared) - {None}) <= 1
    else:
        assert found == pytest.approx(oracle(units))


@given(units_of_three, st.permutations([0, 1, 2, 3]), st.randoms(use_true_random=False))
def test_nothing_depends_on_what_codes_are_called_or_on_any_order(
    units: list[Unit], called: list[int], chance: random.Random
) -> None:
    renamed = [[None if code is None else called[code] for code in unit] for unit in units]
    for unit in renamed:
        chance.shuffle(unit)
    chance.shuffle(renamed)

    found, other = alpha(units), alpha(renamed)
    assert (found is None) == (other is None)
    assert found is None or found == pytest.approx(other)


@given(units_of_three, codes)
def test_a_unit_that_one_person_coded_changes_nothing(units: list[Unit], code: int | None) -> None:
    assert alpha([*units, (code, None, None)]) == alpha(units)


def test_two_who_agree_as_chance_would_have_none() -> None:
    # 4 units: each pair of codes once. Observed disagreement 1/2; expected, without putting the
    # value back, (8² − 4² − 4²) / (8 × 7) = 4/7. 1 − (1/2) / (4/7) = 1/8.
    assert alpha([(0, 0), (0, 1), (1, 0), (1, 1)]) == pytest.approx(1 / 8)


def test_where_nothing_varies_agreement_tells_nothing() -> None:
    assert alpha([(7, 7)] * 40) is None
    assert alpha_interval([(7, 7)] * 40, seed=SEED) is None


@settings(max_examples=30)
@given(st.lists(st.tuples(codes, codes), min_size=5, max_size=12))
def test_the_interval_holds_the_alpha(units: list[Unit]) -> None:
    found, interval = alpha(units), alpha_interval(units, seed=SEED)

    if found is None:
        assert interval is None
    else:
        assert interval is not None
        assert interval.low <= found <= interval.high <= 1


def test_the_same_seed_gives_the_same_interval() -> None:
    units = [(0, 0), (0, 1), (1, 1), (2, 2), (2, 0)] * 6

    assert alpha_interval(units, seed=SEED) == alpha_interval(units, seed=SEED)
    assert alpha_interval(units, seed=SEED) != alpha_interval(units, seed=b"another")


def test_thirty_who_all_agree_do_not_prove_that_nobody_ever_differs() -> None:
    interval = alpha_interval([(unit % 3, unit % 3) for unit in range(30)], seed=SEED)

    # Wilson's upper limit of 0 of 30 is 11.35 %; chance would differ in (60² − 3 × 20²) / (60 × 59)
    # = 67.80 % of pairs. 1 − 0.1135 / 0.6780 = 0.8326.
    assert interval == pytest.approx((0.8326, 1), abs=0.0001)


def test_the_interval_holds_the_alpha_of_all_about_as_often_as_it_says() -> None:
    # Two coders of five codes who agree on 75 % and otherwise choose by chance: over all units
    # alpha is 0.75 (chance agrees alike in both).
    chance = random.Random(20261123)  # noqa: S311 -- of a simulation
    held = 0
    for _ in range(80):
        units = []
        for _ in range(60):
            code = chance.randrange(5)
            units.append((code, code if chance.random() < 0.75 else chance.randrange(5)))
        interval = alpha_interval(units, seed=chance.randbytes(8))
        assert interval is not None
        held += interval.low <= 0.75 <= interval.high

    assert 70 <= held <= 80  # 76 expected at 95 %


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        ((0.8, 0.9), "firm"),
        ((0.7, 0.9), "tentative"),
        ((0.5, 0.9), "open"),
        ((0.2, 0.6), "poor"),
    ],
)
def test_what_may_be_built_on_it_needs_the_whole_interval(
    interval: tuple[float, float], said: str
) -> None:
    assert reading(Interval(*interval)) == said
