"""The first page over a real file: what it calls for, whom, and what it never tells."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.attention import (
    Call,
    FewAnswers,
    FewOfUsual,
    NewResults,
    NoSurvey,
    Proposal,
    Rise,
    SearchFailed,
    VerdictGiven,
)
from analysis.loop.register import When
from analysis.themes.decisions import Lock, Unlock
from dashboards.pages.home import HomeView, SurveySoFar, home_page
from dashboards.render import render
from service.app import create_app
from service.jobs import find_themes
from service.settings import Settings
from service.store import jobs
from service.store.api_tokens import ApiTokens
from service.store.catalogue import Catalogue
from service.store.content_changes import Place, register_change, withdraw_change
from service.store.database import Database
from service.store.load import load
from service.store.receipts import erase
from service.store.theme_decisions import decide
from service.store.theme_runs import ThemeRuns
from service.store.users import User
from service.web.home_view import Whose, home_view
from service.web.told_themes import ToldThemes
from surveys.bundle import Bundle
from surveys.programme import Activity, Programme
from surveys.roles import Role
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.accounts import add_user, make_user, quick_passwords, send_password, sign_in
from tests.analysis.loop.changes import make_change
from tests.factories import NOON, make_accepted, make_bundle, make_survey, make_two_cohorts
from tests.inside import database_of
from tests.service import theme_desk

MARCH = datetime(2026, 3, 27, 12, tzinfo=UTC)
"""The survey of `theme_desk` closes four days later, on 31 March in Montréal."""


THAT_DAY = NOON.date()

RISE = Rise(activity="formation", theme=theme_desk.TIME, kind="growing", stands=True)


class Home:
    """Asks for the first page, of any user and at any moment."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.catalogue = Catalogue(database)
        self.catalogue.reload()
        self.told_themes = ToldThemes(ThemeRuns())

    def view(self, user: User, at: datetime) -> HomeView:
        snapshot = self.catalogue.now
        with self.database.transaction() as cursor:
            whose = Whose(user, frozenset(snapshot.programmes))
            return home_view(cursor, snapshot, whose, self.told_themes, at=at)

    def calls(self, role: Role, at: datetime = MARCH) -> list[Call]:
        user = make_user(roles={"essai": frozenset({role})})
        return [call.call for each in self.view(user, at).programmes for call in each.calls]

    def survey(self, slug: str, at: datetime) -> SurveySoFar:
        view = self.view(make_user(administrator=True), at)
        (survey,) = (
            survey
            for programme in view.programmes
            for cohort in programme.cohorts
            for survey in cohort.surveys
            if survey.survey == slug
        )
        return survey


def answers(
    survey: str, count: int, *, first: int = 0, on: date = THAT_DAY
) -> tuple[AcceptedSubmission, ...]:
    return tuple(
        make_accepted(
            submission_id=day_ordered_id(on, number.to_bytes(10, "big")),
            survey=survey,
            received_on=on,
        )
        for number in range(first, first + count)
    )


def home_over(path: Path, bundle: Bundle) -> Iterator[Home]:
    with Database(path) as database:
        load(database, bundle, at=NOON)
        yield Home(database)


@pytest.fixture(scope="module")
def themes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Comments of which one thing rises, one rise is of two people, and more is proposed."""
    written = theme_desk.bundle()
    for home in home_over(tmp_path_factory.mktemp("themes") / "bilan.duckdb", written):
        theme_desk.search(home.database, written)
        yield home


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A cohort of 30 whose survey has 8 answers, the fifth of 3 March; another without any."""
    cohort = make_bundle().cohorts[0]
    before = msgspec.structs.replace(cohort, slug="avant", starts_on=date(2025, 9, 1))
    later = msgspec.structs.replace(
        cohort, slug="suivante", starts_on=date(2026, 4, 7), ends_on=date(2026, 5, 1)
    )
    other = Activity(slug="atelier", programme="essai", name=Text(fr="Atelier", en="Workshop"))
    elsewhere = msgspec.structs.replace(before, slug="ailleurs", activity="atelier")
    bundle = make_bundle(
        activities=(*make_bundle().activities, other),
        cohorts=(cohort, before, later, elsewhere),
        surveys=(
            make_survey(),
            make_survey(
                slug="avant",
                cohort="avant",
                opens_at=datetime(2025, 10, 1, tzinfo=UTC),
                closes_at=datetime(2025, 11, 1, tzinfo=UTC),
            ),
            make_survey(
                slug="ailleurs",
                cohort="ailleurs",
                opens_at=datetime(2025, 10, 1, tzinfo=UTC),
                closes_at=datetime(2026, 3, 26, 17, tzinfo=UTC),
            ),
        ),
        submissions=(
            *answers("printemps-2026", 4),
            *answers("printemps-2026", 1, first=4, on=date(2026, 3, 3)),
            *answers("printemps-2026", 3, first=5, on=date(2026, 3, 12)),
            *answers("avant", 27, first=100, on=date(2025, 10, 3)),
            *answers("ailleurs", 4, first=200, on=date(2026, 3, 20)),
        ),
    )
    yield from home_over(tmp_path_factory.mktemp("slow") / "bilan.duckdb", bundle)


