"""What a comparison of this size could see at all: "only a difference of ... would show".

Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions,
3rd ed., section 4.2, without the correction for continuity, solved for the second share.
"""

from math import sqrt
from statistics import NormalDist

_POWER = 0.8
"""How often a difference of the returned size would be found; the usual convention."""


def smallest_visible_fall(
    share: float, answers: int, other_answers: int, confidence: float = 0.95
) -> float | None:
    """Return the smallest fall from `share` that four comparisons of five would find.

    None where even a fall to zero would be missed. For a rise from p, ask for the
    fall from 1 - p: the same people seen from the other side.

    Args:
        share: The share to fall from. From 0 to 1.
        answers: Answers behind it; at least 1.
        other_answers: Answers of the group compared with it; at least 1.
        confidence: Of the two-sided comparison. Between 0 and 1.
    """
    normal = NormalDist()
    z, z_power = normal.inv_cdf((1 + confidence) / 2), normal.inv_cdf(_POWER)

    def found(other: float) -> bool:
        pooled = (share * answers + other * other_answers) / (answers + other_answers)
        by_chance = sqrt(pooled * (1 - pooled) * (1 / answers + 1 / other_answers))
        truly = sqrt(share * (1 - share) / answers + other * (1 - other) / other_answers)
        return share - other >= z * by_chance + z_power * truly

    if share == 0 or not found(0.0):
        return None
    seen, unseen = 0.0, share
    for _ in range(50):
        middle = (seen + unseen) / 2
        if found(middle):
            seen = middle
        else:
            unseen = middle
    return share - seen
