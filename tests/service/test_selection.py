"""A filter, through the pages: it applies to every number, and says so."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.families import families_of, public_families, released_families
from service.store.load import load
from surveys.bundle import Bundle
from surveys.programme import Cohort
from surveys.slices import Selection, Slice
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.accounts import sign_in
from tests.conftest import LoadedFile
from tests.dashboards.markup import read
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.inside import database_of
from tests.one_app import OneApp

COHORT = "/cohorts/cohorte-1"
PROGRAMME = "/programmes/essai"
FIRST: dict[str | None, int] = {"coordination": 12, "volunteer": 3, None: 6}
"""People by role who answered in the first cohort: 21."""
SECOND: dict[str | None, int] = {"coordination": 7, "volunteer": 2, "other": 4}
"""In the second: 13."""


APART: dict[str | None, int] = {"coordination": 8, "volunteer": 4, None: 3}
"""In each of three: volunteers are enough together, and too few in each."""


def _answers(survey: str, roles: dict[str | None, int], start: int) -> Iterator[AcceptedSubmission]:
    everybody = [role for role, people in roles.items() for _ in range(people)]
    for number, role in enumerate(everybody, start=start):
        answers = {"satisfaction": "satisfied" if number % 3 else "dissatisfied"}
        yield make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            survey=survey,
            language="en" if role == "coordination" else "fr",
            answers=answers | ({"role": role} if role else {}),
            comments={},
        )


def _cohort(number: int, starts_on: date) -> Cohort:
    return Cohort(
        slug=f"cohorte-{number}",
        activity="formation",
        name=Text(fr=f"Cohorte {number}", en=f"Cohort {number}"),
        starts_on=starts_on,
        ends_on=starts_on,
    )


@pytest.fixture
def bundle() -> Bundle:
    return make_bundle(
        cohorts=(_cohort(1, date(2026, 1, 12)), _cohort(2, date(2026, 2, 9))),
        surveys=(make_survey(), make_survey(slug="hiver-2026", cohort="cohorte-2")),
        submissions=(
            *_answers("printemps-2026", FIRST, 0),
            *_answers("hiver-2026", SECOND, 100),
        ),
    )


@pytest.fixture
def three(bundle: Bundle) -> Bundle:
    """The same programme with three cohorts that are alike."""
    surveys = ("automne-2025", "printemps-2026", "hiver-2026")
    days = (date(2025, 11, 3), date(2026, 1, 12), date(2026, 2, 9))
    return replace(
        bundle,
        cohorts=tuple(_cohort(number, day) for number, day in enumerate(days)),
        surveys=tuple(
            make_survey(slug=slug, cohort=f"cohorte-{number}")
            for number, slug in enumerate(surveys)
        ),
        submissions=tuple(
            each
            for number, slug in enumerate(surveys)
            for each in _answers(slug, APART, 100 * number)
        ),
    )


@pytest.fixture
def three_cohorts(
    settings: Settings, three: Bundle, loaded_file: LoadedFile, one_app: OneApp
) -> Iterator[TestClient[Litestar]]:
    """The service over them, and somebody who is signed in."""
    shutil.copy(loaded_file.holding(three), settings.database)
    with (
        Database(Path(settings.database)) as database,
        TestClient(one_app.over(settings, database), base_url="http://127.0.0.1:8000") as client,
    ):
        sign_in(client)
        yield client


@pytest.fixture
def page(signed_in: TestClient[Litestar]) -> TestClient[Litestar]:
    return signed_in


def text_of(page: TestClient[Litestar], address: str, *, status: int = 200) -> str:
    response = page.get(f"{address}{'&' if '?' in address else '?'}lang=en")
    assert response.status_code == status
    return " ".join(read(response.text).text.split())


def test_every_number_of_a_cohort_is_of_those_selected(page: TestClient[Litestar]) -> None:
    text = text_of(page, f"{COHORT}?role=coordination")

    assert "Only people who say that this is their role: Coordination." in text
    assert "12 submissions" in text
    assert "8 of 12" in text  # of numbers 0 to 11, four are multiples of three
    assert not re.search(r"\b(21|14)\b", text)


def test_the_form_asks_for_the_same_as_the_address(page: TestClient[Litestar]) -> None:
    by_form = page.get(f"{COHORT}?survey=printemps-2026&only=role%3Acoordination&lang=en").text
    by_address = page.get(f"{COHORT}?survey=printemps-2026&role=coordination&lang=en").text

    assert by_form == by_address


def test_who_are_too_few_are_not_shown_and_neither_is_their_number(
    page: TestClient[Litestar],
) -> None:
    text = text_of(page, f"{COHORT}?role=volunteer")

    assert "Number of submissions not shown" in text
    assert "Nothing can be shown of these people here" in text
    nobody = text_of(page, f"{COHORT}?role=other")
    assert text.replace("their role: Volunteer.", "their role: Other.") == nobody


def test_they_are_shown_over_the_cohorts_together(three_cohorts: TestClient[Litestar]) -> None:
    text = text_of(three_cohorts, f"{PROGRAMME}?role=volunteer")

    assert "Here are all cohorts together." in text
    assert "of 12" in text


def test_fewer_than_ten_are_not_shown_over_the_cohorts_either(page: TestClient[Litestar]) -> None:
    text = text_of(page, f"{PROGRAMME}?role=volunteer")

    assert "Here are all cohorts together." not in text
    assert "of 5" not in text


def test_themes_calendar_and_links_are_not_mixed_with_a_slice(page: TestClient[Litestar]) -> None:
    response = page.get(f"{COHORT}?role=coordination&lang=en").text

    assert "Who answered by role and region, themes, calendar, openings of the form" in response
    assert 'id="calendar"' not in response
    assert 'id="themes"' not in response
    assert 'id="funnel"' not in response


def test_the_survey_and_the_slice_stay_in_every_link_of_the_page(
    page: TestClient[Litestar],
) -> None:
    response = page.get(f"{COHORT}?survey=printemps-2026&role=coordination&lang=en").text

    assert 'href="/cohorts/cohorte-2?role=coordination"' in response  # the next cohort
    assert 'href="/cohorts/cohorte-1?survey=printemps-2026"' in response  # without the filter
    assert "survey=printemps-2026&amp;role=coordination&amp;lang=fr" in response
    assert '<input type="hidden" name="survey" value="printemps-2026">' in response


def test_a_period_leaves_whole_cohorts_out(page: TestClient[Litestar]) -> None:
    text = text_of(page, f"{PROGRAMME}?from=2026-02-01")

    assert "Cohorts that began on February 1, 2026 or later." in text
    assert "Cohort 2" in text
    assert "Cohort 1" not in text
    assert "13 submissions" in text


def test_a_period_without_cohorts_says_so(page: TestClient[Litestar]) -> None:
    text = text_of(page, f"{PROGRAMME}?to=2025-12-31")

    assert "No cohort began in this period." in text
    assert "Nothing can be shown" in text


@pytest.mark.parametrize("address", [COHORT, PROGRAMME])
def test_a_page_without_a_filter_says_nothing_of_one(
    page: TestClient[Litestar], address: str
) -> None:
    response = page.get(f"{address}?lang=en").text

    assert 'class="selected"' not in response
    assert '<select name="only">' in response


@pytest.mark.parametrize("address", [COHORT, PROGRAMME])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("role=volunteer&language=fr", "Choose one filter at a time"),
        ("role=astronaut", "There is no filter “role = astronaut” here."),
    ],
)
def test_what_cannot_be_selected_is_refused_with_a_sentence(
    page: TestClient[Litestar], address: str, asked: str, said: str
) -> None:
    assert said in text_of(page, f"{address}?{asked}", status=400)


def test_a_day_that_is_none_is_refused_in_french_too(page: TestClient[Litestar]) -> None:
    response = page.get(f"{PROGRAMME}?from=demain&lang=fr")

    assert response.status_code == 400
    assert "demain\u00a0» n’est pas une date" in response.text


# The families that pages, commands and the report read


@pytest.fixture
def database(client: TestClient[Litestar]) -> Database:
    return database_of(client)


def catalogue_of(database: Database) -> Catalogue:
    catalogue = Catalogue(database)
    catalogue.reload()
    return catalogue


@pytest.mark.parametrize("value", ["coordination", "volunteer", "other"])
def test_a_cohort_shows_by_itself_what_it_shows_among_all(database: Database, value: str) -> None:
    snapshot, at = catalogue_of(database).now, datetime.now(UTC)
    selection = Selection(slice=Slice(dimension="role", value=value))

    with database.source() as source:
        (family,) = released_families(source, snapshot, "essai", selection, at=at)
        apart = [
            families_of(source, snapshot.setups_of(cohort), selection, at=at)[0].released.each[0]
            for cohort in ("cohorte-1", "cohorte-2")
        ]

    assert list(family.released.each) == apart


def test_a_period_shows_the_sum_of_its_cohorts_and_asks_what_they_asked(
    three_cohorts: TestClient[Litestar],
) -> None:
    database = database_of(three_cohorts)
    snapshot, at = catalogue_of(database).now, datetime.now(UTC)
    volunteers = Slice(dimension="role", value="volunteer")

    with database.source() as source:
        (always,) = released_families(source, snapshot, "essai", Selection(slice=volunteers), at=at)
        period = Selection(slice=volunteers, first=date(2026, 1, 1))
        (both,) = released_families(source, snapshot, "essai", period, at=at)
        (second,) = released_families(
            source, snapshot, "essai", Selection(first=date(2026, 2, 1)), at=at
        )

    assert always.released.pooled["satisfaction"].answered == 12
    assert both.released.pooled == {}  # neither cohort shows its volunteers by itself
    assert list(second.asked) == ["hiver-2026"]
    assert second.released.pooled["satisfaction"].answered == 15


# Side by side


def rows_of(page: TestClient[Litestar], dimension: str) -> dict[str, list[str]]:
    response = page.get(f"{PROGRAMME}/by/{dimension}?lang=en")
    assert response.status_code == 200
    return {
        row.all("th")[0].text: [cell.text for cell in row.all("td")]
        for row in read(response.text).all("tr")
        if row.all("td")
    }


def test_people_stand_side_by_side_in_the_order_of_the_questionnaire(
    three_cohorts: TestClient[Litestar],
) -> None:
    rows = rows_of(three_cohorts, "role")

    assert list(rows) == [
        "Coordination, 24 submissions",
        "Volunteer, 12 submissions",
        "Everybody, 45 submissions",
    ]
    told = [re.findall(r"of (\d+)", cells[0]) for cells in rows.values()]
    assert told == [["24"], ["12"], ["45"]]
    assert "Not shown: Other." in three_cohorts.get(f"{PROGRAMME}/by/role?lang=en").text


def test_they_show_what_the_page_of_the_programme_shows_of_each(page: TestClient[Litestar]) -> None:
    cell = rows_of(page, "language")["French, 15 submissions"][0]

    assert cell.partition("\n")[0] in page.get(f"{PROGRAMME}?language=fr&lang=en").text


def test_what_no_questionnaire_asks_for_parts_nobody(page: TestClient[Litestar]) -> None:
    assert rows_of(page, "region") == {}
    assert "No questionnaire of this programme asks for it." in text_of(
        page, f"{PROGRAMME}/by/region"
    )
    assert page.get(f"{PROGRAMME}/by/satisfaction").status_code == 404


def test_a_survey_that_has_not_opened_is_in_no_figure_and_no_denominator(
    database: Database,
) -> None:
    snapshot = catalogue_of(database).now
    opening = snapshot.setups_of("cohorte-2")[0].survey.opens_at

    with database.source() as source:
        before = [
            *released_families(source, snapshot, "essai", at=opening - timedelta(minutes=1)),
            *public_families(source, snapshot, "essai", at=opening - timedelta(minutes=1)),
        ]
        (opened,) = released_families(source, snapshot, "essai", at=opening)

    assert before == []
    assert set(opened.asked) == {"printemps-2026", "hiver-2026"}


def test_the_page_of_a_programme_lists_a_survey_that_has_not_opened(
    page: TestClient[Litestar], bundle: Bundle
) -> None:
    later = make_survey(
        slug="automne-2099",
        cohort="cohorte-2",
        opens_at=datetime(2099, 9, 1, tzinfo=UTC),
        closes_at=datetime(2099, 10, 1, tzinfo=UTC),
    )
    more = replace(bundle, surveys=(*bundle.surveys, later), submissions=())
    load(database_of(page), more, at=datetime.now(UTC))
    page.app.dependencies["catalogue"].dependency().reload()

    before, after = (
        text_of(page, address).count("0 submissions")
        for address in (f"{PROGRAMME}?to=2026-01-31", PROGRAMME)
    )
    assert (before, after) == (0, 1)
