"""The demonstration is accepted whole, is the same every time, and says what it is."""

from collections import Counter
from datetime import UTC, date, datetime, time

import pytest

from service.demonstration.openings import openings
from service.demonstration.programme import demonstration
from surveys.acceptance import accept
from surveys.bundle import Bundle
from surveys.questionnaire import Questionnaire
from surveys.submissions import Submission, answers_as_sent
from tests.service.demonstration.counting import (
    LEADERSHIP,
    PLANNING,
    WEBINAR,
    at_the_end,
    percent_of,
    sessions_attended,
)


def test_the_same_call_gives_the_same_programme(
    bundle: Bundle, questionnaires: dict[str, Questionnaire], today: date
) -> None:
    assert demonstration(questionnaires, today=today) == bundle


def test_another_day_moves_nothing_but_the_form_to_try_out(
    bundle: Bundle, questionnaires: dict[str, Questionnaire]
) -> None:
    other = demonstration(questionnaires, today=date(2027, 9, 30))

    assert other.submissions == bundle.submissions
    assert other.enrolments == bundle.enrolments
    assert other.attendances == bundle.attendances
    assert other.cohorts[:-1] == bundle.cohorts[:-1]
    assert other.surveys[:-1] == bundle.surveys[:-1]
    assert other.surveys[-1].slug == "webinaire-demo"


@pytest.mark.parametrize("moment", [time(0, 0), time(12, 0), time(23, 59)])
def test_a_newcomer_can_fill_in_one_form_all_day(bundle: Bundle, today: date, moment: time) -> None:
    now = datetime.combine(today, moment, tzinfo=UTC)

    assert [survey.slug for survey in bundle.surveys if survey.is_open(now)] == ["webinaire-demo"]


def test_every_submission_is_accepted_as_if_it_were_sent(
    bundle: Bundle, questionnaires: dict[str, Questionnaire]
) -> None:
    surveys = {survey.slug: survey for survey in bundle.surveys}
    for stored in bundle.submissions:
        survey = surveys[stored.survey]
        sent = Submission(
            id=stored.submission_id,
            language=stored.language,
            answers=answers_as_sent(stored),
            quotable=stored.quotable,
        )
        evening = datetime.combine(stored.received_on, time(18), tzinfo=UTC)

        assert accept(questionnaires[survey.questionnaire], survey, sent, at=evening) == stored


def test_every_id_and_address_is_given_once(bundle: Bundle) -> None:
    ids = [each.submission_id for each in bundle.submissions]
    for names in (
        ids,
        [each.slug for each in bundle.activities],
        [each.slug for each in bundle.cohorts],
        [each.slug for each in bundle.surveys],
        [(each.cohort, each.position) for each in bundle.sessions],
    ):
        assert len(set(names)) == len(names)


def test_every_part_stands_in_another_that_is_there(bundle: Bundle) -> None:
    cohorts = {each.slug for each in bundle.cohorts}

    assert {each.programme for each in bundle.activities} == {bundle.programme.slug}
    assert {each.activity for each in bundle.cohorts} == {each.slug for each in bundle.activities}
    assert {each.cohort for each in bundle.sessions} <= cohorts
    assert {each.cohort for each in bundle.enrolments} <= cohorts
    assert {(each.cohort, each.person) for each in bundle.attendances} <= {
        (each.cohort, each.person) for each in bundle.enrolments
    }
    assert {each.cohort for each in bundle.surveys} == cohorts
    assert {each.survey for each in bundle.submissions} <= {each.slug for each in bundle.surveys}


def test_it_lasts_the_three_years_of_the_report(bundle: Bundle) -> None:
    made_up = [cohort for cohort in bundle.cohorts if cohort.slug != "demo-essai-01"]
    days = [cohort.starts_on for cohort in made_up] + [
        each.received_on for each in bundle.submissions
    ]

    assert date(2021, 10, 1) <= min(days)
    assert max(days) <= date(2024, 9, 30)
    assert Counter(cohort.activity for cohort in made_up) == {
        WEBINAR: 12,
        PLANNING: 6,
        LEADERSHIP: 3,
    }


def test_nobody_answers_who_was_not_there(bundle: Bundle) -> None:
    attended = Counter(cohort for cohort, _ in sessions_attended(bundle))
    organisations = {
        cohort.slug: len(
            {each.organisation for each in bundle.enrolments if each.cohort == cohort.slug}
        )
        for cohort in bundle.cohorts
    }
    sizes = Counter(each.survey for each in bundle.submissions)

    rates = []
    for survey in bundle.surveys[:-1]:
        could = organisations if survey.slug.endswith("-suivi") else attended
        assert sizes[survey.slug] <= could[survey.cohort]
        rates.append(sizes[survey.slug] / could[survey.cohort])
    assert min(rates) < 0.5
    assert 0.8 < max(rates) < 1


