"""What people are asked is set up and corrected in the browser, and by program."""

import html
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.formats.opening import as_bundle, read_opening
from service.settings import Settings
from service.store import reads
from service.store.audit import lines
from service.store.catalogue import Catalogue, Snapshot, read_snapshot
from service.store.database import Database
from service.store.load import load
from service.store.set_up import SetUp, eligible_given
from service.store.shipped import shipped_questionnaires
from surveys.bundle import Bundle
from surveys.programme import Session
from surveys.roster import Attendance, Enrolment, Person
from surveys.setting_up import ProgrammePlan
from surveys.survey import Survey
from surveys.texts import Text
from tests.accounts import quick_passwords, sign_in
from tests.dashboards.markup import read
from tests.factories import make_bundle, make_survey
from tests.inside import database_of
from tests.service.test_open_surveys import EXAMPLE

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
MONTREAL = ZoneInfo("America/Toronto")
SOON = datetime.now(UTC).date() + timedelta(days=30)
"""A day to come, whenever the tests run."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service in which nothing is set up, and its administrator."""
    path = tmp_path_factory.mktemp("set_up") / "bilan.duckdb"
    with Database(path) as database:
        app = create_app(Settings(database=str(path)), database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE["origin"], raise_server_exceptions=False) as client:
            sign_in(client)
            yield client


def send(client: Client, address: str, **fields: str) -> Any:
    return client.post(address, data=fields, headers=HERE, follow_redirects=False)


