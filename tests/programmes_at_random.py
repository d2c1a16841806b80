"""Whole programmes at random: questionnaires in versions, cohorts, rosters, accepted submissions.

Small enough that much of each is withheld, and varied enough to meet what no example
thinks of. One number makes one programme, always the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from surveys.acceptance import SubmissionRejected, accept
from surveys.bundle import Bundle
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.publishing import check_publishable
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    Condition,
    HiddenQuestion,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Option,
    Point,
    Question,
    RecommendationQuestion,
    Row,
    Scale,
    ScaleQuestion,
    Side,
    SingleChoiceQuestion,
)
from surveys.roster import Attendance, AttendanceRule, Enrolment, Organisation, Person
from surveys.submissions import AcceptedSubmission, AnswerValue, Submission, day_ordered_id
from surveys.survey import Survey
from surveys.texts import Text

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
"""Some cohorts are over, others not."""
_OPENS = datetime(2026, 1, 5, tzinfo=UTC)
_BALANCES: Sequence[tuple[Side, ...]] = (
    ("favourable", "unfavourable"),
    ("favourable", "favourable", "unfavourable", "unfavourable"),
    ("unfavourable", "neutral", "favourable"),
    ("unfavourable", "favourable", "unfavourable"),
)


@dataclass(frozen=True, slots=True, eq=False)
class AtRandom:
    """A programme as it is loaded. Equal to itself only, so that what is counted can be kept."""

    bundle: Bundle

    def sent(self, survey: str) -> list[AcceptedSubmission]:
        return [each for each in self.bundle.submissions if each.survey == survey]

    def questionnaire(self, survey: Survey) -> Questionnaire:
        (found,) = (
            each
            for each in self.bundle.questionnaires
            if (each.code, each.version) == (survey.questionnaire, survey.version)
        )
        return found


def programme_at_random(number: int) -> AtRandom:
    """Return the programme of this number."""
    random = Random(number)  # noqa: S311 -- no secret
    questionnaires = tuple(_questionnaires(random))
    for each in questionnaires:
        check_publishable(each)
    activities = tuple(_activity(place, random) for place in range(random.randint(1, 3)))
    cohorts = tuple(
        _cohort(activity, place, random)
        for activity in activities
        for place in range(random.randint(1, 3))
    )
    bundle = Bundle(
        programme=Programme(slug="au-hasard", name=_text("Au hasard")),
        activities=activities,
        cohorts=cohorts,
        sessions=tuple(each for cohort in cohorts for each in _sessions(cohort, random)),
        questionnaires=questionnaires,
        surveys=tuple(_surveys(cohorts, questionnaires, random)),
        submissions=(),
    )
    return AtRandom(_answered(_with_roster(bundle, random), random))


def _text(words: str) -> Text:
    return Text(fr=words, en=words)


# What is asked


def _questionnaires(random: Random) -> Iterator[Questionnaire]:
    """Yield one or two questionnaires, each in one or two versions."""
    for code in ("fin", "suivi")[: random.randint(1, 2)]:
        first = _questionnaire(code, 1, random)
        yield first
        if random.random() < 0.6:
            yield _next_version(first, random)


def _questionnaire(code: str, version: int, random: Random) -> Questionnaire:
    scales = tuple(_scale(name, random) for name in ("avis", "utilite"))
    drawn = [each for each in _questions() if random.random() < 0.7]
    codes = {each.code for each in drawn}
    optional = [each for each in drawn if each.code != "why" or "again" in codes]
    questions = [ScaleQuestion(code="satisfaction", text=_text("Satisfait ?"), scale="avis")]
    return Questionnaire(
        code=code,
        version=version,
        title=_text("Titre"),
        scales=scales,
        sections=(
            Section(title=_text("Partie"), questions=(*questions, _usefulness(random), *optional)),
        ),
    )


def _next_version(first: Questionnaire, random: Random) -> Questionnaire:
    """Drop questions, ask others, change a scale, or change nothing but the number."""
    (section,) = first.sections
    kept = [
        each
        for each in section.questions
        if each.code in {"satisfaction", "usefulness", "again"} or random.random() < 0.7
    ]
    asked = {each.code for each in section.questions}
    others = [each for each in _questions() if each.code not in {*asked, "why"}]
    kept += [each for each in others if random.random() < 0.4]
    scales = tuple(
        _scale(each.code, random) if random.random() < 0.3 else each for each in first.scales
    )
    return Questionnaire(
        code=first.code,
        version=2,
        title=first.title,
        scales=scales,
        sections=(Section(title=section.title, questions=tuple(kept)),),
    )


def _scale(code: str, random: Random) -> Scale:
    sides = random.choice(_BALANCES)
    return Scale(
        code=code,
        points=tuple(
            Point(code=f"p{place}_{side}", text=_text(side), side=side)
            for place, side in enumerate(sides)
        ),
        not_applicable=_text("Sans objet") if random.random() < 0.5 else None,
    )


def _usefulness(random: Random) -> MatrixQuestion:
    rows = ("mission", "equipe", "securite")[: random.randint(1, 3)]
    return MatrixQuestion(
        code="usefulness",
        text=_text("Utile ?"),
        scale="utilite",
        rows=tuple(Row(code=row, text=_text(row)) for row in rows),
    )


def _options(*codes: str, exclusive: str = "") -> tuple[Option, ...]:
    return tuple(Option(code=code, text=_text(code), exclusive=code == exclusive) for code in codes)


def _questions() -> Iterator[Question]:
    """Yield the questions that not every questionnaire asks."""
    yield SingleChoiceQuestion(
        code="again", text=_text("Encore ?"), options=_options("yes", "no", "unsure")
    )
    yield ScaleQuestion(
        code="why",
        text=_text("Pourquoi ?"),
        scale="avis",
        visible_if=Condition(question="again", any_of=("yes",)),
    )
    yield RecommendationQuestion(code="recommend", text=_text("Recommander ?"))
    yield MultipleChoiceQuestion(
        code="tools",
        text=_text("Outils ?"),
        options=_options("email", "sheet", "phone", "none", exclusive="none"),
    )
    yield NumberQuestion(code="hours", text=_text("Heures ?"), highest=40, whole=False)
    yield LongTextQuestion(code="needs", text=_text("Besoins ?"))
    yield SingleChoiceQuestion(
        code="role", text=_text("Rôle ?"), options=_options("coordination", "volunteer")
    )
    yield SingleChoiceQuestion(
        code="region", text=_text("Région ?"), options=_options("montreal", "laval")
    )
    yield HiddenQuestion(code="source", text=_text("Source"), options=_options("mail", "slide"))


# To whom


def _activity(place: int, random: Random) -> Activity:
    return Activity(
        slug=f"activite-{place}",
        programme="au-hasard",
        name=_text("Activité"),
        position=place,
        rule=AttendanceRule(
            minutes=random.choice((0, 0, 45)),
            percent=random.choice((0, 0, 50)),
            sessions=random.choice((None, 1, 2)),
        ),
    )


def _cohort(activity: Activity, place: int, random: Random) -> Cohort:
    starts = date(2026, 1, 5) + timedelta(days=30 * place + random.randint(0, 20))
    return Cohort(
        slug=f"{activity.slug}-{place}",
        activity=activity.slug,
        name=_text("Cohorte"),
        starts_on=starts,
        ends_on=starts + timedelta(days=20),
        eligible=random.choice((None, 3, 12, 30)),
    )


def _sessions(cohort: Cohort, random: Random) -> Iterator[Session]:
    for position in range(1, random.randint(0, 3) + 1):
        yield Session(
            cohort=cohort.slug,
            position=position,
            title=_text("Séance"),
            held_on=cohort.starts_on + timedelta(days=position),
            minutes=random.choice((60, 90)),
        )


def _surveys(
    cohorts: Sequence[Cohort], questionnaires: Sequence[Questionnaire], random: Random
) -> Iterator[Survey]:
    for cohort in cohorts:
        for place in range(random.randint(0, 3)):
            questionnaire = random.choice(questionnaires)
            yield Survey(
                slug=f"{cohort.slug}-sondage-{place}",
                cohort=cohort.slug,
                questionnaire=questionnaire.code,
                version=questionnaire.version,
                opens_at=_OPENS + timedelta(days=place, hours=random.randint(0, 23)),
                closes_at=NOW + timedelta(days=1),
                eligible=random.choice((None, None, None, 4, 20)),
            )


def _with_roster(bundle: Bundle, random: Random) -> Bundle:
    """Enrol people, some of them in several cohorts, some for no organisation."""
    names = [f"Organisme {place}" for place in range(random.randint(0, 4))]
    people = [UUID(int=random.getrandbits(128)) for _ in range(random.randint(0, 25))]
    enrolments = tuple(
        Enrolment(
            cohort=cohort.slug,
            person=person,
            organisation=random.choice(["", *names]),
            role=random.choice(("", "coordination", "volunteer", "Trésorière")),
            completed=random.choice((None, None, True, False)),
            sessions_counted=random.choice((None, None, 0, 2)),
        )
        for cohort in bundle.cohorts
        if random.random() < 0.8
        for person in people
        if random.random() < 0.5
    )
    return replace(
        bundle,
        organisations=tuple(
            Organisation(
                programme="au-hasard",
                name=name,
                region=random.choice(("", "montreal", "laval", "Ailleurs")),
                kind=random.choice(("", "OBNL")),
            )
            for name in names
        ),
        people=tuple(Person(person=person, name="Nom", email="") for person in people),
        enrolments=enrolments,
        attendances=tuple(
            Attendance(
                cohort=enrolment.cohort,
                session=session.position,
                person=enrolment.person,
                minutes=random.choice((None, 10.0, 44.5, 45.0, 80.0, 200.0)),
            )
            for enrolment in enrolments
            for session in bundle.sessions
            if session.cohort == enrolment.cohort and random.random() < 0.6
        ),
    )


# What was answered


def _answered(bundle: Bundle, random: Random) -> Bundle:
    made = AtRandom(bundle)
    return replace(
        bundle,
        submissions=tuple(
            each
            for survey in bundle.surveys
            for each in _submissions(made.questionnaire(survey), survey, random)
        ),
    )


def _submissions(
    questionnaire: Questionnaire, survey: Survey, random: Random
) -> Iterator[AcceptedSubmission]:
    """Yield what is accepted of what some people send; empty forms are not."""
    willing = random.random()
    for _ in range(random.choice((0, 2, 4, 5, 7, 16))):
        answers = {
            question.code: _answer(questionnaire, question, random)
            for question in questionnaire.questions
            if random.random() < 0.3 + 0.7 * willing
        }
        if answers.get("again") != "yes":
            answers.pop("why", None)
        submission = Submission(
            id=day_ordered_id(NOW.date(), random.randbytes(10)),
            language=random.choice(("fr", "fr", "en")),
            answers=answers,
        )
        try:
            yield accept(questionnaire, survey, submission, at=NOW)
        except SubmissionRejected:
            continue


def _answer(questionnaire: Questionnaire, question: Question, random: Random) -> AnswerValue:
    match question:
        case ScaleQuestion(scale=scale):
            return random.choice(questionnaire.scale_by_code[scale].codes)
        case MatrixQuestion(scale=scale, rows=rows):
            codes = questionnaire.scale_by_code[scale].codes
            return {row.code: random.choice(codes) for row in rows if random.random() < 0.8}
        case SingleChoiceQuestion(options=options) | HiddenQuestion(options=options):
            return random.choice(options).code
        case MultipleChoiceQuestion(options=options):
            several = [each.code for each in options if not each.exclusive]
            return random.choice(
                (random.sample(several, random.randint(1, len(several))), [options[-1].code])
            )
        case RecommendationQuestion():
            return random.randint(0, 10)
        case NumberQuestion():
            return random.choice((0, 1, 2.5, 40))
        case _:
            return "Du temps pour pratiquer."
