"""Comparisons against the values that R and other programs print and that papers publish.

*contingencytables* is the R package of Fagerland, Lydersen & Laake's "Statistical Analysis of
Contingency Tables" (2017); its values are those its own tests expect. statsmodels is 0.15.
"""

from collections.abc import Sequence
from itertools import product
from math import sqrt

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import norm

from analysis.comparisons.families import benjamini_hochberg, holm
from analysis.comparisons.ordered_shares import cochran_armitage
from analysis.comparisons.ordinal import Superiority, mann_whitney
from analysis.comparisons.paired_shares import mcnemar_mid_p
from analysis.comparisons.shrinkage import shrunk_shares
from analysis.comparisons.two_shares import fisher_mid_p, newcombe
from analysis.comparisons.visible_difference import smallest_visible_fall
from analysis.intervals import wilson

# One share, and two


@pytest.mark.parametrize(
    ("counts", "confidence", "limits"),
    [
        ((13, 16), 0.95, (0.5699, 0.9341)),  # contingencytables, Wilson_score_CI_1x2
        ((29, 30), 0.95, (0.833296, 0.994091)),  # from here on statsmodels, proportion_confint
        ((187, 200), 0.95, (0.891981, 0.961624)),
        ((5, 5), 0.99, (0.429742, 1.0)),
        ((17, 18), 0.99, (0.656042, 0.993444)),
    ],
)
def test_one_share_has_the_interval_of_r_and_statsmodels(
    counts: tuple[int, int], confidence: float, limits: tuple[float, float]
) -> None:
    assert wilson(*counts, confidence) == pytest.approx(limits, abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "limits"),
    [
        ((7, 34, 1, 34), (0.0189, 0.3404)),  # contingencytables, Newcombe_hybrid_score_CI_2x2
        ((49, 50, 47, 50), (-0.053640, 0.143488)),  # statsmodels, confint_proportions_2indep
        ((17, 18, 22, 30), (-0.026367, 0.394698)),
        ((5, 5, 9, 12), (-0.213373, 0.532305)),
        ((30, 30, 28, 30), (-0.056652, 0.213235)),
    ],
)
def test_differences_are_those_of_r_and_statsmodels(
    counts: tuple[int, int, int, int], limits: tuple[float, float]
) -> None:
    assert newcombe(*counts) == pytest.approx(limits, abs=5e-5)


def test_tea_tasting_has_half_the_weight_of_its_own_table() -> None:
    # Fisher's tea: 3 of 4 against 1 of 4. Tables 0..4 weigh 1, 16, 36, 16, 1 of 70.
    # Rarer than the observed 16: 1 + 1; as rare: 16 + 16, half of it 16: 18 / 70.
    assert fisher_mid_p(3, 4, 1, 4) == pytest.approx(18 / 70)


def test_the_mid_p_of_a_table_is_that_of_r() -> None:
    # contingencytables, Fisher_midP_test_2x2(ritland_2007), 0 of 16 and 15 of 72: P = 0.04466.
    assert round(fisher_mid_p(0, 16, 15, 72), 5) == 0.04466


# The same people twice


def test_the_airway_study_has_the_published_mid_p() -> None:
    # Fagerland, Lydersen & Laake (2013), airway hyper-responsiveness: 1 and 7 changed.
    # By hand: 2 P(X <= 1) - P(X = 1) over 8 coin flips = (2 * 9 - 8) / 256 = 0.0391.
    assert round(mcnemar_mid_p(1, 7), 3) == 0.039


def test_changes_after_treatment_have_the_published_mid_p() -> None:
    # The second example of that paper, complete response before and after: 6 and 16 changed.
    # contingencytables, McNemar_midP_test_paired_2x2(cavo_2012): P = 0.034690.
    assert round(mcnemar_mid_p(6, 16), 6) == 0.034690


# A row of cohorts


def test_the_trend_of_smokers_is_that_of_r() -> None:
    # R, example of prop.trend.test: smokers 83 90 129 70 of patients 86 93 136 82:
    # X-squared = 8.2249, df = 1, p-value = 0.004132. It falls.
    trend = cochran_armitage([83, 90, 129, 70], [86, 93, 136, 82])

    assert trend is not None
    assert round(trend.z**2, 4) == 8.2249
    assert trend.z < 0


