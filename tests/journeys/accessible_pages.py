"""Every page and state whose accessibility is tested, and a programme that fills them.

The statement (dashboards/texts/accessibility.toml) lists them in the same words; a test
compares the two.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID, uuid4

import msgspec

from analysis.loop.register import When
from analysis.themes.decisions import Confirm
from analysis.themes.results import Mention, ReadComment, Theme, ThemesFound
from analysis.themes.split_proposals import SplitAsked, SplitPart, SplitProposed
from service.jobs import find_themes
from service.store import announcements, jobs, live_slides, theme_decisions
from service.store.catalogue import read_snapshot
from service.store.content_changes import Place, register_change
from service.store.database import Database
from service.store.live_slides import LiveSlide
from service.store.load import load
from service.store.questionnaires import Saving, begin_draft
from service.store.split_proposals import keep_split
from surveys.bundle import Bundle
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire
from surveys.questionnaire_text import written
from surveys.questions import HiddenQuestion, Information, PersonalCodeQuestion
from surveys.receipts import receipt_hash
from surveys.roster import Attendance, Enrolment, Person
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.analysis.loop.changes import make_change
from tests.dashboards.announcement_examples import DRAFT
from tests.factories import (
    NOON,
    make_accepted,
    make_bundle,
    make_questionnaire,
    make_searched,
    make_survey,
)
from tests.service.searches import keep_search
from tests.surveys.test_entering import BENCHMARK, FACT, NOTE

Side: TypeAlias = Literal["participant", "workspace"]
Step: TypeAlias = Literal["fill", "type the code", "go on", "send too late", "sign in", "unmask"]
"""Answer everything on the page; type the code of a receipt; press its main button; send a form
of the workspace after its session ended; sign in once more; take the masks off the first idea."""


class AccessiblePage(NamedTuple):
    name: Text
    path: str
    side: Side
    steps: tuple[Step, ...] = ()
    """What is done after it is opened, before it is looked at."""

    @property
    def id(self) -> str:
        return self.name.en.replace(" ", "-")


ZOE = Person(person=UUID(int=1), name="Zoé Tremblay")
"""On the roster of the first cohort."""

WRITTEN = UUID(int=22)
"""Of a questionnaire, with an error and advice."""

RECEIPT = "7KQ2-M9XT-04BV"
"""Of the first person who answered."""

FORM = "/s/printemps-2026"
"""Every question is required."""

OPTIONAL_FORM = "/s/printemps-2026-libre"
"""One page, nothing required: only at the review is it noticed that nothing was answered."""

SECOND: tuple[Step, ...] = ("fill", "go on")
REVIEW: tuple[Step, ...] = (*SECOND, *SECOND)

PAGES = (
    AccessiblePage(Text(fr="première page vide", en="empty first page"), FORM, "participant"),
    AccessiblePage(
        Text(fr="première page remplie", en="first page filled in"), FORM, "participant", ("fill",)
    ),
    AccessiblePage(
        Text(fr="première page avec des réponses à revoir", en="first page with problems"),
        FORM,
        "participant",
        ("go on",),
    ),
    AccessiblePage(
        Text(fr="page suivante vide", en="empty later page"), FORM, "participant", SECOND
    ),
    AccessiblePage(
        Text(fr="page suivante remplie", en="later page filled in"),
        FORM,
        "participant",
        (*SECOND, "fill"),
    ),
    AccessiblePage(
        Text(fr="page suivante avec des réponses à revoir", en="later page with problems"),
        FORM,
        "participant",
        (*SECOND, "go on"),
    ),
    AccessiblePage(Text(fr="relecture", en="review"), FORM, "participant", REVIEW),
    AccessiblePage(
        Text(fr="relecture où quelque chose manque", en="review where something is missing"),
        OPTIONAL_FORM,
        "participant",
        ("go on", "go on"),
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
        Text(fr="lien personnel qui n’existe pas", en="personal link that does not exist"),
        "/i/0000000000",
        "participant",
    ),
    AccessiblePage(
        Text(fr="code d’un reçu à taper", en="receipt code to type"), "/r", "participant"
    ),
    AccessiblePage(
        Text(fr="code d’un reçu inconnu", en="unknown receipt code"),
        "/r",
        "participant",
        ("go on",),
    ),
    AccessiblePage(
        Text(fr="réponses d’un reçu", en="answers under a receipt"),
        "/r",
        "participant",
        ("type the code", "go on"),
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
    AccessiblePage(
        Text(fr="« Vous avez dit, nous avons fait »", en="“You said, we did”"),
        "/c/cohorte-1/nous-avons-fait",
        "participant",
    ),
    AccessiblePage(Text(fr="cette page", en="this page"), "/accessibility", "participant"),
    AccessiblePage(Text(fr="connexion", en="sign-in"), "/sign-in", "workspace"),
    AccessiblePage(
        Text(fr="lien de connexion déjà utilisé", en="sign-in link used before"),
        "/sign-in/rien",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="mot de passe oublié", en="forgotten password"), "/sign-in/forgotten", "workspace"
    ),
    AccessiblePage(
        Text(fr="formulaire envoyé après la fin de la session", en="form sent after its session"),
        f"/programmes/essai/questionnaires/{WRITTEN}",
        "workspace",
        ("send too late",),
    ),
    AccessiblePage(
        Text(fr="ce qui avait été écrit, à envoyer", en="what had been written, to be sent"),
        f"/programmes/essai/questionnaires/{WRITTEN}",
        "workspace",
        ("send too late", "sign in"),
    ),
    AccessiblePage(Text(fr="mon compte", en="my account"), "/my-account", "workspace"),
    AccessiblePage(Text(fr="comptes", en="accounts"), "/accounts", "workspace"),
    AccessiblePage(
        Text(fr="registres demandés par la loi", en="registers that the law asks for"),
        "/registers",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="incident à inscrire", en="incident to enter"),
        "/registers/incidents/new",
        "workspace",
    ),
    AccessiblePage(Text(fr="accueil", en="home"), "/programmes", "workspace"),
    AccessiblePage(
        Text(fr="programme et ses tendances", en="programme with its trends"),
        "/programmes/essai",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="cohorte", en="cohort"), "/cohorts/cohorte-1?survey=printemps-2026", "workspace"
    ),
    AccessiblePage(
        Text(fr="« Vous avez dit, nous avons fait » à écrire", en="“You said, we did” to write"),
        "/cohorts/cohorte-1/announcements",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="rappels d’un sondage", en="reminders of a survey"),
        "/surveys/fevrier-2026/reminders",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="cohorte de moins de cinq réponses", en="cohort of fewer than five answers"),
        "/cohorts/cohorte-3?survey=mars-2026",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="cohorte filtrée par langue", en="cohort filtered by language"),
        "/cohorts/cohorte-1?survey=printemps-2026&language=fr",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="programme, personnes côte à côte", en="programme, people side by side"),
        "/programmes/essai/by/language",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="thèmes des commentaires", en="themes of the comments"),
        "/activities/formation/themes",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="un thème et ses idées", en="one theme and its ideas"),
        "/activities/formation/themes/1",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="idée d’un thème sans masque", en="idea of a theme without masks"),
        "/activities/formation/themes/1",
        "workspace",
        ("unmask",),
    ),
    AccessiblePage(
        Text(fr="parties proposées d’un thème", en="proposed parts of a theme"),
        "/activities/formation/themes/1/parts",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="thèmes en fichiers", en="themes as files"),
        "/activities/formation/themes/codebook",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="histoire d’un besoin", en="history of a need"),
        "/activities/formation/themes/1/history",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="besoins à décider", en="needs to decide on"),
        "/activities/formation/needs",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="décisions prises", en="decisions taken"),
        "/activities/formation/themes/decisions",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="idées à trier une à une", en="ideas to sort one by one"),
        "/activities/formation/themes/sort?of=1",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="second regard à commencer", en="second look to start"),
        "/activities/formation/themes/second-look",
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
        Text(fr="tendances d’une activité", en="trends of an activity"),
        "/activities/formation/trends",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="cohortes côte à côte", en="cohorts side by side"),
        "/compare?cohort=cohorte-1&cohort=cohorte-2",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="faits, repères et notes", en="facts, benchmarks and notes"),
        "/programmes/essai/facts",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="changements de contenu", en="content changes"),
        "/programmes/essai/changes",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="changement de contenu avec des réponses à revoir", en="content change refused"),
        "/programmes/essai/changes/new?activity=formation&go=review",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="correction d’un repère", en="correction of a benchmark"),
        "/programmes/essai/facts/benchmark/formation.completion",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="présences d’une cohorte", en="attendance of a cohort"),
        "/cohorts/cohorte-1/attendance",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="liste d’inscription", en="roster of a cohort"),
        "/cohorts/cohorte-1/roster",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="effacement d’une personne", en="erasing a person"),
        f"/cohorts/cohorte-1/roster/people/{ZOE.person}/erase",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="nouveau programme", en="new programme"), "/programmes/new", "workspace"
    ),
    AccessiblePage(
        Text(fr="nouvelle cohorte et ses séances", en="new cohort and its sessions"),
        "/activities/formation/cohorts/new",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="nouveau sondage", en="new survey"),
        "/cohorts/cohorte-1/surveys/new",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="tout ce qu’il faut pour mener un sondage", en="all it takes to run a survey"),
        "/surveys/printemps-2026",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="réponses à effacer pour quelqu’un", en="answers to erase for somebody"),
        "/surveys/printemps-2026/erase",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="questionnaires", en="questionnaires"),
        "/programmes/essai/questionnaires",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="rédaction d’un questionnaire", en="writing a questionnaire"),
        f"/programmes/essai/questionnaires/{WRITTEN}?cohort=cohorte-1",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="diapositive qui invite à répondre", en="slide that invites to answer"),
        "/surveys/printemps-2026/slide",
        "workspace",
    ),
    AccessiblePage(
        Text(fr="diapositive avec des résultats", en="slide with results"),
        "/surveys/fevrier-2026/slide",
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
                if isinstance(question, HiddenQuestion | Information)
                else msgspec.structs.replace(
                    question,
                    required=not isinstance(question, PersonalCodeQuestion),
                    hint=Text(fr="Selon votre expérience.", en="From your own experience."),
                )
                for question in section.questions
            ),
        )
        for section in make_questionnaire().sections
    ),
)
"""Every kind of question, each with a hint; required where it can be: sent empty, a problem."""


OPTIONAL: Questionnaire = make_questionnaire(
    code="optional", scales=(), sections=make_questionnaire().sections[1:]
)


def store_programme(database: Database) -> None:
    """Store what every page of `PAGES` shows."""
    bundle = _bundle()
    now = datetime.now(UTC)
    load(database, bundle, at=now)
    keep_search(database, "formation", make_searched(themes_of(bundle)), at=now)
    announced = DRAFT.published(at=NOON)
    with database.transaction() as cursor:
        for number, entry in enumerate((DRAFT, announced), start=1):
            kept = msgspec.structs.replace(entry, entry=UUID(int=number), cohort="cohorte-1")
            announcements.put(cursor, kept, at=NOON)
    theme_decisions.decide(database, "formation", Confirm(theme=2), by="desk", at=now)
    names = [mention.idea for mention in themes_of(bundle).mentions if mention.theme == 1]
    with database.transaction() as cursor:
        some = SplitPart(ideas=tuple(names), label=Text(fr="exemples", en="exemples"))
        keep_split(cursor, SplitAsked("formation", 1), SplitProposed(parts=(some,)), at=now)
    failed, said = uuid4(), "the process ended with code -9 before it had a result"
    with database.changing_source() as source:
        cursor = source.cursor
        place = Place(source, read_snapshot(cursor), "essai")
        change = make_change(
            what="Zoom + Miro", before=("cohorte-1",), after=("cohorte-2",), need=1
        )
        register_change(place, change, When("somebody", now), needs=frozenset({1}))
        live_slides.put(cursor, "fevrier-2026", LiveSlide("satisfaction"))
        jobs.add(cursor, job_id=failed, kind=find_themes.KIND, subject="webinaire", at=now)
        jobs.set_state(cursor, failed, "failed", message=said, finished_at=now)
        text = written(QUESTIONNAIRE).replace("La recommanderiez-vous", "Le suivre et l’aimer")
        begin_draft(cursor, WRITTEN, "essai", text, Saving(by=uuid4(), at=now))


def _bundle() -> Bundle:
    return make_bundle(
        facts=(FACT,),
        benchmarks=(BENCHMARK,),
        notes=(NOTE,),
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
        questionnaires=(QUESTIONNAIRE, OPTIONAL),
        surveys=(
            make_survey(closes_at=None),
            make_survey(slug="printemps-2026-libre", questionnaire="optional", closes_at=None),
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
        sessions=(
            Session(
                cohort="cohorte-1",
                position=1,
                title=Text(fr="Accueil", en="Welcome"),
                held_on=date(2026, 1, 12),
                minutes=120,
            ),
        ),
        people=(ZOE,),
        enrolments=(Enrolment(cohort="cohorte-1", person=ZOE.person, organisation=""),),
        attendances=(Attendance(cohort="cohorte-1", session=1, person=ZOE.person, minutes=90),),
        submissions=tuple(_submissions()),
    )


_WISH = "Il faudrait plus d’exemples de petits organismes."
_NAMING = "Il faudrait plus d’exemples de petits organismes, comme dit Martine Tremblay."


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
                comments={"needs_next": _NAMING if number == 1 else _WISH},
                receipt=receipt_hash(RECEIPT) if number == 1 else None,
            )


def themes_of(bundle: Bundle) -> ThemesFound:
    """Two themes, each mentioned by half of those who wrote."""
    mentions = tuple(
        Mention(
            theme=place % 2 + 1,
            submission_id=submission.submission_id,
            question="needs_next",
            start=0,
            end=len(submission.comments["needs_next"]),
            language="fr",
            says=(0, 1, 2, 3),
        )
        for place, submission in enumerate(bundle.submissions)
    )
    return ThemesFound(
        themes=tuple(
            Theme(
                number=place + 1,
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
        read=tuple(
            ReadComment(
                submission_id=mention.submission_id, question=mention.question, ideas=1, unsure=0
            )
            for mention in mentions
        ),
        embedder="essai",
        suggestion_only=False,
    )
