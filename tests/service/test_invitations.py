"""What invites people to answer, over HTTP: the slide, the QR code, the count, the dates."""

from typing import Any
from uuid import uuid4

import msgspec
import pytest
from icalendar import Calendar
from litestar import Litestar
from litestar.testing import TestClient

from tests.factories import make_submission

Client = TestClient[Litestar]
SURVEY = "printemps-2026"
SLIDE = f"/surveys/{SURVEY}/slide"
COUNT = f"/api/surveys/{SURVEY}/count"
FILES = [f"/surveys/{SURVEY}/{name}" for name in ("qr.svg", "qr.png", "dates.ics")]
COHORT_DATES = "/cohorts/cohorte-1/dates.ics"


@pytest.mark.parametrize("path", [SLIDE, *FILES, COHORT_DATES])
def test_who_is_not_signed_in_sees_neither_slide_nor_files(client: Client, path: str) -> None:
    response = client.get(path, follow_redirects=False)

    assert (response.status_code, response.headers["location"].partition("?")[0]) == (
        303,
        "/sign-in",
    )


def test_who_is_not_signed_in_is_told_no_count(client: Client) -> None:
    assert client.get(COUNT).status_code == 401


@pytest.mark.parametrize("path", [SLIDE, *FILES, COUNT])
def test_a_survey_that_does_not_exist_has_no_slide(signed_in: Client, path: str) -> None:
    assert signed_in.get(path.replace(SURVEY, "rien")).status_code == 404


def test_the_count_goes_in_steps_for_whoever_asks(signed_in: Client) -> None:
    told: list[dict[str, Any]] = []
    for _ in range(5):  # one answer is there already
        told.append(signed_in.get(COUNT).json())
        sent = msgspec.to_builtins(make_submission(id=uuid4()))
        signed_in.post(f"/api/surveys/{SURVEY}/submissions", json=sent)
    told.append(signed_in.get(COUNT).json())

    assert [each["at_least"] for each in told] == [0, 0, 0, 0, 5, 5]
    assert told[0]["said"]["en"] == "Fewer than 5\u00a0answers so far"
    assert told[5] == {
        "at_least": 5,
        "said": {"fr": "Au moins 5\u00a0réponses", "en": "At least 5\u00a0answers"},
        "state": "open",
    }


@pytest.mark.parametrize(
    ("path", "kind"), [(FILES[0], "image/svg+xml"), (FILES[1], "image/png")], ids=["svg", "png"]
)
def test_a_browser_keeps_the_code_and_asks_whether_it_changed(
    signed_in: Client, path: str, kind: str
) -> None:
    first = signed_in.get(path)
    again = signed_in.get(path, headers={"if-none-match": first.headers["etag"]})

    assert first.headers["content-type"].startswith(kind)
    assert first.headers["cache-control"] == "private, no-cache"
    assert f"qr-{SURVEY}" in first.headers["content-disposition"]
    assert (again.status_code, again.content) == (304, b"")


def test_the_dates_come_as_a_calendar_in_the_language_of_the_page(signed_in: Client) -> None:
    response = signed_in.get(f"{FILES[2]}?lang=en")
    (opens,) = Calendar.from_ical(response.content).walk("VEVENT")

    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert f'filename="{SURVEY}.ics"' in response.headers["content-disposition"]
    assert str(opens["summary"]).startswith("Survey opens")
    assert str(opens["url"]) == f"http://127.0.0.1:8000/s/{SURVEY}"


@pytest.mark.parametrize("path", [SLIDE, *FILES, f"/s/{SURVEY}"])
def test_the_cohort_leads_to_all_that_invites_people(signed_in: Client, path: str) -> None:
    assert f'href="{path}"' in signed_in.get("/cohorts/cohorte-1").text


def test_the_dates_of_a_whole_cohort_come_as_one_calendar_file(signed_in: Client) -> None:
    response = signed_in.get(f"{COHORT_DATES}?lang=en")

    assert response.headers["content-type"].startswith("text/calendar")
    assert 'filename="cohorte-1.ics"' in response.headers["content-disposition"]
    assert response.headers["cache-control"] == "no-store"
    (opens,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(opens["summary"]).startswith("Survey opens: After the course")
    assert str(opens["url"]).endswith(f"/s/{SURVEY}")
    assert signed_in.get(COHORT_DATES.replace("cohorte-1", "rien")).status_code == 404


def test_the_page_of_a_cohort_has_the_calendar_with_its_file(signed_in: Client) -> None:
    page = signed_in.get("/cohorts/cohorte-1?lang=en").text

    assert f'href="{COHORT_DATES}"' in page
    assert "Survey: After the course" in page
