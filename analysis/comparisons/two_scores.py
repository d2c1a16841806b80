"""Two net promoter scores of different people: whether chance alone would part them as far.

The permutation test: all ways to deal the same promoters, passives and detractors to the
two groups. It supposes nothing about how the scores are distributed, which the intervals
of small groups do (Rocks 2016). Source: Fisher (1935), The Design of Experiments,
section 21; Ernst (2004), "Permutation methods: a basis for exact inference", Statistical
Science 19(4), 676-685.
"""

from math import comb
from typing import NamedTuple

_MOST_WAYS = 20_000
"""Beyond so many tables it would take long, and the intervals are then good."""


class Ratings(NamedTuple):
    """How many of one group promote, are passive, and detract."""

    promoters: int
    passives: int
    detractors: int

    @property
    def answers(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def lead(self) -> int:
        """Promoters less detractors."""
        return self.promoters - self.detractors

    @property
    def score(self) -> float:
        """In points; there must be answers."""
        return 100 * self.lead / self.answers


def permutation_p(here: Ratings, there: Ratings) -> float | None:
    """Return how often chance parts the two scores as far as they are, from 0 to 1.

    None where there are too many ways to count; 1 where a group is empty.
    """
    promoters, passives, detractors = (one + other for one, other in zip(here, there, strict=True))
    n, m = sum(here), sum(there)
    if not n or not m:
        return 1.0
    if (min(promoters, n) + 1) * (min(detractors, n) + 1) > _MOST_WAYS:
        return None
    # The difference of the scores grows with the lead of one group; all times (n + m).
    lead = n * (promoters - detractors)
    observed = abs((n + m) * (here.promoters - here.detractors) - lead)
    as_far = 0
    for up in range(min(promoters, n) + 1):
        for down in range(min(detractors, n - up) + 1):
            between = n - up - down
            if between <= passives and abs((n + m) * (up - down) - lead) >= observed:
                as_far += comb(promoters, up) * comb(detractors, down) * comb(passives, between)
    return as_far / comb(n + m, n)
