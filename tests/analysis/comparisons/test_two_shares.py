"""Two shares of different people."""

from math import comb
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from analysis.comparisons.two_shares import fisher_mid_p, newcombe


@st.composite
def groups(draw: st.DrawFn, most: int = 60) -> tuple[int, int, int, int]:
    answers, other = draw(st.integers(1, most)), draw(st.integers(1, most))
    return draw(st.integers(0, answers)), answers, draw(st.integers(0, other)), other


@given(groups())
def test_the_interval_holds_what_was_seen(counts: tuple[int, int, int, int]) -> None:
    count, answers, other, of = counts
    low, high = newcombe(*counts)
    assert -1 <= low <= count / answers - other / of <= high <= 1


@given(groups())
def test_seen_from_the_other_group_everything_is_mirrored(
    counts: tuple[int, int, int, int],
) -> None:
    count, answers, other, of = counts
    low, high = newcombe(*counts)
    assert newcombe(other, of, count, answers) == pytest.approx((-high, -low))
    assert fisher_mid_p(*counts) == fisher_mid_p(other, of, count, answers)


@given(groups(most=40))
def test_the_mid_p_is_that_of_scipys_distribution(counts: tuple[int, int, int, int]) -> None:
    count, answers, other, of = counts
    tables = hypergeom(answers + of, count + other, answers)
    observed = tables.pmf(count)
    chances = [tables.pmf(here) for here in range(answers + 1)]
    rarer = sum(chance for chance in chances if chance < observed * (1 - 1e-9))
    as_rare = sum(chance for chance in chances if abs(chance - observed) <= observed * 1e-9)
    assert fisher_mid_p(*counts) == pytest.approx(rarer + as_rare / 2, abs=1e-9)


@settings(max_examples=30)
@given(groups(most=1_500))
def test_of_many_it_is_the_same_from_chances_as_from_whole_numbers(
    counts: tuple[int, int, int, int],
) -> None:
    count, answers, other, of = counts
    together = count + other
    ways = {
        here: comb(answers, here) * comb(of, together - here)
        for here in range(max(0, together - of), min(answers, together) + 1)
    }
    rarer = sum(each for each in ways.values() if each < ways[count])
    as_rare = sum(each for each in ways.values() if each == ways[count])
    assert fisher_mid_p(*counts) == pytest.approx(
        (2 * rarer + as_rare) / (2 * comb(answers + of, together)), abs=1e-9
    )


def test_the_work_grows_with_the_root_of_how_many_answered() -> None:
    def seconds(answers: int) -> float:
        begun = process_time()
        for _ in range(20):
            fisher_mid_p(answers // 3, answers, answers // 3 + 9, answers)
        return process_time() - begun

    seconds(1_000)
    assert seconds(1_000_000) < 100 * seconds(1_000) + 0.1


@pytest.mark.parametrize("counts", [(3, 2, 0, 1), (0, 0, 1, 2), (1, 2, 0, 0), (-1, 2, 1, 2)])
def test_impossible_counts_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="share"):
        fisher_mid_p(*counts)
    with pytest.raises(ValueError, match="share"):
        newcombe(*counts)


def test_49_of_50_against_47_of_50_shows_no_difference() -> None:
    low, high = newcombe(49, 50, 47, 50)
    assert low < 0 < high
    assert fisher_mid_p(49, 50, 47, 50) > 0.05


@pytest.mark.parametrize(("n", "m"), [(5, 5), (10, 30), (60, 60)])
@pytest.mark.parametrize("p", [0.5, 0.7, 0.9, 0.95, 0.99])
def test_it_covers_the_true_difference_at_least_as_often_as_it_says(
    n: int, m: int, p: float
) -> None:
    # Every pair of counts with its chance, for equal shares: no simulation, no error of its own.
    missed = sum(
        _chance(x, n, p) * _chance(y, m, p)
        for x in range(n + 1)
        for y in range(m + 1)
        if _matters(x, n, p) and _matters(y, m, p) and not _holds_zero(x, n, y, m)
    )
    assert missed <= 0.07


def _holds_zero(x: int, n: int, y: int, m: int) -> bool:
    low, high = newcombe(x, n, y, m)
    return low <= 0 <= high


def _matters(count: int, answers: int, p: float) -> bool:
    return _chance(count, answers, p) > 1e-6


def _chance(count: int, answers: int, p: float) -> float:
    return comb(answers, count) * p**count * (1 - p) ** (answers - count)
