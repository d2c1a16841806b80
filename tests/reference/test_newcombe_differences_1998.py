"""Differences of two shares as printed in Newcombe (1998b), table II, method 10.

Newcombe, "Interval estimation for the difference between independent proportions:
comparison of eleven methods", Statistics in Medicine 17(8), 873-890.
"""

import pytest

from analysis.comparisons.two_shares import newcombe

PRINTED = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0000)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]


@pytest.mark.parametrize(("counts", "limits"), PRINTED)
def test_the_interval_is_the_printed_one(
    counts: tuple[int, int, int, int], limits: tuple[float, float]
) -> None:
    assert tuple(round(limit, 4) for limit in newcombe(*counts)) == limits
