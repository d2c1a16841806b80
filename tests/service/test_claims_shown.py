"""Trends and comparisons, over HTTP."""

from datetime import UTC, date, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from surveys.bundle import Bundle
from surveys.programme import Activity, Cohort
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_bundle, make_survey

SIZES = {"cohorte-1": 30, "cohorte-2": 3, "cohorte-3": 30, "webinaire-1": 30}
"""How many answer in each cohort; the second is too small to be shown."""


def _cohort(slug: str, month: int) -> Cohort:
    return Cohort(
        slug=slug,
        activity=slug.split("-", maxsplit=1)[0].replace("cohorte", "formation"),
        name=Text(fr=slug.capitalize(), en=slug.capitalize()),
        starts_on=date(2026, month, 1),
        ends_on=date(2026, month, 28),
    )


@pytest.fixture
def bundle() -> Bundle:
    """Two activities; the first two cohorts are rather satisfied, the others never."""
    return make_bundle(
        activities=tuple(
            Activity(slug=slug, programme="essai", name=Text(fr=slug, en=slug))
            for slug in ("formation", "webinaire")
        ),
        cohorts=tuple(_cohort(slug, month) for month, slug in enumerate(SIZES, start=1)),
        surveys=tuple(
            make_survey(
                slug=f"{slug}-fin",
                cohort=slug,
                opens_at=datetime(2026, month, 1, tzinfo=UTC),
                closes_at=datetime(2026, month, 20, tzinfo=UTC),
            )
            for month, slug in enumerate(SIZES, start=1)
        ),
        submissions=tuple(
            make_accepted(
                submission_id=day_ordered_id(NOON.date(), bytes([cohort, place]) + bytes(8)),
                survey=f"{slug}-fin",
                answers={"satisfaction": "satisfied" if cohort < 2 else "dissatisfied"},
                comments={},
            )
            for cohort, (slug, many) in enumerate(SIZES.items())
            for place in range(many)
        ),
    )


def test_a_cohort_says_what_changed_and_whom_it_passes_over(
    signed_in: TestClient[Litestar],
) -> None:
    said = signed_in.get("/cohorts/cohorte-3?lang=en").text

    assert "Compared with Cohorte-1." in said
    assert "Too few answers to compare with Cohorte-2." in said
    assert "From 100% (30 of 30) to 0% (0 of 30): a demonstrated fall of 100 points" in said


def test_an_activity_has_its_trends(signed_in: TestClient[Litestar]) -> None:
    page = signed_in.get("/activities/formation/trends?lang=en")

    assert page.status_code == 200
    assert "it takes at least 3 cohorts that are shown" in page.text
    assert signed_in.get("/activities/formation/trends?questionnaire=short").status_code == 200
    assert signed_in.get("/activities/formation/trends?questionnaire=none").status_code == 404
    assert signed_in.get("/activities/rien/trends").status_code == 404


@pytest.mark.parametrize(
    "asked",
    ["cohort=cohorte-1&cohort=cohorte-3&cohort=", "activity=formation&activity=webinaire"],
)
def test_a_comparison_is_a_page_and_data(signed_in: TestClient[Litestar], asked: str) -> None:
    page = signed_in.get(f"/compare?{asked}&lang=en")
    data = signed_in.get(f"/api/compare?{asked}").json()
    satisfied = data["comparison"]["items"][0]

    assert page.status_code == 200
    assert satisfied["item"] == "satisfaction"
    assert satisfied["claims"][0]["verdict"] == "lead_lower"
    assert data["sentences"][0]["sentence"]["en"] in page.text
    assert "A lead to follow up" in data["sentences"][0]["sentence"]["en"]
    assert "Piste, à vérifier" in data["sentences"][0]["sentence"]["fr"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("cohort=cohorte-1", "Choose two at least"),
        ("cohort=cohorte-1&cohort=cohorte-1", "Choose two at least"),
        ("&".join(f"cohort={slug}" for slug in SIZES), "three cohorts at most"),
        ("cohort=cohorte-1&activity=formation", "not both at once"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_reason(
    signed_in: TestClient[Litestar], asked: str, said: str
) -> None:
    page, data = signed_in.get(f"/compare?{asked}&lang=en"), signed_in.get(f"/api/compare?{asked}")

    assert page.status_code == 200
    assert said in page.text
    assert data.status_code == 422
    assert said in data.json()["detail"]


def test_nothing_chosen_yet_is_no_mistake(signed_in: TestClient[Litestar]) -> None:
    page = signed_in.get("/compare?lang=en")

    assert page.status_code == 200
    assert 'role="status"' not in page.text
    assert '<option value="cohorte-1">' in page.text


def test_unknown_sides_are_not_found_and_strangers_are_kept_out(
    signed_in: TestClient[Litestar],
) -> None:
    assert signed_in.get("/api/compare?cohort=rien&cohort=cohorte-1").status_code == 404
    signed_in.cookies.clear()
    for address in ("/compare", "/activities/formation/trends"):
        assert signed_in.get(address).url.path == "/sign-in"
    assert signed_in.get("/api/compare").status_code == 401
