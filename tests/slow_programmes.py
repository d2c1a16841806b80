"""What a whole programme should say, counted one submission and one person at a time.

Nothing here knows of tallies, of SQL or of the gate's arithmetic: it is the obvious way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import NamedTuple

from analysis.disclosure.gate import INSIDE, ReleasedFamily, release_family
from analysis.inputs import Enrolled, ItemTally, SurveyTally
from analysis.scores.account import Account, Family
from analysis.scores.roster import noted_in
from surveys.indicators import Feed
from surveys.programme import Session
from surveys.questionnaire import items
from surveys.questions import (
    NOT_APPLICABLE,
    HiddenQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    Question,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.roster import Attendance, AttendanceRule
from surveys.sides import sides_of
from surveys.slices import NOT_SAID, Dimension
from surveys.submissions import AcceptedSubmission
from surveys.survey import Survey
from tests.analysis.tallies import tally_of
from tests.programmes_at_random import NOW, AtRandom

# The roster


@cache
def slow_roster(made: AtRandom) -> list[Enrolled]:
    """Return everybody enrolled, by the words of `AttendanceRule`."""
    places = {each.name: each for each in made.bundle.organisations}
    rules = {each.slug: each.rule for each in made.bundle.activities}
    activity_of = {each.slug: each.activity for each in made.bundle.cohorts}
    found = []
    for enrolment in made.bundle.enrolments:
        rule = rules[activity_of[enrolment.cohort]]
        sessions = [each for each in made.bundle.sessions if each.cohort == enrolment.cohort]
        noted = [
            minutes
            for attendance in made.bundle.attendances
            if (attendance.cohort, attendance.person) == (enrolment.cohort, enrolment.person)
            for session in sessions
            if session.position == attendance.session
            if (minutes := _attended(rule, session, attendance)) is not None
        ]
        attended = max(len(noted), enrolment.sessions_counted or 0)
        usual = sum(each.minutes for each in sessions) / len(sessions) if sessions else 0
        wanted = rule.sessions or len(sessions)
        by_rule = bool(wanted) and attended >= wanted
        place = places.get(enrolment.organisation)
        found.append(
            Enrolled(
                cohort=enrolment.cohort,
                person=enrolment.person,
                organisation=enrolment.organisation,
                region=place.region if place else "",
                kind=place.kind if place else "",
                role=enrolment.role,
                sessions_attended=attended,
                minutes_attended=sum(noted) + (attended - len(noted)) * usual,
                completed=by_rule if enrolment.completed is None else enrolment.completed,
            )
        )
    starts = {each.slug: each.starts_on for each in made.bundle.cohorts}
    return sorted(found, key=lambda each: (starts[each.cohort], each.cohort, each.person))


def _attended(rule: AttendanceRule, session: Session, attendance: Attendance) -> float | None:
    """Return for how long somebody attended a session; None if that was too short to count."""
    if attendance.minutes is None:
        return session.minutes
    if attendance.minutes < rule.minutes:
        return None
    if 100 * attendance.minutes / session.minutes < rule.percent:
        return None
    return min(attendance.minutes, session.minutes)


@cache
def slow_eligible(made: AtRandom, survey: Survey) -> int | None:
    """Return the number given for the survey, else who came, else the number of the cohort."""
    if survey.eligible is not None:
        return survey.eligible
    came = [
        row for row in slow_roster(made) if row.cohort == survey.cohort and row.sessions_attended
    ]
    (cohort,) = (each for each in made.bundle.cohorts if each.slug == survey.cohort)
    return len(came) or cohort.eligible


# What the store hands to the analysis


def slow_tally(made: AtRandom, survey: Survey) -> SurveyTally:
    return replace(
        _tally(made, survey, made.sent(survey.slug)), eligible=slow_eligible(made, survey)
    )


def _tally(made: AtRandom, survey: Survey, sent: Sequence[AcceptedSubmission]) -> SurveyTally:
    tally = tally_of([each.answers for each in sent], survey=survey.slug, cohort=survey.cohort)
    comments = {
        question: ItemTally(sum(question in each.comments for each in sent), {})
        for question in {question for each in sent for question in each.comments}
    }
    sides = sides_of(made.questionnaire(survey))
    return replace(tally, items={**tally.items, **comments}, sides=sides)


def slow_slices(made: AtRandom, survey: Survey, dimension: Dimension) -> dict[str, SurveyTally]:
    """Return the tally of those who said each thing, and of those who said nothing."""
    questionnaire = made.questionnaire(survey)
    asked = questionnaire.by_code.get(dimension)
    offered = {"fr", "en"} if dimension == "language" else set()
    if isinstance(asked, SingleChoiceQuestion):
        offered = {option.code for option in asked.options}
    groups: dict[str, list[AcceptedSubmission]] = {NOT_SAID: []}
    for each in made.sent(survey.slug):
        said = each.language if dimension == "language" else str(each.answers.get(dimension, ""))
        groups.setdefault(said if said in offered else NOT_SAID, []).append(each)
    return {
        said: replace(
            _tally(made, survey, sent),
            eligible=None if survey.eligible is not None else _came(made, survey, dimension, said),
        )
        for said, sent in groups.items()
    }


def _came(made: AtRandom, survey: Survey, dimension: Dimension, said: str) -> int | None:
    """Return how many of the roster came and are of this role or region; None for nobody."""
    if said == NOT_SAID or dimension == "language":
        return None
    came = [
        row for row in slow_roster(made) if row.cohort == survey.cohort and row.sessions_attended
    ]
    return sum((row.role if dimension == "role" else row.region) == said for row in came) or None


def families_of(made: AtRandom, activity: str) -> list[list[Survey]]:
    """Return the surveys of an activity, those of one questionnaire together, oldest first."""
    starts = {
        each.slug: each.starts_on for each in made.bundle.cohorts if each.activity == activity
    }
    surveys = sorted(
        (each for each in made.bundle.surveys if each.cohort in starts),
        key=lambda each: (each.opens_at, starts[each.cohort]),
    )
    codes = dict.fromkeys(each.questionnaire for each in surveys)
    return [
        sorted(
            (each for each in surveys if each.questionnaire == code),
            key=lambda each: starts[each.cohort],
        )
        for code in codes
    ]


def slow_account(made: AtRandom, *, at: datetime = NOW) -> Account:
    """Return what `service.store.account.read_account` should read of the whole programme."""
    return Account(
        programme=made.bundle.programme,
        scope=made.bundle.programme.slug,
        activities=made.bundle.activities,
        cohorts=made.bundle.cohorts,
        sessions=made.bundle.sessions,
        families=tuple(
            Family(
                activity=activity.slug,
                asked={each.slug: made.questionnaire(each) for each in family},
                released=_released(made, family),
            )
            for activity in made.bundle.activities
            for family in families_of(made, activity.slug)
        ),
        roster=tuple(slow_roster(made)),
        noted=noted_in(slow_roster(made)),
        running=frozenset(each.slug for each in made.bundle.cohorts if each.ends_on >= at.date()),
        facts=(),
    )


def _released(made: AtRandom, family: Sequence[Survey]) -> ReleasedFamily:
    return release_family([slow_tally(made, each) for each in family])


# What an indicator should say


class Counted(NamedTuple):
    """People counted one by one."""

    chosen: int
    answers: int
    absent: int
    """Who said "sans objet"."""
    eligible: int | None
    values: tuple[str, ...]
    """Every value that somebody gave, "sans objet" apart."""


def slow_count(
    made: AtRandom, families: Sequence[Sequence[Survey]], feeds: Sequence[Feed], row: str | None
) -> Counted:
    """Count what feeds one figure over `families`, each of them pooled as the gate allows."""
    chosen, answers, absent, eligible = 0, 0, 0, 0
    unknown = False
    values: list[str] = []
    for feed in feeds:
        item = f"{feed.item}.{row}" if row else feed.item
        for family in families:
            asked = [each for each in family if _asks(made, each, feed, item)]
            if len({_offer(made, each, item) for each in asked}) != 1:
                continue
            for survey in asked:
                could = _could_answer(made, survey, item)
                unknown, eligible = unknown or could is None, eligible + (could or 0)
            for submission, question in _shown(made, family, item):
                given = submission.answers[item]
                several = [str(each) for each in (given if isinstance(given, list) else [given])]
                if _sans_objet(question, several):
                    absent += 1
                    continue
                answers += 1
                values += several
                counted = feed.values or _usual(made, asked[0], question)
                chosen += any(each in counted for each in several)
    return Counted(
        chosen, answers, absent, None if unknown else eligible - absent, tuple(sorted(values))
    )


def _question(made: AtRandom, survey: Survey, item: str) -> Question | None:
    question = made.questionnaire(survey).by_code.get(item.partition(".")[0])
    return question if question and item in items(question) else None


def _asks(made: AtRandom, survey: Survey, feed: Feed, item: str) -> bool:
    named = feed.questionnaire in {None, survey.questionnaire}
    return named and _question(made, survey, item) is not None


def _offer(made: AtRandom, survey: Survey, item: str) -> tuple[tuple[str, str], ...]:
    """Return what one could choose from, and how it is read."""
    questionnaire, question = made.questionnaire(survey), _question(made, survey, item)
    match question:
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            points = questionnaire.scale_by_code[scale].points
            return tuple((point.code, point.side) for point in points)
        case SingleChoiceQuestion(options=options) | MultipleChoiceQuestion(options=options):
            return tuple((option.code, "") for option in options)
        case _:
            return ()


def _usual(made: AtRandom, survey: Survey, question: Question) -> tuple[str, ...]:
    match question:
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            return made.questionnaire(survey).scale_by_code[scale].favourable
        case _:
            return ("yes",)


def _sans_objet(question: Question, values: Sequence[str]) -> bool:
    return values == [NOT_APPLICABLE] and not isinstance(question, MultipleChoiceQuestion)


def _could_answer(made: AtRandom, survey: Survey, item: str) -> int | None:
    question = _question(made, survey, item)
    eligible = slow_eligible(made, survey)
    if question is None or question.visible_if or isinstance(question, HiddenQuestion):
        return None
    return None if eligible is None or eligible < len(made.sent(survey.slug)) else eligible


def _shown(
    made: AtRandom, family: Sequence[Survey], item: str
) -> Iterator[tuple[AcceptedSubmission, Question]]:
    """Yield the submissions whose answer to `item` the pooled family may count.

    A survey shows it with five submissions and five answers besides "sans objet"; the
    others are mixed in if they are of five people together, of whom those of one cohort
    may be the same.
    """
    answered = {
        survey: [each for each in made.sent(survey.slug) if item in each.answers]
        for survey in family
    }
    rated = {
        survey: sum(
            not _sans_objet(question, [str(each.answers[item])])
            for each in given
            if (question := _question(made, survey, item))
        )
        for survey, given in answered.items()
    }
    shown = [
        survey
        for survey in family
        if len(made.sent(survey.slug)) >= INSIDE and rated[survey] >= INSIDE
    ]
    few = [survey for survey in family if survey not in shown]
    people = sum(
        max(rated[survey] for survey in few if survey.cohort == cohort)
        for cohort in {survey.cohort for survey in few}
    )
    for survey in (*shown, *(few if people >= INSIDE else ())):
        for each in answered[survey]:
            if question := _question(made, survey, item):
                yield each, question
