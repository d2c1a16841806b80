"""What changed since the previous cohort."""

from collections.abc import Mapping

import msgspec

from analysis.claims.changes import changes, declared_items
from analysis.claims.differences import Difference
from analysis.claims.refusal import ASKED_DIFFERENTLY, TOO_FEW
from analysis.disclosure.gate import release_family
from surveys.questions import Point
from surveys.texts import Text
from tests.analysis.tallies import survey_tally
from tests.factories import SATISFACTION, USEFULNESS, make_questionnaire

QUESTIONNAIRE = make_questionnaire()
Asked = Mapping[str, Mapping[str, int]]


def _answers(happy: int, of: int = 50) -> Asked:
    return {
        "satisfaction": {"satisfied": happy, "dissatisfied": of - happy},
        "pace": {"just_right": of},
        "recommend_score": {"9": happy, "3": of - happy},
        "usefulness.mission": {"useful": happy, "useless": of - happy},
        "usefulness.security": {"useful": 3},
    }


def test_headlines_and_the_rows_of_matrices_are_declared() -> None:
    assert declared_items(QUESTIONNAIRE) == (
        "satisfaction",
        "recommend_score",
        "usefulness.mission",
        "usefulness.security",
    )


def test_each_declared_item_is_compared_with_the_cohort_before() -> None:
    tallies = [
        survey_tally(50, _answers(happy), survey=cohort, cohort=cohort)
        for cohort, happy in (("old", 20), ("before", 20), ("now", 46))
    ]
    found = changes({t.survey: QUESTIONNAIRE for t in tallies}, release_family(tallies), "now")

    assert found is not None
    assert (found.before, found.skipped) == ("before", ())
    claims = {change.item: change.claim for change in found.changes}
    rising = claims["satisfaction"]
    assert isinstance(rising, Difference)
    assert (rising.verdict, rising.comparisons) == ("higher", 3)
    assert claims["usefulness.security"] == TOO_FEW


def test_a_withheld_cohort_is_passed_over_and_named() -> None:
    tallies = [
        survey_tally(50, _answers(20), survey="old", cohort="old"),
        survey_tally(3, _answers(3, 3), survey="few", cohort="few"),
        survey_tally(50, _answers(20), survey="now", cohort="now"),
        survey_tally(50, _answers(50), survey="again", cohort="now"),
    ]
    by_survey = {tally.survey: QUESTIONNAIRE for tally in tallies}
    family = release_family(tallies)

    for survey in ("now", "again"):  # a cohort is not compared with itself
        found = changes(by_survey, family, survey)
        assert found is not None
        assert (found.before, found.skipped) == ("old", ("few",))
    assert changes(by_survey, family, "few") is None
    first = changes(by_survey, family, "old")
    assert first is not None
    assert (first.before, first.skipped, first.changes) == (None, (), ())


def test_a_scale_that_changed_is_not_compared() -> None:
    more = msgspec.structs.replace(
        SATISFACTION,
        points=(
            *SATISFACTION.points,
            Point(code="no_idea", text=Text("Aucune idée", "No idea"), side="neutral"),
        ),
    )
    pace = next(scale for scale in QUESTIONNAIRE.scales if scale.code == "pace")
    second = make_questionnaire(version=2, scales=(more, USEFULNESS, pace))
    tallies = [
        survey_tally(50, _answers(20), survey=cohort, cohort=cohort) for cohort in ("old", "now")
    ]
    found = changes({"old": QUESTIONNAIRE, "now": second}, release_family(tallies), "now")

    assert found is not None
    claims = {change.item: change.claim for change in found.changes}
    assert claims["satisfaction"] == ASKED_DIFFERENTLY
    assert isinstance(claims["usefulness.mission"], Difference)
