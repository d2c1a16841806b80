"""The same people before and after: whether more of them changed one way than the other.

Source: Fagerland, Lydersen & Laake (2013), "The McNemar test for binary matched-pairs
data: mid-p and asymptotic are better than exact conditional", BMC Medical Research
Methodology 13:91. The sign test is the same arithmetic over "up" and "down".
"""

from math import comb


def mcnemar_mid_p(up: int, down: int) -> float:
    """Return the two-sided mid-p value of McNemar's test, from 0 to 1; 1 when nobody changed.

    Args:
        up: How many changed from no to yes, or answered higher afterwards.
        down: How many changed the other way. Those who answered the same say nothing here.

    Raises:
        ValueError: a count is negative.
    """
    if up < 0 or down < 0:
        raise ValueError(f"{up} up and {down} down are no counts")
    changed, fewer = up + down, min(up, down)
    if up == down:
        return 1 - comb(changed, fewer) / 2 ** (changed + 1) if changed else 1.0
    tail = sum(comb(changed, each) for each in range(fewer)) * 2 + comb(changed, fewer)
    return float(tail / 2**changed)
