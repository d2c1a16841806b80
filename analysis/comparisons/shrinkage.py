"""Shares of several cohorts, drawn towards their common mean as far as chance explains them.

A cohort of six that is 100 % satisfied is less of a marvel than it looks. The drawn share
stands beside the raw one, as a ghost, and never instead of it.

Source: Kleinman (1973), "Proportions with extraneous variance: single and independent
samples", Journal of the American Statistical Association 68(341), 46-54: the
beta-binomial by moments; Morris (1983), "Parametric empirical Bayes inference",
Journal of the American Statistical Association 78(381), 47-55.
"""

from collections.abc import Sequence


def shrunk_shares(counts: Sequence[float], answers: Sequence[int]) -> tuple[float | None, ...]:
    """Return each cohort's share drawn towards that of all, from 0 to 1.

    None for a cohort without answers. Where the cohorts differ no more than chance makes
    them, all get the common share.

    Args:
        counts: How many, by cohort.
        answers: Of how many.

    Raises:
        ValueError: the counts are impossible.
    """
    if any(not 0 <= count <= of for count, of in zip(counts, answers, strict=True)):
        raise ValueError(f"{list(counts)} of {list(answers)} are no shares")
    every = sum(answers)
    if not every:
        return (None,) * len(answers)
    mean = sum(counts) / every
    alike = _likeness(counts, answers, mean)
    return tuple(
        mean + of * alike / (1 + (of - 1) * alike) * (count / of - mean) if of else None
        for count, of in zip(counts, answers, strict=True)
    )


def _likeness(counts: Sequence[float], answers: Sequence[int], mean: float) -> float:
    """Return how much alike people of one cohort answer (intra-class correlation), 0 to 1."""
    every, cohorts = sum(answers), sum(of > 0 for of in answers)
    chance = mean * (1 - mean)
    room = every - sum(of**2 for of in answers) / every - (cohorts - 1)
    if chance == 0 or room <= 0:
        return 0.0
    spread = sum(
        of * (count / of - mean) ** 2 for count, of in zip(counts, answers, strict=True) if of
    )
    return min(1.0, max(0.0, (spread - chance * (cohorts - 1)) / (chance * room)))
