"""Files to put load on: as large as the demonstration, and as large as ten years would make one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID

from service.commands.demo import load_demonstration
from service.store import submissions as store
from service.store.database import Database
from service.store.load import load
from service.store.sign_ins import SignIns
from service.store.users import Users
from surveys.programme import Cohort
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.survey import Survey
from surveys.texts import Text
from tests.accounts import make_user
from tests.factories import make_accepted, make_bundle, make_survey

OPEN = "printemps-2026"
"""The survey that takes answers; its activity is "formation", its programme "essai"."""

_AT_ONCE = 5_000
"""Submissions in a transaction."""

_WORDS = (
    "budget", "bénévoles", "courriels", "données", "sécurité", "subventions", "tableaux",
    "réunions", "planification", "rapports", "logiciels", "sauvegardes", "ateliers", "horaires",
    "partenaires", "accueil", "sondages", "formulaires", "membres", "finances",
)  # fmt: skip
_WISHES = (
    "J’aimerais une formation sur",
    "Il nous faudrait du soutien pour",
    "Plus d’exemples concrets sur",
    "Nous manquons de temps pour",
    "Un modèle à réutiliser pour",
    "I would like more practice with",
    "We need help with",
)


def make_file(path: Path, *, submissions: int = 0) -> None:
    """Make a file with the demonstration in it and, in a programme of its own, `submissions`."""
    now = datetime.now(UTC)
    with Database(path) as database:
        load_demonstration(database, at=now)
        surveys = (make_survey(closes_at=None), *_earlier(submissions))
        bundle = make_bundle(
            cohorts=tuple(_cohort(number, each) for number, each in enumerate(surveys)),
            surveys=surveys,
            submissions=(),
        )
        load(database, bundle, at=now)
        sent = _sent(surveys, submissions)
        while some := list(islice(sent, _AT_ONCE)):
            with database.transaction() as cursor:
                store.insert(cursor, some)
        database.checkpoint()


def sign_somebody_in(path: Path, *, browsers: int, email: str = "ada@example.org") -> list[str]:
    """Return what as many browsers of an administrator keep."""
    with Database(path) as database:
        users = Users(database)
        user = make_user(email, administrator=True)
        users.add(user, at=datetime.now(UTC))
        sign_ins = SignIns(database, lasting=timedelta(days=1), idle=timedelta(days=1))
        return [
            sign_ins.begin(user.user, browser="", at=datetime.now(UTC)) for _ in range(browsers)
        ]


def stored(path: Path, survey: str = OPEN) -> set[UUID]:
    with Database(path) as database, database.cursor() as cursor:
        rows = cursor.execute(
            "select submission_id from submissions where survey = ?", [survey]
        ).fetchall()
    return {submission_id for (submission_id,) in rows}


def _earlier(submissions: int) -> Iterator[Survey]:
    for number in range(min(20, submissions)):
        begins = datetime(2016 + number // 2, 1 + 6 * (number % 2), 1, tzinfo=UTC)
        yield make_survey(
            slug=f"avant-{number}",
            cohort=f"avant-{number}",
            opens_at=begins,
            closes_at=begins + timedelta(days=60),
        )


def _cohort(number: int, survey: Survey) -> Cohort:
    begins = date(2016, 1, 4) + timedelta(weeks=number)
    name = f"Cohorte {number}"
    return Cohort(
        slug=survey.cohort,
        activity="formation",
        name=Text(fr=name, en=name),
        starts_on=begins,
        ends_on=begins + timedelta(days=2),
    )


def _sent(surveys: tuple[Survey, ...], submissions: int) -> Iterator[AcceptedSubmission]:
    """Yield what was sent to all but the first; one in five wrote something of their own."""
    chance = Random(submissions)  # noqa: S311 -- made-up answers
    for number in range(submissions):
        survey = surveys[1 + number % (len(surveys) - 1)]
        answers = dict(make_accepted().answers) | {
            "satisfaction": chance.choice(("very_satisfied", "satisfied", "dissatisfied")),
            "recommend_score": chance.randrange(11),
            "role": chance.choice(("coordination", "volunteer", "other")),
        }
        yield make_accepted(
            submission_id=day_ordered_id(survey.opens_at.date(), number.to_bytes(10, "big")),
            survey=survey.slug,
            received_on=survey.opens_at.date(),
            language=chance.choice(("fr", "en")),
            answers=answers,
            comments={"needs_next": _wish(chance)} if number % 5 == 0 else {},
        )


def _wish(chance: Random) -> str:
    first, second, third = chance.sample(_WORDS, 3)
    return f"{chance.choice(_WISHES)} {first}, {second} et {third}."
