"""Scales: bars, favourable share and best point, against hand counts and slow counting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import release
from analysis.intervals import Interval
from analysis.scores.scale import Bar, ScaleScore, score_scale
from surveys.questions import Point, Scale, Side
from surveys.texts import Text
from tests.analysis.tallies import released, tally_of


def scale_of(*points: tuple[str, Side]) -> Scale:
    return Scale(
        code="scale",
        points=tuple(Point(code=code, text=Text(code, code), side=side) for code, side in points),
        not_applicable=Text("Sans objet", "Not applicable"),
    )


FOUR_POINTS = scale_of(
    ("very_satisfied", "favourable"),
    ("satisfied", "favourable"),
    ("dissatisfied", "unfavourable"),
    ("very_dissatisfied", "unfavourable"),
)
PACE = scale_of(
    ("too_slow", "unfavourable"), ("just_right", "favourable"), ("too_fast", "unfavourable")
)


def test_a_four_point_scale_worked_by_hand() -> None:
    # 18 answers: 11 + 6 + 1 + 0. Top two 17 of 18, top box 11 of 18.
    counts = {"satisfied": 6, "very_satisfied": 11, "dissatisfied": 1}
    score = score_scale("satisfaction", FOUR_POINTS, released(counts), 30)

    assert score.item == "satisfaction"
    assert score.bars == (
        Bar("very_satisfied", 11),
        Bar("satisfied", 6),
        Bar("dissatisfied", 1),
        Bar("very_dissatisfied", 0),
    )
    assert (score.answers, score.not_applicable) == (18, 0)
    assert score.favourable is not None
    assert (score.favourable.count, score.favourable.answers) == (17, 18)
    assert score.favourable.bounds == Interval(17 / 30, 29 / 30)
    assert score.best is not None
    assert (score.best.count, score.best.answers) == (11, 18)
    assert score.best.bounds == Interval(11 / 30, 23 / 30)


def test_the_best_point_of_a_pace_is_in_the_middle() -> None:
    score = score_scale("pace", PACE, released({"too_slow": 2, "just_right": 7, "too_fast": 1}), 10)

    assert score.favourable == score.best
    assert score.best is not None
    assert score.best.value == pytest.approx(0.7)


def test_a_scale_that_gets_better_is_best_at_its_end() -> None:
    rising = scale_of(("no", "unfavourable"), ("yes", "favourable"), ("very", "favourable"))
    score = score_scale("help", rising, released({"no": 1, "yes": 2, "very": 4}), None)

    assert score.favourable is not None
    assert score.best is not None
    assert (score.favourable.count, score.best.count) == (6, 4)


def test_sans_objet_is_out_of_the_answers_and_out_of_the_eligible() -> None:
    # 8 say yes, 2 no, 3 "sans objet"; 20 were asked. The share is 8 of 10, and the 17 people
    # concerned bound it: (8 + 0)/17 if the 7 silent ones would have said no, (8 + 7)/17 if yes.
    counts = {"just_right": 8, "too_fast": 2, "not_applicable": 3}
    score = score_scale("pace", PACE, released(counts), 20)

    assert (score.answers, score.not_applicable) == (10, 3)
    assert score.favourable is not None
    assert (score.favourable.count, score.favourable.answers) == (8, 10)
    assert score.favourable.eligible == 17
    assert score.favourable.bounds == Interval(8 / 17, 15 / 17)


def test_without_answers_there_is_no_share() -> None:
    score = score_scale("pace", PACE, released({"not_applicable": 6}), 20)

    assert (score.answers, score.favourable, score.best) == (0, None, None)


def test_a_scale_without_a_favourable_point_has_bars_and_no_share() -> None:
    neutral = scale_of(("before", "neutral"), ("after", "neutral"))
    score = score_scale("when", neutral, released({"before": 3, "after": 4}), 20)

    assert (score.answers, score.favourable, score.best) == (7, None, None)


answers = st.sampled_from([*FOUR_POINTS.codes, None])


@given(st.lists(answers, min_size=5, max_size=60))
def test_the_score_is_what_counting_each_participant_gives(given_answers: list[str | None]) -> None:
    rows = [{"q": answer} if answer else {} for answer in given_answers]
    item = release(tally_of(rows, eligible=60)).items.get("q")
    rated = [answer for answer in given_answers if answer and answer != "not_applicable"]

    assert (item is None) == (len(rated) < 5)
    if item:
        score = score_scale("q", FOUR_POINTS, item, 60)
        assert score.answers == len(rated)
        assert score.not_applicable == given_answers.count("not_applicable")
        assert [bar.answers for bar in score.bars] == [
            rated.count(point.code) for point in FOUR_POINTS.points
        ]
        _check_shares(score, rated)


def _check_shares(score: ScaleScore, rated: list[str]) -> None:
    assert score.favourable is not None
    assert score.best is not None
    satisfied = [answer for answer in rated if answer in ("very_satisfied", "satisfied")]
    assert score.favourable.count == len(satisfied)
    assert score.best.count == satisfied.count("very_satisfied")
    assert score.best.value <= score.favourable.value
