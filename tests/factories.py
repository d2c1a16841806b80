"""Small, valid objects that agree with each other; a test changes only what it is about."""

from datetime import UTC, date, datetime
from typing import Any, Literal

from analysis.themes.results import Searched, ThemesFound
from surveys.bundle import Bundle
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    CodeElement,
    Condition,
    DateQuestion,
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Option,
    PersonalCodeQuestion,
    Point,
    RecommendationQuestion,
    Row,
    Scale,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
)
from surveys.submissions import AcceptedSubmission, Submission, day_ordered_id
from surveys.survey import Survey
from surveys.texts import Text

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A moment when the survey of `make_survey` is open."""

LATER = datetime(2026, 4, 2, 12, tzinfo=UTC)
"""A moment when it is over."""

SATISFACTION = Scale(
    code="satisfaction",
    points=(
        Point(
            code="very_satisfied",
            text=Text(fr="Très satisfait", en="Very satisfied"),
            side="favourable",
        ),
        Point(code="satisfied", text=Text(fr="Satisfait", en="Satisfied"), side="favourable"),
        Point(
            code="dissatisfied",
            text=Text(fr="Peu satisfait", en="Dissatisfied"),
            side="unfavourable",
        ),
        Point(
            code="very_dissatisfied",
            text=Text(fr="Pas du tout satisfait", en="Very dissatisfied"),
            side="unfavourable",
        ),
    ),
)
"""Four points, the best first."""

USEFULNESS = Scale(
    code="usefulness",
    points=(
        Point(code="useful", text=Text(fr="Utile", en="Useful"), side="favourable"),
        Point(code="useless", text=Text(fr="Inutile", en="Not useful"), side="unfavourable"),
    ),
    not_applicable=Text(fr="Sans objet", en="Not applicable"),
)
"""Two points and "sans objet"."""

PACE = Scale(
    code="pace",
    points=(
        Point(code="too_slow", text=Text(fr="Trop lent", en="Too slow"), side="unfavourable"),
        Point(code="just_right", text=Text(fr="Juste bien", en="Just right"), side="favourable"),
        Point(code="too_fast", text=Text(fr="Trop rapide", en="Too fast"), side="unfavourable"),
    ),
)
"""Three points, the best in the middle."""

_OPINIONS = Section(
    title=Text(fr="Votre avis", en="Your opinion"),
    questions=(
        Information(code="welcome", text=Text(fr="Bienvenue.", en="Welcome.")),
        ScaleQuestion(
            code="satisfaction",
            text=Text(fr="Quelle est votre satisfaction ?", en="How satisfied are you?"),
            scale="satisfaction",
            required=True,
            headline=True,
        ),
        ScaleQuestion(
            code="pace", text=Text(fr="Le rythme était…", en="The pace was…"), scale="pace"
        ),
        RecommendationQuestion(
            code="recommend_score",
            text=Text(fr="La recommanderiez-vous ?", en="Would you recommend it?"),
            headline=True,
        ),
        MatrixQuestion(
            code="usefulness",
            text=Text(fr="Quelle a été l’utilité de…", en="How useful was…"),
            scale="usefulness",
            rows=(
                Row(code="mission", text=Text(fr="La mission", en="The mission")),
                Row(code="security", text=Text(fr="La sécurité", en="Security")),
            ),
        ),
        LongTextQuestion(
            code="needs_next",
            text=Text(fr="De quoi avez-vous besoin ?", en="What do you need?"),
            max_length=1_000,
        ),
    ),
)


def _element(
    code: str,
    kind: Literal["letter", "number", "month", "day", "choice"],
    fr: str,
    en: str,
    options: tuple[str, ...] = (),
) -> CodeElement:
    return CodeElement(
        code=code,
        kind=kind,
        text=Text(fr=fr, en=en),
        options=tuple(Option(code=each, text=Text(fr=each, en=each)) for each in options),
    )


_BACKGROUND = Section(
    title=Text(fr="Votre organisme", en="Your organisation"),
    questions=(
        SingleChoiceQuestion(
            code="role",
            text=Text(fr="Quel est votre rôle ?", en="What is your role?"),
            options=(
                Option(code="coordination", text=Text(fr="Coordination", en="Coordination")),
                Option(code="volunteer", text=Text(fr="Bénévole", en="Volunteer")),
                Option(code="other", text=Text(fr="Autre", en="Other")),
            ),
        ),
        ShortTextQuestion(
            code="role_other",
            text=Text(fr="Lequel ?", en="Which one?"),
            max_length=60,
            visible_if=Condition(question="role", any_of=("other",)),
        ),
        MultipleChoiceQuestion(
            code="tools",
            text=Text(fr="Quels outils utilisez-vous ?", en="Which tools do you use?"),
            options=(
                Option(code="email", text=Text(fr="Courriel", en="Email")),
                Option(code="spreadsheet", text=Text(fr="Tableur", en="Spreadsheet")),
                Option(code="none", text=Text(fr="Aucun", en="None"), exclusive=True),
            ),
        ),
        NumberQuestion(
            code="hours",
            text=Text(fr="Combien d’heures par semaine ?", en="How many hours a week?"),
            highest=40,
            whole=False,
            unit=Text(fr="heures", en="hours"),
        ),
        NumberQuestion(
            code="people",
            text=Text(fr="Combien de personnes ?", en="How many people?"),
            lowest=1,
            highest=5_000,
        ),
        DateQuestion(
            code="started_on",
            text=Text(fr="Depuis quand ?", en="Since when?"),
            earliest=date(2020, 1, 1),
            latest=date(2030, 12, 31),
        ),
        PersonalCodeQuestion(
            code="my_code",
            text=Text(fr="Votre code personnel", en="Your personal code"),
            elements=(
                _element("mother", "letter", "Prénom de votre mère", "Your mother’s first name"),
                _element("town", "letter", "Ville de naissance", "Town of birth"),
                _element("phone", "number", "Fin du téléphone", "End of the phone number"),
                _element("month", "month", "Mois de naissance", "Month of birth"),
                _element("day", "day", "Jour de naissance", "Day of birth"),
                _element("eldest", "choice", "Rang", "Rank", options=("eldest", "younger")),
            ),
        ),
        HiddenQuestion(
            code="source",
            text=Text(fr="Source", en="Source"),
            options=(
                Option(code="newsletter", text=Text(fr="Infolettre", en="Newsletter")),
                Option(code="slide", text=Text(fr="Diapositive", en="Slide")),
            ),
        ),
    ),
)

PERSONAL_CODE = {
    "mother": "É",
    "town": "m",
    "phone": "07",
    "month": "3",
    "day": "31",
    "eldest": "younger",
}
"""A personal code as somebody types it: E, M, 07, March, 31, younger."""


def make_questionnaire(**changes: Any) -> Questionnaire:
    """Return a publishable questionnaire with every kind of question; one is required."""
    fields: dict[str, Any] = {
        "code": "short",
        "version": 1,
        "title": Text(fr="Après la formation", en="After the course"),
        "scales": (SATISFACTION, USEFULNESS, PACE),
        "sections": (_OPINIONS, _BACKGROUND),
    }
    return Questionnaire(**fields | changes)


def make_survey(**changes: Any) -> Survey:
    """Return a survey of `make_questionnaire`, open in March 2026."""
    fields: dict[str, Any] = {
        "slug": "printemps-2026",
        "cohort": "cohorte-1",
        "questionnaire": "short",
        "version": 1,
        "opens_at": datetime(2026, 3, 1, tzinfo=UTC),
        "closes_at": datetime(2026, 4, 1, tzinfo=UTC),
    }
    return Survey(**fields | changes)


def make_submission(**changes: Any) -> Submission:
    """Return a submission that answers every question that is asked but the code.

    `PERSONAL_CODE` is one: it is slow to hash, so only tests about it send it.
    Its id is always the same: give another to have two.
    """
    fields: dict[str, Any] = {
        "id": day_ordered_id(NOON.date(), bytes(10)),
        "language": "fr",
        "answers": {
            "satisfaction": "satisfied",
            "pace": "too_fast",
            "recommend_score": 9,
            "usefulness": {"mission": "useful", "security": "not_applicable"},
            "needs_next": "Du temps pour pratiquer.",
            "role": "other",
            "role_other": "Stagiaire",
            "tools": ["email", "spreadsheet"],
            "hours": 2.5,
            "people": 12,
            "started_on": "2026-01-15",
        },
    }
    return Submission(**fields | changes)


def make_accepted(**changes: Any) -> AcceptedSubmission:
    """Return what is stored for `make_submission`, received at `NOON`."""
    fields: dict[str, Any] = {
        "submission_id": day_ordered_id(NOON.date(), bytes(10)),
        "survey": "printemps-2026",
        "received_on": NOON.date(),
        "language": "fr",
        "answers": {
            "satisfaction": "satisfied",
            "pace": "too_fast",
            "recommend_score": 9,
            "usefulness.mission": "useful",
            "usefulness.security": "not_applicable",
            "role": "other",
            "tools": ["email", "spreadsheet"],
            "hours": 2.5,
            "people": 12,
            "started_on": "2026-01-15",
        },
        "comments": {"needs_next": "Du temps pour pratiquer.", "role_other": "Stagiaire"},
    }
    return AcceptedSubmission(**fields | changes)


def make_bundle(**changes: Any) -> Bundle:
    """Return a programme with one activity, one cohort of 30, its survey and one submission."""
    fields: dict[str, Any] = {
        "programme": Programme(slug="essai", name=Text(fr="Essai", en="Trial")),
        "activities": (
            Activity(slug="formation", programme="essai", name=Text(fr="Formation", en="Course")),
        ),
        "cohorts": (
            Cohort(
                slug="cohorte-1",
                activity="formation",
                name=Text(fr="Cohorte 1", en="Cohort 1"),
                starts_on=date(2026, 1, 12),
                ends_on=date(2026, 3, 1),
                eligible=30,
            ),
        ),
        "questionnaires": (make_questionnaire(),),
        "surveys": (make_survey(),),
        "submissions": (make_accepted(),),
    }
    return Bundle(**fields | changes)


def make_two_cohorts(submissions: tuple[AcceptedSubmission, ...]) -> Bundle:
    """Return the same with a second cohort and its survey, "hiver-2026"."""
    second = Cohort(
        slug="cohorte-2",
        activity="formation",
        name=Text(fr="Cohorte 2", en="Cohort 2"),
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 3, 1),
    )
    return make_bundle(
        cohorts=(*make_bundle().cohorts, second),
        surveys=(make_survey(), make_survey(slug="hiver-2026", cohort="cohorte-2")),
        submissions=submissions,
    )


def make_searched(standing: ThemesFound, **changes: Any) -> Searched:
    """A search that proposes nothing and watches nothing."""
    return Searched(**{"standing": standing, "proposed": None, "watch": None, **changes})
