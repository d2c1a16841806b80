"""A made-up programme that says so: three years of webinars and courses, and what was answered.

Nothing in it was collected from anybody. docs/demonstration.md says how its figures
were chosen.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

import msgspec
from babel.dates import format_date

from service.demonstration.plan import ActivityPlan, read_entered, read_people, read_plan
from service.demonstration.roster import make_roster
from service.demonstration.rounds import Round
from surveys.bundle import Bundle
from surveys.facts import Benchmark, Fact, Note
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire
from surveys.survey import Survey
from surveys.texts import Text

_FOLLOW_UP = "follow_up"
_TRIED_OUT = "webinar"  # the questionnaire a newcomer can fill in

_OPENS = time(17, tzinfo=UTC)  # midday in Québec, when a session ends
_OPEN_FOR = timedelta(days=14)
_FOLLOW_UP_AFTER = timedelta(weeks=26)


def demonstration(questionnaires: Mapping[str, Questionnaire], *, today: date) -> Bundle:
    """Make the demonstration programme; the same every time but for one open survey.

    Args:
        questionnaires: By code: `webinar`, `planning_course`, `leadership_course`, `follow_up`.
        today: When a newcomer tries the form: one survey is open from the day before on.
    """
    plan = read_plan()
    rounds = [each for activity in plan.activities for each in _rounds(activity, questionnaires)]
    trial_activity, trial_cohort, trial_survey = _trial(
        plan.programme, questionnaires[_TRIED_OUT], len(plan.activities), today=today
    )
    cohorts = [each for activity in plan.activities for each in _cohorts(activity)]
    entered = read_entered(plan.programme, [activity.slug for activity in plan.activities])
    roster = make_roster(plan.programme.slug, plan.activities, read_people())
    return Bundle(
        programme=plan.programme,
        activities=(*_activities(plan.programme, plan.activities), trial_activity),
        cohorts=(*cohorts, trial_cohort),
        sessions=tuple(each for activity in plan.activities for each in _sessions(activity)),
        organisations=roster.organisations,
        enrolments=roster.enrolments,
        attendances=roster.attendances,
        questionnaires=tuple(questionnaires.values()),
        surveys=(*(survey for each in rounds for survey in each.surveys), trial_survey),
        submissions=tuple(accepted for each in rounds for accepted in each.submissions()),
        facts=tuple(each for each in entered if isinstance(each, Fact)),
        benchmarks=tuple(each for each in entered if isinstance(each, Benchmark)),
        notes=tuple(each for each in entered if isinstance(each, Note)),
    )


def _activities(programme: Programme, plans: tuple[ActivityPlan, ...]) -> Iterator[Activity]:
    for position, plan in enumerate(plans):
        yield Activity(
            slug=plan.slug,
            programme=programme.slug,
            name=plan.name,
            position=position,
            rule=plan.rule,
        )


def _cohorts(plan: ActivityPlan) -> Iterator[Cohort]:
    for number, (slug, cohort) in enumerate(plan.by_slug().items(), start=1):
        yield Cohort(
            slug=slug,
            activity=plan.slug,
            name=Text(
                fr=f"{plan.cohort_name.fr} {number}, {_month(cohort.starts_on, 'fr_CA')}",
                en=f"{plan.cohort_name.en} {number}, {_month(cohort.starts_on, 'en_CA')}",
            ),
            starts_on=cohort.starts_on,
            ends_on=_session_days(plan, cohort.starts_on)[-1],
        )


def _month(day: date, locale: str) -> str:
    """Return "mars 2022" or "March 2022"."""
    return format_date(day, "LLLL y", locale=locale)


def _session_days(plan: ActivityPlan, starts_on: date) -> list[date]:
    return [
        starts_on + timedelta(days=n * plan.days_between_sessions)
        for n in range(len(plan.sessions))
    ]


def _sessions(plan: ActivityPlan) -> Iterator[Session]:
    for slug, cohort in plan.by_slug().items():
        days = _session_days(plan, cohort.starts_on)
        for position, (title, day) in enumerate(zip(plan.sessions, days, strict=True), start=1):
            yield Session(
                cohort=slug, position=position, title=title, held_on=day, minutes=plan.minutes
            )


def _rounds(plan: ActivityPlan, questionnaires: Mapping[str, Questionnaire]) -> tuple[Round, Round]:
    """Return what one activity asks: everybody at the end, organisations six months later."""
    last_days = {cohort.slug: cohort.ends_on for cohort in _cohorts(plan)}
    at_the_end = questionnaires[plan.questionnaire]
    later = questionnaires[_FOLLOW_UP]
    return (
        Round(
            name=plan.questionnaire,
            questionnaire=at_the_end,
            distributions=(plan.questionnaire,),
            surveys=tuple(
                _survey(slug, slug, at_the_end, opens_on=day) for slug, day in last_days.items()
            ),
            counts=tuple(cohort.answers for cohort in plan.cohorts),
        ),
        Round(
            name=f"{plan.questionnaire}_{_FOLLOW_UP}",
            questionnaire=later,
            distributions=(_FOLLOW_UP, f"{plan.questionnaire}_{_FOLLOW_UP}"),
            surveys=tuple(
                msgspec.structs.replace(
                    _survey(f"{slug}-suivi", slug, later, opens_on=day + _FOLLOW_UP_AFTER),
                    eligible=cohort.organisations,
                )
                for (slug, day), cohort in zip(last_days.items(), plan.cohorts, strict=True)
            ),
            counts=tuple(cohort.follow_ups for cohort in plan.cohorts),
        ),
    )


def _survey(slug: str, cohort: str, questionnaire: Questionnaire, *, opens_on: date) -> Survey:
    opens_at = datetime.combine(opens_on, _OPENS)
    return Survey(
        slug=slug,
        cohort=cohort,
        questionnaire=questionnaire.code,
        version=questionnaire.version,
        opens_at=opens_at,
        closes_at=opens_at + _OPEN_FOR,
    )


def _trial(
    programme: Programme, questionnaire: Questionnaire, position: int, *, today: date
) -> tuple[Activity, Cohort, Survey]:
    """Return a form to try out, apart from the activities so that it leaves their figures alone."""
    activity = Activity(
        slug="demo-essai",
        programme=programme.slug,
        name=Text(fr="À vous d’essayer (démonstration)", en="Try it yourself (demonstration)"),
        position=position,
    )
    cohort = Cohort(
        slug="demo-essai-01",
        activity=activity.slug,
        name=Text(fr="Essai du formulaire", en="Trying out the form"),
        starts_on=today,
        ends_on=today,
    )
    survey = Survey(
        slug="webinaire-demo",
        cohort=cohort.slug,
        questionnaire=questionnaire.code,
        version=questionnaire.version,
        opens_at=datetime.combine(today - timedelta(days=1), _OPENS),
    )
    return activity, cohort, survey
