"""The net promoter score, against numbers worked by hand, laws, and the slow obvious way."""

from collections.abc import Iterable
from math import comb
from statistics import NormalDist, pvariance

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import release
from analysis.intervals import Interval
from analysis.scores.net_promoter import (
    NetPromoterScore,
    adjusted_wald,
    net_promoter_score,
    precision,
)
from tests.analysis.tallies import released, tally_of

people = st.integers(0, 2_000)


def score_of(
    *, detractors: int = 0, passives: int = 0, promoters: int = 0, eligible: int | None = None
) -> NetPromoterScore:
    counts = {"3": detractors, "7": passives, "10": promoters}
    score = net_promoter_score("recommend", released(counts), eligible)
    assert score is not None
    return score


def test_half_promoters_and_a_fifth_detractors_score_thirty() -> None:
    score = score_of(detractors=20, passives=30, promoters=50)

    # By hand: shares 50.75/103 and 20.75/103, centre 0.2913,
    # variance (0.6942 - 0.0848) / 103 = 0.005916, margin 1.96 * 0.07692 = 0.1508.
    assert score.score == pytest.approx(30)
    assert score.interval == pytest.approx((14.05, 44.20), abs=0.01)
    assert (score.promoters, score.passives, score.detractors) == (50, 30, 20)
    assert (score.item, score.answers) == ("recommend", 100)


def test_every_value_counts_once_on_its_side() -> None:
    score = net_promoter_score("q", released({str(value): 1 for value in range(11)}), None)

    # 9 and 10 promote, 7 and 8 pass, the seven values from 0 to 6 detract: (2 - 7)/11.
    assert score is not None
    assert (score.promoters, score.passives, score.detractors) == (2, 2, 7)
    assert score.score == pytest.approx(-500 / 11)
    assert score.counts == (1,) * 11


def test_no_answers_are_no_score() -> None:
    assert net_promoter_score("q", released({}), 30) is None


def test_the_silent_could_all_detract_or_all_promote() -> None:
    # 6 - 2 = 4 ahead among 10 of 20: (4 - 10)/20 if the 10 silent ones detract,
    # (4 + 10)/20 if they promote.
    score = score_of(detractors=2, passives=2, promoters=6, eligible=20)

    assert score.bounds == Interval(-30, 70)
    assert score.eligible == 20


@pytest.mark.parametrize("eligible", [None, 9])
def test_an_unknown_or_impossible_roster_gives_no_bounds(eligible: int | None) -> None:
    score = score_of(passives=10, eligible=eligible)

    assert (score.bounds, score.eligible) == (None, None)


@given(people, people, people.filter(lambda number: number >= 2))
def test_swapping_promoters_and_detractors_only_changes_the_sign(
    detractors: int, passives: int, promoters: int
) -> None:
    score = score_of(detractors=detractors, passives=passives, promoters=promoters)
    mirrored = score_of(detractors=promoters, passives=passives, promoters=detractors)

    assert -100 <= score.interval.low <= score.score <= score.interval.high <= 100
    assert mirrored.score == pytest.approx(-score.score)
    assert mirrored.interval == pytest.approx((-score.interval.high, -score.interval.low))


@given(st.lists(st.integers(0, 10), min_size=5, max_size=80))
def test_the_score_is_the_mean_of_plus_one_nought_and_minus_one(values: list[int]) -> None:
    item = release(tally_of([{"q": value} for value in values])).items["q"]
    score = net_promoter_score("q", item, None)
    votes = [1 if value >= 9 else -1 if value <= 6 else 0 for value in values]

    assert score is not None
    assert score.score == pytest.approx(100 * sum(votes) / len(votes))
    assert score.interval == pytest.approx(_slow_interval(votes))


def _slow_interval(votes: list[int]) -> tuple[float, float]:
    """Wald's interval of a mean, after adding 3/4 of a vote for, 3/2 of none, 3/4 against."""
    quarters = votes * 4 + [1] * 3 + [0] * 6 + [-1] * 3
    mean = sum(quarters) / len(quarters)
    margin = NormalDist().inv_cdf(0.975) * (pvariance(quarters) / (len(votes) + 3)) ** 0.5
    return 100 * max(-1, mean - margin), 100 * min(1, mean + margin)


@pytest.mark.parametrize(
    ("answers", "promote", "detract", "covers"),
    [
        (20, 0.50, 0.20, 0.948),
        (20, 0.70, 0.05, 0.953),
        (50, 0.56, 0.08, 0.949),
        (5, 0.70, 0.05, 0.913),
    ],
)
def test_the_interval_covers_about_as_often_as_it_says(
    answers: int, promote: float, detract: float, covers: float
) -> None:
    true = 100 * (promote - detract)
    covered = 0.0
    for promoters, detractors, chance in _outcomes(answers, promote, detract):
        low, high = adjusted_wald(promoters, detractors, answers)
        covered += chance * (low <= true <= high)

    assert covered == pytest.approx(covers, abs=0.001)


def _outcomes(answers: int, promote: float, detract: float) -> Iterable[tuple[int, int, float]]:
    """Every number of promoters and detractors among `answers`, with its probability."""
    for promoters in range(answers + 1):
        for detractors in range(answers - promoters + 1):
            passives = answers - promoters - detractors
            ways = comb(answers, promoters) * comb(answers - promoters, detractors)
            chance = promote**promoters * detract**detractors * (1 - promote - detract) ** passives
            yield promoters, detractors, ways * chance


@pytest.mark.parametrize(("answers", "word"), [(889, "fair"), (50, "wide"), (20, "very_wide")])
def test_the_width_is_said_in_a_word(answers: int, word: str) -> None:
    # With 56 % promoters and 8 % detractors the margins are 4.2, 17.6 and 28.2 points.
    promoters, detractors = round(0.56 * answers), round(0.08 * answers)
    score = score_of(
        promoters=promoters, detractors=detractors, passives=answers - promoters - detractors
    )

    assert precision(score) == word


@pytest.mark.parametrize(
    ("margin", "word"), [(10, "fair"), (10.01, "wide"), (25, "wide"), (25.01, "very_wide")]
)
def test_the_words_change_just_above_ten_and_twenty_five_points(margin: float, word: str) -> None:
    score = msgspec.structs.replace(score_of(promoters=5), interval=Interval(-margin, margin))

    assert precision(score) == word