def test_an_approximated_trend_is_that_of_r() -> None:
    # contingencytables, the_rx2_table, 48, 38, 5, 1 of 1754, 1484, 83, 13: 0.817, P = 0.41391.
    trend = cochran_armitage([48, 38, 5, 1], [1_754, 1_484, 83, 13])

    assert trend is not None
    assert not trend.exact
    assert (round(trend.z, 3), round(trend.p, 5)) == (0.817, 0.41391)


def test_an_exact_trend_is_that_of_r() -> None:
    # contingencytables, CochranArmitage_exact_cond_midP_tests_rx2: P = 0.00216. By hand: six
    # of twelve, all of them in the first cohorts; one deal in 924, and its mirror image.
    few = cochran_armitage([1, 2, 3, 0, 0], [1, 2, 3, 5, 1])
    assert few is not None
    assert few.exact
    assert few.p == pytest.approx(2 / 924)


def test_the_trend_of_adverse_responses_is_that_of_sas() -> None:
    # SAS/STAT User's Guide, FREQ procedure, example "Cochran-Armitage Trend Test" (data from
    # the guide; the output from memory): Z = -4.7918, exact two-sided 1.324E-06, which a limit
    # on time leaves to the approximation here.
    pain = cochran_armitage([26, 26, 23, 18, 9], [32, 33, 32, 32, 32])
    assert pain is not None
    assert round(pain.z, 4) == -4.7918
    assert pain.p == pytest.approx(1.324e-6, rel=0.3)


# Answers on a scale


def compared(here: Sequence[int], there: Sequence[int]) -> Superiority:
    """Compare two lists of answers."""
    points = sorted({*here, *there})
    found = mann_whitney(
        [here.count(point) for point in points], [there.count(point) for point in points]
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("here", "there", "w", "p"),
    [
        # R, wilcox.test with its continuity correction, as printed by people who asked about
        # ties: nine against eight answers on two points; fifteen against fifteen; ten against
        # twelve.
        ([1, 1, 1, 1, 1, 2, 2, 2, 2], [1] * 8, 52, 0.04271),
        (
            [99, 131, 118, 112, 128, 134, 103, 127, 121, 139, 110, 123, 100, 131, 108],
            [117, 125, 140, 109, 128, 136, 120, 107, 134, 122, 114, 101, 128, 110, 141],
            97,
            0.5335,
        ),
        (
            [1, 5, 9, 24, 56, 21, 3, 7, 21, 4],
            [12, 15, 5, 9, 9, 14, 56, 22, 3, 7, 32, 5],
            51.5,
            0.5966,
        ),
    ],
)
def test_ranks_with_ties_are_compared_as_r_does(
    here: list[int], there: list[int], w: float, p: float
) -> None:
    found = compared(here, there)

    assert found.probability * len(here) * len(there) == pytest.approx(w)
    assert found.p == pytest.approx(p, abs=5e-5)


def _polynomial_limits(observed: float, n: int, m: int) -> list[float]:
    """Where Newcombe's equation holds, as the roots of a polynomial of degree four.

    (2 - t)(1 + t) times both sides of
    n m (t - observed)^2 = z^2 t (1 - t) (1 + N (1 - t) / (2 - t) + N t / (1 + t)).
    """
    t, more = np.polynomial.Polynomial([0, 1]), (n + m) / 2 - 1
    fractions = (2 - t) * (1 + t)
    spread = fractions + more * ((1 - t) * (1 + t) + t * (2 - t))
    equation = n * m * (t - observed) ** 2 * fractions - norm.ppf(0.975) ** 2 * t * (1 - t) * spread
    roots = equation.roots()
    return sorted(float(root.real) for root in roots if abs(root.imag) < 1e-9 and 0 < root.real < 1)


@pytest.mark.parametrize(
    ("counts", "others"),
    [
        # Hanley & McNeil (1982), Radiology 143, 29-36, table I: ratings of 51 and 58 images.
        ([3, 2, 2, 11, 33], [33, 6, 6, 11, 2]),
        ([1, 2, 9, 18], [3, 6, 12, 9]),
        ([0, 1, 4], [2, 2, 1]),
        ([9, 0, 1], [0, 3, 50]),
    ],
)
def test_the_interval_of_superiority_is_where_a_polynomial_crosses_zero(
    counts: list[int], others: list[int]
) -> None:
    # The R package auRoc computes Newcombe's method 5 in this way.
    found = mann_whitney(counts, others)

    assert found is not None
    expected = _polynomial_limits(found.probability, sum(counts), sum(others))
    assert found.interval == pytest.approx(expected, abs=1e-8)


