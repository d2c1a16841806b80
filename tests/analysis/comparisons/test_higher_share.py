"""Whether one share is higher than another."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import boschloo_exact, fisher_exact

from analysis.comparisons.higher_share import fisher_higher, higher_share_p

counts = st.tuples(st.integers(1, 14), st.integers(1, 14)).flatmap(
    lambda sizes: st.tuples(
        st.integers(0, sizes[0]), st.just(sizes[0]), st.integers(0, sizes[1]), st.just(sizes[1])
    )
)


def test_four_of_four_against_none_of_four() -> None:
    # Of the 70 ways to deal four "yes" to eight people, one. No other table is as surprising, so
    # it comes about with chance p^4 (1 - p)^4, at most where p is one half: 1 of 256.
    assert fisher_higher(4, 4, 0, 4) == pytest.approx(1 / 70)
    assert higher_share_p(4, 4, 0, 4) == pytest.approx(1 / 256)


def test_equal_extremes_surprise_nobody() -> None:
    assert higher_share_p(5, 5, 7, 7) == pytest.approx(1)
    assert higher_share_p(0, 5, 7, 7) == pytest.approx(1)


@pytest.mark.parametrize(
    "table", [(18, 20, 10, 20), (9, 10, 4, 10), (55, 62, 44, 62), (30, 30, 20, 40), (7, 9, 10, 30)]
)
def test_it_is_what_scipy_says(table: tuple[int, int, int, int]) -> None:
    count, answers, other, others = table
    cells = [[count, other], [answers - count, others - other]]
    theirs = boschloo_exact(cells, alternative="greater", n=128).pvalue
    assert higher_share_p(*table) == pytest.approx(theirs, rel=1e-4)
    exact = fisher_exact(cells, alternative="greater")[1]
    assert fisher_higher(*table) == pytest.approx(exact, rel=1e-9)


@given(counts)
@settings(max_examples=60, deadline=None)
def test_it_is_at_most_fishers_and_never_grows_with_the_first_share(
    table: tuple[int, int, int, int],
) -> None:
    count, answers, other, others = table
    p = higher_share_p(*table)
    assert 0 < p <= fisher_higher(*table) <= 1
    if count < answers:
        assert higher_share_p(count + 1, answers, other, others) <= p * (1 + 1e-9)


@pytest.mark.parametrize(("answers", "others"), [(8, 8), (6, 11), (15, 5)])
def test_it_errs_no_more_often_than_it_says_whatever_the_share(answers: int, others: int) -> None:
    for alpha in (0.05, 0.03, 0.0076):
        found = [
            (here, there)
            for here in range(answers + 1)
            for there in range(others + 1)
            if higher_share_p(here, answers, there, others) <= alpha
        ]
        for percent in range(1, 100):
            share = percent / 100
            errs = sum(
                comb(answers, here)
                * comb(others, there)
                * share ** (here + there)
                * (1 - share) ** (answers + others - here - there)
                for here, there in found
            )
            assert errs <= alpha * (1 + 1e-3)


def test_large_groups_are_fast_and_keep_fishers_value() -> None:
    assert higher_share_p(900, 1_000, 850, 1_000) == fisher_higher(900, 1_000, 850, 1_000)


@pytest.mark.parametrize("table", [(6, 5, 1, 5), (1, 5, -1, 5), (0, 0, 1, 5), (1, 5, 0, 0)])
def test_what_is_no_share_is_refused(table: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no shares"):
        higher_share_p(*table)
