"""Two shares of different people: how far apart they may be, and whether chance alone would do it.

Sources: Newcombe (1998), "Interval estimation for the difference between independent
proportions: comparison of eleven methods", Statistics in Medicine 17(8), 873-890,
method 10. Lancaster (1961), "Significance tests in discrete distributions", Journal
of the American Statistical Association 56(294), 223-234, for the mid-p; Agresti
(2013), Categorical Data Analysis, 3rd ed., section 3.5, for its use with Fisher's test.
"""

from collections.abc import Callable
from math import comb, hypot
from typing import TypeAlias

from analysis.intervals import Interval, wilson


def newcombe(
    count: int, answers: int, other_count: int, other_answers: int, confidence: float = 0.95
) -> Interval:
    """Return where `count / answers - other_count / other_answers` lies, from -1 to 1.

    Newcombe's hybrid score interval: the Wilson limits of the two shares, squared and
    added. It always holds the observed difference.

    Args:
        count: How many of `answers`.
        answers: At least 1.
        other_count: How many of `other_answers`.
        other_answers: At least 1.
        confidence: How often such an interval covers the true difference. Between 0 and 1.

    Raises:
        ValueError: the counts are impossible.
    """
    share, other = (
        wilson(count, answers, confidence),
        wilson(other_count, other_answers, confidence),
    )
    p, q = count / answers, other_count / other_answers
    low, high = hypot(p - share.low, other.high - q), hypot(share.high - p, q - other.low)
    return Interval(max(-1.0, p - q - low), min(1.0, p - q + high))


def check_shares(count: int, answers: int, other_count: int, other_answers: int) -> None:
    """Raises ValueError, a sentence, if the counts are impossible, or nobody answered one side."""
    if not (
        0 <= count <= answers and 0 <= other_count <= other_answers and answers and other_answers
    ):
        raise ValueError(f"{count} of {answers} and {other_count} of {other_answers} are no shares")


def fisher_mid_p(count: int, answers: int, other_count: int, other_answers: int) -> float:
    """Return the two-sided mid-p value of Fisher's exact test, from 0 to 1.

    Among all tables with the same margins: the probability of the less likely ones, and
    half that of those as likely as the one observed. Fisher's own value counts these in
    full, and so finds differences more seldom than it says.

    Where there are many tables it is computed from their chances, within 1e-9; the work grows with
    the root of how many answered.

    Args:
        count: How many of `answers`.
        answers: At least 1.
        other_count: How many of `other_answers`.
        other_answers: At least 1.

    Raises:
        ValueError: the counts are impossible.
    """
    check_shares(count, answers, other_count, other_answers)
    together = count + other_count
    tables = range(max(0, together - other_answers), min(answers, together) + 1)

    def ratio(here: int) -> tuple[int, int]:
        """Return how many times as likely one more is, as a fraction."""
        return (
            (answers - here) * (together - here),
            (here + 1) * (other_answers - together + here + 1),
        )

    if len(tables) <= _EXACT:
        first = comb(answers, tables[0]) * comb(other_answers, together - tables[0])
        ways = _ways(tables, ratio, first)
        least = most = ways[count]  # whole numbers, compared as such
    else:
        likeliest = (answers + 1) * (together + 1) // (answers + other_answers + 2)
        ways = _chances(tables, ratio, likeliest)
        least, most = (ways.get(count, 0.0) * (1 + near) for near in (-_NEAR, _NEAR))
    rarer = sum(each for each in ways.values() if each < least)
    as_rare = sum(each for each in ways.values() if least <= each <= most)
    return (2 * rarer + as_rare) / (2 * sum(ways.values()))


_Ratio: TypeAlias = Callable[[int], tuple[int, int]]

_EXACT = 400
"""Tables that are counted in whole numbers. Of more, chances are added up."""

_NEAR = 1e-9
"""Of chances that are added up: by how much two that are the same may differ, of one."""

_LEAST = 1e-25
"""Of the likeliest table's chance: tables that are rarer are left out, all of them together."""


def _ways(tables: range, ratio: _Ratio, first: int) -> dict[int, float]:
    """Return in how many ways each table comes about, in whole numbers."""
    found: dict[int, float] = {}
    here = first
    for count in tables:
        found[count] = here
        more, less = ratio(count)
        here = here * more // less
    return found


def _chances(tables: range, ratio: _Ratio, likeliest: int) -> dict[int, float]:
    """Return how likely each table is, the likeliest being 1; of the rarest, none."""
    found = {likeliest: 1.0}
    chance = 1.0
    for count in range(likeliest, tables[-1]):
        more, less = ratio(count)
        chance *= more / less
        if chance < _LEAST:
            break
        found[count + 1] = chance
    chance = 1.0
    for count in range(likeliest - 1, tables[0] - 1, -1):
        more, less = ratio(count)
        chance *= less / more
        if chance < _LEAST:
            break
        found[count] = chance
    return found