def test_images_are_told_apart_as_often_as_published() -> None:
    # Hanley & McNeil (1982): the area under the curve is 0.893.
    found = mann_whitney([3, 2, 2, 11, 33], [33, 6, 6, 11, 2])

    assert found is not None
    assert round(found.probability, 3) == 0.893


# Many comparisons

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


def test_corrected_values_are_those_of_statsmodels() -> None:
    # statsmodels, multipletests with "holm" and "fdr_bh"; near ties, and values that reach 1.
    values = [0.001, 0.012, 0.013, 0.014, 0.2, 0.04, 0.5, 0.0499, 0.9]
    assert holm(values) == pytest.approx((0.009, 0.096, 0.096, 0.096, 0.6, 0.2, 1.0, 0.2, 1.0))
    assert benjamini_hochberg(values) == pytest.approx(
        (0.009, 0.0315, 0.0315, 0.0315, 0.2571428571, 0.072, 0.5625, 0.07485, 0.9)
    )


# What would show


def _power(p: float, q: float, n: float) -> float:
    """The power of two groups of `n`, by the formula of R's power.prop.test."""
    by_chance = sqrt((p + q) * (1 - (p + q) / 2))
    truly = sqrt(p * (1 - p) + q * (1 - q))
    return float(norm.cdf((sqrt(n) * abs(p - q) - norm.ppf(0.975) * by_chance) / truly))


def test_what_would_show_is_what_r_says() -> None:
    # The examples that the help page of power.prop.test prints: power = 0.740, n = 76.7.
    assert round(_power(0.5, 0.75, 50), 3) == 0.740
    assert round(brentq(lambda n: _power(0.5, 0.75, n) - 0.9, 20, 200), 1) == 76.7

    for share, answers in product([0.5, 0.75, 0.9, 0.97], [30, 58, 200]):
        lower = brentq(lambda q, p=share, n=answers: _power(p, q, n) - 0.8, 1e-9, share - 1e-9)
        assert smallest_visible_fall(share, answers, answers) == pytest.approx(share - lower)


def test_groups_of_two_sizes_see_what_the_formula_sees_in_the_book() -> None:
    # By hand, 0.9 of 20 against 0.583 of 60: pooled (18 + 34.98) / 80 = 0.66225, by chance
    # sqrt(0.66225 * 0.33775 * (1/20 + 1/60)) = 0.12212, truly sqrt(0.09/20 + 0.24311/60)
    # = 0.09248; 1.95996 * 0.12212 + 0.84162 * 0.09248 = 0.3172.
    assert smallest_visible_fall(0.9, 20, 60) == pytest.approx(0.317, abs=0.0005)


# Shares drawn towards each other


def _slow_drawn(counts: Sequence[int], answers: Sequence[int]) -> list[float]:
    """The same by an analysis of variance, solved instead of rearranged.

    Kleinman (1973): with likeness r, the share of a cohort has the variance
    p q (1 + (n - 1) r) / n; r is where the expected spread is the observed one. Then each
    cohort is believed as far as its own variance allows.
    """
    people, mean = sum(answers), sum(counts) / sum(answers)
    spread = sum(of * (count / of - mean) ** 2 for count, of in zip(counts, answers, strict=True))

    def expected(likeness: float) -> float:
        each = [mean * (1 - mean) * (1 + (of - 1) * likeness) / of for of in answers]
        of_mean = sum(of**2 * own for of, own in zip(answers, each, strict=True)) / people**2
        return sum(of * own for of, own in zip(answers, each, strict=True)) - people * of_mean

    likeness = (
        0.0
        if spread <= expected(0)
        else 1.0
        if spread >= expected(1)
        else brentq(lambda r: expected(r) - spread, 0, 1)
    )
    drawn = []
    for count, of in zip(counts, answers, strict=True):
        between, within = likeness, (1 - likeness) / of
        own = between / (between + within) if between else 0.0
        drawn.append(own * count / of + (1 - own) * mean)
    return drawn


@pytest.mark.parametrize(
    ("counts", "answers"),
    [
        ([6, 27, 24, 29], [6, 30, 30, 30]),
        ([5, 18, 30], [10, 20, 32]),
        ([1, 9], [10, 10]),
        ([4, 6], [10, 10]),
        ([20, 35, 30, 28, 33, 12], [36, 37, 38, 35, 37, 36]),
    ],
)
def test_drawn_shares_are_those_of_a_slow_analysis_of_variance(
    counts: list[int], answers: list[int]
) -> None:
    assert shrunk_shares(counts, answers) == pytest.approx(_slow_drawn(counts, answers))
