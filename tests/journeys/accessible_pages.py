"""Every page and state whose accessibility is tested, and a programme that fills them.

docs/accessibility.md lists them in the same words; a test compares the two.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple, TypeAlias
from uuid import uuid4

import msgspec

from analysis.themes.results import Mention, Theme, ThemesFound
from service.jobs import find_themes
from service.store import jobs
from service.store.database import Database
from service.store.load import load
from service.store.themes import replace_themes
from surveys.bundle import Bundle
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.questions import Information
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Language, Text
from tests.factories import NOON, make_accepted, make_bundle, make_questionnaire, make_survey

Side: TypeAlias = Literal["participant", "workspace"]
Step: TypeAlias = Literal["open", "send", "fill"]


class AccessiblePage(NamedTuple):
    name: Text
    path: str
    side: Side
    step: Step = "open"
    """What is done on the page before it is looked at; "send": as it is, nothing answered."""

    @property
    def id(self) -> str:
        return self.name.en.replace(" ", "-")


FORM = "/s/printemps-2026"

PAGES = (
    AccessiblePage(
        Text(fr="questionnaire vide", en="empty questionnaire"),
        FORM,
        "participant",
    ),
    AccessiblePage(
        Text(fr="questionnaire rempli", en="questionnaire filled in"),
        FORM,
        "participant",
        "fill",
    ),
    AccessiblePage(
        Text(fr="questionnaire avec des réponses à revoir", en="questionnaire with problems"),
        FORM,
        "participant",
        "send",
    ),
    AccessiblePage(
        Text(fr="réponses reçues", en="answers received"),
        f"{FORM}/received",
        "participant",
    ),
    AccessiblePage(
        Text(fr="questionnaire sans réseau", en="questionnaire without a network"),
        f"{FORM}/whole",
        "participant",
    ),
    AccessiblePage(
        Text(fr="réponses gardées sur l’appareil", en="answers kept on the device"),
        "/s/kept.html",
        "participant",
    ),
    AccessiblePage(
        Text(fr="questionnaire fermé", en="questionnaire closed"),
        "/s/hiver-2025",
        "participant",
    ),
    AccessiblePage(
        Text(fr="questionnaire pas encore ouvert", en="questionnaire not open yet"),
        "/s/printemps-2099",
        "participant",
    ),
    AccessiblePage(
        Text(fr="questionnaire introuvable", en="questionnaire not found"),
        "/s/rien",
        "participant",
    ),
    AccessiblePage(Text(fr="connexion", en="sign-in"), "/sign-in", "workspace"),
    AccessiblePage(
        Text(fr="lien de connexion déjà ouvert", en="sign-in link opened before"),
        "/sign-in/rien",
        "workspace",
    ),
    AccessiblePage(Text(fr="programmes", en="programmes"), "/programmes", "workspace"),
    AccessiblePage(
        Text(fr="programme et ses tendances", en="programme with its trends"),
        "/programmes/essai",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="cohorte", en="cohort"), "/cohorts/cohorte-1?survey=printemps-2026", "workspace"
    ),
    AccessiblePage(
        Text(fr="cohorte de moins de cinq réponses", en="cohort of fewer than five answers"),
        "/cohorts/cohorte-3?survey=mars-2026",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="thèmes des commentaires", en="themes of the comments"),
        "/activities/formation/themes",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="thèmes pas encore cherchés", en="themes not looked for yet"),
        "/activities/atelier/themes",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="recherche de thèmes qui a échoué", en="search for themes that failed"),
        "/activities/webinaire/themes",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="page introuvable", en="page not found"), "/programmes/rien", "workspace"
    ),
)

QUESTIONNAIRE: Questionnaire = make_questionnaire(
    introduction=Text(fr="Merci d’être là.", en="Thank you for being here."),
    thanks=Text(fr="Merci beaucoup.", en="Thank you very much."),
    sections=tuple(
        msgspec.structs.replace(
            section,
            introduction=Text(fr="Prenez votre temps.", en="Take your time."),
            questions=tuple(
                question
                if isinstance(question, Information)
                else msgspec.structs.replace(
                    question,
                    required=True,
                    hint=Text(fr="Selon votre expérience.", en="From your own experience."),
                )
                for question in section.questions
            ),
        )
        for section in make_questionnaire().sections
    ),
)
"""Every kind of question, each with a hint and required: sent empty, each has a problem."""


def store_programme(database: Database) -> None:
    """Store what every page of `PAGES` shows."""
    bundle = _bundle()
    now = datetime.now(UTC)
    load(database, bundle, at=now)
    replace_themes(database, "formation", _themes(bundle), at=now)
    failed = uuid4()
    with database.transaction() as cursor:
        jobs.add(cursor, job_id=failed, kind=find_themes.KIND, subject="webinaire", at=now)
        jobs.set_state(cursor, failed, "failed", message="la mémoire manque", finished_at=now)


def statement_lines(language: Language, side: Side) -> list[str]:
    """Return the pages as the accessibility statement lists them."""
    return [f"- {page.name[language]}" for page in PAGES if page.side == side]


def _bundle() -> Bundle:
    return make_bundle(
        programme=Programme(slug="essai", name=Text(fr="Essai", en="Trial"), demonstration=True),
        activities=tuple(
            Activity(slug=slug, programme="essai", name=Text(fr=fr, en=en))
            for slug, fr, en in (
                ("formation", "Formation", "Course"),
                ("atelier", "Atelier", "Workshop"),
                ("webinaire", "Webinaire", "Webinar"),
            )
        ),
        cohorts=tuple(
            Cohort(
                slug=f"cohorte-{month}",
                activity="formation",
                name=Text(fr=f"Cohorte {month}", en=f"Cohort {month}"),
                starts_on=date(2026, month, 2),
                ends_on=date(2026, month, 28),
                eligible=30,
            )
            for month in (1, 2, 3)
        ),
        questionnaires=(QUESTIONNAIRE,),
        surveys=(
            make_survey(closes_at=None),
            make_survey(slug="fevrier-2026", cohort="cohorte-2", closes_at=None),
            make_survey(slug="mars-2026", cohort="cohorte-3", closes_at=None),
            make_survey(slug="hiver-2025", closes_at=datetime(2026, 3, 2, tzinfo=UTC)),
            make_survey(
                slug="printemps-2099",
                cohort="cohorte-3",
                opens_at=datetime(2099, 3, 1, tzinfo=UTC),
                closes_at=None,
            ),
        ),
        submissions=tuple(_submissions()),
    )


def _submissions() -> Iterator[AcceptedSubmission]:
    """Twelve people in each of two cohorts, two in the third."""
    many = {"printemps-2026": 12, "fevrier-2026": 12, "mars-2026": 2}
    number = 0
    for survey, people in many.items():
        for person in range(people):
            number += 1
            yield make_accepted(
                survey=survey,
                submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
                answers={
                    "satisfaction": ("very_satisfied", "satisfied", "dissatisfied")[person % 3],
                    "pace": ("too_slow", "just_right", "too_fast")[person % 3],
                    "recommend_score": person % 11,
                    "usefulness.mission": ("useful", "useless")[person % 2],
                    "usefulness.security": ("useful", "not_applicable")[person % 2],
                    "role": ("coordination", "volunteer")[person % 2],
                    "tools": ["email", "spreadsheet"],
                    "hours": person + 0.5,
                    "people": person + 1,
                },
                comments={"needs_next": "Il faudrait plus d’exemples de petits organismes."},
            )


def _themes(bundle: Bundle) -> ThemesFound:
    """Two themes, each mentioned by half of those who wrote."""
    cohorts = {survey.slug: survey.cohort for survey in bundle.surveys}
    mentions = tuple(
        Mention(
            theme=place % 2,
            submission_id=submission.submission_id,
            cohort=cohorts[submission.survey],
            question="needs_next",
            start=0,
            end=len(submission.comments["needs_next"]),
        )
        for place, submission in enumerate(bundle.submissions)
    )
    return ThemesFound(
        themes=tuple(
            Theme(
                label=Text(fr=f"exemples {place}", en=f"examples {place}"),
                words=("exemples", "petits organismes"),
                respondents=len(mentions) // 2,
                ideas=len(mentions) // 2,
                quotes=(place, place + 2),
                stability=0.8,
            )
            for place in (0, 1)
        ),
        mentions=mentions,
        comments=len(mentions),
        respondents=len(mentions),
        set_aside=0,
        embedder="essai",
        suggestion_only=False,
    )
