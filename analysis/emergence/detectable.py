"""What a cohort of this size could show at all: "only a need that rises from 5 % to 28 % would".

Exact: every count that the latest cohort and those before it can give is looked at with its
probability, and so is whether a theme with these counts would be heard (Fisher's exact test, as in
`analysis.emergence.wandering`). Without NumPy, so that the service can say it on a page.
"""

from collections.abc import Iterator
from math import exp, fsum, lgamma, log, log1p

from analysis.emergence.spending import spent

FEWEST_PEOPLE = 3
"""Of the latest cohort, who must mention what is said to rise."""

POWER = 0.8
"""How often a rise of the returned size is heard; the usual convention."""

PEOPLE_A_THING = 12
"""Measured on five files of real texts with 14 themes: a look at 180 people was as strict with a
theme as if it looked at 16 to 21 unrelated things, at 600 people at 39 to 88 of them."""

MOST = 1_000
"""People of a side: of more, the answer hardly changes and takes long."""

_STEPS = 20
_NEVER = 1e-9
"""Chance of counts that are left out."""


def detectable(now: int, before: int, *, share: float = 0.05) -> float | None:
    """Return the smallest share, 0 to 1, that a theme of `share` must reach to be heard.

    For the first look at a cohort, where interest does not wander. How strong a rise must be
    depends on what else is looked at, which nobody knows before the comments are there: taken is
    one unrelated thing for every `PEOPLE_A_THING` people. None where even a theme that everybody
    mentions would be missed.

    Args:
        now: People of the latest cohort who wrote; of more than `MOST`, so many are taken.
        before: People of the cohorts before it who wrote; likewise.
        share: Of the people before who mention it. From 0 to 1, 1 excluded.

    Raises:
        ValueError: there is nobody to compare, or `share` is none.
    """
    if now < 1 or before < 1 or not 0 <= share < 1:
        raise ValueError(f"{now} people after {before} of whom {share} mention it: no comparison")
    now, before = min(now, MOST), min(before, MOST)
    level = spent(1) / max(1.0, (now + before) / PEOPLE_A_THING)
    chances = _binomial(before, share)
    likely = [count for count, chance in enumerate(chances) if chance > _NEVER]
    needed = list(_needed(likely, now, before, level))

    def heard(reached: float) -> float:
        at_least = _at_least(_binomial(now, reached))
        return fsum(chances[b] * at_least[n] for b, n in zip(likely, needed, strict=True))

    if heard(1.0) < POWER:
        return None
    missed, found = share, 1.0
    for _ in range(_STEPS):
        middle = (missed + found) / 2
        if heard(middle) >= POWER:
            found = middle
        else:
            missed = middle
    return found


def _needed(counts: list[int], now: int, before: int, level: float) -> Iterator[int]:
    """Yield how many of the latest cohort are heard after each of `counts` (ascending).

    `now + 1`: not even everybody would be.
    """
    here = FEWEST_PEOPLE
    for there in counts:  # the more there were, the more it takes
        while here <= now and _by_chance(here, there, now, before) > level:
            here += 1
        yield min(here, now + 1)


def _by_chance(here: int, there: int, now: int, before: int) -> float:
    """Return the chance of at least `here` now, of `here + there` in all (hypergeometric)."""
    together = here + there
    chance = exp(
        _log_comb(now, here) + _log_comb(before, there) - _log_comb(now + before, together)
    )
    total = chance
    for count in range(here, min(now, together)):
        chance *= (now - count) * (together - count)
        chance /= (count + 1) * (before - together + count + 1)
        total += chance
    return total


def _log_comb(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def _binomial(of: int, share: float) -> list[float]:
    """Return the chance of each count. Length `of + 1`."""
    if share in (0.0, 1.0):
        return [float(count == of * share) for count in range(of + 1)]
    logarithms = (
        _log_comb(of, count) + count * log(share) + (of - count) * log1p(-share)
        for count in range(of + 1)
    )
    return [exp(logarithm) for logarithm in logarithms]


def _at_least(chances: list[float]) -> list[float]:
    """Return the chance of each count or more, and 0 of more than there are."""
    sums = [0.0]
    for chance in reversed(chances):
        sums.append(sums[-1] + chance)
    return sums[::-1]
