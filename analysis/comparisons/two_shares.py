"""Two shares of different people: how far apart they may be, and whether chance alone would do it.

Sources: Newcombe (1998), "Interval estimation for the difference between independent
proportions: comparison of eleven methods", Statistics in Medicine 17(8), 873-890,
method 10. Lancaster (1961), "Significance tests in discrete distributions", Journal
of the American Statistical Association 56(294), 223-234, for the mid-p; Agresti
(2013), Categorical Data Analysis, 3rd ed., section 3.5, for its use with Fisher's test.
"""

from math import comb, hypot

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
    fewest, most = max(0, together - other_answers), min(answers, together)
    ways = [
        comb(answers, here) * comb(other_answers, together - here)
        for here in range(fewest, most + 1)
    ]
    observed, every = ways[count - fewest], sum(ways)
    rarer = sum(each for each in ways if each < observed)
    as_rare = sum(each for each in ways if each == observed)
    return (2 * rarer + as_rare) / (2 * every)
