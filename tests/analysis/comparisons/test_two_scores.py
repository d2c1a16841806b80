"""Two net promoter scores."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparisons.two_scores import Ratings, permutation_p

FEW = st.builds(Ratings, *[st.integers(0, 3)] * 3)


@given(FEW, FEW)
def test_it_counts_every_way_to_deal_the_ratings(here: Ratings, there: Ratings) -> None:
    people = [
        value
        for value, *counts in zip((1, 0, -1), here, there, strict=True)
        for _ in range(sum(counts))
    ]
    n, m = sum(here), sum(there)
    if not n or not m:
        assert permutation_p(here, there) == 1
        return

    def away(lead: int) -> int:
        return abs((n + m) * lead - n * sum(people))

    observed = away(here.promoters - here.detractors)
    dealt = [away(sum(group)) >= observed for group in combinations(people, n)]

    assert permutation_p(here, there) == pytest.approx(sum(dealt) / len(dealt))


def test_large_groups_are_left_to_their_intervals() -> None:
    assert permutation_p(Ratings(400, 300, 300), Ratings(400, 300, 300)) is None
