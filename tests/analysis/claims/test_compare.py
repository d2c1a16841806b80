"""Cohorts or activities side by side."""

from collections.abc import Mapping

import msgspec
import pytest

from analysis.claims.compare import Comparison, activity_side, cohort_side, compare
from analysis.claims.differences import Difference
from analysis.claims.pairs import ScalePair
from analysis.claims.refusal import ASKED_DIFFERENTLY, TOO_FEW
from analysis.disclosure.gate import release_family
from analysis.scores.account import Family
from surveys.questionnaire import Questionnaire
from surveys.questions import Point
from surveys.texts import Text
from tests.analysis.tallies import survey_tally
from tests.factories import PACE, SATISFACTION, USEFULNESS, make_questionnaire

SHORT = make_questionnaire()
LONG = make_questionnaire(code="long")


def _answers(happy: int, of: int = 40) -> dict[str, dict[str, int]]:
    return {
        "satisfaction": {"very_satisfied": happy, "dissatisfied": of - happy},
        "pace": {"just_right": happy, "too_fast": of - happy},
        "recommend_score": {"9": happy, "3": of - happy},
        "usefulness.mission": {"useful": happy, "useless": of - happy},
    }


def _family(
    activity: str,
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, Mapping[str, int]]],
) -> Family:
    """Return one survey of 40 for each cohort in `answers`."""
    tallies = [
        survey_tally(40, items, survey=f"{cohort}-{questionnaire.code}", cohort=cohort)
        for cohort, items in answers.items()
    ]
    asked = {tally.survey: questionnaire for tally in tallies}
    return Family(activity, asked, release_family(tallies))


def _verdicts(comparison: Comparison) -> dict[str, str]:
    return {
        beside.item: claim.verdict
        for beside in comparison.items
        for claim in beside.claims
        if isinstance(claim, Difference)
    }


def test_what_differs_between_two_cohorts_is_a_lead() -> None:
    family = _family("course", SHORT, {"a": _answers(20), "b": _answers(38)})
    found = compare([cohort_side([family], slug) for slug in ("a", "b")])

    assert found.sides == ("a", "b")
    assert [beside.item for beside in found.items] == [
        "satisfaction",
        "recommend_score",
        "pace",
        "usefulness.mission",
        "usefulness.security",
    ]
    assert {*_verdicts(found).values()} == {"lead_higher"}
    assert found.items[-1].claims == (TOO_FEW,)  # nobody was asked about security
    # Four shares and scores, and all points of satisfaction; the best pace is in the middle.
    assert found.comparisons == 5
    (scale,) = found.items[0].scales
    assert scale is not None
    # Of 38 x 20 pairs the second is higher, of 2 x 20 lower; the rest are ties: 0.45 of 1600.
    assert scale.difference == pytest.approx((38 * 20 - 2 * 20) / 1600)
    assert isinstance(scale.compared, ScalePair)
    assert [beside.scales for beside in found.items[1:]] == [(None,)] * 4


def test_each_side_is_compared_with_the_first() -> None:
    family = _family("course", SHORT, {"a": _answers(20), "b": _answers(38), "c": _answers(20)})
    found = compare([cohort_side([family], slug) for slug in ("a", "b", "c")])
    (satisfied, *_) = found.items

    assert [claim.verdict for claim in satisfied.claims if isinstance(claim, Difference)] == [
        "lead_higher",
        "no_difference_shown",
    ]
    assert found.comparisons == 10


def test_a_code_asked_once_in_another_questionnaire_is_the_same_item() -> None:
    families = [
        _family("course", SHORT, {"a": _answers(20)}),
        _family("webinar", LONG, {"b": _answers(38)}),
    ]
    found = compare([cohort_side(families, slug) for slug in ("a", "b")])

    assert {beside.questionnaires for beside in found.items} == {("short", "long")}
    assert _verdicts(found)["satisfaction"] == "lead_higher"


def test_a_code_asked_in_two_other_questionnaires_is_nobodys_twin() -> None:
    third = make_questionnaire(code="third")
    families = [
        _family("course", SHORT, {"a": _answers(20)}),
        _family("webinar", LONG, {"b": _answers(38)}),
        _family("webinar", third, {"b": _answers(38)}),
    ]

    assert compare([cohort_side(families, slug) for slug in ("a", "b")]).items == ()


def test_other_points_are_not_compared() -> None:
    more = msgspec.structs.replace(
        SATISFACTION,
        points=(
            *SATISFACTION.points,
            Point(code="no_idea", text=Text("Aucune idée", "No idea"), side="neutral"),
        ),
    )
    other = make_questionnaire(code="long", scales=(more, USEFULNESS, PACE))
    families = [
        _family("course", SHORT, {"a": _answers(20)}),
        _family("webinar", other, {"b": _answers(38)}),
    ]
    found = compare([cohort_side(families, slug) for slug in ("a", "b")])

    assert found.items[0].claims == (ASKED_DIFFERENTLY,)
    assert found.items[0].scales == (None,)


def test_activities_are_compared_over_all_their_cohorts() -> None:
    families = [
        _family("course", SHORT, {"a": _answers(20), "b": _answers(22)}),
        _family("webinar", SHORT, {"c": _answers(38), "d": _answers(36)}),
    ]
    found = compare([activity_side(families, slug) for slug in ("course", "webinar")])

    assert [point.answers for point in found.items[0].points] == [80, 80]
    assert _verdicts(found)["satisfaction"] == "lead_higher"


def test_an_item_whose_points_changed_cannot_be_added_up_over_an_activity() -> None:
    fewer = msgspec.structs.replace(SATISFACTION, points=SATISFACTION.points[1:])
    second = make_questionnaire(version=2, scales=(fewer, USEFULNESS, PACE))
    family = _family("course", SHORT, {"a": _answers(20), "b": _answers(22)})
    mixed = Family("course", {**family.asked, "b-short": second}, family.released)

    assert ("short", "satisfaction") not in activity_side([mixed], "course").asked
    assert ("short", "pace") in activity_side([mixed], "course").asked
