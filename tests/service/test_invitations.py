"""What invites people to answer, over HTTP: the slide, the QR code, the count, the dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from icalendar import Calendar
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from service.store import audit
from service.store.database import Database
from service.store.load import load
from service.web.screens import Pulse
from surveys.bundle import Bundle
from tests.accounts import add_user, quick_passwords, send_password, sign_in
from tests.factories import make_accepted, make_bundle, make_submission, make_survey

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


def test_the_count_goes_in_steps_for_whoever_asks(settings: Settings, bundle: Bundle) -> None:
    told: list[dict[str, Any]] = []
    seconds = [0.0]
    with ticking(settings, bundle, seconds) as client:
        for _ in range(6):  # one answer is there already
            seconds[0] += 5
            told.append(client.get(COUNT).json())
            sent = msgspec.to_builtins(make_submission(id=uuid4()))
            client.post(f"/api/surveys/{SURVEY}/submissions", json=sent)

    assert [each["at_least"] for each in told] == [0, 0, 0, 0, 5, 5]
    assert told[0]["said"]["en"] == "Fewer than 5\u00a0answers so far"
    assert told[5] == {
        "at_least": 5,
        "said": {"fr": "Au moins 5\u00a0réponses", "en": "At least 5\u00a0answers"},
        "state": "open",
        "version": told[4]["version"],
    }
    assert told[4]["version"] != told[3]["version"]


# --- what is projected ------------------------------------------------------------------------


@contextmanager
def ticking(settings: Settings, bundle: Bundle, seconds: list[float]) -> Iterator[Client]:
    """The service with a clock of ours, to somebody who administers it."""
    with Database(Path(settings.database)) as database:
        load(database, bundle, at=datetime.now(UTC))
        pulse = Pulse(clock=lambda: seconds[0], chance=lambda: 0)
        app = create_app(settings, database, passwords=quick_passwords(), pulse=pulse)
        address = "http://127.0.0.1:8000"
        with TestClient(app, base_url=address, raise_server_exceptions=False) as client:
            sign_in(client)
            yield client


def show(client: Client, question: str, query: str = "") -> Any:
    return client.post(
        f"{SLIDE}{query}",
        data={"question": question},
        headers={"origin": "http://127.0.0.1:8000"},
        follow_redirects=False,
    )


def test_results_are_put_on_the_screen_and_taken_off_again(settings: Settings) -> None:
    people = tuple(make_accepted(submission_id=uuid4()) for _ in range(17))
    bundle = make_bundle(surveys=(make_survey(closes_at=None),), submissions=people)
    with ticking(settings, bundle, [0.0]) as client:
        before = client.get(f"{SLIDE}?lang=fr").text
        shown = show(client, "satisfaction", "?count=false&dark=true")
        results = client.get(shown.headers["location"]).text
        show(client, "")
        after = client.get(f"{SLIDE}?lang=fr").text
    with Database(Path(settings.database)) as database, database.cursor() as cursor:
        log = audit.lines(cursor)

    assert '<ul class="bars">' not in before
    assert shown.status_code == 303
    assert shown.headers["location"] == f"{SLIDE}?count=false&dark=true"
    assert "Quelle est votre satisfaction" in results
    assert "How satisfied are you" in results
    assert "12\u00a0réponses" in results
    assert "Stagiaire" not in results
    assert "Du temps pour pratiquer" not in results
    assert '<ul class="bars">' not in after
    assert [line.subject for line in log if line.action == "changed"][-2:] == [
        f"{SLIDE} satisfaction",
        f"{SLIDE} invitation",
    ]


@pytest.mark.parametrize(
    "question", ["needs_next", "role", "hours", "rien", "role_other", "x" * 99]
)
def test_what_a_room_may_not_see_cannot_be_projected(signed_in: Client, question: str) -> None:
    """What was written, numbers, who people are, and what is not there."""
    refused = show(signed_in, question, "?lang=en")

    assert refused.status_code == 400
    assert f"“{question[:40]}”" in refused.text
    assert '<option value="">' in signed_in.get(SLIDE).text


def test_the_results_of_personal_links_wait_for_the_last_day(settings: Settings) -> None:
    survey = make_survey(closes_at=None, promise="one_per_invitation")
    people = tuple(make_accepted(submission_id=uuid4()) for _ in range(12))
    bundle = make_bundle(surveys=(survey,), submissions=people)
    with ticking(settings, bundle, [0.0]) as client:
        refused = show(client, "satisfaction", "?lang=en")
        page = client.get(f"{SLIDE}?lang=en").text

    assert refused.status_code == 400
    assert "its results show once it is closed" in refused.text
    assert "results show once the survey is closed" in page
    assert "<select" not in page


def test_the_word_that_something_changed_comes_as_a_server_sent_event(signed_in: Client) -> None:
    answered = signed_in.get(f"/api/surveys/{SURVEY}/slide/events")
    version = signed_in.get(COUNT).json()["version"]

    assert answered.headers["content-type"].startswith("text/event-stream")
    assert answered.headers["x-accel-buffering"] == "no"
    assert answered.headers["cache-control"] == "no-store"
    assert "content-encoding" not in answered.headers
    assert answered.text.split("\r\n")[:3] == [
        f"id: {version}",
        "event: changed",
        f"data: {version}",
    ]
    assert signed_in.get("/api/surveys/rien/slide/events").status_code == 404


def test_a_designer_reads_the_slide_and_does_not_choose_what_is_on_it(client: Client) -> None:
    add_user(client, "de@example.org", roles={"essai": frozenset({"designer"})})
    send_password(client, "de@example.org")

    assert "<select" not in client.get(SLIDE).text
    assert show(client, "satisfaction").status_code == 403


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
