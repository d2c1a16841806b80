"""The dates of a survey, read back as a calendar reads them."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from dashboards.pages.survey_dates import (
    CohortDatesView,
    DatesView,
    cohort_calendar,
    survey_calendar,
)
from surveys.programme import Session
from surveys.texts import LANGUAGES, Language, Text
from tests.factories import NOON, make_survey

ADDRESS = "https://bilan.example.org/s/printemps-2026"
LONG = "Après la formation ; première partie, « outils »" * 3


def dates_view(**survey: Any) -> DatesView:
    made = make_survey(**survey)
    return DatesView(
        survey=made,
        title=Text(LONG, "After the course; part one, “tools”"),
        cohort_name=Text("Cohorte 1", "Cohort 1"),
        address=f"https://bilan.example.org/s/{made.slug}",
    )


def written(language: Language = "fr", at: datetime = NOON, **survey: Any) -> bytes:
    return survey_calendar(dates_view(**survey), language, at=at)


def events(calendar: bytes) -> list[Any]:
    return list(Calendar.from_ical(calendar).walk("VEVENT"))


def test_a_survey_has_an_opening_and_an_end_with_the_address_of_its_form() -> None:
    opens, closes = events(written("en"))

    assert opens.decoded("dtstart") == datetime(2026, 3, 1, tzinfo=UTC)
    assert closes.decoded("dtstart") == datetime(2026, 4, 1, tzinfo=UTC)
    assert str(opens["summary"]) == "Survey opens: After the course; part one, “tools” (Cohort 1)"
    assert str(closes["summary"]) == "Survey closes: After the course; part one, “tools” (Cohort 1)"
    for event in (opens, closes):
        assert str(event["url"]) == ADDRESS
        assert ADDRESS in str(event["description"])
        assert event.decoded("dtstamp") == NOON
        assert str(event["transp"]) == "TRANSPARENT"
        assert "dtend" not in event


def test_a_survey_without_an_end_has_an_opening_only() -> None:
    (opens,) = events(written(closes_at=None))

    assert opens.decoded("dtstart") == datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_come_in_the_language_asked_for_and_say_so(language: Language) -> None:
    opens, closes = events(written(language))

    assert opens["summary"].params["LANGUAGE"] == closes["summary"].params["LANGUAGE"] == language
    assert str(opens["summary"]).startswith({"fr": "Ouverture", "en": "Survey"}[language])


def test_a_moment_means_the_same_in_whatever_zone_it_is_kept() -> None:
    in_quebec = timezone(timedelta(hours=-5))
    opens = datetime(2026, 2, 28, 19, tzinfo=in_quebec)

    assert written(opens_at=opens) == written()


def test_another_file_of_the_same_survey_changes_its_events_instead_of_adding_some() -> None:
    later = written("en", at=NOON + timedelta(days=1), opens_at=NOON)

    assert [e["uid"] for e in events(written())] == [e["uid"] for e in events(later)]
    assert len({str(e["uid"]) for e in events(later)}) == 2


def cohort_file(language: Language = "fr", **survey: Any) -> bytes:
    view = CohortDatesView(
        cohort_name=Text("Cohorte 1", "Cohort 1"),
        address="https://bilan.example.org/cohorts/cohorte-1",
        sessions=(
            Session(
                cohort="cohorte-1",
                position=1,
                title=Text("Les outils", "Tools"),
                held_on=date(2026, 2, 3),
                minutes=180,
            ),
        ),
        surveys=(dates_view(**survey), dates_view(slug="suivi", closes_at=None)),
    )
    return cohort_calendar(view, language, at=NOON)


def test_the_file_of_a_cohort_has_a_day_for_each_session_and_the_dates_of_each_survey() -> None:
    session, *dates = events(cohort_file("en"))

    assert session.decoded("dtstart") == date(2026, 2, 3)
    assert str(session["summary"]) == "Session: Tools (Cohort 1)"
    assert str(session["transp"]) == "TRANSPARENT"
    assert [each.decoded("dtstart").day for each in dates] == [1, 1, 1]
    assert [str(each["summary"])[:14] for each in dates] == [
        "Survey opens: ",
        "Survey closes:",
        "Survey opens: ",
    ]


def test_a_calendar_that_reads_the_file_of_a_survey_and_of_its_cohort_keeps_one_of_each() -> None:
    of_survey = {str(event["uid"]) for event in events(written())}
    of_cohort = [str(event["uid"]) for event in events(cohort_file())]

    assert of_survey < set(of_cohort)
    assert len(set(of_cohort)) == len(of_cohort) == 4


def test_the_file_is_written_as_the_standard_asks() -> None:
    lines = written().split(b"\r\n")

    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"VERSION:2.0" in lines
    assert any(line.startswith(b"PRODID:") for line in lines)
    assert max(map(len, lines)) <= 75  # octets; longer lines are folded
    assert b"\n" not in b"".join(lines)
    assert str(events(written())[0]["summary"]).count(LONG) == 1
