"""The net promoter score of the 967 Carpentries forms: +48.4 from 501, 317 and 71 of 889.

The forms are in carpentries/assessment (CC BY 4.0): instructor training, after the
course, column `LikelyToRecommend`.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from analysis.disclosure.gate import ReleasedItem, release
from analysis.scores.net_promoter import NetPromoterScore, net_promoter_score
from tests.analysis.tallies import tally_of

FORMS = (
    Path(__file__).parents[3] / "shared" / "data" / "carpentries" / "instructor_training_post.csv"
)

COUNTS = {"1": 2, "2": 4, "3": 6, "4": 5, "5": 21, "6": 33, "7": 106, "8": 211, "9": 150, "10": 351}


def recommendation(item: ReleasedItem) -> NetPromoterScore:
    score = net_promoter_score("recommend", item, None)
    assert score is not None
    return score


def test_the_counts_make_the_known_score() -> None:
    score = recommendation(ReleasedItem(answered=sum(COUNTS.values()), counts=COUNTS))

    assert (score.promoters, score.passives, score.detractors) == (501, 317, 71)
    assert score.answers == 889
    assert score.score == pytest.approx(100 * (501 - 71) / 889)
    assert round(score.score, 1) == 48.4
    # By hand: shares 501.75 / 892 = 0.56250 and 71.75 / 892 = 0.08044, centre 0.48206,
    # variance (0.64294 - 0.23238) / 892 = 0.00046027, margin 1.95996 * 0.021454 = 0.042049.
    assert score.interval == pytest.approx((44.001, 52.411), abs=0.002)


@pytest.mark.skipif(not FORMS.exists(), reason=f"the Carpentries forms are not at {FORMS}")
def test_the_forms_make_the_same_counts() -> None:
    with FORMS.open(encoding="utf-8-sig", newline="") as file:
        answers = [row["LikelyToRecommend"] for row in csv.DictReader(file)]
    survey = release(tally_of([{"recommend": int(answer)} if answer else {} for answer in answers]))

    assert Counter(answer for answer in answers if answer) == COUNTS
    assert survey.submissions == 967
    assert round(recommendation(survey.items["recommend"]).score, 1) == 48.4