def test_an_open_survey_calls_by_its_earlier_cohort_and_a_cohort_by_its_missing_survey(
    slow: Home,
) -> None:
    few = FewAnswers(
        survey="printemps-2026",
        when="closes_soon",
        days=4,
        at_least=5,
        few=FewOfUsual(usual=27),
    )

    assert slow.calls("facilitator") == [few, NoSurvey(cohort="suivante", days=11)]
    assert slow.calls("designer") == []  # nobody may do anything about it but who invites


def test_a_survey_stands_still_since_its_last_step_and_not_since_its_last_answer(
    slow: Home,
) -> None:
    (still,) = slow.calls("facilitator", datetime(2026, 3, 13, 12, tzinfo=UTC))

    assert isinstance(still, FewAnswers)
    assert (still.when, still.days) == ("stands_still", 10)


def test_an_open_count_is_told_in_steps_and_a_small_one_never(slow: Home) -> None:
    at_end = MARCH + timedelta(days=30)

    assert slow.survey("printemps-2026", MARCH).answers == 5
    assert slow.survey("printemps-2026", at_end).answers == 8
    assert slow.survey("ailleurs", at_end).answers == 0


def test_no_count_below_the_threshold_stands_in_the_view(slow: Home) -> None:
    view = slow.view(make_user(administrator=True), MARCH)
    counts = [s.answers for p in view.programmes for c in p.cohorts for s in c.surveys]

    assert sorted(counts) == [0, 5, 27]
    assert "4 réponses" not in render(home_page(view, "fr"))


def test_days_are_counted_where_the_programme_runs(slow: Home) -> None:
    late = datetime(2026, 4, 1, 3, tzinfo=UTC)  # 23:00 on 31 March in Montréal: it is over
    evening = datetime(2026, 3, 31, 23, tzinfo=UTC)

    assert slow.survey("printemps-2026", evening).days_left == 0
    assert slow.survey("printemps-2026", late).days_left is None
    assert NewResults(survey="printemps-2026", days=0) in slow.calls("designer", late)


def test_a_cohort_calls_for_a_survey_no_more_once_it_ended(slow: Home) -> None:
    assert slow.calls("facilitator", datetime(2026, 6, 1, tzinfo=UTC)) == []


def test_without_an_earlier_cohort_the_roster_says_what_is_few(themes: Home) -> None:
    assert themes.survey("printemps-2026", MARCH).answers == 15
    assert themes.calls("facilitator") == [RISE]  # 15 of 30 is no less than a third


def test_a_rise_calls_everybody_and_a_proposal_who_decides(themes: Home) -> None:
    assert themes.calls("facilitator") == [RISE]
    assert themes.calls("designer") == [RISE, Proposal(activity="formation", changes=1)]


def test_a_rise_of_too_few_is_not_told(themes: Home) -> None:
    assert [n.theme for n in themes.calls("administrator") if isinstance(n, Rise)] == [
        theme_desk.TIME
    ]
    assert "Repas" not in render(home_page(themes.view(make_user(administrator=True), MARCH), "fr"))


def test_what_is_remembered_of_themes_ends_with_a_decision_and_with_an_erasure(
    tmp_path: Path,
) -> None:
    written = theme_desk.bundle()
    for home in home_over(tmp_path / "bilan.duckdb", written):
        theme_desk.search(home.database, written)
        assert home.calls("facilitator") == home.calls("facilitator") == [RISE]
        for decision, told in (
            (Lock(theme=theme_desk.TIME), []),
            (Unlock(theme=theme_desk.TIME), [RISE]),
        ):
            decide(home.database, "formation", decision, by="ada", at=MARCH)
            assert home.calls("facilitator") == told
        rose = written.submissions[17 : 17 + 14]  # those of the second cohort who ask for time
        with home.database.transaction() as cursor:
            for each in rose[:10]:  # 4 are left, who may not be told
                erase(cursor, each.submission_id)
        assert home.calls("facilitator") == []


