"""Many comparisons at once."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.comparisons.families import benjamini_hochberg, holm

FAMILIES = st.lists(st.floats(0, 1), max_size=12)


@given(FAMILIES)
def test_correction_never_makes_a_finding(p_values: list[float]) -> None:
    for p, discovered, held in zip(
        p_values, benjamini_hochberg(p_values), holm(p_values), strict=True
    ):
        assert p <= discovered <= held + 1e-12
        assert held <= 1


@given(FAMILIES)
def test_the_order_of_the_family_does_not_matter(p_values: list[float]) -> None:
    for correct in (holm, benjamini_hochberg):
        there_and_back = correct(p_values[::-1])[::-1]
        assert there_and_back == correct(p_values)


@given(FAMILIES)
def test_a_smaller_value_stays_smaller(p_values: list[float]) -> None:
    for correct in (holm, benjamini_hochberg):
        pairs = sorted(zip(p_values, correct(p_values), strict=True))
        assert [each for _, each in pairs] == sorted(each for _, each in pairs)


@given(st.floats(0, 1))
def test_one_comparison_alone_is_not_corrected(p: float) -> None:
    assert holm([p]) == benjamini_hochberg([p]) == (p,)
