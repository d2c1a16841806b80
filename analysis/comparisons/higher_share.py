"""Whether one share is higher than another, when only that was asked beforehand.

Fisher's exact test is too strict with few people: it says 5 % and errs far less. Boschloo's
takes Fisher's value as a mere measure of surprise and asks how often one so small comes about,
whatever the common share: never more often than it says, and it finds more.

Sources: Boschloo (1970), "Raised conditional level of significance for the 2x2-table when
testing the equality of two probabilities", Statistica Neerlandica 24(1), 1-9; Mehrotra, Chan &
Berger (2003), "A cautionary note on exact unconditional inference for a difference between two
independent binomial proportions", Biometrics 59(2), 441-450, who recommend it.
"""

from functools import lru_cache
from itertools import accumulate
from math import exp, lgamma, log

from analysis.comparisons.two_shares import check_shares

_SHARES = 299
"""Common shares at which the chance is computed; the largest counts."""

_MOST = 1_500
"""People beyond whom Fisher's value is returned: the two hardly differ then."""

_ROUNDING = 1 + 1e-9
"""What is equal but for rounding is equal."""


def fisher_higher(count: int, answers: int, other_count: int, other_answers: int) -> float:
    """Return Fisher's exact one-sided value: small when the first share is the higher one.

    Raises:
        ValueError: the counts are impossible.
    """
    check_shares(count, answers, other_count, other_answers)
    together = count + other_count
    most = min(answers, together)
    first = exp(
        _log_ways(answers, count)
        + _log_ways(other_answers, other_count)
        - _log_ways(answers + other_answers, together)
    )
    tail = term = first
    for here in range(count, most):
        fewer = together - here
        term *= (answers - here) * fewer / ((here + 1) * (other_answers - fewer + 1))
        tail += term
    return min(1.0, tail)


@lru_cache(maxsize=4_096)
def higher_share_p(count: int, answers: int, other_count: int, other_answers: int) -> float:
    """Return how often chance alone would set the first share as far above the second, 0 to 1.

    Boschloo's value, one-sided: at most Fisher's. A test that finds the first share higher
    where this is at most alpha is wrong at most alpha of the time, whatever the shares are.

    Args:
        count: How many of `answers`.
        answers: At least 1.
        other_count: How many of `other_answers`.
        other_answers: At least 1.

    Raises:
        ValueError: the counts are impossible.
    """
    seen = fisher_higher(count, answers, other_count, other_answers)
    if answers + other_answers > _MOST:
        return seen
    fewest = _as_surprising(seen * _ROUNDING, answers, other_answers)
    worst = max(
        _chance(fewest, answers, other_answers, step / (_SHARES + 1))
        for step in range(1, _SHARES + 1)
    )
    return min(seen, worst)


def _as_surprising(p: float, answers: int, other_answers: int) -> tuple[int, ...]:
    """Return, by count of the second group, the fewest of the first with a value up to `p`.

    It never falls with the count of the second group, so one walk finds all.
    """
    fewest, here = [], 0
    for other in range(other_answers + 1):
        while here <= answers and fisher_higher(here, answers, other, other_answers) > p:
            here += 1
        fewest.append(here)
    return tuple(fewest)


def _chance(fewest: tuple[int, ...], answers: int, other_answers: int, share: float) -> float:
    """Return how often a table is among the surprising ones, where everybody has one share."""
    tails = [*accumulate(reversed(_binomial(answers, share)))][::-1]
    here = _binomial(other_answers, share)
    return sum(chance * tails[at] for chance, at in zip(here, fewest, strict=True) if at <= answers)


@lru_cache(maxsize=2 * _SHARES)
def _binomial(people: int, share: float) -> tuple[float, ...]:
    yes, no = log(share), log(1 - share)
    return tuple(
        exp(_log_ways(people, many) + many * yes + (people - many) * no)
        for many in range(people + 1)
    )


def _log_ways(people: int, many: int) -> float:
    return lgamma(people + 1) - lgamma(many + 1) - lgamma(people - many + 1)