def test_people_attend_sessions_that_were_held_once_each(bundle: Bundle) -> None:
    held = {(each.cohort, each.position) for each in bundle.sessions}
    noted = [(each.cohort, each.session, each.person) for each in bundle.attendances]

    assert {(cohort, session) for cohort, session, _ in noted} == held
    assert len(set(noted)) == len(noted)


def test_a_person_keeps_organisation_and_role_from_the_webinar_to_the_courses(
    bundle: Bundle,
) -> None:
    said = {(each.person, each.organisation, each.role) for each in bundle.enrolments}
    cohorts = Counter(each.person for each in bundle.enrolments)

    assert len(said) == len(cohorts)
    assert cohorts.total() > len(cohorts) > 1312
    assert max(cohorts.values()) == 3  # the webinar and both courses


def test_nobody_on_the_roster_has_a_name(bundle: Bundle) -> None:
    assert bundle.people == ()


def test_two_surveys_are_too_small_to_show(bundle: Bundle) -> None:
    sizes = Counter(each.survey for each in bundle.submissions)

    assert {survey for survey, size in sizes.items() if size < 5} == {
        "demo-webinaire-05",
        "demo-webinaire-05-suivi",
    }


def test_cohorts_differ_from_each_other(bundle: Bundle) -> None:
    surveys = {each.survey for each in at_the_end(bundle, WEBINAR)} - {"demo-webinaire-05"}

    relevant = [
        percent_of(
            [each for each in bundle.submissions if each.survey == survey],
            "relevance",
            "very_satisfied",
        )
        for survey in surveys
    ]

    assert max(relevant) - min(relevant) > 10
    assert max(relevant) - min(relevant) < 50


def test_those_who_do_not_recommend_are_also_less_satisfied(bundle: Bundle) -> None:
    webinar = at_the_end(bundle, WEBINAR)
    yes = [each for each in webinar if each.answers.get("recommend") == "yes"]
    no = [each for each in webinar if each.answers.get("recommend") == "no"]

    pleased = ("very_satisfied", "satisfied")
    assert percent_of(no, "relevance", *pleased) < percent_of(yes, "relevance", *pleased) - 20


def test_it_says_that_it_is_a_demonstration(bundle: Bundle) -> None:
    assert bundle.programme.demonstration
    for name in (bundle.programme.name, *(each.name for each in bundle.activities)):
        assert name.fr.endswith("(démonstration)")
        assert name.en.endswith("(demonstration)")
    assert all(each.name.endswith("(démonstration)") for each in bundle.organisations)
    assert {each.organisation for each in bundle.enrolments} == {
        each.name for each in bundle.organisations
    }
    assert all("demo" in cohort.slug for cohort in bundle.cohorts)
    assert all("demo" in survey.slug for survey in bundle.surveys)


def test_every_form_was_begun_as_often_as_it_was_sent_and_opened_as_often_as_begun(
    bundle: Bundle,
) -> None:
    sizes = Counter(each.survey for each in bundle.submissions)

    made = openings(bundle)

    assert made == openings(bundle)
    assert set(made) == set(sizes)
    assert all(sizes[survey] <= each.started <= each.opened for survey, each in made.items())
    assert len({each.started / sizes[survey] for survey, each in made.items()}) > 10


def test_what_nobody_counted_is_entered_by_hand_and_named_as_the_reports_own(
    bundle: Bundle,
) -> None:
    assert {fact.code: fact.value for fact in bundle.facts} == {
        "grants": 3_900_000,
        "projects": 500,
        "resources": 55,
    }
    assert all("own figure" in fact.source.en and fact.on.year == 2024 for fact in bundle.facts)
    assert {(each.activity, each.indicator): each.value for each in bundle.benchmarks} == {
        (WEBINAR, "attendance"): 0.56,
        (PLANNING, "completion"): 0.25,
    }
    assert {each.grade for each in bundle.benchmarks} == {"D"}
    assert all("neither population, year" in each.source.en for each in bundle.benchmarks)


def test_its_introductions_and_conclusion_say_that_it_is_a_demonstration(bundle: Bundle) -> None:
    for note in bundle.notes:
        if note.kind != "good_practice":
            assert "démonstration" in note.text.fr
            assert "demonstration" in note.text.en
    assert {note.kind for note in bundle.notes} == {"introduction", "good_practice", "conclusion"}
