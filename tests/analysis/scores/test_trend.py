"""One item over the cohorts: each point, all together, and questionnaires that drift."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from analysis.disclosure.gate import ReleasedFamily, release_family
from analysis.intervals import Interval
from analysis.scores.trend import Trend, TrendPoint, trend, trend_items
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import LongTextQuestion, Option, Scale, SingleChoiceQuestion
from surveys.texts import Text
from tests.analysis.tallies import survey_tally
from tests.factories import PACE, SATISFACTION, USEFULNESS, make_questionnaire

NOTHING: dict[str, Any] = {"answers": None, "share": None, "net_promoter": None}


def family_of(
    item: str, *counts: Mapping[str, int], eligible: tuple[int | None, ...] = (30, 30, 30)
) -> ReleasedFamily:
    """Three or fewer surveys of 20 submissions, oldest first."""
    return release_family(
        [
            survey_tally(
                20,
                {item: answers} if answers else {},
                survey=f"s{index}",
                cohort=f"c{index}",
                eligible=people,
            )
            for index, (answers, people) in enumerate(zip(counts, eligible, strict=False))
        ]
    )


def trend_of(item: str, family: ReleasedFamily, *others: Questionnaire) -> Trend:
    """The trend, where the last surveys used `others` and the rest `make_questionnaire`."""
    usual = [make_questionnaire()] * (len(family.each) - len(others))
    each = zip(family.each, [*usual, *others], strict=True)
    return trend({survey.survey: asked for survey, asked in each}, item, family)


def without(item: str) -> Questionnaire:
    return make_questionnaire(
        sections=tuple(
            msgspec.structs.replace(
                section, questions=tuple(part for part in section.questions if part.code != item)
            )
            for section in make_questionnaire().sections
        )
    )


def test_the_favourable_share_of_each_cohort_and_of_all() -> None:
    family = family_of(
        "satisfaction", {"satisfied": 9, "dissatisfied": 1}, {"very_satisfied": 5, "satisfied": 5}
    )
    line = trend_of("satisfaction", family)

    # 9 of 10 and 10 of 10, so 19 of 20 together, of 60 people.
    assert line.item == "satisfaction"
    assert [point.cohort for point in line.points] == ["c0", "c1"]
    assert [point.answers for point in line.points] == [10, 10]
    assert [point.share and point.share.count for point in line.points] == [9, 10]
    assert line.pooled.share is not None
    assert (line.pooled.share.count, line.pooled.share.answers) == (19, 20)
    assert line.pooled.share.bounds == Interval(19 / 60, 59 / 60)
    assert (line.pooled.cohort, line.pooled.answers) == ("", 20)
    assert line.pooled.net_promoter is None


def test_a_row_of_a_matrix_has_a_trend() -> None:
    line = trend_of("usefulness.mission", family_of("usefulness.mission", {"useful": 6}))

    assert line.points[0].share is not None
    assert line.points[0].share.count == 6


def test_the_recommendation_of_each_cohort_and_of_all() -> None:
    # +50 from 6 - 1 of 10; -10 from 2 - 3 of 10; together 8 - 4 of 20 is +20.
    family = family_of("recommend_score", {"9": 6, "8": 3, "2": 1}, {"10": 2, "7": 5, "6": 3})
    line = trend_of("recommend_score", family)

    points = [*line.points, line.pooled]
    assert [point.net_promoter and point.net_promoter.score for point in points] == [50, -10, 20]
    assert [point.answers for point in points] == [10, 10, 20]
    assert all(point.share is None for point in points)


def yes_or_no(*codes: str) -> Questionnaire:
    """A questionnaire whose only question is answered by one of `codes`."""
    options = tuple(Option(code=code, text=Text(code, code)) for code in codes)
    started = SingleChoiceQuestion(code="started", text=Text("Oui ?", "Yes?"), options=options)
    section = Section(title=Text("Suite", "Next"), questions=(started,))
    return make_questionnaire(scales=(), sections=(section,))


def test_a_yes_no_question_has_the_trend_of_its_yes() -> None:
    family = family_of("started", {"yes": 8, "no": 2}, {"yes": 3, "no": 7})
    line = trend_of("started", family, yes_or_no("yes", "no"), yes_or_no("yes", "no"))

    assert trend_items(yes_or_no("yes", "no")) == ("started",)
    assert [point.share and point.share.value for point in line.points] == [0.8, 0.3]
    assert line.pooled.share is not None
    assert (line.pooled.share.count, line.pooled.share.answers) == (11, 20)


@pytest.mark.parametrize("others", [("yes", "partly", "no"), ("yes", "never")])
def test_yes_beside_other_options_is_another_question(others: tuple[str, ...]) -> None:
    family = family_of("started", {"yes": 8, "no": 2}, {"yes": 10})
    line = trend_of("started", family, yes_or_no("yes", "no"), yes_or_no(*others))

    assert [point.answers for point in line.points] == [10, 10]
    assert line.pooled.answers is None


@pytest.mark.parametrize("few", [{}, {"satisfied": 4}])
def test_a_withheld_cohort_keeps_its_place_and_looks_silent(few: dict[str, int]) -> None:
    line = trend_of("satisfaction", family_of("satisfaction", {"satisfied": 9}, few))

    assert line.points[1] == TrendPoint(cohort="c1", **NOTHING)
    assert line.pooled.share is not None
    assert (line.pooled.share.count, line.pooled.share.answers) == (9, 9)
    # The people of both cohorts could answer: what is left out counts as silent.
    assert line.pooled.share.eligible == 60


def test_a_cohort_that_was_not_asked_is_silent_and_its_people_are_not_eligible() -> None:
    family = family_of("satisfaction", {"satisfied": 9}, {})
    line = trend_of("satisfaction", family, without("satisfaction"))

    assert line.points[1] == TrendPoint(cohort="c1", **NOTHING)
    assert line.pooled.share is not None
    assert line.pooled.share.eligible == 30


@pytest.mark.parametrize("eligible", [(60, None), (60, 19)])
def test_one_roster_that_is_unknown_or_wrong_leaves_all_together_without_bounds(
    eligible: tuple[int, int | None],
) -> None:
    # The second survey has 20 submissions, so a roster of 19 must be wrong.
    family = family_of("satisfaction", {"satisfied": 9}, {"satisfied": 9}, eligible=eligible)
    line = trend_of("satisfaction", family)

    assert line.points[0].share is not None
    assert line.points[0].share.eligible == 60
    assert line.pooled.share is not None
    assert line.pooled.share.answers == 18
    assert (line.pooled.share.eligible, line.pooled.share.bounds) == (None, None)


def rescaled(*points: int) -> Questionnaire:
    """The usual questionnaire, with some of the points of its satisfaction scale."""
    scale = msgspec.structs.replace(
        SATISFACTION, points=tuple(SATISFACTION.points[index] for index in points)
    )
    return make_questionnaire(scales=(scale, USEFULNESS, PACE))


def test_versions_that_offer_other_points_are_not_added_up() -> None:
    family = family_of("satisfaction", {"satisfied": 9}, {"satisfied": 9})
    line = trend_of("satisfaction", family, rescaled(1, 2))

    assert [point.answers for point in line.points] == [9, 9]
    assert line.pooled == TrendPoint(cohort="", **NOTHING)


def test_versions_that_only_word_a_point_otherwise_are_added_up() -> None:
    first = msgspec.structs.replace(SATISFACTION.points[0], text=Text("Ravi", "Delighted"))
    reworded = Scale(code="satisfaction", points=(first, *SATISFACTION.points[1:]))
    family = family_of("satisfaction", {"satisfied": 9}, {"satisfied": 9})
    line = trend_of("satisfaction", family, make_questionnaire(scales=(reworded, USEFULNESS, PACE)))

    assert line.pooled.answers == 18


@pytest.mark.parametrize(
    "item", ["needs_next", "role", "usefulness.unknown", "usefulness", "unknown"]
)
def test_an_item_that_cannot_have_a_trend_is_silent(item: str) -> None:
    line = trend_of(item, family_of(item, {"x": 9}))

    assert line.points == (TrendPoint(cohort="c0", **NOTHING),)
    assert line.pooled == TrendPoint(cohort="", **NOTHING)


def test_headline_questions_come_first_then_the_order_of_the_questionnaire() -> None:
    assert trend_items(make_questionnaire()) == (
        "satisfaction",
        "recommend_score",
        "pace",
        "usefulness.mission",
        "usefulness.security",
    )


def test_a_scale_without_a_favourable_point_has_no_trend() -> None:
    neutral = msgspec.structs.replace(
        PACE,
        points=tuple(msgspec.structs.replace(point, side="neutral") for point in PACE.points),
    )

    assert "pace" not in trend_items(make_questionnaire(scales=(SATISFACTION, USEFULNESS, neutral)))


def test_a_questionnaire_of_texts_has_no_trend() -> None:
    words = LongTextQuestion(code="words", text=Text("Pourquoi ?", "Why?"), headline=True)
    section = Section(title=Text("Mots", "Words"), questions=(words,))

    assert trend_items(make_questionnaire(scales=(), sections=(section,))) == ()


def test_a_small_cohort_is_drawn_further_towards_all_than_a_large_one() -> None:
    family = family_of(
        "satisfaction",
        {"satisfied": 6},
        {"satisfied": 40, "dissatisfied": 20},
        {"satisfied": 58, "dissatisfied": 2},
        {"dissatisfied": 2},
        eligible=(90, 90, 90, 90),
    )
    line = trend_of("satisfaction", family)
    small, low, high, hidden = line.points
    mean = 104 / 126  # 6 + 40 + 58 of 6 + 60 + 60

    assert small.shrunk is not None
    assert low.shrunk is not None
    assert high.shrunk is not None
    assert mean < small.shrunk < 1
    assert 40 / 60 < low.shrunk < mean < high.shrunk < 58 / 60
    assert (1 - small.shrunk) / (1 - mean) > (58 / 60 - high.shrunk) / (58 / 60 - mean)
    assert hidden.shrunk is line.pooled.shrunk is None


def test_cohorts_that_were_offered_other_points_are_not_drawn_together() -> None:
    family = family_of("satisfaction", {"satisfied": 9}, {"satisfied": 9})
    line = trend_of("satisfaction", family, rescaled(0, 1, 2))

    assert not line.alike
    assert [point.shrunk for point in line.points] == [None, None]
