"""Wilson intervals as printed in Newcombe (1998), table I, method 3 (score, no correction).

Newcombe, "Two-sided confidence intervals for the single proportion: comparison of
seven methods", Statistics in Medicine 17(8), 857-872.
"""

import pytest

from analysis.intervals import wilson

PRINTED = [
    # answers, all, low, high
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("count", "answers", "low", "high"), PRINTED)
def test_the_interval_is_the_printed_one(count: int, answers: int, low: float, high: float) -> None:
    # By hand for 0 of 20: z2 / (n + z2) = 3.84146 / 23.84146 = 0.16113.
    # For 1 of 29: centre 2.92073 / 32.84146 = 0.08893,
    # margin 1.95996 * sqrt(28 / 29 + 0.96036) / 32.84146 = 2.72026 / 32.84146 = 0.08283.
    assert tuple(round(limit, 4) for limit in wilson(count, answers)) == (low, high)
