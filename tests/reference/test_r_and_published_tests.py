"""Tests of differences against the values that R prints and that papers publish."""

import pytest

from analysis.comparisons.families import benjamini_hochberg, holm
from analysis.comparisons.ordered_shares import cochran_armitage
from analysis.comparisons.paired_shares import mcnemar_mid_p
from analysis.comparisons.two_shares import fisher_mid_p


def test_the_trend_of_smokers_is_that_of_r() -> None:
    # R, example of prop.trend.test: smokers 83 90 129 70 of patients 86 93 136 82:
    # X-squared = 8.2249, df = 1, p-value = 0.004132. It falls.
    trend = cochran_armitage([83, 90, 129, 70], [86, 93, 136, 82])

    assert trend is not None
    assert round(trend.z**2, 4) == 8.2249
    assert trend.z < 0


def test_the_airway_study_has_the_published_mid_p() -> None:
    # Fagerland, Lydersen & Laake (2013), airway hyper-responsiveness: 1 and 7 changed.
    # By hand: 2 P(X <= 1) - P(X = 1) over 8 coin flips = (2 * 9 - 8) / 256 = 0.0391.
    assert round(mcnemar_mid_p(1, 7), 3) == 0.039


def test_tea_tasting_has_half_the_weight_of_its_own_table() -> None:
    # Fisher's tea: 3 of 4 against 1 of 4. Tables 0..4 weigh 1, 16, 36, 16, 1 of 70.
    # Rarer than the observed 16: 1 + 1; as rare: 16 + 16, half of it 16: 18 / 70.
    assert fisher_mid_p(3, 4, 1, 4) == pytest.approx(18 / 70)


# Benjamini & Hochberg (1995), section 4: fifteen endpoints of a trial on myocardial infarction.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip


def test_false_discovery_rate_keeps_four_of_fifteen_where_holm_keeps_three() -> None:
    assert sum(p <= 0.05 for p in benjamini_hochberg(PUBLISHED)) == 4
    assert sum(p <= 0.05 for p in holm(PUBLISHED)) == 3


def test_corrected_values_are_those_of_r() -> None:
    # R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") and "BH". By hand, sorted .005 .01 .03 .04:
    # Holm 4 * .005 = .02, 3 * .01 = .03, 2 * .03 = .06, then max(.06, .04) = .06.
    # BH from the largest: .04, min(.04, 4/3 * .03) = .04, 4/2 * .01 = .02, 4 * .005 = .02.
    values = [0.01, 0.04, 0.03, 0.005]
    assert holm(values) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert benjamini_hochberg(values) == pytest.approx((0.02, 0.04, 0.04, 0.02))
