"""Numbers of slices: never more than there are people, never of nobody."""

import math
from collections.abc import Iterator, Mapping

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import ReleasedFamily, pooled_over
from analysis.inputs import SurveyTally
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.share import Share
from analysis.scores.survey_scores import score_survey
from analysis.scores.trend import trend, trend_items
from surveys.slices import NOT_SAID
from surveys.submissions import StoredValue
from tests.analysis.one_dimension import release_one
from tests.analysis.tallies import tally_of
from tests.factories import make_questionnaire

QUESTIONNAIRE = make_questionnaire()
ROLES = ("coordination", "volunteer", "other")

answers: dict[str, st.SearchStrategy[StoredValue]] = {
    "satisfaction": st.sampled_from(["very_satisfied", "dissatisfied"]),
    "usefulness.mission": st.sampled_from(["useful", "useless", "not_applicable"]),
    "recommend_score": st.integers(0, 10),
    "hours": st.sampled_from([0, 2.5]),
    "tools": st.lists(st.sampled_from(["email", "spreadsheet"]), min_size=1, unique=True),
}
sheets = st.lists(st.fixed_dictionaries({}, optional=answers), max_size=12)


@st.composite
def surveys(draw: st.DrawFn) -> list[Mapping[str, SurveyTally]]:
    return [
        {
            value: tally_of(
                draw(sheets),
                survey=f"s{number}",
                cohort=f"s{number}",
                eligible=draw(st.none() | st.integers(0, 14)),
            )
            for value in (*ROLES, NOT_SAID)
        }
        for number in range(draw(st.integers(1, 3)))
    ]


def numbers(found: object) -> Iterator[object]:
    """Every number, and every share and score, anywhere in `found`."""
    if isinstance(found, float | int | Share | NetPromoterScore):
        yield found
    if isinstance(found, msgspec.Struct):
        for field in found.__struct_fields__:
            yield from numbers(getattr(found, field))
    elif isinstance(found, tuple | list):
        for each in found:
            yield from numbers(each)


def shown(family: ReleasedFamily) -> list[object]:
    asked = {each.survey: QUESTIONNAIRE for each in family.each}
    return [
        *(score_survey(QUESTIONNAIRE, each) for each in family.each),
        *(trend(asked, item, family) for item in trend_items(QUESTIONNAIRE)),
    ]


@given(surveys(), st.sets(st.sampled_from(["s0", "s1", "s2"])))
def test_of_every_slice_and_period_a_part_is_of_a_whole(
    sliced: list[Mapping[str, SurveyTally]], cohorts: set[str]
) -> None:
    slices = release_one(sliced, ROLES).values()
    for family in (*slices, *pooled_over(slices, cohorts)):
        for number in numbers(shown(family)):
            match number:
                case Share(count=count, answers=answered, eligible=eligible, value=value):
                    assert 0 <= count <= answered
                    assert eligible is None or answered <= eligible
                    assert value == count / answered
                case NetPromoterScore(answers=answered):
                    assert answered > 0
                case int() | float():
                    assert math.isfinite(number)
                case _:
                    raise AssertionError(number)
