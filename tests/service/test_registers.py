"""The registers of anonymisation and of incidents: added to, never overwritten, taken away."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from service.store.anonymising import anonymise, note_look
from service.store.audit import lines
from service.store.database import Database
from service.store.incidents import incident_lines
from service.store.load import load
from surveys.incidents import Incident, fields_from_incident, incident_from_fields
from surveys.typed_fields import NotKept
from tests.accounts import sign_in
from tests.dashboards.markup import read, sent_fields
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.inside import database_of
from tests.one_app import OneApp

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
TODAY = date(2026, 5, 5)
TYPED = {
    "information": '=HYPERLINK("http://x")',
    "circumstances": "Une liste est partie\r\nau mauvais destinataire",
    "happened": "du 2 au 3 mai 2026",
    "known_on": "2026-05-04",
    "people": "environ 20",
    "risk": "serious",
    "assessment": "Adresses courriel",
    "commission_on": "",
    "people_on": "",
    "public": "",
    "measures": "Lien à la place",
}


@pytest.fixture
def client(database: Database) -> Iterator[Client]:
    survey = make_survey(closes_at=NOON + timedelta(days=1), kept_days=30)
    load(database, make_bundle(surveys=(survey,), submissions=(make_accepted(),)), at=NOON)
    settings = Settings(database=str(database.path), shortest_seconds=0)
    with TestClient(OneApp().over(settings, database), base_url=HERE["origin"]) as client:
        sign_in(client)
        with database.transaction() as cursor:
            anonymise(cursor, survey, at=NOON + timedelta(days=40))
        yield client


def taken(client: Client, file: str) -> list[list[str]]:
    answer = client.get(f"/registers/{file}?lang=fr", headers=HERE)
    assert answer.headers["cache-control"] == "no-store"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_an_incident_is_entered_corrected_and_taken_away_with_what_it_said_first(
    client: Client,
) -> None:
    told = TYPED | {"commission_on": "2026-05-05"}
    for address, typed in (("new", TYPED), ("1", told), ("new", TYPED)):
        answer = client.post(
            f"/registers/incidents/{address}", data=typed, headers=HERE, follow_redirects=False
        )
        assert answer.status_code == 303

    with database_of(client).cursor() as cursor:
        entered = incident_lines(cursor)
        logged = [line.subject.split(" ", 1)[-1] for line in lines(cursor)]
    assert [each.number for each in entered] == [1, 1, 2]
    assert [each.incident.commission_on for each in entered] == [None, date(2026, 5, 5), None]
    assert [each for each in logged if "incident" in each][-1].endswith("incident 2")
    header, *rows = taken(client, "incidents.csv")
    assert header[2:4] == ["Renseignements personnels visés", "Circonstances"]
    assert [row[0] for row in rows] == ["1", "1", "2"]
    assert rows[0][2] == '\'=HYPERLINK("http://x")'  # no formula to a spreadsheet
    assert "Oui, un risque sérieux" in rows[0]
    assert [each["number"] for each in client.get("/registers/incidents.json").json()] == [1, 1, 2]
    page = client.get("/registers?lang=en", headers=HERE).text
    assert "Correct incident 1" in page
    assert "told on" in page
    shown = client.get("/registers/incidents/1?lang=en", headers=HERE).text
    assert 'value="2026-05-05"' in shown


def test_what_was_anonymised_is_told_as_the_regulation_asks(client: Client) -> None:
    header, row = taken(client, "anonymisations.csv")

    told = dict(zip(header, row, strict=True))
    assert told["Sondage"] == "printemps-2026"
    assert told["Anonymisé le"] == "2026-04-11"
    assert told["Renseignements anonymisés"].startswith("Réponses\N{NO-BREAK SPACE}: 1")
    assert "Individualisation" in told["Analyse des risques de réidentification"]
    assert {"Fins", "Techniques et mesures"} <= told.keys()
    (line,) = client.get("/registers/anonymisations.json", headers=HERE).json()
    assert (line["submissions"], line["kept_days"]) == (1, 30)


def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(client: Client) -> None:
    typed = TYPED | {"measures": " ", "known_on": "2999-01-01"}

    answer = client.post("/registers/incidents/new?lang=en", data=typed, headers=HERE)

    assert answer.status_code == 422
    assert "2 answers to look at again" in answer.text
    assert "au mauvais destinataire" in answer.text
    with database_of(client).cursor() as cursor:
        assert incident_lines(cursor) == []


def test_a_button_pressed_twice_enters_one_incident_and_corrects_it_once(client: Client) -> None:
    told = TYPED | {"commission_on": "2026-05-05"}
    for address, typed in (("new", TYPED), ("new", TYPED), ("1", told), ("1", told)):
        client.post(f"/registers/incidents/{address}", data=typed, headers=HERE)

    with database_of(client).cursor() as cursor:
        entered = [(each.number, each.incident.commission_on) for each in incident_lines(cursor)]
    assert entered == [(1, None), (1, date(2026, 5, 5))]


def test_nobody_says_that_there_is_no_risk_by_hurrying_on(client: Client) -> None:
    asked = client.get("/registers/incidents/new?lang=en", headers=HERE).text
    assert '<option value="" selected>' in asked
    assert (
        "Choose from the list"
        in client.post(
            "/registers/incidents/new?lang=en", data=TYPED | {"risk": ""}, headers=HERE
        ).text
    )


def test_there_is_no_other_file_nor_incident(client: Client) -> None:
    for address in ("/registers/rien.csv", "/registers/incidents/7"):
        assert client.get(address, headers=HERE).status_code == 404
    answer = client.post("/registers/incidents/7", data=TYPED, headers=HERE)
    assert answer.status_code == 404


def test_an_incident_reads_back_as_it_was_typed() -> None:
    incident = incident_from_fields(TYPED, TODAY)
    assert isinstance(incident, Incident)

    assert incident_from_fields(fields_from_incident(incident), TODAY) == incident


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("information", ""),
        ("circumstances", "x" * 4_001),
        ("known_on", ""),
        ("known_on", "hier"),
        ("known_on", "2026-05-06"),
        ("known_on", "0026-05-04"),
        ("people_on", "2026-05-03"),
        ("commission_on", "0026-05-04"),
        ("risk", "perhaps"),
        ("people_on", "2026-05-06"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(field: str, value: str) -> None:
    found = incident_from_fields(TYPED | {field: value}, TODAY)

    assert isinstance(found, NotKept)
    assert [each.field for each in found.problems] == [field]
    assert msgspec.structs.fields(Incident)


def test_who_administers_says_that_a_clock_is_right_on_the_day_that_they_read(
    client: Client,
) -> None:
    database, now = database_of(client), datetime.now(UTC)
    with database.transaction() as cursor:
        note_look(cursor, at=now - timedelta(days=730))
    assert client.get("/ready").json()["clock"] == "doubted"
    page = read(client.get("/registers?lang=en").text)
    (form,) = [each for each in page.all("form") if each.attributes["action"] == "/registers/clock"]
    assert "Today is indeed" in form.text

    client.post("/registers/clock", data={"today": "2031-01-01"}, headers=HERE)
    assert client.get("/ready").json()["clock"] == "doubted"  # it was set meanwhile
    client.post("/registers/clock", data=dict(sent_fields(form)), headers=HERE)

    assert client.get("/ready").json()["clock"] == "ok"
    assert "Today is indeed" not in client.get("/registers?lang=en").text
    with database.cursor() as cursor:
        assert "the clock is right" in lines(cursor)[-1].subject
