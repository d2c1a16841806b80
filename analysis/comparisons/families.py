"""Many comparisons at once: p values corrected for how many there are.

Sources: Holm (1979), "A simple sequentially rejective multiple test procedure",
Scandinavian Journal of Statistics 6(2), 65-70, for families declared beforehand;
Benjamini & Hochberg (1995), "Controlling the false discovery rate", Journal of the
Royal Statistical Society B 57(1), 289-300, for what is only explored (*piste*).
"""

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return each p value, corrected: those up to alpha hold all together at level alpha."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    corrected, highest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        corrected[place] = highest
    return tuple(corrected)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return each p value, corrected: of those up to q, a share of q is false on average.

    Holds for comparisons that are independent or depend positively on each other.
    """
    order = sorted(range(len(p_values)), key=lambda place: -p_values[place])
    corrected, lowest = [0.0] * len(p_values), 1.0
    for after, place in enumerate(order):
        rank = len(p_values) - after
        lowest = min(lowest, len(p_values) / rank * p_values[place])
        corrected[place] = lowest
    return tuple(corrected)
