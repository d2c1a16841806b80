"""On which themes two readers agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.agreement.per_theme import ThemeAgreement, per_theme

pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30)


def test_of_five_placements_in_a_theme_two_readers_share_four() -> None:
    found = per_theme([(1, 1), (1, 1), (1, 2), (2, 2), (0, 0)])

    assert found == {0: (1, 0, 0), 1: (2, 1, 0), 2: (1, 0, 1)}
    assert found[1].agreement == pytest.approx(4 / 5)  # 2 × 2 of 3 + 2 placements


@given(pairs)
def test_every_placement_of_either_is_counted_once(found: list[tuple[int, int]]) -> None:
    by_theme = per_theme(found)

    assert sum(2 * each.both + each.first + each.second for each in by_theme.values()) == (
        2 * len(found)
    )
    assert set(by_theme) == {code for pair in found for code in pair}
    assert all(0 <= each.agreement <= 1 for each in by_theme.values())


@given(pairs)
def test_it_makes_no_difference_who_read_first(found: list[tuple[int, int]]) -> None:
    turned = per_theme((other, one) for one, other in found)

    for theme, each in per_theme(found).items():
        assert turned[theme] == ThemeAgreement(each.both, each.second, each.first)
