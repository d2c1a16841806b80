"""The figures of the report come out of the rows of the demonstration."""

import re
from collections import Counter
from pathlib import Path

import pytest

from surveys.bundle import Bundle
from surveys.questionnaire import Questionnaire, items
from surveys.submissions import AcceptedSubmission
from tests.service.demonstration.counting import (
    LEADERSHIP,
    PLANNING,
    WEBINAR,
    at_the_end,
    completed,
    count_of,
    later,
    percent_of,
)


@pytest.mark.parametrize("least", [1, 5])
def test_95percent_of_recommend_the_programme(bundle: Bundle, least: int) -> None:
    """Also when surveys with fewer than five submissions are left out, as pages do."""
    sizes = Counter(each.survey for each in bundle.submissions)

    def recommend(submissions: list[AcceptedSubmission]) -> int:
        kept = [each for each in submissions if sizes[each.survey] >= least]
        return round(percent_of(kept, "recommend", "yes"))

    ends = {name: at_the_end(bundle, name) for name in (WEBINAR, PLANNING, LEADERSHIP)}
    assert recommend(ends[WEBINAR]) == 94
    assert recommend(ends[PLANNING]) == 99
    assert recommend([each for some in ends.values() for each in some]) == 95
    assert recommend(list(bundle.submissions)) == 95  # with those asked again six months later


@pytest.mark.parametrize(
    ("theme", "percent"),
    [
        ("digital_for_mission", 97),
        ("capacity", 97),
        ("inclusive_tools", 97),
        ("communication_tools", 93),
        ("information_security", 98),
        ("project_management", 98),
    ],
)
def test_the_six_themes_are_as_useful_as_in_the_report(
    bundle: Bundle, theme: str, percent: int
) -> None:
    course = at_the_end(bundle, PLANNING)

    useful = percent_of(course, f"usefulness.{theme}", "very_useful", "useful")

    assert round(useful) == percent


@pytest.mark.parametrize(
    ("item", "favourable", "percent"),
    [
        ("satisfaction", ("very_satisfied", "satisfied"), 93),
        ("expectations_met", ("fully", "mostly"), 88),
        ("wish_to_apply", ("fully", "mostly"), 96),
    ],
)
def test_the_leadership_course_is_rated_as_in_the_report(
    bundle: Bundle, item: str, favourable: tuple[str, ...], percent: int
) -> None:
    assert round(percent_of(at_the_end(bundle, LEADERSHIP), item, *favourable)) == percent


@pytest.mark.parametrize("least", [1, 5])
def test_73percent_of_of_organisations_started_a_transformation(bundle: Bundle, least: int) -> None:
    sizes = Counter(each.survey for each in bundle.submissions)
    kept = [each for each in later(bundle) if sizes[each.survey] >= least]

    def started(activity: str) -> int:
        return sum(
            each.answers["transformation_started"] == "yes" for each in later(bundle, activity)
        )

    assert round(percent_of(kept, "transformation_started", "yes")) == 73
    assert 400 <= started(WEBINAR) < 500
    assert 120 <= started(PLANNING) < 130


def test_the_roster_holds_the_people_and_organisations_of_the_report(bundle: Bundle) -> None:
    def enrolled(activity: str) -> tuple[int, int]:
        rows = [each for each in bundle.enrolments if each.cohort.startswith(activity)]
        return len({each.organisation for each in rows}), len(rows)

    organisations, people = enrolled(WEBINAR)
    assert (organisations // 100, people // 100) == (12, 13)  # 1,200+ and 1,300+
    organisations, people = enrolled(PLANNING)
    assert (organisations // 100, people // 100) == (2, 3)  # 200+ and 300+
    organisations, people = enrolled(LEADERSHIP)
    assert organisations == 60
    assert people >= 60
    assert len({each.organisation for each in bundle.enrolments}) // 1000 == 1  # 1,000+


def test_attendance_and_completion_are_those_of_the_report(bundle: Bundle) -> None:
    attended, people = completed(bundle, WEBINAR)  # a webinar is one session
    assert round(100 * attended / people) == 76
    done, people = completed(bundle, PLANNING)
    assert round(100 * done / people) == 81
    done, people = completed(bundle, LEADERSHIP)
    assert round(100 * done / people) == 91


def test_more_than_12_000_hours_of_training_were_given(bundle: Bundle) -> None:
    minutes = {(each.cohort, each.position): each.minutes for each in bundle.sessions}

    assert sum(minutes[each.cohort, each.session] for each in bundle.attendances) / 60 == 12_939.5
    assert sum(minutes[f"{PLANNING}-01", n] for n in range(1, 7)) == 48 * 60


def test_the_documentation_gives_the_counts_behind_the_figures(
    bundle: Bundle, questionnaires: dict[str, Questionnaire]
) -> None:
    webinar, planning, leadership = (
        at_the_end(bundle, name) for name in (WEBINAR, PLANNING, LEADERSHIP)
    )
    useful = ("very_useful", "useful")
    counts = [
        count_of([*webinar, *planning, *leadership], "recommend", "yes"),
        count_of(webinar, "recommend", "yes"),
        count_of(planning, "recommend", "yes"),
        *(
            count_of(planning, item, *useful)
            for item in items(questionnaires["planning_course"].by_code["usefulness"])
        ),
        count_of(leadership, "satisfaction", "very_satisfied", "satisfied"),
        count_of(leadership, "expectations_met", "fully", "mostly"),
        count_of(leadership, "wish_to_apply", "fully", "mostly"),
        count_of(later(bundle), "transformation_started", "yes"),
    ]
    counts += [completed(bundle, activity) for activity in (WEBINAR, PLANNING, LEADERSHIP)]
    page = Path(__file__).parents[3].joinpath("docs", "demonstration.md").read_text("utf-8")

    assert [f"{count:,}/{answers:,}" for count, answers in counts] == re.findall(
        r"\b[\d,]+/[\d,]*\d\b", page
    )
