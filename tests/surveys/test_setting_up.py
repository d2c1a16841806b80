"""The rules of what may be set up and changed, and what people type to do it."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any, get_args
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.programme import Activity, Cohort, Session
from surveys.roster import AttendanceRule
from surveys.set_up_form import (
    Naming,
    Setting,
    activity_from_fields,
    changed_survey,
    cohort_from_fields,
    fields_from_activity,
    fields_from_cohort,
    fields_from_survey,
    proposed_slug,
    survey_from_fields,
    survey_suggested,
)
from surveys.setting_up import ActivityPlan, CohortPlan, SurveyPlan, change_problems, stays_over
from surveys.survey import Promise, Survey
from surveys.texts import Slug, Text
from tests.factories import make_questionnaire, make_survey

MONTREAL = ZoneInfo("America/Toronto")
DAY = date(2026, 11, 24)
COHORT = Cohort(slug="nov", activity="web", name=Text("N", "N"), starts_on=DAY, ends_on=DAY)
AT = datetime(2026, 11, 24, 17, 0, 42, 7, tzinfo=UTC)
SETTING = Setting(COHORT, MONTREAL, AT)
ACTIVITY = Activity(slug="web", programme="p", name=Text("W", "W"))

BEFORE, DURING, AFTER = (datetime(2026, month, 15, tzinfo=UTC) for month in (2, 3, 5))
"""The survey of `make_survey` is open in March."""


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("L’été à l’œuvre", "l-ete-a-l-oeuvre"),
        ("Webinaire (novembre 2026)", "webinaire-novembre-2026"),
        ("  --  ", ""),
        ("数字", ""),
        ("É" * 90, "e" * 64),
    ],
)
def test_an_address_is_made_of_the_words_of_a_name(name: str, slug: str) -> None:
    assert proposed_slug(name, Naming()) == slug


def test_a_name_that_is_taken_takes_what_it_stands_in_or_a_number() -> None:
    assert proposed_slug("Nov", Naming(["nov"], within="web")) == "web-nov"
    assert proposed_slug("Nov", Naming(["nov", "web-nov"], within="web")) == "nov-2"
    assert proposed_slug("Nov", Naming(["nov", "nov-2"])) == "nov-3"


@given(st.text(max_size=90), st.lists(st.sampled_from(["a", "b", "a-2", "b-a"]), unique=True))
def test_a_proposed_address_is_free_and_one_that_can_be_kept(name: str, taken: list[str]) -> None:
    slug = proposed_slug(name, Naming(taken, within="b"))

    assert slug not in taken
    assert not slug or msgspec.convert(slug, Slug) == slug


@given(
    minutes=st.floats(0, 1440).map(lambda m: round(m, 3)),
    percent=st.floats(0, 100).map(lambda p: round(p, 3)),
    sessions=st.none() | st.integers(1, 200),
)
def test_a_rule_reads_back_as_it_is(minutes: float, percent: float, sessions: int | None) -> None:
    rule = AttendanceRule(minutes=minutes, percent=percent, sessions=sessions)
    shown = fields_from_activity(msgspec.structs.replace(ACTIVITY, rule=rule))

    read = activity_from_fields(shown, Naming(kept="web"))

    assert isinstance(read, ActivityPlan)
    assert read.rule == rule


def test_a_cohort_reads_back_as_it_is_and_empty_rows_do_not_count() -> None:
    sessions = [
        Session(cohort="nov", position=n, title=Text("S", "T"), held_on=DAY, minutes=60)
        for n in (1, 2)
    ]
    shown = fields_from_cohort(COHORT, sessions)
    apart = {name.replace("_2_", "_5_"): value for name, value in shown.items()}

    for fields in (shown, apart, apart | {"session_9_minutes": " "}):
        read = cohort_from_fields(fields, ACTIVITY, Naming(kept="nov"))
        assert isinstance(read, CohortPlan)
        assert read.made("web") == COHORT
        assert read.made_sessions() == tuple(sessions)


def test_a_problem_of_a_session_names_the_row_in_which_it_was_typed() -> None:
    fields = {"name_fr": "N", "starts_on": "2026-11-24", "ends_on": "2026-11-24"}
    fields |= {"session_7_held_on": "2026-11-25", "session_7_minutes": "60"}

    refused = cohort_from_fields(fields, ACTIVITY, Naming())

    assert not isinstance(refused, CohortPlan)
    assert [each.field for each in refused.problems] == ["session_7_held_on"]


def typed(**fields: str) -> dict[str, str]:
    chosen = {"questionnaire": "short", "opens": "now", "closes": "never", "promise": "open_link"}
    return chosen | fields


def opened(**fields: str) -> Survey:
    plan = survey_from_fields(typed(**fields), SETTING, Naming())
    assert isinstance(plan, SurveyPlan), plan
    return plan.made(COHORT, make_questionnaire(), MONTREAL)


def test_days_are_counted_on_the_clock_of_the_programme() -> None:
    # 24 November is in winter time; 196 days later, 8 June, in summer time: UTC-5, then UTC-4.
    survey = opened(opens="after", opens_after_days="0", closes="after", closes_after_days="196")

    assert survey.opens_at == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert survey.closes_at == datetime(2027, 6, 9, 3, 59, tzinfo=UTC)


def test_now_is_the_minute_that_runs_and_a_time_left_out_is_the_end_of_the_day() -> None:
    survey = opened(closes="at", closes_on="2026-11-24")

    assert survey.opens_at == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert survey.closes_at == datetime(2026, 11, 25, 4, 59, tzinfo=UTC)


@pytest.mark.parametrize(("days_ago", "closes"), [(0, "after"), (14, "after"), (15, "never")])
def test_what_is_suggested_can_be_saved_as_it_is(days_ago: int, closes: str) -> None:
    ended = msgspec.structs.replace(COHORT, ends_on=DAY - timedelta(days=days_ago))
    setting = SETTING._replace(cohort=ended)

    fields = survey_suggested(setting, Naming()) | {"questionnaire": "short"}

    assert fields["closes"] == closes
    plan = survey_from_fields(fields, setting, Naming())
    assert isinstance(plan, SurveyPlan)
    assert plan.slug == "nov"


@given(st.datetimes(datetime(2026, 3, 2), datetime(2026, 12, 31), timezones=st.just(UTC)))
def test_dates_that_are_not_touched_stay_to_the_second(closes_at: datetime) -> None:
    was = make_survey(closes_at=closes_at)

    assert changed_survey(fields_from_survey(was, MONTREAL), was, SETTING) == was


# --- what may change, once more and by hand -------------------------------------------------------

LATER = datetime(2026, 8, 1, tzinfo=UTC)
MAY: dict[tuple[str, Promise], set[str]] = {
    ("before", "open_link"): {"begin", "extend"},
    ("before", "one_per_browser"): {"begin", "extend"},
    ("before", "one_per_invitation"): {"begin", "extend"},
    ("during", "open_link"): {"extend", "close"},
    ("during", "one_per_browser"): {"extend", "close"},
    ("during", "one_per_invitation"): {"extend", "close"},
    ("after", "open_link"): {"extend"},
    ("after", "one_per_browser"): {"extend"},
    ("after", "one_per_invitation"): set(),
}


@pytest.mark.parametrize(
    ("when", "promise"), list(product(("before", "during", "after"), get_args(Promise)))
)
def test_what_may_change_depends_on_when_and_on_what_was_promised(
    when: str, promise: Promise
) -> None:
    at = {"before": BEFORE, "during": DURING, "after": AFTER}[when]
    was = make_survey(promise=promise)
    changes: dict[str, dict[str, Any]] = {
        "begin": {"opens_at": datetime(2026, 3, 20, tzinfo=UTC)},
        "extend": {"closes_at": LATER},
        "close": {"closes_at": at},
    }

    may = {
        name
        for name, change in changes.items()
        if not list(
            change_problems(was, msgspec.structs.replace(was, **change), at=at, judged=False)
        )
    }

    assert may - ({"close"} if when == "after" else set()) == MAY[when, promise]
    for other in (
        {"promise": "open_link"},
        {"questionnaire": "x"},
        {"version": 2},
        {"cohort": "x"},
    ):
        changed = msgspec.structs.replace(was, **other)
        assert changed == was or list(change_problems(was, changed, at=at, judged=False))


def test_what_a_verdict_counts_on_does_not_open_again_but_closes() -> None:
    was = make_survey()
    longer = msgspec.structs.replace(was, closes_at=LATER)

    assert stays_over(was, judged=True)
    assert not stays_over(was, judged=False)
    assert [p.field for p in change_problems(was, longer, at=AFTER, judged=True)] == ["closes_at"]
    assert not list(change_problems(was, longer, at=DURING, judged=True))