def led(client: Client, address: str, **fields: str) -> str:
    """Return where a form that is kept leads to."""
    answer = send(client, address, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def now(client: Client) -> Snapshot:
    catalogue: Catalogue = client.app.dependencies["catalogue"].dependency()
    with database_of(client).cursor() as cursor:
        assert read_snapshot(cursor) == catalogue.now  # what is stored is what is served
    return catalogue.now


def test_from_nothing_to_a_qr_code_every_step_leads_to_the_next(empty: Client) -> None:
    assert "Create your first programme" in empty.get("/programmes?lang=en").text
    assert 'href="/programmes/new"' in empty.get("/programmes").text

    to = led(empty, "/programmes/new", name_fr="L’été à l’œuvre", zone="Europe/Paris")
    assert to == "/programmes/l-ete-a-l-oeuvre/activities/new"
    assert f'href="{to}"' in empty.get("/programmes").text
    to = led(empty, to, name_en="Webinar", minutes="60", sessions="1")
    assert to == "/activities/webinar/cohorts/new"
    assert f'href="{to}"' in empty.get("/programmes").text
    row = {"session_1_held_on": f"{SOON}", "session_1_minutes": "90"}
    to = led(empty, to, name_fr="Novembre", **row)
    assert to == "/cohorts/novembre/surveys/new"
    assert f'href="{to}"' in empty.get("/cohorts/novembre").text
    form = empty.get(to).text
    assert all(q.title.fr in form and q.title.en in form for q in shipped_questionnaires().values())
    survey = {"questionnaire": "webinar.3", "opens": "now", "promise": "open_link"}
    to = led(empty, to, **survey, closes="after", closes_after_days="14")

    assert to == "/surveys/novembre"
    page = empty.get(to).text
    assert 'src="/surveys/novembre/qr.svg"' in page
    assert f"{HERE['origin']}/s/novembre" in page
    assert empty.get("/s/novembre").status_code == 200
    assert empty.get("/surveys/novembre/qr.svg").status_code == 200
    setup = now(empty).setups["novembre"]
    assert setup.programme.name == Text("L’été à l’œuvre", "L’été à l’œuvre")
    assert setup.activity.rule.minutes == 60
    assert (setup.cohort.starts_on, setup.cohort.ends_on) == (SOON, SOON)
    last = datetime.combine(
        SOON + timedelta(days=14), datetime.min.time(), ZoneInfo("Europe/Paris")
    )
    assert setup.survey.closes_at == last.replace(hour=23, minute=59)
    assert setup.survey.is_open(datetime.now(UTC))


def test_the_same_plan_by_file_and_by_program_sets_up_the_same(
    empty: Client, tmp_path: Path
) -> None:
    text = EXAMPLE.replace("2026-", "2126-")  # to come
    shipped = shipped_questionnaires()
    with Database(tmp_path / "file.duckdb") as database:
        load(
            database,
            as_bundle(read_opening(text.encode()), shipped.__getitem__),
            at=datetime.now(UTC),
        )
        with database.cursor() as cursor:
            by_file = read_snapshot(cursor)

    plan = tomllib.loads(text)
    post(empty, "/api/programmes", plan["programme"])
    for activity in plan["activities"]:
        post(empty, "/api/programmes/numerique/activities", activity)
    for cohort in plan["cohorts"]:
        post(empty, f"/api/activities/{cohort.pop('activity')}/cohorts", cohort)
    for survey in plan["surveys"]:
        post(empty, f"/api/cohorts/{survey.pop('cohort')}/surveys", survey)

    by_program = now(empty)
    assert by_program.programmes["numerique"] == by_file.programmes["numerique"]
    assert by_program.activities["webinaire"] == by_file.activities["webinaire"]
    assert {slug: by_program.setups[slug] for slug in by_file.setups} == by_file.setups


def post(client: Client, address: str, plan: dict[str, Any], status: int = 201) -> Any:
    body = msgspec.json.encode(plan)
    headers = HERE | {"content-type": "application/json"}
    answer = client.post(address, content=body, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.json()


# --- a programme that is there -----------------------------------------------------------------


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """`make_bundle` with two sessions, attendance at the first; surveys in each state."""
    path = tmp_path_factory.mktemp("set_up") / "there.duckdb"
    with Database(path) as database:
        load(database, _there(), at=datetime.now(UTC))
        app = create_app(Settings(database=str(path)), database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE["origin"], raise_server_exceptions=False) as client:
            sign_in(client)
            yield client


def _there() -> Bundle:
    person = Person(person=UUID(int=1), name="Zoé")
    cohort = make_bundle().cohorts[0]
    sealed: dict[str, Any] = {"promise": "one_per_invitation"}
    return make_bundle(
        submissions=(),
        sessions=tuple(
            Session(
                cohort=cohort.slug,
                position=position,
                title=Text(f"Séance {position}", f"Session {position}"),
                held_on=cohort.starts_on,
                minutes=60,
            )
            for position in (1, 2)
        ),
        people=(person,),
        enrolments=(Enrolment(cohort=cohort.slug, person=person.person, organisation=""),),
        attendances=(Attendance(cohort=cohort.slug, session=1, person=person.person),),
        surveys=(
            make_survey(slug="open", closes_at=None),
            make_survey(slug="over"),
            make_survey(slug="planned", opens_at=at_noon(2099, 3, 1), closes_at=None),
            make_survey(slug="sealed", closes_at=at_noon(2099, 4, 1), **sealed),
            make_survey(slug="sealed-over", **sealed),
        ),
    )


def at_noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=MONTREAL).astimezone(UTC)


def dates(opens: str = "", closes: str = "never", **more: str) -> dict[str, str]:
    """Return the fields of the settings of a survey; without `opens`, as once it has opened."""
    return ({"opens": opens} if opens else {}) | {"closes": closes, "eligible": ""} | more


def survey_of(client: Client, slug: str) -> Survey:
    return now(client).setups[slug].survey


def test_a_survey_that_is_open_is_extended_counted_anew_and_closed(client: Client) -> None:
    until = {"closes_on": "2099-05-01", "closes_time": "16:30"}
    was = survey_of(client, "open")
    led(client, "/surveys/open/settings", **dates(closes="at", **until) | {"eligible": "12"})

    kept = survey_of(client, "open")
    assert kept.closes_at == datetime(2099, 5, 1, 16, 30, tzinfo=MONTREAL)
    assert kept.eligible == 12
    assert (kept.opens_at, kept.promise, kept.version) == (was.opens_at, was.promise, was.version)

    before = datetime.now(UTC)
    assert led(client, "/surveys/open/close") == "/surveys/open"
    closed = survey_of(client, "open")
    assert closed.closes_at
    assert before <= closed.closes_at <= datetime.now(UTC)
    assert 'name="satisfaction"' not in client.get("/s/open").text
    led(client, "/surveys/open/close")  # once more changes nothing
    assert survey_of(client, "open") == closed
    with database_of(client).cursor() as cursor:
        assert "/surveys/open/close" in {line.subject for line in lines(cursor)}

    led(client, "/surveys/open/settings", **dates())  # it opens again, as an open link may
    assert survey_of(client, "open").is_open(datetime.now(UTC))


def test_the_beginning_and_the_promise_of_an_open_survey_never_change(client: Client) -> None:
    was = survey_of(client, "sealed")
    typed = dates("now", "at", closes_on="2099-04-01", closes_time="12:00", promise="open_link")

    refused = send(client, "/surveys/sealed/settings?lang=en", **typed)

    assert refused.status_code == 422
    assert "its beginning no longer changes" in refused.text
    del typed["opens"]
    led(client, "/surveys/sealed/settings", **typed, slug="x", questionnaire="webinar.3")
    assert survey_of(client, "sealed") == was


@pytest.mark.parametrize(
    ("slug", "typed", "reason"),
    [
        ("sealed-over", dates(closes="at", closes_on="2099-01-01"), "could see which link"),
        ("sealed-over", dates(), "say when"),
        ("sealed", dates(), "say when"),
        ("open", dates(closes="at", closes_on="2026-03-02"), "does not close in the past"),
        ("open", dates(closes="at", closes_on="2026-02-02"), "closes before it opens"),
        ("open", dates(closes="at"), "Choose the day"),
        ("open", dates(closes="at", closes_on="2099-02-30"), "a day that exists"),
        ("open", dates(closes="at", closes_on="2099-02-03", closes_time="25"), "Write a time"),
        ("open", dates(closes="after"), "number of days"),
        ("open", dates(closes="after", closes_after_days="3651"), "3650 at most"),
        ("open", dates() | {"eligible": "0"}, "at least 1"),
        ("open", dates(closes="whenever"), "Choose from the list"),
    ],
)
def test_what_may_not_change_is_refused_with_a_reason_and_nothing_is_changed(
    client: Client, slug: str, typed: dict[str, str], reason: str
) -> None:
    was = survey_of(client, slug)

    refused = send(client, f"/surveys/{slug}/settings?lang=en", **typed)

    assert refused.status_code == 422
    assert reason in refused.text
    assert survey_of(client, slug) == was


def test_a_survey_that_has_not_opened_moves_and_does_not_close(client: Client) -> None:
    assert send(client, "/surveys/planned/close").status_code == 422
    said = post(client, "/api/surveys/planned/close", {}, status=422)
    assert said["problems"][0]["field"] == "closes_at"

    led(client, "/surveys/planned/settings", **dates("at", opens_on="2098-03-01", opens_time=""))

    assert survey_of(client, "planned").opens_at == datetime(2098, 3, 1, tzinfo=MONTREAL)


def test_two_at_once_who_take_one_address_get_one(client: Client) -> None:
    catalogue: Catalogue = client.app.dependencies["catalogue"].dependency()
    set_up = SetUp(database_of(client), catalogue)
    plans = [ProgrammePlan(slug="course", name=Text(f"{n}", f"{n}")) for n in range(8)]

    with ThreadPoolExecutor(8) as people:
        answers = list(
            people.map(lambda plan: set_up.add_programme(plan, at=datetime.now(UTC)), plans)
        )

    (kept,) = [plan for plan, problems in zip(plans, answers, strict=True) if not problems]
    assert now(client).programmes["course"].name == kept.name
    assert {each.field for problems in answers for each in problems} == {"slug"}


COHORT = "/cohorts/cohorte-1/settings"


def rows(client: Client, **changed: str) -> dict[str, str]:
    """Return what the settings of the cohort hold, with changes."""
    page = read(client.get(COHORT).text)
    typed = {
        e.attributes["name"]: e.attributes["value"]
        for e in page.all("input")
        if "name" in e.attributes
    }
    return typed | changed


def sessions_of(client: Client) -> list[tuple[str, int]]:
    with database_of(client).cursor() as cursor:
        return [(each.title.fr, each.minutes) for each in reads.sessions(cursor, "cohorte-1")]


def test_settings_that_are_saved_untouched_change_nothing(client: Client) -> None:
    was, sessions = now(client), sessions_of(client)

    led(client, COHORT, **rows(client))
    for address in ("/programmes/essai/settings", "/activities/formation/settings"):
        page = read(client.get(address).text)
        typed = {e.attributes["name"]: e.attributes["value"] for e in page.all("input")}
        led(client, address, **typed)

    assert now(client) == was
    assert sessions_of(client) == sessions


def test_sessions_are_added_corrected_and_removed_but_not_where_people_were_noted(
    client: Client,
) -> None:
    third = {"session_3_title_fr": "Suite", "session_3_held_on": "2026-02-03"}
    typed = rows(client, **third, session_3_minutes="45", session_2_minutes="75")
    led(client, COHORT, **typed | {"ends_on": "2026-12-31"})
    assert sessions_of(client) == [("Séance 1", 60), ("Séance 2", 75), ("Suite", 45)]

    emptied = {name: "" for name in typed if name.startswith("session_1_")}
    refused = send(client, f"{COHORT}?lang=en", **rows(client) | emptied)
    assert (refused.status_code, "Attendance is noted up to session 1" in refused.text) == (
        422,
        True,
    )

    emptied = {name: "" for name in typed if name.startswith("session_2_")}
    led(client, COHORT, **rows(client) | emptied)
    assert sessions_of(client) == [("Séance 1", 60), ("Suite", 45)]


def test_the_number_of_people_is_the_one_given_and_not_that_of_the_roster(client: Client) -> None:
    led(client, COHORT, **rows(client, eligible="40"))
    assert now(client).cohorts["cohorte-1"].eligible == 1  # of the roster, one came
    assert rows(client)["eligible"] == "40"

    led(client, COHORT, **rows(client, eligible=""))
    with database_of(client).cursor() as cursor:
        assert eligible_given(cursor, "cohorte-1") is None


def test_more_rows_keep_what_is_typed_and_store_nothing(client: Client) -> None:
    was = sessions_of(client)
    typed = rows(client, session_7_title_en="Last <b>", name_fr="") | {"more": "1"}

    page = send(client, COHORT, **typed)

    assert page.status_code == 200
    assert 'name="session_10_minutes"' in page.text
    assert 'value="Last &lt;b&gt;"' in page.text
    assert sessions_of(client) == was


@pytest.mark.parametrize(
    ("address", "typed", "reason"),
    [
        ("/programmes/new", {}, "The name is missing"),
        ("/programmes/new", {"name_fr": "New"}, "another address"),
        ("/programmes/new", {"name_fr": "?"}, "lower-case letters"),
        ("/programmes/new", {"name_fr": "A", "slug": "essai"}, "is taken"),
        ("/programmes/new", {"name_fr": "A", "slug": "À"}, "lower-case letters"),
        ("/programmes/new", {"name_fr": "A", "zone": "Québec"}, "no time zone"),
        ("/programmes/new", {"name_fr": "A" * 201, "slug": "a"}, "201 characters"),
        ("/programmes/new", {"name_fr": "A\x00B"}, "cannot be written"),
        ("/programmes/essai/activities/new", {"name_fr": "A", "minutes": "-1"}, "Write a number"),
        ("/programmes/essai/activities/new", {"name_fr": "A", "percent": "101"}, "0 to 100"),
        ("/activities/formation/settings", {"name_fr": "A", "sessions": "9"}, "completed with 9"),
        ("/activities/formation/cohorts/new", {"name_fr": "A"}, "no session says it"),
        (
            "/activities/formation/cohorts/new",
            {"name_fr": "A", "starts_on": "2026-02-02", "ends_on": "2026-02-01"},
            "ends before it starts",
        ),
        (
            "/activities/formation/cohorts/new",
            {"name_fr": "A", "session_4_held_on": "2026-02-02"},
            "How many minutes",
        ),
        ("/cohorts/cohorte-1/surveys/new", dates("now"), "Choose a questionnaire"),
        (
            "/cohorts/cohorte-1/surveys/new",
            dates("now") | {"questionnaire": "rien.1", "promise": "open_link"},
            "not published",
        ),
        (
            "/cohorts/cohorte-1/surveys/new",
            dates("at", "at", opens_on="2026-03-01", closes_on="2026-03-02")
            | {"questionnaire": "webinar.3", "promise": "open_link"},
            "closed already",
        ),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_set_up(
    client: Client, address: str, typed: dict[str, str], reason: str
) -> None:
    was = now(client)

    refused = send(client, f"{address}?lang=en", **typed)

    assert refused.status_code == 422
    assert reason in html.unescape(refused.text)
    kept = {e.attributes.get("value") for e in read(refused.text).all("input", "option")}
    shown = {value for name, value in typed.items() if name != "questionnaire"}
    assert {value for value in shown if "\x00" not in value} <= kept
    assert now(client) == was


# --- saved twice ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twice(client: Client) -> dict[str, dict[str, str]]:
    """Each form as it was saved once, and is sent again by who went back."""
    forms = {
        "/programmes/new": {"name_fr": "Deux fois", "zone": "America/Toronto"},
        "/programmes/essai/activities/new": {"name_fr": "Écoute à deux", "name_en": "Listening"},
        "/activities/formation/cohorts/new": {
            "name_fr": "Hiver",
            "starts_on": SOON.isoformat(),
            "ends_on": SOON.isoformat(),
        },
        "/cohorts/hiver/surveys/new": {
            "questionnaire": "webinar",
            "opens": "now",
            "closes": "never",
            "promise": "open_link",
        },
    }
    for address, fields in forms.items():
        led(client, address, **fields)
    return forms


@pytest.mark.parametrize(
    ("address", "there", "changes"),
    [
        ("/programmes/new", "/programmes/deux-fois", {}),
        (
            "/programmes/essai/activities/new",
            "/programmes/essai#ecoute-a-deux",
            {"name_fr": "Autre", "name_en": "LISTENING "},
        ),
        ("/activities/formation/cohorts/new", "/cohorts/hiver", {"name_fr": "hiver"}),
        ("/cohorts/hiver/surveys/new", "/surveys/hiver", {}),
    ],
)
def test_who_goes_back_and_saves_again_is_asked_whether_it_is_the_same(
    client: Client,
    twice: dict[str, dict[str, str]],
    address: str,
    there: str,
    changes: dict[str, str],
) -> None:
    fields, before = twice[address] | changes, now(client)

    asked = send(client, f"{address}?lang=en", **fields)

    assert asked.status_code == 409
    page = read(asked.text)
    (alert,) = [each for each in page if each.attributes.get("role") == "alert"]
    assert "already" in alert.text
    assert [link.attributes["href"] for link in alert.all("a")] == [there]
    assert now(client) == before

    assert led(client, address, **fields, another="yes")  # it was something else
    assert now(client) != before


def test_a_button_that_is_pressed_twice_at_once_saves_once_and_asks(client: Client) -> None:
    fields = {"name_fr": "Pressé"}
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(lambda _: send(client, "/programmes/essai/activities/new", **fields), range(2))
        )

    assert sorted(each.status_code for each in answers) == [303, 409]
    assert [each for each in now(client).activities if each.startswith("presse")] == ["presse"]


def test_the_same_name_on_another_day_is_another_cohort(
    client: Client, twice: dict[str, dict[str, str]]
) -> None:
    later = (SOON + timedelta(days=90)).isoformat()
    fields = twice["/activities/formation/cohorts/new"] | {"starts_on": later, "ends_on": later}

    assert led(client, "/activities/formation/cohorts/new", **fields)


def test_a_survey_by_personal_links_stands_beside_the_open_one(
    client: Client, twice: dict[str, dict[str, str]]
) -> None:
    sealed = {"promise": "one_per_invitation", "closes": "at", "closes_on": SOON.isoformat()}
    fields = twice["/cohorts/hiver/surveys/new"] | sealed

    assert led(client, "/cohorts/hiver/surveys/new", **fields)
