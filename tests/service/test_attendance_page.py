"""Attendance is noted on a page: nothing before somebody has looked and confirmed."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.attendances import attendances_of
from service.store.database import Database
from service.store.load import load
from tests.accounts import quick_passwords, sign_in
from tests.dashboards.markup import Element, read
from tests.inside import database_of
from tests.service.formats.attendance import made_reports as made
from tests.service.formats.made_files import xlsx_bytes
from tests.service.test_attendance_command import KIM, KIM_2, LUC, ZOE, roster_bundle

Client = TestClient[Litestar]
PAGE = "/cohorts/cohorte-1/attendance"
HERE = {"origin": "http://127.0.0.1:8000"}
REPORT = (
    made.ZOOM_MEETING
    + made.ZOOM
    + made.ZOOM_ROWS
    + "iPad de Kim,,03/24/2026 01:00:00 PM,03/24/2026 01:50:00 PM,50,Yes\r\n"
    + "Ève,,03/24/2026 01:00:00 PM,03/24/2026 02:50:00 PM,110,Yes\r\n"
    + "Ève,,hier,demain,,Yes\r\n"
).encode()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    path = tmp_path_factory.mktemp("attendance") / "bilan.duckdb"
    with Database(path) as database:
        load(database, roster_bundle(), at=datetime.now(UTC))
        app = create_app(Settings(database=str(path)), database, passwords=quick_passwords())
        with TestClient(
            app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False
        ) as client:
            sign_in(client)
            yield client


def noted(client: Client, session: int = 2) -> dict[UUID, float | None]:
    with database_of(client).cursor() as cursor:
        return attendances_of(cursor, "cohorte-1", session)


def send(client: Client, content: bytes, *, session: object = 2, starts: str = "") -> Response:
    return client.post(
        f"{PAGE}/read?lang=en",
        data={"session": str(session), "starts": starts},
        files={"file": ("report.csv", content)},
        headers=HERE,
    )


def fields_of(answer: Response) -> dict[str, str]:
    """Return what the form of the page would send as it stands."""
    page = read(answer.text)
    sent = {
        each.attributes["name"]: each.attributes["value"]
        for each in page.all("input")
        if each.attributes.get("type") == "hidden"
    }
    for select in page.all("select"):
        sent[select.attributes["name"]] = next(
            (
                each.attributes["value"]
                for each in select.all("option")
                if "selected" in each.attributes
            ),
            "",
        )
    return sent


def text_of(element: Element) -> str:
    return " ".join(element.text.split())


def test_nothing_is_noted_before_somebody_confirms_and_then_what_they_saw(client: Client) -> None:
    shown = send(client, REPORT)
    said = text_of(read(shown.text))

    assert shown.status_code == 200
    assert noted(client) == {}
    for sentence in (
        "“report.csv”: a report of Zoom, session 2 “Session 2”, March 24, 2026.",
        "at least 10 min and 50% of the session, which is 60 min.",
        "Only the time from 13:00 to 15:00 counts.",
        "1 line can’t be read and will be left out:",
        "line 10: “hier” is not a day and a time written as month/day/year",
        "50 min · several people on the roster fit",
        "110 min · recognised by a part of the name only",
        "2 of the 5 people on the roster",
        "Zoé Tremblay 120 yes zoe (Zoé Tremblay), by address",
    ):
        assert sentence in said

    fields = fields_of(shown)
    assert fields["who Ève "] == str(UUID(int=3))
    answer = client.post(PAGE, data=fields | {"who iPad de Kim ": str(KIM)}, headers=HERE)

    assert answer.status_code == 200  # after the redirect
    assert "Session 2: 4 people were there. For 3 of them, it counts" in text_of(read(answer.text))
    assert noted(client) == {ZOE: 120, LUC: 90, KIM: 50, UUID(int=3): 110}
    assert client.app.state.catalogue.cohort("cohorte-1").eligible == 3  # can answer: who attended


def test_a_second_report_replaces_what_is_noted_and_the_page_says_so_before(client: Client) -> None:
    first = fields_of(send(client, REPORT))
    client.post(PAGE, data=first, headers=HERE)
    shown = send(client, REPORT)

    assert "What is noted of this session (3 people) will be replaced." in text_of(read(shown.text))
    fields = fields_of(shown) | {"who Ève ": "", "who iPad de Kim ": str(KIM_2)}
    client.post(PAGE, data=fields, headers=HERE)
    assert noted(client) == {ZOE: 120, LUC: 90, KIM_2: 50}


def test_a_workbook_is_read_in_a_process_of_its_own(client: Client) -> None:
    shown = send(client, xlsx_bytes(made.cells(made.TEAMS, "\t")))

    assert "a report of Teams" in text_of(read(shown.text))


def test_a_crowd_of_strangers_is_asked_about_no_further_than_a_page_holds(client: Client) -> None:
    rows = "".join(
        f"Inconnu {'abcdefghij'[i % 10] * (i // 10 + 3)},,,,60,Yes\r\n" for i in range(250)
    )
    answer = send(client, (made.ZOOM + rows + "Roy L.,,,,60,Yes\r\n").encode())
    selects = read(answer.text).all("select")

    assert len(selects) == 200
    assert selects[0].attributes["name"] == "who Roy L. "  # recognised by a part: never cut
    assert "51 more names are not shown, and are not noted." in text_of(read(answer.text))
    assert len(answer.content) < 500_000


def test_what_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    assert send(client, b"x" * 21_000_000).status_code == 413


def test_the_start_of_the_session_and_another_day_are_told(client: Client) -> None:
    said = text_of(read(send(client, REPORT, session=1, starts="14:00").text))

    assert "Only the time from 14:00 to 16:00 counts." in said
    assert "held on March 17, 2026; the report sees people on March 24, 2026" in said


@pytest.mark.parametrize(
    ("content", "lang", "reason"),
    [
        (b"a,b\n1,2\n", "fr", "ce n’est pas un rapport de présence de Zoom"),
        (b"", "en", "report.csv: it is empty."),
        (b"PK\x03\x04rubbish", "fr", "it is damaged, or not an XLSX workbook"),
    ],
)
def test_a_file_that_is_no_report_is_told_on_the_page(
    client: Client, content: bytes, lang: str, reason: str
) -> None:
    answer = client.post(
        f"{PAGE}/read?lang={lang}",
        data={"session": "2"},
        files={"file": ("report.csv", content)},
        headers=HERE,
    )
    (alarm,) = [e for e in read(answer.text) if e.attributes.get("role") == "alert"]

    assert answer.status_code == 422
    assert reason in text_of(alarm)
    assert [e.attributes["name"] for e in read(answer.text).all("input")] == ["file", "starts"]


def test_what_a_report_names_is_never_markup(client: Client) -> None:
    row = "<b>x</b>,,03/24/2026 01:00:00 PM,03/24/2026 01:50:00 PM,50,Yes\r\n"
    html = send(client, (made.ZOOM + row).encode()).text

    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<b>x</b>" not in html


@pytest.mark.parametrize(
    "change",
    [
        {"report": ""},
        {"report": "{}"},
        {"report": "[1, 2"},
        {"who iPad de Kim ": "nobody we know"},
        {"who iPad de Kim ": str(UUID(int=99))},
    ],
)
def test_what_the_page_did_not_carry_is_refused_and_changes_nothing(
    client: Client, change: dict[str, str]
) -> None:
    before = noted(client)

    answer = client.post(PAGE, data=fields_of(send(client, REPORT)) | change, headers=HERE)

    assert answer.status_code == 400
    assert noted(client) == before


@pytest.mark.parametrize("session", [9, -1, "two", ""])
def test_a_session_that_cannot_be_is_refused(client: Client, session: object) -> None:
    assert send(client, REPORT, session=session).status_code == 400


@pytest.mark.parametrize("starts", ["soon", "24:00", "13:60", "13", "१३:३०"])
def test_a_start_that_is_no_time_is_told_on_the_page(client: Client, starts: str) -> None:
    answer = send(client, REPORT, starts=starts)

    assert answer.status_code == 422
    assert f"“{starts}” is not a time such as 13:30." in answer.text


@pytest.mark.parametrize("starts", ["14:00", " 14h00", "14 h 00", "14 H 00"])
def test_a_start_is_read_as_either_language_writes_it(client: Client, starts: str) -> None:
    assert "from 14:00 to 16:00" in send(client, REPORT, starts=starts).text


def test_only_who_is_signed_in_and_only_from_our_own_page(client: Client) -> None:
    files = {"file": ("report.csv", REPORT)}
    elsewhere = {"origin": "https://evil.example"}

    assert (
        client.post(
            f"{PAGE}/read", data={"session": "2"}, files=files, headers=elsewhere
        ).status_code
        == 403
    )
    assert client.post(PAGE, data={}, headers=elsewhere).status_code == 403
    assert client.get("/cohorts/nowhere/attendance").status_code == 404
    cookies = dict(client.cookies)
    client.cookies.clear()
    try:
        for answer in (
            client.get(PAGE, follow_redirects=False),
            client.post(PAGE, headers=HERE, follow_redirects=False),
        ):
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (
                303,
                "/sign-in",
            )
    finally:
        client.cookies.update(cookies)


def test_the_page_of_the_cohort_leads_here(client: Client) -> None:
    links = [
        link.attributes["href"] for link in read(client.get("/cohorts/cohorte-1").text).all("a")
    ]

    assert PAGE in links
    said = text_of(read(client.get(f"{PAGE}?lang=en").text))
    assert "People at each session, of 5 enrolled" in said
    assert re.search(r"1\. Session 1 March 17, 2026 not noted yet", said)