def test_a_search_that_failed_calls_until_one_succeeds(tmp_path: Path) -> None:
    for home in home_over(tmp_path / "bilan.duckdb", make_bundle()):
        for number, (subject, state) in enumerate(
            (("formation", "failed"), ("formation refit", "failed"), ("formation", "done"))
        ):
            at = NOON + timedelta(hours=number)
            with home.database.transaction() as cursor:
                job = UUID(int=number)
                jobs.add(cursor, job_id=job, kind=find_themes.KIND, subject=subject, at=at)
                jobs.set_state(cursor, job, state, finished_at=at)  # type: ignore[arg-type]
            failed = SearchFailed(activity="formation") in home.calls("designer")
            assert failed == (state == "failed")


def test_a_verdict_is_told_to_designers_once_every_survey_it_waits_for_is_over(
    tmp_path: Path,
) -> None:
    april = datetime(2026, 4, 2, 12, tzinfo=UTC)
    bundle = make_two_cohorts(answers("printemps-2026", 9))
    told = VerdictGiven(programme="essai", change=1, days=2)
    for home in home_over(tmp_path / "bilan.duckdb", bundle):
        when, change = When("x", NOON), make_change(before=("cohorte-1",), after=("cohorte-2",))
        with home.database.changing_source() as source:
            place = Place(source, home.catalogue.now, "essai")
            register_change(place, change, when, needs=frozenset())
        assert told not in home.calls("designer", MARCH)
        assert told in home.calls("designer", april)
        assert told not in home.calls("facilitator", april)
        assert not any(
            isinstance(each, VerdictGiven)
            for each in home.calls("designer", april + timedelta(days=60))
        )
        with home.database.changing_source() as source:
            withdraw_change(Place(source, home.catalogue.now, "essai"), 1, "Non", when)
        assert told not in home.calls("designer", april)


def test_nobody_sees_a_programme_without_a_role_in_it(client: TestClient[Litestar]) -> None:
    add_user(client, "facilitator@example.org", roles={"essai": frozenset({"facilitator"})})
    add_user(client, "new@example.org")

    send_password(client, "facilitator@example.org")
    page = client.get("/programmes?lang=en")
    assert page.status_code == 200
    assert "Cohort 1" in page.text
    assert "fewer than 5 answers of 30" in page.text
    send_password(client, "new@example.org")
    page = client.get("/programmes?lang=en")
    assert "has no role yet" in page.text
    assert "Cohort" not in page.text


def test_the_front_door_leads_to_the_first_page(signed_in: TestClient[Litestar]) -> None:
    answer = signed_in.get("/", follow_redirects=True)

    assert answer.url.path == "/programmes"
    assert "<h1>Accueil</h1>" in answer.text


def test_programs_are_told_the_same_and_a_token_of_its_programme_only(
    client: TestClient[Litestar],
) -> None:
    database = database_of(client)
    other = make_bundle(
        programme=Programme(slug="autre", name=Text(fr="Autre", en="Other")),
        activities=(),
        cohorts=(),
        surveys=(),
        submissions=(),
    )
    load(database, other, at=NOON)
    client.app.state.catalogue.reload()
    both = {each: frozenset[Role]({"facilitator"}) for each in ("essai", "autre")}
    user = add_user(client, "facilitator@example.org", roles=both)
    tokens: ApiTokens = client.app.dependencies["tokens"].dependency()
    secret = tokens.new(user.user, "essai", "", writes=False, on=THAT_DAY)

    assert client.get("/api/home").status_code == 401
    told = client.get("/api/home", headers={"authorization": f"Bearer {secret}"})
    (programme,) = told.json()["programmes"]
    (cohort,) = programme["cohorts"]
    assert programme["programme"] == "essai"
    assert (cohort["cohort"], cohort["surveys"][0]["answers"]) == ("cohorte-1", 0)
    assert told.headers["cache-control"] == "no-store"
    send_password(client, "facilitator@example.org")
    mine = client.get("/api/home").json()["programmes"]
    assert {each["programme"] for each in mine} == {"essai", "autre"}


def test_programs_are_told_what_needs_somebody_in_words(tmp_path: Path) -> None:
    at = datetime.now(UTC)
    soon = make_survey(opens_at=at - timedelta(days=9), closes_at=at + timedelta(days=2))
    settings = Settings(database=str(tmp_path / "bilan.duckdb"))
    with Database(Path(settings.database)) as database:
        load(database, make_bundle(surveys=(soon,)), at=at)
        app = create_app(settings, database, passwords=quick_passwords())
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            sign_in(client)
            (call,) = client.get("/api/home").json()["programmes"][0]["calls"]

    assert call["call"].pop("days") in {2, 3}  # 48 hours: a third date when clocks go forward
    assert call["call"] == {
        "type": "few_answers",
        "survey": "printemps-2026",
        "when": "closes_soon",
        "at_least": 0,
        "few": {"type": "few_of_asked", "eligible": 30},
    }
    assert call["about"]["en"].endswith("Cohort 1")
    assert "fewer than 5 answers of 30" in call["said"]["en"]
